"""Hazard H15: risk flags choose closer limits for one patient, shown and kept; MEDIUM always lies inside HIGH."""

import json
from dataclasses import replace
from itertools import pairwise, product
from math import isnan
from pathlib import Path

import pytest
from stays import NURSE, PHYSICIAN, act, at, record, refusals
from worlds import EPOCH, make_room, order, plan, reading, spo2, step

from monitor.alarms.baseline import Baseline
from monitor.alarms.circumstances import Circumstances
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.pressure_branches import SYSTOLIC, branches_of
from monitor.alarms.rules import Profile
from monitor.domain.admission import Patient, RiskFlag
from monitor.domain.commands import Admit, ChooseProfile, Discharge, SetOwnLimit, Transfer
from monitor.domain.entries import CheckOverridden, InfusionAct
from monitor.domain.events import Event
from monitor.domain.policy import STANDARD, Policy
from monitor.domain.profile_events import ProfileChosen
from monitor.port.projection import Projector
from monitor.room.checkpoint import CheckpointError
from monitor.room.gate import gate_items
from monitor.room.profiles import risk_words
from monitor.room.room import Room
from monitor.settings import load_profile

MOOD = load_profile(Path(__file__).parents[2] / "config" / "profiles" / "mood.toml")
PAIRS = (("O2-LO", "O2-XLO"), ("HR-LO", "HR-XLO"), ("HR-HI", "HR-XHI"))


def seated(*flags: RiskFlag, profile: Profile = MOOD, policy: Policy | None = None) -> Room:
    """A room whose chair 1 has a patient with these flags since second 10."""
    room = make_room(plan=replace(plan(), policy=policy or Policy()), profile=profile)
    who = Patient(label="A.M. 59", risk_flags=flags)
    command = Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, patient=who, actor=NURSE)
    step(room, 10, order(10, command))
    return room


def chosen(events: list[Event]) -> list[ProfileChosen]:
    return [event for event in events if isinstance(event, ProfileChosen)]


def line(room: Room, place: int = 0) -> str:
    return Projector(room).snapshot(1, {}).places[place].profile_line


def severe(room: Room, place_id: str = "1") -> float | None:
    return room.engine.limit_of("BP-SEV", room.seats[place_id].column)


@pytest.mark.hazard("H15")
@pytest.mark.parametrize("flag", RiskFlag)
def test_each_flag_chooses_the_closer_profile_shown_and_logged(flag: RiskFlag) -> None:
    command = Admit(
        place_id="1", label="A", planned_infusion_s=2400, patient=Patient(label="A", risk_flags=(flag,)), actor=NURSE
    )
    room = make_room(profile=MOOD)
    event = chosen(step(room, 10, order(10, command)))[0]
    assert (event.closer, event.profile, event.flags, event.actor) == (True, "Closer", (flag,), NURSE)
    assert line(room) == f"limits Closer: {risk_words((flag,))}"
    column = room.seats["1"].column
    assert severe(room) == 170
    assert [room.engine.limit_of(rule, column) for rule in ("O2-LO", "BP-CRIT", "HR-HI")] == [92, 200, 120]


@pytest.mark.hazard("H15")
def test_nobody_else_is_judged_by_it() -> None:
    command = Admit(place_id="1", label="A", planned_infusion_s=2400)
    room = make_room(profile=MOOD)
    assert chosen(step(room, 10, order(10, command))) == []
    assert (line(room), severe(room), severe(room, "2")) == ("", 180, 180)


@pytest.mark.parametrize(
    ("patient", "flag"),
    [
        (Patient(label="A", birth_year=EPOCH.utc.year - 66), RiskFlag.OVER_65),
        (Patient(label="A", birth_year=EPOCH.utc.year - 65), None),
        (Patient(label="A", infusion_number=3), RiskFlag.EARLY_COURSE),
        (Patient(label="A", infusion_number=4), None),
        (Patient(label="A", oxygen_l_per_min=1), RiskFlag.HOME_OXYGEN),
    ],
)
def test_what_the_numbers_say_needs_no_tick(patient: Patient, flag: RiskFlag | None) -> None:
    room = make_room(profile=MOOD)
    step(room, 10, order(10, Admit(place_id="1", label="A", planned_infusion_s=2400, patient=patient)))
    assert room.sessions[1].risk_flags == (() if flag is None else (flag,))


@pytest.mark.hazard("H15")
def test_a_pressure_between_both_limits_alarms_as_severe_only_for_the_patient_at_risk() -> None:
    for flags, rule in (((RiskFlag.HEART_DISEASE,), "BP-SEV"), ((), "BP-MOD")):
        room = seated(*flags)
        step(room, 60, reading(60, 172, 90))
        assert (room.board.find("1", "BP-SEV") is not None) is (rule == "BP-SEV")
        assert room.board.find("1", "BP-MOD") is not None
        step(room, 120, reading(120, 165, 90))
        severe_now = room.board.find("1", "BP-SEV")
        assert (severe_now is not None) is (rule == "BP-SEV")  # it ends at 162, not at once below 170


@pytest.mark.hazard("H15")
def test_loosening_needs_a_physician_and_a_reason() -> None:
    room = seated(RiskFlag.HYPERTENSION)

    def loosen(second: float, **changes: object) -> list[Event]:
        fields = {"place_id": "1", "session_id": 1, "closer": False, "reason": "stable", "actor": PHYSICIAN}
        return step(room, second, order(second, ChooseProfile(**{**fields, **changes})))  # type: ignore[arg-type]

    assert refusals(loosen(20, actor=NURSE)) == ["Limits are loosened by a physician who is signed in."]
    assert refusals(loosen(21, reason=" ")) == ["Other limits for one patient need a reason."]
    assert severe(room) == 170
    event = chosen(loosen(22))[0]
    assert (event.closer, event.profile, event.reason, event.actor) == (False, "Mood", "stable", PHYSICIAN)
    assert severe(room) == 180
    assert line(room) == "limits Mood, set by a physician; risk: hypertension"
    assert chosen(loosen(23, closer=True, actor=NURSE, reason="told of a stroke"))[0].closer  # tightening may anybody
    assert severe(room) == 170


@pytest.mark.hazard("H15")
def test_they_go_with_the_patient_through_a_transfer_and_a_restart_and_end_with_the_stay() -> None:
    room = seated(RiskFlag.HYPERTENSION)
    step(room, 20, order(20, Transfer(place_id="1", session_id=1, to_place_id="2")))
    again = Room.restore(room.plan, MOOD, room.checkpoint())
    for each in (room, again):
        assert (severe(each), severe(each, "2")) == (180, 170)
        assert each.sessions[1].closer
    step(again, 30, order(30, Discharge(place_id="2", session_id=1, actor=NURSE)))
    step(again, 40, order(40, Admit(place_id="2", label="B", planned_infusion_s=2400)))
    assert severe(again, "2") == 180


def test_pressures_come_more_often_and_the_stay_is_longer() -> None:
    room, other = seated(RiskFlag.HYPERTENSION, policy=replace(STANDARD, checks=(), pressure_gate=None)), seated()
    for each in (room, other):
        step(each, 20, reading(20, 120, 70))
        step(each, 30, act(30, InfusionAct.START))
        step(each, 40, reading(40, 121, 70))
    due = [each.expect.next_reading_due(each.seats["1"]) for each in (room, other)]
    assert due == [400 + 1800, 400 + 3000]
    step(room, 50, act(50, InfusionAct.END))
    place = Projector(room).snapshot(1, {}).places[0]
    assert place.session is not None
    assert place.session.stay.earliest_leave_utc_ms == at(50 + 90 * 60)


def test_a_profile_without_a_closer_one_says_so() -> None:
    room = seated(RiskFlag.HYPERTENSION, profile=Profile(name="Alone"))
    assert line(room) == "limits Alone, the profile names no closer one; risk: hypertension"
    command = ChooseProfile(place_id="1", session_id=1, closer=True, reason="risk", actor=PHYSICIAN)
    assert refusals(step(room, 20, order(20, command))) == ["Nothing was changed: the profile names no closer one."]


def test_an_ecg_is_asked_for_and_does_not_block() -> None:
    room = seated(RiskFlag.HEART_DISEASE, policy=replace(STANDARD, checks=STANDARD.checks[:1]))
    asked = {item.check: item.text for item in Projector(room).snapshot(1, {}).places[0].start_checks}
    assert asked["ecg"] == "ECG asked for: heart disease"
    words = refusals(step(room, 20, act(20, InfusionAct.START)))[0]
    assert "Fasting" in words
    assert "ECG" not in words


@pytest.mark.hazard("H15")
def test_a_saturation_below_90_at_rest_stops_the_start_until_a_physician_sets_the_limit() -> None:
    room = seated(policy=Policy(least_spo2=STANDARD.least_spo2))
    step(room, 60, *(spo2(second, 89) for second in range(11, 60)), reading(60, 120, 70))
    words = "SpO₂ at rest 89 %: below 90 % a physician sets the limit of O2-LO first"
    assert refusals(step(room, 61, act(61, InfusionAct.START))) == [f"Not started, still open: {words}."]
    aside = refusals(step(room, 62, record(62, CheckOverridden(check="spo2_limit", reason="known"), actor=PHYSICIAN)))
    assert aside == ["“" + words + "” cannot be set aside."]
    limit = SetOwnLimit(place_id="1", session_id=1, rule="O2-LO", limit=85, reason="COPD", actor=PHYSICIAN)
    assert refusals(step(room, 63, order(63, limit))) == []
    assert refusals(step(room, 64, act(64, InfusionAct.START))) == []
    calm = seated(policy=Policy(least_spo2=STANDARD.least_spo2))
    step(calm, 60, *(spo2(second, 90) for second in range(11, 60)))
    assert refusals(step(calm, 61, act(61, InfusionAct.START))) == []


@pytest.mark.hazard("H37")
@pytest.mark.parametrize(("flags", "minutes"), [((), 60), ((RiskFlag.HEART_DISEASE,), 90)])
def test_a_patient_at_risk_is_watched_for_longer_on_the_screen_and_at_the_gate(
    flags: tuple[RiskFlag, ...], minutes: int
) -> None:
    room = seated(*flags, policy=Policy(discharge=STANDARD.discharge))
    step(room, 60, reading(60, 120, 70), spo2(60, 97))
    step(room, 100, act(100, InfusionAct.START))
    step(room, 700, act(700, InfusionAct.END))
    session = Projector(room).snapshot(1, {}).places[0].session
    assert session is not None
    assert session.stay.earliest_leave_utc_ms == at(700 + 60 * minutes)
    assert session.stay.earliest_leave_why == f"{minutes} min after the end of the infusion"
    for second, is_open in ((700 + 60 * minutes - 1, True), (700 + 60 * minutes, False)):
        step(room, second)
        assert any(item.check == "time" and not item.done for item in gate_items(room, room.sessions[1])) is is_open


def test_a_room_goes_on_from_a_checkpoint_that_knew_no_closer_profile() -> None:
    """After an update with patients in the chairs: they stay as they are, under the limits they came with."""
    room = seated()
    step(room, 60, reading(60, 120, 70), spo2(60, 97))
    state = json.loads(room.checkpoint())
    state["version"] = 5
    for key in ("profiles", "recovery"):
        del state[key]
    for session in state["sessions"]:
        for key in ("closer", "risk_flags", "course_systolic"):
            del session[key]
    again = Room.restore(room.plan, MOOD, json.dumps(state).encode())
    assert not again.sessions[1].closer
    assert again.checkpoint() == room.checkpoint()
    state["version"] = 4
    with pytest.raises(CheckpointError, match="has version 4"):
        Room.restore(room.plan, MOOD, json.dumps(state).encode())


def limits_at(engine: AlarmEngine, baseline: Baseline) -> dict[str, float]:
    """All limits of column 0 with this baseline: of a pressure the lowest (or highest) systolic that violates it."""
    engine.set_baseline(0, baseline)
    found = {rule: engine.limit_of(rule, 0) for pair in PAIRS for rule in pair}
    bank = engine.pressures
    for row, rule in enumerate(bank.rules):
        systolic = [
            float(limit)
            for branch, limit in zip(branches_of(rule), bank.limit[row, :, 0].tolist(), strict=False)
            if branch.component == SYSTOLIC and not isnan(limit)
        ]
        found[rule.rule] = (min if rule.op[0] == ">" else max)(systolic, default=None)
    return {name: limit for name, limit in found.items() if limit is not None}


@pytest.mark.hazard("H15")
@pytest.mark.parametrize("name", ["mood", "pain", "closer"])
def test_medium_lies_inside_high_for_every_baseline_and_neighbours_differ_by_two_at_most(name: str) -> None:
    """SpO2 90 to 100, rate 40 to 110, systolic 85 to 160; with and without oxygen and closer limits."""
    profile = load_profile(Path(__file__).parents[2] / "config" / "profiles" / f"{name}.toml")
    engine = AlarmEngine(profile, 1)
    for closer, on_oxygen in product((False, True), repeat=2):
        engine.watch(0, Watch.PATIENT)
        engine.set_circumstances(0, 0, Circumstances(on_oxygen=on_oxygen))
        engine.set_closer(0, on=closer)
        for baselines in (
            [Baseline(spo2=float(value)) for value in range(90, 101)],
            [Baseline(rate=float(value)) for value in range(40, 111)],
            [Baseline(systolic=float(value), diastolic=value * 0.6, mean=value * 0.75) for value in range(85, 161)],
        ):
            limits = [limits_at(engine, baseline) for baseline in baselines]
            for at_baseline, baseline in zip(limits, baselines, strict=True):
                assert_nested(at_baseline, baseline)
            for one, other in pairwise(limits):
                steps = {rule: abs(one[rule] - other[rule]) for rule in one}
                assert max(steps.values()) <= 2, (one, other)


def assert_nested(limits: dict[str, float], baseline: Baseline) -> None:
    assert limits["O2-LO"] > limits["O2-XLO"], baseline
    assert limits["HR-LO"] > limits["HR-XLO"], baseline
    assert limits["HR-HI"] < limits["HR-XHI"], baseline
    assert limits["BP-MOD"] < limits["BP-SEV"] < limits["BP-CRIT"], baseline
    assert limits["BP-LOW"] < limits["BP-MOD"], baseline
