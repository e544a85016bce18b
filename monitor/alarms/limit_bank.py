"""Limit rules on continuous values: delay, hysteresis and clear hold, for all columns at once.

A delay runs from the first violating sample; only a solid, non-violating sample resets it; it fires only while the last
usable sample violates and is fresh. Missing samples change nothing: they neither raise nor clear. A questionable sample
may raise but never resets a delay or clears an alarm. At one instant timers fire before samples.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import (
    NEVER,
    Columns,
    Edge,
    Facts,
    Floats,
    Mask,
    StatefulArrays,
    States,
    Ticks,
    optional,
    tiles,
)
from monitor.alarms.rules import Channel, LimitRule
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

CHANNELS = tuple(Channel)
INACTIVE, PENDING = int(AlarmState.INACTIVE), int(AlarmState.PENDING)  # plain numbers: an enum look-up costs
ACTIVE, ACKNOWLEDGED, LATCHED = int(AlarmState.ACTIVE), int(AlarmState.ACKNOWLEDGED), int(AlarmState.LATCHED)
DEFAULT_FRESH_TICKS = ticks(3.0)  # a device period of 1 s and the 2 s after which a value greys


class LimitBank(StatefulArrays):
    """State per ``[rule, column]``; the last usable value per ``[channel, column]``.

    Attributes:
        limit, clear: per rule and column, already resolved against the column's baseline; NaN: not judged.
        enabled: whether the rule is judged in that column.
        last_value, last_tick: newest usable sample of each channel.
        fresh_ticks: how long a sample of the channel counts as fresh.
    """

    state: States
    since: Ticks
    raise_timer: Ticks
    ok_since: Ticks
    clear_timer: Ticks

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "since": (np.int64, NEVER),  # first violating sample of the present run
        "raise_timer": (np.int64, NEVER),
        "ok_since": (np.int64, NEVER),  # first sample of the clear hold
        "clear_timer": (np.int64, NEVER),
    }

    def __init__(self, rules: Sequence[LimitRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.columns = columns
        self._channel = np.array([CHANNELS.index(rule.channel) for rule in rules], dtype=np.intp)
        self._sign = np.array([[1.0 if rule.op[0] == ">" else -1.0] for rule in rules]).reshape(-1, 1)
        self._inclusive = np.array([[rule.op.endswith("=")] for rule in rules], dtype=bool).reshape(-1, 1)
        self._delay = np.array([[ticks(rule.delay_s)] for rule in rules], dtype=np.int64).reshape(-1, 1)
        self._hold = np.array([[ticks(rule.hold_s)] for rule in rules], dtype=np.int64).reshape(-1, 1)
        self._latching = np.array([[rule.latching] for rule in rules], dtype=bool).reshape(-1, 1)
        self._make_state(len(rules), columns)
        self.limit: Floats = np.full((len(rules), columns), np.nan)
        self.clear: Floats = np.full((len(rules), columns), np.nan)
        self.baseline: Floats = np.full((len(CHANNELS), columns), np.nan)
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self.last_value: Floats = np.full((len(CHANNELS), columns), np.nan)
        self.last_tick: Ticks = np.full((len(CHANNELS), columns), -NEVER, dtype=np.int64)
        self.fresh_ticks: Ticks = np.full((len(CHANNELS), columns), DEFAULT_FRESH_TICKS, dtype=np.int64)

    def set_baseline(self, column: int, *, rate: float | None, spo2: float | None) -> None:
        """Resolve the limits of a column; None where there is no baseline."""
        values = {Channel.RATE: rate, Channel.SPO2: spo2}
        for index, channel in enumerate(CHANNELS):
            self.baseline[index, column] = np.nan if values[channel] is None else values[channel]
        for row, rule in enumerate(self.rules):
            limit = resolve_limit(rule, values[rule.channel])
            self.limit[row, column] = limit
            self.clear[row, column] = resolve_clear(rule, limit)

    def override(self, column: int, rule: str, limit: float) -> None:
        """Give one rule of a column another limit; the value at which it ends keeps its distance."""
        for row, name in enumerate(self.row_names()):
            if name == rule:
                distance = self.clear[row, column] - self.limit[row, column]
                self.limit[row, column] = limit
                self.clear[row, column] = limit + (0.0 if np.isnan(distance) else distance)

    def clear_column(self, column: int) -> None:
        """Forget the column's state and its last values."""
        super().clear_column(column)
        self.forget_samples(column)

    def forget_samples(self, column: int) -> None:
        """Forget the column's last values; conditions stay as they are."""
        self.last_value[:, column] = np.nan
        self.last_tick[:, column] = -NEVER

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def next_due(self) -> int:
        """Tick of the next timer, NEVER if none runs."""
        if self.raise_timer.size == 0:
            return int(NEVER)
        return int(min(self.raise_timer.min(), self.clear_timer.min()))

    def apply(self, tick: int, values: Floats, *, usable: Mask, solid: Mask) -> list[Edge]:
        """Judge the samples of one tick.

        Args:
            tick: the tick of all these samples.
            values: ``[channel, column]``; not read where `usable` is false.
            usable: a sample arrived and has a value.
            solid: it is beyond doubt as well; only then may it reset a delay or clear.
        """
        edges: list[Edge] = []
        for tile in tiles(self.columns):
            edges += self._apply_tile(tick, values, usable, solid, tile)
        return edges

    def _apply_tile(self, tick: int, values: Floats, usable: Mask, solid: Mask, tile: slice) -> list[Edge]:
        judged = self.enabled[:, tile] & usable[self._channel, tile]
        beyond = (values[self._channel, tile] - self.limit[:, tile]) * self._sign  # NaN limit: never beyond
        violating = judged & ((beyond > 0) | (self._inclusive & (beyond == 0)))
        busy = np.nonzero(violating.any(axis=0) | self.state[:, tile].any(axis=0))[0]
        edges: list[Edge] = []
        if busy.size:  # a calm column needs no more than its newest values
            harmless = (judged & solid[self._channel, tile] & ~violating & ~np.isnan(beyond))[:, busy]
            edges = self._change(
                tick, busy + tile.start, values, violating=violating[:, busy], harmless=harmless, judged=judged[:, busy]
            )
        np.copyto(self.last_value[:, tile], values[:, tile], where=usable[:, tile])
        np.copyto(self.last_tick[:, tile], tick, where=usable[:, tile])
        return edges

    def _change(
        self, tick: int, columns: Columns, values: Floats, *, violating: Mask, harmless: Mask, judged: Mask
    ) -> list[Edge]:
        """Step the state machine of the columns in which anything is to do."""
        state, since = self.state[:, columns], self.since[:, columns]
        standing = (state == ACTIVE) | (state == ACKNOWLEDGED)
        started = violating & (since == NEVER)
        since[started] = tick
        raised = violating & ~standing & (since + self._delay <= tick)
        pending = started & ~standing & ~raised
        withdrawn = harmless & (state == PENDING)
        edges = (
            self._edges(tick, pending, AlarmChangeKind.PENDING, columns, values, since + self._delay)
            + self._edges(tick, withdrawn, AlarmChangeKind.WITHDRAWN, columns, values)
            + self._edges(tick, raised, AlarmChangeKind.RAISED, columns, values, since + self._delay)
        )
        timer = self.raise_timer[:, columns]
        timer[pending] = (since + self._delay)[pending]
        timer[harmless | raised] = NEVER
        state[pending & (state == INACTIVE)] = PENDING
        state[withdrawn] = INACTIVE
        state[raised] = ACTIVE
        since[harmless] = NEVER
        self.state[:, columns], self.since[:, columns], self.raise_timer[:, columns] = state, since, timer
        return edges + self._settle(tick, columns, values, standing=standing, harmless=harmless, judged=judged)

    def _settle(
        self, tick: int, columns: Columns, values: Floats, *, standing: Mask, harmless: Mask, judged: Mask
    ) -> list[Edge]:
        """Run the clear hold of alarms that stand."""
        if not standing.any():
            return []
        inside = (values[self._channel][:, columns] - self.clear[:, columns]) * self._sign <= 0
        good = standing & harmless & inside
        ok_since = self.ok_since[:, columns]
        # a hold is made of values: a gap longer than they stay fresh begins it anew
        gap = (self.last_tick[:, columns] + self.fresh_ticks[:, columns] < tick)[self._channel]
        ok_since[good & ((ok_since == NEVER) | gap)] = tick
        ok_since[standing & judged & ~good] = NEVER
        cleared = good & (ok_since + self._hold <= tick)
        self.ok_since[:, columns] = ok_since
        self.clear_timer[:, columns] = np.where(
            good & ~cleared, ok_since + self._hold, np.where(judged, NEVER, self.clear_timer[:, columns])
        )
        return self._finish(tick, cleared, columns, values)

    def _finish(self, tick: int, cleared: Mask, columns: Columns, values: Floats) -> list[Edge]:
        """End alarms; one that latches and was never acknowledged stays as LATCHED."""
        if not cleared.any():
            return []
        state = self.state[:, columns]
        latched = cleared & self._latching & (state == ACTIVE)
        edges = self._edges(tick, latched, AlarmChangeKind.LATCHED, columns, values)
        edges += self._edges(tick, cleared & ~latched, AlarmChangeKind.CLEARED, columns, values)
        state[latched] = LATCHED
        state[cleared & ~latched] = INACTIVE
        self.state[:, columns] = state
        for name in ("ok_since", "clear_timer"):
            array = getattr(self, name)[:, columns]
            array[cleared] = NEVER
            getattr(self, name)[:, columns] = array
        return edges

    def fire(self, tick: int, only: Mask) -> list[Edge]:
        """Let the timers that are due by `tick` in the columns `only` run out."""
        due = (self.raise_timer <= tick) & only
        ending = (self.clear_timer <= tick) & only
        if not due.any() and not ending.any():
            return []
        fresh = (self.last_tick + self.fresh_ticks >= tick)[self._channel]
        standing = (self.state == ACTIVE) | (self.state == ACKNOWLEDGED)
        raised = due & fresh & ~standing & (self.since != NEVER) & self._beyond(self.last_value)
        everywhere = np.arange(self.columns)
        edges = self._edges(tick, raised, AlarmChangeKind.RAISED, everywhere, self.last_value, self.since + self._delay)
        self.state[raised] = ACTIVE
        self.raise_timer[due] = NEVER
        cleared = ending & fresh & standing & (self.ok_since != NEVER)
        self.clear_timer[ending] = NEVER
        return edges + self._finish(tick, cleared, everywhere, self.last_value)

    def _beyond(self, values: Floats) -> Mask:
        """Where ``[channel, column]`` values violate the limits as they are now; NaN violates nothing."""
        beyond = (values[self._channel] - self.limit) * self._sign
        found: Mask = (beyond > 0) | (self._inclusive & (beyond == 0))
        return found

    def facts(self, row: int, column: int) -> Facts:
        """The newest value and the limit of a condition."""
        rule = self.rules[row]
        value, limit = self.last_value[self._channel[row], column], self.limit[row, column]
        return Facts(rule.channel.value, rule.op, optional(value), optional(limit))

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition; a latched one ends with it."""
        edges: list[Edge] = []
        if self.state[row, column] == ACTIVE:
            self.state[row, column] = ACKNOWLEDGED
            edges = [self._edge(tick, row, column, AlarmChangeKind.ACKNOWLEDGED, self.last_value)]
        elif self.state[row, column] == LATCHED:
            self.state[row, column] = INACTIVE
            edges = [
                self._edge(tick, row, column, change, self.last_value)
                for change in (AlarmChangeKind.ACKNOWLEDGED, AlarmChangeKind.CLEARED)
            ]
        return edges

    def _edges(
        self,
        tick: int,
        mask: Mask,
        change: AlarmChangeKind,
        columns: Columns,
        values: Floats,
        due: Ticks | None = None,
    ) -> list[Edge]:
        """One edge for each true place of `mask`, which is ``[rule, position in columns]``."""
        if not mask.any():
            return []
        rows, positions = np.nonzero(mask)
        dues = np.full(rows.size, tick) if due is None else due[rows, positions]
        return [
            self._edge(tick, row, column, change, values, due=due_tick)
            for row, column, due_tick in zip(rows.tolist(), columns[positions].tolist(), dues.tolist(), strict=True)
        ]

    def _edge(
        self, tick: int, row: int, column: int, change: AlarmChangeKind, values: Floats, *, due: int | None = None
    ) -> Edge:
        rule = self.rules[row]
        channel = self._channel[row]
        return Edge(
            tick=tick,
            due=tick if due is None else due,
            column=column,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=rule.priority,
            parameter=rule.channel.value,
            value=optional(values[channel, column]),
            op=rule.op,
            limit=optional(self.limit[row, column]),
            baseline=optional(self.baseline[channel, column]),
            delay_s=rule.delay_s if change is AlarmChangeKind.RAISED else None,
        )

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now."""
        del column  # the same everywhere; other banks escalate by column
        return self.rules[row].priority


def resolve_limit(rule: LimitRule, baseline: float | None) -> float:
    """Limit of `rule` for a patient with this baseline, in the channel's unit; NaN: not judged."""
    if rule.baseline_ratio is None or baseline is None:
        return float("nan") if rule.limit is None else float(rule.limit)
    low = -np.inf if rule.baseline_low is None else rule.baseline_low
    high = np.inf if rule.baseline_high is None else rule.baseline_high
    return float(np.clip(rule.baseline_ratio * baseline, low, high))


def resolve_clear(rule: LimitRule, limit: float) -> float:
    """Value at which an alarm raised at `limit` ends, derived from that limit."""
    if rule.clear is not None and rule.baseline_ratio is None:
        return float(rule.clear)
    inward = -1.0 if rule.op[0] == ">" else 1.0
    return limit + inward * rule.clear_margin
