"""The rule sets that are compared: plain limits, the clinic's rules, and the clinic's rules less one measure each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from monitor.alarms.pressure_rules import OffTrend, PressureRule
from monitor.alarms.rules import FallRule, LimitRule, Profile, Rule
from monitor.domain.vocabulary import Priority
from monitor.settings import load_profile

PROFILES: Final = Path(__file__).resolve().parents[2] / "config" / "profiles"
EVIDENCE_DELAY_S: Final = 15.0  # removes 60 to 70 % of false saturation alarms in published series
GATES_S: Final = (10.0, 20.0, 30.0, 60.0)  # beside the 90 s of the profile
OURS: Final = "ours"
PLAIN: Final = "plain"
DELAYED: Final = "plain_delayed"


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """One way to judge; everything but the profile is on unless an ablation takes it away."""

    name: str
    words: str
    profile: Profile
    acceptance_test: bool = True  # False: every possible reading is as good as any other
    median_baseline: bool = True  # False: the first reading is the baseline
    rate_starts_cuff: bool = True  # False: a slow heart asks for no pressure


def rule_sets() -> tuple[RuleSet, ...]:
    """All of them but those of the gate's curve, ours first."""
    ours = load_profile(PROFILES / "mood.toml")
    plain = load_profile(PROFILES / "plain-limits.toml")
    delayed = _with_rules(plain, _delayed)
    return (
        RuleSet(name=OURS, words="The clinic's rules", profile=ours),
        RuleSet(
            name=PLAIN,
            words="Plain limits",
            profile=plain,
            acceptance_test=False,
            median_baseline=False,
            rate_starts_cuff=False,
        ),
        RuleSet(
            name=DELAYED,
            words=f"Plain limits, {EVIDENCE_DELAY_S:.0f} s delay",
            profile=delayed,
            acceptance_test=False,
            median_baseline=False,
            rate_starts_cuff=False,
        ),
        RuleSet(
            name="raw",
            words="The clinic's limits raw",
            profile=_raw(ours),
            acceptance_test=False,
            median_baseline=False,
            rate_starts_cuff=False,
        ),
        RuleSet(name="no_test", words="… without acceptance test", profile=ours, acceptance_test=False),
        RuleSet(name="first_baseline", words="… first reading as baseline", profile=ours, median_baseline=False),
        RuleSet(name="no_confirmation", words="… without confirmation", profile=_with_rules(ours, _at_once)),
        RuleSet(name="no_rate_cuff", words="… no reading on a slow heart", profile=ours, rate_starts_cuff=False),
        RuleSet(name="no_gates", words="… without quality gates", profile=_with_rules(ours, _ungated)),
        RuleSet(name="fixed_interval", words="… fixed interval", profile=_fixed_interval(ours)),
    )


def gate_curve() -> tuple[RuleSet, ...]:
    """The clinic's rules with other bounds of how long HIGH may wait for a good signal."""
    ours = load_profile(PROFILES / "mood.toml")
    return tuple(
        RuleSet(name=f"gate_{most_s:.0f}", words=f"{most_s:.0f} s", profile=_with_rules(ours, _gated(most_s)))
        for most_s in GATES_S
    )


def named(name: str) -> RuleSet:
    """One of them, or of the gate's curve."""
    return next(each for each in (*rule_sets(), *gate_curve()) if each.name == name)


def _with_rules(profile: Profile, change: Callable[[Rule], Rule]) -> Profile:
    return replace(profile, rules=tuple(change(rule) for rule in profile.rules))


def _delayed(rule: Rule) -> Rule:
    return replace(rule, delay_s=EVIDENCE_DELAY_S) if isinstance(rule, LimitRule) else rule


def _ungated(rule: Rule) -> Rule:
    if isinstance(rule, FallRule):
        return replace(rule, gate_max_s=None, graver_gate_max_s=None)
    return replace(rule, gate_max_s=None) if isinstance(rule, LimitRule) else rule


def _gated(most_s: float) -> Callable[[Rule], Rule]:
    """Let no HIGH wait for a good signal longer than that; MEDIUM waits as it does."""

    def bounded(value: float | None) -> float | None:
        return None if value is None else min(value, most_s)

    def gated(rule: Rule) -> Rule:
        if isinstance(rule, FallRule):
            gate_s, plunge_s = bounded(rule.graver_gate_max_s), bounded(rule.graver_plunge_max_s)
            return replace(rule, graver_gate_max_s=gate_s, graver_plunge_max_s=plunge_s)
        if isinstance(rule, LimitRule) and rule.priority is Priority.HIGH:
            return replace(rule, gate_max_s=bounded(rule.gate_max_s), plunge_max_s=bounded(rule.plunge_max_s))
        return rule

    return gated


def _at_once(rule: Rule) -> Rule:
    """One reading has the priority that otherwise two have."""
    if not isinstance(rule, PressureRule) or rule.op[0] != ">":
        return rule
    return replace(
        rule,
        priority=rule.confirmed_priority or rule.priority,
        confirmed_priority=None,
        off_trend=OffTrend.RAISE,
    )


def _raw(profile: Profile) -> Profile:
    """The same limits as on a monitor out of its box: no delay, gate, hold, hysteresis or confirmation."""

    def raw(rule: Rule) -> Rule:
        if isinstance(rule, LimitRule):
            return replace(rule, delay_s=0.0, hold_s=0.0, gate_max_s=None, clear=None, clear_margin=0.0, latching=False)
        if isinstance(rule, PressureRule):
            bare = replace(rule, latching=False, clear=None, diastolic_clear=None, mean_clear=None)
            return _at_once(bare)
        return rule

    return replace(_fixed_interval(_with_rules(profile, raw)), name="Raw limits")


def _fixed_interval(profile: Profile) -> Profile:
    programme = profile.cuff
    return replace(profile, cuff=replace(programme, sooner_interval_s=programme.recovery_later_interval_s))
