"""Alarms from raising to their end, out of the changes of a judging, and which of two judgings has no like of them."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import Mask, Ticks
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.pressure_branches import COMPONENTS
from monitor.alarms.rules import Channel, Profile, Rule
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.review.changes import CODES, Changes
from monitor.review.stored_session import MISSING, StoredSession

_RAISED, _ESCALATED = CODES[AlarmChangeKind.RAISED], CODES[AlarmChangeKind.ESCALATED]
_ENDS = (CODES[AlarmChangeKind.CLEARED], CODES[AlarmChangeKind.LATCHED])
NONE = -1  # weight of no alarm
HEARD = 16
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
    milder: bool = False  # the other limits give it too, but not so grave or not with a sound


@dataclass(frozen=True, slots=True, eq=False)
class Episodes:
    """All alarms of one rule: a row each, by session and time.

    Attributes:
        row: place of the raising among the changes.
        weight: how much it asks for attention; any with a sound outweighs all without.
    """

    session: NDArray[np.int32]
    first: Ticks
    last: Ticks
    row: NDArray[np.intp]
    unrepeated: Mask
    weight: NDArray[np.int8]

    def heaviest(self, other: "Episodes") -> NDArray[np.int8]:
        """Weight of the heaviest of the other's that overlaps each of these in its session; NONE: there is none."""
        found = np.full(self.session.size, NONE, dtype=np.int8)
        begin = np.searchsorted(other.session, self.session)
        end = np.searchsorted(other.session, self.session, side="right")
        for index in np.flatnonzero(begin < end).tolist():
            rows = slice(begin[index], end[index])
            overlaps = (other.first[rows] <= self.last[index]) & (self.first[index] <= other.last[rows])
            found[index] = np.max(other.weight[rows], where=overlaps, initial=NONE)
        return found

    def unsure_beside(self, old: "Episodes") -> Mask:
        """Those that rest on a repeat nobody took, and that the old limits did not ask for by the same raising."""
        raised = set(zip(old.session[old.unrepeated].tolist(), old.first[old.unrepeated].tolist(), strict=True))
        unsure = self.unrepeated.copy()
        for index in np.flatnonzero(unsure).tolist():
            unsure[index] = (int(self.session[index]), int(self.first[index])) not in raised
        return unsure


def weight_of(priority: int, rule: Rule | None) -> int:
    """Weight of an alarm of this priority, as Episodes has it."""
    return priority + (HEARD if getattr(rule, "audible", True) else 0)


def episodes_of(changes: Changes, profile: Profile, name: str, last_ticks: Ticks) -> Episodes:
    """Alarms of one rule of the judged profile; `last_ticks` is the last tick of each session."""
    numbers = [number for number, rule in enumerate(profile.rules) if rule.rule == name]
    rule_number = numbers[0] if numbers else -1
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
    gravest = np.maximum.reduceat(found["priority"], raisings) if raisings.size else np.empty(0, dtype=np.int8)
    weight = (gravest + weight_of(0, profile.rules[rule_number] if numbers else None)).astype(np.int8)
    return Episodes(session, found["tick"][raisings], last, rows[raisings], unrepeated, weight)


def without_like(
    episodes: Episodes, other: Episodes, changes: Changes, sessions: list[StoredSession]
) -> Iterator[Episode]:
    """Those that overlap none of the other's that asks for as much attention, with the farthest value of each."""
    heaviest = episodes.heaviest(other)
    for index in np.flatnonzero(heaviest < episodes.weight).tolist():
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
            milder=bool(heaviest[index] != NONE),
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
