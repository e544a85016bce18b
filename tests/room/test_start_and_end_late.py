"""Hazard H18: start or end is recorded late or not at all. The room asks, computes anew, and never guesses."""

import pytest
from stays import act, at, refusals, reply, stay
from vigil_worlds import priorities
from worlds import alarms, pulse, reading, spo2, step

from monitor.domain.admission import Plan
from monitor.domain.entries import InfusionAct
from monitor.domain.events import BaselineFrozen, EntryRecorded, PhaseChanged
from monitor.domain.policy import STANDARD
from monitor.domain.vocabulary import Phase, Priority
from monitor.port.projection import Projector
from monitor.port.snapshot import SessionView
from monitor.room.leave import earliest_leave
from monitor.room.room import Room

pytestmark = pytest.mark.hazard("H18")


def seen(room: Room) -> SessionView:
    view = Projector(room).snapshot(1, {}).places[0].session
    assert view is not None
    return view


def leave_s(room: Room) -> float:
    assert STANDARD.discharge is not None
    found = earliest_leave(room.sessions[1], STANDARD.discharge, infusion_min=room.profile.recovery.minimum_min)
    assert found is not None
    return found[0] / 10


def rested() -> Room:
    """A complete baseline at 120 s; nobody has pressed start."""
    room = stay(plan=Plan(dose_mg_per_kg=0.5, weight_kg=80.0))
    step(room, 60, reading(60, 124, 74))
    step(room, 120, reading(120, 122, 76), pulse(120, 70), spo2(120, 97))
    return room


def test_a_start_that_nobody_recorded_is_asked_for_ten_and_twenty_minutes_after_the_baseline() -> None:
    room = rested()
    events = step(room, 719.9)
    assert alarms(events, "P-BEGUN") == []
    events = step(room, 1320)
    found = [(at_s, change) for at_s, _, _, change in alarms(events, "P-BEGUN") if change != "reminded"]
    assert found == [(720.0, "raised"), (1320.0, "escalated")]
    assert priorities(events, "P-BEGUN")[0] == ("raised", Priority.LOW)
    assert ("escalated", Priority.MEDIUM) in priorities(events, "P-BEGUN")
    assert room.sessions[1].phase is Phase.BASELINE


def test_readings_that_go_on_put_the_question_about_the_start_off_for_nobody() -> None:
    room, events = rested(), []
    for minute in range(5, 30, 5):
        events += step(room, 60 * minute, reading(60 * minute, 123, 75))
    found = [(at_s, change) for at_s, _, _, change in alarms(events, "P-BEGUN") if change != "reminded"]
    assert found == [(720.0, "raised"), (1320.0, "escalated")]


def test_a_pause_puts_the_question_about_the_end_off_by_its_length() -> None:
    room = rested()
    reply(room, 300, act(300, InfusionAct.START))
    reply(room, 1000, act(1000, InfusionAct.PAUSE))
    assert alarms(step(room, 3000), "P-BEGUN") == [], "nobody knows how long it lasts"
    events = reply(room, 3100, act(3100, InfusionAct.RESUME))
    events += step(room, 4801)
    assert [(at_s, change) for at_s, _, _, change in alarms(events, "P-BEGUN")] == [(4800.0, "raised")]


def test_one_reading_is_no_baseline_and_asks_for_no_start() -> None:
    room = stay()
    step(room, 60, reading(60, 124, 74))
    assert alarms(step(room, 1500), "P-BEGUN") == []
    step(room, 1510, reading(1510, 124, 74))
    assert [at_s for at_s, *_ in alarms(step(room, 2111), "P-BEGUN")][:1] == [2110.0]


def test_a_start_entered_late_moves_clocks_programme_and_baseline_to_the_time_it_names() -> None:
    room = rested()
    step(room, 900, reading(900, 150, 88))  # a surge that the late entry must not make a baseline of
    said = reply(room, 1000, act(1000, InfusionAct.START, at_utc_ms=at(300), reason="forgotten", rate_mg_per_h=60.0))
    assert seen(room).since_infusion_start_s == 700.0
    assert seen(room).stay.delivered_mg == pytest.approx(700 / 60)
    (frozen,) = [event for event in said if isinstance(event, BaselineFrozen)]
    assert (frozen.systolic, frozen.diastolic) == (123.0, 75.0)
    (kept,) = [event for event in said if isinstance(event, EntryRecorded)]
    assert (kept.at.tick, kept.effective_utc_ms, kept.reason) == (10_000, at(300), "forgotten")
    assert room.sessions[1].cuff.marks == [3000 + 24_000]  # the mandatory reading of 40 min counts from the true start
    step(room, 2690)
    assert room.board.find("1", "P-BEGUN") is None
    step(room, 2700)
    record = room.board.find("1", "P-BEGUN")
    assert record is not None
    assert "still running?" in record.why


def test_an_earlier_time_needs_a_reason_and_both_times_are_kept() -> None:
    room = rested()
    (reason,) = refusals(reply(room, 400, act(400, InfusionAct.START, at_utc_ms=at(300))))
    assert reason == "An entry for an earlier time needs a reason."
    (future,) = refusals(reply(room, 410, act(410, InfusionAct.START, at_utc_ms=at(411), reason="soon")))
    assert future == "That time lies in the future."
    (early,) = refusals(reply(room, 420, act(420, InfusionAct.START, at_utc_ms=at(5), reason="before she came")))
    assert early == "That time lies before the admission."


@pytest.mark.parametrize("late_s", [1, 60, 720, 1500])
def test_an_end_recorded_late_with_its_true_time_is_the_end_in_time(late_s: int) -> None:
    in_time, late, wrong = rested(), rested(), rested()
    for room in (in_time, late, wrong):
        reply(room, 300, act(300, InfusionAct.START, rate_mg_per_h=60.0))
    reply(in_time, 2700, act(2700, InfusionAct.END))
    reply(wrong, 2700 + late_s, act(2700 + late_s, InfusionAct.END))
    said = reply(late, 2700 + late_s, act(2700 + late_s, InfusionAct.END, at_utc_ms=at(2700), reason="at the pump"))
    assert (leave_s(late), leave_s(wrong) - leave_s(in_time)) == (leave_s(in_time), float(late_s))
    (changed,) = [event for event in said if isinstance(event, PhaseChanged)]
    assert (changed.at.tick / 10, changed.effective_utc_ms) == (2700 + late_s, at(2700))
    step(in_time, 2700 + late_s)
    assert seen(late).stay.delivered_mg == seen(in_time).stay.delivered_mg == pytest.approx(40.0)
    assert late.expect.next_reading_due(late.seats["1"]) == in_time.expect.next_reading_due(in_time.seats["1"])


def test_recovery_never_begins_by_itself_and_the_question_comes_back() -> None:
    room = rested()
    reply(room, 300, act(300, InfusionAct.START))
    events = step(room, 300 + 5 * 3600)
    assert room.sessions[1].phase is Phase.INFUSION
    assert not any(isinstance(event, PhaseChanged) for event in events)
    asked = [at_s for at_s, _, rule, _ in alarms(events, "P-BEGUN") if rule == "P-BEGUN"]
    assert asked[:3] == [2700.0, 2820.0, 2940.0]
    assert Projector(room).snapshot(1, {}).places[0].session is not None
    assert seen(room).stay.earliest_leave_utc_ms is None
