"""How strongly ketamine acts, as a share of the effect at the end of 0.5 mg/kg over 40 minutes.

A placeholder: two published-shape tables stand in for pump, plasma and effect site, which the full model brings.
"""

import bisect

# Unit response of the Domino kinetics with EC50 200 ng/mL, exponent 1.5 and ke0 0.20/min: 1 at 40 min of
# 0.5 mg/kg over 40 min (Domino et al., Clin Pharmacol Ther 1984;36:645). Minutes, effect.
_RISE = ((0.0, 0.0), (5.0, 0.37), (10.0, 0.66), (15.0, 0.80), (20.0, 0.87), (30.0, 0.95), (40.0, 1.0))
# The same response from 40 min on, by minutes after the pump stopped
_FALL = ((0.0, 1.0), (5.0, 0.74), (10.0, 0.51), (20.0, 0.29), (40.0, 0.19), (60.0, 0.16), (80.0, 0.13))
_TAIL_HALF_LIFE_MIN = 40.0  # beyond the table: about the slope of its last two points


def drug_effect(*, since_start_min: float, infusion_min: float) -> float:
    """Effect, without unit, `since_start_min` minutes after the pump started and ran for `infusion_min`."""
    if since_start_min <= 0.0:
        return 0.0
    reached = _interpolated(_RISE, min(since_start_min, infusion_min))
    since_stop_min = since_start_min - infusion_min
    if since_stop_min <= 0.0:
        return reached
    beyond_min = max(0.0, since_stop_min - _FALL[-1][0])
    tail: float = 0.5 ** (beyond_min / _TAIL_HALF_LIFE_MIN)
    return reached * _interpolated(_FALL, since_stop_min) * tail


def _interpolated(table: tuple[tuple[float, float], ...], minutes: float) -> float:
    """Interpolate linearly; before the first and after the last row their values hold."""
    index = bisect.bisect_right(table, (minutes, float("inf")))
    if index == 0 or index == len(table):
        return table[min(index, len(table) - 1)][1]
    (left_min, left), (right_min, right) = table[index - 1], table[index]
    return left + (right - left) * (minutes - left_min) / (right_min - left_min)
