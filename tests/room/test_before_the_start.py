"""What is asked at admission and before the first drug: checks, pressure, plausibility, history; overrides by role."""

from dataclasses import replace

import pytest
from stays import NURSE, PHYSICIAN, act, at, record, refusals, reply, room_with, stay
from worlds import alarms, device, order, reading, step

from monitor.domain.admission import Answered, EarlierSession, Patient, Plan, RiskFlag
from monitor.domain.commands import Admit
from monitor.domain.entries import (
    Arm,
    ArmsSet,
    CheckAnswered,
    CheckOverridden,
    Entry,
    InfusionAct,
    OxygenSet,
    ValuesEntered,
)
from monitor.domain.people import Actor
from monitor.domain.policy import STANDARD, STANDARD_CHECKS, Policy, PressureGate
from monitor.domain.stages import Stage
from monitor.domain.vocabulary import Phase
from monitor.port.projection import Projector
from monitor.port.snapshot import PlaceView
from monitor.room.room import Room

PRESSURE_ONLY = Policy(pressure_gate=PressureGate())


def place(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


def stage(room: Room) -> Stage:
    session = place(room).session
    assert session is not None
    return session.stay.stage


def test_a_start_with_open_checks_is_refused_and_names_them_all() -> None:
    room = stay(policy=STANDARD)
    (reason,) = refusals(reply(room, 30, reading(30, 124, 74), act(30, InfusionAct.START)))
    assert all(check.text in reason for check in STANDARD_CHECKS)
    assert stage(room) is Stage.ARRIVAL
    assert [item.check for item in place(room).start_checks] == [check.check for check in STANDARD_CHECKS]


def test_answered_checks_end_the_arrival_and_a_check_undone_brings_it_back() -> None:
    room = stay(policy=STANDARD, start_checks=True)
    assert stage(room) is Stage.BASELINE
    reply(room, 30, record(30, CheckAnswered(check="consent", done=False)))
    assert stage(room) is Stage.ARRIVAL
    (reason,) = refusals(reply(room, 31, act(31, InfusionAct.START)))
    assert reason == "Not started, still open: Consent signed."


@pytest.mark.parametrize(("reports", "asked"), [(True, False), (False, True)])
def test_the_bedside_alarm_is_asked_about_exactly_where_the_device_cannot_report_it(
    *, reports: bool, asked: bool
) -> None:
    room = room_with(STANDARD, [device("1", reports_alarms=reports)])
    step(room, 10, order(10, Admit(place_id="1", label="A", planned_infusion_s=2400)))
    assert ("bedside_alarm" in [item.check for item in place(room).start_checks]) is asked


@pytest.mark.parametrize(
    ("systolic", "diastolic", "flags", "words"),
    [
        (139, 89, (), None),
        (140, 80, (), "tell a physician"),
        (145, 80, (RiskFlag.OVER_65,), None),
        (130, 90, (), "tell a physician"),
        (160, 80, (), "a physician decides"),
        (130, 100, (), "a physician decides"),
        (None, 0, (), "no blood pressure"),
    ],
)
def test_the_pressure_before_the_drug(
    systolic: float | None, diastolic: float, flags: tuple[RiskFlag, ...], words: str | None
) -> None:
    room = stay(policy=PRESSURE_ONLY, patient=Patient(label="A", risk_flags=flags))
    if systolic is not None:
        step(room, 20, reading(20, systolic, diastolic))
    said = refusals(reply(room, 30, act(30, InfusionAct.START)))
    assert (said == []) is (words is None)
    assert words is None or words in said[0]


def test_a_high_pressure_is_set_aside_by_a_physician_only_and_for_this_reading_only() -> None:
    room = stay(policy=replace(PRESSURE_ONLY, roles=True))
    step(room, 20, reading(20, 165, 90))
    override = CheckOverridden(check="pressure", reason="usual for this patient")
    (reason,) = refusals(reply(room, 21, record(21, override)))
    assert "physician" in reason
    (reason,) = refusals(reply(room, 22, record(22, override, actor=Actor("nobody"))))
    assert "may set a check aside; nobody is signed in" in reason
    assert refusals(reply(room, 23, record(23, override, actor=PHYSICIAN))) == []
    step(room, 24, reading(24, 190, 100))
    (reason,) = refusals(reply(room, 25, act(25, InfusionAct.START)))
    assert "190/100" in reason
    assert refusals(reply(room, 26, record(26, override, actor=PHYSICIAN))) == []
    assert refusals(reply(room, 27, act(27, InfusionAct.START))) == []
    assert room.sessions[1].phase is Phase.INFUSION


def test_a_word_to_the_physician_is_enough_for_a_pressure_a_little_high() -> None:
    room = stay(policy=PRESSURE_ONLY)
    step(room, 20, reading(20, 145, 80))
    reply(room, 21, record(21, CheckAnswered(check="pressure_told", done=True)))
    assert refusals(reply(room, 22, act(22, InfusionAct.START))) == []


LAST_WEEK = EarlierSession(ended_utc_ms=at(0) - 7 * 86_400_000, weight_kg=82.0)


@pytest.mark.parametrize(
    ("plan", "earlier", "question", "words"),
    [
        (Plan(weight_kg=180.0, dose_mg_per_kg=0.5), (LAST_WEEK,), "weight", "82 kg at the last session"),
        (Plan(weight_kg=82.0, dose_mg_per_kg=1.5), (), "dose", "0.25 to 1 mg/kg"),
        (Plan(weight_kg=80.0, dose_mg_per_kg=0.5, rate_mg_per_h=80.0), (), "rate", "53.3 mg"),
        (Plan(), (replace(LAST_WEEK, ended_utc_ms=at(0) - 40 * 3_600_000),), "interval", "40 hours ago"),
        (Plan(), (replace(LAST_WEEK, worst="BP 192/104, faint"),), "reaction", "BP 192/104, faint"),
    ],
)
def test_what_does_not_fit_is_asked_and_the_answer_is_kept(
    plan: Plan, earlier: tuple[EarlierSession, ...], question: str, words: str
) -> None:
    room = room_with(Policy())
    admission = Admit(place_id="1", label="A", planned_infusion_s=2400, plan=plan, earlier=earlier, actor=NURSE)
    (reason,) = refusals(reply(room, 10, order(10, admission)))
    assert words in reason
    assert room.sessions == {}
    answered = replace(admission, answers=(Answered(question=question, text="checked"),))
    assert refusals(reply(room, 11, order(11, answered))) == []
    kept = [entry for _, entry in room.sessions[1].book.of(CheckAnswered)]
    assert kept == [CheckAnswered(check=f"question:{question}", done=True, text="checked")]


@pytest.mark.parametrize("weight_kg", [29.0, 251.0])
def test_an_impossible_weight_is_refused(weight_kg: float) -> None:
    admission = Admit(place_id="1", label="A", planned_infusion_s=2400, plan=Plan(weight_kg=weight_kg))
    (reason,) = refusals(reply(room_with(Policy()), 10, order(10, admission)))
    assert "30 to 250 kg" in reason


def test_arms_and_oxygen_of_the_admission_are_entries() -> None:
    arms = ArmsSet(cuff=Arm.LEFT, probe=Arm.RIGHT, line=Arm.RIGHT)
    room = stay(patient=Patient(label="A", arms=arms, oxygen_l_per_min=2.0))
    entries = [kept.entry for kept in room.sessions[1].book.entries]
    assert entries == [arms, OxygenSet(flow_l_per_min=2.0)]


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (ValuesEntered(), "No value"),
        (ValuesEntered(systolic=400, diastolic=80), "not between"),
        (ValuesEntered(systolic=80, diastolic=120), "above"),
        (ValuesEntered(diastolic=80), "needs its systolic"),
        (ValuesEntered(spo2=101), "not between"),
    ],
)
def test_entered_values_that_cannot_be_are_refused(values: Entry, words: str) -> None:
    (reason,) = refusals(reply(stay(), 30, record(30, values)))
    assert words in reason


def test_an_entered_pressure_is_judged_marked_and_goes_when_set_aside() -> None:
    room = stay()
    events = step(room, 30, record(30, ValuesEntered(systolic=184, diastolic=96)))
    assert (30.0, "1", "BP-SEV", "raised") in alarms(events)
    assert (place(room).pressure.systolic, place(room).pressure.entered) == (184, True)
    earlier = ValuesEntered(systolic=120, diastolic=70)
    step(room, 60, record(60, earlier, at_utc_ms=at(20), reason="written on paper"))
    assert place(room).pressure.systolic == 184  # the newest stands
    corrected = ValuesEntered(systolic=148, diastolic=96)
    seq = room.sessions[1].book.entries[0].seq
    step(room, 61, record(61, corrected, at_utc_ms=at(30), reason="misread", replaces_seq=seq))
    assert [point.systolic for point in place(room).trend.pressures] == [120, 148]
