"""Limit rules on continuous values: delay, hysteresis and clear hold, for all columns at once.

A delay runs from the first violating sample; only a solid, non-violating sample resets it; it fires only while the last
usable sample violates and is fresh. Missing samples change nothing: they neither raise nor clear. A questionable sample
may raise but never resets a delay or clears an alarm. With a poor signal the delay runs on, at most to the gate's
maximum. At one instant timers fire before samples.
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
    plain,
    tiles,
)
from monitor.alarms.limits import resolve_clear, resolve_limits
from monitor.alarms.poor_signal import AskPoor
from monitor.alarms.rules import Channel, LimitRule
from monitor.domain.time import TICKS_PER_SECOND, ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

CHANNELS = tuple(Channel)
INACTIVE, PENDING = int(AlarmState.INACTIVE), int(AlarmState.PENDING)  # plain numbers: an enum look-up costs
ACTIVE, ACKNOWLEDGED, LATCHED = int(AlarmState.ACTIVE), int(AlarmState.ACKNOWLEDGED), int(AlarmState.LATCHED)
ALL = slice(None)
DEFAULT_FRESH_TICKS = ticks(3.0)  # a device period of 1 s and the 2 s after which a value greys


class LimitBank(StatefulArrays):
    """State per ``[rule, column]``; the last usable value per ``[channel, column]``.

    Attributes:
        limit, clear: per rule and column, already resolved against the column's baseline; NaN: not judged.
        enabled: whether the rule is judged in that column.
        last_value, last_tick: newest usable sample of each channel.
        fresh_ticks: how long a sample of the channel counts as fresh.
        stricter: per rule and column, the limit of the closer profile where that is in force; NaN for none.
        gate_max: per rule and column, how long the delay may last with a poor signal, in ticks; 0 for no gate.
        plunge_max: the same while the saturation has plunged.
        poor_until: tells for a tick and columns up to when each channel's signal counts as poor.
    """

    state: States
    since: Ticks
    raise_timer: Ticks
    ok_since: Ticks
    clear_timer: Ticks
    gate_ticks: Ticks
    deep_since: Ticks

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "since": (np.int64, NEVER),  # first violating sample of the present run
        "raise_timer": (np.int64, NEVER),
        "ok_since": (np.int64, NEVER),  # first sample of the clear hold
        "clear_timer": (np.int64, NEVER),
        "gate_ticks": (np.int64, 0),  # how long the gate has held the present run back beyond its delay
        "deep_since": (np.int64, NEVER),  # first sample far beyond the limit, of those without a solid one in between
    }

    def __init__(self, rules: Sequence[LimitRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.columns = columns
        self._channel = np.array([CHANNELS.index(rule.channel) for rule in rules], dtype=np.intp)
        self._sign = np.array([[1.0 if rule.op[0] == ">" else -1.0] for rule in rules]).reshape(-1, 1)
        self._inclusive = np.array([[rule.op.endswith("=")] for rule in rules], dtype=bool).reshape(-1, 1)
        self._delay = np.array([[ticks(rule.delay_s)] for rule in rules], dtype=np.int64).reshape(-1, 1)
        self._hold = np.array([[ticks(rule.hold_s)] for rule in rules], dtype=np.int64).reshape(-1, 1)
        self._deep = np.array([[rule.deep_beyond or np.inf] for rule in rules]).reshape(-1, 1)
        deep_max = [[NEVER if rule.deep_gate_max_s is None else ticks(rule.deep_gate_max_s)] for rule in rules]
        self._deep_max = np.array(deep_max, dtype=np.int64).reshape(-1, 1)
        self._latching = np.array([[rule.latching] for rule in rules], dtype=bool).reshape(-1, 1)
        self._make_state(len(rules), columns)
        self.limit: Floats = np.full((len(rules), columns), np.nan)
        self.clear: Floats = np.full((len(rules), columns), np.nan)
        self.baseline: Floats = np.full((len(CHANNELS), columns), np.nan)
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self.last_value: Floats = np.full((len(CHANNELS), columns), np.nan)
        self.last_tick: Ticks = np.full((len(CHANNELS), columns), -NEVER, dtype=np.int64)
        self.fresh_ticks: Ticks = np.full((len(CHANNELS), columns), DEFAULT_FRESH_TICKS, dtype=np.int64)
        self.stricter: Floats = np.full((len(rules), columns), np.nan)
        self.gate_max: Ticks = np.repeat([[ticks(rule.gate_max_s or 0.0)] for rule in rules] or [[0]], columns, axis=1)
        self.plunge_max: Ticks = np.repeat([[ticks(rule.longest_gate_s)] for rule in rules] or [[0]], columns, axis=1)
        self.poor_until: AskPoor | None = None

    def set_baseline(self, column: int, *, rate: float | None, spo2: float | None, on_oxygen: bool = False) -> None:
        """Resolve the limits of a column; None where there is no baseline."""
        values = {Channel.RATE: rate, Channel.SPO2: spo2}
        for index, channel in enumerate(CHANNELS):
            known = values.get(channel)
            self.baseline[index, column] = np.nan if known is None else known
        limits = resolve_limits(
            self.rules,
            values,
            on_oxygen=on_oxygen,
            stricter=dict(zip(self.row_names(), self.stricter[:, column], strict=True)),
        )
        for row, (rule, limit) in enumerate(zip(self.rules, limits, strict=True)):
            self.limit[row, column] = limit
            self.clear[row, column] = resolve_clear(rule, limit)

    def hold_at_most(self, column: int, channel: Channel, most_s: float | None) -> None:
        """Let no gate on the channel hold an alarm of the column back for longer than this; None: the rules' own."""
        bound = np.inf if most_s is None else most_s
        for row, rule in enumerate(self.rules):
            if rule.channel is channel:
                self.gate_max[row, column] = ticks(min(rule.gate_max_s or 0.0, bound))
                self.plunge_max[row, column] = ticks(min(rule.longest_gate_s, bound))

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

    def dump(self) -> dict[str, dict[str, list[Any]]]:
        """The state, and the newest values of each channel."""
        kept = {"last_value": self.last_value, "last_tick": self.last_tick}
        channels = [channel.value for channel in CHANNELS]
        return super().dump() | {name: dict(zip(channels, plain(array), strict=True)) for name, array in kept.items()}

    def load(self, dumped: Mapping[str, Mapping[str, Sequence[Any]]], columns: Mapping[int, int]) -> None:
        """Back from `dump`."""
        super().load(dumped, columns)
        channels = [channel.value for channel in CHANNELS]
        for name, array in (("last_value", self.last_value), ("last_tick", self.last_tick)):
            for row, key in enumerate(channels):
                for column, former in columns.items() if key in dumped[name] else ():
                    value = dumped[name][key][former]
                    array[row, column] = np.nan if value is None else value

    def forget_samples(self, column: int) -> None:
        """Forget the column's last values; conditions stay as they are."""
        self.last_value[:, column] = np.nan
        self.last_tick[:, column] = -NEVER

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def next_due(self) -> int:
        """Tick of the next timer, NEVER if none runs."""
        if not self.state.any():  # nothing is timed where nothing is pending or stands
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
        self._keep(tick, values, usable, tile)
        return edges

    def _keep(self, tick: int, values: Floats, usable: Mask, tile: slice = ALL) -> None:
        """Take the newest values of the channels."""
        np.copyto(self.last_value[:, tile], values[:, tile], where=usable[:, tile])
        np.copyto(self.last_tick[:, tile], tick, where=usable[:, tile])

    def _change(
        self, tick: int, columns: Columns, values: Floats, *, violating: Mask, harmless: Mask, judged: Mask
    ) -> list[Edge]:
        """Step the state machine of the columns in which anything is to do."""
        state, since = self.state[:, columns], self.since[:, columns]
        standing = (state == ACTIVE) | (state == ACKNOWLEDGED)
        self._note_deep(tick, columns, values, violating)
        started = violating & (since == NEVER)
        since[started] = tick
        if started.any():
            self.gate_ticks[:, columns] = np.where(started & ~standing, 0, self.gate_ticks[:, columns])
        due = since + self._delay
        ripe = violating & ~standing & (due <= tick)
        wait = self._hold_back(tick, columns, ripe, due)
        raised = ripe & (wait <= tick)
        pending = started & ~standing & ~raised
        withdrawn = harmless & (state == PENDING)
        edges = (
            self._edges(tick, pending, AlarmChangeKind.PENDING, columns, values, due)
            + self._edges(tick, withdrawn, AlarmChangeKind.WITHDRAWN, columns, values)
            + self._edges(tick, raised, AlarmChangeKind.RAISED, columns, values, due)
        )
        timer = self.raise_timer[:, columns]
        timer[pending] = due[pending]
        timer[harmless | raised] = NEVER
        held = ripe & ~raised
        timer[held] = wait[held]
        state[pending & (state == INACTIVE)] = PENDING
        state[withdrawn] = INACTIVE
        state[raised] = ACTIVE
        since[harmless] = NEVER
        self.deep_since[:, columns] = np.where(harmless, NEVER, self.deep_since[:, columns])
        self.state[:, columns], self.since[:, columns], self.raise_timer[:, columns] = state, since, timer
        return edges + self._settle(tick, columns, values, standing=standing, harmless=harmless, judged=judged)

    def _note_deep(self, tick: int, columns: Columns, values: Floats, violating: Mask) -> None:
        """Note since when a value has been far beyond its limit; only a harmless one ends that."""
        beyond = (values[self._channel][:, columns] - self.limit[:, columns]) * self._sign
        began = violating & (beyond > self._deep) & (self.deep_since[:, columns] == NEVER)
        if began.any():
            self.deep_since[:, columns] = np.where(began, tick, self.deep_since[:, columns])

    def _hold_back(self, tick: int, columns: Columns, ripe: Mask, due: Ticks) -> Ticks:
        """Until when a poor signal holds back what is ripe; not after `tick` where it may be raised."""
        some = ripe.any(axis=0)
        if self.poor_until is None or not some.any():
            return due
        wait = due.copy()
        wait[:, some] = self._held_until(tick, columns[some], ripe[:, some], due[:, some], self.poor_until)
        return wait

    def _held_until(self, tick: int, columns: Columns, ripe: Mask, due: Ticks, ask: AskPoor) -> Ticks:
        poor, moved = (until[self._channel] for until in ask(tick, columns))
        since, deep = due - self._delay, self.deep_since[:, columns]
        most = since + np.maximum(self._delay, self.gate_max[:, columns])
        most_moved = since + np.maximum(self._delay, self.plunge_max[:, columns])
        wait = np.maximum(np.minimum(poor + 1, most), np.minimum(moved + 1, most_moved))
        latest = np.where(deep == NEVER, NEVER, deep + np.minimum(self._deep_max, NEVER - deep))
        wait = np.where(ripe, np.maximum(np.minimum(wait, latest), due), due)
        gated = (wait > tick) | (poor >= tick)
        gate = np.where(gated, wait, tick) - due
        known = self.gate_ticks[:, columns]  # nothing but the gate counts: not that data were missing
        self.gate_ticks[:, columns] = np.where(ripe & (gated | (gate < known)), gate, known)
        return wait

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
        ripe = due & fresh & ~standing & (self.since != NEVER) & self._beyond(self.last_value)
        everywhere = np.arange(self.columns)
        wait = self.raise_timer.copy()
        concerned = np.nonzero(ripe.any(axis=0))[0]
        wait[:, concerned] = self._hold_back(
            tick, concerned, ripe[:, concerned], self.since[:, concerned] + self._delay
        )
        raised = ripe & (wait <= tick)
        edges = self._edges(tick, raised, AlarmChangeKind.RAISED, everywhere, self.last_value, self.since + self._delay)
        self.state[raised] = ACTIVE
        self.raise_timer[due] = NEVER
        held = ripe & ~raised
        self.raise_timer[held] = wait[held]
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
        raised = change is AlarmChangeKind.RAISED
        gate = int(self.gate_ticks[row, column]) if raised else 0
        return Edge(
            tick=tick,
            due=tick if due is None else due + gate,
            column=column,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=self.priority_of(row, column),
            parameter=rule.channel.value,
            value=optional(values[channel, column]),
            op=rule.op,
            limit=optional(self.limit[row, column]),
            baseline=optional(self.baseline[channel, column]),
            delay_s=rule.delay_s if raised else None,
            gate_s=gate / TICKS_PER_SECOND if raised else None,
        )

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now."""
        del column  # the same everywhere; other banks escalate by column
        return self.rules[row].priority
