"""The rule on a missing saturation over many sessions: gaps between values are all it needs.

A session without any saturation had no oximeter: nothing was expected of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from monitor.alarms.arrays import Edge
from monitor.alarms.gate import SPO2
from monitor.alarms.rules import NoDataRule, Profile
from monitor.domain.time import TICKS_PER_SECOND, ticks
from monitor.domain.vocabulary import AlarmChangeKind, Priority
from monitor.review.changes import Batch, batch_of_edges
from monitor.review.phases import PHASE_PLACES, Phase
from monitor.review.sheet import Sheet
from monitor.review.stored_session import MISSING


def judge_silences(sheet: Sheet, profile: Profile, rules: Sequence[NoDataRule]) -> Batch:
    """Changes of rules on a missing saturation; a device is taken to speak once a second."""
    numbers = {rule.rule: number for number, rule in enumerate(profile.rules)}
    found: list[tuple[int, int, Edge]] = []
    for rule in rules:
        if rule.enabled:
            for gap in _gaps(sheet, ticks(rule.low_after_s)):
                found += [(gap.session, place, edge) for place, edge in _edges(rule, gap)]
    return batch_of_edges(found, numbers)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Ticks of a session: the last with a value, or its first; the next with one, or its last."""

    session: int
    begin: int
    end: int
    is_over: bool  # a value came


def _gaps(sheet: Sheet, least: int) -> Iterator[_Gap]:
    """Gaps between values that last at least so long."""
    missing = np.flatnonzero(sheet.values[SPO2] == MISSING)
    if not missing.size:
        return
    session = np.searchsorted(sheet.end, missing, side="right")
    breaks = np.flatnonzero((np.diff(missing) > 1) | (np.diff(session) > 0))
    firsts, lasts = missing[np.append(0, breaks + 1)], missing[np.append(breaks, missing.size - 1)]
    numbers = session[np.append(0, breaks + 1)]
    start, end = sheet.start[numbers], sheet.end[numbers]
    begin = (np.maximum(firsts - 1, start) - start) * TICKS_PER_SECOND
    until = (np.minimum(lasts + 1, end - 1) - start) * TICKS_PER_SECOND
    is_over = lasts + 1 < end
    measured = (firsts > start) | is_over
    for at in np.flatnonzero(measured & (until - begin >= least)).tolist():
        yield _Gap(int(numbers[at]), int(begin[at]), int(until[at]), bool(is_over[at]))


def _edges(rule: NoDataRule, gap: _Gap) -> Iterator[tuple[int, Edge]]:
    """What one gap brings, each with its place in its tick; a timer comes before a value of the same tick."""
    low, medium = ticks(rule.low_after_s), ticks(max(rule.medium_after_s, rule.low_after_s))
    timer, over = Phase.SILENCE_TIMER * PHASE_PLACES, Phase.SILENCE_OVER * PHASE_PLACES
    priority = Priority.LOW
    yield timer, _edge(rule, gap.begin + low, AlarmChangeKind.RAISED, priority, low)
    if gap.begin + medium <= gap.end:
        priority = Priority.MEDIUM
        yield timer + 1, _edge(rule, gap.begin + medium, AlarmChangeKind.ESCALATED, priority, medium)
    if gap.is_over:
        yield over, _edge(rule, gap.end, AlarmChangeKind.CLEARED, priority, None)


def _edge(rule: NoDataRule, tick: int, change: AlarmChangeKind, priority: Priority, after: int | None) -> Edge:
    after_s = None if after is None else after / TICKS_PER_SECOND
    return Edge(
        tick=tick,
        due=tick,
        column=0,
        rule=rule.rule,
        kind=rule.kind,
        change=change,
        priority=priority,
        parameter=rule.silence.value,
        value=0.0 if after_s is None else after_s,
        op="" if after_s is None else ">",
        limit=after_s,
        delay_s=after_s if change is AlarmChangeKind.RAISED else None,
    )
