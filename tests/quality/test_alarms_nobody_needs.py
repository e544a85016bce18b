"""Patients whose own pressure is 95/58: uneventful sessions alarm less, and never for a rise below the floors."""

from dataclasses import replace
from functools import lru_cache

import numpy as np
import pytest

from benchmarks.alarm_quality.results import read_results
from benchmarks.alarm_quality.rule_sets import OURS
from benchmarks.alarm_quality.work import PLANS
from monitor.alarms.acceptance import Cuff, doubt_of
from monitor.alarms.baseline import Baseline
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.frames import empty_readings
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Profile
from monitor.domain.vocabulary import AlarmChangeKind
from simulators.patient.arrays import Floats
from simulators.patient.batch import SessionBatch

SESSIONS = 64
AT_REST_S, LATER_S = (-510, -375, -240, -105), tuple(range(300, 7000, 300))
FIRST_SEED = 7_000_000
SHIPPED = Profile(name="test")


@lru_cache(maxsize=1)
def measured() -> Floats:
    """Readings x sessions x (S, D, M); a cuff that failed gives NaN."""
    batch = SessionBatch(PLANS["low_baseline"], range(FIRST_SEED, FIRST_SEED + SESSIONS))
    table = np.full((len(AT_REST_S) + len(LATER_S), SESSIONS, 3), np.nan)
    for number, start_s in enumerate((*AT_REST_S, *LATER_S)):
        for row in range(SESSIONS):
            found = batch.pressure(row, start_s=start_s, number=number + 1).reading
            if found is not None:
                table[number, row] = found.systolic, found.diastolic, found.mean
    return table


@pytest.mark.hazard("H24")
def test_uneventful_sessions_at_a_low_baseline_are_quiet() -> None:
    table = measured()
    before = sessions_with_low(table[: len(AT_REST_S)], None)
    followed = sessions_with_low(table[len(AT_REST_S) :], resting(table))
    fixed = sessions_with_low(table[len(AT_REST_S) :], None, heard_at_once())
    assert before <= 0.1
    assert followed <= 0.1  # the share itself is the benchmark's; at 5 % one set of seeds in thirty would have more
    assert fixed >= 0.4


def heard_at_once() -> Profile:
    """A fixed limit that nothing softens."""
    rules = tuple(
        replace(rule, rest_fall_mmhg=None) if isinstance(rule, PressureRule) else rule for rule in SHIPPED.rules
    )
    return replace(SHIPPED, rules=rules)


@pytest.mark.hazard("H24")
def test_the_whole_proof_has_them_quiet_as_well() -> None:
    results = read_results()
    low = results.get("low_baseline", OURS, "station", "low_baseline_anywhere")
    heard_false = results.get("sessions", OURS, "station", "heard_false")
    assert low is not None
    assert heard_false is not None
    assert low.value <= 0.08
    assert heard_false.value <= 0.8


@pytest.mark.hazard("H24")
def test_no_rise_over_a_low_baseline_alarms_below_the_floors() -> None:
    table = measured()
    checked = 0
    for values, alarms in judged(table[len(AT_REST_S) :], resting(table)):
        below = (values[:, 0] < 140) & (values[:, 1] < 90) & (values[:, 2] < 105)
        checked += int(below.sum())
        assert not [row for row, rule, _ in alarms if rule in ("BP-MOD", "BP-EARLY") and below[row]]
    assert checked > SESSIONS * 10


def resting(table: Floats) -> Floats:
    """Median of the readings at rest but the first, by session."""
    return np.asarray(np.nanmedian(table[1 : len(AT_REST_S)], axis=0))


def sessions_with_low(table: Floats, baselines: Floats | None, profile: Profile = SHIPPED) -> float:
    """Share of sessions in which BP-LOW is heard."""
    alarms = [found for _, some in judged(table, baselines, profile) for found in some]
    return len({row for row, rule, heard in alarms if rule == "BP-LOW" and heard}) / SESSIONS


def judged(
    table: Floats, baselines: Floats | None, profile: Profile = SHIPPED
) -> list[tuple[Floats, list[tuple[int, str, bool]]]]:
    """Each round of readings, and which rules it raised in which session, heard or only seen."""
    engine = AlarmEngine(profile, SESSIONS)
    for row in range(SESSIONS):
        engine.watch(row, Watch.PATIENT)
        if baselines is not None:
            systolic, diastolic, mean = (float(value) for value in baselines[row])
            engine.set_baseline(row, Baseline(systolic=systolic, diastolic=diastolic, mean=mean))
    found = []
    for number, values in enumerate(table):
        readings, present = empty_readings(SESSIONS)
        present[:] = ~np.isnan(values[:, 0])
        readings[:, present] = values[present].T
        solid = np.array([not doubt_of(Cuff(systolic=s, diastolic=d, mean=m), None) for s, d, m in values.tolist()])
        tick = (number + 1) * 3000
        while (due := engine.next_due()) <= tick:
            engine.fire(due)
        edges = engine.readings(tick, readings, present, Belief.full(SESSIONS, solid=solid))
        alarms = [
            (edge.column, edge.rule, engine.is_audible(edge.rule, edge.column))
            for edge in edges
            if edge.change is AlarmChangeKind.RAISED
        ]
        # the repeat a minute later finds the resting pressure
        back = np.where(present, 1.0, np.nan) * np.array([[95.0], [58.0], [71.0]])
        engine.readings(tick + 1000, back, present, Belief.full(SESSIONS))
        found.append((values, alarms))
    return found
