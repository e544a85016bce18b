"""Hazards H05, H42, H56: what earlier sessions ask before this one, and a baseline that does not decide over HIGH."""

import random
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from stays import NURSE, PHYSICIAN, act, at, record, refusals, reply, room_with, stay
from worlds import order, reading, step

from monitor.alarms.baseline import Baseline
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.frames import channel_row, empty_readings, empty_samples
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.rules import Channel, Profile
from monitor.domain.admission import Answered, EarlierSession, Patient, Plan
from monitor.domain.commands import Admit
from monitor.domain.entries import Arm, CheckAnswered, CheckOverridden, CuffMoved, InfusionAct
from monitor.domain.events import EntryRecorded
from monitor.domain.policy import Policy
from monitor.port.projection import Projector
from monitor.room.room import Room

if TYPE_CHECKING:
    from monitor.alarms.arrays import Edge

LAST_WEEK = EarlierSession(ended_utc_ms=at(0) - 7 * 86_400_000, weight_kg=82.0, baseline_systolic=124.0)
ADMIT = Admit(
    place_id="1",
    label="A.M. 59",
    planned_infusion_s=2400,
    patient=Patient(label="A.M. 59", clinic_id="4711"),
    plan=Plan(weight_kg=82.0, dose_mg_per_kg=0.5),
    looked_up=True,
    actor=NURSE,
)
ABSOLUTE_HIGH = ("BP-SEV", "BP-CRIT", "HR-XHI")


@pytest.mark.hazard("H42")
@pytest.mark.hazard("H56")
def test_admission_is_blocked_until_the_worst_reaction_and_its_treatment_are_confirmed_as_read() -> None:
    room = room_with(Policy())
    surge = replace(LAST_WEEK, worst="BP-SEV 192/104, faint", treatment="given labetalol 10 mg IV")
    (reason,) = refusals(reply(room, 10, order(10, replace(ADMIT, earlier=(surge,)))))
    assert "BP-SEV 192/104, faint, given labetalol 10 mg IV. Read?" in reason
    blank = replace(ADMIT, earlier=(surge,), answers=(Answered(question="reaction", text=" "),))
    assert refusals(reply(room, 11, order(11, blank))) == [reason]
    assert room.sessions == {}
    read = replace(ADMIT, earlier=(surge,), answers=(Answered(question="reaction", text="read, R. King"),))
    assert refusals(reply(room, 12, order(12, read))) == []
    assert [(kept.actor, entry.text) for kept, entry in room.sessions[1].book.of(CheckAnswered)] == [
        (NURSE, "read, R. King")
    ]


@pytest.mark.hazard("H56")
def test_a_course_that_could_not_be_looked_up_is_a_question_of_its_own() -> None:
    room = room_with(Policy())
    unknown = replace(ADMIT, earlier_unknown="the record does not answer")
    (reason,) = refusals(reply(room, 10, order(10, unknown)))
    assert "Earlier sessions cannot be looked up (the record does not answer)" in reason
    asked = replace(unknown, answers=(Answered(question="earlier", text="patient says none"),))
    assert refusals(reply(room, 11, order(11, asked))) == []


@pytest.mark.hazard("H42")
@pytest.mark.parametrize(
    ("plan", "earlier", "words"),
    [
        (Plan(weight_kg=180.0), (LAST_WEEK,), "180 kg, and 82 kg at the last session"),
        (Plan(weight_kg=90.0), (LAST_WEEK,), ""),
        (Plan(weight_kg=90.5), (LAST_WEEK,), "is the weight right, and in kg?"),
        (Plan(weight_kg=29.9), (), "A weight is 30 to 250 kg; 29.9 kg was entered."),
        (Plan(weight_kg=30.0), (), ""),
        (Plan(weight_kg=250.0), (), ""),
        (Plan(weight_kg=250.1), (), "A weight is 30 to 250 kg"),
        (Plan(weight_kg=82.0, dose_mg_per_kg=1.01), (), "1.01 mg/kg"),
        (Plan(weight_kg=82.0, dose_mg_per_kg=0.5, rate_mg_per_h=61.5), (), ""),
        (Plan(weight_kg=82.0, dose_mg_per_kg=0.5, rate_mg_per_h=66.0), (), "44.0 mg, and the dose is 41.0 mg"),
    ],
)
def test_a_weight_a_dose_or_a_rate_that_does_not_fit_is_asked_back(
    plan: Plan, earlier: tuple[EarlierSession, ...], words: str
) -> None:
    said = " ".join(refusals(reply(room_with(Policy()), 10, order(10, replace(ADMIT, plan=plan, earlier=earlier)))))
    assert (words in said) if words else not said


def in_course(*earlier: EarlierSession) -> Room:
    room = room_with(Policy())
    assert refusals(step(room, 10, order(10, replace(ADMIT, earlier=earlier)))) == []
    return room


def resting(room: Room, systolic: float) -> None:
    for second in (60, 180, 300, 420):
        step(room, second, reading(second, systolic, 76))


@pytest.mark.hazard("H05")
def test_a_baseline_unlike_the_course_is_asked_about_and_the_physicians_answer_is_kept() -> None:
    """Median of the course 124, today 148: no start before a physician has said why."""
    room = in_course(
        replace(LAST_WEEK, baseline_systolic=130.0), LAST_WEEK, replace(LAST_WEEK, baseline_systolic=120.0)
    )
    resting(room, 148)
    words = "pressure at rest 148, in this course 124: a physician's word on the difference"
    assert refusals(step(room, 430, act(430, InfusionAct.START))) == [f"Not started, still open: {words}."]
    assert words in [item.text for item in Projector(room).snapshot(1, {}).places[0].start_checks]
    step(room, 435, record(435, CheckAnswered(check="course_baseline", done=True)))
    assert refusals(step(room, 436, act(436, InfusionAct.START))), "that it was seen is no decision"
    answer = CheckOverridden(check="course_baseline", reason="came by bicycle, rested since")
    events = step(room, 440, record(440, answer, actor=PHYSICIAN))
    (kept,) = [event for event in events if isinstance(event, EntryRecorded)]
    assert (kept.entry, kept.actor) == (answer, PHYSICIAN)
    assert refusals(step(room, 450, act(450, InfusionAct.START))) == []


@pytest.mark.hazard("H05")
@pytest.mark.parametrize(("today", "asked"), [(108, True), (109, False), (139, False), (140, True)])
def test_fifteen_is_no_question_and_sixteen_is(today: float, *, asked: bool) -> None:
    room = in_course(LAST_WEEK)
    resting(room, today)
    assert bool(refusals(step(room, 430, act(430, InfusionAct.START)))) is asked


@pytest.mark.hazard("H05")
def test_only_a_physician_may_answer_where_people_sign_in() -> None:
    room = room_with(Policy(roles=True))
    step(room, 10, order(10, replace(ADMIT, earlier=(LAST_WEEK,))))
    resting(room, 148)
    answer = CheckOverridden(check="course_baseline", reason="rested")
    (reason,) = refusals(step(room, 440, record(440, answer)))
    assert "physician" in reason
    assert refusals(step(room, 441, record(441, answer, actor=PHYSICIAN))) == []


@pytest.mark.hazard("H05")
def test_a_cuff_that_moved_is_an_event_with_time_and_person_and_asks_for_a_reading() -> None:
    room = stay()
    step(room, 60, reading(60, 124, 74))
    events = step(room, 120, record(120, CuffMoved(to=Arm.LEFT), at_utc_ms=at(100), reason="told late"))
    (kept,) = [event for event in events if isinstance(event, EntryRecorded)]
    assert (kept.entry, kept.actor, kept.effective_utc_ms, kept.at.utc_ms) == (
        CuffMoved(to=Arm.LEFT),
        NURSE,
        at(100),
        at(120),
    )
    place = Projector(room).snapshot(1, {}).places[0]
    assert place.task is not None
    assert "arm" in place.task.why or "cuff" in place.task.why
    assert any("cuff" in entry.text for entry in place.entries)


@pytest.mark.hazard("H05")
def test_absolute_high_alarms_are_the_same_for_any_baseline(rng: random.Random) -> None:
    for _ in range(12):
        pressures = [(rng.uniform(80, 240), rng.uniform(0.5, 0.75), rng.uniform(0.3, 0.9)) for _ in range(25)]
        rates = [rng.uniform(100, 170) for _ in range(300)]
        found = [
            absolute_edges(baseline, pressures, rates) for baseline in (Baseline(), *(_any(rng) for _ in range(3)))
        ]
        assert found[0]
        assert all(edges == found[0] for edges in found)


def _any(rng: random.Random) -> Baseline:
    systolic = rng.uniform(80, 190)
    return Baseline(
        systolic=systolic,
        diastolic=systolic * 0.6,
        mean=systolic * 0.75,
        rate=rng.uniform(35, 130),
        spo2=rng.uniform(85, 100),
    )


def absolute_edges(
    baseline: Baseline, pressures: list[tuple[float, float, float]], rates: list[float]
) -> list[tuple[int, str, str, int]]:
    """Edges of the absolute HIGH rules, with a reading a minute and a rate every five seconds."""
    engine = AlarmEngine(Profile(name="test"), 1)
    engine.watch(0, Watch.PATIENT, baseline)
    engine.set_baseline(0, baseline)
    edges: list[Edge] = []
    for index, rate in enumerate(rates):
        tick = 50 * (index + 1)
        while (due := engine.next_due()) <= tick:
            edges += engine.fire(due)
        values, usable, solid = empty_samples(1)
        row = channel_row(Channel.RATE)
        values[row, 0], usable[row, 0], solid[row, 0] = rate, True, True
        edges += engine.samples(tick, values, usable=usable, solid=solid)
        if index % 12 == 0:
            systolic, low, _ = pressures[index // 12]
            readings, present = empty_readings(1)
            readings[:, 0], present[0] = (systolic, systolic * low, systolic * (1 + low) / 2), True
            edges += engine.readings(tick, readings, present, Belief.full(1, solid=np.array([True])))
    return [
        (edge.tick, edge.rule, edge.change.value, int(edge.priority)) for edge in edges if edge.rule in ABSOLUTE_HIGH
    ]
