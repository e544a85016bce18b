"""Advisory rules: when the estimate of the peak and the change detector speak and fall silent, and what is kept."""

import json

import numpy as np
import pytest

from monitor.alarms.arrays import Edge
from monitor.alarms.baseline import Baseline
from monitor.alarms.drug_effect import RateStep
from monitor.alarms.engine import AlarmEngine, Watch
from monitor.alarms.forecast import Course
from monitor.alarms.frames import empty_readings
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.rules import Profile

MINUTE = 600
COURSE = Course(
    start_tick=10 * MINUTE, steps=(RateStep(at_min=0, ug_per_kg_min=12.5), RateStep(at_min=40, ug_per_kg_min=0))
)
BASELINE = Baseline(systolic=138, diastolic=80, mean=100)
STEEP = ((5, 150), (10, 156))  # minutes after the start; the peak may reach 160
FLAT = ((5, 139), (10, 140))


def make_engine(course: Course | None = COURSE, baseline: Baseline = BASELINE, columns: int = 1) -> AlarmEngine:
    engine = AlarmEngine(Profile(name="test"), columns)
    engine.watch(0, Watch.PATIENT, baseline)
    engine.set_course(0, 0, course)
    return engine


def measure(engine: AlarmEngine, minute: float, systolic: float, *, solid: bool = True) -> list[Edge]:
    """One reading, `minute` after the start of the infusion; what the advisory rules made of it."""
    tick = round((10 + minute) * MINUTE)
    readings, present = empty_readings(engine.columns)
    readings[:, 0] = [systolic, systolic * 0.6, np.nan]
    present[0] = True
    edges = engine.readings(tick, readings, present, Belief.full(engine.columns, solid=present & solid))
    return [edge for edge in edges if edge.rule in ("BP-FCST", "BP-CUSUM")]


def said(engine: AlarmEngine, *points: tuple[float, float]) -> list[str]:
    return [
        f"{edge.rule} {edge.change.value}" for minute, systolic in points for edge in measure(engine, minute, systolic)
    ]


def test_a_steep_rise_is_estimated_to_reach_the_limit() -> None:
    engine = make_engine()
    edges = [edge for minute, value in STEEP for edge in measure(engine, minute, value) if edge.rule == "BP-FCST"]
    (edge,) = edges
    assert (edge.change.value, edge.priority.word, edge.op, edge.limit) == ("raised", "low", ">=", 0.4)
    assert edge.value is not None
    assert edge.value >= 0.4
    assert edge.shown.endswith(" min")
    (standing,) = [item for item in engine.standing(0) if item.rule == "BP-FCST"]
    assert not standing.audible


def test_a_flat_course_says_nothing() -> None:
    assert said(make_engine(), *FLAT, (15, 141), (20, 140)) == []


@pytest.mark.parametrize(
    ("course", "baseline"),
    [(None, BASELINE), (COURSE, Baseline())],
    ids=["no rate entered, or intramuscular, or nasal", "no baseline"],
)
def test_where_nothing_may_be_estimated(course: Course | None, baseline: Baseline) -> None:
    engine = make_engine(course, baseline)
    assert [word for word in said(engine, *STEEP, (15, 158)) if word.startswith("BP-FCST")] == []
    assert engine.estimate(26 * MINUTE, 0) is None


def test_one_reading_and_the_first_eight_minutes_are_too_little() -> None:
    engine = make_engine()
    assert said(engine, (9, 156)) == []
    early = make_engine()
    assert said(early, (3, 146), (7, 156)) == []


def test_it_ends_when_the_probability_has_fallen() -> None:
    engine = make_engine()
    words = said(engine, *STEEP, (15, 145), (20, 144), (25, 146), (30, 145))
    forecast_words = [word for word in words if word.startswith("BP-FCST")]
    assert forecast_words == ["BP-FCST raised", "BP-FCST cleared"]


def test_it_gives_way_to_a_pressure_alarm() -> None:
    engine = make_engine()
    said(engine, *STEEP)
    assert "BP-FCST cleared" in said(engine, (15, 165))
    assert engine.estimate(25 * MINUTE, 0) is None


def test_it_ends_with_the_infusion_and_with_a_pause() -> None:
    engine = make_engine()
    said(engine, *STEEP)
    paused = Course(
        start_tick=COURSE.start_tick,
        steps=(RateStep(at_min=0, ug_per_kg_min=12.5), RateStep(at_min=11, ug_per_kg_min=0)),
    )
    tick = 22 * MINUTE
    assert [edge.change.value for edge in engine.set_course(tick, 0, paused)] == ["cleared"]
    assert engine.set_course(tick, 0, paused) == []


def test_a_reading_beyond_the_band_hides_the_estimate() -> None:
    engine = make_engine()
    said(engine, (5, 144), (10, 147))
    assert engine.estimate(20 * MINUTE, 0) is not None
    said(engine, (15, 112))
    assert engine.estimate(25 * MINUTE, 0) is None


def test_a_doubtful_reading_is_no_advice() -> None:
    engine = make_engine()
    measure(engine, 5, 150)
    assert measure(engine, 10, 156, solid=False) == []


def test_a_lasting_rise_is_a_change_until_pressure_is_back() -> None:
    engine = make_engine(course=None)
    words = said(
        engine, (0, 148), (5, 149), (10, 148), (15, 149), (20, 148), (25, 149), (30, 136), (35, 135), (40, 137)
    )
    assert words == ["BP-CUSUM raised", "BP-CUSUM cleared"]


def test_a_change_is_over_with_the_first_reading_back_at_the_baseline() -> None:
    engine = make_engine(course=None)
    said(engine, (0, 150), (5, 156), (10, 160), (15, 158), (20, 157))
    assert said(engine, (25, 139)) == ["BP-CUSUM cleared"]


def test_a_fall_is_a_change_as_well_and_a_turn_is_two() -> None:
    engine = make_engine(course=None)
    edges = [edge for minute in range(0, 40, 5) for edge in measure(engine, minute, 126)]
    assert [(edge.rule, edge.op, edge.value, edge.limit) for edge in edges] == [("BP-CUSUM", "<", 126, 138)]
    turned = [edge for minute in range(40, 60, 5) for edge in measure(engine, minute, 149)]
    changes = [(edge.change.value, edge.op) for edge in turned]
    assert changes[-1] == ("raised", ">")
    assert ("cleared", "<") in changes


def test_without_a_baseline_there_is_no_change() -> None:
    assert said(make_engine(None, Baseline()), *((minute, 155.0) for minute in range(0, 60, 5))) == []


def test_everything_survives_a_checkpoint_and_a_move() -> None:
    engine = make_engine(columns=2)
    said(engine, *STEEP)
    dumped = json.loads(json.dumps(engine.dump()))
    revived = AlarmEngine(Profile(name="test"), 2)
    revived.load(dumped, {0: BASELINE}, {0: 0, 1: 1}, {0: COURSE})
    assert json.loads(json.dumps(revived.dump())) == dumped
    assert revived.estimate(21 * MINUTE, 0) == engine.estimate(21 * MINUTE, 0)
    assert measure(revived, 15, 150) == measure(engine, 15, 150)
    before = engine.estimate(26 * MINUTE, 0)
    engine.move(0, 1)
    assert before is not None
    assert engine.estimate(26 * MINUTE, 1) == before
    assert engine.estimate(26 * MINUTE, 0) is None


def test_acknowledging_advice() -> None:
    engine = make_engine()
    said(engine, *STEEP)
    assert [edge.change.value for edge in engine.acknowledge(1, 0, "BP-FCST")] == ["acknowledged"]
    assert engine.acknowledge(1, 0, "BP-FCST") == []
