"""Repeated median, noise scale and trend arrows: the published vectors, breakdown, uncertainty."""

import numpy as np
import pytest

from monitor.alarms.repeated_median import (
    NO_ARROW,
    fit_line,
    noise_scale,
    slope_sd,
    slope_variance,
    trend_arrow,
)
from monitor.domain.vocabulary import Direction

RATES = (72, 74, 73, 120, 75, 77, 76, 78, 40, 80, 81)
PRESSURES = (120, 124, 127, 131, 190, 138, 141)
PRESSURE_TIMES = (0, 5, 10, 15, 16, 20, 25)


def test_the_vector_of_the_reference_with_two_artefacts() -> None:
    fit = fit_line(range(len(RATES)), RATES)
    assert fit is not None
    assert fit.slope == pytest.approx(0.873016, abs=1e-6)
    assert fit.level == pytest.approx(80.730159, abs=1e-6)


def test_the_pressure_vector_of_the_reference_with_irregular_times() -> None:
    fit = fit_line(PRESSURE_TIMES, PRESSURES)
    assert fit is not None
    assert fit.slope == pytest.approx(0.866667, abs=1e-6)
    assert fit.level == pytest.approx(141.333, abs=1e-3)
    assert fit.at(30) == pytest.approx(141.333 + 5 * 0.866667, abs=1e-3)
    assert fit.at(30, steepest=0.5) == pytest.approx(141.333 + 2.5, abs=1e-3)


def test_missing_values_are_left_out() -> None:
    values = [120, np.nan, 124, 127, np.nan, 131]
    whole = fit_line([0, 5, 10, 15], [120, 124, 127, 131])
    assert fit_line([0, 2, 5, 10, 12, 15], values) == whole


@pytest.mark.parametrize(("times", "values"), [((), ()), ((1,), (120,)), ((1, 1), (120, 130)), ((1, 2), (120, np.nan))])
def test_below_two_times_there_is_no_fit(times: tuple[float, ...], values: tuple[float, ...]) -> None:
    assert fit_line(times, values) is None


def test_two_readings_at_one_time_do_not_break_the_slope() -> None:
    fit = fit_line([0, 5, 5, 10], [120, 125, 125, 130])
    assert fit is not None
    assert fit.slope == pytest.approx(1.0)


def _slopes(count: int, runs: int, rng: np.random.Generator) -> np.ndarray:
    fits = [fit_line(np.arange(count), rng.standard_normal(count)) for _ in range(runs)]
    return np.array([fit.slope for fit in fits if fit is not None])


@pytest.mark.parametrize("count", [3, 5, 8, 12, 20])
def test_the_uncertainty_is_that_of_simulated_noise(count: int) -> None:
    slopes = _slopes(count, 1500, np.random.default_rng(count))
    assert slopes.var() == pytest.approx(slope_variance(count), rel=0.15)


def test_the_formula_goes_on_where_the_table_ends() -> None:
    assert slope_variance(60) == pytest.approx(0.000079, rel=0.05)
    assert slope_variance(45) == pytest.approx(slope_variance(46), rel=0.1)


def test_half_the_spacing_doubles_the_uncertainty_of_the_slope() -> None:
    wide, narrow = fit_line([0, 10, 20, 30], [1, 2, 3, 5]), fit_line([0, 5, 10, 15], [1, 2, 3, 5])
    assert wide is not None
    assert narrow is not None
    assert slope_sd(narrow, 4.0) == pytest.approx(2 * slope_sd(wide, 4.0))


@pytest.mark.parametrize("count", [5, 8, 10, 15, 20, 30])
def test_the_noise_scale_is_free_of_trend_and_unbiased(count: int) -> None:
    rng = np.random.default_rng(count)
    times = np.sort(rng.choice(60, count, replace=False))
    scales = [noise_scale(times, 5.0 * rng.standard_normal(count) + 2 * times, floor=0.1) for _ in range(3000)]
    assert np.mean(scales) == pytest.approx(5.0, rel=0.12)


def test_the_noise_scale_has_a_floor() -> None:
    assert noise_scale(range(10), range(10), floor=4.0) == 4.0
    assert noise_scale([1, 2], [120, 140], floor=4.0) == 4.0


@pytest.mark.parametrize(
    ("values", "direction"),
    [
        ((120, 126, 131, 138, 143), Direction.UP),
        ((143, 138, 131, 126, 120), Direction.DOWN),
        ((120, 124, 119, 123, 121), Direction.STEADY),
    ],
)
def test_an_arrow_needs_a_slope_that_noise_does_not_explain(values: tuple[float, ...], direction: Direction) -> None:
    arrow = trend_arrow([0, 5, 10, 15, 20], values, noise_floor=4.0, least_per_min=0.5)
    assert arrow.direction is direction
    assert arrow.slope_per_min is not None
    assert arrow.uncertainty_per_min is not None
    assert (abs(arrow.slope_per_min) > arrow.uncertainty_per_min) is (direction is not Direction.STEADY)


def test_one_artefact_turns_no_arrow() -> None:
    arrow = trend_arrow([0, 5, 10, 15, 20, 25], [120, 121, 190, 120, 122, 121], noise_floor=4.0, least_per_min=0.5)
    assert arrow.direction is Direction.STEADY


def test_few_values_have_no_arrow() -> None:
    assert trend_arrow([0, 5, 10], [120, 140, 160], noise_floor=4.0, least_per_min=0.5) == NO_ARROW
