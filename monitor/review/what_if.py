"""What other limits would have said of stored sessions: alarms gained, lost and not to be told, rule by rule.

Both rule sets judge the same values without anybody answering. It compares; it writes no profile and changes no limit.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from monitor.alarms.arrays import Mask
from monitor.alarms.rules import Profile
from monitor.domain.time import TICKS_PER_SECOND
from monitor.review.batch import TILE_SESSIONS, judge_again, judge_tile
from monitor.review.episodes import Episode, Episodes, episodes_of, weight_of, without_like
from monitor.review.readings import readings_of
from monitor.review.sheet import Sheet
from monitor.review.stored_session import StoredSession, UsefulAlarm
from monitor.review.touched import is_judged, programmes_not_judged, touched

CAUTION = "Readings as taken under the old rules; treated patients look harmless."


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """One rule under both limits. `lost` stands first: alarms that nobody would hear, or not as grave any more."""

    rule: str
    lost: tuple[Episode, ...]
    gained: tuple[Episode, ...]
    undetermined: int  # gained, or kept, on a repeat that the new limits would have asked for and nobody took
    old_count: int
    new_count: int
    old_per_hour: float
    new_per_hour: float
    difference_low: float  # 95 % interval of the change in alarms per session hour, over sessions
    difference_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Undetermined:
    """A rule that other numbers were given to, but that a stored session cannot be judged by afterwards."""

    rule: str
    recorded: int  # how often it spoke when the room lived these sessions


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The comparison, with what has to be said along with it wherever it is shown."""

    old_profile: str
    new_profile: str
    sessions: int
    sessions_treated: int
    session_hours: float
    rules: tuple[RuleOutcome, ...]
    useful_lost: tuple[UsefulAlarm, ...]  # marked as useful by a reviewer, and not sure to be raised any more
    not_judged: tuple[Undetermined, ...]
    programmes_not_judged: tuple[str, ...]  # in words: under others, other readings would have been taken
    caution: str = CAUTION


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a comparison has come."""

    sessions_done: int
    sessions: int


@dataclass(slots=True)
class _Tally:
    """What is known of one rule so far, tile by tile: alarms per session, and those without a like."""

    old: list[np.ndarray] = field(default_factory=list)
    new: list[np.ndarray] = field(default_factory=list)
    lost: list[Episode] = field(default_factory=list)
    gained: list[Episode] = field(default_factory=list)
    kept_unsure: int = 0  # alarms of both limits that the new ones give only because no second reading came


@dataclass(slots=True)
class Findings:
    """What is known so far of all sessions that were judged."""

    tallies: dict[str, _Tally]
    not_judged: dict[str, int]
    hours: list[float] = field(default_factory=list)
    treated: int = 0
    useful_lost: list[UsefulAlarm] = field(default_factory=list)

    def add(self, later: "Findings") -> None:
        """Take what was found in the sessions that follow these."""
        for name, tally in self.tallies.items():
            other = later.tallies[name]
            tally.old += other.old
            tally.new += other.new
            tally.lost += other.lost
            tally.gained += other.gained
            tally.kept_unsure += other.kept_unsure
        for rule, count in later.not_judged.items():
            self.not_judged[rule] += count
        self.hours += later.hours
        self.treated += later.treated
        self.useful_lost += later.useful_lost


class Comparison:
    """Two profiles over many sessions, some at a time, so that a window can show progress and stop.

    There is an outcome only when every session was judged: a part of a period is not the period.
    """

    def __init__(self, *, old: Profile, new: Profile) -> None:
        self._old, self._new = old, new
        self._touched = touched(old, new)
        judged = dict.fromkeys(rule.rule for rule in (*old.rules, *new.rules) if is_judged(rule))
        changed = (rule for rule in (*old.rules, *new.rules) if rule.rule in self._touched)
        not_judged = dict.fromkeys((rule.rule for rule in changed if not is_judged(rule)), 0)
        self.found = Findings({name: _Tally() for name in judged}, not_judged)
        self._is_done = False

    def steps(self, sessions: Iterable[StoredSession], *, total: int, tile: int = TILE_SESSIONS) -> Iterator[Progress]:
        """Judge `sessions`, of which there are about `total`; after each tile it can be left alone, or closed."""
        part: list[StoredSession] = []
        for session in sessions:
            part.append(session)
            if len(part) == tile:
                self._take(part)
                part = []
                yield Progress(len(self.found.hours), max(total, len(self.found.hours)))
        if part:
            self._take(part)
        self._is_done = True
        yield Progress(len(self.found.hours), len(self.found.hours))

    def finish_with(self, parts: Iterable[Findings]) -> None:
        """Take what other comparisons of the same two profiles found in all sessions, in the order of these."""
        for part in parts:
            self.found.add(part)
        self._is_done = True

    def outcome(self) -> Outcome:
        """The result.

        Raises:
            ValueError: not all sessions have been judged.

        """
        if not self._is_done:
            raise ValueError("the comparison was stopped before every session was judged: it has no result")
        hours = np.array(self.found.hours)
        return Outcome(
            old_profile=self._old.name,
            new_profile=self._new.name,
            sessions=len(self.found.hours),
            sessions_treated=self.found.treated,
            session_hours=float(hours.sum()),
            rules=tuple(_outcome(name, tally, hours) for name, tally in self.found.tallies.items()),
            useful_lost=tuple(self.found.useful_lost),
            programmes_not_judged=programmes_not_judged(self._old, self._new),
            not_judged=tuple(Undetermined(rule=rule, recorded=count) for rule, count in self.found.not_judged.items()),
        )

    def _take(self, sessions: list[StoredSession]) -> None:
        sheet = Sheet(sessions)
        readings = readings_of(sheet)
        before = judge_tile(sheet, self._old, readings)
        after = judge_again(sheet, self._new, self._touched, readings, before)
        last_ticks = (sheet.end - sheet.start - 1) * TICKS_PER_SECOND
        later: dict[str, tuple[Episodes, Mask]] = {}  # by rule: what the new limits give, and of what none is sure
        for name, tally in self.found.tallies.items():
            old = episodes_of(before, self._old, name, last_ticks)
            tally.old.append(np.bincount(old.session, minlength=len(sessions)))
            if name not in self._touched:
                tally.new.append(tally.old[-1])
                continue
            new = episodes_of(after, self._new, name, last_ticks)
            unsure = new.unsure_beside(old)
            later[name] = (new, unsure)
            tally.kept_unsure += int(np.count_nonzero(unsure & (new.heaviest(old) >= new.weight)))
            tally.new.append(np.bincount(new.session, minlength=len(sessions)))
            tally.lost += without_like(old, new, before, sessions)
            tally.gained += without_like(new, old, after, sessions)
        for number, session in enumerate(sessions):
            self.found.hours.append(session.seconds / 3600)
            self.found.treated += session.treated
            for rule in self.found.not_judged:
                self.found.not_judged[rule] += session.recorded.get(rule, 0)
            self.found.useful_lost += [alarm for alarm in session.useful if not self._is_kept(alarm, number, later)]

    def _is_kept(self, alarm: UsefulAlarm, session: int, later: dict[str, tuple[Episodes, Mask]]) -> bool:
        """Whether an alarm marked as useful is sure to be raised under the new limits too."""
        if alarm.rule not in self._touched:
            return True
        if alarm.rule not in later:
            return False
        episodes, unsure = later[alarm.rule]
        rule = next((rule for rule in self._old.rules if rule.rule == alarm.rule), None)
        same = (episodes.session == session) & ~unsure & (episodes.weight >= weight_of(alarm.priority, rule))
        return bool((same & (episodes.first <= alarm.last_tick) & (alarm.first_tick <= episodes.last)).any())


def compare(sessions: Sequence[StoredSession], *, old: Profile, new: Profile) -> Outcome:
    """Judge `sessions` under both profiles and tell the difference.

    An alarm is the same where both rule sets had one of the same rule at an overlapping time, as grave and as audible.
    """
    comparison = Comparison(old=old, new=new)
    for _ in comparison.steps(sessions, total=len(sessions)):
        pass
    return comparison.outcome()


def _outcome(name: str, tally: _Tally, hours: np.ndarray) -> RuleOutcome:
    none = np.zeros(0, dtype=np.int64)
    old, new = np.concatenate([none, *tally.old]), np.concatenate([none, *tally.new])
    low, high = _interval(new - old, hours)
    total_hours = float(hours.sum()) or 1.0
    return RuleOutcome(
        rule=name,
        lost=tuple(tally.lost),
        gained=tuple(tally.gained),
        undetermined=sum(episode.unrepeated for episode in tally.gained) + tally.kept_unsure,
        old_count=int(old.sum()),
        new_count=int(new.sum()),
        old_per_hour=float(old.sum()) / total_hours,
        new_per_hour=float(new.sum()) / total_hours,
        difference_low=low,
        difference_high=high,
    )


def _interval(differences: np.ndarray, hours: np.ndarray) -> tuple[float, float]:
    """95 % interval of a ratio of sums over independent sessions, by linearisation; with one session there is none."""
    count, total = differences.size, float(hours.sum())
    if count < 2 or total == 0:
        return -np.inf, np.inf
    rate = float(differences.sum()) / total
    residuals = differences - rate * hours
    margin = 1.96 * float(np.sqrt(count / (count - 1) * (residuals**2).sum())) / total
    return rate - margin, rate + margin
