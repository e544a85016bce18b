"""The cuff readings of many sessions, the first of each beside the others', then the second: ``[number, session]``."""

from dataclasses import dataclass

import numpy as np

from monitor.alarms.acceptance import (
    BAND_MMHG,
    HIGHEST,
    LOWEST,
    MEAN_RATIO,
    PULSE_PRESSURE,
    STEEPEST_MMHG_PER_MIN,
    TICKS_PER_MINUTE,
    TREND_READINGS,
)
from monitor.alarms.arrays import Floats, Mask, Ticks
from monitor.alarms.gate import RATE
from monitor.alarms.pressure_branches import COMPONENTS, DIASTOLIC, MEAN, SYSTOLIC
from monitor.domain.time import TICKS_PER_SECOND
from monitor.review.sheet import Sheet

RATE_FRESH_S = 10  # a rate older than this says nothing about a reading


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Readings:
    """All readings and how far each is believed; NaN and false where a session has no more.

    Attributes:
        tick: ``[number, session]``, from the session's first second.
        values: ``[number, component, session]`` in mmHg.
        taken: there is such a reading, and it is possible.
        solid, expected: as of `Judgement`.
        rate: heart or pulse rate at that time, /min; NaN where there is none.
    """

    tick: Ticks
    values: Floats
    taken: Mask
    solid: Mask
    expected: Mask
    rate: Floats


def readings_of(sheet: Sheet) -> Readings:
    """Readings of all sessions, judged as the acceptance test judges each after the ones before it.

    A stored session keeps no pulse of the cuff, so the match of the two rates is no part of it.
    """
    sessions = sheet.sessions
    most = max((session.reading_s.size for session in sessions), default=0)
    tick = np.zeros((most, len(sessions)), dtype=np.int64)
    values = np.full((most, len(COMPONENTS), len(sessions)), np.nan)
    doubted = np.zeros((most, len(sessions)), dtype=bool)
    for column, session in enumerate(sessions):
        count = session.reading_s.size
        tick[:count, column] = session.reading_s * TICKS_PER_SECOND
        values[:count, :, column] = session.readings.T
        if session.reading_doubtful is not None:
            doubted[:count, column] = session.reading_doubtful
    taken = ~_impossible(values)
    solid, expected = np.zeros_like(taken), np.zeros_like(taken)
    trend = _Trend(len(sessions))
    doubtful = doubted | _doubtful(values)
    for number in range(most):
        solid[number], expected[number] = trend.judge(
            tick[number], values[number, SYSTOLIC], doubtful[number], taken[number]
        )
    return Readings(tick=tick, values=values, taken=taken, solid=solid, expected=expected, rate=_rates(sheet, tick))


class _Trend:
    """The last accepted readings of each session, and the last of any kind."""

    def __init__(self, sessions: int) -> None:
        self._tick: Ticks = np.zeros((TREND_READINGS, sessions), dtype=np.int64)
        self._systolic: Floats = np.full((TREND_READINGS, sessions), np.nan)
        self._last: Floats = np.full(sessions, np.nan)
        self._last_doubtful: Mask = np.zeros(sessions, dtype=bool)

    def judge(self, tick: Ticks, systolic: Floats, doubtful: Mask, taken: Mask) -> tuple[Mask, Mask]:
        """Whether each reading is beyond doubt, and whether it lies where the trend led."""
        innovation = systolic - self._predicted(tick)
        far = np.abs(innovation) > BAND_MMHG
        agrees = np.minimum(systolic, self._last) > HIGHEST[SYSTOLIC]
        agrees |= np.abs(systolic - self._last) <= BAND_MMHG
        accepted = taken & (~(doubtful | far) | (self._last_doubtful & agrees))
        self._last[taken] = systolic[taken]
        self._last_doubtful[taken] = (doubtful | far)[taken]
        self._tick[:, accepted] = np.vstack([self._tick[1:, accepted], tick[accepted]])
        self._systolic[:, accepted] = np.vstack([self._systolic[1:, accepted], systolic[accepted]])
        return accepted | (taken & ~doubtful), accepted | (taken & doubtful & ~far)

    def _predicted(self, tick: Ticks) -> Floats:
        """Systolic to which the trend leads: repeated median, slope clipped; NaN where there is none."""
        apart = self._tick[None] - self._tick[:, None]
        rise = (self._systolic[None] - self._systolic[:, None]) * TICKS_PER_MINUTE
        slopes = np.divide(rise, apart, out=np.full(rise.shape, np.nan), where=apart != 0)
        inner = np.array([_median(of_one) for of_one in slopes])
        slope = np.clip(np.nan_to_num(_median(inner), nan=0.0), -STEEPEST_MMHG_PER_MIN, STEEPEST_MMHG_PER_MIN)
        return _median(self._systolic + slope * (tick - self._tick) / TICKS_PER_MINUTE)


def _median(values: Floats) -> Floats:
    """Median along the first axis of what is there."""
    ordered = np.sort(values, axis=0)
    count = np.count_nonzero(~np.isnan(values), axis=0)
    column = np.arange(values.shape[1])
    middle: Floats = (ordered[np.maximum(count - 1, 0) // 2, column] + ordered[count // 2, column]) / 2
    return middle


def _impossible(values: Floats) -> Mask:
    systolic, diastolic, mean = values[:, SYSTOLIC], values[:, DIASTOLIC], values[:, MEAN]
    found: Mask = ~np.isfinite(systolic) | np.isinf(diastolic) | np.isinf(mean)
    found = found | (systolic <= mean) | (np.where(np.isnan(mean), systolic, mean) <= diastolic)
    found |= np.fmin(np.fmin(systolic, diastolic), mean) <= 0
    return found


def _doubtful(values: Floats) -> Mask:
    """What speaks against a possible reading by itself."""
    systolic, diastolic, mean = values[:, SYSTOLIC], values[:, DIASTOLIC], values[:, MEAN]
    high, low = np.array(HIGHEST)[:, None], np.array(LOWEST)[:, None]
    found: Mask = np.any((values > high) | (values < low), axis=1)
    pulse_pressure = systolic - diastolic
    found |= (pulse_pressure < PULSE_PRESSURE[0]) | (pulse_pressure > PULSE_PRESSURE[1])
    ratio = np.divide(mean - diastolic, pulse_pressure, out=np.full(mean.shape, np.nan), where=pulse_pressure != 0)
    found |= (ratio < MEAN_RATIO[0]) | (ratio > MEAN_RATIO[1])
    return found


def _rates(sheet: Sheet, tick: Ticks) -> Floats:
    """The newest rate of the ten seconds before each reading."""
    rates = np.full(tick.shape, np.nan)
    for number in range(len(tick)):
        second = np.minimum(sheet.start + tick[number] // TICKS_PER_SECOND, sheet.end - 1)
        window = sheet.before(RATE, second, sheet.start, RATE_FRESH_S)
        for values in window:
            np.copyto(rates[number], values, where=~np.isnan(values))
    return rates
