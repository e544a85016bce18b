"""Other limits as a proposal: the text of a profile file that nobody has approved, with what it would lose on top.

It is the only way out of a what-if. The text names every alarm marked as useful that these limits may not raise, and
there is none before a person has named each of them as well.
"""

import json
from collections.abc import Container, Iterable, Iterator, Mapping
from datetime import date

from monitor.domain.time import seconds
from monitor.review.what_if import Outcome

_HEADER = ("schema", "name", "approved_by", "approved_on")


class ProposalError(ValueError):
    """This cannot be proposed; the text says why."""


def proposal_text(outcome: Outcome, numbers: Mapping[str, object], *, named: Container[int]) -> str:
    """The file.

    Args:
        outcome: what these limits would have done.
        numbers: the tables of the profile as they stand in its file; who approved them is left out.
        named: numbers of the useful alarms that somebody has named as lost.

    Raises:
        ProposalError: a useful alarm that may be lost was not named.

    """
    missing = [str(alarm.alarm_id) for alarm in outcome.useful_lost if alarm.alarm_id not in named]
    if missing:
        raise ProposalError(
            f"these limits may lose alarms that a reviewer marked as useful: {', '.join(missing)}. "
            "Each has to be named before they can be proposed"
        )
    return profile_text(_summary(outcome), numbers)


def profile_text(summary: Iterable[str], numbers: Mapping[str, object]) -> str:
    """A profile that nobody has approved: `summary` as comments on top, then the tables of `numbers`.

    Raises:
        ProposalError: a value that no profile holds.

    """
    lines = [f"# {' '.join(line.split())}".rstrip() for line in summary]
    lines += ["", f"schema = {_value(numbers.get('schema', 1))}", f"name = {_value(str(numbers.get('name', '')))}"]
    lines.append('approved_by = ""')
    for name, value in numbers.items():
        if name not in _HEADER:
            lines += _table(name, value)
    return "\n".join(lines) + "\n"


def _summary(outcome: Outcome) -> Iterator[str]:
    yield f'Proposal, approved by nobody: "{outcome.new_profile}" in place of "{outcome.old_profile}".'
    yield outcome.caution
    yield f"{outcome.sessions_treated} of {outcome.sessions} sessions were treated, {outcome.session_hours:.0f} hours."
    for alarm in outcome.useful_lost:
        yield (
            f"LOST although marked as useful: alarm {alarm.alarm_id}, {alarm.rule}, session {alarm.session_id}, "
            f"{seconds(alarm.first_tick):g} s after admission."
        )
    for rule in outcome.rules:
        if rule.lost or rule.gained or rule.undetermined:
            yield (
                f"{rule.rule}: {len(rule.lost)} lost, {len(rule.gained)} gained, {rule.undetermined} gained or kept "
                f"but undetermined; {rule.old_per_hour:.3f} an hour before, {rule.new_per_hour:.3f} after."
            )
    for unknown in outcome.not_judged:
        yield f"{unknown.rule}: cannot be judged afterwards; it spoke {unknown.recorded} times."
    for programme in outcome.programmes_not_judged:
        yield f"Not judged: {programme}."


def _table(name: str, value: object) -> Iterator[str]:
    """A value, or a table and the tables in it."""
    if not isinstance(value, Mapping):
        yield f"{name} = {_value(value)}"
        return
    plain = {key: one for key, one in value.items() if not isinstance(one, Mapping)}
    if plain:
        yield from ("", f"[{name}]", *(f"{key} = {_value(one)}" for key, one in plain.items()))
    for key, one in value.items():
        if isinstance(one, Mapping):
            yield from _table(f"{name}.{key}", one)


def _value(value: object) -> str:
    """A number, a word, a truth or a date as TOML writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case date():
            return value.isoformat()
        case str():
            return json.dumps(value, ensure_ascii=False)
        case _:
            raise ProposalError(f"a profile holds no {type(value).__name__}")
