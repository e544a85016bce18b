"""Hazard H34: due, overdue and dashes follow the programme, and an old pressure never reads as now."""

import pytest
from worlds import admit, device, make_room, plan, reading, step

from monitor.alarms.rules import CuffProgramme, Profile
from monitor.domain.events import AlarmChanged
from monitor.domain.vocabulary import Priority
from monitor.port.projection import Projector
from monitor.port.snapshot import Freshness, PlaceView
from monitor.room.room import Room

pytestmark = pytest.mark.hazard("H34")
PROGRAMMES_S = (300.0, 600.0, 900.0)
READING_S = 45.0
DAY_S = 24 * 3600.0
FIRST_S = 60.0


def room_of(interval_s: float) -> Room:
    """A patient whose cuff is driven every so often, and nothing else is measured."""
    programme = CuffProgramme(
        baseline_interval_s=interval_s,
        infusion_interval_s=interval_s,
        infusion_later_interval_s=interval_s,
        recovery_first_interval_s=interval_s,
        recovery_interval_s=interval_s,
        recovery_later_interval_s=interval_s,
    )
    cuff_only = device("1", parameters=frozenset())
    room = make_room(plan=plan(1, 0, [cuff_only]), profile=Profile(name="test", cuff=programme))
    step(room, 1, admit(1))
    return room


def place(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


@pytest.mark.parametrize("interval_s", PROGRAMMES_S)
def test_a_day_of_normal_cycles_has_no_overdue_pressure(interval_s: float) -> None:
    room = room_of(interval_s)
    at_s, readings, stale = FIRST_S, 0, []
    while at_s < DAY_S:
        stale += [
            event.at.tick
            for event in step(room, at_s, reading(at_s, 124 + readings % 3, 76))
            if isinstance(event, AlarmChanged) and event.rule == "T-STALE"
        ]
        readings += 1
        at_s += interval_s + READING_S
    assert stale == []
    assert readings > DAY_S / (interval_s + READING_S) - 1


@pytest.mark.parametrize("interval_s", PROGRAMMES_S)
def test_a_missing_reading_takes_each_step_at_its_second(interval_s: float) -> None:
    room = room_of(interval_s)
    step(room, FIRST_S, reading(FIRST_S, 124, 76))
    gone_s = FIRST_S + max(900.0, interval_s + 300.0)
    looks = {  # the last tick before each step and the step itself
        FIRST_S + interval_s: Freshness.FRESH,
        FIRST_S + interval_s + 0.1: Freshness.GREY,
        gone_s - 0.1: Freshness.GREY,
        gone_s: Freshness.DASHES,
    }
    edges = []
    for at_s, freshness in looks.items():
        edges += [
            (event.at.tick / 10, event.priority, event.change.value)
            for event in step(room, at_s)
            if isinstance(event, AlarmChanged) and event.rule == "T-STALE" and event.change.value != "reminded"
        ]
        shown = place(room).pressure
        assert shown.freshness is freshness, at_s
        assert (shown.systolic is None) is (freshness is Freshness.DASHES), at_s
        assert shown.age_s == pytest.approx(at_s - FIRST_S)
    assert edges[:2] == [
        (FIRST_S + interval_s + 120.0, Priority.LOW, "raised"),
        (FIRST_S + interval_s + 300.0, Priority.MEDIUM, "escalated"),
    ]


def test_a_stale_pressure_alarm_says_last_its_age_and_not_re_measured_with_one_sound() -> None:
    room = room_of(300.0)
    for at_s in (60.0, 150.0):
        step(room, at_s, reading(at_s, 164, 96))
    step(room, 150.0 + 599.9)
    before = {alarm.rule: alarm for alarm in place(room).alarms}
    assert "NOT RE-MEASURED" not in before["BP-MOD"].message
    assert not before["BP-MOD"].silent
    step(room, 150.0 + 600.0)
    after = {alarm.rule: alarm for alarm in place(room).alarms}
    assert after["BP-MOD"].message.startswith("BP ↑ last 164/96, 10 min ago, NOT RE-MEASURED")
    audible = [alarm.rule for alarm in after.values() if not alarm.silent and alarm.rule in ("BP-MOD", "T-STALE")]
    assert audible == ["T-STALE"]
    step(room, 800, reading(800, 166, 97))
    again = {alarm.rule: alarm for alarm in place(room).alarms}
    assert again["BP-MOD"].message.startswith("BP ↑ 166/97 ≥ ")
    assert "T-STALE" not in again


def test_a_severe_one_keeps_its_own_sound_and_says_how_old_it_is() -> None:
    room = room_of(300.0)
    for at_s in (60.0, 150.0):
        step(room, at_s, reading(at_s, 184, 96))
    step(room, 150.0 + 600.0)
    (severe,) = [alarm for alarm in place(room).alarms if alarm.rule == "BP-SEV"]
    assert severe.priority is Priority.HIGH
    assert severe.message.startswith("BP ↑ last 184/96, 10 min ago, NOT RE-MEASURED")
    assert not severe.silent
    assert room.board.sounding() is Priority.HIGH
