"""The closer profile of patients at risk: which columns are judged by it, and what it makes of limits and programme.

A number of the closer profile holds where it is violated sooner than the profile's own; so it can only tighten, and as
both profiles put MEDIUM inside HIGH, so do the two together. Delays, confirmations and priorities stay the profile's.
"""

from collections.abc import Sequence
from dataclasses import fields, replace

import numpy as np

from monitor.alarms.arrays import Floats
from monitor.alarms.baseline import Baseline
from monitor.alarms.limit_bank import LimitBank
from monitor.alarms.limits import resolve_limits
from monitor.alarms.pressure_bank import PressureBank
from monitor.alarms.pressure_branches import Branch, branches_of
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Channel, CuffProgramme, LimitRule, PresetCuff, Profile


def kinds_of_branches(rule: PressureRule) -> tuple[tuple[int, bool, bool], ...]:
    """What each branch of a rule looks at: two profiles can only be laid over each other where these agree."""
    return tuple((branch.component, branch.is_fixed, branch.is_fall) for branch in branches_of(rule))


def with_programme(profile: Profile) -> Profile:
    """`profile` with the shorter intervals, of each preset too, and the longer observation of its closer one."""
    closer = profile.closer
    if closer is None:
        return profile
    presets = sorted({each.preset for each in (*profile.cuff_presets, *closer.cuff_presets)})
    longer = max(profile.recovery.minimum_min, closer.recovery.minimum_min)
    return replace(
        profile,
        cuff=_shorter(profile.cuff, closer.cuff),
        cuff_presets=tuple(
            PresetCuff(preset=name, cuff=_shorter(profile.cuff_of(name), closer.cuff_of(name))) for name in presets
        ),
        recovery=replace(profile.recovery, minimum_min=longer),
    )


def _shorter(own: CuffProgramme, closer: CuffProgramme) -> CuffProgramme:
    """The profile's own programme with each interval of the closer one that is shorter."""
    intervals = [each.name for each in fields(CuffProgramme) if each.name.endswith("interval_s")]
    return replace(own, **{name: min(getattr(own, name), getattr(closer, name)) for name in intervals})


class CloserLimits:
    """Owns the choice for each column and lays the closer limits over those that the banks have resolved.

    Attributes:
        on: whether the column's patient is judged by the closer profile; without such a profile it has no effect.
    """

    def __init__(
        self, profile: Profile, continuous: Sequence[LimitBank], pressures: PressureBank, columns: int
    ) -> None:
        self._profiles = (profile, with_programme(profile))
        self._continuous = tuple(continuous)
        self._pressures = pressures
        self.on = [False] * columns
        rules = () if profile.closer is None else profile.closer.rules
        self._limit_rules = [rule for rule in rules if isinstance(rule, LimitRule)]
        by_name = {rule.rule: rule for rule in rules if isinstance(rule, PressureRule)}
        self._branches: list[tuple[Branch, ...]] = [
            branches_of(by_name[rule.rule]) if rule.rule in by_name else () for rule in pressures.rules
        ]

    def profile_at(self, column: int) -> Profile:
        """The profile whose programme and times hold in a column."""
        return self._profiles[self.on[column]]

    def resolve(self, column: int, baseline: Baseline, *, on_oxygen: bool) -> None:
        """Resolve all limits of a column after its baseline, the closer ones over the profile's own."""
        self._tell(column, baseline, on_oxygen=on_oxygen)
        for bank in self._continuous:
            bank.set_baseline(column, rate=baseline.rate, spo2=baseline.spo2, on_oxygen=on_oxygen)
        self._pressures.set_baseline(
            column, systolic=baseline.systolic, diastolic=baseline.diastolic, mean=baseline.mean
        )
        self._tighten(column, baseline)

    def _tell(self, column: int, baseline: Baseline, *, on_oxygen: bool) -> None:
        """Give the banks of continuous values the column's closer limits, which they take where those are closer."""
        for bank in self._continuous:
            bank.stricter[:, column] = np.nan
        if not self.on[column]:
            return
        values = {Channel.RATE: baseline.rate, Channel.SPO2: baseline.spo2}
        limits = resolve_limits(self._limit_rules, values, on_oxygen=on_oxygen)
        by_name = {rule.rule: limit for rule, limit in zip(self._limit_rules, limits, strict=True) if rule.enabled}
        for bank in self._continuous:
            for row, name in enumerate(bank.row_names()):
                bank.stricter[row, column] = by_name.get(name, np.nan)

    def _tighten(self, column: int, baseline: Baseline) -> None:
        if not self.on[column]:
            return
        values = (baseline.systolic, baseline.diastolic, baseline.mean)
        bank = self._pressures
        for row, branches in enumerate(self._branches):
            rises = bank.rules[row].op[0] == ">"
            for index, branch in enumerate(branches):
                limit, clear = branch.resolve(values[branch.component])
                if _is_closer(limit, bank.limit[row, :, column], index, rises=rises):
                    bank.limit[row, index, column] = limit
                    bank.clear[row, index, column] = clear


def _is_closer(limit: float, present: Floats, index: int, *, rises: bool) -> bool:
    """Whether `limit` is violated sooner than the one that a branch has; one that is not judged is never closer."""
    own = float(present[index])
    if np.isnan(limit):
        return False
    return bool(np.isnan(own) or (limit < own if rises else limit > own))
