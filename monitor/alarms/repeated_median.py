"""The repeated median: slope and level of a short, irregular, dirty series, and how sure one may be of them.

Siegel 1982; online use after Davies, Fried and Gather 2004. Half of the values may be wrong before the estimate is.
Times may have any spacing; the unit of the slope is that of the values over that of the times. Missing values (NaN) are
left out. Below two different times there is no slope and so no fit.
"""

from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import ArrayLike

from monitor.alarms.arrays import Floats, known_medians
from monitor.domain.vocabulary import Direction

# Variances for independent noise of variance 1 at unit spacing (Monte Carlo, reference tables of the alarm methods,
# section 4.4; 2 to 4 points: our own 40,000 runs). Beyond the table the slope follows 4.77e-7 + 17.71 / n^3.
_COUNTS = (2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 10.0, 12.0, 15.0, 20.0, 30.0, 45.0, 60.0)
_SLOPE_VARIANCES = (2.0, 0.499, 0.314, 0.1374, 0.0882, 0.0508, 0.0353, 0.0175, 0.00991, 0.005, 0.0021, 6.11e-4, 1.78e-4)
# Factor that makes the order statistic of `noise_scale` unbiased for a normal noise (20,000 runs; odd counts differ)
_SCALE_FACTORS = {3: 1.02, 4: 1.50, 5: 2.15, 6: 1.36, 7: 1.68, 8: 1.31, 9: 1.54, 10: 1.28, 12: 1.26, 15: 1.38, 20: 1.24}
_SCALE_FACTOR_LARGE = 1.21


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """A line through the newest point of a window."""

    slope: float
    level: float  # at `newest`
    newest: float  # time of the newest value
    spacing: float  # mean distance of the times, as the variance counts it
    count: int

    def at(self, time: float, *, steepest: float = float("inf")) -> float:
        """The line at `time`, with a slope of at most `steepest` up or down."""
        return self.level + min(max(self.slope, -steepest), steepest) * (time - self.newest)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendArrow:
    """Where a value is going, per minute, and the half width of the 95 % interval of that."""

    direction: Direction
    slope_per_min: float | None = None
    uncertainty_per_min: float | None = None


NO_ARROW = TrendArrow(direction=Direction.UNKNOWN)
LEAST_FOR_ARROW = 4  # with three points one artefact makes the direction
SURE = 1.96  # a direction is named only where the 95 % interval leaves zero out


def fit_line(times: ArrayLike, values: ArrayLike) -> Fit | None:
    """Repeated median of `values` at ascending `times`; None where fewer than two times have a value."""
    known_times, known = _known(times, values)
    if known.size < 2 or known_times[0] == known_times[-1]:
        return None
    steps = known_times[:, None] - known_times[None, :]
    with np.errstate(divide="ignore", invalid="ignore"):
        slopes = np.where(steps == 0, np.nan, (known[:, None] - known[None, :]) / steps)
    slope = _median(known_medians(slopes.T)[0])
    newest = float(known_times[-1])
    level = _median(known - slope * (known_times - newest))
    return Fit(slope=slope, level=level, newest=newest, spacing=_spacing(known_times), count=int(known.size))


def slope_variance(count: int) -> float:
    """Variance of the slope of `count` values at unit spacing with independent noise of variance 1."""
    if count > _COUNTS[-2]:
        return 4.77e-7 + 17.71 / count**3
    return float(np.exp(np.interp(np.log(count), np.log(_COUNTS[:-1]), np.log(_SLOPE_VARIANCES))))


def slope_sd(fit: Fit, noise: float) -> float:
    """Standard deviation of the slope of `fit` for values with this noise."""
    return noise * sqrt(slope_variance(fit.count)) / fit.spacing


def noise_scale(times: ArrayLike, values: ArrayLike, *, floor: float) -> float:
    """Robust standard deviation of the noise (Gelper et al. 2009), free of any straight trend; never below `floor`."""
    known_times, known = _known(times, values)
    if known.size < 3:
        return floor
    first, second, third = known_times[:-2], known_times[1:-1], known_times[2:]
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(third == first, 0.0, (second - first) / (third - first))
    heights = np.sort(np.abs(known[1:-1] - known[:-2] - share * (known[2:] - known[:-2])))
    chosen = max(1, (known.size - 2) // 2)
    return max(floor, scale_factor(int(known.size)) * float(heights[chosen - 1]))


def scale_factor(count: int) -> float:
    """Factor of `noise_scale` for a window of `count` values."""
    if count > max(_SCALE_FACTORS):
        return _SCALE_FACTOR_LARGE
    counts = sorted(_SCALE_FACTORS)
    return float(np.interp(count, counts, [_SCALE_FACTORS[item] for item in counts]))


def trend_arrow(times_min: ArrayLike, values: ArrayLike, *, noise_floor: float, least_per_min: float) -> TrendArrow:
    """Direction of a series over its window.

    Args:
        times_min: minutes, ascending.
        values: NaN where missing.
        noise_floor: least standard deviation of one value, in the unit of the values.
        least_per_min: a slope smaller than this is called steady, however sure it is.
    """
    known_times, known = _known(times_min, values)
    fit = fit_line(known_times, known) if known.size >= LEAST_FOR_ARROW else None
    if fit is None:
        return NO_ARROW
    margin = SURE * slope_sd(fit, noise_scale(known_times, known, floor=noise_floor))
    moving = abs(fit.slope) > margin and abs(fit.slope) >= least_per_min
    direction = (Direction.UP if fit.slope > 0 else Direction.DOWN) if moving else Direction.STEADY
    return TrendArrow(direction=direction, slope_per_min=fit.slope, uncertainty_per_min=margin)


def _known(times: ArrayLike, values: ArrayLike) -> tuple[Floats, Floats]:
    series = np.asarray(values, dtype=np.float64)
    known = ~np.isnan(series)
    return np.asarray(times, dtype=np.float64)[known], series[known]


def _median(values: Floats) -> float:
    ordered = np.sort(values)
    return 0.5 * float(ordered[(ordered.size - 1) // 2] + ordered[ordered.size // 2])


def _spacing(times: Floats) -> float:
    """Distance of equally spaced times that spread as much as these."""
    count = times.size
    spread = float(((times - times.mean()) ** 2).sum())
    return sqrt(spread / (count * (count**2 - 1) / 12))
