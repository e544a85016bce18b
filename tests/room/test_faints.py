"""A patient faints (H13): with a slow pulse, with a cuff that cannot measure, with neither."""

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from cuff_rooms import edges, entry, failed, go, infusing, measuring, requests
from vigil_worlds import notice
from worlds import pulse, reading, spo2

from monitor.alarms.arrays import Floats
from monitor.alarms.baseline import Baseline
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.frames import channel_row, empty_readings, empty_samples
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.rate_history import RateHistory, medians_of
from monitor.alarms.rules import SHIPPED_RULES, Channel, GateProgramme, Profile
from monitor.domain.entries import SideEffect, SideEffectNoted
from monitor.domain.vocabulary import AlarmChangeKind, Priority
from monitor.room.complaints import is_unwell
from monitor.room.room import Room

if TYPE_CHECKING:
    from monitor.domain.inputs import Input

SEEDS = 200
AVERAGED_S, FALLS_AT_S = 8, 120
STEEP_TAU_S, SLOW_TAU_S = 4.0, 15.0
ESCALATED = AlarmChangeKind.ESCALATED
SLOW_LIMIT = 50.0  # of HR-LO, without a baseline


def fainting_rates(rng: np.random.Generator, tau_s: float) -> tuple[Floats, Floats, Floats]:
    """Rates of `SEEDS` patients: resting, true by second, and as an oximeter shows them; /min."""
    rest, target = rng.uniform(72, 95, SEEDS), rng.uniform(34, 47, SEEDS)
    t_s = np.arange(300)[:, None]
    strength = 1 / (1 + np.exp(np.clip((FALLS_AT_S + 4 * tau_s - t_s) / tau_s, -60, 60)))
    true = rest + (target - rest) * strength
    noisy = true + rng.normal(0, 1.0, true.shape)
    sums = np.cumsum(np.vstack([np.repeat(noisy[:1], AVERAGED_S, axis=0), noisy]), axis=0)
    return rest, true, np.rint((sums[AVERAGED_S:] - sums[:-AVERAGED_S]) / AVERAGED_S)


def lived(rates: Floats) -> tuple[AlarmEngine, dict[str, Floats]]:
    """Judge those rates; when each rule was first raised in each column, in seconds, infinity for never."""
    engine = AlarmEngine(Profile(name="test"), SEEDS)
    for column in range(SEEDS):
        engine.watch(column, Watch.PATIENT)
    row, first = channel_row(Channel.RATE), {rule: np.full(SEEDS, np.inf) for rule in ("VVS", "HR-LO")}
    for second in range(len(rates)):
        found = []
        while (due := engine.next_due()) <= second * 10:
            found += engine.fire(due)
        values, usable, solid = empty_samples(SEEDS)
        values[row], usable[row], solid[row] = rates[second], True, True
        found += engine.samples(second * 10, values, usable=usable, solid=solid)
        for edge in found:
            if edge.rule in first and edge.change is AlarmChangeKind.RAISED:
                first[edge.rule][edge.column] = min(first[edge.rule][edge.column], edge.tick / 10)
    return engine, first


@pytest.mark.hazard("H13")
def test_a_faint_with_a_steep_fall_of_the_pulse_alarms_within_15_s_and_is_high_when_the_cuff_fails() -> None:
    rest, true, shown = fainting_rates(np.random.default_rng(2024), STEEP_TAU_S)
    fainted = true < np.minimum(55.0, 0.75 * rest)
    assert fainted.any(axis=0).all(), "every one of them faints"
    onset = fainted.argmax(axis=0)
    engine, first = lived(shown)
    assert (first["VVS"] - onset).max() <= 15
    assert (first["VVS"] - onset).min() > -15, "and nobody alarms long before"
    graver = 0
    for column in range(SEEDS):
        before = {one.rule: one.priority for one in engine.standing(column)}["VVS"]
        edges = [edge for edge in engine.cuff_failed(3000, column) if edge.rule == "VVS"]
        standing = {one.rule: one.priority for one in engine.standing(column)}
        assert standing["VVS"] is Priority.HIGH
        told = [(edge.tick, edge.column, edge.priority, edge.change) for edge in edges]
        assert told == ([(3000, column, Priority.HIGH, ESCALATED)] if before is Priority.MEDIUM else [])
        graver += len(told)
    assert graver > 20, "of many it is the cuff that makes it so"


@pytest.mark.hazard("H13")
def test_a_pulse_that_slows_down_over_a_minute_alarms_soon_after_its_limit() -> None:
    _rest, true, shown = fainting_rates(np.random.default_rng(2026), SLOW_TAU_S)
    assert (true < SLOW_LIMIT).any(axis=0).all()
    crossed = (true < SLOW_LIMIT).argmax(axis=0)
    _engine, first = lived(shown)
    assert (np.minimum(first["VVS"], first["HR-LO"]) - crossed).max() <= 22  # averaging, noise, and the delay of 10 s
    falls = np.flatnonzero(true[-1] < 0.7 * true[0])
    assert falls.size > SEEDS / 2
    assert np.isfinite(first["VVS"][falls]).mean() > 0.95  # the median of the last minute alone follows half of them


def test_the_reference_of_a_fall_does_not_follow_it() -> None:
    history = RateHistory(GateProgramme(), 1)
    row = channel_row(Channel.RATE)
    for second in range(180):
        values, usable, _ = empty_samples(1)
        values[row], usable[row] = 80.0 if second < 120 else 50.0, True
        history.take(second * 10, values, usable)
    assert history.medians(1800, np.array([0]))[0] == 80.0
    assert medians_of(np.full((60, 1), 50.0))[0] == 50.0  # the first minute is compared with itself


@pytest.mark.hazard("H13")
def test_the_cuff_that_fails_in_a_faint_is_a_high_alarm_in_that_tick() -> None:
    room = infusing()
    go(room, 1400, measuring(1370), reading(1400, 131, 75))
    for second in range(1401, 1470):
        go(room, second, pulse(second, 80.0))
    events = []
    for second in range(1470, 1480):
        events += go(room, second, pulse(second, 38.0))
    assert [at for at, _, why in requests(events) if why in ("VVS", "HR-LO", "HR-XLO")] == [1475.0]
    events = go(room, 1510, measuring(1482), failed(1509.5))
    found = [line for line in edges(events, "T-NIBPFAIL") if line.endswith("high")]
    assert found == ["T-NIBPFAIL raised high"]
    (edge,) = [event for event in events if getattr(event, "rule", "") == "T-NIBPFAIL"]
    assert edge.at.tick == 15095


SIGNS: dict[str, tuple[float, float | None, float | None]] = {
    "VVS": (97.0, 97.0, 52.0),
    "HR-LO": (97.0, 97.0, 46.0),
    "HR-XLO": (97.0, 97.0, 36.0),
    "O2-LO": (91.0, 89.0, 80.0),
    "O2-XLO": (86.0, 84.0, 80.0),
    "PR-LOST": (97.0, None, None),
    "FAINT": (97.0, 97.0, 80.0),
}
"""What each of the seven that make a failing cuff an alarm stands on, written down anew: saturation before it, which
falls too little for an artefact, saturation, and rate, which was 80 before."""


def told_of(*rules: str) -> Profile:
    """The shipped profile where of those seven only these are judged: none can stand in for another."""
    return Profile(
        name="test",
        rules=tuple(replace(rule, enabled=rule.rule not in SIGNS or rule.rule in rules) for rule in SHIPPED_RULES),
    )


def fails(room: Room, second: float) -> list[str]:
    """How the first failure of a cuff is told that begins to measure now and gives up within a second."""
    return edges(go(room, second + 0.5, measuring(second), failed(second + 0.5)), "T-NIBPFAIL")


def shows(rule: str, for_s: int, *judged: str) -> Room:
    """A patient at rest for 70 s, and then what that rule stands on for `for_s` seconds; `judged` are switched on."""
    room = infusing(profile=told_of(*judged))
    before, saturation, rate = SIGNS[rule]
    go(room, 1400, measuring(1370), reading(1400, 131, 75))
    for second in range(1401, 1470):
        go(room, second, pulse(second, 80.0), spo2(second, before))
    for second in range(1470, 1470 + for_s):
        said: list[Input] = [pulse(second, rate), spo2(second, saturation)]
        if rule == "PR-LOST":
            said.append(notice(second, "pulse_search"))
        if rule == "FAINT" and second == 1470:
            said.append(entry(second, SideEffectNoted(effect=SideEffect.FAINT)))
        go(room, second, *said)
    return room


@pytest.mark.hazard("H13")
@pytest.mark.parametrize("rule", SIGNS)
def test_one_failure_of_the_cuff_is_high_while_any_one_sign_of_a_faint_stands(rule: str) -> None:
    room = shows(rule, 15, rule)
    assert [each for each in SIGNS if room.engine.stands(each, room.seats["1"].column)] == [rule]
    assert fails(room, 1486) == ["T-NIBPFAIL raised high"]
    calm = shows(rule, 15)
    assert [each for each in SIGNS if calm.engine.stands(each, calm.seats["1"].column, pending=True)] == []
    assert "high" not in " ".join(fails(calm, 1486)), "that sign alone makes it so"


@pytest.mark.hazard("H13")
@pytest.mark.parametrize(("systolic", "graver"), [(99, True), (100, False)])
def test_one_failure_of_the_cuff_is_high_after_a_pressure_below_a_hundred(systolic: float, *, graver: bool) -> None:
    room = infusing(profile=told_of())
    for second in range(1380, 1390):
        go(room, second, pulse(second, 80.0), spo2(second, 97.0))
    go(room, 1400, measuring(1390), reading(1400, systolic, 65))
    for second in range(1401, 1486):
        go(room, second, pulse(second, 80.0), spo2(second, 97.0))
    assert [each for each in SIGNS if room.engine.stands(each, room.seats["1"].column, pending=True)] == []
    assert ("T-NIBPFAIL raised high" in fails(room, 1486)) is graver


@pytest.mark.hazard("H13")
@pytest.mark.parametrize(("rule", "for_s"), [
    ("VVS", 3), ("HR-LO", 5), ("HR-XLO", 3), ("O2-LO", 5), ("O2-XLO", 3), ("PR-LOST", 5),
])  # fmt: skip
def test_one_failure_of_the_cuff_is_high_while_a_sign_of_a_faint_is_only_pending(rule: str, for_s: int) -> None:
    room = shows(rule, for_s, rule)
    assert fails(room, 1469.1 + for_s) == ["T-NIBPFAIL raised high"]
    column = room.seats["1"].column
    assert [each for each in SIGNS if room.engine.stands(each, column, pending=True)] == [rule]
    assert not room.engine.stands(rule, column)


@pytest.mark.hazard("H13")
def test_a_faint_without_a_slow_pulse_alarms_in_the_tick_of_the_reading() -> None:
    rng = np.random.default_rng(2025)
    engine = AlarmEngine(Profile(name="test"), SEEDS)
    readings, present = empty_readings(SEEDS)
    for column in range(SEEDS):
        engine.watch(column, Watch.PATIENT)
        readings[:, column] = 120, 75, 90
    present[:] = True
    assert engine.readings(1000, readings, present, Belief.full(SEEDS)) == []
    readings[0], readings[1] = rng.uniform(60, 78, SEEDS), rng.uniform(38, 45, SEEDS)
    readings[2] = readings[1] + 0.36 * (readings[0] - readings[1])
    doubted = Belief.full(SEEDS, solid=np.arange(SEEDS) % 2 == 0)  # every second one looks like an artefact
    found = [edge for edge in engine.readings(4000, readings, present, doubted) if edge.rule == "BP-LOW"]
    assert {(edge.tick, edge.change) for edge in found} == {(4000, AlarmChangeKind.RAISED)}
    assert sorted(edge.column for edge in found) == list(range(SEEDS))
    assert all(engine.is_audible("BP-LOW", column) == (column % 2 == 0) for column in range(SEEDS))
    again = engine.readings(
        5000, readings, present, doubted
    )  # the doubted ones are heard with the repeat at the latest
    assert all(engine.is_audible("BP-LOW", column) for column in range(SEEDS))
    assert {edge.column for edge in again if edge.priority is Priority.HIGH} >= set(range(1, SEEDS, 2))


@pytest.mark.hazard("H13")
@pytest.mark.parametrize(("rate", "repeatable"), [(45.0, True), (80.0, False)])
def test_a_doubted_low_pressure_sounds_at_once_with_a_slow_heart_or_without_a_repeat(
    rate: float, *, repeatable: bool
) -> None:
    engine = AlarmEngine(Profile(name="test"), 1)
    engine.watch(0, Watch.PATIENT)
    readings, present = empty_readings(1)
    readings[:, 0], present[:] = (72, 61, 65), True
    doubted = Belief(
        solid=np.zeros(1, dtype=bool),
        expected=np.zeros(1, dtype=bool),
        repeatable=np.full(1, repeatable),
        rate=np.full(1, rate),
    )
    engine.readings(1000, readings, present, doubted)
    assert engine.stands("BP-LOW", 0)
    assert engine.is_audible("BP-LOW", 0)


@pytest.mark.hazard("H13")
@pytest.mark.parametrize("sign", ["unwell", "failing", "low before"])
def test_a_doubted_low_pressure_sounds_at_once_where_anything_else_tells_of_a_faint(sign: str) -> None:
    engine = AlarmEngine(Profile(name="test"), 1)
    engine.watch(0, Watch.PATIENT, Baseline(systolic=120, diastolic=75, mean=91))
    readings, present = empty_readings(1)
    readings[:, 0], present[:] = (86 if sign == "low before" else 118, 60, 70), True
    engine.readings(100, readings, present, Belief.full(1))
    if sign == "low before":
        engine.acknowledge(200, 0, "BP-LOW")
    readings[:, 0] = 72, 61, 65
    doubted = replace(
        Belief.full(1, solid=np.zeros(1, dtype=bool)),
        unwell=present & (sign == "unwell"),
        failing=present & (sign == "failing"),
    )
    engine.readings(1000, readings, present, doubted)
    assert engine.stands("BP-LOW", 0)
    assert engine.is_audible("BP-LOW", 0)


@pytest.mark.hazard("H13")
@pytest.mark.parametrize(("effect", "since_s", "counts"), [
    (SideEffect.DIZZINESS, 590, True), (SideEffect.DIZZINESS, 601, False), (SideEffect.HEADACHE, 10, False),
])  # fmt: skip
def test_a_complaint_that_goes_with_a_faint_counts_for_ten_minutes(
    effect: SideEffect, since_s: int, *, counts: bool
) -> None:
    room = infusing()
    go(room, 1400, entry(1400, SideEffectNoted(effect=effect)))
    (session,) = room.sessions.values()
    assert is_unwell(session, (1400 + since_s) * 10) is counts
    assert not is_unwell(None, 0)


def test_a_doubted_low_pressure_that_the_repeat_refutes_is_over() -> None:
    engine = AlarmEngine(Profile(name="test"), 1)
    engine.watch(0, Watch.PATIENT)
    readings, present = empty_readings(1)
    readings[:, 0], present[:] = (72, 61, 65), True
    engine.readings(1000, readings, present, Belief.full(1, solid=np.zeros(1, dtype=bool)))
    readings[:, 0] = 118, 74, 89
    edges = engine.readings(2000, readings, present, Belief.full(1))
    assert [(edge.rule, edge.change, edge.why) for edge in edges] == [
        ("BP-LOW", AlarmChangeKind.CLEARED, "refuted by the repeat")
    ]


@pytest.mark.hazard("H13")
def test_the_note_of_a_faint_alarms_at_once_and_wants_a_reading() -> None:
    room = infusing()
    go(room, 1400, measuring(1370), reading(1400, 131, 75))
    events = go(room, 1470, entry(1470, SideEffectNoted(effect=SideEffect.FAINT)))
    assert edges(events, "FAINT") == ["FAINT raised high"]
    assert [at for at, act, _ in requests(events) if act == "start"] == [1470.0]
    events = go(room, 1500, measuring(1472), failed(1499))
    assert "T-NIBPFAIL raised high" in edges(events, "T-NIBPFAIL")
