"""The alarm engine: four banks of rules behind one door. Pure and deterministic; it knows ticks, never a clock.

Columns are places (or, in a batch, sessions). Which rules run in a column is one table, `Watch`: everything for a
place with a patient, only the absolute HIGH limits for a place where a device measures somebody nobody has admitted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np

from monitor.alarms.advice_bank import AdviceBank
from monitor.alarms.arrays import NEVER, Edge, Floats, Mask, plain
from monitor.alarms.forecast import Course, Forecast
from monitor.alarms.limit_bank import CHANNELS, LimitBank
from monitor.alarms.no_data_bank import NoDataBank
from monitor.alarms.pressure_bank import COMPONENTS, PressureBank
from monitor.alarms.rules import (
    AdviceRule,
    Channel,
    LimitRule,
    NoDataRule,
    PressureRule,
    Profile,
    Rule,
    Silence,
)
from monitor.domain.vocabulary import AlarmKind, AlarmState, Priority

ACTIVE = int(AlarmState.ACTIVE)


class Watch(StrEnum):
    """What is judged in a column."""

    NOTHING = "nothing"
    ABSOLUTE_HIGH = "absolute_high"  # values arrive, but no patient is admitted
    PATIENT = "patient"


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """The patient's own resting values; None where there were too few readings. mmHg, /min, per cent."""

    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    rate: float | None = None
    spo2: float | None = None


NO_BASELINE = Baseline()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One condition that is active, acknowledged or latched."""

    rule: str
    kind: AlarmKind
    state: AlarmState
    priority: Priority
    audible: bool
    parameter: str
    op: str
    value: float | None
    limit: float | None
    shown: str = ""


class AlarmEngine:
    """Owns the state of all conditions of all columns."""

    def __init__(self, profile: Profile, columns: int) -> None:
        self.profile = profile
        self.columns = columns
        self.limits = LimitBank([rule for rule in profile.rules if isinstance(rule, LimitRule)], columns)
        self.pressures = PressureBank([rule for rule in profile.rules if isinstance(rule, PressureRule)], columns)
        self.silences = NoDataBank([rule for rule in profile.rules if isinstance(rule, NoDataRule)], columns)
        self.advice = AdviceBank([rule for rule in profile.rules if isinstance(rule, AdviceRule)], columns)
        self._banks: tuple[LimitBank | PressureBank | NoDataBank | AdviceBank, ...] = (
            self.limits,
            self.pressures,
            self.silences,
            self.advice,
        )
        self.watches = [Watch.NOTHING] * columns

    def watch(self, column: int, watch: Watch, baseline: Baseline = NO_BASELINE) -> None:
        """Begin judging a column from a clean slate."""
        for bank in self._banks:
            bank.clear_column(column)
        self._enable(column, watch)
        self.set_baseline(column, baseline)

    def _enable(self, column: int, watch: Watch) -> None:
        self.watches[column] = watch
        for bank in self._banks:
            rules: Sequence[Rule] = bank.rules
            for row, rule in enumerate(rules):
                bank.enabled[row, column] = runs(rule, watch)

    def set_baseline(self, column: int, baseline: Baseline) -> None:
        """Resolve all relative limits of a column; alarms that stand go on standing."""
        self.limits.set_baseline(column, rate=baseline.rate, spo2=baseline.spo2)
        self.pressures.set_baseline(
            column, systolic=baseline.systolic, diastolic=baseline.diastolic, mean=baseline.mean
        )
        self.advice.set_baseline(column, baseline.systolic)

    def set_course(self, tick: int, column: int, course: Course | None) -> list[Edge]:
        """Take what is recorded of the column's infusion now; None: no infusion whose rate is known."""
        return self.advice.set_course(tick, column, course, alarmed=bool(self._pressure_alarmed()[column]))

    def estimate(self, tick: int, column: int) -> Forecast | None:
        """The estimate of the peak that may be shown: none while a pressure alarm stands."""
        return None if self._pressure_alarmed()[column] else self.advice.estimate(tick, column)

    def _pressure_alarmed(self) -> Mask:
        alarmed: Mask = np.any(self.pressures.state >= ACTIVE, axis=0)
        return alarmed

    def move(self, source: int, target: int) -> None:
        """Carry pending and standing alarms, timers, limits and the last pressure to another column.

        Continuous values stay behind: what was measured at the other place is somebody else's.
        """
        last_reading = self.pressures.last[:, source].copy()
        for bank in self._banks:
            bank.move_column(source, target)
            bank.enabled[:, target] = bank.enabled[:, source]
        for array in (self.limits.limit, self.limits.clear, self.limits.baseline, self.pressures.baseline):
            array[:, target] = array[:, source]
        for cube in (self.pressures.limit, self.pressures.clear):
            cube[:, :, target] = cube[:, :, source]
        self.pressures.last[:, target] = last_reading
        self.limits.forget_samples(target)
        self.watches[target] = self.watches[source]
        self.watch(source, Watch.NOTHING)

    def samples(self, tick: int, values: Floats, *, usable: Mask, solid: Mask) -> list[Edge]:
        """Judge the continuous values of one tick; see `LimitBank.apply`."""
        return self._hurry(self.limits.apply(tick, values, usable=usable, solid=solid))

    def readings(self, tick: int, readings: Floats, present: Mask, solid: Mask) -> list[Edge]:
        """Judge the cuff readings of one tick; see `PressureBank.apply`. Advice comes last and changes nothing else."""
        edges = self._hurry(self.pressures.apply(tick, readings, present, solid))
        return edges + self.advice.apply(tick, readings, present & solid, self._pressure_alarmed())

    def data_seen(self, tick: int, silence: Silence, ok_ticks: Mapping[int, int | None]) -> list[Edge]:
        """All was well with this kind of data up to a tick, by column; None: none is expected in that column."""
        mask = np.zeros(self.columns, dtype=bool)
        ticks = np.full(self.columns, NEVER)
        for column, ok_tick in ok_ticks.items():
            mask[column] = True
            ticks[column] = NEVER if ok_tick is None else ok_tick
        return self.silences.all_well(tick, silence, mask, ticks)

    def _hurry(self, edges: list[Edge]) -> list[Edge]:
        """A silent link is MEDIUM at once where a physiological alarm stands."""
        if not self.silences.any_link_low():
            return edges
        worse: list[Edge] = []
        for edge in edges:
            worse += self.silences.hurry(edge.tick, edge.column) if self.in_alarm(edge.column) else []
        return edges + worse

    def in_alarm(self, column: int) -> bool:
        """Whether a physiological condition stands in the column."""
        return bool((self.limits.state[:, column] >= ACTIVE).any() or (self.pressures.state[:, column] >= ACTIVE).any())

    def next_due(self) -> int:
        """Tick of the next timer of any rule, NEVER if none runs."""
        return min(bank.next_due() for bank in self._banks)

    def fire(self, tick: int, only: Mask | None = None) -> list[Edge]:
        """Let the timers due by `tick` run out, in all columns or in those of `only`.

        Call it with the ticks of `next_due`, in order.
        """
        chosen = np.ones(self.columns, dtype=bool) if only is None else only
        delayed = self.limits.fire(tick, chosen)
        confirmed = self.pressures.fire(tick, chosen)
        edges = self._hurry(delayed + confirmed)
        if confirmed:
            edges += self.advice.give_way(tick, chosen & self._pressure_alarmed())
        for edge in self.silences.fire(tick, chosen):
            edges.append(edge)
            if self.in_alarm(edge.column):
                edges += self.silences.hurry(edge.tick, edge.column)
        return edges

    def drop_timers(self, tick: int, column: int) -> None:
        """Give up the timers due by `tick` in a column whose rules fail; the caller raises the alarm about that."""
        for bank in self._banks:
            bank.drop_timers(tick, column)

    def acknowledge(self, tick: int, column: int, rule: str) -> list[Edge]:
        """Acknowledge one condition of one column; no edge where it does not stand unacknowledged."""
        for bank in self._banks:
            for row, name in enumerate(bank.row_names()):
                if name == rule:
                    return bank.acknowledge(tick, row, column)
        return []

    def standing(self, column: int) -> list[Standing]:
        """All conditions of a column that are active, acknowledged or latched."""
        found: list[Standing] = []
        for bank in self._banks:
            rules: Sequence[Rule] = bank.rules
            for row in np.nonzero(bank.state[:, column] >= ACTIVE)[0].tolist():
                rule, facts = rules[row], bank.facts(row, column)
                found.append(
                    Standing(
                        rule=rule.rule,
                        kind=rule.kind,
                        state=AlarmState(int(bank.state[row, column])),
                        priority=bank.priority_of(row, column),
                        audible=getattr(rule, "audible", True),
                        parameter=facts.parameter,
                        op=facts.op,
                        value=facts.value,
                        limit=facts.limit,
                        shown=facts.shown,
                    )
                )
        return found

    def limit_of(self, rule: str, column: int) -> float | None:
        """The limit that a continuous rule has in this column now; None where it is not judged."""
        for row, candidate in enumerate(self.limits.rules):
            if candidate.rule == rule:
                value = float(self.limits.limit[row, column])
                return None if np.isnan(value) else value
        return None

    def dump(self) -> dict[str, Any]:
        """Everything that a checkpoint has to keep, as plain JSON."""
        return {
            "watches": [watch.value for watch in self.watches],
            "limits": self.limits.dump(),
            "pressures": self.pressures.dump(),
            "silences": self.silences.dump(),
            "advice": self.advice.dump(),
            "advice_readings": self.advice.dump_readings(),
            "last_value": plain(self.limits.last_value),
            "last_tick": plain(self.limits.last_tick),
            "last_reading": plain(self.pressures.last),
        }

    def load(
        self,
        dumped: Mapping[str, Any],
        baselines: Mapping[int, Baseline],
        columns: Mapping[int, int],
        courses: Mapping[int, Course | None],
    ) -> None:
        """Back from `dump`; limits are resolved anew from the profile and the baselines.

        Args:
            dumped: what `dump` gave.
            baselines: of today's columns.
            columns: maps today's columns to those of the dump.
            courses: what is recorded of the infusions of today's columns.
        """
        for column, former in columns.items():
            self._enable(column, Watch(dumped["watches"][former]))
            self.set_baseline(column, baselines.get(column, NO_BASELINE))
        self.limits.load(dumped["limits"], columns)
        self.pressures.load(dumped["pressures"], columns)
        self.silences.load(dumped["silences"], columns)
        self.advice.load(dumped["advice"], columns)
        self.advice.load_readings(dumped["advice_readings"], columns)
        for column, course in courses.items():
            self.advice.courses[column] = course
        for name, array in (
            ("last_value", self.limits.last_value),
            ("last_tick", self.limits.last_tick),
            ("last_reading", self.pressures.last),
        ):
            former_array = np.array(dumped[name], dtype=array.dtype)
            for column, former in columns.items():
                array[:, column] = former_array[:, former]
        for bank in self._banks:
            bank.forget_disabled()


def runs(rule: Rule, watch: Watch) -> bool:
    """The table of which rule runs under which watch."""
    if not rule.enabled or watch is Watch.NOTHING:
        return False
    if watch is Watch.PATIENT:
        return True
    return isinstance(rule, LimitRule | PressureRule) and Priority.HIGH in (
        rule.priority,
        getattr(rule, "confirmed_priority", None),
    )


def empty_samples(columns: int) -> tuple[Floats, Mask, Mask]:
    """Arrays for `AlarmEngine.samples` in which nothing has arrived: values, usable, solid."""
    shape = (len(CHANNELS), columns)
    return np.full(shape, np.nan), np.zeros(shape, dtype=bool), np.zeros(shape, dtype=bool)


def empty_readings(columns: int) -> tuple[Floats, Mask]:
    """Arrays for `AlarmEngine.readings` in which nothing has arrived: readings, present."""
    return np.full((len(COMPONENTS), columns), np.nan), np.zeros(columns, dtype=bool)


def channel_row(channel: Channel) -> int:
    """Row of a channel in the arrays of `AlarmEngine.samples`."""
    return CHANNELS.index(channel)
