"""The alarm engine over many stored sessions at once: the same changes that each would give alone.

Sessions are laid end to end, a tile at a time. Continuous rules run only from a violating value to the end of what it
began (`limit_pass`); pressure rules run at readings and where confirmations run out (`pressure_pass`).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from monitor.alarms.arrays import Edge
from monitor.alarms.pairs import PAIR_RULE
from monitor.alarms.pressure_rules import CourseRule, PressureRule
from monitor.alarms.rules import LimitRule, NoDataRule, Profile
from monitor.review.changes import Changes
from monitor.review.limit_pass import judge_limits
from monitor.review.pair_pass import CAUSES, judge_pairs
from monitor.review.pressure_pass import judge_pressures
from monitor.review.readings import Readings, readings_of
from monitor.review.sheet import Sheet
from monitor.review.silence_pass import judge_silences
from monitor.review.stored_session import StoredSession
from monitor.review.touched import is_judged, with_leaders

TILE_SESSIONS = 2048  # some 25 MB of values
LARGE_BYTES = 31 * 2**20  # glibc looks at blocks of up to 32 MiB: mallopt(3), M_MMAP_THRESHOLD


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
    _keep_freed_memory()
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


def _keep_freed_memory() -> None:
    """Let glibc keep what temporary arrays give back, rather than return each to the kernel and ask for it anew.

    Its thresholds follow the largest block that was freed; without this the first tile takes 400,000 page faults, half
    as long again as the others. Elsewhere it costs nothing and does nothing.
    """
    np.empty(LARGE_BYTES, dtype=np.uint8)
