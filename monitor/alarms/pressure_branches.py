"""The ways in which a pressure rule can be violated, and how their limits follow the frozen baseline."""

from dataclasses import dataclass
from math import nan, nextafter

from monitor.alarms.pressure_rules import Op, PressureRule

SYSTOLIC, DIASTOLIC, MEAN = 0, 1, 2
COMPONENTS = ("systolic", "diastolic", "mean")


@dataclass(frozen=True, slots=True)
class Branch:
    """A component, and how its limit and clear value follow the baseline."""

    component: int
    op: Op
    limit: float | None = None
    clear: float | None = None
    percent: float | None = None  # over the baseline, below it where negative
    clear_percent: float | None = None
    clear_mmhg: float | None = None  # instead: so far from the limit
    mmhg: float | None = None  # over the baseline
    floor: float = 0.0  # a rise counts from here on, a fall only below
    low_ratio: float | None = None
    low_floor: float | None = None

    @property
    def is_fixed(self) -> bool:
        return self.percent is None and self.mmhg is None

    @property
    def is_fall(self) -> bool:
        return self.percent is not None and self.percent < 0

    def resolve(self, baseline: float | None) -> tuple[float, float]:
        """Limit and clear value in mmHg for this baseline; NaN where the branch is not judged."""
        if self.is_fixed:
            return self._fixed(baseline)
        if baseline is None:
            return nan, nan
        if self.percent is not None and self.is_fall:
            limit = min(baseline * (1 + self.percent / 100), nextafter(self.floor, 0.0))
            return limit, limit + (self.clear_mmhg or 0.0)
        rise = baseline * (self.percent or 0.0) / 100 if self.mmhg is None else self.mmhg
        fall = baseline * (self.clear_percent or 0.0) / 100 if self.mmhg is None else (self.clear_mmhg or 0.0)
        limit = max(baseline + rise, self.floor)
        return limit, min(baseline + fall, limit)

    def _fixed(self, baseline: float | None) -> tuple[float, float]:
        limit = nan if self.limit is None else self.limit
        clear = limit if self.clear is None else self.clear
        if self.low_ratio is None or baseline is None or self.low_floor is None:
            return limit, clear
        follows = min(max(self.low_ratio * baseline, min(self.low_floor, limit)), limit)
        return follows, follows + (clear - limit)


def branches_of(rule: PressureRule) -> tuple[Branch, ...]:
    """The branches of a rule, in the order in which a message prefers them."""
    return (*_fixed_branches(rule), *_relative_branches(rule))


def _fixed_branches(rule: PressureRule) -> list[Branch]:
    found = []
    if rule.limit is not None:
        ratio, floor = rule.low_baseline_ratio, rule.low_baseline_floor
        found.append(Branch(SYSTOLIC, rule.op, rule.limit, rule.clear, low_ratio=ratio, low_floor=floor))
    if rule.diastolic_limit is not None:
        found.append(Branch(DIASTOLIC, rule.op, rule.diastolic_limit, rule.diastolic_clear))
    if rule.mean_limit is not None:
        ratio, floor = rule.low_mean_baseline_ratio, rule.low_mean_baseline_floor
        found.append(Branch(MEAN, rule.op, rule.mean_limit, rule.mean_clear, low_ratio=ratio, low_floor=floor))
    return found


def _relative_branches(rule: PressureRule) -> list[Branch]:
    found = []
    rises = (
        (SYSTOLIC, rule.rise_percent, rule.rise_clear_percent, rule.rise_floor),
        (DIASTOLIC, rule.rise_diastolic_percent, rule.rise_diastolic_clear_percent, rule.rise_diastolic_floor),
        (MEAN, rule.rise_mean_percent, rule.rise_mean_clear_percent, rule.rise_mean_floor),
    )
    for component, percent, clear_percent, floor in rises:
        if percent is not None:
            found.append(Branch(component, rule.op, percent=percent, clear_percent=clear_percent, floor=floor))
    if rule.rise_mmhg is not None:
        clear_mmhg = rule.rise_clear_mmhg
        found.append(Branch(SYSTOLIC, rule.op, mmhg=rule.rise_mmhg, clear_mmhg=clear_mmhg, floor=rule.rise_floor))
    if rule.fall_percent is not None:
        found.append(
            Branch(
                SYSTOLIC,
                "<=",
                percent=-rule.fall_percent,
                clear_mmhg=rule.fall_clear_mmhg,
                floor=rule.fall_ceiling,
            )
        )
    return found
