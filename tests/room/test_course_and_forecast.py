"""The recorded course of an infusion, the estimate on the screen, and that it changes no other alarm."""

import random
from dataclasses import replace

import pytest
from worlds import make_room, order, reading, run, start, step, world

from monitor.alarms.drug_effect import RateStep
from monitor.alarms.forecast import PRIOR_RISE_AT_RISK
from monitor.alarms.rules import AdviceRule, Profile
from monitor.domain.admission import Patient, Plan, RiskFlag, Route
from monitor.domain.commands import Acknowledge, Admit, Record, record_infusion
from monitor.domain.entries import Entry, InfusionAct, InfusionActRecorded
from monitor.domain.events import AlarmChanged
from monitor.domain.inputs import CommandGiven, CuffReading, Input
from monitor.domain.vocabulary import Priority
from monitor.port.projection import Projector
from monitor.port.snapshot import PlaceView
from monitor.room.infusion import course_of
from monitor.room.room import Room

PLAN = Plan(dose_mg_per_kg=0.5, weight_kg=80.0, duration_s=2400.0)
START_S = 700.0
MINUTE = 60.0
BEGUN = InfusionActRecorded(act=InfusionAct.START)


def enter(seconds: float, plan: Plan | None, patient: Patient | None = None) -> CommandGiven:
    command = Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, plan=plan, patient=patient)
    return order(seconds, command)


def record(minute: float, entry: Entry) -> CommandGiven:
    return order(START_S + minute * MINUTE, Record(place_id="1", session_id=1, entry=entry))


def act(minute: float, what: InfusionAct, rate: float | None = None, amount: float | None = None) -> CommandGiven:
    return record(minute, InfusionActRecorded(act=what, rate_mg_per_h=rate, amount_mg=amount))


def running(plan: Plan | None = PLAN, patient: Patient | None = None) -> Room:
    """A patient with a baseline of 128 whose infusion has begun."""
    room = make_room()
    step(room, 1, enter(1, plan, patient))
    for second, systolic in ((100, 134), (250, 128), (400, 127), (550, 129)):
        step(room, second, reading(second, systolic, 76))
    step(room, START_S, start(START_S))
    return room


def measure(room: Room, minute: float, systolic: float) -> None:
    second = START_S + minute * MINUTE
    step(room, second, reading(second, systolic, systolic * 0.6))


def place(room: Room) -> PlaceView:
    return Projector(room).snapshot(1, {}).places[0]


def steps_of(room: Room) -> list[tuple[float, float]]:
    course = course_of(room.sessions[1])
    assert course is not None
    return [(round(item.at_min, 3), round(item.ug_per_kg_min, 3)) for item in course.steps]


def test_a_plan_alone_gives_the_planned_rate_for_the_planned_time() -> None:
    assert steps_of(running()) == [(0, 12.5), (40, 0)]


def test_a_pause_shifts_the_end_and_a_new_rate_moves_it() -> None:
    room = running()
    step(room, START_S + 600, act(10, InfusionAct.PAUSE))
    assert steps_of(room) == [(0, 12.5), (10, 0)]
    step(room, START_S + 900, act(15, InfusionAct.RESUME))
    assert steps_of(room) == [(0, 12.5), (10, 0), (15, 12.5), (45, 0)]
    step(room, START_S + 1500, act(25, InfusionAct.RATE, rate=30.0))
    assert steps_of(room)[-2:] == [(25, 6.25), (65, 0)]


def test_an_entered_rate_counts_more_than_the_planned_one() -> None:
    room = make_room()
    step(room, 1, enter(1, PLAN))
    step(room, START_S, act(0, InfusionAct.START, rate=120.0))
    assert steps_of(room)[0] == (0, 25.0)
    assert steps_of(room)[-1] == (20, 0)


def test_a_bolus_comes_on_top() -> None:
    room = running()
    step(room, START_S + 300, act(5, InfusionAct.BOLUS, amount=8.0))
    course = course_of(room.sessions[1])
    assert course is not None
    assert RateStep(at_min=5.0, ug_per_kg_min=12.5, bolus_ug_per_kg=100.0) in course.steps


def test_the_recorded_end_is_the_end() -> None:
    room = running()
    second = START_S + 20 * MINUTE
    step(room, second, order(second, record_infusion(InfusionAct.END, place_id="1", session_id=1)))
    assert steps_of(room) == [(0, 12.5), (20, 0)]


@pytest.mark.parametrize(
    "plan",
    [
        None,
        Plan(),
        replace(PLAN, dose_mg_per_kg=None),
        Plan(rate_mg_per_h=60.0),
        replace(PLAN, route=Route.INTRAMUSCULAR),
        replace(PLAN, route=Route.NASAL),
    ],
    ids=["no plan", "no dose", "weight without dose", "rate without weight", "intramuscular", "nasal"],
)
@pytest.mark.hazard("H51")
def test_where_the_course_is_not_known_nothing_is_estimated(plan: Plan | None) -> None:
    room = running(plan)
    assert course_of(room.sessions[1]) is None
    for minute, systolic in ((5, 135), (10, 138), (15, 139)):
        measure(room, minute, systolic)
    assert place(room).forecast is None


def test_patients_at_risk_are_expected_to_rise_more() -> None:
    room = running(patient=Patient(label="A.M. 59", risk_flags=(RiskFlag.HYPERTENSION,)))
    course = course_of(room.sessions[1])
    assert course is not None
    assert course.prior_rise == PRIOR_RISE_AT_RISK


def test_the_estimate_stands_on_the_screen_in_words() -> None:
    room = running()
    measure(room, 5, 133)
    assert place(room).forecast is None
    measure(room, 10, 138)
    found = place(room).forecast
    assert found is not None
    assert found.text == f"estimate {found.low:.0f}–{found.high:.0f} at {found.at_min:.0f} min"
    assert 128 < found.low < found.high < 175
    assert 39 <= found.at_min <= 42


@pytest.mark.hazard("H51")
def test_the_estimate_is_hidden_while_a_pressure_alarm_stands() -> None:
    room = running()
    for minute, systolic in ((5, 138), (10, 146), (15, 162)):
        measure(room, minute, systolic)
    assert any(alarm.rule == "BP-MOD" for alarm in place(room).alarms)
    assert place(room).forecast is None


@pytest.mark.hazard("H51")
def test_the_estimate_is_hidden_while_a_sudden_change_of_pressure_stands() -> None:
    room = running()
    for minute, systolic in ((6, 119), (12, 118), (16, 149), (17.5, 150)):
        measure(room, minute, systolic)
    heard = {
        alarm.rule for alarm in place(room).alarms if alarm.rule.startswith("BP") and alarm.priority > Priority.LOW
    }
    assert heard == {"BP-JUMP"}
    assert room.engine.advice.estimate(room.tick, 0) is not None, "the model itself would speak"
    assert place(room).forecast is None


@pytest.mark.hazard("H51")
def test_the_estimate_is_hidden_where_the_last_reading_lies_outside_its_band() -> None:
    room = running()
    for minute, systolic in ((5, 133), (10, 138)):
        measure(room, minute, systolic)
    assert place(room).forecast is not None
    measure(room, 15, 105)
    assert not any(alarm.rule.startswith("BP") for alarm in place(room).alarms)
    assert place(room).forecast is None


@pytest.mark.hazard("H51")
def test_the_estimate_is_hidden_without_a_baseline_and_when_the_drug_no_longer_flows() -> None:
    room = make_room()
    step(room, 1, enter(1, PLAN))
    step(room, START_S, start(START_S))
    measure(room, 5, 133)
    measure(room, 10, 138)
    assert place(room).forecast is None
    paused = running()
    measure(paused, 5, 133)
    measure(paused, 10, 138)
    step(paused, START_S + 660, act(11, InfusionAct.PAUSE))
    assert place(paused).forecast is None


def test_after_a_pause_the_fall_is_foretold_and_counts_down() -> None:
    room = running()
    assert place(room).half_gone_in_min is None
    step(room, START_S + 1200, act(20, InfusionAct.PAUSE))
    at_once = place(room).half_gone_in_min
    assert at_once is not None
    assert at_once == pytest.approx(9.0, abs=1.0)
    step(room, START_S + 1440)
    assert place(room).half_gone_in_min == pytest.approx(at_once - 4.0, abs=0.01)
    step(room, START_S + 2400)
    assert place(room).half_gone_in_min is None


def test_arrows_tell_where_pressure_goes_and_how_sure_that_is() -> None:
    room = running()
    assert place(room).arrows.systolic.direction.value == "steady"
    for minute, systolic in ((5, 134), (10, 141), (15, 147), (20, 152)):
        measure(room, minute, systolic)
    arrow = place(room).arrows.systolic
    assert arrow.direction.value == "up"
    assert arrow.uncertainty_per_min is not None


def planned_world(seed: int) -> list[Input]:
    """A world in which every patient's infusion begins, with a plan, and pressures rise, so that advice is given."""
    inputs = world(seed, minutes=40)
    commands = [item.command for item in inputs if isinstance(item, CommandGiven)]
    admitted = [command.place_id for command in commands if isinstance(command, Admit)]
    return [_planned(item, {place_id: number for number, place_id in enumerate(admitted, start=1)}) for item in inputs]


def _planned(item: Input, sessions: dict[str, int]) -> Input:
    if isinstance(item, CommandGiven) and isinstance(item.command, Admit):
        return replace(item, command=replace(item.command, plan=PLAN))
    if isinstance(item, CommandGiven) and isinstance(item.command, Record) and item.command.entry == BEGUN:
        session_id = sessions.get(item.command.place_id, item.command.session_id)
        return replace(item, command=replace(item.command, session_id=session_id))
    if isinstance(item, CommandGiven) and isinstance(item.command, Acknowledge):
        return replace(item, command=replace(item.command, alarm_ids=tuple(range(1, 1000))))  # numbers differ
    if isinstance(item, CuffReading) and item.systolic is not None:
        systolic = 112 + item.systolic / 10 + min(30, max(0, item.tick - 4500) / 250)
        return replace(item, systolic=systolic, diastolic=systolic * 0.6, mean=systolic * 0.73)
    return item


@pytest.mark.hazard("H51")
@pytest.mark.parametrize("seed", range(3))
def test_advice_on_or_off_every_other_alarm_is_the_same(seed: int) -> None:
    shipped = Profile(name="test")
    without = replace(shipped, rules=tuple(rule for rule in shipped.rules if not isinstance(rule, AdviceRule)))
    found = []
    for profile in (shipped, without):
        events = run(make_room(profile=profile), planned_world(seed), range(10, 24_001, 10))
        found.append([event for event in events if isinstance(event, AlarmChanged)])
    advice = {rule.rule for rule in shipped.rules if isinstance(rule, AdviceRule)}
    assert {event.rule for event in found[0]} & advice
    kept = [[replace(event, seq=0, alarm_id=0) for event in events if event.rule not in advice] for events in found]
    assert kept[0] == kept[1]


def test_advice_obeys_the_laws_of_the_heart(rng: random.Random) -> None:
    room = running()
    inputs: list[Input] = [reading(START_S + m * MINUTE, 128 + rng.gauss(16, 7), 80) for m in range(5, 60, 5)]
    inputs += [act(17, InfusionAct.PAUSE), act(22, InfusionAct.RESUME)]
    inputs.sort(key=lambda item: item.tick)
    end = START_S + 61 * MINUTE
    revived = Room.restore(room.plan, room.profile, room.checkpoint())
    dense = run(room, inputs, range(round(START_S * 10) + 1, round(end * 10) + 1))
    sparse = []
    for item in inputs:
        sparse += step(revived, item.tick / 10, item)
        revived = Room.restore(revived.plan, revived.profile, revived.checkpoint())
    assert sparse + step(revived, end) == dense
