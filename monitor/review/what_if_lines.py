"""A what-if comparison as JSON lines: every lost alarm first, by name, and the caution along with each figure."""

from collections.abc import Iterator
from math import isfinite

from monitor.domain.time import seconds
from monitor.review.what_if import Episode, Outcome, RuleOutcome

Line = dict[str, object]


def lines_of(outcome: Outcome) -> Iterator[Line]:
    """Lost alarms, all of them, then gained ones, one line for each rule, and the summary. None can be left out."""
    for change in ("lost", "gained"):
        for rule in outcome.rules:
            for episode in getattr(rule, change):
                yield _episode(change, episode)
    for rule in outcome.rules:
        yield _rule(rule, outcome)
    yield {
        "summary": {
            "old_profile": outcome.old_profile,
            "new_profile": outcome.new_profile,
            "sessions": outcome.sessions,
            "sessions_treated": outcome.sessions_treated,
            "session_hours": round(outcome.session_hours, 3),
            "lost": sum(len(rule.lost) for rule in outcome.rules),
            "gained": sum(len(rule.gained) for rule in outcome.rules),
            "undetermined": sum(rule.undetermined for rule in outcome.rules),
        },
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
