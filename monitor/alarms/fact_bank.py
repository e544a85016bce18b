"""Conditions that the room states as facts: the cuff fails, a reading or a baseline is owed."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Facts, Mask, StatefulArrays, States
from monitor.alarms.pressure_rules import FactRule
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

PARAMETER = "cuff"


class FactBank(StatefulArrays):
    """State per ``[rule, column]``."""

    state: States
    level: States

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "level": (np.int8, -1),
    }

    def __init__(self, rules: Sequence[FactRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self._make_state(len(rules), columns)

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def rule(self, name: str) -> FactRule | None:
        """The rule of this name; None where the profile has none."""
        return next((rule for rule in self.rules if rule.rule == name), None)

    def put(self, tick: int, column: int, rule: str, priority: Priority | None) -> list[Edge]:
        """State that a condition stands with `priority`, or for None that it does not. It never grows milder."""
        row = self.row_names().index(rule)
        if not self.enabled[row, column]:
            return []
        state, level = self.state[row, column], self.level[row, column]
        if priority is None:
            return [] if state == AlarmState.INACTIVE else self._end(tick, row, column)
        if state != AlarmState.INACTIVE and priority <= level:
            return []
        change = AlarmChangeKind.RAISED if state == AlarmState.INACTIVE else AlarmChangeKind.ESCALATED
        self.state[row, column], self.level[row, column] = AlarmState.ACTIVE, priority
        return [self._edge(tick, row, column, change)]

    def _end(self, tick: int, row: int, column: int) -> list[Edge]:
        edge = self._edge(tick, row, column, AlarmChangeKind.CLEARED)
        self.state[row, column], self.level[row, column] = AlarmState.INACTIVE, -1
        return [edge]

    def end_disabled(self, tick: int, column: int) -> list[Edge]:
        """End what stands under rules that are not judged in the column any more."""
        stands = (self.state[:, column] != AlarmState.INACTIVE) & ~self.enabled[:, column]
        return [edge for row in np.nonzero(stands)[0].tolist() for edge in self._end(tick, row, column)]

    def next_due(self) -> int:
        """The room keeps the times."""
        return int(NEVER)

    def fire(self, _tick: int, _only: Mask) -> list[Edge]:
        """The room keeps the times."""
        return []

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition that stands."""
        if self.state[row, column] != AlarmState.ACTIVE:
            return []
        self.state[row, column] = AlarmState.ACKNOWLEDGED
        return [self._edge(tick, row, column, AlarmChangeKind.ACKNOWLEDGED)]

    def facts(self, _row: int, _column: int) -> Facts:
        """No numbers."""
        return Facts(PARAMETER, "", None, None)

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now."""
        return Priority(int(self.level[row, column]))

    def _edge(self, tick: int, row: int, column: int, change: AlarmChangeKind) -> Edge:
        return Edge(
            tick=tick,
            due=tick,
            column=column,
            rule=self.rules[row].rule,
            kind=self.rules[row].kind,
            change=change,
            priority=self.priority_of(row, column),
            parameter=PARAMETER,
        )
