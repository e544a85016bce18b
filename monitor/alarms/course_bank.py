"""Rules on the course of the pressures: a sudden change that stays, a rise that does not go after the infusion.

They step only at readings; readings in doubt are no part of the course.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Facts, Floats, Mask, StatefulArrays, States, Ticks, optional
from monitor.alarms.pressure_bank import CONFIRMED, reading_text
from monitor.alarms.pressure_rules import CourseRule, JumpRule, Op, PersistRule
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

UP, DOWN = 1, -1
_STANDING = (AlarmState.ACTIVE, AlarmState.ACKNOWLEDGED)


@dataclass(frozen=True, slots=True)
class CourseReading:
    """A reading beyond doubt; mmHg, NaN for a part that is not there."""

    tick: int
    systolic: float
    diastolic: float
    mean: float


class CourseBank(StatefulArrays):
    """State per ``[rule, column]``; each row keeps its own copy of the last reading."""

    state: States
    direction: States
    last_tick: Ticks
    last_systolic: Floats
    last_mean: Floats
    from_systolic: Floats
    from_mean: Floats
    count: States
    end_tick: Ticks
    shown_systolic: Floats
    shown_diastolic: Floats

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "direction": (np.int8, UP),
        "last_tick": (np.int64, NEVER),  # of the last reading beyond doubt
        "last_systolic": (np.float64, np.nan),
        "last_mean": (np.float64, np.nan),
        "from_systolic": (np.float64, np.nan),  # where the change began; the pressure at the end of the infusion
        "from_mean": (np.float64, np.nan),
        "count": (np.int8, 0),  # readings in a row that did not come down
        "end_tick": (np.int64, NEVER),  # of the infusion
        "shown_systolic": (np.float64, np.nan),  # the reading of the last edge
        "shown_diastolic": (np.float64, np.nan),
    }

    def __init__(self, rules: Sequence[CourseRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.baseline: Floats = np.full((1, columns), np.nan)  # systolic
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self._make_state(len(rules), columns)

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def next_due(self) -> int:
        """No rule of this bank has a timer."""
        return int(NEVER)

    def infusion_ended(self, column: int, tick: int) -> None:
        """The infusion ended at `tick`; the rise is measured from the last reading before."""
        self.end_tick[:, column] = tick
        self.from_systolic[self._persist_rows(), column] = self.last_systolic[self._persist_rows(), column]

    def _persist_rows(self) -> list[int]:
        return [row for row, rule in enumerate(self.rules) if isinstance(rule, PersistRule)]

    def apply(self, column: int, reading: CourseReading, *, raised_pressure: bool) -> list[Edge]:
        """Judge one reading of one column; `raised_pressure`: whether BP-MOD stands there."""
        edges: list[Edge] = []
        for row, rule in enumerate(self.rules):
            if not self.enabled[row, column]:
                continue
            match rule:
                case JumpRule():
                    edges += self._jump(row, column, rule, reading)
                case PersistRule():
                    edges += self._persist(row, column, rule, reading, raised_pressure=raised_pressure)
            self.last_tick[row, column] = reading.tick
            self.last_systolic[row, column], self.last_mean[row, column] = reading.systolic, reading.mean
        return edges

    def _jump(self, row: int, column: int, rule: JumpRule, reading: CourseReading) -> list[Edge]:
        state = self.state[row, column]
        if state in _STANDING:
            near = abs(reading.systolic - self.last_systolic[row, column]) <= rule.settled_mmhg
            return self._end(row, column, reading, AlarmChangeKind.CLEARED) if near else []
        if state == AlarmState.PENDING:
            if self._moved(row, column, rule, reading) == self.direction[row, column]:
                return self._begin(row, column, reading, AlarmChangeKind.RAISED)
            edges = self._end(row, column, reading, AlarmChangeKind.WITHDRAWN)
            return edges + self._look(row, column, rule, reading)
        return self._look(row, column, rule, reading)

    def _look(self, row: int, column: int, rule: JumpRule, reading: CourseReading) -> list[Edge]:
        """Whether this reading begins a jump from the one before."""
        if reading.tick - self.last_tick[row, column] > ticks(rule.within_s):
            return []
        self.from_systolic[row, column] = self.last_systolic[row, column]
        self.from_mean[row, column] = self.last_mean[row, column]
        moved = self._moved(row, column, rule, reading)
        if not moved:
            return []
        self.direction[row, column] = moved
        return self._begin(row, column, reading, AlarmChangeKind.PENDING)

    def _moved(self, row: int, column: int, rule: JumpRule, reading: CourseReading) -> int:
        """Direction of a change that counts, from where it began; 0 for none."""
        by = reading.systolic - self.from_systolic[row, column]
        by_mean = reading.mean - self.from_mean[row, column]
        if (by >= rule.change_mmhg or by_mean >= rule.change_mean_mmhg) and reading.systolic >= rule.up_to:
            return UP
        if (by <= -rule.change_mmhg or by_mean <= -rule.change_mean_mmhg) and reading.systolic < rule.down_below:
            return DOWN
        return 0

    def _persist(
        self, row: int, column: int, rule: PersistRule, reading: CourseReading, *, raised_pressure: bool
    ) -> list[Edge]:
        begun, baseline = self.from_systolic[row, column], self.baseline[0, column]
        rise = begun - baseline
        stays = rise > 0 and begun - reading.systolic < rise * rule.gone_percent / 100
        if not (raised_pressure and stays):
            self.count[row, column] = 0
            standing = self.state[row, column] in _STANDING
            return self._end(row, column, reading, AlarmChangeKind.CLEARED) if standing else []
        if reading.tick - self.end_tick[row, column] < ticks(rule.after_s):
            return []
        self.count[row, column] = min(self.count[row, column] + 1, 100)
        if self.count[row, column] < rule.readings or self.state[row, column] != AlarmState.INACTIVE:
            return []
        self.direction[row, column] = UP
        return self._begin(row, column, reading, AlarmChangeKind.RAISED)

    def _begin(self, row: int, column: int, reading: CourseReading, change: AlarmChangeKind) -> list[Edge]:
        pending = change is AlarmChangeKind.PENDING
        self.state[row, column] = AlarmState.PENDING if pending else AlarmState.ACTIVE
        self._show(row, column, reading)
        return [self._edge(reading.tick, row, column, change)]

    def _end(self, row: int, column: int, reading: CourseReading, change: AlarmChangeKind) -> list[Edge]:
        self._show(row, column, reading)
        edge = self._edge(reading.tick, row, column, change)
        self.state[row, column], self.count[row, column] = AlarmState.INACTIVE, 0
        return [edge]

    def _show(self, row: int, column: int, reading: CourseReading) -> None:
        self.shown_systolic[row, column], self.shown_diastolic[row, column] = reading.systolic, reading.diastolic

    def fire(self, _tick: int, _only: Mask) -> list[Edge]:
        """No rule of this bank has a timer."""
        return []

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition that stands."""
        if self.state[row, column] != AlarmState.ACTIVE:
            return []
        self.state[row, column] = AlarmState.ACKNOWLEDGED
        return [self._edge(tick, row, column, AlarmChangeKind.ACKNOWLEDGED)]

    def facts(self, row: int, column: int) -> Facts:
        """The reading of the last edge, and the value it is measured against."""
        systolic = self.shown_systolic[row, column]
        shown = reading_text(systolic, self.shown_diastolic[row, column])
        return Facts("systolic", self._op(row, column), optional(systolic), self._limit(row, column), shown)

    def priority_of(self, row: int, _column: int) -> Priority:
        """Priority of the rule."""
        return self.rules[row].priority

    def _op(self, row: int, column: int) -> Op:
        return ">=" if self.direction[row, column] == UP else "<="

    def _limit(self, row: int, column: int) -> float | None:
        """The systolic beyond which the change or the rise counts."""
        rule, begun = self.rules[row], self.from_systolic[row, column]
        if isinstance(rule, JumpRule):
            return optional(begun + self.direction[row, column] * rule.change_mmhg)
        return optional(begun - (begun - self.baseline[0, column]) * rule.gone_percent / 100)

    def _edge(self, tick: int, row: int, column: int, change: AlarmChangeKind) -> Edge:
        facts, rule = self.facts(row, column), self.rules[row]
        raised = self.state[row, column] not in (AlarmState.INACTIVE, AlarmState.PENDING)
        return Edge(
            tick=tick,
            due=tick,
            column=column,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=rule.priority,
            parameter=facts.parameter,
            value=facts.value,
            op=facts.op,
            limit=facts.limit,
            baseline=optional(self.baseline[0, column]),
            confirmed=bool(CONFIRMED) if raised and isinstance(rule, JumpRule) else None,
            shown=facts.shown,
        )
