"""The rule sets that are compared: plain limits, the clinic's rules, and the clinic's rules less one measure each."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from monitor.alarms.pressure_rules import OffTrend, PressureRule
from monitor.alarms.rules import LimitRule, Profile, Rule
from monitor.settings import load_profile

PROFILES: Final = Path(__file__).resolve().parents[2] / "config" / "profiles"
EVIDENCE_DELAY_S: Final = 15.0  # removes 60 to 70 % of false saturation alarms in published series
DEEP_GATES_S: Final = (10.0, 30.0)  # beside the 90 s of the profile
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
    """All of them, ours first."""
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
        *(_with_deep_gate(ours, seconds) for seconds in DEEP_GATES_S),
    )


def named(name: str) -> RuleSet:
    """One of them."""
    return next(each for each in rule_sets() if each.name == name)


def _with_rules(profile: Profile, change: Callable[[Rule], Rule]) -> Profile:
    return replace(profile, rules=tuple(change(rule) for rule in profile.rules))


def _delayed(rule: Rule) -> Rule:
    return replace(rule, delay_s=EVIDENCE_DELAY_S) if isinstance(rule, LimitRule) else rule


def _ungated(rule: Rule) -> Rule:
    return replace(rule, gate_max_s=None) if isinstance(rule, LimitRule) else rule


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


def _with_deep_gate(profile: Profile, seconds: float) -> RuleSet:
    """How long HIGH for a very low saturation may wait for a better signal: its trade-off curve."""

    def gated(rule: Rule) -> Rule:
        deep = isinstance(rule, LimitRule) and rule.rule == "O2-XLO"
        return replace(rule, gate_max_s=seconds) if deep and isinstance(rule, LimitRule) else rule

    words = f"… O2-XLO waits at most {seconds:.0f} s"
    return RuleSet(name=f"deep_gate_{seconds:.0f}", words=words, profile=_with_rules(profile, gated))


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
