"""What other limits would have said of stored sessions: alarms gained, lost and not to be told, rule by rule.

Both rule sets judge the same values without anybody answering. It compares; it writes no profile and changes no limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from monitor.alarms.arrays import Edge
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_branches import COMPONENTS
from monitor.alarms.pressure_rules import PressureRule
from monitor.alarms.rules import Channel, LimitRule, Profile, Rule
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.review.batch import judge
from monitor.review.stored_session import MISSING, StoredSession

CAUTION = "Readings as taken under the old rules; treated patients look harmless."
_ENDS = (AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One alarm of one rule, from raising to its end or that of the session."""

    session_id: int
    rule: str
    first_tick: int
    last_tick: int
    parameter: str
    peak: float | None  # the farthest that the value went meanwhile; None: it was not measured
    unrepeated: bool  # it became graver because no second reading came


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOutcome:
    """One rule under the old and the new limits. `lost` stands first: those are alarms that nobody would hear."""

    rule: str
    lost: tuple[Episode, ...]
    gained: tuple[Episode, ...]
    undetermined: int  # the new limits would have asked for a repeat that was never taken
    old_count: int
    new_count: int
    old_per_hour: float
    new_per_hour: float
    difference_low: float  # 95 % interval of the change in alarms per session hour, over sessions
    difference_high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The comparison, with what has to be said along with it wherever it is shown."""

    old_profile: str
    new_profile: str
    sessions: int
    sessions_treated: int
    session_hours: float
    rules: tuple[RuleOutcome, ...]
    caution: str = CAUTION


def compare(sessions: Sequence[StoredSession], *, old: Profile, new: Profile) -> Outcome:
    """Judge `sessions` under both profiles and tell the difference.

    An alarm is the same where both rule sets had one of the same rule at an overlapping time.
    """
    before, after = _episodes(sessions, old), _episodes(sessions, new)
    hours = np.array([session.seconds / 3600 for session in sessions])
    names = dict.fromkeys(rule.rule for rule in (*old.rules, *new.rules) if isinstance(rule, LimitRule | PressureRule))
    return Outcome(
        old_profile=old.name,
        new_profile=new.name,
        sessions=len(sessions),
        sessions_treated=sum(session.treated for session in sessions),
        session_hours=float(hours.sum()),
        rules=tuple(_outcome(name, before, after, hours) for name in names),
    )


def _outcome(
    rule: str, before: Sequence[Sequence[Episode]], after: Sequence[Sequence[Episode]], hours: np.ndarray
) -> RuleOutcome:
    old = [[episode for episode in episodes if episode.rule == rule] for episodes in before]
    new = [[episode for episode in episodes if episode.rule == rule] for episodes in after]
    lost, gained = _unmatched(old, new), _unmatched(new, old)
    counts = np.array([[len(one), len(other)] for one, other in zip(old, new, strict=True)]).reshape(-1, 2)
    low, high = _interval(counts[:, 1] - counts[:, 0], hours)
    total_hours = float(hours.sum()) or 1.0
    return RuleOutcome(
        rule=rule,
        lost=lost,
        gained=gained,
        undetermined=sum(episode.unrepeated for episode in gained),
        old_count=int(counts[:, 0].sum()),
        new_count=int(counts[:, 1].sum()),
        old_per_hour=float(counts[:, 0].sum()) / total_hours,
        new_per_hour=float(counts[:, 1].sum()) / total_hours,
        difference_low=low,
        difference_high=high,
    )


def _unmatched(these: Sequence[Sequence[Episode]], those: Sequence[Sequence[Episode]]) -> tuple[Episode, ...]:
    """Episodes of `these` that nothing in `those` overlaps, session by session."""
    return tuple(
        episode
        for episodes, others in zip(these, those, strict=True)
        for episode in episodes
        if not any(other.first_tick <= episode.last_tick and episode.first_tick <= other.last_tick for other in others)
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


def _episodes(sessions: Sequence[StoredSession], profile: Profile) -> list[list[Episode]]:
    rules = {rule.rule: rule for rule in profile.rules}
    return [_of_session(judged.session, judged.edges, rules) for judged in judge(sessions, profile)]


def _of_session(session: StoredSession, edges: Sequence[Edge], rules: dict[str, Rule]) -> list[Episode]:
    """Pair each raising with its end; what still stands lasts to the end of the session."""
    open_edges: dict[str, tuple[Edge, bool]] = {}
    found: list[Episode] = []
    for edge in edges:
        if edge.change is AlarmChangeKind.RAISED:
            open_edges[edge.rule] = (edge, False)
        elif edge.change is AlarmChangeKind.ESCALATED and edge.rule in open_edges:
            raised, unrepeated = open_edges[edge.rule]
            open_edges[edge.rule] = (raised, unrepeated or edge.confirmed is False)
        elif edge.change in _ENDS and edge.rule in open_edges:
            found.append(_episode(session, *open_edges.pop(edge.rule), last_tick=edge.tick))
    last_tick = (session.seconds - 1) * TICKS_PER_SECOND
    found += [_episode(session, raised, unrepeated, last_tick=last_tick) for raised, unrepeated in open_edges.values()]
    return [episode for episode in found if episode.rule in rules]


def _episode(session: StoredSession, raised: Edge, unrepeated: bool, *, last_tick: int) -> Episode:  # noqa: FBT001
    return Episode(
        session_id=session.session_id,
        rule=raised.rule,
        first_tick=raised.tick,
        last_tick=last_tick,
        parameter=raised.parameter,
        peak=_peak(session, raised, last_tick),
        unrepeated=unrepeated,
    )


def _peak(session: StoredSession, raised: Edge, last_tick: int) -> float | None:
    """The farthest value of the alarm's own parameter while it lasted."""
    first_s, last_s = raised.due // TICKS_PER_SECOND, last_tick // TICKS_PER_SECOND
    if raised.parameter in COMPONENTS:
        during = (session.reading_s >= first_s) & (session.reading_s <= last_s)
        values = session.readings[COMPONENTS.index(raised.parameter), during]
        known = values[~np.isnan(values)]
    else:
        codes = session.values[CHANNELS.index(Channel(raised.parameter)), first_s : last_s + 1]
        known = codes[codes != MISSING].astype(np.float64)
    if not known.size:
        return None
    return float(known.max() if raised.op.startswith(">") else known.min())
