"""Alarms from raising to their end, out of the changes of a judging, and which of two judgings has no like of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import Mask, Ticks
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_branches import COMPONENTS
from monitor.alarms.rules import Channel
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.review.changes import CODES, Changes
from monitor.review.stored_session import MISSING, StoredSession

_RAISED, _ESCALATED = CODES[AlarmChangeKind.RAISED], CODES[AlarmChangeKind.ESCALATED]
_ENDS = (CODES[AlarmChangeKind.CLEARED], CODES[AlarmChangeKind.LATCHED])
_NOT_REPEATED = 0  # code of a change that no second reading confirmed


@dataclass(frozen=True, slots=True, kw_only=True)
class Episode:
    """One alarm of one rule, from raising to its end or that of the session."""

    session_id: int
    rule: str
    first_tick: int
    last_tick: int
    parameter: str
    peak: float | None  # the farthest that the value went meanwhile; None: it was not measured
    unrepeated: bool  # it was raised or became graver because no second reading came


@dataclass(frozen=True, slots=True, eq=False)
class Episodes:
    """All alarms of one rule: a row each, by session and time. `row` is that of the raising among the changes."""

    session: NDArray[np.int32]
    first: Ticks
    last: Ticks
    row: NDArray[np.intp]
    unrepeated: Mask

    def overlapping(self, other: "Episodes") -> Mask:
        """Which of these overlap any of the other's in the same session."""
        found = np.zeros(self.session.size, dtype=bool)
        begin = np.searchsorted(other.session, self.session)
        end = np.searchsorted(other.session, self.session, side="right")
        for index in np.flatnonzero(begin < end).tolist():
            rows = slice(begin[index], end[index])
            found[index] = np.any((other.first[rows] <= self.last[index]) & (self.first[index] <= other.last[rows]))
        return found


def episodes_of(changes: Changes, rule_number: int, last_ticks: Ticks) -> Episodes:
    """Alarms of one rule of the judged profile; `last_ticks` is the last tick of each session."""
    rows = np.flatnonzero(changes.rows["rule"] == rule_number)
    kinds = changes.rows["change"][rows]
    rows = rows[(kinds == _RAISED) | (kinds == _ESCALATED) | np.isin(kinds, _ENDS)]
    found = changes.rows[rows]
    raisings = np.flatnonzero(found["change"] == _RAISED)
    session = found["session"][raisings]
    stop = np.searchsorted(found["session"], session, side="right")  # where the rows of its session end
    stop = np.minimum(stop, np.append(raisings[1:], rows.size)[: raisings.size])  # or the next raising stands
    ends = np.append(np.flatnonzero(np.isin(found["change"], _ENDS)), rows.size)
    end = ends[np.searchsorted(ends, raisings)]
    tick = np.append(found["tick"], 0)
    goes_on = np.append(found["session"], -1)[stop] == session  # raised anew before it ended
    last = np.where(end < stop, tick[np.minimum(end, rows.size)], np.where(goes_on, tick[stop], last_ticks[session]))
    unconfirmed = np.concatenate([[0], np.cumsum(found["confirmed"] == _NOT_REPEATED)])
    unrepeated = unconfirmed[stop] > unconfirmed[raisings]
    return Episodes(session, found["tick"][raisings], last, rows[raisings], unrepeated)


def told(episodes: Episodes, chosen: Mask, changes: Changes, sessions: list[StoredSession]) -> Iterator[Episode]:
    """The chosen ones with the farthest value that each reached."""
    for index in np.flatnonzero(chosen).tolist():
        session, row = sessions[int(episodes.session[index])], int(episodes.row[index])
        edge = changes.edge(row)
        last_tick = int(episodes.last[index])
        yield Episode(
            session_id=session.session_id,
            rule=edge.rule,
            first_tick=edge.tick,
            last_tick=last_tick,
            parameter=edge.parameter,
            peak=_peak(session, edge.parameter, edge.due, last_tick, high=edge.op.startswith(">")),
            unrepeated=bool(episodes.unrepeated[index]),
        )


def _peak(session: StoredSession, parameter: str, due: int, last_tick: int, *, high: bool) -> float | None:
    """The farthest value of the alarm's own parameter while it lasted."""
    first_s, last_s = due // TICKS_PER_SECOND, last_tick // TICKS_PER_SECOND
    if parameter in COMPONENTS:
        during = (session.reading_s >= first_s) & (session.reading_s <= last_s)
        values = session.readings[COMPONENTS.index(parameter), during]
        known = values[~np.isnan(values)]
    elif parameter in tuple(Channel):
        codes = session.values[CHANNELS.index(Channel(parameter)), first_s : last_s + 1]
        known = codes[codes != MISSING].astype(np.float64)
    else:  # two causes together have no value of their own
        return None
    if not known.size:
        return None
    return float(known.max() if high else known.min())
