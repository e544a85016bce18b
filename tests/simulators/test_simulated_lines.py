"""Pace, faults and stall of a device on its link, on the virtual clock."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from simulator_helpers import EPOCH, WELL, FixedPatient

from drivers.clock import ManualClock
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.ge_dinamap import Dinamap
from simulators.devices.masimo_ascii1 import MasimoRad8
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.faults import FaultShares, FaultyLine
from simulators.links.base import OnData
from simulators.links.line import MOST_WAITING_PIECES, DeviceLine
from simulators.pace import RunTime


class FakeLink:
    """Keeps what was sent, with the second it was sent in."""

    address = "memory"

    def __init__(self, run_time: RunTime) -> None:
        self._run_time = run_time
        self.sent: list[tuple[float, bytes]] = []
        self.on_data: OnData | None = None

    async def open(self, on_data: OnData) -> None:
        self.on_data = on_data

    def send(self, data: bytes) -> None:
        self.sent.append((self._run_time.now_s(), data))

    async def close(self) -> None:
        self.on_data = None


class Bench:
    """A Rad-8 or a DINAMAP on a line that remembers."""

    def __init__(self, *, dinamap: bool = False, shares: FaultShares | None = None) -> None:
        self.clock = ManualClock()
        self.run_time = RunTime(clock=self.clock, start=self.clock.now())
        self.link = FakeLink(self.run_time)
        oximeter = Oximeter(FixedPatient(WELL), RECORDED)
        cuff = Cuff(FixedPatient(WELL), settings=CuffSettings(programme=()), seed=1)
        masimo = MasimoRad8(oximeter=oximeter, epoch=EPOCH, serial_number="0000056661")
        device = Dinamap(oximeter=oximeter, cuff=cuff) if dinamap else masimo
        self.line = DeviceLine(device, link=self.link, faults=FaultyLine(shares or FaultShares(), seed=1))

    @asynccontextmanager
    async def running(self, *, phase_s: float = 0.0) -> AsyncIterator[None]:
        await self.line.open(self.run_time)
        task = asyncio.create_task(self.line.run(self.run_time, phase_s=phase_s, name="line"))
        yield
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        assert self.link.on_data is None


async def test_a_line_a_second_without_drift() -> None:
    bench = Bench()
    async with bench.running(phase_s=0.25):
        for _ in range(40):  # the clock moves in steps that do not fit the second
            await bench.clock.advance(0.75)
    assert [t_s for t_s, _ in bench.link.sent] == [number + 0.25 for number in range(1, 30)]
    assert bench.link.sent[0][1].startswith(b"05/17/24 14:30:01 SN=0000056661 SPO2=098% BPM=071 ")


async def test_seconds_missed_in_sleep_are_left_out() -> None:
    bench = Bench()
    ticks = bench.run_time.ticks(period_s=1.0, phase_s=0.25)
    bench.clock.move(1.5)
    assert await anext(ticks) == 1.25
    bench.clock.move(3600.0)
    assert await anext(ticks) == 3601.25
    await ticks.aclose()


async def test_stall_keeps_the_link_and_says_nothing() -> None:
    bench = Bench()
    async with bench.running():
        bench.line.stalled = True
        await bench.clock.advance(5.0)
        assert bench.link.sent == []
        assert bench.link.on_data is not None
        bench.line.stalled = False
        await bench.clock.advance(1.0)
    assert len(bench.link.sent) == 1


async def test_request_and_reply_come_at_once() -> None:
    bench = Bench(dinamap=True)
    async with bench.running():
        await bench.clock.advance(3.0)
        assert bench.link.sent == []
        assert bench.link.on_data is not None
        bench.link.on_data(b" NA!2\r")
    assert bench.link.sent == [(3.0, b" NA1109999000000000&(\r")]


async def test_delays_keep_the_order_and_are_bounded() -> None:
    bench = Bench(dinamap=True, shares=FaultShares(longest_delay_s=5.0))
    async with bench.running():
        await bench.clock.advance(1.0)
        assert bench.link.on_data is not None
        for _ in range(MOST_WAITING_PIECES + 10):
            bench.link.on_data(b" NA!2\r")
        assert bench.line.lost_pieces == 10
        await bench.clock.advance(5.0 * MOST_WAITING_PIECES)
    times = [t_s for t_s, _ in bench.link.sent]
    assert len(times) == MOST_WAITING_PIECES
    assert times == sorted(times)
    assert times[-1] > 100.0


async def test_garbage_is_put_on_the_line() -> None:
    bench = Bench()
    async with bench.running():
        await bench.clock.advance(0.5)
        await bench.line.garbage()
    assert len(bench.link.sent) == 1
    assert not bench.link.sent[0][1].startswith(b"05/17/24")
