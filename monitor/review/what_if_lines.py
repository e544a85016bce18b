"""A what-if comparison as JSON lines: lost alarms first, by name, and the caution along with each figure.

Before all others stand those that a reviewer marked as useful: no export of a result goes without them.
"""

from collections.abc import Iterator
from math import isfinite

from monitor.domain.time import seconds
from monitor.review.episodes import Episode
from monitor.review.stored_session import UsefulAlarm
from monitor.review.what_if import Outcome, RuleOutcome, Undetermined

Line = dict[str, object]


def lines_of(outcome: Outcome) -> Iterator[Line]:
    """Lost alarms, all of them, then gained ones, one line for each rule, and the summary. None can be left out."""
    for alarm in outcome.useful_lost:
        yield _useful(alarm)
    for change in ("lost", "gained"):
        for rule in outcome.rules:
            for episode in getattr(rule, change):
                yield _episode(change, episode)
    for rule in outcome.rules:
        yield _rule(rule, outcome)
    for unknown in outcome.not_judged:
        yield _undetermined(unknown, outcome)
    for programme in outcome.programmes_not_judged:
        yield {
            "not_judged": programme,
            "why": "nobody knows what would have been measured",
            **_said_along(outcome),
        }
    yield {
        "summary": {
            "old_profile": outcome.old_profile,
            "new_profile": outcome.new_profile,
            "sessions": outcome.sessions,
            "sessions_treated": outcome.sessions_treated,
            "session_hours": round(outcome.session_hours, 3),
            "useful_lost": len(outcome.useful_lost),
            "lost": sum(len(rule.lost) for rule in outcome.rules),
            "gained": sum(len(rule.gained) for rule in outcome.rules),
            "not_judged": list(outcome.programmes_not_judged),
            "undetermined": sum(rule.undetermined for rule in outcome.rules)
            + sum(unknown.recorded for unknown in outcome.not_judged),
        },
        **_said_along(outcome),
    }


def _useful(alarm: UsefulAlarm) -> Line:
    return {
        "change": "useful_lost",
        "rule": alarm.rule,
        "session_id": alarm.session_id,
        "alarm_id": alarm.alarm_id,
        "t_s": seconds(alarm.first_tick),
        "until_s": seconds(alarm.last_tick),
    }


def _undetermined(unknown: Undetermined, outcome: Outcome) -> Line:
    return {
        "rule": unknown.rule,
        "undetermined": unknown.recorded,
        "why": "a stored session cannot be judged by this rule",
        **_said_along(outcome),
    }


def _episode(change: str, episode: Episode) -> Line:
    return {
        "change": change,
        "rule": episode.rule,
        "session_id": episode.session_id,
        "t_s": seconds(episode.first_tick),
        "until_s": seconds(episode.last_tick),
        "parameter": episode.parameter,
        "peak": episode.peak,
        "milder": episode.milder,
        "undetermined": episode.unrepeated and change == "gained",
    }


def _rule(rule: RuleOutcome, outcome: Outcome) -> Line:
    """Figures of one rule; an interval is null where one session, or none, gives none."""
    return {
        "rule": rule.rule,
        "lost": len(rule.lost),
        "gained": len(rule.gained),
        "undetermined": rule.undetermined,
        "old_per_hour": round(rule.old_per_hour, 4),
        "new_per_hour": round(rule.new_per_hour, 4),
        "difference_low": _finite(rule.difference_low),
        "difference_high": _finite(rule.difference_high),
        **_said_along(outcome),
    }


def _said_along(outcome: Outcome) -> Line:
    return {"treated": f"{outcome.sessions_treated} of {outcome.sessions} sessions", "caution": outcome.caution}


def _finite(number: float) -> float | None:
    return round(number, 4) if isfinite(number) else None
