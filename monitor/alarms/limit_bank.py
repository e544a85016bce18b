"""Limit rules on continuous values: delay, hysteresis and clear hold, for all columns at once.

A delay runs from the first violating sample; only a solid, non-violating sample resets it; it fires only while the last
usable sample violates and is fresh. Missing samples change nothing: they neither raise nor clear. A questionable sample
may raise but never resets a delay or clears an alarm. At one instant timers fire before samples.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Floats, Mask, StatefulArrays, States, Ticks, optional, tiles
from monitor.alarms.rules import Channel, LimitRule
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

CHANNELS = tuple(Channel)
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

    def clear_column(self, column: int) -> None:
        """Forget the column's state and its last values."""
        super().clear_column(column)
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
        edges: list[Edge] = []
        if violating.any() or self.state[:, tile].any():  # a calm tile needs no more than its newest values
            sound = judged & solid[self._channel, tile] & ~np.isnan(beyond)
            edges = self._change(tick, violating, sound & ~violating, judged, values, tile)
        np.copyto(self.last_value[:, tile], values[:, tile], where=usable[:, tile])
        np.copyto(self.last_tick[:, tile], tick, where=usable[:, tile])
        return edges

    def _change(
        self, tick: int, violating: Mask, harmless: Mask, judged: Mask, values: Floats, tile: slice
    ) -> list[Edge]:
        state = self.state[:, tile]
        standing = (state == AlarmState.ACTIVE) | (state == AlarmState.ACKNOWLEDGED)
        started = violating & (self.since[:, tile] == NEVER)
        since = np.where(started, tick, self.since[:, tile])
        raised = violating & ~standing & (since + self._delay <= tick)
        pending = started & ~standing & ~raised
        withdrawn = harmless & (state == AlarmState.PENDING)
        good = harmless & (((values[self._channel, tile] - self.clear[:, tile]) * self._sign) <= 0)
        settling = standing & good
        ok_since = np.where(settling & (self.ok_since[:, tile] == NEVER), tick, self.ok_since[:, tile])
        ok_since[standing & judged & ~good] = NEVER
        cleared = settling & (ok_since + self._hold <= tick)
        edges = (
            self._edges(tick, pending, AlarmChangeKind.PENDING, tile, values, since + self._delay)
            + self._edges(tick, withdrawn, AlarmChangeKind.WITHDRAWN, tile, values, since)
            + self._edges(tick, raised, AlarmChangeKind.RAISED, tile, values, since + self._delay)
        )
        since[harmless] = NEVER
        self.since[:, tile] = since
        timer = self.raise_timer[:, tile]
        timer[pending] = (since + self._delay)[pending]
        timer[harmless | raised] = NEVER
        state[pending & (state == AlarmState.INACTIVE)] = AlarmState.PENDING
        state[withdrawn] = AlarmState.INACTIVE
        state[raised] = AlarmState.ACTIVE
        self.ok_since[:, tile] = ok_since
        self.clear_timer[:, tile] = np.where(settling & ~cleared, ok_since + self._hold, NEVER)
        return edges + self._finish(tick, cleared, tile, values)

    def _finish(self, tick: int, cleared: Mask, tile: slice, values: Floats) -> list[Edge]:
        """End alarms; one that latches and was never acknowledged stays as LATCHED."""
        if not cleared.any():
            return []
        state = self.state[:, tile]
        latched = cleared & self._latching & (state == AlarmState.ACTIVE)
        edges = self._edges(tick, latched, AlarmChangeKind.LATCHED, tile, values)
        edges += self._edges(tick, cleared & ~latched, AlarmChangeKind.CLEARED, tile, values)
        state[latched] = AlarmState.LATCHED
        state[cleared & ~latched] = AlarmState.INACTIVE
        self.ok_since[:, tile][cleared] = NEVER
        self.clear_timer[:, tile][cleared] = NEVER
        return edges

    def fire(self, tick: int, only: Mask) -> list[Edge]:
        """Let the timers that are due by `tick` in the columns `only` run out."""
        due = (self.raise_timer <= tick) & only
        ending = (self.clear_timer <= tick) & only
        if not due.any() and not ending.any():
            return []
        fresh = (self.last_tick + self.fresh_ticks >= tick)[self._channel]
        standing = (self.state == AlarmState.ACTIVE) | (self.state == AlarmState.ACKNOWLEDGED)
        raised = due & fresh & ~standing & (self.since != NEVER)
        whole = slice(0, self.columns)
        edges = self._edges(tick, raised, AlarmChangeKind.RAISED, whole, self.last_value, self.since + self._delay)
        self.state[raised] = AlarmState.ACTIVE
        self.raise_timer[due] = NEVER
        cleared = ending & fresh & standing & (self.ok_since != NEVER)
        self.clear_timer[ending] = NEVER
        return edges + self._finish(tick, cleared, whole, self.last_value)

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition; a latched one ends with it."""
        mask = np.zeros_like(self.enabled)
        mask[row, column] = True
        whole = slice(0, self.columns)
        if self.state[row, column] == AlarmState.ACTIVE:
            self.state[row, column] = AlarmState.ACKNOWLEDGED
            return self._edges(tick, mask, AlarmChangeKind.ACKNOWLEDGED, whole, self.last_value)
        if self.state[row, column] == AlarmState.LATCHED:
            self.state[row, column] = AlarmState.INACTIVE
            edges = self._edges(tick, mask, AlarmChangeKind.ACKNOWLEDGED, whole, self.last_value)
            return edges + self._edges(tick, mask, AlarmChangeKind.CLEARED, whole, self.last_value)
        return []

    def _edges(
        self, tick: int, mask: Mask, change: AlarmChangeKind, tile: slice, values: Floats, due: Ticks | None = None
    ) -> list[Edge]:
        if not mask.any():
            return []
        rows, columns = np.nonzero(mask)
        return [
            self._edge(
                tick, row, column, change, values, int(due[row, column]) if due is not None else tick, tile.start
            )
            for row, column in zip(rows.tolist(), columns.tolist(), strict=True)
        ]

    def _edge(
        self, tick: int, row: int, column: int, change: AlarmChangeKind, values: Floats, due: int, offset: int
    ) -> Edge:
        rule, place = self.rules[row], column + offset
        return Edge(
            tick=tick,
            due=due,
            column=place,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=rule.priority,
            parameter=rule.channel.value,
            value=optional(values[self._channel[row], place]),
            op=rule.op,
            limit=optional(self.limit[row, place]),
            baseline=optional(self.baseline[self._channel[row], place]),
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
