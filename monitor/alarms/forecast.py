"""Where the systolic pressure of an infusion will peak: the drug's effect times an amplitude learned from the readings.

``S(t) = B + A s(t) + noise`` with the baseline B, the relative effect s(t) of three published kinetics, and one
amplitude A whose prior every reading sharpens (alarm design, section 4). It is an estimate that foresees four surges in
ten; it silences, delays and loosens nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import erf, log, pi, sqrt

import numpy as np

from monitor.alarms.arrays import Floats
from monitor.alarms.drug_effect import ENSEMBLE, DrugModel, RateStep, effect

PRIOR_RISE = 18.0  # mmHg at s = 1
PRIOR_RISE_AT_RISK = 20.0  # hypertension, or over the age named by the design
PRIOR_SD = 9.0
READING_SD = 8.0  # device 4.2 x sqrt(1 + 1/3) and the slow wandering of pressure
HUBER = 1.5  # an error beyond as many standard deviations loses weight
REWEIGHTINGS = 3
PEAK_SD = 3.5
OVERSHOOT = 1.02  # the highest reading lies a little above the curve's own peak
TWO_SIDED_95 = 1.96
GRID_MIN = 0.5
AFTER_END_MIN = 10.0  # slow kinetics peak a few minutes after the pump stops
LEAST_READINGS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What people recorded of one infusion and what is planned; minutes count from its start.

    Attributes:
        start_tick: when the pump began.
        steps: all rates so far, and the stop that is planned or was recorded.
        prior_rise: mmHg by which such patients rise on average.
    """

    start_tick: int
    steps: tuple[RateStep, ...]
    prior_rise: float = PRIOR_RISE

    def is_running(self, at_min: float) -> bool:
        """Whether the drug still flows at `at_min`, as far as is recorded and planned."""
        begun = [step for step in self.steps if step.at_min <= at_min]
        return bool(begun) and begun[-1].ug_per_kg_min > 0

    def stopped_min(self, at_min: float) -> float | None:
        """When the drug stopped that no longer flows at `at_min`; None: it flows, or has not begun."""
        begun = [step for step in self.steps if step.at_min <= at_min]
        if not begun or begun[-1].ug_per_kg_min > 0:
            return None
        stop = begun[-1]
        for step in reversed(begun):
            if step.ug_per_kg_min > 0:
                return stop.at_min
            stop = step
        return None

    @property
    def last_min(self) -> float:
        """When the last change of rate is."""
        return self.steps[-1].at_min


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """mmHg; `low` and `high` hold 95 %."""

    peak: float
    low: float
    high: float
    at_min: float  # from the start of the infusion
    probability: float  # that the peak reaches the limit
    in_band: bool  # whether the newest reading is one that the model may have expected


@dataclass(frozen=True, slots=True)
class _Learned:
    """The amplitude under one kinetic model."""

    model: DrugModel
    rise: float
    precision: float
    log_likelihood: float


def forecast(
    course: Course,
    *,
    baseline: float,
    at_min: float,
    times_min: Sequence[float],
    systolic: Sequence[float],
    limit: float,
) -> Forecast | None:
    """Expected peak of a running infusion.

    Args:
        course: the pump's history and plan.
        baseline: the patient's own systolic pressure before it.
        at_min: now.
        times_min: of the accepted readings, ascending; those before the start tell nothing about the drug.
        systolic: their values.
        limit: pressure whose reaching is asked for.

    Returns:
        None where no drug flows any more or there are fewer than two readings since the start.
    """
    times, rises = np.asarray(times_min, dtype=np.float64), np.asarray(systolic, dtype=np.float64) - baseline
    since = (times > 0) & ~np.isnan(rises)
    times, rises = times[since], rises[since]
    if times.size < LEAST_READINGS or not course.is_running(at_min):
        return None
    learned = [_learn(model, course, times, rises) for model in ENSEMBLE]
    shares = _shares(learned)
    future = np.arange(at_min, max(course.last_min, at_min) + AFTER_END_MIN + GRID_MIN, GRID_MIN)
    curves = np.array([effect(one.model, course.steps, future) for one in learned])
    peaks = [float(curve.max()) for curve in curves]
    means = [baseline + OVERSHOOT * one.rise * peak for one, peak in zip(learned, peaks, strict=True)]
    sds = [sqrt(peak**2 / one.precision + PEAK_SD**2) for one, peak in zip(learned, peaks, strict=True)]
    mean, sd = _mixed(shares, means, sds)
    expected = shares @ (np.array([one.rise for one in learned])[:, None] * curves)
    chances = [_normal_share((value - limit) / spread) for value, spread in zip(means, sds, strict=True)]
    return Forecast(
        peak=mean,
        low=mean - TWO_SIDED_95 * sd,
        high=mean + TWO_SIDED_95 * sd,
        at_min=float(future[int(np.argmax(expected))]),
        probability=float(shares @ np.array(chances)),
        in_band=_in_band(learned, shares, course, float(times[-1]), float(rises[-1])),
    )


def _learn(model: DrugModel, course: Course, times: Floats, rises: Floats) -> _Learned:
    """Amplitude under one model: Bayes with Huber weights, so that an artefact pulls only so far."""
    share = effect(model, course.steps, times)
    weights = np.ones(times.size)
    rise, precision = course.prior_rise, 1 / PRIOR_SD**2
    for _ in range(REWEIGHTINGS):
        precision = 1 / PRIOR_SD**2 + float((weights * share**2).sum()) / READING_SD**2
        information = course.prior_rise / PRIOR_SD**2 + float((weights * share * rises).sum()) / READING_SD**2
        rise = information / precision
        errors = np.maximum(np.abs(rises - rise * share), 1e-9)
        weights = np.minimum(1.0, HUBER * READING_SD / errors)
    return _Learned(model, rise, precision, _log_likelihood(course.prior_rise, share, rises, weights))


def _log_likelihood(prior_rise: float, share: Floats, rises: Floats, weights: Floats) -> float:
    """Marginal likelihood of the readings with the amplitude integrated out."""
    variances = READING_SD**2 / weights
    errors = rises - prior_rise * share
    spread = PRIOR_SD**2 * float((share**2 / variances).sum())
    cross = PRIOR_SD * float((share * errors / variances).sum())
    quadratic = float((errors**2 / variances).sum()) - cross**2 / (1 + spread)
    return -0.5 * (quadratic + float(np.log(variances).sum()) + log(1 + spread) + share.size * log(2 * pi))


def _shares(learned: Sequence[_Learned]) -> Floats:
    """How much each model counts after these readings."""
    logs = np.array([log(one.model.share) + one.log_likelihood for one in learned])
    raised = np.exp(logs - logs.max())
    shares: Floats = raised / raised.sum()
    return shares


def _mixed(shares: Floats, means: Sequence[float], sds: Sequence[float]) -> tuple[float, float]:
    """Mean and standard deviation of a mixture of normal distributions."""
    each, spread = np.array(means), np.array(sds)
    mean = float(shares @ each)
    return mean, sqrt(float(shares @ (spread**2 + each**2)) - mean**2)


def _in_band(learned: Sequence[_Learned], shares: Floats, course: Course, at_min: float, rise: float) -> bool:
    here = [float(effect(one.model, course.steps, np.array([at_min]))[0]) for one in learned]
    means = [one.rise * share for one, share in zip(learned, here, strict=True)]
    sds = [sqrt(share**2 / one.precision + READING_SD**2) for one, share in zip(learned, here, strict=True)]
    mean, sd = _mixed(shares, means, sds)
    return abs(rise - mean) <= TWO_SIDED_95 * sd


def _normal_share(value: float) -> float:
    """Cumulative standard normal distribution."""
    return 0.5 * (1 + erf(value / sqrt(2)))


def half_gone_min(course: Course, at_min: float) -> float | None:
    """Minutes from `at_min`, where the drug has stopped flowing, until half its effect is gone; None while it flows.

    The first of the published models speaks: it is the one that agrees with how fast pressures were seen to fall.
    """
    if course.is_running(at_min):
        return None
    times = np.arange(at_min, at_min + 120.0, GRID_MIN)
    curve = effect(ENSEMBLE[0], course.steps, times)
    below = np.nonzero(curve <= curve[0] / 2)[0]
    return float(times[below[0]] - at_min) if below.size and curve[0] > 0 else None
