"""Hazard H23: probe and cuff are off, on purpose or because a dissociated patient got up: the times of each phase."""

import pytest
from vigil_worlds import record, seated
from worlds import alarms, order, pulse, reading, spo2, start, step

from monitor.domain.commands import record_infusion
from monitor.domain.entries import BackOnMonitor, InfusionAct, OffMonitor, OxygenSet
from monitor.domain.events import CommandRefused, Event
from monitor.domain.vocabulary import Priority
from monitor.port.projection import Projector
from monitor.port.snapshot import PlaceView
from monitor.room.room import Room

pytestmark = pytest.mark.hazard("H23")
LOST_S = 1000
PHASES = {  # what happened before the probe came off at LOST_S, and whether the room asks for the patient
    "baseline": ((), False),
    "infusion": ((start(100),), True),
    "just ended": ((start(100), order(900, record_infusion(InfusionAct.END, place_id="1", session_id=1))), True),
}


def place(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(("oxygen", "medium_s"), [(False, 60.0), (True, 30.0)])
def test_an_undeclared_loss_is_low_at_ten_seconds_and_medium_at_sixty_or_thirty(
    phase: str, *, oxygen: bool, medium_s: float
) -> None:
    deeds, asks = PHASES[phase]
    room = seated()
    if oxygen:
        step(room, 50, record(50, OxygenSet(flow_l_per_min=2)))
    for deed in deeds:
        step(room, deed.tick / 10, deed)
    step(room, LOST_S, spo2(LOST_S, 97), pulse(LOST_S, 70))
    events: list[Event] = []
    for second in range(LOST_S + 1, LOST_S + 70):
        off = spo2(second, None, why="probe off")
        events += step(room, second, off, pulse(second, None, why="probe off"))
    found = [(at_s - LOST_S, change) for at_s, _, _, change in alarms(events, "T-SPO2")]
    assert found == [(10.0, "raised"), (medium_s, "escalated")]
    (shown,) = [alarm for alarm in place(room).alarms if alarm.rule == "T-SPO2"]
    assert shown.priority is Priority.MEDIUM
    assert ("is the patient in the chair?" in shown.message) is asks
    assert place(room).spo2.value is None


def test_declared_it_is_quiet_with_dashes_a_countdown_and_the_companion() -> None:
    room = seated()
    step(room, 100, start(100), reading(100, 124))
    away = OffMonitor(companion="B. K.", reason="toilet", minutes=6)
    step(room, 199, spo2(199, 97), pulse(199, 70))
    step(room, 200, record(200, away))
    events = step(room, 440)
    assert alarms(events, "T-SPO2", "T-LINK", "T-STALE") == []
    view = place(room)
    assert (view.spo2.value, view.rate.value) == (None, None)
    assert view.session is not None
    assert (view.session.stay.off_monitor_left_s, view.session.stay.off_monitor_with) == (120.0, "B. K.")
    overdue = step(room, 600)
    assert alarms(overdue, "P-OFF")[0][0::3] == (560.0, "raised")
    (record_,) = [each for each in room.board.at("1") if each.rule == "P-OFF"]
    assert record_.priority is Priority.MEDIUM


@pytest.mark.parametrize("minutes", [0, 11])
def test_longer_than_ten_minutes_and_alone_are_refused(minutes: int) -> None:
    room = seated()
    entries = (OffMonitor(companion="B. K.", minutes=minutes), OffMonitor(companion=" "))
    refused = [
        event.reason
        for event in step(room, 10, *(record(10, each) for each in entries))
        if isinstance(event, CommandRefused)
    ]
    assert refused == ["At most 10 minutes without a monitor.", "Who goes along? Nobody leaves the monitor alone."]


def test_on_return_a_reading_is_asked_for_at_once_and_grave_rules_run_with_the_first_value() -> None:
    room = seated()
    step(room, 100, start(100), reading(100, 124))
    step(room, 200, record(200, OffMonitor(companion="B. K.", minutes=6)))
    step(room, 400, record(400, BackOnMonitor()))
    step(room, 400.1)
    task = place(room).task
    assert task is not None
    assert (task.why, task.since_s) == ("back on the monitor", 0.1)
    events = [event for second in range(401, 412) for event in step(room, second, spo2(second, 80))]
    assert [(at_s, change) for at_s, _, _, change in alarms(events, "O2-XLO") if change == "raised"] == [
        (406.0, "raised")
    ]
    step(room, 420, reading(420, 126))
    assert place(room).task is None
