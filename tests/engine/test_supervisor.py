"""One device's supervisor: back-off, loss and return said once, driver bugs kept to themselves."""

import asyncio
import itertools
import logging
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager

import pytest
from engine_fakes import Bedside, Bench, spec_of

from drivers.clock import Clock, ManualClock
from drivers.device import DeviceSpec, Driver
from drivers.errors import LinkUnavailableError
from drivers.observations import Observation, Provenance
from monitor.engine.diagnosis import SILENT_AFTER_S
from monitor.engine.supervisor import FIRST_RETRY_S, LONGEST_RETRY_S, STEADY_S, Supervisor


class Notebook:
    """A sink that only writes down."""

    def __init__(self) -> None:
        self.values: list[float | None] = []
        self.links: list[tuple[str, bool]] = []
        self.provenances: set[Provenance] = set()
        self.refusals: list[tuple[str, str]] = []

    def observed(self, observation: Observation, provenance: Provenance) -> None:
        self.values.append(getattr(observation, "value", None))
        self.provenances.add(provenance)

    def link_changed(self, device_id: str, *, up: bool, why: str) -> None:
        del why
        self.links.append((device_id, up))

    def cuff_refused(self, device_id: str, *, why: str) -> None:
        self.refusals.append((device_id, why))


@asynccontextmanager
async def running(supervisor: Supervisor) -> AsyncIterator[None]:
    task = asyncio.create_task(supervisor.run(), name="supervisor under test")
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


def made(
    bedside: Bedside, clock: ManualClock, provenance: Provenance = Provenance.SIMULATED
) -> tuple[Supervisor, Notebook]:
    notes = Notebook()
    spec = spec_of("1", provenance)
    return Supervisor(spec, open_driver=bedside.open, clock=clock, sink=notes), notes


async def test_loss_and_return_are_told_once_each(caplog: pytest.LogCaptureFixture) -> None:
    clock = ManualClock()
    bedside = Bedside(clock)
    supervisor, notes = made(bedside, clock)
    caplog.set_level(logging.INFO, logger="monitor.engine")
    async with running(supervisor):
        await clock.advance(0.1)
        for _ in range(3):
            await bedside.say("97")
            await clock.advance(1)
        await bedside.unplug()
        await clock.advance(60)
        bedside.plugged = True
        await clock.advance(LONGEST_RETRY_S)
        await bedside.say("96")
        await clock.advance(0.1)
    assert notes.values == [97.0, 97.0, 97.0, 96.0]
    assert notes.links == [("ox-1", True), ("ox-1", False), ("ox-1", True)]
    lines = [record.getMessage() for record in caplog.records if record.levelno >= logging.INFO]
    assert lines == ["ox-1 is on line", "ox-1 is off line: the other end was closed", "ox-1 is on line"]


async def test_tries_again_ever_more_slowly_up_to_a_bound() -> None:
    clock = ManualClock()
    bedside = Bedside(clock, plugged=False)
    supervisor, notes = made(bedside, clock)
    async with running(supervisor):
        await clock.advance(FIRST_RETRY_S - 0.01)
        assert bedside.opened == 1
        await clock.advance(0.01 + 1 + 2 + 2)
        assert bedside.opened == 5
        await clock.advance(10 * LONGEST_RETRY_S)
        assert bedside.opened == 15
    assert notes.links == [("ox-1", False)]
    assert supervisor.status(clock.now()).why == "no such port"


async def test_an_open_port_alone_is_not_on_line() -> None:
    clock = ManualClock()
    bedside = Bedside(clock)
    supervisor, notes = made(bedside, clock)
    async with running(supervisor):
        await clock.advance(5)
        silent = supervisor.status(clock.now())
        await bedside.say("97")
        await clock.advance(0.1)
        speaking = supervisor.status(clock.now())
        await clock.advance(SILENT_AFTER_S + 1)
        gone_quiet = supervisor.status(clock.now())
    assert (silent.on_line, speaking.on_line, gone_quiet.on_line) == (False, True, False)
    assert "said nothing yet" in silent.why
    assert "nothing readable for 11 s" in gone_quiet.why
    assert notes.links == [("ox-1", True)]  # silence is no broken link: the room finds it


@pytest.mark.expect_log
async def test_a_bug_in_a_driver_is_said_in_words_and_the_driver_started_again(
    bench: Bench[ManualClock], caplog: pytest.LogCaptureFixture
) -> None:
    first, second = bench.supervisors
    async with running(first), running(second):
        await bench.clock.advance(0.1)
        await bench.bedsides["1"].say("not a number")
        await bench.bedsides["2"].say("95")
        await bench.clock.advance(0.2)
        assert "fault in the driver: ValueError" in first.status(bench.clock.now()).why
        assert second.status(bench.clock.now()).on_line
        await bench.clock.advance(FIRST_RETRY_S)
        await bench.bedsides["1"].say("96")
        await bench.clock.advance(0.1)
        assert first.status(bench.clock.now()).on_line
    assert bench.bedsides["2"].opened == 1
    errors = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert len(errors) == 1
    assert errors[0].exc_info is not None


@pytest.mark.expect_log
async def test_the_same_bug_again_and_again_is_logged_once(caplog: pytest.LogCaptureFixture) -> None:
    clock = ManualClock()
    bedside = Bedside(clock)
    supervisor, _ = made(bedside, clock)
    async with running(supervisor):
        for _ in range(5):
            await clock.advance(LONGEST_RETRY_S)
            await bedside.say("rubbish")
            await clock.advance(0.1)
    assert bedside.opened == 5
    assert len([record for record in caplog.records if record.levelno >= logging.ERROR]) == 1


@pytest.mark.hazard("H58")
async def test_values_take_the_provenance_of_their_link() -> None:
    clock = ManualClock()
    bedside = Bedside(clock, claims=Provenance.REAL)
    supervisor, notes = made(bedside, clock, Provenance.SIMULATED)
    async with running(supervisor):
        await clock.advance(0.1)
        await bedside.say("97")
        await clock.advance(0.1)
    assert notes.provenances == {Provenance.SIMULATED}


@pytest.mark.hazard("H58")
async def test_a_device_that_calls_itself_simulated_gives_nothing_to_a_real_room() -> None:
    clock = ManualClock()
    bedside = Bedside(clock, claims=Provenance.SIMULATED)
    supervisor, notes = made(bedside, clock, Provenance.REAL)
    async with running(supervisor):
        await clock.advance(0.1)
        await bedside.say("97")
        await clock.advance(0.1)
        assert "simulated; refused in a real room" in supervisor.status(clock.now()).why
    assert notes.values == []
    assert notes.links == [("ox-1", False)]


# --- re-binding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("away_s", [0.1, 1.0, 3.3, 60.0, 3600.7])
async def test_a_link_is_bound_again_within_three_seconds_of_its_return(away_s: float) -> None:
    clock = ManualClock()
    bedside = Bedside(clock)
    supervisor, _ = made(bedside, clock)
    async with running(supervisor):
        await clock.advance(0.1)
        await bedside.say("97")
        await clock.advance(0.1)
        await bedside.unplug()
        await clock.advance(away_s)
        bedside.plugged = True
        before = bedside.opened
        await clock.advance(LONGEST_RETRY_S)
        assert bedside.opened == before + 1


async def test_what_a_slow_failure_took_counts_into_the_pause() -> None:
    """A TCP connection or a broker takes 5 s to fail; what returns right after its last try must not wait 7 s."""
    clock = ManualClock()
    attempts: list[float] = []

    class Slow(AbstractAsyncContextManager[Driver]):
        def __init__(self, spec: DeviceSpec, clock: Clock) -> None:
            self._clock = clock
            del spec

        async def __aenter__(self) -> Driver:
            attempts.append(self._clock.now().mono_ns / 1e9)
            await self._clock.sleep(5.0)
            raise LinkUnavailableError("no answer within 5 s")

        async def __aexit__(self, *_: object) -> None:
            raise AssertionError("it was never entered")

    supervisor = Supervisor(spec_of("1"), open_driver=Slow, clock=clock, sink=Notebook())
    async with running(supervisor):
        await clock.advance(60)
    gaps = [later - earlier for earlier, later in itertools.pairwise(attempts)]
    assert len(gaps) >= 9
    assert max(gaps) == pytest.approx(5.0 + FIRST_RETRY_S)


@pytest.mark.expect_log
async def test_a_driver_that_fails_after_each_value_is_held_back_more_and_more() -> None:
    clock = ManualClock()
    bedside = Bedside(clock)
    supervisor, _ = made(bedside, clock)
    opened: list[int] = []
    async with running(supervisor):
        await clock.advance(0.1)
        for _ in range(6):
            await bedside.say("97")
            await clock.advance(0.01)
            await bedside.say("a value that no driver can read")
            await clock.advance(LONGEST_RETRY_S)
            opened.append(bedside.opened)
        report = supervisor.watch.report(clock.now(), on_line=False)
    assert opened[-1] - opened[-2] == 1  # at the bound, though each opening gave a value
    assert report.restarts == bedside.opened - 1


async def test_after_a_long_good_time_the_first_try_comes_soon_again() -> None:
    clock = ManualClock()
    bedside = Bedside(clock, plugged=False)
    supervisor, _ = made(bedside, clock)
    async with running(supervisor):
        await clock.advance(30)
        bedside.plugged = True
        await clock.advance(LONGEST_RETRY_S)
        await bedside.say("97")
        await clock.advance(STEADY_S)
        before = bedside.opened
        await bedside.unplug()
        bedside.plugged = True
        await clock.advance(FIRST_RETRY_S)
        assert bedside.opened == before + 1


@pytest.mark.expect_log
async def test_a_driver_that_fails_says_so_and_never_harms_another(bench: Bench[ManualClock]) -> None:
    """The neighbour keeps its rhythm of one value a second while the other driver fails twenty times."""
    first, second = bench.supervisors
    gaps: list[float] = []
    async with running(first), running(second):
        await bench.clock.advance(0.1)
        for _ in range(20):
            await bench.bedsides["1"].say("rubbish")
            await bench.bedsides["2"].say("95")
            await bench.clock.advance(LONGEST_RETRY_S)
            status = second.status(bench.clock.now())
            assert status.on_line
            assert status.report.last_frame_age_s is not None
            gaps.append(status.report.last_frame_age_s)
        failing = first.status(bench.clock.now())
    assert failing.report.diagnosis == () or "driver failed" in failing.report.diagnosis[0]
    assert failing.report.restarts >= 19
    assert bench.bedsides["2"].opened == 1
    assert max(gaps) <= LONGEST_RETRY_S
