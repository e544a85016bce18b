"""The alarm engine over many stored sessions at once: the same changes that each would give alone.

Sessions are laid end to end, a tile at a time. Continuous rules run only from a violating value to the end of what it
began (`limit_pass`); pressure rules run at readings and where confirmations run out (`pressure_pass`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from monitor.alarms.acceptance import Judgement
from monitor.alarms.arrays import Edge
from monitor.alarms.engine import RATE_ROW, AlarmEngine, Watch
from monitor.alarms.frames import empty_readings, empty_samples
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pairs import PAIR_RULE
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.pressure_rules import CourseRule, PressureRule
from monitor.alarms.rules import Channel, LimitRule, NoDataRule, Profile, Silence
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import Verdict
from monitor.review.changes import Changes
from monitor.review.judging import judgements_of
from monitor.review.limit_pass import judge_limits
from monitor.review.pair_pass import CAUSES, judge_pairs
from monitor.review.pressure_pass import judge_pressures
from monitor.review.readings import RATE_FRESH_S, Readings, readings_of
from monitor.review.sheet import Sheet
from monitor.review.silence_pass import judge_silences
from monitor.review.stored_session import MISSING, StoredSession
from monitor.review.touched import is_judged, with_leaders

TILE_SESSIONS = 2048  # some 25 MB of values


@dataclass(frozen=True, slots=True)
class Judged:
    """A session and what the rules made of it; ticks count from its first second, the column is 0."""

    session: StoredSession
    changes: Changes
    number: int  # of the session among those of the changes

    @property
    def edges(self) -> list[Edge]:
        """All changes in the order in which they happened."""
        return self.changes.edges(self.number)

    def __len__(self) -> int:
        """How many changes there were."""
        return self.changes.count(self.number)


def judge(sessions: Iterable[StoredSession], profile: Profile, *, tile: int = TILE_SESSIONS) -> list[Judged]:
    """Judge every session by those rules of `profile` that a stored session can be judged by; nobody answers alarms."""
    found: list[Judged] = []
    part: list[StoredSession] = []
    for session in sessions:
        part.append(session)
        if len(part) == tile:
            found += _judged(part, profile)
            part = []
    return found + _judged(part, profile)


def _judged(sessions: Sequence[StoredSession], profile: Profile) -> list[Judged]:
    if not sessions:
        return []
    sheet = Sheet(sessions)
    changes = judge_tile(sheet, profile, readings_of(sheet))
    return [Judged(session, changes, number) for number, session in enumerate(sessions)]


def judge_tile(sheet: Sheet, profile: Profile, readings: Readings) -> Changes:
    """All changes of the sessions of one sheet."""
    asked = frozenset(rule.rule for rule in profile.rules if is_judged(rule))
    return _changes(sheet, profile, asked, readings, known=None)


def judge_again(sheet: Sheet, profile: Profile, only: Collection[str], readings: Readings, known: Changes) -> Changes:
    """Changes of the rules of these names alone; `known` holds what all others gave under the profile before."""
    asked = frozenset(rule.rule for rule in profile.rules if is_judged(rule) and rule.rule in only)
    return _changes(sheet, profile, asked, readings, known=known)


def _changes(
    sheet: Sheet, profile: Profile, asked: frozenset[str], readings: Readings, *, known: Changes | None
) -> Changes:
    """Judge what is asked, and those rules whose state others ask for; two causes together need only their changes."""
    needed = with_leaders(asked if known is None else asked - {PAIR_RULE}, profile)
    rules = [rule for rule in profile.rules if rule.rule in needed]
    batches = judge_limits(sheet, profile, [rule for rule in rules if isinstance(rule, LimitRule)])
    pressures = [rule for rule in rules if isinstance(rule, PressureRule | CourseRule)]
    if pressures:
        batches.append(judge_pressures(sheet, readings, profile, pressures))
    if PAIR_RULE in asked:
        rest = [] if known is None else [known.taken_over(set(CAUSES) - needed, profile)]
        batches.append(judge_pairs(profile, len(sheet.sessions), [*batches, *rest]))
    batches.append(judge_silences(sheet, profile, [rule for rule in rules if isinstance(rule, NoDataRule)]))
    return Changes(profile, len(sheet.sessions), batches, only=asked)


def judge_one(session: StoredSession, profile: Profile) -> list[Edge]:
    """The same for one session without any short cut, second by second: what `judge` is measured against."""
    engine = AlarmEngine(replace(profile, rules=tuple(rule for rule in profile.rules if is_judged(rule))), 1)
    engine.watch(0, Watch.PATIENT)
    engine.pressures.at_rest[0] = True  # until the drug begins
    row = CHANNELS.index(Channel.SPO2)
    if (session.values[row] != MISSING).any():
        engine.data_seen(0, Silence.SPO2, {0: 0})
    edges: list[Edge] = []
    readings = {int(second): index for index, second in enumerate(session.reading_s)}
    judgements = judgements_of(session)
    for second in range(session.seconds):
        tick = second * TICKS_PER_SECOND
        while (due := engine.next_due()) <= tick:
            edges += engine.fire(due)
        if second == session.baseline_s:
            engine.set_baseline(0, session.baseline)
            engine.pressures.at_rest[0] = False
        for _, closer in (one for one in session.closer if one[0] == second):
            engine.set_closer(0, on=closer)
        if second == session.infusion_end_s:
            engine.courses.infusion_ended(0, tick)
        if second in readings:
            index = readings[second]
            edges += _read(engine, tick, session, index, judgements[index])
        values, usable, solid = empty_samples(1)
        column = session.values[:, second]
        values[:, 0], usable[:, 0] = column, column != MISSING
        solid[:, 0] = True if session.doubtful is None else ~session.doubtful[:, second]
        if usable[RATE_ROW, 0]:
            engine.gate.by_probe[RATE_ROW, 0] = session.by_ecg is None or not session.by_ecg[second]
        edges += engine.samples(tick, values, usable=usable, solid=solid)
        if usable[row, 0]:
            edges += engine.data_seen(tick, Silence.SPO2, {0: tick})
    return edges


def _read(engine: AlarmEngine, tick: int, session: StoredSession, index: int, judgement: Judgement) -> list[Edge]:
    """Hand over one reading. Nobody can be asked to repeat one of the past: the rules take their unrepeated form."""
    if judgement.verdict is Verdict.REJECTED:
        return []
    readings, present = empty_readings(1)
    readings[:, 0] = session.readings[:, index]
    present[0] = True
    belief = Belief(
        solid=np.array([judgement.solid]),
        expected=np.array([judgement.expected]),
        repeatable=np.zeros_like(present),
        rate=np.array([_rate_at(session, int(session.reading_s[index]))]),
    )
    return engine.readings(tick, readings, present, belief)


def _rate_at(session: StoredSession, second: int) -> float:
    """The newest rate of the ten seconds before; NaN where there is none."""
    recent = session.values[RATE_ROW, max(0, second - RATE_FRESH_S) : second]
    known = recent[recent != MISSING]
    return float(known[-1]) if known.size else np.nan
