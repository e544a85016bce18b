"""The table of alarm states: whole, drawn in the README, and followed by every alarm of a random day."""

from pathlib import Path

import pytest
from worlds import make_room, run, world

from monitor.alarms.machine import TABLE, Trigger, diagram, follow
from monitor.domain.events import AlarmChanged
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState

README = Path(__file__).resolve().parents[2] / "monitor/alarms/README.md"


def test_the_readme_shows_the_table() -> None:
    assert f"```mermaid\n{diagram()}\n```" in README.read_text(encoding="utf-8")


def test_each_change_of_a_state_leads_to_one_state() -> None:
    for (state, _), step in TABLE.items():
        assert follow(state, step.change) is step.state


def test_every_state_is_reached_and_left_and_every_trigger_has_its_place() -> None:
    assert {step.state for step in TABLE.values()} | {AlarmState.INACTIVE} == set(AlarmState)
    assert {state for state, _ in TABLE} == set(AlarmState)
    assert {trigger for _, trigger in TABLE} == set(Trigger)


def test_nothing_but_an_end_makes_an_active_alarm_silent_without_a_person() -> None:
    quiet = {trigger for (state, trigger), step in TABLE.items() if state is AlarmState.ACTIVE is not step.state}
    assert quiet == {Trigger.ACKNOWLEDGED, Trigger.OVER, Trigger.OVER_UNSEEN}


def test_an_unknown_change_is_a_fault() -> None:
    with pytest.raises(KeyError):
        follow(AlarmState.INACTIVE, AlarmChangeKind.REMINDED)


@pytest.mark.parametrize("seed", range(4))
def test_every_alarm_of_a_random_day_follows_the_table(seed: int) -> None:
    states: dict[int, AlarmState] = {}
    kinds = set()
    for event in run(make_room(), world(seed), range(10, 7201, 10)):
        if isinstance(event, AlarmChanged) and event.alarm_id:
            if event.change is AlarmChangeKind.PENDING:  # a latched one comes back; perhaps somebody has clicked it
                assert states[event.alarm_id] in (AlarmState.LATCHED, AlarmState.ACKNOWLEDGED)
                continue
            kinds.add(event.change)
            before = states.get(event.alarm_id, AlarmState.INACTIVE)
            states[event.alarm_id] = follow(before, event.change)
    assert {AlarmChangeKind.RAISED, AlarmChangeKind.CLEARED, AlarmChangeKind.ACKNOWLEDGED} <= kinds
