"""The alarm engine: banks of rules behind one door. Pure and deterministic; it knows ticks, never a clock.

Columns are places (or, in a batch, sessions). Which rules run in a column is one table, `phase_table`; what people said
about the patient reaches the rules as `Circumstances`.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from monitor.alarms.advice_bank import AdviceBank
from monitor.alarms.advice_rules import AdviceRule
from monitor.alarms.arrays import NEVER, Edge, Floats, Mask, StatefulArrays, optional, plain
from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.circumstances import NO_CIRCUMSTANCES, Circumstances
from monitor.alarms.closer import CloserLimits
from monitor.alarms.course_bank import CourseBank, CourseReading
from monitor.alarms.fact_bank import FactBank
from monitor.alarms.fall_bank import FallBank
from monitor.alarms.forecast import Course, Forecast
from monitor.alarms.gate import QualityGate
from monitor.alarms.limit_bank import CHANNELS, LimitBank
from monitor.alarms.no_data_bank import NoDataBank
from monitor.alarms.pairs import PAIR_RULE, pair_words
from monitor.alarms.phase_table import Watch as Watch  # noqa: PLC0414 - named here for those who watch a column
from monitor.alarms.phase_table import runs
from monitor.alarms.pressure_bank import Belief, PressureBank
from monitor.alarms.pressure_rules import CourseRule, FactRule, PressureRule
from monitor.alarms.rate_history import RateHistory
from monitor.alarms.rules import Channel, FallRule, LimitRule, NoDataRule, Profile, Rule, Silence
from monitor.alarms.staged_bank import StagedBank
from monitor.alarms.staged_rules import StagedRule
from monitor.alarms.standing import Standing as Standing  # noqa: PLC0414 - what the engine answers
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, AlarmState, Phase, Priority

ACTIVE = int(AlarmState.ACTIVE)
MODERATE = "BP-MOD"
Bank = LimitBank | PressureBank | CourseBank | FactBank | NoDataBank | StagedBank | AdviceBank
UNDECIDED = (AlarmChangeKind.PENDING, AlarmChangeKind.WITHDRAWN)
RATE_ROW = CHANNELS.index(Channel.RATE)


class AlarmEngine:
    """Owns the state of all conditions of all columns."""

    def __init__(self, profile: Profile, columns: int) -> None:
        self.profile = profile
        self.columns = columns
        rules = profile.rules
        self.limits = LimitBank(
            [rule for rule in rules if isinstance(rule, LimitRule) and not isinstance(rule, FallRule)], columns
        )
        self.pressures = PressureBank([rule for rule in rules if isinstance(rule, PressureRule)], columns)
        self.silences = NoDataBank([rule for rule in rules if isinstance(rule, NoDataRule)], columns)
        self.courses = CourseBank([rule for rule in rules if isinstance(rule, CourseRule)], columns)
        self.facts = FactBank([rule for rule in rules if isinstance(rule, FactRule)], columns)
        self.staged = StagedBank([rule for rule in rules if isinstance(rule, StagedRule)], columns)
        self.advice = AdviceBank([rule for rule in rules if isinstance(rule, AdviceRule)], columns)
        self.rates = RateHistory(profile.gate, columns)
        self.falls = FallBank([rule for rule in rules if isinstance(rule, FallRule)], columns, self.rates)
        self.gate = QualityGate(profile, self.limits, self.rates)
        self.closer = CloserLimits(profile, (self.limits, self.falls), self.pressures, columns)
        self.limits.poor_until = self.falls.poor_until = self.gate.poor_until
        self._banks: tuple[Bank, ...] = (
            self.limits,
            self.pressures,
            self.courses,
            self.silences,
            self.facts,
            self.staged,
            self.falls,
            self.advice,
        )
        self._physiological = (self.limits, self.pressures, self.courses, self.falls)
        self.watches = [Watch.NOTHING] * columns
        self.circumstances = [NO_CIRCUMSTANCES] * columns
        self._baselines = [NO_BASELINE] * columns
        self._own: dict[int, Mapping[str, float]] = {}  # limits of the patient's own, by column and rule

    def watch(self, column: int, watch: Watch, baseline: Baseline = NO_BASELINE) -> None:
        """Begin judging a column from a clean slate."""
        for state in (*self._banks, self.gate, self.rates):
            state.clear_column(column)
        self.closer.on[column] = False
        self._own.pop(column, None)
        self.watches[column] = watch
        self._baselines[column] = baseline
        self._suit(column, NO_CIRCUMSTANCES)

    def _suit(self, column: int, circumstances: Circumstances) -> None:
        """Make rules, limits and gates of a column those of these circumstances; conditions stay as they are."""
        self.circumstances[column] = circumstances
        self._enable(column)
        self._resolve(column)
        self.gate.same_arm[:, column] = circumstances.same_arm is True
        most_s = self.profile.gate.frail_max_s if circumstances.is_frail else None
        self.limits.hold_at_most(column, Channel.SPO2, most_s)
        self.pressures.at_rest[column] = self.watches[column] is Watch.PATIENT and circumstances.phase is Phase.BASELINE

    def _enable(self, column: int) -> None:
        for bank in self._banks:
            rules: Sequence[Rule] = bank.rules
            for row, rule in enumerate(rules):
                bank.enabled[row, column] = runs(rule, self.watches[column], self.circumstances[column])

    def unlike_table(self, column: int, watch: Watch) -> list[str]:
        """Self-check: the rules whose running differs from what the table says for this watch."""
        found = []
        for bank in self._banks:
            rules: Sequence[Rule] = bank.rules
            for row, rule in enumerate(rules):
                if bool(bank.enabled[row, column]) is not runs(rule, watch, self.circumstances[column]):
                    found.append(rule.rule)
        return found

    def set_baseline(self, column: int, baseline: Baseline) -> None:
        """Resolve all relative limits of a column; alarms that stand go on standing."""
        self._baselines[column] = baseline
        self._resolve(column)

    def _resolve(self, column: int) -> None:
        baseline, on_oxygen = self._baselines[column], self.circumstances[column].on_oxygen
        self.closer.resolve(column, baseline, on_oxygen=on_oxygen)
        self.courses.baseline[0, column] = np.nan if baseline.systolic is None else baseline.systolic
        self.advice.set_baseline(column, baseline.systolic)
        for rule, limit in self._own.get(column, {}).items():
            self.limits.override(column, rule, limit)
            self.pressures.override(column, rule, limit)

    def set_course(self, tick: int, column: int, course: Course | None) -> list[Edge]:
        """Take what is recorded of the column's infusion now; None: no infusion whose rate is known."""
        return self.advice.set_course(tick, column, course, alarmed=bool(self._pressure_alarmed()[column]))

    def estimate(self, tick: int, column: int) -> Forecast | None:
        """The estimate of the peak that may be shown: none while a pressure alarm stands."""
        return None if self._pressure_alarmed()[column] else self.advice.estimate(tick, column)

    def _pressure_alarmed(self) -> Mask:
        alarmed: Mask = np.any(np.concatenate([self.pressures.state, self.courses.state]) >= ACTIVE, axis=0)
        return alarmed

    def set_own_limits(self, column: int, own: Mapping[str, float]) -> None:
        """Give rules of a column limits of the patient's own; all others follow the profile and the baseline.

        It replaces the fixed limit of a pressure rule; a rise against the patient's baseline goes on counting.
        """
        self._own[column] = dict(own)
        self._resolve(column)

    def set_closer(self, column: int, *, on: bool) -> None:
        """Judge the patient of a column by the closer profile where it is the stricter one, or by the profile alone."""
        self.closer.on[column] = on
        self._resolve(column)

    def set_circumstances(self, tick: int, column: int, circumstances: Circumstances) -> list[Edge]:
        """Judge a column by what people have said about its patient; rules that no longer run end with an edge."""
        self._suit(column, circumstances)
        edges = self.silences.hasten(tick, column, frail=circumstances.is_frail or circumstances.sedated)
        edges += self.silences.end_disabled(tick, column) + self.facts.end_disabled(tick, column)
        for rule in self.staged.rules:
            if not runs(rule, self.watches[column], circumstances):
                edges += self.staged.over(tick, rule.rule, column)
        return edges + self._pair(tick, column)

    def move(self, source: int, target: int) -> None:
        """Carry pending and standing alarms, timers, limits and the last pressure to another column.

        Continuous values stay behind: what was measured at the other place is somebody else's.
        """
        last_reading = self.pressures.last[:, source].copy()
        for bank in self._banks:
            bank.move_column(source, target)
        self.closer.on[target] = self.closer.on[source]
        self.pressures.last[:, target] = last_reading
        for state in (self.gate, self.rates):
            state.clear_column(target)
        for limits in (self.limits, self.falls):
            limits.forget_samples(target)
        self._own[target] = self._own.get(source, {})
        self.watches[target] = self.watches[source]
        self._baselines[target] = self._baselines[source]
        self.silences.set_frail(target, frail=bool(self.silences.frail[source]))
        self._suit(target, self.circumstances[source])
        self.watch(source, Watch.NOTHING)

    def samples(self, tick: int, values: Floats, *, usable: Mask, solid: Mask) -> list[Edge]:
        """Judge the continuous values of one tick; see `LimitBank.apply`."""
        self.gate.take(usable, solid)
        solid = self.gate.solid(tick, solid)
        edges = self.falls.apply(tick, values, usable=usable, solid=solid)
        self.rates.take(tick, values, usable, spoilt=self.gate.spoilt(tick))
        return self._follow_up(tick, edges + self.limits.apply(tick, values, usable=usable, solid=solid))

    def readings(self, tick: int, readings: Floats, present: Mask, belief: Belief) -> list[Edge]:
        """Judge the cuff readings of one tick; see `PressureBank.apply`. Advice comes last and changes nothing else."""
        edges = self.pressures.apply(tick, readings, present, belief)
        for column in np.nonzero(present & belief.solid)[0].tolist():
            reading = CourseReading(tick, *(float(part) for part in readings[:, column]))
            edges += self.courses.apply(column, reading, raised_pressure=self.stands(MODERATE, column))
        edges = self._follow_up(tick, edges)
        return edges + self.advice.apply(tick, readings, present & belief.solid, self._pressure_alarmed())

    def cuff_failed(self, tick: int, column: int) -> list[Edge]:
        """A cuff that cannot measure while the rate has fallen: that alarm becomes HIGH."""
        return self._follow_up(tick, self.falls.cuff_failed(tick, column))

    def put(self, tick: int, column: int, rule: str, priority: Priority | None) -> list[Edge]:
        """State a fact; see `FactBank.put`."""
        return self.facts.put(tick, column, rule, priority)

    def is_audible(self, rule: str, column: int) -> bool:
        """Whether a condition that stands wants a sound now; only a pressure may be waiting for its repeat."""
        names = self.pressures.row_names()
        return rule not in names or self.pressures.is_audible(names.index(rule), column)

    def stands(self, rule: str, column: int, *, pending: bool = False) -> bool:
        """Whether a condition of this rule is active or acknowledged in the column; with `pending` also begun."""
        least = AlarmState.PENDING if pending else AlarmState.ACTIVE
        if pending and self.staged.begun(rule, column):
            return True
        for bank in self._banks:
            names = bank.row_names()
            if rule in names:
                return least <= int(bank.state[names.index(rule), column]) < AlarmState.LATCHED
        return False

    def data_seen(self, tick: int, silence: Silence, ok_ticks: Mapping[int, int | None]) -> list[Edge]:
        """All was well with this kind of data up to a tick, by column; None: none is expected in that column."""
        mask = np.zeros(self.columns, dtype=bool)
        ticks = np.full(self.columns, NEVER)
        for column, ok_tick in ok_ticks.items():
            mask[column] = True
            ticks[column] = NEVER if ok_tick is None else ok_tick
        return self.silences.all_well(tick, silence, mask, ticks)

    def _follow_up(self, tick: int, edges: list[Edge]) -> list[Edge]:
        """What follows from physiological edges: a silent link is graver, two causes together are."""
        if not edges:
            return edges
        edges = self._hurry(edges)
        columns = {edge.column for edge in edges if edge.change not in UNDECIDED}
        for column in sorted(columns):
            edges += self._pair(tick, column)
        return edges

    def _pair(self, tick: int, column: int) -> list[Edge]:
        words = pair_words(self.limits, self.pressures, column, moaas=self.circumstances[column].moaas)
        if words:
            return self.staged.stand(tick, PAIR_RULE, column, Priority.HIGH, why=words)
        return self.staged.over(tick, PAIR_RULE, column)

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
        if any((bank.state[:, column] >= ACTIVE).any() for bank in self._physiological):
            return True
        return any(
            self.staged.state[row, column] >= ACTIVE and rule.kind is AlarmKind.PHYSIOLOGICAL
            for row, rule in enumerate(self.staged.rules)
        )

    def next_due(self) -> int:
        """Tick of the next timer of any rule, NEVER if none runs."""
        return min(bank.next_due() for bank in self._banks)

    def fire(self, tick: int, only: Mask | None = None) -> list[Edge]:
        """Let the timers due by `tick` run out, in all columns or in those of `only`.

        Call it with the ticks of `next_due`, in order.
        """
        chosen = np.ones(self.columns, dtype=bool) if only is None else only
        delayed, confirmed = self.limits.fire(tick, chosen), self.pressures.fire(tick, chosen)
        edges = delayed + confirmed + self.falls.fire(tick, chosen)
        edges = self._follow_up(tick, edges + self.staged.fire(tick, chosen))
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

    def reopen(self, column: int, rule: str) -> None:
        """Let one condition of one column stand unacknowledged again."""
        for bank in self._banks:
            for row, name in enumerate(bank.row_names()):
                if name == rule:
                    bank.reopen(row, column)

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
                        audible=bank.is_audible(row, column)
                        if isinstance(bank, PressureBank)
                        else getattr(rule, "audible", True),
                        parameter=facts.parameter,
                        op=facts.op,
                        value=facts.value,
                        limit=facts.limit,
                        shown=facts.shown,
                    )
                )
        return found

    def limit_of(self, rule: str, column: int) -> float | None:
        """The limit that a rule has in this column now, the systolic one of a pressure; None where it is not judged."""
        for row, candidate in enumerate(self.limits.rules):
            if candidate.rule == rule:
                return optional(self.limits.limit[row, column])
        return self.pressures.fixed_limit(column, rule)

    def dump(self) -> dict[str, Any]:
        """Everything that a checkpoint has to keep, as plain JSON."""
        return {
            "watches": [watch.value for watch in self.watches],
            "circumstances": [circumstances.dump() for circumstances in self.circumstances],
            "states": {name: state.dump() for name, state in self._states().items()},
            "words": self.staged.dump_words(),
            "frail": self.silences.frail.tolist(),
            "advice_readings": self.advice.dump_readings(),
            "last_reading": plain(self.pressures.last),
        }

    def _states(self) -> dict[str, StatefulArrays]:
        return {
            "limits": self.limits,
            "pressures": self.pressures,
            "courses": self.courses,
            "silences": self.silences,
            "facts": self.facts,
            "staged": self.staged,
            "falls": self.falls,
            "advice": self.advice,
            "gate": self.gate,
            "rates": self.rates,
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
        for name, state in self._states().items():
            state.load(dumped["states"][name], columns)
        self.staged.load_words(dumped["words"], columns)
        self.advice.load_readings(dumped["advice_readings"], columns)
        last_reading = np.array(dumped["last_reading"], dtype=np.float64)
        for column, former in columns.items():
            self.watches[column] = Watch(dumped["watches"][former])
            self._baselines[column] = baselines.get(column, NO_BASELINE)
            self._suit(column, Circumstances.load(dumped["circumstances"][former]))
            self.silences.set_frail(column, frail=dumped["frail"][former])
            self.pressures.last[:, column] = last_reading[:, former]
        for column, course in courses.items():
            self.advice.courses[column] = course
        for bank in self._banks:
            bank.forget_disabled()
