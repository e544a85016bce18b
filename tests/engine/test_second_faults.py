"""Faults around the room that go on, or follow one another: an acknowledgement ends the alarm, and not the next one."""

import pytest
from engine_fakes import Bench, step_after

from drivers.clock import ManualClock
from monitor.domain.commands import Acknowledge
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.domain.vocabulary import AlarmState
from monitor.engine.shell_inputs import ENGINE_FAULT_STAYS_S
from monitor.port.snapshot import AlarmView, Snapshot

SHOWN, CALLED = "what leaves the room cannot be shown: a bug", "nobody can be called: a bug"


def engine_alarms(view: Snapshot) -> list[AlarmView]:
    return [alarm for alarm in view.alarms if alarm.rule == "T-ENGINE"]


def fail(bench: Bench[ManualClock], *faults: str, for_s: float = 2.0) -> list[AlarmView]:
    """Each step finds these faults; the alarms at the end."""
    for _ in range(round(for_s * 10)):
        for why in faults:
            bench.machine.note_fault(why)
        view = step_after(bench, 0.1).snapshot
    return engine_alarms(view)


def acknowledge(bench: Bench[ManualClock], alarm: AlarmView) -> None:
    command = Acknowledge(place_id="", alarm_ids=(alarm.alarm_id,), actor=Actor("R. King", "nurse"))
    assert bench.commands.put(command)
    assert engine_alarms(step_after(bench, 0.1).snapshot) == [], "what happened once ends by hand"


@pytest.mark.hazard("H19")
@pytest.mark.hazard("H22")
@pytest.mark.expect_log
def test_a_caller_that_breaks_after_another_fault_was_acknowledged_is_an_alarm(bench: Bench[ManualClock]) -> None:
    (alarm,) = fail(bench, SHOWN)
    assert alarm.message == f"MONITOR FAULT: {SHOWN}"
    acknowledge(bench, alarm)
    (alarm,) = fail(bench, CALLED, SHOWN)
    assert CALLED in alarm.message


@pytest.mark.hazard("H19")
@pytest.mark.hazard("H22")
@pytest.mark.expect_log
def test_a_fault_that_comes_while_the_alarm_is_acknowledged_by_nobody_known_sounds_in_its_own_words(
    bench: Bench[ManualClock],
) -> None:
    (alarm,) = fail(bench, SHOWN)
    assert bench.commands.put(Acknowledge(place_id="", alarm_ids=(alarm.alarm_id,), actor=UNATTRIBUTED))
    (alarm,) = fail(bench, SHOWN)
    assert (alarm.state, alarm.silent) == (AlarmState.ACKNOWLEDGED, True)
    (alarm,) = fail(bench, CALLED)
    assert (alarm.state, alarm.silent) == (AlarmState.ACTIVE, False)
    assert CALLED in alarm.message


@pytest.mark.hazard("H19")
@pytest.mark.expect_log
def test_two_faults_at_once_are_both_told(bench: Bench[ManualClock]) -> None:
    (alarm,) = fail(bench, CALLED, SHOWN)
    assert alarm.message == f"MONITOR FAULT: {CALLED}; {SHOWN}"
    assert len(bench.writer.batches) < 10, "told once, not at each step"


@pytest.mark.hazard("H19")
@pytest.mark.hazard("H22")
@pytest.mark.expect_log
def test_a_fault_that_goes_on_after_its_acknowledgement_is_an_alarm_again_a_minute_after_it_was_told(
    bench: Bench[ManualClock],
) -> None:
    (alarm,) = fail(bench, CALLED)
    acknowledge(bench, alarm)
    assert fail(bench, CALLED, for_s=ENGINE_FAULT_STAYS_S / 2) == []
    (again,) = fail(bench, CALLED, for_s=ENGINE_FAULT_STAYS_S / 2)
    assert again.alarm_id != alarm.alarm_id
    assert again.message == f"MONITOR FAULT: {CALLED}"
