"""Steep falls of the rate (vasovagal reaction): a limit rule whose limit comes from the median of the minute before.

It becomes HIGH when the rate stays below a graver limit, or when the cuff fails meanwhile.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Columns, Edge, Floats, Mask, States, Ticks
from monitor.alarms.limit_bank import ACKNOWLEDGED, ACTIVE, INACTIVE, LATCHED, PENDING, LimitBank
from monitor.alarms.rate_history import RecentRates
from monitor.alarms.rules import FallRule
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, Priority


class FallBank(LimitBank):
    """State per ``[rule, column]`` as of limit rules, and how grave each condition is.

    Attributes:
        level: priority beyond the rule's own, -1 for none.
        fall_limit: limit of the present run; NaN while nothing has fallen.
    """

    level: States
    graver_since: Ticks
    graver_timer: Ticks
    fall_limit: Floats

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        **LimitBank.INITIAL,
        "level": (np.int8, -1),
        "graver_since": (np.int64, NEVER),
        "graver_timer": (np.int64, NEVER),
        "fall_limit": (np.float64, np.nan),
    }

    def __init__(self, rules: Sequence[FallRule], columns: int, rates: RecentRates) -> None:
        super().__init__(rules, columns)
        self._falls = tuple(rules)
        self._rates = rates
        self.limit = self.fall_limit

    def set_baseline(self, column: int, *, rate: float | None, spo2: float | None, on_oxygen: bool = False) -> None:
        """Resolve the clear values of a column; the limits follow the last minute, not the baseline."""
        present = self.fall_limit[:, column].copy()
        super().set_baseline(column, rate=rate, spo2=spo2, on_oxygen=on_oxygen)
        self.fall_limit[:, column] = present

    def apply(self, tick: int, values: Floats, *, usable: Mask, solid: Mask) -> list[Edge]:
        """Judge the samples of one tick; call it before the rates of that tick enter the history."""
        if not self._is_busy(values, usable):
            self._keep(tick, values, usable)
            return []
        for row, rule in enumerate(self._falls):
            self._set_limits(tick, row, rule, values[self._channel[row]], usable[self._channel[row]])
        if not (self._beyond(values) & usable[self._channel]).any() and not self.state.any():
            self._keep(tick, values, usable)
            return []
        edges = super().apply(tick, values, usable=usable, solid=solid)
        for row, rule in enumerate(self._falls):
            channel = self._channel[row]
            edges += self._grave(tick, row, rule, values[channel], known=usable[channel], solid=solid[channel])
        return edges

    def _is_busy(self, values: Floats, usable: Mask) -> bool:
        """Whether a rate is low enough to have fallen, or anything is pending or stands; seldom."""
        if self.state.any():
            return True
        for channel, rule in zip(self._channel, self._falls, strict=True):
            ceiling = np.inf if rule.limit is None else rule.limit
            if (usable[channel] & (values[channel] < ceiling)).any():
                return True
        return False

    def _set_limits(self, tick: int, row: int, rule: FallRule, rates: Floats, known: Mask) -> None:
        """Where nothing stands or is pending the limit follows the minute before; a run keeps its own."""
        ceiling = np.inf if rule.limit is None else rule.limit
        idle = (self.since[row] == NEVER) & ((self.state[row] == INACTIVE) | (self.state[row] == LATCHED))
        self.fall_limit[row, idle] = np.nan
        low = np.nonzero(known & idle & self.enabled[row] & (rates < ceiling))[0]
        if low.size == 0:
            return
        fallen = self._rates.medians(tick, low) * (1 - rule.fall_percent / 100)
        # a fall of exactly the percentage counts, a rate of exactly the ceiling does not
        limit = np.fmin(np.nextafter(fallen, np.inf), ceiling)
        self.fall_limit[row, low] = np.where(np.isnan(fallen), np.nan, limit)

    def _grave(self, tick: int, row: int, rule: FallRule, rates: Floats, *, known: Mask, solid: Mask) -> list[Edge]:
        """Time how long a fallen rate has been below the graver limit."""
        grave = known & (self.since[row] != NEVER) & (rates < (rule.graver_limit or 0.0))
        timed = self.graver_since[row] != NEVER
        if not (grave.any() or timed.any()):
            return []
        begun = grave & ~timed
        self.graver_since[row, begun] = tick
        self.graver_timer[row, begun] = tick + ticks(rule.graver_after_s)
        ended = timed & known & solid & ~grave
        self.graver_since[row, ended] = NEVER
        self.graver_timer[row, ended] = NEVER
        late = np.nonzero(grave & (self.graver_since[row] + ticks(rule.graver_after_s) <= tick))[0]
        edges: list[Edge] = []
        for column, wait in zip(late.tolist(), self._graver_wait(tick, row, late).tolist(), strict=True):
            if wait <= tick:
                edges += self.escalate(tick, row, column)
            else:
                self.graver_timer[row, column] = wait
        return edges

    def _graver_wait(self, tick: int, row: int, columns: Columns) -> Ticks:
        """Until when a poor signal, or a probe's rate that has only just jumped, keeps an alarm from becoming HIGH."""
        rule = self._falls[row]
        since: Ticks = self.graver_since[row, columns]
        if rule.graver_gate_max_s is None or self.poor_until is None or columns.size == 0:
            return since
        poor, moved = (until[self._channel[row]] for until in self.poor_until(tick, columns))
        wait: Ticks = np.maximum(
            np.minimum(poor + 1, since + ticks(rule.graver_gate_max_s)),
            np.minimum(moved + 1, since + ticks(rule.graver_plunge_max_s or 0.0)),
        )
        return wait

    def next_due(self) -> int:
        """Tick of the next timer, NEVER if none runs."""
        if not self.state.any():  # nothing is timed where nothing is pending or stands
            return int(NEVER)
        return int(min(super().next_due(), self.graver_timer.min()))

    def fire(self, tick: int, only: Mask) -> list[Edge]:
        """Let the timers that are due by `tick` in the columns `only` run out."""
        edges = super().fire(tick, only)
        fresh = self.last_tick + self.fresh_ticks >= tick
        for row, column in zip(*np.nonzero((self.graver_timer <= tick) & only), strict=True):
            self.graver_timer[row, column] = NEVER
            channel = self._channel[row]
            limit = self._falls[row].graver_limit or 0.0
            if not (fresh[channel, column] and self.last_value[channel, column] < limit):
                continue
            wait = int(self._graver_wait(tick, int(row), np.array([column]))[0])
            if wait <= tick:
                edges += self.escalate(tick, int(row), int(column))
            else:
                self.graver_timer[row, column] = wait
        return edges

    def cuff_failed(self, tick: int, column: int) -> list[Edge]:
        """Make the alarms of a column HIGH: not where a good rate is about to end them, nor while a hand moves both."""
        edges: list[Edge] = []
        for row in range(len(self.rules)):
            if self.ok_since[row, column] == NEVER and not self._is_moved(tick, row, column):
                edges += self.escalate(tick, row, column)
        return edges

    def _is_moved(self, tick: int, row: int, column: int) -> bool:
        if self.poor_until is None or self._falls[row].graver_plunge_max_s is None:
            return False
        until = self.poor_until(tick, np.array([column])).moved[self._channel[row], 0]
        return bool(until >= tick)

    def escalate(self, tick: int, row: int, column: int) -> list[Edge]:
        """Make an alarm that stands HIGH; nothing where it does not stand or is so already."""
        if self.state[row, column] not in (ACTIVE, ACKNOWLEDGED) or self.priority_of(row, column) is Priority.HIGH:
            return []
        self.state[row, column] = ACTIVE
        self.level[row, column] = Priority.HIGH
        return [self._edge(tick, row, column, AlarmChangeKind.ESCALATED, self.last_value)]

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now; what became HIGH stays so until it ends."""
        if self.state[row, column] in (INACTIVE, PENDING):
            return self.rules[row].priority
        return Priority(max(int(self.rules[row].priority), int(self.level[row, column])))

    def _finish(self, tick: int, cleared: Mask, columns: Columns, values: Floats) -> list[Edge]:
        edges = super()._finish(tick, cleared, columns, values)
        self.level[self.state == INACTIVE] = -1
        return edges

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition; a latched one ends with it."""
        level = self.level[row, column]
        edges = super().acknowledge(tick, row, column)
        if self.state[row, column] == INACTIVE:
            edges = [replace(edge, priority=Priority(max(int(edge.priority), int(level)))) for edge in edges]
            self.level[row, column] = -1
        return edges
