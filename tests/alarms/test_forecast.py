"""The forecast of the peak: the published update by hand, robustness, interval, time, choice of kinetics, the fall."""

import random
from math import sqrt

import numpy as np
import pytest

from monitor.alarms.drug_effect import CLEMENTS, DOMINO, DrugModel, RateStep, effect
from monitor.alarms.forecast import Course, Forecast, forecast, half_gone_min

BASELINE = 128.0
LIMIT = 160.0


def course(duration_min: float = 40.0, prior_rise: float = 18.0) -> Course:
    steps = (RateStep(at_min=0, ug_per_kg_min=500 / duration_min), RateStep(at_min=duration_min, ug_per_kg_min=0))
    return Course(start_tick=0, steps=steps, prior_rise=prior_rise)


def expect(systolic: list[float], times: list[float], *, limit: float = LIMIT, at_min: float | None = None) -> Forecast:
    found = forecast(
        course(),
        baseline=BASELINE,
        at_min=times[-1] if at_min is None else at_min,
        times_min=times,
        systolic=systolic,
        limit=limit,
    )
    assert found is not None
    return found


def by_hand(systolic: list[float], times: list[float]) -> tuple[float, float]:
    """Amplitude and precision under the first model, as the reference writes the update."""
    x = effect(DOMINO, course().steps, np.array(times))
    y = np.array(systolic) - BASELINE
    w = np.ones(len(times))
    for _ in range(3):
        precision = 1 / 9**2 + (w * x**2 / 64).sum()
        rise = (18 / 9**2 + (w * x * y / 64).sum()) / precision
        w = np.minimum(1, 1.5 / np.abs(y - rise * x) * 8)
    return float(rise), float(precision)


def test_the_update_is_that_of_the_reference(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.alarms.forecast.ENSEMBLE", (DOMINO,))
    systolic, times = [136.0, 147.0, 149.0], [5.0, 10.0, 15.0]
    rise, precision = by_hand(systolic, times)
    spread = sqrt(1 / precision + 3.5**2)
    found = expect(systolic, times)
    assert found.peak == pytest.approx(BASELINE + 1.02 * rise, abs=0.1)
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * spread, abs=0.1)
    at_peak = expect(systolic, times, limit=found.peak)
    assert at_peak.probability == pytest.approx(0.5, abs=0.01)
    one_below = expect(systolic, times, limit=found.peak - spread)
    assert one_below.probability == pytest.approx(0.8413, abs=0.005)


def test_the_peak_comes_at_the_end_of_the_infusion() -> None:
    assert expect([138.0, 146.0], [5.0, 10.0]).at_min == pytest.approx(40.0, abs=2.0)


def test_an_artefact_pulls_only_so_far() -> None:
    calm = expect([136.0, 141.0, 144.0, 144.0], [5.0, 10.0, 15.0, 20.0])
    hit = expect([136.0, 141.0, 199.0, 144.0], [5.0, 10.0, 15.0, 20.0])
    assert hit.peak - calm.peak < 7


def test_more_readings_make_it_surer() -> None:
    few = expect([136.0, 141.0], [5.0, 10.0])
    many = expect([136.0, 141.0, 143.0, 145.0, 146.0], [5.0, 10.0, 15.0, 20.0, 25.0])
    assert many.high - many.low < few.high - few.low


@pytest.mark.parametrize(("truth", "later"), [(DOMINO, False), (CLEMENTS, True)])
def test_the_readings_choose_the_kinetics(truth: DrugModel, later: bool) -> None:  # noqa: FBT001
    times = [5.0, 10.0, 15.0, 20.0, 25.0]
    systolic = (BASELINE + 34 * effect(truth, course().steps, np.array(times))).tolist()
    found = expect(systolic, times)
    assert (found.at_min > 40.4) is later
    assert found.low < BASELINE + 34 < found.high + 4


def test_nine_in_ten_true_peaks_lie_within_the_interval(rng: random.Random) -> None:
    inside, runs = 0, 200
    times = [5.0, 10.0, 15.0]
    share = effect(DOMINO, course().steps, np.array([*times, 40.0]))
    for _ in range(runs):
        rise = rng.gauss(18, 9)
        found = expect([BASELINE + rise * part + rng.gauss(0, 6) for part in share[:-1]], times)
        inside += found.low <= BASELINE + rise * share[-1] <= found.high
    assert inside / runs > 0.9


@pytest.mark.parametrize(
    ("systolic", "in_band"),
    [([136.0, 141.0, 144.0], True), ([136.0, 141.0, 175.0], False), ([136.0, 141.0, 108.0], False)],
)
def test_a_last_reading_beyond_the_band_is_told(systolic: list[float], in_band: bool) -> None:  # noqa: FBT001
    assert expect(systolic, [5.0, 10.0, 15.0]).in_band is in_band


@pytest.mark.parametrize(
    ("times", "at_min"),
    [([10.0], 10.0), ([-5.0, 10.0], 10.0), ([5.0, 10.0], 40.0), ([5.0, 10.0], 55.0)],
    ids=["one reading", "one since the start", "planned end", "long after"],
)
def test_where_there_is_no_forecast(times: list[float], at_min: float) -> None:
    systolic = [140.0] * len(times)
    assert forecast(course(), baseline=BASELINE, at_min=at_min, times_min=times, systolic=systolic, limit=160) is None


def test_a_missing_systolic_is_left_out() -> None:
    assert expect([136.0, float("nan"), 141.0], [5.0, 7.0, 10.0]) == expect([136.0, 141.0], [5.0, 10.0])


def test_a_slower_infusion_is_expected_to_raise_less() -> None:
    times, systolic = [5.0, 10.0], [132.0, 136.0]
    slow = forecast(course(100), baseline=BASELINE, at_min=10, times_min=times, systolic=systolic, limit=160)
    assert slow is not None
    assert slow.at_min == pytest.approx(100, abs=2)


@pytest.mark.parametrize(("stop", "half"), [(15.0, 8.0), (40.0, 11.0)])
def test_the_fall_after_a_stop(stop: float, half: float) -> None:
    paused = Course(
        start_tick=0, steps=(RateStep(at_min=0, ug_per_kg_min=12.5), RateStep(at_min=stop, ug_per_kg_min=0))
    )
    assert half_gone_min(paused, stop) == pytest.approx(half, abs=1.0)
    assert half_gone_min(paused, stop - 1) is None
