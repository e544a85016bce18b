"""The rhythm: ten steps a second, an alarm shown after its commit or after 100 ms, pictures that keep coming."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from engine_fakes import NURSE, Bench, saturation

from drivers.clock import ManualClock
from drivers.observations import Provenance
from monitor.domain.commands import Admit
from monitor.engine.guard import GuardedRoom, RoomFailedError
from monitor.engine.ticker import COMMIT_WAIT_S, Ticker
from monitor.port.projection import Projector
from monitor.port.snapshot import Snapshot


class Screen:
    """Keeps what was published and when, in seconds of the virtual clock since the start."""

    def __init__(self, bench: Bench[ManualClock]) -> None:
        self._bench = bench
        self.seen: list[tuple[float, Snapshot]] = []

    def publish(self, snapshot: Snapshot) -> None:
        self.seen.append((self._bench.clock.now().mono_ns / 1e9, snapshot))

    def first_with_alarm_s(self) -> float:
        return next(at_s for at_s, snapshot in self.seen if snapshot.alarms)


@asynccontextmanager
async def ticking(bench: Bench[ManualClock]) -> AsyncIterator[Screen]:
    screen = Screen(bench)
    ticker = Ticker(
        bench.core,
        clock=bench.clock,
        origin_ns=bench.timeline.origin_ns,
        latencies=bench.tally.latencies,
        publish=screen.publish,
    )
    task = asyncio.create_task(ticker.run(), name="ticker under test")
    try:
        yield screen
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def desaturate(bench: Bench[ManualClock], *, for_s: int) -> None:
    bench.commands.put(Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))
    for _ in range(for_s):
        bench.intake.observed(saturation(bench.clock.now(), 84.0), Provenance.SIMULATED)
        await bench.clock.advance(1.0)


async def test_ten_pictures_a_second(bench: Bench[ManualClock]) -> None:
    async with ticking(bench) as screen:
        await bench.clock.advance(3.0)
    assert len(screen.seen) == 30
    assert [at_s for at_s, _ in screen.seen] == pytest.approx([0.1 * (number + 1) for number in range(30)])


async def test_an_alarm_is_shown_after_its_commit(bench: Bench[ManualClock]) -> None:
    async with ticking(bench) as screen:
        await desaturate(bench, for_s=4)
        assert not screen.seen[-1][1].alarms
        bench.writer.confirms = False
        bench.intake.observed(saturation(bench.clock.now(), 84.0), Provenance.SIMULATED)
        while not any(event.type == "alarm_changed" for event in bench.writer.batches[-1].events):
            await bench.clock.advance(0.01)
        assert not any(snapshot.alarms for _, snapshot in screen.seen)
        bench.writer.futures[-1].set_result(None)
        await bench.clock.advance(0.01)
        assert screen.seen[-1][1].alarms


async def test_an_alarm_waits_for_its_commit_no_longer_than_the_bound(bench: Bench[ManualClock]) -> None:
    bench.writer.confirms = False
    async with ticking(bench) as screen:
        await desaturate(bench, for_s=8)
    raised_tick = next(
        batch.tick
        for batch in bench.writer.batches
        if batch.events and batch.events[-1].type == "alarm_changed" and batch.events[-1].alarm_id
    )
    judged_s = (raised_tick - bench.timeline.arrival_tick(bench.clock.now())) / 10 + bench.clock.now().mono_ns / 1e9
    assert screen.first_with_alarm_s() - judged_s == pytest.approx(COMMIT_WAIT_S, abs=0.011)
    ages = [later - earlier for (earlier, _), (later, _) in zip(screen.seen, screen.seen[1:], strict=False)]
    assert max(ages) <= 0.1 + COMMIT_WAIT_S + 0.01  # the other chairs' pictures go on meanwhile


async def test_a_commit_that_fails_does_not_hold_the_picture_back(bench: Bench[ManualClock]) -> None:
    bench.writer.confirms = False
    async with ticking(bench) as screen:
        await desaturate(bench, for_s=4)
        for future in bench.writer.futures:
            if not future.done():
                future.set_exception(OSError("gone"))
        await desaturate(bench, for_s=4)
        await bench.clock.advance(0.3)
    assert screen.seen[-1][1].alarms


async def test_latency_is_measured_from_the_wire_to_the_picture(bench: Bench[ManualClock]) -> None:
    bench.clock.move(0.03)  # the rhythm follows the room's ticks, not the moment at which it was started
    async with ticking(bench):
        await bench.clock.advance(0.11)
        bench.intake.observed(saturation(bench.clock.now(), 97.0), Provenance.SIMULATED)
        await bench.clock.advance(1.0)
    assert bench.tally.latencies.count == 1
    assert bench.tally.latencies.percentile(99) == 60


@pytest.mark.expect_log
@pytest.mark.parametrize("failing", [(GuardedRoom, "step"), (Projector, "snapshot")])
async def test_while_no_step_succeeds_no_picture_comes_and_then_they_go_on(
    failing: tuple[type, str],
    bench: Bench[ManualClock],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_: object) -> None:
        raise RoomFailedError("broken")

    async with ticking(bench) as screen:
        await bench.clock.advance(1.0)
        with monkeypatch.context() as patch:
            patch.setattr(*failing, broken)
            await bench.clock.advance(2.5)
        assert len(screen.seen) == 10
        await bench.clock.advance(0.5)
    assert len(screen.seen) == 15
    assert len([record for record in caplog.records if "stands still" in record.getMessage()]) == 1
