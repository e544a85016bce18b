"""An alarm comes and goes: that nobody can be called is told all the same, not only after twenty seconds each time."""

from dataclasses import replace

import pytest
from outside_rooms import ON_CALL, CalledRoom
from worlds import pulse, spo2, step

from monitor.domain.vocabulary import AlarmState
from monitor.engine.outside.call_book import DELIVERY_LIMIT_S, LEAST_LIMIT_S, UNHEARD_STAYS_S


def go_on(world: CalledRoom, seconds: int, state: AlarmState) -> list[int]:
    """Let the alarm be in `state` for so long; in which of these seconds T-CALL stood."""
    alarms = tuple(replace(alarm, state=state) for alarm in world.view.alarms)
    stood = []
    for second in range(seconds):
        world.book.heard(replace(world.view, alarms=alarms))
        if world.complaint:
            stood.append(second)
        world.clock.move(1)
    return stood


@pytest.mark.hazard("H22")
def test_of_a_saturation_that_falls_again_and_again_only_the_first_call_may_wait_for_long() -> None:
    world, value = CalledRoom(), 80.0
    numbers, unheard_s = set(), 0
    for second in range(71, 700):  # it falls no faster than blood: a plunge would make the later calls wait for a bound
        value = max(80.0, value - 0.6) if (second - 71) % 80 < 45 else min(96.0, value + 3)
        step(world.room, second, spo2(second, value), pulse(second, 70))
        world.clock.move(1)
        world.hear()
        numbers |= {call.number for call in world.book.due(ON_CALL)}
        unheard_s += bool(world.book.words()) and not world.complaint
    assert len(numbers) > 5, "the call comes and goes"
    assert unheard_s <= DELIVERY_LIMIT_S + (len(numbers) - 1) * LEAST_LIMIT_S


@pytest.mark.hazard("H22")
def test_the_next_call_of_a_patient_nobody_heard_of_has_the_time_of_one_attempt() -> None:
    world = CalledRoom()
    assert go_on(world, 30, AlarmState.ACTIVE) == list(range(round(DELIVERY_LIMIT_S), 30))
    assert go_on(world, 30, AlarmState.LATCHED) == [], "nobody is called"
    assert go_on(world, 10, AlarmState.ACTIVE) == list(range(round(LEAST_LIMIT_S), 10))


@pytest.mark.hazard("H22")
def test_what_calls_waited_in_vain_counts_together() -> None:
    world = CalledRoom()
    assert go_on(world, 8, AlarmState.ACTIVE) == []
    assert go_on(world, 4, AlarmState.LATCHED) == []
    assert go_on(world, 12, AlarmState.ACTIVE) == [8, 9, 10, 11]


@pytest.mark.parametrize("what", ["confirmed", "long ago"])
def test_a_call_after_one_that_was_confirmed_or_long_ago_has_its_whole_time(what: str) -> None:
    world = CalledRoom()
    go_on(world, 25, AlarmState.ACTIVE)
    if what == "confirmed":
        (call,) = world.book.due(ON_CALL)
        world.book.received(ON_CALL, call.number)
    go_on(world, 30 if what == "confirmed" else round(UNHEARD_STAYS_S) + 2, AlarmState.LATCHED)
    assert go_on(world, 25, AlarmState.ACTIVE) == list(range(round(DELIVERY_LIMIT_S), 25))
