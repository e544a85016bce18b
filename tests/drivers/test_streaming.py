"""The driver that many small devices share: what it tells them, when, and that its upkeep never fails unseen."""

import asyncio

import pytest

from drivers.clock import ManualClock
from drivers.device import Decoded, DeviceSpec, HostCommand
from drivers.errors import CommandRefusedError, LinkLostError
from drivers.observations import Numeric, Observation, Parameter, Provenance, Quality, Source, Stamp
from drivers.streaming import Reading, StreamDriver, StreamInterpreter, StreamReader, Upkeep, seconds_between, within
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import MemoryTransport, memory_pair

HELLO, ALIVE, THANKS = b"hello", b"alive", b"thanks"


class ByteDecoder:
    """Every byte is a frame."""

    frames = 0
    rejected_bytes = 0

    def feed(self, data: bytes) -> list[int]:
        self.frames += len(data)
        return list(data)

    def finish(self) -> list[int]:
        return []


class ByteInterpreter(StreamInterpreter[int]):
    """0 is a command of the host, 1 is answered with thanks, all else a saturation."""

    def interpret(self, frame: int, stamp: Stamp) -> list[Decoded]:
        if frame == 0:
            return [HostCommand(command="0", meaning="echo", stamp=stamp)]
        if frame == 1:
            self.owed.append(THANKS)
        self.last_value = stamp
        return [self.numeric(Parameter.SPO2, Reading(float(frame)), stamp=stamp)]


UPKEEP = Upkeep(first=(HELLO,), again=(HELLO,), silence_s=2.0, keep_alive=ALIVE, keep_alive_period_s=5.0)


def linked(
    clock: ManualClock, *, upkeep: Upkeep = UPKEEP, allowed: frozenset[bytes] = frozenset({HELLO, ALIVE, THANKS})
) -> tuple[StreamDriver[int], MemoryTransport]:
    near, far = memory_pair(clock)
    interpreter = ByteInterpreter("d", provenance=Provenance.REAL)
    reader: StreamReader[int] = StreamReader(decoder=ByteDecoder(), interpreter=interpreter)
    spec = DeviceSpec(device_id="d", kind="test", link="", provenance=Provenance.REAL)
    transport = AllowListTransport(near, allowed)
    return StreamDriver(spec, reader=reader, transport=transport, clock=clock, upkeep=upkeep), far


async def take(driver: StreamDriver[int], into: list[Observation]) -> None:
    async for item in driver.observations():
        into.append(item)  # noqa: PERF401 - the list is read while the stream goes on


async def heard(far: MemoryTransport) -> list[bytes]:
    """All that was sent so far; the link is closed by it."""
    await far.close()
    said = []
    while True:
        try:
            said.append((await far.receive()).data)
        except LinkLostError:
            return said


async def test_values_hold_back_the_question_but_not_the_keep_alive() -> None:
    clock = ManualClock()
    driver, far = linked(clock)
    said: list[Observation] = []
    task = asyncio.create_task(take(driver, said))
    for _ in range(6):
        await far.send(b"\x62")
        await clock.advance(1)
    with pytest.raises(LinkLostError):
        await asyncio.gather(task, far.close())
    assert await heard(far) == [HELLO, ALIVE]
    assert [item.value for item in said if isinstance(item, Numeric)] == [98.0] * 6


async def test_an_echo_is_not_told_and_a_frame_may_owe_an_answer() -> None:
    clock = ManualClock()
    driver, far = linked(clock, upkeep=Upkeep())
    said: list[Observation] = []
    task = asyncio.create_task(take(driver, said))
    await far.send(b"\x00\x01\x02")
    await clock.advance(0)
    with pytest.raises(LinkLostError):
        await asyncio.gather(task, far.close())
    assert await heard(far) == [THANKS]
    assert [item.value for item in said if isinstance(item, Numeric)] == [1.0, 2.0]


async def test_an_error_of_the_upkeep_reaches_whoever_takes_the_observations() -> None:
    clock = ManualClock()
    driver, _ = linked(clock, allowed=frozenset({HELLO}))
    task = asyncio.create_task(take(driver, []))
    await clock.advance(5)
    with pytest.raises(CommandRefusedError, match="alive"):
        await task


async def test_whoever_stops_listening_leaves_no_task_behind() -> None:
    clock = ManualClock()
    driver, far = linked(clock)
    await far.send(b"\x62")
    stream = driver.observations()
    assert isinstance(await anext(stream), Numeric)
    assert len(asyncio.all_tasks()) == 2
    await stream.aclose()  # type: ignore[attr-defined]  # it is an async generator
    assert len(asyncio.all_tasks()) == 1


def test_a_value_outside_its_range_is_none_with_a_reason() -> None:
    assert within(None, (1, 100), missing="none") == Reading(None, "none")
    assert within(101.0, (1, 100), missing="none") == Reading(None, "101 is outside 1-100")
    assert [within(value, (1, 100), missing="none").value for value in (1.0, 100.0)] == [1.0, 100.0]


def test_a_reason_beside_a_number_makes_it_questionable() -> None:
    interpreter = ByteInterpreter("d", provenance=Provenance.SIMULATED)
    found = interpreter.numeric(Parameter.SPO2, Reading(97.0, "weak"), stamp=Stamp(1, 2), source=Source.OXIMETER)
    assert (found.quality, found.why, found.provenance) == (Quality.QUESTIONABLE, "weak", Provenance.SIMULATED)


def test_seconds_are_those_of_the_monotonic_clock() -> None:
    assert seconds_between(Stamp(0, 9), Stamp(1_500_000_000, 0)) == 1.5
