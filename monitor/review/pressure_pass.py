"""Pressure rules over many sessions: the first reading of each together, then the second, and so on.

Nobody can be asked to repeat a reading of the past: the rules take their unrepeated form. Confirmations that run out
between two readings do so at their own instants.
"""

from collections.abc import Sequence

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Mask, Ticks
from monitor.alarms.baseline import NO_BASELINE
from monitor.alarms.closer import CloserLimits
from monitor.alarms.limit_bank import ACKNOWLEDGED, ACTIVE
from monitor.alarms.pressure_bank import Belief, PressureBank
from monitor.alarms.pressure_rules import CourseRule, PressureRule
from monitor.alarms.rules import Profile
from monitor.domain.time import TICKS_PER_SECOND
from monitor.review.changes import Batch, batch_of_edges
from monitor.review.course_pass import CoursePass
from monitor.review.phases import PHASE_PLACES, Phase
from monitor.review.readings import Readings
from monitor.review.sheet import Sheet
from monitor.review.touched import MODERATE


def judge_pressures(
    sheet: Sheet, readings: Readings, profile: Profile, rules: Sequence[PressureRule | CourseRule]
) -> Batch:
    """Changes of rules on pressures and their course over all sessions; each of `rules` is one of the profile's."""
    numbers = {rule.rule: number for number, rule in enumerate(profile.rules)}
    judged = [rule for rule in rules if rule.enabled]
    return batch_of_edges(_PressurePass(sheet, readings, profile, judged).run() if judged else [], numbers)


class _PressurePass:
    """A bank of which each column is a session, and each step the next reading of all of them."""

    def __init__(
        self, sheet: Sheet, readings: Readings, profile: Profile, rules: Sequence[PressureRule | CourseRule]
    ) -> None:
        self._sheet, self._readings = sheet, readings
        self._bank = PressureBank([rule for rule in rules if isinstance(rule, PressureRule)], len(sheet.sessions))
        self._courses = CoursePass(sheet, [rule for rule in rules if isinstance(rule, CourseRule)])
        self._bank.enabled[:] = True
        self._limits = CloserLimits(profile, (), self._bank, len(sheet.sessions))
        self._bank.set_baseline(0, systolic=None, diastolic=None, mean=None)
        self._bank.limit[:] = self._bank.limit[:, :, :1]
        self._bank.clear[:] = self._bank.clear[:, :, :1]
        begins = sheet.start + sheet.baseline_s
        self._until = self._ticks_of(np.minimum(begins, np.where(sheet.closer.ever, sheet.start, NEVER)))
        self._found: list[tuple[int, int, Edge]] = []

    def run(self) -> list[tuple[int, int, Edge]]:
        """All changes with their session and their place in the tick."""
        readings = self._readings
        sessions = len(self._sheet.sessions)
        for number in range(len(readings.tick)):
            present = readings.taken[number]
            self._fire(np.where(present, readings.tick[number], -NEVER))
            self._turn(present, readings.tick[number])
            belief = Belief(
                solid=readings.solid[number],
                expected=readings.expected[number],
                repeatable=np.zeros(sessions, dtype=bool),
                rate=readings.rate[number],
            )
            self._keep(self._bank.apply(readings.tick[number], readings.values[number], present, belief), Phase.READING)
            solid = present & readings.solid[number]
            edges = self._courses.apply(readings.tick[number], readings.values[number], solid, self._moderate())
            self._keep(edges, Phase.COURSE)
        self._fire((self._sheet.end - self._sheet.start - 1) * TICKS_PER_SECOND)
        return self._found

    def _fire(self, until: Ticks) -> None:
        """Let confirmations run out that are due by then in each session."""
        while True:
            following = self._bank.confirm_timer.min(axis=0, initial=NEVER)
            due = following <= until
            if not due.any():
                return
            self._turn(due, following - 1)  # a timer of the same tick comes before other limits
            self._keep(self._bank.fire(following, due), Phase.PRESSURE_TIMER)

    def _turn(self, concerned: Mask, tick: Ticks) -> None:
        """Judge by the baseline, and by the closer limits, where they are in force at this tick."""
        sheet, turned = self._sheet, concerned & (tick >= self._until)
        if not turned.any():
            return
        second = np.minimum(sheet.start + tick // TICKS_PER_SECOND, sheet.end - 1)
        frozen, closer = second >= sheet.start + sheet.baseline_s, sheet.closer.at(second)
        for column in np.flatnonzero(turned).tolist():
            baseline = sheet.sessions[column].baseline if frozen[column] else NO_BASELINE
            self._limits.on[column] = bool(closer[column])
            self._limits.resolve(column, baseline, on_oxygen=False)
            self._bank.at_rest[column] = not frozen[column]
            self._courses.bank.baseline[0, column] = np.nan if baseline.systolic is None else baseline.systolic
        begins = np.where(frozen, NEVER, sheet.start + sheet.baseline_s)
        until = self._ticks_of(np.minimum(begins, sheet.closer.next_after(second)))
        self._until[turned] = until[turned]

    def _ticks_of(self, second: Ticks) -> Ticks:
        """Ticks of each session for seconds of the sheet."""
        found: Ticks = np.where(second >= NEVER, NEVER, (second - self._sheet.start) * TICKS_PER_SECOND)
        return found

    def _moderate(self) -> Mask:
        """Where the moderately raised pressure stands."""
        names = self._bank.row_names()
        if MODERATE not in names:
            return np.zeros(len(self._sheet.sessions), dtype=bool)
        found: Mask = np.isin(self._bank.state[names.index(MODERATE)], (ACTIVE, ACKNOWLEDGED))
        return found

    def _keep(self, edges: Sequence[Edge], phase: Phase) -> None:
        self._found += [(edge.column, phase * PHASE_PLACES + at, edge) for at, edge in enumerate(edges)]
