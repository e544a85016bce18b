"""Where the limits of the rules on cuff readings lie in each column, and the readings they are compared with."""

from collections.abc import Iterator, Sequence

import numpy as np

from monitor.alarms.arrays import Floats, Mask, StatefulArrays, optional
from monitor.alarms.pressure_branches import COMPONENTS, SYSTOLIC, branches_of
from monitor.alarms.pressure_rules import PressureRule


class PressureLimits(StatefulArrays):
    """Limits and clear values ``[rule, branch, column]``; the last reading per ``[component, column]`` in mmHg."""

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
        self._before = self.last.copy()  # the readings before those
        self.at_rest: Mask = np.ones(columns, dtype=bool)  # a patient who has had no drug yet
        self.enabled: Mask = np.zeros((len(rules), columns), dtype=bool)
        self._component = np.zeros((len(rules), most), dtype=np.intp)
        self._inclusive = np.zeros((len(rules), most, 1), dtype=bool)
        self._fixed = np.zeros((len(rules), most), dtype=bool)
        for row, branches in enumerate(self._branches):
            self._component[row, : len(branches)] = [branch.component for branch in branches]
            self._inclusive[row, : len(branches), 0] = [branch.op.endswith("=") for branch in branches]
            self._fixed[row, : len(branches)] = [not branch.is_fall for branch in branches]
        self._sign = np.array([1.0 if rule.op[0] == ">" else -1.0 for rule in rules]).reshape(-1, 1, 1)
        self._bits = 1 << np.arange(most, dtype=np.int64).reshape(1, -1, 1)

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

    def systolic_limits(self, row: int, column: int) -> Floats:
        """The systolic limits of one rule in one column, mmHg, one per branch that is judged."""
        count = len(self._branches[row])
        limits: Floats = self.limit[row, :count, column][self._component[row, :count] == SYSTOLIC]
        judged: Floats = limits[~np.isnan(limits)]
        return judged
