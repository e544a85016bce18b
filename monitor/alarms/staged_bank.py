"""State of the rules whose condition the room names: raised after a delay, graver after another, ended when told.

The room may say the same again at any time: what is told twice changes nothing.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Facts, Floats, Mask, StatefulArrays, States, Ticks, optional
from monitor.alarms.staged_rules import StagedRule
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

INACTIVE, ACTIVE = int(AlarmState.INACTIVE), int(AlarmState.ACTIVE)
ACKNOWLEDGED, LATCHED = int(AlarmState.ACKNOWLEDGED), int(AlarmState.LATCHED)


REPEATS_AT_FULL_PACE = 120  # four hours of two-minute reminders; then each waits a 120th of the time since the question


class StagedBank(StatefulArrays):
    """State per ``[rule, column]``.

    Attributes:
        level: priority the condition has now, -1 for none.
        value: the number it is about; NaN where there is none.
        words: what the room said about it, by rule and column.
    """

    state: States
    level: States
    first_timer: Ticks
    second_timer: Ticks
    repeat_timer: Ticks
    asked: Ticks
    value: Floats

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "level": (np.int8, -1),
        "first_timer": (np.int64, NEVER),
        "second_timer": (np.int64, NEVER),
        "repeat_timer": (np.int64, NEVER),
        "asked": (np.int64, NEVER),  # tick of the question that is being repeated
        "value": (np.float64, np.nan),
    }

    def __init__(self, rules: Sequence[StagedRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.columns = columns
        self._row = {rule.rule: row for row, rule in enumerate(rules)}
        self._make_state(len(rules), columns)
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self.words: dict[tuple[int, int], str] = {}
        self._next: int | None = None  # the next timer; None: to be looked for

    def rule(self, rule: str) -> StagedRule | None:
        """The numbers of a rule; None where the profile has none of this name."""
        row = self._row.get(rule)
        return None if row is None else self.rules[row]

    def stands(self, rule: str, column: int) -> bool:
        """Whether the condition is there now: active or acknowledged, not merely latched."""
        row = self._row.get(rule)
        return row is not None and bool(self.state[row, column] in (ACTIVE, ACKNOWLEDGED))

    def begun(self, rule: str, column: int) -> bool:
        """Whether the condition is there now, in its first delay too, which is a timer here and no state."""
        row = self._row.get(rule)
        return row is not None and (self.stands(rule, column) or bool(self.first_timer[row, column] != NEVER))

    def said(self, rule: str, column: int) -> str:
        """The words of the condition; empty while nothing is pending or stands."""
        return self.words.get((self._row[rule], column), "") if self.begun(rule, column) else ""

    def since(
        self, tick: int, rule: str, column: int, first: int, second: int | None = None, *, why: str = ""
    ) -> list[Edge]:
        """The condition is there and falls due at `first`, and becomes graver at `second`."""
        row = self._row.get(rule)
        if row is None or not self.enabled[row, column] or self.stands(rule, column):
            return []
        self._next = None
        self.words[row, column] = why
        self.first_timer[row, column] = max(first, tick)
        self.second_timer[row, column] = NEVER if second is None else max(second, tick)
        return self._first(tick, row, column) if first <= tick else []

    def stand(
        self,
        tick: int,
        rule: str,
        column: int,
        priority: Priority,
        *,
        why: str = "",
        value: float | None = None,
        anew: bool = False,
    ) -> list[Edge]:
        """The condition stands now at this priority; `anew`: it is another one of its kind, which sounds again."""
        row = self._row.get(rule)
        if row is None or not self.enabled[row, column]:
            return []
        self.words[row, column] = why
        self.value[row, column] = np.nan if value is None else value
        state, level = int(self.state[row, column]), int(self.level[row, column])
        if state in (INACTIVE, LATCHED):
            return self._raise(tick, row, column, Priority(max(priority, level)))
        if priority > level:
            return self._raise(tick, row, column, priority, AlarmChangeKind.ESCALATED)
        if anew:
            return self._raise(tick, row, column, Priority(level))
        if priority < level and not self.rules[row].latching:
            self.level[row, column] = priority
            return [self._edge(tick, row, column, AlarmChangeKind.DE_ESCALATED)]
        return []

    def over(self, tick: int, rule: str, column: int) -> list[Edge]:
        """The condition is not there any more; one that latches and was not acknowledged stays as LATCHED."""
        row = self._row.get(rule)
        if row is None:
            return []
        self.asked[row, column] = NEVER
        for timer in (self.first_timer, self.second_timer, self.repeat_timer):
            if timer[row, column] != NEVER:
                timer[row, column] = NEVER
                self._next = None
        if not self.stands(rule, column):
            return []
        if self.rules[row].latching and self.state[row, column] == ACTIVE:
            self.state[row, column] = LATCHED
            return [self._edge(tick, row, column, AlarmChangeKind.LATCHED)]
        return [self._ended(tick, row, column)]

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def next_due(self) -> int:
        """Tick of the next timer, NEVER if none runs."""
        if self._next is None:
            timers = (self.first_timer, self.second_timer, self.repeat_timer)
            self._next = int(min((timer.min() for timer in timers), default=NEVER)) if self.rules else int(NEVER)
        return self._next

    def load(self, dumped: Mapping[str, Mapping[str, Sequence[Any]]], columns: Mapping[int, int]) -> None:
        """Back from `dump`."""
        super().load(dumped, columns)
        self._next = None

    def drop_timers(self, tick: int, column: int) -> None:
        """Give up the column's timers that are due by `tick`."""
        super().drop_timers(tick, column)
        self._next = None

    def forget_disabled(self) -> None:
        """Begin anew where a rule is not judged any more."""
        super().forget_disabled()
        self._next = None

    def fire(self, tick: int, only: Mask) -> list[Edge]:
        """Let the timers that are due by `tick` in the columns `only` run out."""
        if self.next_due() > tick:
            return []
        self._next = None
        edges: list[Edge] = []
        for timer, act in (
            (self.first_timer, self._first),
            (self.second_timer, self._second),
            (self.repeat_timer, self._repeat),
        ):
            for row, column in zip(*np.nonzero((timer <= tick) & only), strict=True):
                edges += act(tick, int(row), int(column))
        return edges

    def _first(self, tick: int, row: int, column: int) -> list[Edge]:
        self.first_timer[row, column] = NEVER
        repeat_s = self.rules[row].repeat_s
        self.asked[row, column] = tick
        self.repeat_timer[row, column] = NEVER if repeat_s is None else tick + ticks(repeat_s)
        return self._raise(tick, row, column, self.rules[row].priority)

    def _second(self, tick: int, row: int, column: int) -> list[Edge]:
        self.second_timer[row, column] = NEVER
        graver = self.rules[row].graver
        if graver is None or graver <= self.level[row, column]:
            return []
        return self._raise(tick, row, column, graver, AlarmChangeKind.ESCALATED)

    def _repeat(self, tick: int, row: int, column: int) -> list[Edge]:
        """Ask again: an answered question is put anew, one that stands unanswered is only said again.

        Ever more seldom where nobody answers for hours: a station that was off for weeks, or whose clock leaps by
        years, has to live through that time in a moment.
        """
        waited = 0 if self.asked[row, column] == NEVER else tick - int(self.asked[row, column])
        pause = max(ticks(self.rules[row].repeat_s or 0.0), waited // REPEATS_AT_FULL_PACE)
        self.repeat_timer[row, column] = tick + pause
        if self.state[row, column] == ACKNOWLEDGED:
            self.asked[row, column] = tick
            return self._raise(tick, row, column, Priority(int(self.level[row, column])))
        return [self._edge(tick, row, column, AlarmChangeKind.REMINDED)]

    def _raise(
        self,
        tick: int,
        row: int,
        column: int,
        priority: Priority,
        change: AlarmChangeKind = AlarmChangeKind.RAISED,
    ) -> list[Edge]:
        self.state[row, column] = ACTIVE
        self.level[row, column] = priority
        return [self._edge(tick, row, column, change)]

    def _ended(self, tick: int, row: int, column: int) -> Edge:
        edge = self._edge(tick, row, column, AlarmChangeKind.CLEARED)
        self.state[row, column] = INACTIVE
        self.level[row, column] = -1
        self.value[row, column] = np.nan
        return edge

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition; a latched one, or one that ends by hand, ends with it."""
        state = self.state[row, column]
        if state not in (ACTIVE, LATCHED):
            return []
        edges = [self._edge(tick, row, column, AlarmChangeKind.ACKNOWLEDGED)]
        self.state[row, column] = ACKNOWLEDGED
        if state == LATCHED or self.rules[row].ends_by_hand:
            edges.append(self._ended(tick, row, column))
        return edges

    def facts(self, row: int, column: int) -> Facts:
        """The number of a condition, if it has one."""
        return Facts(self.rules[row].parameter, "", optional(self.value[row, column]), None)

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now."""
        return Priority(int(self.level[row, column]))

    def move_column(self, source: int, target: int) -> None:
        """Carry the state and its words to another column."""
        words = [self.words.get((row, source), "") for row in range(len(self.rules))]
        super().move_column(source, target)
        self._next = None
        self.words.update({(row, target): said for row, said in enumerate(words)})

    def clear_column(self, column: int) -> None:
        """Forget everything about a column."""
        super().clear_column(column)
        self._next = None
        for row in range(len(self.rules)):
            self.words.pop((row, column), None)

    def dump_words(self) -> dict[str, dict[str, str]]:
        """The words as ``{rule id: {column: words}}``; what was never said is left out."""
        found: dict[str, dict[str, str]] = {}
        for (row, column), words in sorted(self.words.items()):
            if words:
                found.setdefault(self.rules[row].rule, {})[str(column)] = words
        return found

    def load_words(self, dumped: Mapping[str, Mapping[str, str]], columns: Mapping[int, int]) -> None:
        """Back from `dump_words`; rules are matched by id, columns as in `load`."""
        for rule, said in dumped.items():
            row = self._row.get(rule)
            for column, former in columns.items():
                if row is not None and str(former) in said:
                    self.words[row, column] = said[str(former)]

    def _edge(self, tick: int, row: int, column: int, change: AlarmChangeKind) -> Edge:
        rule = self.rules[row]
        return Edge(
            tick=tick,
            due=tick,
            column=column,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=Priority(int(self.level[row, column])),
            parameter=rule.parameter,
            value=optional(self.value[row, column]),
            why=self.words.get((row, column), ""),
        )
