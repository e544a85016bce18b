"""The engine's banks of one continuous rule each, whose columns are lanes: one session after another, or many.

They judge as in the room; they only write changes down as rows, and give up lanes that are done.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import NEVER, Columns, Edge, Floats, Mask, States, Ticks
from monitor.alarms.fall_bank import FallBank
from monitor.alarms.gate import RATE, SPO2
from monitor.alarms.limit_bank import CHANNELS, INACTIVE, LATCHED, PENDING, LimitBank
from monitor.alarms.poor_signal import PoorUntil
from monitor.alarms.rate_history import (
    MINUTE_S,
    WINDOW_S,
    last_jump_until,
    last_plunge_until,
    medians_of,
)
from monitor.alarms.rules import FallRule, GateProgramme, LimitRule
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import AlarmChangeKind
from monitor.review.changes import CODES, Rows, rows_of
from monitor.review.phases import PHASE_PLACES, Phase
from monitor.review.sheet import Sheet

# Changes of one kind come together in the order in which the bank looks for them.
_ORDER = tuple(AlarmChangeKind(word) for word in ("pending", "withdrawn", "raised", "latched", "cleared", "escalated"))
_MOST_RULES = 1000
_Note = tuple[dict[str, NDArray[Any]], int, int]  # columns of the rows, the code of the change, its place
_WINDOW_TICKS = WINDOW_S * TICKS_PER_SECOND
_BANK_ARRAYS = (
    "limit",
    "clear",
    "baseline",
    "enabled",
    "last_value",
    "last_tick",
    "fresh_ticks",
    "stricter",
    "gate_max",
    "plunge_max",
)


@dataclass(slots=True)
class Lanes:
    """Where each lane is: `cursor` is the second on the sheet that comes next, `base` leads to the session's ticks."""

    session: NDArray[np.int64]
    first: Ticks  # of its session, on the sheet
    end: Ticks
    cursor: Ticks
    base: Ticks
    doubtful: Mask  # the newest value is one its device doubts
    by_probe: Mask  # it comes from the oximeter's probe

    def keep(self, chosen: Mask) -> None:
        """Forget all other lanes."""
        for name in self.__slots__:
            setattr(self, name, getattr(self, name)[chosen])


class LaneSignals:
    """What a rule asks about the last minutes of its lanes; `taken` tells whether the cursor's second has come."""

    def __init__(self, sheet: Sheet, lanes: Lanes, gate: GateProgramme, channel: int) -> None:
        self._sheet, self._lanes, self._gate, self._channel = sheet, lanes, gate, channel
        self.taken = False

    def medians(self, tick: int, columns: Columns) -> Floats:
        """What the rate was before, see `medians_of`; NaN where there were too few values."""
        stop = self._lanes.cursor[columns]
        return medians_of(
            self._window(RATE, columns, stop, is_old=self._came_at(columns, stop) <= tick - _WINDOW_TICKS)
        )

    def poor_until(self, tick: int, columns: Columns) -> PoorUntil:
        """Last tick up to which the channel counts as poor; the other channels are left out.

        The state of the cuff and the perfusion are not in a stored session.
        """
        until: Ticks = np.full((len(CHANNELS), columns.size), -NEVER)
        moved = until.copy()
        until[self._channel] = np.where(self._lanes.doubtful[columns], NEVER, -NEVER)
        if self._channel not in (RATE, SPO2):
            return PoorUntil(until, moved)
        stop = self._lanes.cursor[columns] + self.taken
        at = self._came_at(columns, stop)
        is_old = at <= tick - _WINDOW_TICKS
        values, rates = (self._window(channel, columns, stop, is_old=is_old) for channel in (SPO2, RATE))
        least = min(self._gate.saturation_plunge, self._gate.saturation_shift)
        wide = (_spread(values) >= least) & self._lanes.by_probe[columns]
        came = at[:, wide]
        self._raise(moved, wide, last_plunge_until(self._gate, (rates[:, wide], came), (values[:, wide], came)))
        until = np.maximum(until, moved)
        if self._channel == SPO2:
            wide = _spread(rates[-MINUTE_S:]) > self._gate.rate_jump  # no rate is farther from the median than that
            self._raise(until, wide, last_jump_until(self._gate, rates[:, wide], at[:, wide]))
        return PoorUntil(until, moved)

    def _raise(self, until: Ticks, chosen: Mask, later: Ticks) -> None:
        until[self._channel, chosen] = np.maximum(until[self._channel, chosen], later)

    def _came_at(self, columns: Columns, stop: Ticks) -> Ticks:
        """Ticks at which the values of the two minutes before the second `stop` came, whatever the channel."""
        second = stop - np.arange(WINDOW_S, 0, -1)[:, None] - self._lanes.first[columns]
        return second * TICKS_PER_SECOND - self._lanes.base[columns]

    def _window(self, channel: int, columns: Columns, stop: Ticks, *, is_old: Mask) -> Floats:
        """Values of those two minutes; NaN where there is none and where it is too old."""
        values = self._sheet.before(channel, stop, self._lanes.first[columns], WINDOW_S)
        values[is_old] = np.nan
        return values


def _spread(values: Floats) -> Floats:
    """Highest less lowest value of each column; NaN where there is none."""
    spread: Floats = np.fmax.reduce(values) - np.fmin.reduce(values)
    return spread


class LaneBank(LimitBank):
    """One limit rule over lanes."""

    def __init__(self, rule: LimitRule, lanes: Lanes, number: int) -> None:
        super().__init__([rule], lanes.session.size)
        self.lanes, self.number, self.phase = lanes, number, Phase.LIMIT_TIMER
        self.enabled[:] = True
        self.found: list[_Note] = []

    def idle(self) -> Mask:
        """Lanes in which nothing is pending, stands or has begun."""
        found: Mask = ((self.state[0] == INACTIVE) | (self.state[0] == LATCHED)) & (self.since[0] == NEVER)
        return found

    def keep(self, chosen: Mask) -> None:
        """Give up all other lanes."""
        for name in (*self.INITIAL, *_BANK_ARRAYS):
            setattr(self, name, getattr(self, name)[:, chosen])
        self.columns = int(np.count_nonzero(chosen))

    def priorities(self, columns: Columns) -> States:
        """Priority that the condition has in each of the columns."""
        return np.full(columns.size, int(self.rules[0].priority), dtype=np.int8)

    def _edges(
        self,
        tick: int,
        mask: Mask,
        change: AlarmChangeKind,
        columns: Columns,
        values: Floats,
        due: Ticks | None = None,
    ) -> list[Edge]:
        """Write the changes down; the rows take the place of edges."""
        positions = np.flatnonzero(mask[0])
        if positions.size:
            lanes, channel = columns[positions], self._channel[0]
            gate = self.gate_ticks[0, lanes] if change is AlarmChangeKind.RAISED else np.zeros_like(lanes)
            dues = np.full(lanes.size, tick) if due is None else due[0, positions] + gate
            now = np.full(lanes.size, tick)
            self.note(change, lanes, tick=now, due=dues, value=values[channel, lanes], gate=gate)
        return []

    def note(
        self, change: AlarmChangeKind, lanes: Columns, *, tick: Ticks, due: Ticks, value: Floats, gate: Ticks
    ) -> None:
        """Write a change of some lanes down, with its place among the changes of a tick."""
        base = self.lanes.base[lanes]
        columns = {
            "session": self.lanes.session[lanes],
            "tick": tick + base,
            "due": due + base,
            "value": value,
            "limit": self.limit[0, lanes],
            "baseline": self.baseline[self._channel[0], lanes],
            "gate": gate,
            "priority": self.priorities(lanes),
        }
        self.found.append((columns, CODES[change], place_of(self.phase, change, self.number)))

    def rows(self) -> Rows:
        """All that was written down."""
        sizes = [columns["tick"].size for columns, _, _ in self.found]
        rows = rows_of(sum(sizes))
        if not sizes:
            return rows
        for name in self.found[0][0]:
            rows[name] = np.concatenate([columns[name] for columns, _, _ in self.found])
        rows["rule"] = self.number
        rows["change"] = np.repeat([change for _, change, _ in self.found], sizes)
        rows["place"] = np.repeat([place for _, _, place in self.found], sizes)
        return rows


class LaneFallBank(LaneBank, FallBank):
    """One rule on steep falls over lanes."""

    rules: tuple[FallRule, ...]

    def __init__(self, rule: FallRule, lanes: Lanes, number: int, rates: LaneSignals) -> None:
        FallBank.__init__(self, [rule], lanes.session.size, rates)
        self.lanes, self.number, self.phase = lanes, number, Phase.LIMIT_TIMER
        self.enabled[:] = True
        self.found = []

    def keep(self, chosen: Mask) -> None:
        """Give up all other lanes."""
        super().keep(chosen)
        self.limit = self.fall_limit

    def priorities(self, columns: Columns) -> States:
        """Priority that the condition has in each of the columns; what became HIGH stays so until it ends."""
        own = int(self.rules[0].priority)
        unseen = np.isin(self.state[0, columns], (INACTIVE, PENDING))
        found: States = np.where(unseen, own, np.maximum(self.level[0, columns], own)).astype(np.int8)
        return found

    def escalate(self, tick: int, row: int, column: int) -> list[Edge]:
        """Make an alarm that stands HIGH, and write it down."""
        for edge in FallBank.escalate(self, tick, row, column):
            now, value = np.array([tick]), np.array([np.nan if edge.value is None else edge.value])
            self.note(edge.change, np.array([column]), tick=now, due=now, value=value, gate=np.zeros_like(now))
        return []


def place_of(phase: Phase, change: AlarmChangeKind, number: int) -> int:
    """Where in its tick a change stands: by phase, then as its bank looks for changes, then by the table of rules."""
    return phase * PHASE_PLACES + _ORDER.index(change) * _MOST_RULES + number
