"""DINAMAP conversations over an in-memory link on a clock that stands still: who says what, in which order."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from contextlib import asynccontextmanager

import pytest

from drivers.clock import ManualClock
from drivers.device import DeviceSpec
from drivers.errors import CommandRefusedError, LinkLostError
from drivers.ge_dinamap.driver import ALLOWED_WRITES, CONFIRM_ROUNDS, MAX_PENDING, REPLY_TIMEOUT_S, DinamapDriver
from drivers.ge_dinamap.protocol import Command
from drivers.observations import BloodPressure, CuffStatus, Numeric, Observation, Provenance
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import MemoryTransport, memory_pair

NA, OA, RA = b"\r NA!2\r", b"\r OA!3\r", b"\r RA!6\r"
START, CANCEL = b"\r NC0!E\r", b"\r ND!5\r"
IDLE = b" NA1100012128076095&-\r"
BUSY = b" NA0100420128076095&/\r"
SPO2 = b" OA1098708#K\r"
RATE = b' RA2072"E\r'
MAX_WAIT_S = 30  # of the virtual clock
TASKS_TURNS = 50  # turns of the loop in which a conversation without waiting comes to rest


class Monitor:
    """A device that answers each request with what its script holds; keeps all it was sent."""

    def __init__(self, end: MemoryTransport) -> None:
        self.answers = {NA: IDLE, OA: SPO2, RA: RATE, START: b" NC\r", CANCEL: b" ND\r"}
        self.heard: list[bytes] = []
        self.end = end
        self.obeys = True

    async def run(self) -> None:
        while True:
            request = (await self.end.receive()).data
            self.heard.append(request)
            if request == START and self.obeys:
                self.answers[NA] = BUSY
            if request == CANCEL and self.obeys:
                self.answers[NA] = IDLE
            answer = self.answers.get(request)
            if answer:
                await self.end.send(answer)


class Bench:
    """A driver, the monitor at the other end, and what the driver has said so far."""

    def __init__(self, *, cuff_start_allowed: bool) -> None:
        self.clock = ManualClock()
        near, far = memory_pair(self.clock)
        self.monitor = Monitor(far)
        spec = DeviceSpec(
            device_id="v100-1",
            kind="ge_dinamap",
            link="",
            provenance=Provenance.SIMULATED,
            cuff_start_allowed=cuff_start_allowed,
        )
        self.driver = DinamapDriver(spec, transport=AllowListTransport(near, ALLOWED_WRITES), clock=self.clock)
        self.said: list[Observation] = []

    async def listen(self) -> None:
        async for observation in self.driver.observations():
            self.said.append(observation)

    def values(self) -> list[float | None]:
        return [item.value for item in self.said if isinstance(item, Numeric)]

    def pressures(self) -> list[CuffStatus]:
        return [item.status for item in self.said if isinstance(item, BloodPressure)]


@asynccontextmanager
async def bench(*, cuff_start_allowed: bool = True, listening: bool = True) -> AsyncIterator[Bench]:
    made = Bench(cuff_start_allowed=cuff_start_allowed)
    tasks = [asyncio.create_task(made.monitor.run(), name="monitor")]
    if listening:
        tasks.append(asyncio.create_task(made.listen(), name="listener"))
    try:
        yield made
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def settle(made: Bench, seconds: float = 0.0) -> None:
    for _ in range(TASKS_TURNS):
        await asyncio.sleep(0)
    await made.clock.advance(seconds)
    for _ in range(TASKS_TURNS):
        await asyncio.sleep(0)


async def refusal(made: Bench, command: Awaitable[None]) -> str:
    task = asyncio.ensure_future(command)
    for _ in range(MAX_WAIT_S):
        await settle(made, 1)
        if task.done():
            break
    with pytest.raises(CommandRefusedError) as caught:
        await task
    return str(caught.value)


async def test_one_round_a_second_in_one_order() -> None:
    async with bench() as made:
        await settle(made)
        assert made.monitor.heard == [NA, OA, RA]
        await settle(made, 0.9)
        assert made.monitor.heard == [NA, OA, RA]
        await settle(made, 0.1)
        assert made.monitor.heard == [NA, OA, RA] * 2
        assert made.values() == [98, 72] * 2
        assert made.pressures() == [CuffStatus.OLD]


async def test_only_one_request_is_outstanding_and_silence_is_asked_again_after_the_timeout() -> None:
    async with bench() as made:
        made.monitor.answers.clear()
        await settle(made)
        assert made.monitor.heard == [NA]
        await settle(made, REPLY_TIMEOUT_S - 0.1)
        assert made.monitor.heard == [NA]
        await settle(made, 0.1)
        assert made.monitor.heard == [NA, OA]
        for _ in range(60):
            await settle(made, 1)
        assert made.monitor.heard[:7] == [NA, OA, RA, NA, OA, RA, NA]
        made.monitor.answers |= {NA: IDLE, OA: SPO2, RA: RATE}
        await settle(made, REPLY_TIMEOUT_S)
        await settle(made, REPLY_TIMEOUT_S)
        assert 98 in made.values()


async def test_a_late_reply_to_another_request_is_discarded() -> None:
    async with bench() as made:
        made.monitor.answers[NA] = b""
        made.monitor.answers[OA] = IDLE + SPO2  # the late NA comes while OA is awaited
        await settle(made, REPLY_TIMEOUT_S)
        assert made.values() == [98, 72]
        assert made.pressures() == []


async def test_a_damaged_reply_is_counted_flushed_and_does_not_hold_up_the_next_request() -> None:
    async with bench() as made:
        made.monitor.answers[NA] = b" NA1100012128076095&,\r"
        await settle(made)
        assert made.monitor.heard == [NA, b"\r", OA, RA]
        assert made.values() == [98, 72]
        assert made.pressures() == []
        assert made.driver.statistics.rejected_bytes == 21


async def test_a_reply_in_pieces_is_put_together() -> None:
    async with bench() as made:
        made.monitor.answers[OA] = SPO2[:5]
        await settle(made)
        await settle(made, 0.2)
        await made.monitor.end.send(SPO2[5:])
        await settle(made)
        assert made.values() == [98, 72]


async def test_a_broken_link_ends_the_observations() -> None:
    async with bench(listening=False) as made:
        stream = made.driver.observations()
        first = asyncio.ensure_future(anext(stream))
        await settle(made)
        assert isinstance(await first, BloodPressure)
        await made.monitor.end.close()
        with pytest.raises(LinkLostError):
            _ = [observation async for observation in stream]


async def test_the_cuff_starts_when_asked_and_the_monitor_confirms_it() -> None:
    async with bench() as made:
        await settle(made)
        await asyncio.wait_for(made.driver.start_cuff(), 5)
        await settle(made, 1)
        assert made.monitor.heard.count(START) == 1
        assert made.pressures() == [CuffStatus.OLD, CuffStatus.MEASURING]


@pytest.mark.hazard("H47")
async def test_without_the_opt_in_no_inflation_is_ever_commanded() -> None:
    async with bench(cuff_start_allowed=False) as made:
        assert "not allowed" in await refusal(made, made.driver.start_cuff())
        assert START not in made.monitor.heard


async def test_a_busy_or_silent_monitor_is_not_started() -> None:
    async with bench() as made:
        made.monitor.answers[NA] = BUSY
        assert "measuring already" in await refusal(made, made.driver.start_cuff())
        made.monitor.answers[NA] = b""
        assert "does not answer" in await refusal(made, made.driver.start_cuff())
        assert START not in made.monitor.heard


async def test_a_start_that_is_not_confirmed_is_told() -> None:
    async with bench() as made:
        made.monitor.obeys = False
        made.monitor.answers[START] = b""  # silence is allowed, but the state must follow
        assert "does not report that it is measuring" in await refusal(made, made.driver.start_cuff())
        assert made.monitor.heard.count(START) == 1


async def test_two_starts_at_once_give_one() -> None:
    async with bench() as made:
        await settle(made)
        first = asyncio.ensure_future(made.driver.start_cuff())
        await asyncio.sleep(0)
        assert "being started already" in await refusal(made, made.driver.start_cuff())
        await settle(made, 2)
        await asyncio.wait_for(first, 5)
        assert made.monitor.heard.count(START) == 1


@pytest.mark.parametrize("allowed", [True, False])
async def test_cancel_goes_out_at_once_even_while_a_reply_is_awaited(*, allowed: bool) -> None:
    async with bench(cuff_start_allowed=allowed) as made:
        made.monitor.answers[NA] = b""
        await settle(made)
        cancel = asyncio.ensure_future(made.driver.cancel_cuff())
        await settle(made)
        assert made.monitor.heard == [NA, CANCEL]
        await settle(made, REPLY_TIMEOUT_S)
        await settle(made, 1)
        await asyncio.wait_for(cancel, 5)


async def test_a_cancel_that_the_monitor_does_not_obey_is_told() -> None:
    async with bench() as made:
        made.monitor.obeys = False
        made.monitor.answers[NA] = BUSY
        assert "press cancel at the monitor" in await refusal(made, made.driver.cancel_cuff())
        assert made.monitor.heard.count(CANCEL) == CONFIRM_ROUNDS


async def test_a_cancel_during_a_start_keeps_the_cuff_from_inflating() -> None:
    async with bench(listening=False) as made:
        made.monitor.answers[NA] = b""
        start = asyncio.ensure_future(made.driver.start_cuff())
        await settle(made)
        cancel = asyncio.ensure_future(made.driver.cancel_cuff())
        await settle(made)
        await made.monitor.end.send(IDLE)
        await settle(made, 1)
        await settle(made, 1)
        await asyncio.wait_for(cancel, 5)
        with pytest.raises(CommandRefusedError, match="cancelled before"):
            await start
        assert START not in made.monitor.heard


async def test_observations_that_nobody_takes_are_bounded_and_counted() -> None:
    async with bench(listening=False) as made:
        for _ in range(MAX_PENDING + 5):
            await made.driver._poll(Command.READ_SPO2)
        assert made.driver.statistics.dropped_messages == 5


@pytest.mark.hazard("H47")
def test_the_allow_list_holds_these_strings_and_no_other() -> None:
    assert frozenset({b"\r", NA, OA, RA, START, CANCEL}) == ALLOWED_WRITES


async def test_on_a_fast_clock_a_reply_still_has_one_real_second() -> None:
    async with bench() as made:
        made.clock.speed = 20.0
        made.monitor.answers.clear()
        await settle(made)
        await settle(made, 19.9)
        assert made.monitor.heard == [NA]
        await settle(made, 0.1)
        assert made.monitor.heard == [NA, OA]
