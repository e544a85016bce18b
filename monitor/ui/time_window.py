"""The stretch of time that a trend shows: zoom about a point, pan, and values thinned to what pixels can tell apart.

Pure arithmetic on seconds and pixels; no Qt.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

SHORTEST_S = 60.0  # the narrowest stretch that can be shown
ZOOM_STEP = 1.25
TICK_STEPS_S = (10.0, 30.0, 60.0, 120.0, 300.0, 600.0, 1200.0, 1800.0, 3600.0, 7200.0)


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """What is shown, within what there is; seconds. Changes give a new one and never leave the whole."""

    whole_start_s: float
    whole_end_s: float
    start_s: float
    end_s: float

    @classmethod
    def of_whole(cls, start_s: float, end_s: float) -> "TimeWindow":
        """Show everything from `start_s` to `end_s`, at least the shortest stretch."""
        end_s = max(end_s, start_s + SHORTEST_S)
        return cls(start_s, end_s, start_s, end_s)

    @property
    def span_s(self) -> float:
        return self.end_s - self.start_s

    @property
    def is_whole(self) -> bool:
        return (self.start_s, self.end_s) == (self.whole_start_s, self.whole_end_s)

    def zoomed(self, steps: float, about_s: float) -> "TimeWindow":
        """Closer by `steps` (negative: farther), with `about_s` staying where it is on the screen."""
        longest = self.whole_end_s - self.whole_start_s
        span = min(max(self.span_s * ZOOM_STEP**-steps, SHORTEST_S), longest)
        share = (about_s - self.start_s) / self.span_s
        return self._within(about_s - share * span, span)

    def panned(self, by_s: float) -> "TimeWindow":
        """Moved by `by_s` towards later times, as far as there is anything."""
        return self._within(self.start_s + by_s, self.span_s)

    def showing(self, start_s: float, end_s: float) -> "TimeWindow":
        """Moved so that this stretch can be seen; the same where it can be seen already."""
        if self.start_s <= start_s and end_s <= self.end_s:
            return self
        middle = (start_s + min(end_s, start_s + self.span_s)) / 2
        return self._within(middle - self.span_s / 2, self.span_s)

    def _within(self, start_s: float, span_s: float) -> "TimeWindow":
        start = min(max(start_s, self.whole_start_s), self.whole_end_s - span_s)
        return TimeWindow(self.whole_start_s, self.whole_end_s, start, start + span_s)

    def x(self, t_s: float, width: float) -> float:
        """Pixels from the left edge of a strip `width` pixels wide."""
        return (t_s - self.start_s) / self.span_s * width

    def t_s(self, x: float, width: float) -> float:
        """The time under a pixel."""
        return self.start_s + x / width * self.span_s


def ticks_of(window: TimeWindow, *, most: int) -> tuple[float, ...]:
    """Times for the axis, at round numbers of minutes or seconds, at most `most` of them."""
    step = next((step for step in TICK_STEPS_S if window.span_s / step <= most), TICK_STEPS_S[-1] * 2)
    first = int(np.ceil(window.start_s / step))
    last = int(np.floor(window.end_s / step))
    return tuple(index * step for index in range(first, last + 1))


def thinned(t_s: Floats, values: Floats, window: TimeWindow, *, width: int, gap_s: float) -> tuple[Floats, Floats]:
    """At most five points a pixel (first, lowest, highest, a missing one, last), so that no peak and no gap is lost.

    Where values are missing (NaN), or none came for longer than `gap_s`, the line is broken by a NaN.
    """
    chosen = slice(
        max(0, int(np.searchsorted(t_s, window.start_s)) - 1), int(np.searchsorted(t_s, window.end_s, "right")) + 1
    )
    t_s, values = t_s[chosen], values[chosen]
    if t_s.size == 0:
        return t_s, values
    t_s, values = _broken(t_s, values, gap_s)
    pixel = np.floor((t_s - window.start_s) / window.span_s * width).astype(np.int64)
    if t_s.size <= 5 * width:
        return t_s, values
    starts = np.flatnonzero(np.diff(pixel, prepend=pixel[0] - 1))
    part = np.cumsum(np.bincount(starts, minlength=t_s.size)) - 1  # which pixel's stretch each value is of
    missing = np.isnan(values)
    order = np.unique(
        np.concatenate(
            [
                starts,
                np.append(starts[1:], t_s.size) - 1,
                _firsts(part, missing),
                _firsts(part, values == np.minimum.reduceat(np.where(missing, np.inf, values), starts)[part]),
                _firsts(part, values == np.maximum.reduceat(np.where(missing, -np.inf, values), starts)[part]),
            ]
        )
    )
    return t_s[order], values[order]


def _firsts(part: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """The first chosen position of each part."""
    positions = np.flatnonzero(chosen)
    return positions[np.unique(part[positions], return_index=True)[1]]


def _broken(t_s: Floats, values: Floats, gap_s: float) -> tuple[Floats, Floats]:
    after = np.flatnonzero(np.diff(t_s) > gap_s)
    if after.size == 0:
        return t_s, values
    return np.insert(t_s, after + 1, t_s[after] + gap_s), np.insert(values, after + 1, np.nan)


def nearest(t_s: Floats, values: Floats, at_s: float, *, within_s: float) -> float | None:
    """The last value at or before `at_s`, no older than `within_s`; None where there is none."""
    index = int(np.searchsorted(t_s, at_s, "right")) - 1
    if index < 0 or at_s - t_s[index] > within_s or np.isnan(values[index]):
        return None
    return float(values[index])
