"""Stored sessions laid end to end, so that one comparison looks at all of them."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

from monitor.alarms.arrays import Floats, Mask, Ticks
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rate_history import WINDOW_S
from monitor.review.choices import Choices
from monitor.review.stored_session import MISSING, SECONDS_PER_MINUTE, Bytes, StoredSession

_MINUTES_AT_ONCE = 16_384  # of which the seconds are read together: a few megabytes
_NO_SECOND = 2**40  # that no session reaches
_MOST_BACK_S = WINDOW_S  # how far any rule looks back
_VALUES = np.where(np.arange(256) == MISSING, np.nan, np.arange(256.0))  # of each code


class Sheet:
    """Seconds and minutes of all sessions in their order.

    Attributes:
        start, end: first second of each session on the sheet, and the one after its last.
        values: ``[channel, second]`` as in the sessions.
        doubtful: ``[channel, second]``; None: nothing was doubtful.
        by_ecg: ``[second]``, where the rate is an ECG's; None: nowhere.
        closer: who was judged by the closer limits when.
        baseline_s: of each session; far beyond its end where no infusion began.
        minute_session, minute_start: to which session each minute belongs, and its first second on the sheet.
    """

    def __init__(self, sessions: Sequence[StoredSession]) -> None:
        self.sessions = sessions
        lengths = np.array([session.seconds for session in sessions], dtype=np.int64)
        self.end: Ticks = np.cumsum(lengths)
        self.start: Ticks = self.end - lengths
        self.baseline_s: Ticks = np.array(
            [_NO_SECOND if one.baseline_s is None else one.baseline_s for one in sessions], dtype=np.int64
        )
        self._padded = np.full((len(CHANNELS), _MOST_BACK_S + int(lengths.sum())), MISSING, dtype=np.uint8)
        self.values: Bytes = self._padded[:, _MOST_BACK_S:]
        np.concatenate([session.values for session in sessions], axis=1, out=self.values)
        self.doubtful: Mask | None = None
        if any(session.doubtful is not None for session in sessions):
            self.doubtful = np.zeros(self.values.shape, dtype=bool)
            for session, start, end in zip(sessions, self.start, self.end, strict=True):
                if session.doubtful is not None:
                    self.doubtful[:, start:end] = session.doubtful
        self.by_ecg: Mask | None = None
        if any(session.by_ecg is not None for session in sessions):
            nowhere = np.zeros(int(lengths.max()), dtype=bool)
            parts = [nowhere[: one.seconds] if one.by_ecg is None else one.by_ecg for one in sessions]
            self.by_ecg = np.concatenate(parts)
        self.closer = Choices(sessions, self.start)
        minutes = np.array([session.lowest.shape[1] for session in sessions], dtype=np.int64)
        self.minute_session = np.repeat(np.arange(len(sessions)), minutes)
        self._first_minute: Ticks = np.cumsum(minutes) - minutes
        within = np.arange(minutes.sum()) - np.repeat(self._first_minute, minutes)
        self.minute_start: Ticks = self.start[self.minute_session] + within * SECONDS_PER_MINUTE
        self._lowest: Bytes = np.concatenate([session.lowest for session in sessions], axis=1)
        self._highest: Bytes = np.concatenate([session.highest for session in sessions], axis=1)

    def codes_beyond(self, channel: int, sign: float, bounds: Floats) -> Iterator[tuple[Ticks, Bytes, Ticks]]:
        """Seconds of all minutes that have a value at or beyond the bound of their session, some minutes at a time.

        Args:
            channel: row of the channel.
            sign: 1 where beyond is above, -1 where it is below.
            bounds: one for each session; NaN: nothing is beyond.

        Yields:
            Seconds on the sheet, ascending; their codes, none MISSING; the session of each.
        """
        bound = bounds[self.minute_session]
        if sign > 0:
            chosen = self._highest[channel] >= bound
        else:
            chosen = (self._lowest[channel] <= bound) & (self._lowest[channel] != MISSING)
        minutes = np.flatnonzero(chosen)
        within = np.arange(SECONDS_PER_MINUTE)
        for first in range(0, minutes.size, _MINUTES_AT_ONCE):
            some = minutes[first : first + _MINUTES_AT_ONCE]
            second = (self.minute_start[some][:, None] + within).ravel()
            session = np.repeat(self.minute_session[some], SECONDS_PER_MINUTE)
            inside = second < self.end[session]
            second, session = second[inside], session[inside]
            codes = self.values[channel, second]
            known = codes != MISSING
            if sign > 0:
                known &= codes >= bounds[session]
            else:
                known &= codes <= bounds[session]
            yield second[known], codes[known], session[known]

    def before(self, channel: int, second: Ticks, first: Ticks, window_s: int) -> Floats:
        """Values of the `window_s` seconds before and without `second`, ``[second of the window, each]``.

        NaN where there is no value, or the second lies before `first`.
        """
        windows = sliding_window_view(self._padded[channel], window_s)
        codes = windows[second + (_MOST_BACK_S - window_s)]  # a row of bytes for each, at once
        before_first = first + window_s - second
        early = np.flatnonzero(before_first > 0)
        if early.size:
            codes[early] = np.where(np.arange(window_s) < before_first[early, None], MISSING, codes[early])
        values: Floats = _VALUES[codes].T
        return values

    def highest_before(self, channel: int, second: Ticks, session: Ticks, window_s: int) -> Floats:
        """No value of the `window_s` seconds before these is higher; by minutes, so that no second is looked at."""
        minute = self._first_minute[session] + (second - self.start[session]) // SECONDS_PER_MINUTE
        found = self._highest[channel, minute]
        for back in range(1, -(-window_s // SECONDS_PER_MINUTE) + 1):
            earlier = np.maximum(minute - back, self._first_minute[session])
            found = np.maximum(found, self._highest[channel, earlier])
        highest: Floats = found.astype(np.float64)
        return highest
