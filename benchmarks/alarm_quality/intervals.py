"""Ratios and medians over sessions with 95 % intervals, bootstrapped by whole sessions.

Sessions are what is drawn anew: alarms of one session depend on each other. All rule sets are drawn with the same
sessions, so that they stay comparable. Where every session gives the same ratio (all events found, no false alarm) a
bootstrap knows no spread; the interval is then Wilson's or, for a rate, that of a Poisson count of nought.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Final

import numpy as np

from benchmarks.alarm_quality.scoring import Score
from monitor.alarms.arrays import Floats

RESAMPLES: Final = 1000
SEED: Final = 20_240_601
Z: Final = 1.96
NONE_SEEN: Final = 3.69  # upper 97.5 % bound of a Poisson mean when nothing was seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A figure and its interval; NaN where there is nothing to make it of. `of`: the denominator."""

    value: float
    low: float
    high: float
    of: float


class Resampled:
    """Weights of sessions in each resample, the same for all rule sets of one set of seeds."""

    def __init__(self, sessions: int) -> None:
        rng = np.random.default_rng(SEED)
        self._weights = rng.multinomial(sessions, np.full(sessions, 1 / sessions), size=RESAMPLES).astype(np.float64)

    def ratio(
        self, scores: Sequence[Score], over: Callable[[Score], float], under: Callable[[Score], float], *, share: bool
    ) -> Estimate:
        """Sum of `over` by sum of `under`; a `share` lies between 0 and 1."""
        top, bottom = (np.array([take(each) for each in scores], dtype=np.float64) for take in (over, under))
        total = float(bottom.sum())
        if total == 0:
            return Estimate(value=float("nan"), low=float("nan"), high=float("nan"), of=0.0)
        value = float(top.sum()) / total
        tops, bottoms = self._weights @ top, self._weights @ bottom
        drawn = tops[bottoms > 0] / bottoms[bottoms > 0]
        low, high = (float(bound) for bound in np.quantile(drawn, (0.025, 0.975)))
        if low == high and share:
            low, high = _wilson(value, total)
        elif low == high and value == 0:
            high = NONE_SEEN / total
        return Estimate(value=value, low=low, high=high, of=total)

    def quantile(
        self, scores: Sequence[Score], delays: Callable[[Score], Sequence[float]], share: float = 0.5
    ) -> Estimate:
        """Median of all delays, or the delay that this share of them does not exceed."""
        values = [(delay, row) for row, each in enumerate(scores) for delay in delays(each)]
        if not values:
            return Estimate(value=float("nan"), low=float("nan"), high=float("nan"), of=0.0)
        values.sort()
        ordered = np.array([value for value, _ in values])
        weights = self._weights[:, [row for _, row in values]]
        drawn = _weighted_quantiles(ordered, weights, share)
        low, high = (float(bound) for bound in np.quantile(drawn, (0.025, 0.975)))
        return Estimate(value=float(np.quantile(ordered, share)), low=low, high=high, of=float(len(values)))


def _weighted_quantiles(ordered: Floats, weights: Floats, share: float) -> Floats:
    sums = np.cumsum(weights, axis=1)
    some = sums[:, -1] > 0
    at = (sums[some] < sums[some, -1:] * share).sum(axis=1)
    return np.asarray(ordered[np.minimum(at, len(ordered) - 1)], dtype=np.float64)


def _wilson(share: float, count: float) -> tuple[float, float]:
    centre = (share + Z**2 / (2 * count)) / (1 + Z**2 / count)
    half = Z * sqrt(share * (1 - share) / count + Z**2 / (4 * count**2)) / (1 + Z**2 / count)
    return max(0.0, centre - half), min(1.0, centre + half)
