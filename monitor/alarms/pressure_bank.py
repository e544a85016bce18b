"""Rules on cuff readings: fixed limits, and rise or fall against the frozen baseline, in mmHg and per cent.

They step only at readings and at the instant a confirmation runs out. One reading alone never makes HIGH but where a
rule says so: a rule with a confirmed priority takes it when a second reading violates as well, or, marked "not
repeated", when none refuted it in time. Only a reading at the clear values refutes; one between leaves all as it is.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Columns, Edge, Facts, Floats, Mask, States, Ticks, optional
from monitor.alarms.belief import Belief as Belief  # noqa: PLC0414 - named here for those who hand over readings
from monitor.alarms.low_at_rest import AtRest, is_mild, may_be_own, sure_limit
from monitor.alarms.pressure_branches import COMPONENTS, DIASTOLIC, SYSTOLIC, Branch
from monitor.alarms.pressure_limits import PressureLimits
from monitor.alarms.pressure_rules import OffTrend
from monitor.alarms.reading_words import reading_text as reading_text  # noqa: PLC0414 - named here for those who tell of readings
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmChangeKind, AlarmState, Priority

UNKNOWN, NOT_REPEATED, CONFIRMED = -1, 0, 1  # what is known of a second reading
_CONFIRMED_WORDS = {UNKNOWN: None, NOT_REPEATED: False, CONFIRMED: True}
_STANDING = (AlarmState.ACTIVE, AlarmState.ACKNOWLEDGED)
REFUTED = "refuted by the repeat"


class PressureBank(PressureLimits):
    """State per ``[rule, column]``; the last reading per ``[component, column]`` in mmHg."""

    state: States
    level: States
    confirm_timer: Ticks
    quiet: States
    confirmed: States
    violated: Ticks
    raised_value: Floats
    raised_limit: Floats
    raised_branch: States
    raised_systolic: Floats
    raised_diastolic: Floats

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "state": (np.int8, AlarmState.INACTIVE),
        "level": (np.int8, -1),  # priority the condition has now
        "confirm_timer": (np.int64, NEVER),
        "quiet": (np.int8, 0),  # 1: light without sound until it is repeated
        "confirmed": (np.int8, UNKNOWN),
        "violated": (np.int64, 0),  # bit set of the branches that violated since it was raised: these have to clear
        "raised_value": (np.float64, np.nan),  # the component that violated, and its limit, for later edges
        "raised_limit": (np.float64, np.nan),
        "raised_branch": (np.int8, 0),
        "raised_systolic": (np.float64, np.nan),  # the reading that violated, as people say it
        "raised_diastolic": (np.float64, np.nan),
    }

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

    def apply(self, tick: int | Ticks, readings: Floats, present: Mask, belief: Belief) -> list[Edge]:
        """Judge one reading of each column that has one.

        Args:
            tick: when they became known, all at once or one for each column.
            readings: ``[component, column]`` in mmHg, NaN for a part the device did not give.
            present: columns that have a reading.
            belief: how far each is believed; only one beyond doubt ends an alarm, and only where it has the parts
                that raised it.
        """
        columns = np.nonzero(present)[0]
        at = np.broadcast_to(tick, present.shape)
        self._before[:, columns] = self.last[:, columns]
        self.last[:, columns] = readings[:, columns]
        values = readings[self._component][:, :, columns]
        limits = self.limit[:, :, columns]
        beyond = (values - limits) * self._sign
        over = (beyond > 0) | (self._inclusive & (beyond == 0))
        owed = (self.violated[:, None, columns] & self._bits) != 0
        clear = np.isnan(limits) | (((values - self.clear[:, :, columns]) * self._sign <= 0) & ~over)
        clear |= ~owed & (np.isnan(values) | (self._sign < 0))  # a low one ends by the branches that raised it
        inside = clear.all(axis=1) & ~over.any(axis=1) & ~np.isnan(readings[SYSTOLIC, columns])
        enabled = self.enabled[:, columns]
        edges: list[Edge] = []
        for row, index in zip(*np.nonzero(enabled & over.any(axis=1)), strict=True):
            column = int(columns[index])
            edges += self._violated(int(at[column]), int(row), column, over[row, :, index], belief)
        open_now = (self.state[:, columns] >= AlarmState.PENDING) & belief.solid[columns]
        self._wait_for_another(columns, at[columns], belief, over.any(axis=1) | np.isnan(readings[SYSTOLIC, columns]))
        answers = self._answers(columns) & ~over.any(axis=1) & ~np.isnan(readings[SYSTOLIC, columns])
        for row, index in zip(*np.nonzero(enabled & (inside | answers) & open_now), strict=True):
            row_, column = int(row), int(columns[index])
            if inside[row, index] or self.quiet[row, column]:
                edges += self._inside(int(at[column]), row_, column)
            else:
                self.confirm_timer[row, column] = NEVER  # repeated, and not confirmed: it stays what it is
        return edges

    def _wait_for_another(self, columns: Columns, at: Ticks, belief: Belief, no_answer: Mask) -> None:
        """A repeat in doubt that keeps the limit answers nothing, but one more can: the wait begins anew with it."""
        within = np.array([[ticks(rule.confirm_within_s)] for rule in self.rules], dtype=np.int64).reshape(-1, 1)
        timer = self.confirm_timer[:, columns]
        waits = (timer != NEVER) & ~belief.solid[columns] & ~no_answer
        self.confirm_timer[:, columns] = np.where(waits, np.maximum(timer, at + within), timer)

    def _answers(self, columns: Columns) -> Mask:
        """Where a reading that keeps the limit of a low pressure answers the question of the one before."""
        waiting: Mask = (self.confirm_timer[:, columns] != NEVER) & (self._sign[:, :, 0] < 0)
        return waiting

    def _violated(self, tick: int, row: int, column: int, over: Mask, belief: Belief) -> list[Edge]:
        """A reading violates: raise, wait, confirm, or nothing new. The message names the first violated branch."""
        rule, state, solid = self.rules[row], AlarmState(int(self.state[row, column])), bool(belief.solid[column])
        if not (solid or rule.takes_doubtful):
            return []
        quiet = bool(self.quiet[row, column])
        begins = (quiet and self.confirm_timer[row, column] == NEVER) or state in (
            AlarmState.INACTIVE,
            AlarmState.LATCHED,
        )
        if (begins or (quiet and solid)) and self._may_be_own(row, column, over, belief):
            self.confirm_timer[row, column] = NEVER  # it answers a lower one in doubt
            return self._show(tick, row, column, over)
        self._keep(row, column, over)
        sure = solid and bool(belief.expected[column])
        if state is AlarmState.INACTIVE and rule.off_trend is OffTrend.WAIT and not sure:
            return self._wait(tick, row, column, belief)
        if state is AlarmState.PENDING:
            return self._raise(tick, row, column, over, belief, repeated=True) if solid else []
        if begins:
            return self._raise(tick, row, column, over, belief, repeated=False)
        return self._again(tick, row, column, over, belief)

    def _may_be_own(self, row: int, column: int, over: Mask, belief: Belief) -> bool:
        """Whether this may be the patient's own low pressure, which no baseline has shown yet."""
        known = AtRest(
            reading=self.last[:, column],
            systolic_before=float(self._before[SYSTOLIC, column]),
            rate=float(belief.rate[column]),
            unwell=belief.unwell is not None and bool(belief.unwell[column]),
        )
        return self._is_unfounded(column) and may_be_own(self.rules[row], self._branches[row], over, known)

    def _is_unfounded(self, column: int) -> bool:
        return bool(self.at_rest[column]) and bool(np.isnan(self.baseline[SYSTOLIC, column]))

    def _show(self, tick: int, row: int, column: int, over: Mask) -> list[Edge]:
        """Stand without sound, and without waiting for a repeat; nothing new where it does so."""
        if self.state[row, column] in _STANDING:
            return []
        self._keep(row, column, over)
        self.state[row, column], self.level[row, column] = AlarmState.ACTIVE, self.rules[row].priority
        self.quiet[row, column], self.confirmed[row, column] = 1, UNKNOWN
        return [self._edge(tick, row, column, AlarmChangeKind.RAISED)]

    def _keep(self, row: int, column: int, over: Mask) -> None:
        branch = int(np.argmax(over))
        component = self._component[row, branch]
        self.raised_value[row, column] = self.last[component, column]
        self.raised_limit[row, column] = self.limit[row, branch, column]
        self.raised_branch[row, column] = branch
        self.raised_systolic[row, column] = self.last[SYSTOLIC, column]
        self.raised_diastolic[row, column] = self.last[DIASTOLIC, column]
        if self.state[row, column] in (AlarmState.INACTIVE, AlarmState.LATCHED):
            self.violated[row, column] = 0
        self.violated[row, column] |= int((over * self._bits[0, :, 0]).sum())

    def _wait(self, tick: int, row: int, column: int, belief: Belief) -> list[Edge]:
        self.state[row, column] = AlarmState.PENDING
        self.level[row, column] = self.rules[row].priority
        self.confirm_timer[row, column] = tick + self._within(row, column, belief)
        return [self._edge(tick, row, column, AlarmChangeKind.PENDING)]

    def _within(self, row: int, column: int, belief: Belief) -> int:
        """Ticks in which a second reading has to come: more where the station itself repeats, maybe twice."""
        rule = self.rules[row]
        return ticks(rule.confirm_within_s + (rule.second_repeat_s if belief.repeatable[column] else 0.0))

    def _raise(self, tick: int, row: int, column: int, over: Mask, belief: Belief, *, repeated: bool) -> list[Edge]:
        rule = self.rules[row]
        latched_level = int(self.level[row, column]) if self.state[row, column] == AlarmState.LATCHED else -1
        self.state[row, column] = AlarmState.ACTIVE
        self.confirmed[row, column] = CONFIRMED if repeated else UNKNOWN
        self.confirm_timer[row, column] = NEVER
        level = rule.confirmed_priority if self._is_grave(row, column, over, belief) else rule.priority
        self.level[row, column] = max(level or rule.priority, latched_level)  # nobody has seen the graver one yet
        quiet = self._stays_quiet(row, column, belief) or self._is_doubted(row, column, over, belief)
        self.quiet[row, column] = self.level[row, column] < Priority.HIGH and quiet
        self._expect_repeat(tick, row, column, over, belief)
        return [self._edge(tick, row, column, AlarmChangeKind.RAISED)]

    def _stays_quiet(self, row: int, column: int, belief: Belief) -> bool:
        """An outlier that a repeat can refute, where nothing else of this direction stands, is seen and not heard."""
        if self.rules[row].off_trend is not OffTrend.QUIET or belief.expected[column]:
            return False
        milder = (self._sign[:, 0, 0] == self._sign[row, 0, 0]) & np.isin(self.state[:, column], _STANDING)
        milder &= (self.level[:, column] >= Priority.MEDIUM) & (self.quiet[:, column] == 0)
        milder[: row + 1] = False  # rules stand in the table from grave to mild
        return bool(belief.repeatable[column]) and not milder.any()

    def _is_doubted(self, row: int, column: int, over: Mask, belief: Belief) -> bool:
        """A low reading in doubt, or little below a low baseline's limit, that a repeat can refute is only seen.

        It is heard where anything else tells of a faint, or the reading before was low as well.
        """
        rule = self.rules[row]
        if not rule.doubtful_quiet or not belief.repeatable[column]:
            return False
        mild = is_mild(self._branches[row], self.limit[row, :, column], over, self.last[:, column])
        if belief.solid[column] and not mild:
            return False
        slow = rule.high_rate_below is not None and belief.rate[column] < rule.high_rate_below
        low_before = (self._before[self._component[row], column] < self._sure_limits(row, column)) & self._fixed[row]
        if slow or belief.tells_of_faint(column) or bool(low_before.any()):
            return False
        return bool((over & self._fixed[row]).any())

    def _is_grave(self, row: int, column: int, over: Mask, belief: Belief) -> bool:
        """Whether this reading alone makes the graver priority: far beyond a fixed limit, or with a slow heart."""
        rule = self.rules[row]
        by_limit = over & self._fixed[row]
        if rule.confirmed_priority is None or not by_limit.any() or not belief.solid[column]:
            return False
        if rule.high_rate_below is not None and belief.rate[column] < rule.high_rate_below:
            return True
        if rule.high_beyond is None:
            return False
        excess = (self.last[self._component[row], column] - self._sure_limits(row, column)) * self._sign[row, 0, 0]
        return bool((excess[by_limit] > rule.high_beyond).any())

    def _sure_limits(self, row: int, column: int) -> Floats:
        """The limits by branch; before drug and baseline the lowest that a baseline could give."""
        limits: Floats = self.limit[row, :, column].copy()
        for index, branch in enumerate(self._branches[row]):
            limits[index] = sure_limit(branch, float(limits[index]), at_rest=self._is_unfounded(column))
        return limits

    def _expect_repeat(self, tick: int, row: int, column: int, over: Mask, belief: Belief) -> None:
        rule = self.rules[row]
        graver = rule.confirmed_priority is not None and self.level[row, column] < rule.confirmed_priority
        if graver and (over & self._fixed[row]).any() and self.confirm_timer[row, column] == NEVER:
            self.confirm_timer[row, column] = tick + self._within(row, column, belief)

    def _again(self, tick: int, row: int, column: int, over: Mask, belief: Belief) -> list[Edge]:
        """A further violating reading of a condition that stands."""
        if self.confirm_timer[row, column] != NEVER and belief.solid[column] and (over & self._fixed[row]).any():
            return self._confirm(tick, row, column, CONFIRMED)
        if self._is_grave(row, column, over, belief):
            return self._confirm(tick, row, column, UNKNOWN)
        if self.quiet[row, column] and self.rules[row].doubtful_quiet:  # two readings in doubt, both low
            return self._confirm(tick, row, column, UNKNOWN)
        self._expect_repeat(tick, row, column, over, belief)
        return []

    def _confirm(self, tick: int, row: int, column: int, known: int) -> list[Edge]:
        """Take the confirmed priority; that ends an acknowledgement."""
        self.confirm_timer[row, column] = NEVER
        priority = self.rules[row].confirmed_priority
        if priority is None or priority <= self.level[row, column]:
            return []
        self.level[row, column] = priority
        self.confirmed[row, column] = known
        self.quiet[row, column] = 0
        self.state[row, column] = AlarmState.ACTIVE
        return [self._edge(tick, row, column, AlarmChangeKind.ESCALATED)]

    def _inside(self, tick: int, row: int, column: int) -> list[Edge]:
        state = self.state[row, column]
        if state == AlarmState.LATCHED:
            return []
        rule = self.rules[row]
        # a fall that passed was a fall, unless the reading that told of it was in doubt
        doubted = rule.op[0] == ">" or bool(self.quiet[row, column])
        refuted = bool(self.confirm_timer[row, column] != NEVER) and doubted
        unheard = bool(self.quiet[row, column]) and not refuted
        self.confirm_timer[row, column] = NEVER
        if rule.latching and state == AlarmState.ACTIVE and not (refuted or unheard):
            self.state[row, column] = AlarmState.LATCHED
            return [self._edge(tick, row, column, AlarmChangeKind.LATCHED)]
        change = AlarmChangeKind.WITHDRAWN if state == AlarmState.PENDING else AlarmChangeKind.CLEARED
        edge = self._edge(tick, row, column, change, why=REFUTED if refuted else "")
        self._reset(row, column)
        return [edge]

    def _reset(self, row: int, column: int) -> None:
        self.state[row, column] = AlarmState.INACTIVE
        self.quiet[row, column], self.violated[row, column], self.confirmed[row, column] = 0, 0, UNKNOWN

    def fire(self, tick: int | Ticks, only: Mask) -> list[Edge]:
        """Let confirmations due by `tick` in the columns `only` run out: raised or graver, marked not repeated.

        `tick` is one for all, or one for each column.
        """
        edges: list[Edge] = []
        at = np.broadcast_to(tick, only.shape)
        for row, column in zip(*np.nonzero((self.confirm_timer <= tick) & only), strict=True):
            state, now = self.state[row, column], int(at[column])
            if state in _STANDING:
                edges += self._confirm(now, int(row), int(column), NOT_REPEATED)
            elif state == AlarmState.PENDING:
                self.state[row, column] = AlarmState.ACTIVE
                self.confirmed[row, column] = NOT_REPEATED
                edges.append(self._edge(now, int(row), int(column), AlarmChangeKind.RAISED))
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
            self._reset(row, column)
            return edges
        return []

    def is_audible(self, row: int, column: int) -> bool:
        """Whether the condition wants a sound of its own."""
        return self.rules[row].audible and not self.quiet[row, column]

    def awaits_repeat(self, column: int) -> bool:
        """Whether a second reading would decide something in this column."""
        return bool((self.confirm_timer[:, column] != NEVER).any())

    def facts(self, row: int, column: int) -> Facts:
        """The reading that violated last, and the limit of its first violated branch."""
        branch = self._branch(row, column)
        return Facts(
            COMPONENTS[branch.component],
            branch.op,
            optional(self.raised_value[row, column]),
            optional(self.raised_limit[row, column]),
            reading_text(self.raised_systolic[row, column], self.raised_diastolic[row, column]),
        )

    def priority_of(self, row: int, column: int) -> Priority:
        """Priority that the condition has now."""
        return Priority(int(self.level[row, column]))

    def _branch(self, row: int, column: int) -> Branch:
        return self._branches[row][int(self.raised_branch[row, column])]

    def _edge(self, tick: int, row: int, column: int, change: AlarmChangeKind, *, why: str = "") -> Edge:
        rule, branch = self.rules[row], self._branch(row, column)
        component = branch.component
        leaving = change in (AlarmChangeKind.CLEARED, AlarmChangeKind.LATCHED, AlarmChangeKind.WITHDRAWN)
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
            op=branch.op,
            limit=optional(self.raised_limit[row, column]),
            baseline=optional(self.baseline[component, column]),
            confirmed=_CONFIRMED_WORDS[int(self.confirmed[row, column])],
            shown=reading_text(self.last[SYSTOLIC, column], self.last[DIASTOLIC, column])
            if leaving
            else reading_text(self.raised_systolic[row, column], self.raised_diastolic[row, column]),
            why=why,
        )
