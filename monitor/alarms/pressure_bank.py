"""Rules on cuff readings: fixed limits, and rise or fall against the frozen baseline, in mmHg and per cent.

They step only at readings and at the instant a confirmation runs out. One reading never makes HIGH: a rule with a
confirmed priority takes it when a second reading violates as well, or, marked "not repeated", when none came in time.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Facts, Floats, Mask, StatefulArrays, States, Ticks, optional
from monitor.alarms.rules import PressureRule
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

SYSTOLIC, DIASTOLIC, MEAN = 0, 1, 2
COMPONENTS = ("systolic", "diastolic", "mean")


@dataclass(frozen=True, slots=True)
class Branch:
    """One way in which a rule can be violated: a component and how its limit and clear value follow the baseline."""

    component: int
    limit: float | None = None
    clear: float | None = None
    percent: float | None = None  # over the baseline
    clear_percent: float | None = None
    mmhg: float | None = None  # over the baseline
    clear_mmhg: float | None = None
    floor: float = 0.0
    low_ratio: float | None = None
    low_floor: float | None = None

    def resolve(self, baseline: float | None) -> tuple[float, float]:
        """Limit and clear value in mmHg for this baseline; NaN where the branch is not judged."""
        if self.percent is None and self.mmhg is None:
            return self._fixed(baseline)
        if baseline is None:
            return np.nan, np.nan
        rise = baseline * (self.percent or 0.0) / 100 if self.mmhg is None else self.mmhg
        fall = baseline * (self.clear_percent or 0.0) / 100 if self.mmhg is None else (self.clear_mmhg or 0.0)
        limit = max(baseline + rise, self.floor)
        return limit, min(baseline + fall, limit)

    def _fixed(self, baseline: float | None) -> tuple[float, float]:
        limit = np.nan if self.limit is None else self.limit
        clear = limit if self.clear is None else self.clear
        if self.low_ratio is None or baseline is None or self.low_floor is None:
            return limit, clear
        follows = float(np.clip(self.low_ratio * baseline, min(self.low_floor, limit), limit))
        return follows, follows + (clear - limit)


def branches_of(rule: PressureRule) -> tuple[Branch, ...]:
    """The branches of a rule, in the order in which a message prefers them."""
    found = [
        Branch(SYSTOLIC, rule.limit, rule.clear, low_ratio=rule.low_baseline_ratio, low_floor=rule.low_baseline_floor)
        if rule.limit is not None
        else None,
        Branch(DIASTOLIC, rule.diastolic_limit, rule.diastolic_clear) if rule.diastolic_limit is not None else None,
        Branch(MEAN, rule.mean_limit, rule.mean_clear) if rule.mean_limit is not None else None,
        Branch(SYSTOLIC, percent=rule.rise_percent, clear_percent=rule.rise_clear_percent, floor=rule.rise_floor)
        if rule.rise_percent is not None
        else None,
        Branch(SYSTOLIC, mmhg=rule.rise_mmhg, clear_mmhg=rule.rise_clear_mmhg, floor=rule.rise_floor)
        if rule.rise_mmhg is not None
        else None,
        Branch(
            MEAN,
            percent=rule.rise_mean_percent,
            clear_percent=rule.rise_mean_clear_percent,
            floor=rule.rise_mean_floor,
        )
        if rule.rise_mean_percent is not None
        else None,
    ]
    return tuple(branch for branch in found if branch is not None)


class PressureBank(StatefulArrays):
    """State per ``[rule, column]``; the last reading per ``[component, column]`` in mmHg."""

    state: States
    level: States
    confirm_timer: Ticks
    raised_value: Floats
    raised_limit: Floats
    raised_component: States
    raised_systolic: Floats
    raised_diastolic: Floats

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "level": (np.int8, -1),  # priority the condition has now
        "confirm_timer": (np.int64, NEVER),
        "raised_value": (np.float64, np.nan),  # the component that violated, and its limit, for later edges
        "raised_limit": (np.float64, np.nan),
        "raised_component": (np.int8, SYSTOLIC),
        "raised_systolic": (np.float64, np.nan),  # the reading that violated, as people say it
        "raised_diastolic": (np.float64, np.nan),
    }

    def __init__(self, rules: Sequence[PressureRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.columns = columns
        self._branches = [branches_of(rule) for rule in rules]
        most = max((len(branches) for branches in self._branches), default=0)
        self._make_state(len(rules), columns)
        self.limit: Floats = np.full((len(rules), most, columns), np.nan)
        self.clear: Floats = np.full((len(rules), most, columns), np.nan)
        self.baseline: Floats = np.full((len(COMPONENTS), columns), np.nan)
        self.last: Floats = np.full((len(COMPONENTS), columns), np.nan)
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self._component = np.zeros((len(rules), most), dtype=np.intp)
        for row, branches in enumerate(self._branches):
            self._component[row, : len(branches)] = [branch.component for branch in branches]
        self._sign = np.array([1.0 if rule.op[0] == ">" else -1.0 for rule in rules]).reshape(-1, 1, 1)
        self._inclusive = np.array([rule.op.endswith("=") for rule in rules], dtype=bool).reshape(-1, 1, 1)

    def set_baseline(self, column: int, *, systolic: float | None, diastolic: float | None, mean: float | None) -> None:
        """Resolve limits and clear values of a column; None where there is no baseline."""
        values = (systolic, diastolic, mean)
        self.baseline[:, column] = [np.nan if value is None else value for value in values]
        for row, branches in enumerate(self._branches):
            for index, branch in enumerate(branches):
                limit, clear = branch.resolve(values[branch.component])
                self.limit[row, index, column] = limit
                self.clear[row, index, column] = clear

    def override(self, column: int, rule: str, limit: float) -> None:
        """Give one rule of a column another fixed systolic limit; the value at which it ends keeps its distance."""
        for row, index in self._fixed_systolic(rule):
            distance = self.clear[row, index, column] - self.limit[row, index, column]
            self.limit[row, index, column] = limit
            self.clear[row, index, column] = limit + distance

    def fixed_limit(self, column: int, rule: str) -> float | None:
        """The fixed systolic limit of a rule in a column, mmHg; None: it has none."""
        return next((optional(self.limit[row, index, column]) for row, index in self._fixed_systolic(rule)), None)

    def _fixed_systolic(self, rule: str) -> Iterator[tuple[int, int]]:
        for row, name in enumerate(self.row_names()):
            for index, branch in enumerate(self._branches[row]):
                if name == rule and branch.component == SYSTOLIC and branch.limit is not None:
                    yield row, index

    def clear_column(self, column: int) -> None:
        """Forget the column's state and its last reading."""
        super().clear_column(column)
        self.last[:, column] = np.nan

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def next_due(self) -> int:
        """Tick of the next confirmation that runs out, NEVER if none runs."""
        return int(self.confirm_timer.min()) if self.confirm_timer.size else int(NEVER)

    def apply(self, tick: int, readings: Floats, present: Mask, solid: Mask) -> list[Edge]:
        """Judge the readings of one tick.

        Args:
            tick: when they became known.
            readings: ``[component, column]`` in mmHg, NaN for a part the device did not give.
            present: columns that have a reading.
            solid: those whose reading is beyond doubt; only such a one ends an alarm, and only where it has the part
                that raised it.
        """
        columns = np.nonzero(present)[0]
        self.last[:, columns] = readings[:, columns]
        values = readings[self._component][:, :, columns]
        beyond = (values - self.limit[:, :, columns]) * self._sign
        over = (beyond > 0) | (self._inclusive & (beyond == 0))
        unjudged = np.isnan(self.limit[:, :, columns]) | np.isnan(values)
        clear = ((values - self.clear[:, :, columns]) * self._sign <= 0) & ~over
        inside = (clear | unjudged).all(axis=1) & ~np.isnan(readings[SYSTOLIC, columns])
        enabled = self.enabled[:, columns]
        edges: list[Edge] = []
        for row, index in zip(*np.nonzero(enabled & over.any(axis=1)), strict=True):
            edges += self._violated(tick, int(row), int(columns[index]), over[row, :, index])
        standing = (self.state[:, columns] >= AlarmState.ACTIVE) & solid[columns]
        for row, index in zip(*np.nonzero(enabled & inside & standing), strict=True):
            column = int(columns[index])
            if not np.isnan(readings[self.raised_component[row, column], column]):
                edges += self._inside(tick, int(row), column)
        return edges

    def _violated(self, tick: int, row: int, column: int, over: Mask) -> list[Edge]:
        """A reading violates: raise, confirm, or nothing new. The message names the first violated branch."""
        branch = int(np.argmax(over))
        component = self._component[row, branch]
        self.raised_value[row, column] = self.last[component, column]
        self.raised_limit[row, column] = self.limit[row, branch, column]
        self.raised_component[row, column] = component
        self.raised_systolic[row, column] = self.last[SYSTOLIC, column]
        self.raised_diastolic[row, column] = self.last[DIASTOLIC, column]
        rule = self.rules[row]
        if self.state[row, column] in (AlarmState.INACTIVE, AlarmState.LATCHED):
            latched_level = int(self.level[row, column]) if self.state[row, column] == AlarmState.LATCHED else -1
            self.state[row, column] = AlarmState.ACTIVE
            self.level[row, column] = max(rule.priority, latched_level)  # nobody has seen the graver one yet
            if rule.confirmed_priority is not None and self.level[row, column] < rule.confirmed_priority:
                self.confirm_timer[row, column] = tick + ticks(rule.confirm_within_s)
            return [self._edge(tick, row, column, AlarmChangeKind.RAISED)]
        if self.confirm_timer[row, column] != NEVER:
            return self._confirm(tick, row, column, repeated=True)
        return []

    def _confirm(self, tick: int, row: int, column: int, *, repeated: bool) -> list[Edge]:
        """Take the confirmed priority; that ends an acknowledgement."""
        self.confirm_timer[row, column] = NEVER
        priority = self.rules[row].confirmed_priority
        if priority is None or priority <= self.level[row, column]:
            return []
        self.level[row, column] = priority
        self.state[row, column] = AlarmState.ACTIVE
        return [self._edge(tick, row, column, AlarmChangeKind.ESCALATED, confirmed=repeated)]

    def _inside(self, tick: int, row: int, column: int) -> list[Edge]:
        if self.state[row, column] == AlarmState.LATCHED:
            return []
        self.confirm_timer[row, column] = NEVER
        if self.rules[row].latching and self.state[row, column] == AlarmState.ACTIVE:
            self.state[row, column] = AlarmState.LATCHED
            return [self._edge(tick, row, column, AlarmChangeKind.LATCHED)]
        edge = self._edge(tick, row, column, AlarmChangeKind.CLEARED)
        self.state[row, column] = AlarmState.INACTIVE
        return [edge]

    def fire(self, tick: int, only: Mask) -> list[Edge]:
        """Let confirmations due by `tick` in the columns `only` run out: the graver priority, marked not repeated."""
        edges: list[Edge] = []
        for row, column in zip(*np.nonzero((self.confirm_timer <= tick) & only), strict=True):
            standing = self.state[row, column] in (AlarmState.ACTIVE, AlarmState.ACKNOWLEDGED)
            if standing:
                edges += self._confirm(tick, int(row), int(column), repeated=False)
            self.confirm_timer[row, column] = NEVER
        return edges

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition; a latched one ends with it."""
        if self.state[row, column] == AlarmState.ACTIVE:
            self.state[row, column] = AlarmState.ACKNOWLEDGED
            return [self._edge(tick, row, column, AlarmChangeKind.ACKNOWLEDGED)]
        if self.state[row, column] == AlarmState.LATCHED:
            edges = [
                self._edge(tick, row, column, change)
                for change in (AlarmChangeKind.ACKNOWLEDGED, AlarmChangeKind.CLEARED)
            ]
            self.state[row, column] = AlarmState.INACTIVE
            return edges
        return []

    def facts(self, row: int, column: int) -> Facts:
        """The reading that violated last, and the limit of its first violated branch."""
        return Facts(
            COMPONENTS[int(self.raised_component[row, column])],
            self.rules[row].op,
            optional(self.raised_value[row, column]),
            optional(self.raised_limit[row, column]),
            reading_text(self.raised_systolic[row, column], self.raised_diastolic[row, column]),
        )

    def systolic_limits(self, row: int, column: int) -> Floats:
        """The systolic limits of one rule in one column, mmHg, one per branch that is judged."""
        count = len(self._branches[row])
        limits: Floats = self.limit[row, :count, column][self._component[row, :count] == SYSTOLIC]
        judged: Floats = limits[~np.isnan(limits)]
        return judged

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now."""
        return Priority(int(self.level[row, column]))

    def _edge(
        self, tick: int, row: int, column: int, change: AlarmChangeKind, *, confirmed: bool | None = None
    ) -> Edge:
        rule = self.rules[row]
        if confirmed is None and rule.confirmed_priority is not None:
            confirmed = bool(self.level[row, column] == rule.confirmed_priority) or None
        component = int(self.raised_component[row, column])
        leaving = change in (AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED)
        value = self.last[component, column] if leaving else self.raised_value[row, column]
        return Edge(
            tick=tick,
            due=tick,
            column=column,
            rule=rule.rule,
            kind=rule.kind,
            change=change,
            priority=Priority(int(self.level[row, column])),
            parameter=COMPONENTS[component],
            value=optional(value),
            op=rule.op,
            limit=optional(self.raised_limit[row, column]),
            baseline=optional(self.baseline[component, column]),
            confirmed=confirmed,
            shown=reading_text(self.last[SYSTOLIC, column], self.last[DIASTOLIC, column])
            if leaving
            else reading_text(self.raised_systolic[row, column], self.raised_diastolic[row, column]),
        )


def reading_text(systolic: float, diastolic: float) -> str:
    """A reading as people say it: "184/96"; a missing part is a dash."""
    parts = ["–" if np.isnan(part) else f"{part:.0f}" for part in (systolic, diastolic)]
    return "/".join(parts)
