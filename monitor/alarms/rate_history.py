"""Two minutes of rate and saturation in each column: the rate's medians, and what in them tells of a moving hand.

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

MINUTE_S = 60
WINDOW_S = 2 * MINUTE_S
COUNTED_WITHIN_S = 3.0  # from the cuff's result to the probe's first value
LEAST_VALUES = 5  # a median of fewer says nothing
RATE_ROW, SPO2_ROW = CHANNELS.index(Channel.RATE), CHANNELS.index(Channel.SPO2)


class RecentRates(Protocol):
    """What knows the last two minutes of the rate in each column."""

    def medians(self, tick: int, columns: Columns) -> Floats:
        """What the rate was before, see `medians_of`; NaN where there were too few values."""
        ...


class RateHistory(StatefulArrays):
    """One row for each second of the window, overwritten in turn: those of the rate, then those of the saturation."""

    value: NDArray[np.float32]
    at: Ticks
    spoilt: Mask

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "value": (np.float32, np.nan),
        "at": (np.int64, -NEVER),
        "spoilt": (np.bool_, False),  # measured beyond a cuff on the probe's arm: it tells of a fall, not of its end
    }

    def __init__(self, gate: GateProgramme, columns: int) -> None:
        self._gate = gate
        self._make_state(2 * WINDOW_S, columns)

    def row_names(self) -> list[str]:
        """The seconds of both windows."""
        return [f"{channel} {second}" for channel in ("rate", "spo2") for second in range(WINDOW_S)]

    def take(self, tick: int, values: Floats, usable: Mask, *, spoilt: Mask | None = None) -> None:
        """Keep the usable rates and saturations of one tick, one value for each second; ``[channel, column]``.

        `spoilt`: columns in which the cuff spoils the saturation; None: nowhere.
        """
        second = tick // TICKS_PER_SECOND % WINDOW_S
        for row, channel in ((second, RATE_ROW), (WINDOW_S + second, SPO2_ROW)):
            np.copyto(self.value[row], values[channel], where=usable[channel], casting="same_kind")
            np.copyto(self.at[row], tick, where=usable[channel])
        self.spoilt[WINDOW_S + second] = False if spoilt is None else spoilt

    def medians(self, tick: int, columns: Columns) -> Floats:
        """What the rate was before, see `medians_of`; NaN where there were too few values."""
        return medians_of(self._window(tick, columns)[0])

    def jumped_until(self, tick: int, columns: Columns) -> Ticks:
        """Last tick up to which the newest jump of the rate counts; far in the past where there is none."""
        return last_jump_until(self._gate, *self._window(tick, columns))

    def plunged_until(self, tick: int, columns: Columns) -> Ticks:
        """Last tick up to which the newest plunge of the saturation counts; far in the past where there is none."""
        saturations = self._window(tick, columns, WINDOW_S)
        spoilt = self.spoilt[self._rows(tick, columns, WINDOW_S), columns]
        return last_plunge_until(self._gate, self._window(tick, columns), saturations, spoilt)

    def contradicted_until(self, tick: int, columns: Columns, counted: Floats, counted_at: Ticks) -> Ticks:
        """Last tick up to which the probe's pulse counts as wrong: it began far from what the cuff had just counted.

        It does until it comes near that count, and no longer than after a plunge.
        """
        rates, at = self._window(tick, columns)
        away = _is_away(self._gate, rates, counted)
        first = (at >= counted_at) & (at <= counted_at + ticks(COUNTED_WITHIN_S))
        near = ((at >= counted_at) & ~away & ~np.isnan(rates)).any(axis=0)
        until: Ticks = counted_at + ticks(self._gate.saturation_plunge_for_s)
        return np.where((first & away).any(axis=0) & ~near, until, -NEVER)

    def _window(self, tick: int, columns: Columns, first_row: int = 0) -> tuple[Floats, Ticks]:
        """Values and their ticks by second, the newest last."""
        rows = self._rows(tick, columns, first_row)
        at = self.at[rows, columns]
        values = self.value[rows, columns].astype(np.float64)
        return np.where(at > tick - ticks(WINDOW_S), values, np.nan), at

    def _rows(self, tick: int, columns: Columns, first_row: int) -> Columns:
        """Rows of a window, the newest second last: that of `tick` only once its values have come."""
        second = tick // TICKS_PER_SECOND
        newest = self.at[[second % WINDOW_S, WINDOW_S + second % WINDOW_S]][:, columns].max(axis=0)
        last = np.where(newest // TICKS_PER_SECOND == second, second, second - 1)
        rows: Columns = first_row + (last + 1 + np.arange(WINDOW_S)[:, None]) % WINDOW_S
        return rows


def medians_of(window: Floats) -> Floats:
    """What the rate was, for ``[second, column]`` of two minutes, the newest last, NaN for seconds without a value.

    That is the median of the last minute or of the minute before it, whichever is higher: a pulse that slows down over
    a minute drags the first along, not the second. NaN where both have too few values.
    """
    last, before = window[-MINUTE_S:], window[:-MINUTE_S]
    return _medians(last) if not len(before) else np.fmax(_medians(last), _medians(before))


def _medians(window: Floats) -> Floats:
    median, known = known_medians(window)
    median[known < LEAST_VALUES] = np.nan
    return median


def last_jump_until(gate: GateProgramme, window: Floats, at: Ticks) -> Ticks:
    """Up to when the newest jump counts, for rates ``[second, column]``, newest last, that came at the ticks `at`.

    A rate has jumped that lies far from the median of the last minute.
    """
    minute = window[-MINUTE_S:]
    newest: Ticks = np.where(_is_away(gate, minute, _medians(minute)), at[-MINUTE_S:], -NEVER).max(axis=0)
    return newest + ticks(gate.rate_jump_for_s)


def _is_away(gate: GateProgramme, rates: Floats, median: Floats) -> Mask:
    away: Mask = np.abs(rates - median) > np.maximum(gate.rate_jump, median * gate.rate_jump_percent / 100)
    return away


def last_plunge_until(
    gate: GateProgramme,
    rates: tuple[Floats, Ticks],
    saturations: tuple[Floats, Ticks],
    spoilt: Mask | None = None,
) -> Ticks:
    """Up to when the newest plunge counts: a loss of saturation that no blood makes, or a smaller one beside a jump.

    The jump is one of the rate, in the very seconds of the loss. Far in the past where there is none.

    Args:
        gate: how much is a plunge, a shift and a jump, and for how long it counts.
        rates: values and the ticks at which they came, ``[second, column]`` of two minutes, the newest last.
        saturations: the same.
        spoilt: those saturations measured beyond a cuff on the probe's arm, which show no end of it.

    """
    until: Ticks = np.full(saturations[0].shape[1], -NEVER)
    lost = _lost(gate, *saturations)
    some = (np.abs(lost) >= min(gate.saturation_plunge, gate.saturation_shift)).any(axis=0)  # lost, or come back
    if not some.any():
        return until
    lost, values, at = lost[:, some], saturations[0][:, some], saturations[1][:, some]
    rate, rate_at = rates[0][:, some], rates[1][:, some]
    jumped = _is_away(gate, rate, rate + _lost(gate, rate, rate_at))
    moved = (lost >= gate.saturation_plunge) | (jumped & (lost >= gate.saturation_shift))
    is_back = _back(gate, values, lost, None if spoilt is None else spoilt[:, some])
    until[some] = _counts_until(gate, moved, is_back, at)
    return until


def _back(gate: GateProgramme, saturations: Floats, lost: Floats, spoilt: Mask | None) -> Mask:
    """Where the saturation has come back as fast as it went, to near the highest of these two minutes.

    By half, it tells only that the second of two movements is over.
    """
    back: Mask = lost <= -gate.saturation_shift
    back &= saturations > np.fmax.reduce(saturations) - gate.saturation_shift
    return back if spoilt is None else back & ~spoilt


def _counts_until(gate: GateProgramme, moved: Mask, is_back: Mask, at: Ticks) -> Ticks:
    """From the newest movement on for its time, or until the saturation is back."""
    newest: Ticks = np.where(moved, at, -NEVER).max(axis=0)
    back: Ticks = np.where(is_back, at, -NEVER).max(axis=0)
    return np.where(back > newest, back, newest + ticks(gate.saturation_plunge_for_s))


def _lost(gate: GateProgramme, values: Floats, at: Ticks) -> Floats:
    """By how much each value lies below the one some seconds before; NaN where that is not known."""
    back = int(gate.saturation_plunge_within_s)
    lost: Floats = np.full(values.shape, np.nan)
    np.subtract(values[:-back], values[back:], out=lost[back:])
    lost[back:][at[back:] - at[:-back] != ticks(back)] = np.nan
    return lost
