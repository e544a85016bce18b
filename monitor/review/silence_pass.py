"""The rule on a missing saturation over many sessions: gaps between values are all it needs.

A session without any saturation had no oximeter: nothing was expected of it.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from monitor.alarms.arrays import Edge, Ticks
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
            for session, begin, end in _gaps(sheet, ticks(rule.low_after_s)):
                found += [(session, place, edge) for place, edge in _edges(rule, begin, end)]
    return batch_of_edges(found, numbers)


def _gaps(sheet: Sheet, least: int) -> Iterator[tuple[int, int, int | None]]:
    """Session, last tick with a value and next one with one (None: none came) of each gap of at least `least`."""
    known = np.flatnonzero(sheet.values[SPO2] != MISSING)
    session = np.searchsorted(sheet.end, known, side="right")
    measured = np.unique(session)
    # admission is as good as a value, and the end of the stay closes what is open
    at: Ticks = np.concatenate([known, sheet.start[measured], sheet.end[measured]])
    of = np.concatenate([session, measured, measured])
    order = np.lexsort((at, of))
    at, of = at[order], of[order]
    long = np.flatnonzero((np.diff(at) * TICKS_PER_SECOND > least) & (np.diff(of) == 0))
    for index in long.tolist():
        number = int(of[index])
        first, end = int(sheet.start[number]), int(sheet.end[number])
        following = int(at[index + 1])
        yield (
            number,
            (int(at[index]) - first) * TICKS_PER_SECOND,
            None if following == end else (following - first) * TICKS_PER_SECOND,
        )


def _edges(rule: NoDataRule, begin: int, end: int | None) -> Iterator[tuple[int, Edge]]:
    """What one gap brings, each with its place in its tick."""
    low, medium = ticks(rule.low_after_s), ticks(max(rule.medium_after_s, rule.low_after_s))
    timer, over = Phase.SILENCE_TIMER * PHASE_PLACES, Phase.SILENCE_OVER * PHASE_PLACES
    priority = Priority.LOW
    yield timer, _edge(rule, begin + low, AlarmChangeKind.RAISED, priority, low)
    if end is None or begin + medium <= end:
        priority = Priority.MEDIUM
        yield timer + 1, _edge(rule, begin + medium, AlarmChangeKind.ESCALATED, priority, medium)
    if end is not None:
        yield over, _edge(rule, end, AlarmChangeKind.CLEARED, priority, None)


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
