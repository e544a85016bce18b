"""Advisory rules on the course of pressure: the forecast of the peak and the change detector. LOW, seen, never heard.

They step at accepted readings and where the recorded course of the infusion changes; they have no timers. Nothing else
looks at them: whether they are on or off, every other alarm is the same.
"""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Facts, Floats, Mask, StatefulArrays, States, optional
from monitor.alarms.change_detector import Sums, add, changed
from monitor.alarms.forecast import Course, Forecast, forecast
from monitor.alarms.pressure_bank import reading_text
from monitor.alarms.pressure_branches import COMPONENTS, DIASTOLIC, SYSTOLIC
from monitor.alarms.repeated_median import noise_scale
from monitor.alarms.rules import AdviceRule, CusumRule, ForecastRule
from monitor.domain.time import TICKS_PER_SECOND, ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

INACTIVE, ACTIVE = int(AlarmState.INACTIVE), int(AlarmState.ACTIVE)
READINGS_KEPT = 96  # eight hours at one in five minutes
NOISE_WINDOW = 10  # readings from which the noise is estimated
TICKS_PER_MIN = 60 * TICKS_PER_SECOND
FORECAST = "forecast"  # the parameter of the forecast's edges; their value is a probability


class AdviceBank(StatefulArrays):
    """State per ``[rule, column]``, the accepted systolic readings and the recorded course of the infusion per column.

    Attributes:
        readings: (tick, mmHg) per column, oldest first.
        courses: per column; None: no infusion whose rate is known. Told anew after a restart.
        baseline: systolic, mmHg per column.
    """

    state: States
    sum_up: Floats
    sum_down: Floats
    direction: States
    value: Floats
    diastolic: Floats
    low: Floats
    high: Floats
    peak_min: Floats

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "sum_up": (np.float64, 0.0),
        "sum_down": (np.float64, 0.0),
        "direction": (np.int8, 1),  # of the change that was found: 1 up, -1 down
        "value": (np.float64, np.nan),  # probability, or the systolic pressure that was judged last
        "diastolic": (np.float64, np.nan),
        "low": (np.float64, np.nan),  # of the estimate, mmHg
        "high": (np.float64, np.nan),
        "peak_min": (np.float64, np.nan),
    }

    def __init__(self, rules: Sequence[AdviceRule], columns: int) -> None:
        self.rules = tuple(rules)
        self.columns = columns
        self._make_state(len(rules), columns)
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self.baseline: Floats = np.full(columns, np.nan)
        self.readings: list[list[tuple[int, float]]] = [[] for _ in range(columns)]
        self.courses: list[Course | None] = [None] * columns
        self._made_from: list[tuple[int, int, Course, float] | None] = [None] * columns  # what the estimate rests on
        self._estimates: list[Forecast | None] = [None] * columns

    def set_baseline(self, column: int, systolic: float | None) -> None:
        """Take the patient's systolic pressure; None: there is no baseline, and nothing is judged."""
        self.baseline[column] = np.nan if systolic is None else systolic

    def clear_column(self, column: int) -> None:
        """Forget the column's state, readings and course."""
        super().clear_column(column)
        self._made_from[column] = self._estimates[column] = None
        self.readings[column] = []
        self.courses[column] = None

    def move_column(self, source: int, target: int) -> None:
        """Carry everything to `target`."""
        readings, course = self.readings[source], self.courses[source]
        super().move_column(source, target)
        self.readings[target], self.courses[target] = readings, course
        self.baseline[target] = self.baseline[source]

    def row_names(self) -> list[str]:
        """Rule ids in the order of the rows."""
        return [rule.rule for rule in self.rules]

    def next_due(self) -> int:
        """There are no timers."""
        return int(NEVER)

    def apply(self, tick: int, readings: Floats, accepted: Mask, alarmed: Mask) -> list[Edge]:
        """Judge the accepted readings of one tick; `alarmed`: a pressure alarm stands in the column."""
        edges: list[Edge] = []
        for column in np.nonzero(accepted & self.enabled.any(axis=0))[0].tolist():
            if np.isnan(readings[SYSTOLIC, column]):
                continue
            self.readings[column].append((tick, float(readings[SYSTOLIC, column])))
            del self.readings[column][:-READINGS_KEPT]
            for row, rule in enumerate(self.rules):
                if not self.enabled[row, column]:
                    continue
                self.diastolic[row, column] = readings[DIASTOLIC, column]
                if isinstance(rule, ForecastRule):
                    edges += self._judge_forecast(tick, row, column, alarmed=bool(alarmed[column]))
                else:
                    edges += self._judge_change(tick, row, column, rule)
        return edges

    def set_course(self, tick: int, column: int, course: Course | None, *, alarmed: bool) -> list[Edge]:
        """Take what is now recorded of the infusion, and judge the estimate anew where that changed."""
        if course == self.courses[column]:
            return []
        self.courses[column] = course
        return self._judge_forecasts(tick, column, alarmed=alarmed)

    def give_way(self, tick: int, alarmed: Mask) -> list[Edge]:
        """End estimates where a pressure alarm has come to stand."""
        edges: list[Edge] = []
        for column in np.nonzero(alarmed & (self.state >= ACTIVE).any(axis=0))[0].tolist():
            edges += self._judge_forecasts(tick, column, alarmed=True)
        return edges

    def _judge_forecasts(self, tick: int, column: int, *, alarmed: bool) -> list[Edge]:
        edges: list[Edge] = []
        for row, rule in enumerate(self.rules):
            if isinstance(rule, ForecastRule) and self.enabled[row, column]:
                edges += self._judge_forecast(tick, row, column, alarmed=alarmed)
        return edges

    def estimate(self, tick: int, column: int) -> Forecast | None:
        """The estimate from the readings so far, while the drug flows; None where there is none to be shown or judged.

        It speaks from the newest reading on, so that it does not depend on when it is asked for.
        """
        rule = next((rule for rule in self.rules if isinstance(rule, ForecastRule)), None)
        course, kept = self.courses[column], self.readings[column]
        if rule is None or course is None or not kept or np.isnan(self.baseline[column]):
            return None
        newest_tick = kept[-1][0]
        if newest_tick - course.start_tick < ticks(rule.after_s):
            return None
        if not course.is_running((tick - course.start_tick) / TICKS_PER_MIN):
            return None
        made_from = (newest_tick, len(kept), course, float(self.baseline[column]))
        if self._made_from[column] != made_from:
            self._made_from[column], self._estimates[column] = made_from, self._estimate(rule, course, column)
        found = self._estimates[column]
        return found if found is not None and found.in_band else None

    def _estimate(self, rule: ForecastRule, course: Course, column: int) -> Forecast | None:
        base, kept = float(self.baseline[column]), self.readings[column]
        return forecast(
            course,
            baseline=base,
            at_min=(kept[-1][0] - course.start_tick) / TICKS_PER_MIN,
            times_min=[(at - course.start_tick) / TICKS_PER_MIN for at, _ in kept],
            systolic=[value for _, value in kept],
            limit=min(rule.limit, base * (1 + rule.rise_percent / 100)),
        )

    def _judge_forecast(self, tick: int, row: int, column: int, *, alarmed: bool) -> list[Edge]:
        rule = self.rules[row]
        if not isinstance(rule, ForecastRule):
            return []
        found = None if alarmed else self.estimate(tick, column)
        standing = self.state[row, column] >= ACTIVE
        if found is None or found.probability < (rule.clear_probability if standing else rule.probability):
            return self._end(tick, row, column)
        self.value[row, column] = found.probability
        self.low[row, column], self.high[row, column] = found.low, found.high
        self.peak_min[row, column] = found.at_min
        return [] if standing else self._raise(tick, row, column)

    def _judge_change(self, tick: int, row: int, column: int, rule: CusumRule) -> list[Edge]:
        """Add one reading to the sums. A change empties both.

        It is over when the sum it began anew is empty again, or as soon as a reading is back at the baseline.
        """
        if np.isnan(self.baseline[column]):
            return []
        kept = self.readings[column][-NOISE_WINDOW:]
        value = kept[-1][1]
        noise = noise_scale([at for at, _ in kept], [item for _, item in kept], floor=rule.least_sd)
        before = Sums(self.sum_up[row, column : column + 1], self.sum_down[row, column : column + 1])
        error = (value - self.baseline[column]) / noise
        sums = add(before, [error], slack=rule.slack)
        rose, fell = (bool(mask[0]) for mask in changed(sums, rule.threshold))
        self.value[row, column] = value
        standing = self.state[row, column] >= ACTIVE
        self.sum_up[row, column] = 0.0 if rose or fell else sums.up[0]
        self.sum_down[row, column] = 0.0 if rose or fell else sums.down[0]
        if rose or fell:
            turned = standing and self.direction[row, column] != (1 if rose else -1)
            edges = self._end(tick, row, column) if turned else []
            self.direction[row, column] = 1 if rose else -1
            return edges + (self._raise(tick, row, column) if turned or not standing else [])
        going_on = self.sum_up[row, column] if self.direction[row, column] > 0 else self.sum_down[row, column]
        back = self.direction[row, column] * error < rule.slack
        return self._end(tick, row, column) if standing and (going_on == 0 or back) else []

    def _raise(self, tick: int, row: int, column: int) -> list[Edge]:
        self.state[row, column] = AlarmState.ACTIVE
        return [self._edge(tick, row, column, AlarmChangeKind.RAISED)]

    def _end(self, tick: int, row: int, column: int) -> list[Edge]:
        if self.state[row, column] == INACTIVE:
            return []
        edge = self._edge(tick, row, column, AlarmChangeKind.CLEARED)
        self.state[row, column] = AlarmState.INACTIVE
        return [edge]

    def fire(self, tick: int, only: Mask) -> list[Edge]:
        """There are no timers."""
        del tick, only
        return []

    def acknowledge(self, tick: int, row: int, column: int) -> list[Edge]:
        """Acknowledge one condition."""
        if self.state[row, column] != AlarmState.ACTIVE:
            return []
        self.state[row, column] = AlarmState.ACKNOWLEDGED
        return [self._edge(tick, row, column, AlarmChangeKind.ACKNOWLEDGED)]

    def facts(self, row: int, column: int) -> Facts:
        """The probability and the interval of an estimate; the reading and the baseline of a change."""
        rule = self.rules[row]
        if isinstance(rule, ForecastRule):
            text = estimate_text(self.low[row, column], self.high[row, column], self.peak_min[row, column])
            return Facts(FORECAST, ">=", optional(self.value[row, column]), rule.probability, text)
        op = ">" if self.direction[row, column] > 0 else "<"
        shown = reading_text(self.value[row, column], self.diastolic[row, column])
        return Facts(
            COMPONENTS[SYSTOLIC], op, optional(self.value[row, column]), optional(self.baseline[column]), shown
        )

    def priority_of(self, row: int, column: int) -> Priority:
        """Advice is LOW everywhere."""
        del column
        return self.rules[row].priority

    def _edge(self, tick: int, row: int, column: int, change: AlarmChangeKind) -> Edge:
        rule, facts = self.rules[row], self.facts(row, column)
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
            baseline=optional(self.baseline[column]),
            shown=facts.shown,
        )

    def dump_readings(self) -> list[list[tuple[int, float]]]:
        """The kept readings per column, as plain JSON."""
        return [list(kept) for kept in self.readings]

    def load_readings(self, dumped: Sequence[Sequence[Sequence[float]]], columns: Mapping[int, int]) -> None:
        """Back from `dump_readings`; see `load`."""
        for column, former in columns.items():
            self.readings[column] = [(int(tick), float(value)) for tick, value in dumped[former]]


def estimate_text(low: float, high: float, at_min: float) -> str:
    """An estimate as people read it: "128–151 at 40 min"."""
    return f"{low:.0f}–{high:.0f} at {at_min:.0f} min"
