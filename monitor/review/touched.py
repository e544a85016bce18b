"""Which rules a change of a profile touches: those whose numbers differ, and those that depend on them."""

from collections.abc import Iterable, Mapping

from monitor.alarms.closer import with_programme
from monitor.alarms.pairs import PAIR_RULE, PRESSURE, RATE, SATURATION
from monitor.alarms.pressure_rules import CourseRule, PersistRule, PressureRule
from monitor.alarms.rules import CuffProgramme, LimitRule, NoDataRule, Profile, RecoveryProgramme, Rule, Silence

GATED = ("gate_max_s", "plunge_max_s", "graver_gate_max_s", "graver_plunge_max_s")  # what waits for a better signal
MODERATE = "BP-MOD"  # a rise that persists is one while this alarm stands


def is_judged(rule: Rule) -> bool:
    """Whether a stored session holds what the rule asks for."""
    if isinstance(rule, NoDataRule):
        return rule.silence is Silence.SPO2
    return isinstance(rule, LimitRule | PressureRule | CourseRule) or rule.rule == PAIR_RULE


def touched(old: Profile, new: Profile) -> frozenset[str]:
    """Rules that may say something else under `new`, by name."""
    after = _by_name(new)
    found = _unlike(_by_name(old), after) | _unlike(_by_name(old.closer), _by_name(new.closer))
    if old.gate != new.gate:
        found |= {name for name, rule in after.items() if any(getattr(rule, key, None) is not None for key in GATED)}
    while more := {rule.rule for rule in after.values() if leaders_of(rule) & found} - found:
        found |= more
    return frozenset(found)


CUFF = "cuff programme"


def programmes_not_judged(old: Profile, new: Profile) -> tuple[str, ...]:
    """Programmes that differ: under others the cuff would have measured at other times, or the stay been longer."""
    before, after = _programmes(old), _programmes(new)
    closer_before, closer_after = _programmes(with_programme(old)), _programmes(with_programme(new))
    found = []
    for words in {**closer_before, **closer_after}:
        if before.get(words, before[CUFF]) != after.get(words, after[CUFF]):
            found.append(words)
        elif closer_before.get(words, closer_before[CUFF]) != closer_after.get(words, closer_after[CUFF]):
            found.append(f"{words} of the closer limits")
    return tuple(found)


def _programmes(profile: Profile) -> dict[str, CuffProgramme | RecoveryProgramme]:
    """In words; a preset that is not named here has the room's own programme."""
    presets = {f"{CUFF} of {one.preset}": one.cuff for one in profile.cuff_presets}
    return {CUFF: profile.cuff, **presets, "recovery programme": profile.recovery}


def _by_name(profile: Profile | None) -> dict[str, Rule]:
    return {} if profile is None else {rule.rule: rule for rule in profile.rules}


def _unlike(before: Mapping[str, Rule], after: Mapping[str, Rule]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def with_leaders(names: Iterable[str], profile: Profile) -> frozenset[str]:
    """The rules of these names, and all whose states they look at."""
    rules, found = {rule.rule: rule for rule in profile.rules}, set(names)
    while more := {leader for name in found & set(rules) for leader in leaders_of(rules[name])} - found:
        found |= more
    return frozenset(found)


def leaders_of(rule: Rule) -> frozenset[str]:
    """Rules whose limits or states this one looks at."""
    if rule.rule == PAIR_RULE:
        return frozenset({SATURATION, RATE, PRESSURE})
    if isinstance(rule, PersistRule):
        return frozenset({MODERATE})
    follows = rule.follows if isinstance(rule, LimitRule) else None
    return frozenset() if follows is None else frozenset({follows})
