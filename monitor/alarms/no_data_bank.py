"""Rules on silence: nothing said by a device, no usable saturation, no new pressure. No data is itself an alarm.

LOW after a first time, MEDIUM after a second; a break that is known (port or socket closed) is LOW almost at once.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Facts, Floats, Mask, StatefulArrays, States, Ticks
from monitor.alarms.rules import NoDataRule, Silence
from monitor.domain.time import TICKS_PER_SECOND, ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

INACTIVE, ACTIVE = int(AlarmState.INACTIVE), int(AlarmState.ACTIVE)  # looking up an enum costs as much as the rule
LOW, MEDIUM = int(Priority.LOW), int(Priority.MEDIUM)


class NoDataBank(StatefulArrays):
    """State per ``[rule, column]``.

    Attributes:
        low_after, medium_after: ticks of silence per rule and column; a slow device or a fast clock lengthens them.
        last_ok: tick up to which all was well; for PRESSURE the tick at which the next reading was due.
    """

    state: States
    level: States
    last_ok: Ticks
    low_timer: Ticks
    medium_timer: Ticks

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "level": (np.int8, -1),
        "last_ok": (np.int64, NEVER),  # NEVER: nothing is expected here
        "low_timer": (np.int64, NEVER),
        "medium_timer": (np.int64, NEVER),
    }

    def __init__(self, rules: Sequence[NoDataRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.columns = columns
        self._rows = {
            silence: [row for row, rule in enumerate(rules) if rule.silence is silence] for silence in Silence
        }
        self._make_state(len(rules), columns)
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self.low_after: Ticks = np.zeros((len(rules), columns), dtype=np.int64)
        self.medium_after: Ticks = np.zeros((len(rules), columns), dtype=np.int64)
        self.frail: Mask = np.zeros(columns, dtype=bool)  # oxygen, a sedative, or hardly rousable
        self._scales = np.zeros((len(rules), columns, 2))  # factor and shortest time of each rule and column
        for silence in Silence:
            for column in range(columns):
                self.scale(column, silence, factor=1.0, shortest_s=0.0)

    def scale(self, column: int, silence: Silence, *, factor: float, shortest_s: float) -> None:
        """Lengthen the times of one kind of silence in a column by `factor`; none falls below `shortest_s`."""
        for row in self._rows[silence]:
            self._scales[row, column] = factor, shortest_s
            self._set_times(row, column)

    def _set_times(self, row: int, column: int) -> None:
        rule, (factor, shortest_s) = self.rules[row], self._scales[row, column].tolist()
        is_frail = rule.frail_medium_after_s is not None and self.frail[column]
        medium_s = rule.frail_medium_after_s if is_frail and rule.frail_medium_after_s else rule.medium_after_s
        low_s = max(rule.low_after_s * factor, shortest_s)
        self.low_after[row, column] = ticks(low_s)
        self.medium_after[row, column] = ticks(max(medium_s * factor, low_s))

    def set_frail(self, column: int, *, frail: bool) -> None:
        """Use the shorter times of a column's patient, or the usual ones; timers that run are left alone."""
        self.frail[column] = frail
        for row in range(len(self.rules)):
            self._set_times(row, column)

    def hasten(self, tick: int, column: int, *, frail: bool) -> list[Edge]:
        """Use the shorter times of a column's patient, or the usual ones, for the present silence as well."""
        if bool(self.frail[column]) is frail:
            return []
        self.set_frail(column, frail=frail)
        edges: list[Edge] = []
        for row, rule in enumerate(self.rules):
            if rule.frail_medium_after_s is None or self.medium_timer[row, column] == NEVER:
                continue
            due = int(self.last_ok[row, column] + self.medium_after[row, column])
            if due <= tick:  # said too late for its own time: graver at once
                edges += self._worsen(tick, row, column)
            else:
                self.medium_timer[row, column] = due
        return edges

    def end_disabled(self, tick: int, column: int) -> list[Edge]:
        """End what stands in a column where the rule runs no longer, and forget its timers."""
        edges: list[Edge] = []
        for row in np.nonzero(~self.enabled[:, column])[0].tolist():
            edges += self._end(tick, row, column)
            for name, (_, initial) in self.INITIAL.items():
                getattr(self, name)[row, column] = initial
        return edges

    def low_after_s(self, silence: Silence) -> float:
        """Shortest time after which a rule on this silence speaks, for a device with a period of one second."""
        return min((self.rules[row].low_after_s for row in self._rows[silence]), default=0.0)

    def all_well(self, tick: int, silence: Silence, mask: Mask, ok_ticks: Ticks) -> list[Edge]:
        """Data were there up to `ok_ticks` in the columns of `mask`; ends alarms that no longer hold at `tick`.

        Args:
            tick: now.
            silence: the kind of data that came.
            mask: columns that have news.
            ok_ticks: per column; NEVER: no data are expected there.
        """
        edges: list[Edge] = []
        for row in self._rows[silence]:
            news = mask & self.enabled[row]
            low = ok_ticks + self.low_after[row]
            medium = ok_ticks + self.medium_after[row]
            well = tick < low
            np.copyto(self.last_ok[row], ok_ticks, where=news)
            # what is found overdue only now is due now: an event never lies before the news that brought it
            np.copyto(self.low_timer[row], np.maximum(low, tick), where=news & (well | (self.level[row] < LOW)))
            np.copyto(
                self.medium_timer[row], np.maximum(medium, tick), where=news & (well | (self.level[row] < MEDIUM))
            )
            ended = news & well & (self.state[row] != INACTIVE)
            for column in np.nonzero(ended)[0].tolist():
                edges += self._end(tick, row, column)
        return edges

    def known_break(self, tick: int, column: int) -> None:
        """A link of the column is known to have broken at `tick`."""
        for row in self._rows[Silence.LINK]:
            after_s = self.rules[row].known_break_after_s
            if after_s is not None and self.enabled[row, column] and self.level[row, column] < LOW:
                self.low_timer[row, column] = min(self.low_timer[row, column], tick + ticks(after_s))

    def any_link_low(self) -> bool:
        """Whether a silent link stands as LOW anywhere."""
        return any((self.level[row] == LOW).any() for row in self._rows[Silence.LINK])

    def hurry(self, tick: int, column: int) -> list[Edge]:
        """A physiological alarm stands while the link is silent: MEDIUM at once."""
        edges: list[Edge] = []
        for row in self._rows[Silence.LINK]:
            if self.level[row, column] == LOW and self.state[row, column] >= ACTIVE:
                edges += self._worsen(tick, row, column)
        return edges

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def next_due(self) -> int:
        """Tick of the next timer, NEVER if none runs."""
        if self.low_timer.size == 0:
            return int(NEVER)
        return int(min(self.low_timer.min(), self.medium_timer.min()))

    def fire(self, tick: int, only: Mask) -> list[Edge]:
        """Let the timers that are due by `tick` in the columns `only` run out."""
        edges: list[Edge] = []
        for row, column in zip(*np.nonzero((self.low_timer <= tick) & only), strict=True):
            self.low_timer[row, column] = NEVER
            self.state[row, column] = AlarmState.ACTIVE
            self.level[row, column] = Priority.LOW
            edges.append(self._edge(tick, int(row), int(column), AlarmChangeKind.RAISED))
        for row, column in zip(*np.nonzero((self.medium_timer <= tick) & only), strict=True):
            edges += self._worsen(tick, int(row), int(column))
        return edges

    def _worsen(self, tick: int, row: int, column: int) -> list[Edge]:
        self.medium_timer[row, column] = NEVER
        self.low_timer[row, column] = NEVER
        raised = self.level[row, column] < LOW
        self.state[row, column] = AlarmState.ACTIVE
        self.level[row, column] = Priority.MEDIUM
        change = AlarmChangeKind.RAISED if raised else AlarmChangeKind.ESCALATED
        return [self._edge(tick, row, column, change)]

    def _end(self, tick: int, row: int, column: int) -> list[Edge]:
        if self.state[row, column] == INACTIVE:
            return []
        edge = self._edge(tick, row, column, AlarmChangeKind.CLEARED)
        self.state[row, column] = AlarmState.INACTIVE
        self.level[row, column] = -1
        return [edge]

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition."""
        if self.state[row, column] != AlarmState.ACTIVE:
            return []
        self.state[row, column] = AlarmState.ACKNOWLEDGED
        return [self._edge(tick, row, column, AlarmChangeKind.ACKNOWLEDGED)]

    def facts(self, row: int, column: int) -> Facts:
        """What is silent; for how long depends on now and stands in the edges."""
        del column
        return Facts(self.rules[row].silence.value, "", None, None)

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now."""
        return Priority(int(self.level[row, column]))

    def silent_s(self, row: int, column: int, tick: int) -> float:
        """Seconds since all was well."""
        return float(tick - self.last_ok[row, column]) / TICKS_PER_SECOND

    def _edge(self, tick: int, row: int, column: int, change: AlarmChangeKind) -> Edge:
        rule = self.rules[row]
        level = Priority(int(self.level[row, column]))
        after: Floats | Ticks = self.medium_after if level is Priority.MEDIUM else self.low_after
        silent_s, after_s = self.silent_s(row, column, tick), float(after[row, column]) / TICKS_PER_SECOND
        hurried = silent_s < after_s  # a known break, or MEDIUM at once because a physiological alarm stands
        return Edge(
            tick=tick,
            due=tick,
            column=column,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=level,
            parameter=rule.silence.value,
            value=silent_s,
            op="" if hurried else ">",
            limit=None if hurried else after_s,
            delay_s=silent_s if change is AlarmChangeKind.RAISED else None,
        )
