"""PM6750 conversations on a clock that stands still: switching on, starting, stopping, and every refusal."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import pytest

from drivers.berry_bci.pm6750_driver import ALLOWED_WRITES, CONFIRM_ROUNDS, HEARD_WITHIN_S, Pm6750Driver
from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import CommandRefusedError
from drivers.observations import BloodPressure, CuffStatus, Numeric, Observation, Provenance
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import MemoryTransport, memory_pair

# Constants in open code bases, and frames constructed by hand for the protocol sheet.
START, STOP = bytes.fromhex("55AA040201F8"), bytes.fromhex("55AA040200F9")
SPO2_ON, ECG_ON = bytes.fromhex("55AA040301F7"), bytes.fromhex("55AA040101F9")
DONE, MEASURING = bytes.fromhex("55AA08030000765A4CD8"), bytes.fromhex("55AA08030446000000AA")
STOPPED = bytes.fromhex("55AA08030800000000EC")  # 08+03+08 = 13, complement EC
SPO2 = bytes.fromhex("55AA06040062484B")
STEP_S = 0.2  # a measuring board speaks five times a second
MAX_WAIT_S = 30


class Board:
    """The other end. It keeps all it was sent, and obeys START and STOP unless told otherwise."""

    def __init__(self, end: MemoryTransport) -> None:
        self.end = end
        self.heard: list[bytes] = []
        self.measures = False
        self.obeys = True
        self.talks = True

    async def hear(self) -> None:
        while True:
            command = (await self.end.receive()).data
            self.heard.append(command)
            if self.obeys and command == START:
                self.measures = True
            if self.obeys and command == STOP and self.measures:
                self.measures = False
                await self.end.send(STOPPED)

    async def speak(self) -> None:
        if self.talks:
            await self.end.send(MEASURING + SPO2 if self.measures else SPO2)

    async def finish(self) -> None:
        self.measures = False
        await self.end.send(DONE)


class Bench:
    def __init__(self, *, cuff_start_allowed: bool) -> None:
        self.clock = ManualClock()
        near, far = memory_pair(self.clock)
        self.board = Board(far)
        spec = DeviceSpec(
            device_id="pm-1",
            kind="pm6750",
            link="",
            provenance=Provenance.SIMULATED,
            cuff_start_allowed=cuff_start_allowed,
        )
        self.driver = Pm6750Driver(spec, transport=AllowListTransport(near, ALLOWED_WRITES), clock=self.clock)
        self.said: list[Observation] = []

    async def listen(self) -> None:
        async for observation in self.driver.observations():
            self.said.append(observation)

    async def pass_time(self, seconds: float) -> None:
        for _ in range(round(seconds / STEP_S)):
            await self.board.speak()
            await self.clock.advance(STEP_S)

    async def refusal(self, command: Awaitable[None]) -> str:
        task = asyncio.ensure_future(command)
        for _ in range(MAX_WAIT_S):
            await self.pass_time(1)
            if task.done():
                break
        with pytest.raises(CommandRefusedError) as caught:
            await task
        return str(caught.value)

    def pressures(self) -> list[CuffStatus]:
        return [item.status for item in self.said if isinstance(item, BloodPressure)]


@asynccontextmanager
async def bench(*, cuff_start_allowed: bool = True) -> AsyncIterator[Bench]:
    made = Bench(cuff_start_allowed=cuff_start_allowed)
    tasks = [
        asyncio.create_task(made.board.hear(), name="board"),
        asyncio.create_task(made.listen(), name="listener"),
    ]
    await made.pass_time(1)
    try:
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def test_oximeter_and_ecg_are_switched_on_and_again_after_silence() -> None:
    async with bench() as made:
        assert made.board.heard == [SPO2_ON, ECG_ON]
        await made.pass_time(10)
        assert made.board.heard == [SPO2_ON, ECG_ON]
        made.board.talks = False
        await made.pass_time(3)
        assert made.board.heard == [SPO2_ON, ECG_ON] * 2
        assert {item.value for item in made.said if isinstance(item, Numeric)} == {98, 72}


async def test_a_reading_is_started_confirmed_told_once_and_the_cuff_emptied() -> None:
    async with bench() as made:
        start = asyncio.ensure_future(made.driver.start_cuff())
        await made.pass_time(2)
        await start
        assert made.board.heard.count(START) == 1
        await made.board.finish()
        await made.pass_time(1)
        await made.board.finish()
        await made.pass_time(1)
        assert made.pressures() == [CuffStatus.MEASURING, CuffStatus.DONE]
        assert made.board.heard.count(STOP) == 1


@pytest.mark.hazard("H47")
async def test_without_the_opt_in_no_inflation_is_ever_commanded() -> None:
    async with bench(cuff_start_allowed=False) as made:
        assert "not allowed" in await made.refusal(made.driver.start_cuff())
        assert START not in made.board.heard


async def test_a_board_that_measures_is_not_started_and_one_that_ended_is() -> None:
    async with bench() as made:
        made.board.measures = True
        await made.pass_time(1)
        assert "measuring already" in await made.refusal(made.driver.start_cuff())
        assert START not in made.board.heard
        await made.board.finish()
        await made.pass_time(STEP_S)
        start = asyncio.ensure_future(made.driver.start_cuff())
        await made.pass_time(2)
        await start
        assert made.board.heard.count(START) == 1


async def test_a_silent_board_is_not_started() -> None:
    async with bench() as made:
        made.board.talks = False
        await made.pass_time(HEARD_WITHIN_S + 1)
        assert "does not answer" in await made.refusal(made.driver.start_cuff())
        assert START not in made.board.heard


async def test_a_start_that_is_not_confirmed_is_told() -> None:
    async with bench() as made:
        made.board.obeys = False
        assert "does not report that it is measuring" in await made.refusal(made.driver.start_cuff())
        assert made.board.heard.count(START) == 1


async def test_two_starts_at_once_give_one() -> None:
    async with bench() as made:
        first = asyncio.ensure_future(made.driver.start_cuff())
        await asyncio.sleep(0)
        assert "being started already" in await made.refusal(made.driver.start_cuff())
        await first
        assert made.board.heard.count(START) == 1


@pytest.mark.parametrize("allowed", [True, False])
async def test_cancel_goes_out_at_once_and_is_confirmed(*, allowed: bool) -> None:
    async with bench(cuff_start_allowed=allowed) as made:
        made.board.measures = True
        await made.pass_time(1)
        cancel = asyncio.ensure_future(made.driver.cancel_cuff())
        await made.clock.advance(0)
        assert made.board.heard[-1] == STOP
        await made.pass_time(2)
        await cancel
        assert made.board.heard.count(STOP) == 1
        assert made.pressures() == [CuffStatus.MEASURING, CuffStatus.FAILED]


async def test_a_cancel_that_the_board_does_not_obey_is_repeated_and_told() -> None:
    async with bench() as made:
        made.board.obeys = False
        made.board.measures = True
        assert "take the cuff off" in await made.refusal(made.driver.cancel_cuff())
        assert made.board.heard.count(STOP) == CONFIRM_ROUNDS


async def test_a_cancel_that_nobody_confirms_is_told() -> None:
    async with bench() as made:
        made.board.talks = False
        assert "does not confirm" in await made.refusal(made.driver.cancel_cuff())


async def test_a_board_that_falls_silent_about_the_cuff_has_stopped() -> None:
    async with bench() as made:
        made.board.obeys = False
        made.board.measures = True
        await made.pass_time(1)
        made.board.measures = False  # no more measuring frames, and no frame that ends them
        cancel = asyncio.ensure_future(made.driver.cancel_cuff())
        await made.pass_time(4)
        await cancel
        assert made.board.heard.count(STOP) == 2


async def test_a_cancel_during_a_start_is_told_to_who_started() -> None:
    async with bench() as made:
        made.board.obeys = False
        start = asyncio.ensure_future(made.driver.start_cuff())
        await made.pass_time(0.4)
        cancel = asyncio.ensure_future(made.driver.cancel_cuff())
        await made.pass_time(3)
        await cancel
        with pytest.raises(CommandRefusedError, match="cancelled before"):
            await start
        assert made.board.heard.index(START) < made.board.heard.index(STOP)


@pytest.mark.hazard("H47")
def test_the_allow_list_holds_these_strings_and_no_other() -> None:
    assert frozenset({START, STOP, SPO2_ON, ECG_ON}) == ALLOWED_WRITES
