"""A low pressure before drug and baseline, or little below a low baseline's limit: seen first, heard with a sign."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from monitor.alarms.arrays import Edge
from monitor.alarms.baseline import Baseline
from monitor.alarms.belief import Belief
from monitor.alarms.circumstances import Circumstances
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.frames import empty_readings
from monitor.alarms.rules import Profile
from monitor.domain.vocabulary import AlarmChangeKind, Phase, Priority

PRESENT = np.ones(1, dtype=bool)
OWN = Baseline(systolic=95, diastolic=58, mean=71)  # low limit 80.75


def admitted(baseline: Baseline | None = None) -> AlarmEngine:
    engine = AlarmEngine(Profile(name="test"), 1)
    engine.watch(0, Watch.PATIENT)
    if baseline is not None:
        engine.set_baseline(0, baseline)
    return engine


def read(engine: AlarmEngine, second: int, systolic: float, mean: float = 66.0, **belief: Any) -> list[Edge]:
    readings, present = empty_readings(1)
    readings[:, 0], present[:] = (systolic, mean - 13, mean), True
    edges = engine.readings(second * 10, readings, present, replace(Belief.full(1), **belief))
    return [edge for edge in edges if edge.rule == "BP-LOW"]


def heard(engine: AlarmEngine) -> bool:
    return engine.stands("BP-LOW", 0) and engine.is_audible("BP-LOW", 0)


@pytest.mark.hazard("H24")
def test_before_drug_and_baseline_a_pressure_that_may_be_somebodys_own_is_seen_and_never_graver() -> None:
    engine = admitted()
    (edge,) = read(engine, 100, 88)
    assert (edge.change, edge.priority) == (AlarmChangeKind.RAISED, Priority.MEDIUM)
    assert not heard(engine)
    assert engine.next_due() > 100_000  # nothing waits for a repeat
    assert read(engine, 200, 86) == []
    assert not heard(engine)
    (edge,) = read(engine, 300, 97)
    assert edge.change is AlarmChangeKind.CLEARED  # nobody has to acknowledge what was never heard


@pytest.mark.parametrize(
    ("systolic", "mean", "belief"),
    [
        (79, 60, {}),
        (88, 54, {}),
        (88, 66, {"rate": np.array([49.0])}),
        (88, 66, {"unwell": PRESENT}),
    ],
)
@pytest.mark.hazard("H13")
def test_below_the_floors_or_with_a_sign_of_a_faint_it_is_heard_before_the_drug(
    systolic: float, mean: float, belief: dict[str, Any]
) -> None:
    engine = admitted()
    read(engine, 100, 88 if systolic < 80 else 96)
    assert read(engine, 200, systolic, mean, **belief)
    assert heard(engine)


@pytest.mark.hazard("H13")
def test_a_pressure_that_has_fallen_far_is_heard_before_the_drug() -> None:
    engine = admitted()
    read(engine, 100, 118, 84)
    read(engine, 200, 88)
    assert heard(engine)


def test_once_the_drug_is_given_or_nobody_is_admitted_the_fixed_limit_sounds() -> None:
    engine = admitted()
    engine.set_circumstances(50, 0, Circumstances(phase=Phase.INFUSION))
    read(engine, 100, 88)
    assert heard(engine)
    engine.watch(0, Watch.ABSOLUTE_HIGH)
    read(engine, 200, 88)
    assert heard(engine)


@pytest.mark.hazard("H24")
def test_little_below_a_low_baselines_limit_waits_for_its_repeat_and_a_faint_does_not() -> None:
    engine = admitted(OWN)
    assert read(engine, 100, 80.5)
    assert not heard(engine)
    (edge,) = read(engine, 200, 84)  # keeps the limit: that answers it
    assert (edge.change, edge.why) == (AlarmChangeKind.CLEARED, "refuted by the repeat")
    read(engine, 300, 80.5)
    (edge,) = read(engine, 400, 80.2)
    assert (edge.priority, edge.confirmed) == (Priority.HIGH, True)
    fainting = admitted(OWN)
    read(fainting, 100, 78)
    assert heard(fainting)


@pytest.mark.hazard("H13")
@pytest.mark.parametrize("belief", [{"failing": PRESENT}, {"unwell": PRESENT}, {"repeatable": ~PRESENT}])
def test_with_a_sign_or_without_a_repeat_it_is_heard_at_once(belief: dict[str, Any]) -> None:
    engine = admitted(OWN)
    read(engine, 100, 80.5, **belief)
    assert heard(engine)


def test_a_heard_low_pressure_whose_repeat_keeps_the_limit_stays_medium() -> None:
    engine = admitted(Baseline(systolic=125, diastolic=75, mean=92))
    read(engine, 100, 88)
    assert read(engine, 190, 92) == []
    assert engine.next_due() > 100_000
    assert heard(engine)


def test_a_repeat_in_doubt_that_keeps_the_limit_gives_the_next_one_its_time() -> None:
    engine = admitted(Baseline(systolic=125, diastolic=75, mean=92))
    read(engine, 100, 88)
    assert engine.next_due() == 3100
    read(engine, 200, 118, 85, solid=~PRESENT)
    assert engine.next_due() == 3800


def test_before_drug_and_baseline_a_reading_that_may_be_somebodys_own_answers_a_lower_one_in_doubt() -> None:
    engine = admitted()
    read(engine, 100, 76, solid=~PRESENT)
    assert engine.next_due() == 3100
    assert read(engine, 190, 88) == []
    assert engine.next_due() > 100_000
    assert not heard(engine)
    read(engine, 300, 78)
    assert heard(engine)


def test_a_low_pressure_in_doubt_waits_for_two_repeats_and_then_is_high() -> None:
    engine = admitted(Baseline(systolic=125, diastolic=75, mean=92))
    read(engine, 100, 82, solid=~PRESENT)
    assert not heard(engine)
    (edge,) = [edge for edge in engine.fire(engine.next_due()) if edge.rule == "BP-LOW"]
    assert (edge.tick, edge.priority, edge.confirmed) == (3100, Priority.HIGH, False)
