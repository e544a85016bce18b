"""Reads the [rules.…] tables of a profile: each changes single numbers of a shipped rule, within hard bounds.

A rule that is not named keeps its shipped numbers. What the numbers must be to one another is checked elsewhere.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, replace
from types import MappingProxyType
from typing import Any

from monitor.alarms.rules import SHIPPED_RULES, Op, Rule
from monitor.domain.vocabulary import Priority
from monitor.settings.bounds import Bound, bound_of
from monitor.settings.problems import Problem, closest, written
from monitor.settings.section import joined, sort_out_unknown

NONE_WORD = "none"  # TOML has no word for "no value"
PRIORITY_WORDS: Mapping[str, Priority] = MappingProxyType(
    {priority.word: priority for priority in (Priority.HIGH, Priority.MEDIUM, Priority.LOW)}
)
# What a rule looks at is what its name promises; a file may change numbers, not meanings.
_FIXED = frozenset({"rule", "channel", "silence", "kind", "follows", "parameter", "ends_by_hand"})


class _WrongValueError(Exception):
    """Says what was expected, and what may have been meant."""

    def __init__(self, expected: str, suggestion: str | None = None) -> None:
        super().__init__(expected)
        self.expected = expected
        self.suggestion = suggestion


def read_rules(raw: object, *, file: str) -> tuple[tuple[Rule, ...], tuple[Problem, ...]]:
    """Return all rules in the shipped order with the sound changes of `raw`, and what is wrong with the rest."""
    if not isinstance(raw, dict):
        return SHIPPED_RULES, (Problem(file=file, key="rules", value=written(raw), expected="expected tables"),)
    tables, problems = sort_out_unknown(raw, [rule.rule for rule in SHIPPED_RULES], file=file, key="rules")
    rules = []
    for shipped in SHIPPED_RULES:
        changed, found = _read_rule(tables.get(shipped.rule, {}), shipped, file=file)
        rules.append(changed)
        problems += found
    return tuple(rules), tuple(problems)


def changeable(rule: Rule) -> dict[str, Any]:
    """The keys that a file may set for `rule`, each with the type of its field."""
    return {field.name: field.type for field in fields(rule) if field.name not in _FIXED}


def _read_rule(raw: object, shipped: Rule, *, file: str) -> tuple[Rule, list[Problem]]:
    key = f"rules.{shipped.rule}"
    if not isinstance(raw, dict):
        return shipped, [Problem(file=file, key=key, value=written(raw), expected="expected a table")]
    types = changeable(shipped)
    hints = dict.fromkeys(_FIXED, "what a rule looks at cannot be changed")
    table, problems = sort_out_unknown(raw, types, file=file, key=key, hints=hints)
    changes: dict[str, Any] = {}
    for name, value in table.items():
        try:
            changes[name] = _READERS[types[name]](value, shipped, name)
        except _WrongValueError as error:
            problems.append(
                Problem(
                    file=file,
                    key=joined(key, name),
                    value=written(value),
                    expected=f"expected {error.expected}",
                    suggestion=error.suggestion,
                )
            )
    return replace(shipped, **changes), problems


def _number(value: object, rule: Rule, name: str) -> float:
    bound = bound_of(rule.rule, name)
    if not _is_number_within(value, bound):
        raise _WrongValueError(str(bound))
    return float(value)  # type: ignore[arg-type]  # the line above has looked


def _is_number_within(value: object, bound: Bound) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and bound.holds(value)


def _optional_number(value: object, rule: Rule, name: str) -> float | None:
    if value == NONE_WORD:
        return None
    try:
        return _number(value, rule, name)
    except _WrongValueError as error:
        raise _WrongValueError(f'{error.expected} or "{NONE_WORD}"') from error


def _switch(value: object, rule: Rule, name: str) -> bool:
    if not isinstance(value, bool):
        raise _WrongValueError("true or false")
    if name == "enabled" and not value and rule.rule.startswith("T-"):
        raise _WrongValueError("true: without data nothing else can alarm")
    return value


def _priority(value: object, _rule: Rule, _name: str) -> Priority:
    if not isinstance(value, str) or value not in PRIORITY_WORDS:
        suggestion = closest(value, PRIORITY_WORDS) if isinstance(value, str) else None
        raise _WrongValueError(" or ".join(f'"{word}"' for word in PRIORITY_WORDS), suggestion)
    return PRIORITY_WORDS[value]


def _optional_priority(value: object, rule: Rule, name: str) -> Priority | None:
    return None if value == NONE_WORD else _priority(value, rule, name)


def _operator(value: object, rule: Rule, _name: str) -> Op:
    direction = getattr(rule, "op", "")[:1]
    choices: dict[object, Op] = {"<": "<", "<=": "<="} if direction == "<" else {">": ">", ">=": ">="}
    if value not in choices:
        raise _WrongValueError(" or ".join(f'"{choice}"' for choice in choices))
    return choices[value]


_READERS: Mapping[object, Callable[[object, Rule, str], object]] = {
    float: _number,
    float | None: _optional_number,
    bool: _switch,
    Priority: _priority,
    Priority | None: _optional_priority,
    Op: _operator,
}
