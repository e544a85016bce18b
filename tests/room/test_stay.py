"""From arrival to discharge: stages, clocks that follow corrections, doses, routes."""

import pytest
from stays import NURSE, T0, act, at, record, refusals, reply, stay
from worlds import make_room, order, reading, spo2, step

from monitor.domain.admission import Patient, Plan, Route
from monitor.domain.commands import Admit, Discharge, VoidEntry
from monitor.domain.entries import InfusionAct, SideEffect, SideEffectNoted
from monitor.domain.events import BaselineFrozen, EntryRecorded, EntryVoided, PhaseChanged
from monitor.domain.policy import STANDARD
from monitor.domain.stages import Stage, StayAct
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Phase
from monitor.port.projection import Projector
from monitor.port.snapshot import SessionView
from monitor.room.leave import earliest_leave
from monitor.room.room import Room

RULES = STANDARD.discharge


def seen(room: Room, index: int = 0) -> SessionView:
    view = Projector(room).snapshot(1, {}).places[index].session
    assert view is not None
    return view


def leave_tick(room: Room) -> int:
    assert RULES is not None
    found = earliest_leave(room.sessions[1], RULES, infusion_min=60.0)
    assert found is not None
    return found[0]


def test_pause_and_resume_are_a_stage_within_the_infusion() -> None:
    room = stay(plan=Plan(dose_mg_per_kg=0.5, weight_kg=80.0, duration_s=2400.0))
    reply(room, 100, act(100, InfusionAct.START))
    (paused,) = [e for e in reply(room, 700, act(700, InfusionAct.PAUSE)) if isinstance(e, PhaseChanged)]
    assert (paused.phase, paused.stage) == (Phase.INFUSION, Stage.PAUSED)
    step(room, 760)
    view = seen(room)
    assert (view.phase, view.stay.stage, view.stay.paused_s, view.stay.running_s) == (
        Phase.INFUSION,
        Stage.PAUSED,
        60.0,
        600.0,
    )
    assert view.stay.delivered_mg == pytest.approx(10.0)  # 60 mg/h for 10 min
    assert view.phase_age_s == 660.0  # the pause does not begin the infusion anew
    assert InfusionAct.RESUME in view.stay.next_acts
    assert InfusionAct.PAUSE not in view.stay.next_acts
    reply(room, 800, act(800, InfusionAct.RESUME))
    reply(room, 1400, act(1400, InfusionAct.RATE, rate_mg_per_h=30.0))
    reply(room, 2000, act(2000, InfusionAct.END))
    step(room, 3000)
    assert seen(room).stay.delivered_mg == pytest.approx(10.0 + 10.0 + 5.0)
    assert seen(room).stay.stage is Stage.RECOVERY


def test_a_rate_that_nobody_said_makes_the_dose_unknown_and_not_nothing() -> None:
    room = stay()
    reply(room, 100, act(100, InfusionAct.START))
    step(room, 700)
    assert seen(room).stay.delivered_mg is None


@pytest.mark.hazard("H18")
def test_an_end_entered_twelve_minutes_late_moves_the_earliest_leave_by_exactly_twelve_minutes() -> None:
    in_time, late = stay(), stay()
    for room in (in_time, late):
        reply(room, 100, act(100, InfusionAct.START))
    reply(in_time, 2500, act(2500, InfusionAct.END))
    reply(late, 2500 + 720, act(2500 + 720, InfusionAct.END))
    assert leave_tick(late) - leave_tick(in_time) == ticks(720)
    wrong = late.sessions[1].book.entries[-1].seq
    said = reply(late, 3300, act(3300, InfusionAct.END, at_utc_ms=at(2500), reason="at the pump", replaces_seq=wrong))
    assert leave_tick(late) == leave_tick(in_time)
    (changed,) = [event for event in said if isinstance(event, PhaseChanged)]
    assert (changed.at.tick, changed.effective_utc_ms) == (33_000, at(2500))  # both times are kept
    assert seen(late).since_infusion_end_s == 800.0


@pytest.mark.hazard("H18")
@pytest.mark.parametrize(("named_s", "words"), [(5000, "in the future"), (50, "before the start of the infusion")])
def test_an_end_in_the_future_or_before_the_start_is_refused(named_s: float, words: str) -> None:
    room = stay()
    reply(room, 100, act(100, InfusionAct.START))
    (reason,) = refusals(reply(room, 2500, act(2500, InfusionAct.END, at_utc_ms=at(named_s), reason="late")))
    assert words in reason
    assert room.sessions[1].phase is Phase.INFUSION


@pytest.mark.hazard("H18")
def test_a_start_set_aside_returns_to_the_baseline_and_both_rows_stay() -> None:
    room = stay()
    started = reply(room, 400, reading(300, 130), reading(380, 130), act(400, InfusionAct.START))
    assert any(isinstance(event, BaselineFrozen) for event in started)
    seq = next(event.seq for event in started if isinstance(event, EntryRecorded))
    void = VoidEntry(place_id="1", session_id=1, entry_seq=seq, reason="wrong chair", actor=NURSE)
    said = reply(room, 500, order(500, void))
    assert any(isinstance(event, EntryVoided) for event in said)
    session = room.sessions[1]
    assert (session.phase, session.start_tick, session.baseline) == (Phase.BASELINE, None, None)
    assert len(session.book.entries) == 1
    again = reply(room, 600, act(600, InfusionAct.START))
    assert any(isinstance(event, BaselineFrozen) for event in again)
    assert room.sessions[1].start_tick == 6000


def test_an_entry_on_which_later_ones_rest_is_not_set_aside() -> None:
    room = stay()
    (start, *_) = [e for e in reply(room, 100, act(100, InfusionAct.START)) if isinstance(e, EntryRecorded)]
    reply(room, 200, act(200, InfusionAct.PAUSE))
    void = VoidEntry(place_id="1", session_id=1, entry_seq=start.seq, reason="x", actor=NURSE)
    (reason,) = refusals(reply(room, 300, order(300, void)))
    assert "rests on it" in reason
    assert room.sessions[1].dosing.stage is Stage.PAUSED


@pytest.mark.parametrize(
    ("route", "minimum_min"), [(Route.INTRAMUSCULAR, 90.0), (Route.SUBCUTANEOUS, 90.0), (Route.NASAL, 120.0)]
)
def test_other_routes_have_doses_and_no_infusion(route: Route, minimum_min: float) -> None:
    room = stay(plan=Plan(route=route, duration_s=0.0))
    for wrong in (InfusionAct.START, InfusionAct.PAUSE, InfusionAct.END):
        (reason,) = refusals(reply(room, 50, act(50, wrong)))
        assert "infusion" not in reason
        room = stay(plan=Plan(route=route, duration_s=0.0))
    reply(room, 100, act(100, InfusionAct.DOSE_GIVEN, amount_mg=28.0))
    reply(room, 400, act(400, InfusionAct.DOSE_GIVEN, amount_mg=28.0))
    view = seen(room)
    assert (view.stay.stage, view.stay.doses, view.stay.delivered_mg) == (Stage.RECOVERY, 2, 56.0)
    assert not any("infusion" in act.value for act in view.stay.next_acts)
    assert leave_tick(room) == ticks(100 + 60 * minimum_min)  # from the first device, not the last
    reply(room, 500, record(500, SideEffectNoted(effect=SideEffect.NAUSEA)))


@pytest.mark.parametrize(
    ("how", "stage"),
    [(StayAct.HOSPITAL, Stage.HOSPITAL), (StayAct.AGAINST_ADVICE, Stage.AGAINST_ADVICE)],
)
def test_exits_during_the_infusion_are_recorded_as_what_they_are(how: StayAct, stage: Stage) -> None:
    room = stay(policy=STANDARD, start_checks=True)
    reply(room, 100, act(100, InfusionAct.START))
    leave = Discharge(place_id="1", session_id=1, how=how, actor=NURSE)
    (changed,) = [e for e in reply(room, 200, order(200, leave)) if isinstance(e, PhaseChanged)]
    assert (changed.stage, changed.phase) == (stage, Phase.DISCHARGED)
    assert room.seats["1"].session_id is None


def test_leaving_before_any_drug_is_cancelled_and_needs_no_gate() -> None:
    room = stay(policy=STANDARD)
    leave = Discharge(place_id="1", session_id=1, actor=NURSE)
    (changed,) = [e for e in reply(room, 200, order(200, leave)) if isinstance(e, PhaseChanged)]
    assert changed.stage is Stage.CANCELLED


def test_a_stay_survives_a_restart_with_its_clocks() -> None:
    room = stay(plan=Plan(dose_mg_per_kg=0.5, weight_kg=80.0, duration_s=2400.0))
    reply(room, 100, act(100, InfusionAct.START))
    reply(room, 700, act(700, InfusionAct.PAUSE), spo2(700, 97))
    back = Room.restore(room.plan, room.profile, room.checkpoint())
    assert back.sessions[1].dosing == room.sessions[1].dosing
    assert seen(back) == seen(room)
    assert back.checkpoint() == room.checkpoint()


def test_the_number_of_the_course_is_shown() -> None:
    room = make_room()
    patient = Patient(label="A.M.", clinic_id="4711", infusion_number=3, infusions_planned=6)
    step(room, T0, order(T0, Admit(place_id="1", label="A.M.", planned_infusion_s=2400, patient=patient)))
    assert seen(room).course == "session 3 of 6"
