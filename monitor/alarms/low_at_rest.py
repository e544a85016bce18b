"""A low pressure before there is a baseline: when it may be somebody's own, and is then only seen.

A fixed limit of 90 mmHg sounds in half of the sessions of healthy people whose own pressure is 95/58. As long as no
drug has been given and no baseline is known, only what lies below every limit that a baseline could give is heard, and
whatever else tells of a faint.
"""

from dataclasses import dataclass
from math import isnan

from monitor.alarms.arrays import Floats, Mask
from monitor.alarms.pressure_branches import SYSTOLIC, Branch
from monitor.alarms.pressure_rules import PressureRule


@dataclass(frozen=True, slots=True, kw_only=True)
class AtRest:
    """What is known when a reading violates in a column without drug and baseline."""

    reading: Floats  # by component, mmHg
    systolic_before: float  # of the reading before this one; NaN where there is none
    rate: float  # /min, NaN where there is none
    unwell: bool  # somebody has noted a complaint


def may_be_own(rule: PressureRule, branches: tuple[Branch, ...], over: Mask, known: AtRest) -> bool:
    """Whether all that speaks for a low pressure is a limit that a low baseline would move."""
    if rule.rest_fall_mmhg is None or known.unwell:
        return False
    if rule.high_rate_below is not None and known.rate < rule.high_rate_below:
        return False
    if known.systolic_before - float(known.reading[SYSTOLIC]) >= rule.rest_fall_mmhg:
        return False
    return _is_above_floors(branches, over, known.reading)


def is_mild(branches: tuple[Branch, ...], limits: Floats, over: Mask, reading: Floats) -> bool:
    """Whether only limits that have followed a low baseline are violated, and none of the floors they stop at.

    A faint goes below the floors; what noise of a cuff does to somebody of 95/58 does not.
    """
    followed = [
        branch.limit is not None and bool(limits[index] < branch.limit) for index, branch in enumerate(branches)
    ]
    followed_all = all(followed[index] for index, is_over in enumerate(over[: len(branches)]) if is_over)
    return followed_all and _is_above_floors(branches, over, reading)


def _is_above_floors(branches: tuple[Branch, ...], over: Mask, reading: Floats) -> bool:
    violated = [branch for branch, is_over in zip(branches, over, strict=False) if is_over]
    return bool(violated) and all(
        branch.low_floor is not None and float(reading[branch.component]) >= branch.low_floor for branch in violated
    )


def sure_limit(branch: Branch, limit: float, *, at_rest: bool) -> float:
    """From where on a reading counts as far beyond: without a baseline from the lowest limit that one could give."""
    if at_rest and branch.low_floor is not None and not isnan(limit):
        return min(limit, branch.low_floor)
    return limit
