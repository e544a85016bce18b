"""Ticks, stamps and the two clocks: what moves a tick, and what moves only the wall clock's reading."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.clock import MANUAL_START, ManualClock
from drivers.observations import Stamp
from monitor.domain.time import Instant
from monitor.engine.timeline import NS_PER_TICK, Timeline, resume


def test_what_arrives_between_two_ticks_belongs_to_the_later_one() -> None:
    timeline = Timeline(MANUAL_START, tick=100)
    assert timeline.arrival_tick(MANUAL_START) == 100
    assert timeline.arrival_tick(MANUAL_START.earlier(-0.01)) == 101
    assert timeline.arrival_tick(MANUAL_START.earlier(-0.1)) == 101
    assert timeline.instant(MANUAL_START.earlier(-0.09)).tick == 100


@given(st.integers(-(10**13), 10**13))
def test_a_measurement_is_never_younger_and_an_arrival_never_older_than_it_is(offset_ns: int) -> None:
    timeline = Timeline(MANUAL_START, tick=7)
    stamp = Stamp(MANUAL_START.mono_ns + offset_ns, MANUAL_START.utc_ns + offset_ns)
    exact = 7 + offset_ns / NS_PER_TICK
    assert timeline.measured_tick(stamp) <= exact + 1e-6
    assert timeline.arrival_tick(stamp) >= exact - 1e-6
    assert timeline.arrival_tick(stamp) - timeline.measured_tick(stamp) in {0, 1}


@pytest.mark.hazard("H36")
@pytest.mark.parametrize("step_s", [3600.0, -3600.0, 1.1, -1.1])
def test_a_stepped_wall_clock_is_told_once_and_moves_no_tick(step_s: float) -> None:
    clock = ManualClock()
    timeline = Timeline(clock.now())
    clock.move(60)
    before = timeline.instant(clock.now())
    clock.step_utc(step_s)
    step = timeline.clock_step(clock.now())
    assert step is not None
    assert step.tick == before.tick == 600
    assert step.utc_ms - before.utc_ms == round(step_s * 1000)
    assert timeline.clock_step(clock.now()) is None
    assert timeline.instant(clock.now()) == Instant(600, step.utc_ms)


@pytest.mark.parametrize("drift_s", [0.0, 0.9, -1.0])
def test_a_small_difference_is_no_step(drift_s: float) -> None:
    clock = ManualClock()
    timeline = Timeline(clock.now())
    clock.step_utc(drift_s)
    assert timeline.clock_step(clock.now()) is None


def test_a_restart_continues_by_the_distance_in_utc() -> None:
    last = Instant(5_000, 1_700_000_000_000)
    start = Stamp(123, (1_700_000_000_000 + 6_040) * 1_000_000)
    resumption = resume(start, last)
    assert resumption.timeline.instant(start).tick == 5_061
    assert resumption.missing_s == 6.0
    assert not resumption.clock_went_back


@pytest.mark.parametrize(("behind_s", "stepped"), [(1.0, False), (7200.0, True)])
def test_a_wall_clock_that_ran_back_meanwhile_never_turns_the_room_back(behind_s: float, *, stepped: bool) -> None:
    last = Instant(5_000, 1_700_000_000_000)
    start = Stamp(123, 1_700_000_000_000_000_000 - round(behind_s * 1e9))
    resumption = resume(start, last)
    assert resumption.timeline.instant(start).tick == 5_001
    assert resumption.missing_s == 0.0
    assert resumption.clock_went_back is stepped
