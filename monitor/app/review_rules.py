"""The numbers that a what-if may change, and a profile with them changed. Never the room's own file.

A clear value moves with its limit, so that an alarm still ends inside the limit.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import LimitRule, Profile, Rule, gravest
from monitor.domain.vocabulary import Priority
from monitor.port.review_port import Change, Knob
from monitor.settings.bounds import bound_of
from monitor.settings.problems import Problem
from monitor.settings.rule_checks import rule_problems

CLEARS = {"limit": "clear", "diastolic_limit": "diastolic_clear"}
SWITCH = "enabled"
WORDS = {
    "limit": "limit",
    "diastolic_limit": "diastolic",
    "rise_mmhg": "rise",
    "rise_percent": "rise, % of baseline",
    "delay_s": "delay",
    "confirm_within_s": "repeat within",
    SWITCH: "rule",
}
SECONDS, PERCENT, MMHG, RATE = "s", "%", "mmHg", "/min"
_OF_LIMIT = ("limit", "delay_s")
_OF_PRESSURE = ("limit", "diastolic_limit", "rise_mmhg", "rise_percent", "confirm_within_s")
_CHANNEL_UNITS = {"rate": RATE, "spo2": PERCENT, "resp": RATE}


class RulesError(Exception):
    """These numbers do not go together; the text says why."""


def knobs_of(profile: Profile) -> tuple[Knob, ...]:
    """What can be turned: the numbers of each rule that stored sessions are judged by, and whether it is on."""
    return tuple(knob for rule in profile.rules for knob in _knobs(rule))


def _knobs(rule: Rule) -> Iterator[Knob]:
    if not isinstance(rule, LimitRule | PressureRule):
        return
    for key in _OF_LIMIT if isinstance(rule, LimitRule) else _OF_PRESSURE:
        value = getattr(rule, key)
        if value is None:
            continue
        bound = bound_of(rule.rule, key)
        words = "systolic" if isinstance(rule, PressureRule) and key == "limit" else WORDS[key]
        unit = _unit(rule, key)
        yield Knob(rule=rule.rule, key=key, words=words, unit=unit, value=float(value), low=bound.low, high=bound.high)
    yield Knob(
        rule=rule.rule,
        key=SWITCH,
        words=WORDS[SWITCH],
        unit="",
        value=float(rule.enabled),
        low=0.0,
        high=1.0,
        is_switch=True,
    )


def _unit(rule: LimitRule | PressureRule, key: str) -> str:
    if key.endswith("_s"):
        return SECONDS
    if key.endswith("_percent"):
        return PERCENT
    return MMHG if isinstance(rule, PressureRule) else _CHANNEL_UNITS.get(rule.channel.value, "")


def changed(profile: Profile, changes: tuple[Change, ...]) -> Profile:
    """The profile with these numbers, for judging stored sessions.

    Raises:
        RulesError: it would be refused as a profile.

    """
    wanted = dict(_all_keys(profile, changes))
    rules = tuple(
        _with(rule, {key: value for (name, key), value in wanted.items() if name == rule.rule})
        for rule in profile.rules
    )
    problems = list(rule_problems(rules, file="what if"))
    if problems:
        raise RulesError("; ".join(_said(one) for one in problems[:2]))
    return replace(profile, name=f"{profile.name}, changed", approved_by="", approved_on="", rules=rules)


def _said(problem: Problem) -> str:
    """A problem of a profile file as words on a screen."""
    what = problem.key.removeprefix("rules.").replace(".", " ").replace("_", " ")
    return f"{what} must be {problem.expected.removeprefix('expected ')}"


def _with(rule: Rule, numbers: dict[str, Any]) -> Rule:
    return replace(rule, **numbers)


def _all_keys(profile: Profile, changes: tuple[Change, ...]) -> Iterator[tuple[tuple[str, str], float | bool]]:
    """Each change, and the clear value that goes with a limit."""
    rules = {rule.rule: rule for rule in profile.rules}
    for change in changes:
        rule = rules.get(change.rule)
        if rule is None or not hasattr(rule, change.key):
            raise RulesError(f"There is no {change.key} of a rule {change.rule}.")
        yield (change.rule, change.key), bool(change.value) if change.key == SWITCH else change.value
        clear = CLEARS.get(change.key)
        if clear is not None and (before := getattr(rule, clear, None)) is not None:
            bound = bound_of(change.rule, clear)
            moved = before + change.value - getattr(rule, change.key)
            yield (change.rule, clear), min(max(moved, bound.low), bound.high)


def gravest_of(profile: Profile, rule: str) -> Priority:
    """The highest priority that a rule can take; an unknown one counts as MEDIUM."""
    return next((gravest(one) for one in profile.rules if one.rule == rule), Priority.MEDIUM)


def pressure_limits(profile: Profile) -> tuple[float, ...]:
    """Systolic limits that are drawn: of the moderate and the severe pressure."""
    return tuple(
        rule.limit
        for rule in profile.rules
        if isinstance(rule, PressureRule) and rule.rule in {"BP-MOD", "BP-SEV"} and rule.limit is not None
    )
