"""The last minute of rate and saturation in each column: the rate's median, and what in them tells of a moving hand.

That is a jump of the rate away from its median, and a saturation that falls faster than blood can. Writing costs two
row copies for each; everything is computed only for the columns that ask, which are few.
"""

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import numpy as np
from numpy.typing import NDArray

from monitor.alarms.arrays import NEVER, Columns, Floats, Mask, StatefulArrays, Ticks, known_medians
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel, GateProgramme
from monitor.domain.time import TICKS_PER_SECOND, ticks

WINDOW_S = 60
LEAST_VALUES = 5  # a median of fewer says nothing
RATE_ROW, SPO2_ROW = CHANNELS.index(Channel.RATE), CHANNELS.index(Channel.SPO2)
RATE_SECONDS, SPO2_SECONDS = slice(0, WINDOW_S), slice(WINDOW_S, 2 * WINDOW_S)


class RecentRates(Protocol):
    """What knows the last minute of the rate in each column."""

    def medians(self, tick: int, columns: Columns) -> Floats:
        """Median of the 60 s before and with `tick`; NaN where there were too few values."""
        ...


class RateHistory(StatefulArrays):
    """One row for each second of the window, overwritten in turn: those of the rate, then those of the saturation."""

    value: NDArray[np.float32]
    at: Ticks

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "value": (np.float32, np.nan),
        "at": (np.int64, -NEVER),
    }

    def __init__(self, gate: GateProgramme, columns: int) -> None:
        self._gate = gate
        self._make_state(2 * WINDOW_S, columns)

    def row_names(self) -> list[str]:
        """The seconds of both windows."""
        return [f"{prefix}{second}" for prefix in ("", "spo2 ") for second in range(WINDOW_S)]

    def take(self, tick: int, values: Floats, usable: Mask) -> None:
        """Keep the usable rates and saturations of one tick, one value for each second; ``[channel, column]``."""
        second = tick // TICKS_PER_SECOND % WINDOW_S
        for row, channel in ((second, RATE_ROW), (WINDOW_S + second, SPO2_ROW)):
            np.copyto(self.value[row], values[channel], where=usable[channel], casting="same_kind")
            np.copyto(self.at[row], tick, where=usable[channel])

    def medians(self, tick: int, columns: Columns) -> Floats:
        """Median of the 60 s before and with `tick`; NaN where there were too few values."""
        return medians_of(self._window(tick, columns))

    def jumped_until(self, tick: int, columns: Columns) -> Ticks:
        """Last tick up to which the newest jump of the rate counts; far in the past where there is none."""
        return last_jump_until(self._gate, self._window(tick, columns), self.at[RATE_SECONDS, columns])

    def plunged_until(self, tick: int, columns: Columns) -> Ticks:
        """Last tick up to which the newest plunge of the saturation counts; far in the past where there is none."""
        return last_plunge_until(self._gate, self._window(tick, columns, SPO2_SECONDS), self.at[SPO2_SECONDS, columns])

    def _window(self, tick: int, columns: Columns, rows: slice = RATE_SECONDS) -> Floats:
        young = self.at[rows, columns] > tick - ticks(WINDOW_S)
        return np.where(young, self.value[rows, columns].astype(np.float64), np.nan)


def medians_of(window: Floats) -> Floats:
    """Median of each column of ``[second, column]``, NaN for seconds without a value; NaN where too few have one."""
    median, known = known_medians(window)
    median[known < LEAST_VALUES] = np.nan
    return median


def last_jump_until(gate: GateProgramme, window: Floats, at: Ticks) -> Ticks:
    """Up to when the newest jump counts, for rates ``[second, column]`` that came at the ticks `at`."""
    median = medians_of(window)
    away = np.abs(window - median) > np.maximum(gate.rate_jump, median * gate.rate_jump_percent / 100)
    newest: Ticks = np.where(away, at, -NEVER).max(axis=0)
    return newest + ticks(gate.rate_jump_for_s)


def last_plunge_until(gate: GateProgramme, window: Floats, at: Ticks) -> Ticks:
    """Up to when the newest plunge counts, for saturations ``[second, column]`` that came at the ticks `at`.

    The seconds may begin anywhere in the window, as in a ring.
    """
    back = int(gate.saturation_plunge_within_s)
    before, before_at = np.roll(window, back, axis=0), np.roll(at, back, axis=0)
    plunged = (before - window >= gate.saturation_plunge) & (at - before_at == ticks(back))
    newest: Ticks = np.where(plunged, at, -NEVER).max(axis=0)
    return newest + ticks(gate.saturation_plunge_for_s)
