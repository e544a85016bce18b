"""The last minute of the rate in each column: its median, and until when a jump away from it counts as a poor signal.

Writing costs two row copies; the median is computed only for the columns that ask, which are few.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import NEVER, Columns, Floats, Mask, StatefulArrays, Ticks
from monitor.alarms.rules import GateProgramme
from monitor.domain.time import TICKS_PER_SECOND, ticks

WINDOW_S = 60
LEAST_VALUES = 5  # a median of fewer says nothing


class RecentRates(Protocol):
    """What knows the last minute of the rate in each column."""

    def medians(self, tick: int, columns: Columns) -> Floats:
        """Median of the 60 s before and with `tick`; NaN where there were too few values."""
        ...


class RateHistory(StatefulArrays):
    """One row for each second of the window, overwritten in turn."""

    value: NDArray[np.float32]
    at: Ticks

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "value": (np.float32, np.nan),
        "at": (np.int64, -NEVER),
    }

    def __init__(self, gate: GateProgramme, columns: int) -> None:
        self._gate = gate
        self._make_state(WINDOW_S, columns)

    def row_names(self) -> list[str]:
        """The seconds of the window."""
        return [str(second) for second in range(WINDOW_S)]

    def take(self, tick: int, rates: Floats, usable: Mask) -> None:
        """Keep the usable rates of one tick, one value for each second."""
        row = tick // TICKS_PER_SECOND % WINDOW_S
        np.copyto(self.value[row], rates, where=usable, casting="same_kind")
        np.copyto(self.at[row], tick, where=usable)

    def medians(self, tick: int, columns: Columns) -> Floats:
        """Median of the 60 s before and with `tick`; NaN where there were too few values."""
        return medians_of(self._window(tick, columns))

    def jumped_until(self, tick: int, columns: Columns) -> Ticks:
        """Last tick up to which the newest jump of the rate counts; far in the past where there is none."""
        return last_jump_until(self._gate, self._window(tick, columns), self.at[:, columns])

    def _window(self, tick: int, columns: Columns) -> Floats:
        young = self.at[:, columns] > tick - ticks(WINDOW_S)
        return np.where(young, self.value[:, columns].astype(np.float64), np.nan)


def medians_of(window: Floats) -> Floats:
    """Median of each column of ``[second, column]``, NaN for seconds without a value; NaN where too few have one."""
    ordered = np.sort(window, axis=0)  # what is missing comes last
    count = np.count_nonzero(~np.isnan(window), axis=0)
    enough = np.flatnonzero(count >= LEAST_VALUES)
    median: Floats = np.full(window.shape[1], np.nan)
    middle = count[enough]
    median[enough] = (ordered[(middle - 1) // 2, enough] + ordered[middle // 2, enough]) / 2
    return median


def last_jump_until(gate: GateProgramme, window: Floats, at: Ticks) -> Ticks:
    """Up to when the newest jump counts, for rates ``[second, column]`` that came at the ticks `at`."""
    median = medians_of(window)
    away = np.abs(window - median) > np.maximum(gate.rate_jump, median * gate.rate_jump_percent / 100)
    newest: Ticks = np.where(away, at, -NEVER).max(axis=0)
    return newest + ticks(gate.rate_jump_for_s)
