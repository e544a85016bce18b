"""Rules on the course of the pressures over many sessions, a step for each further reading of all of them."""

from collections.abc import Sequence

import numpy as np

from monitor.alarms.arrays import NEVER, Edge, Floats, Mask, Ticks
from monitor.alarms.course_bank import CourseBank, CourseReading
from monitor.alarms.pressure_branches import MEAN, SYSTOLIC
from monitor.alarms.pressure_rules import CourseRule, JumpRule
from monitor.domain.time import TICKS_PER_SECOND
from monitor.review.sheet import Sheet


class CoursePass:
    """The course bank, asked only where a reading may say something; everywhere else it just remembers."""

    def __init__(self, sheet: Sheet, rules: Sequence[CourseRule]) -> None:
        self.bank = CourseBank(rules, len(sheet.sessions))
        self.bank.enabled[:] = True
        ends = [session.infusion_end_s for session in sheet.sessions]
        self._end: Ticks = np.array([NEVER if end is None else end * TICKS_PER_SECOND for end in ends], dtype=np.int64)

    def apply(self, tick: Ticks, readings: Floats, present: Mask, raised: Mask) -> list[Edge]:
        """Judge a reading beyond doubt of each session in `present`; `raised`: where BP-MOD stands."""
        bank = self.bank
        if not bank.rules:
            return []
        ended = present & (tick >= self._end) & (bank.end_tick[0] == NEVER)
        for column in np.flatnonzero(ended).tolist():
            bank.infusion_ended(column, int(self._end[column]))
        asked = present & self._may_speak(readings, raised)
        edges: list[Edge] = []
        for column in np.flatnonzero(asked).tolist():
            reading = CourseReading(int(tick[column]), *(float(part) for part in readings[:, column]))
            edges += bank.apply(column, reading, raised_pressure=bool(raised[column]))
        rest = present & ~asked
        bank.last_tick[:, rest] = tick[rest]
        bank.last_systolic[:, rest] = readings[SYSTOLIC, rest]
        bank.last_mean[:, rest] = readings[MEAN, rest]
        return edges

    def _may_speak(self, readings: Floats, raised: Mask) -> Mask:
        """Where a change may begin or end, or a pressure may not come down."""
        bank = self.bank
        found: Mask = np.any((bank.state != 0) | (bank.count != 0), axis=0)
        found |= raised & (bank.end_tick[0] != NEVER)
        for row, rule in enumerate(bank.rules):
            if isinstance(rule, JumpRule):
                found |= np.abs(readings[SYSTOLIC] - bank.last_systolic[row]) >= rule.change_mmhg
                found |= np.abs(readings[MEAN] - bank.last_mean[row]) >= rule.change_mean_mmhg
        return found
