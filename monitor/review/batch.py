"""The alarm engine over many stored sessions at once: the same changes that each would give alone.

Sessions are laid end to end, a tile at a time. Continuous rules run only from a violating value to the end of what it
began (`limit_pass`); pressure rules run at readings and where confirmations run out (`pressure_pass`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from monitor.alarms.acceptance import Judgement
from monitor.alarms.arrays import Edge
from monitor.alarms.engine import RATE_ROW, AlarmEngine, Watch
from monitor.alarms.frames import empty_readings, empty_samples
from monitor.alarms.pressure_bank import Belief
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import LimitRule, Profile
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import Verdict
from monitor.review.changes import Changes
from monitor.review.judging import judgements_of
from monitor.review.limit_pass import judge_limits
from monitor.review.pressure_pass import judge_pressures
from monitor.review.readings import RATE_FRESH_S, readings_of
from monitor.review.sheet import Sheet
from monitor.review.stored_session import MISSING, StoredSession

TILE_SESSIONS = 1024


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
    """Judge every session by the limit and pressure rules of `profile`; nobody answers alarms here.

    Rules on silence and advice are left out: what a device owed is not in the columns, and advice asks nobody.
    """
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
    changes = judge_tile(Sheet(sessions), profile)
    return [Judged(session, changes, number) for number, session in enumerate(sessions)]


def judge_tile(sheet: Sheet, profile: Profile) -> Changes:
    """All changes of the sessions of one sheet."""
    batches = judge_limits(sheet, profile, [rule for rule in profile.rules if isinstance(rule, LimitRule)])
    pressures = [rule for rule in profile.rules if isinstance(rule, PressureRule)]
    batches.append(judge_pressures(sheet, readings_of(sheet), profile, pressures))
    return Changes(profile, len(sheet.sessions), batches)


def judge_one(session: StoredSession, profile: Profile) -> list[Edge]:
    """The same for one session without any short cut: what `judge` is measured against."""
    engine = AlarmEngine(_only(profile, (LimitRule, PressureRule)), 1)
    engine.watch(0, Watch.PATIENT)
    edges: list[Edge] = []
    readings = {int(second): index for index, second in enumerate(session.reading_s)}
    judgements = judgements_of(session)
    for second in range(session.seconds):
        tick = second * TICKS_PER_SECOND
        while (due := engine.next_due()) <= tick:
            edges += engine.fire(due)
        if second == session.baseline_s:
            engine.set_baseline(0, session.baseline)
        values, usable, solid = empty_samples(1)
        column = session.values[:, second]
        values[:, 0], usable[:, 0] = column, column != MISSING
        solid[:, 0] = True if session.doubtful is None else ~session.doubtful[:, second]
        edges += engine.samples(tick, values, usable=usable, solid=solid)
        if second in readings:
            index = readings[second]
            edges += _read(engine, tick, [(0, session, index, judgements[index])])
    return edges


def _only(profile: Profile, kinds: tuple[type, ...]) -> Profile:
    return replace(profile, rules=tuple(rule for rule in profile.rules if isinstance(rule, kinds)))


def _read(engine: AlarmEngine, tick: int, items: Sequence[tuple[int, StoredSession, int, Judgement]]) -> list[Edge]:
    """Hand over readings of one tick, given as column, session, number of the reading and what was thought of it.

    Nobody can be asked to repeat a reading of the past: the rules take their unrepeated form.
    """
    readings, present = empty_readings(engine.columns)
    belief = Belief(
        solid=np.zeros_like(present),
        expected=np.zeros_like(present),
        repeatable=np.zeros_like(present),
        rate=np.full(engine.columns, np.nan),
    )
    for column, session, index, judgement in items:
        if judgement.verdict is Verdict.REJECTED:
            continue
        readings[:, column] = session.readings[:, index]
        present[column] = True
        belief.solid[column], belief.expected[column] = judgement.solid, judgement.expected
        belief.rate[column] = _rate_at(session, int(session.reading_s[index]))
    return engine.readings(tick, readings, present, belief)


def _rate_at(session: StoredSession, second: int) -> float:
    """The newest rate of the last ten seconds, /min; NaN where there is none."""
    recent = session.values[RATE_ROW, max(0, second - RATE_FRESH_S) : second + 1]
    known = recent[recent != MISSING]
    return float(known[-1]) if known.size else np.nan
