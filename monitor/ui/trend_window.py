"""Which part of a trend is on screen: zoomed about a moment, moved, never beyond what was recorded. Pure; seconds."""

from dataclasses import dataclass

SHORTEST_S = 120.0  # a closer look shows less than one reading
STEP = 1.25  # of one notch of the wheel


@dataclass(frozen=True, slots=True)
class TrendWindow:
    """From `start_s` to `end_s` since admission, of a whole that ends at `whole_s`."""

    start_s: float
    end_s: float
    whole_s: float

    @classmethod
    def all_of(cls, whole_s: float) -> "TrendWindow":
        return cls(0.0, whole_s, whole_s)

    @property
    def is_whole(self) -> bool:
        return self.end_s - self.start_s >= self.whole_s

    @property
    def span_s(self) -> float:
        return self.end_s - self.start_s

    def zoomed(self, at_s: float, notches: float) -> "TrendWindow":
        """Closer for positive `notches`; the moment `at_s` stays under the pointer."""
        span = min(max(self.span_s / STEP**notches, min(SHORTEST_S, self.whole_s)), self.whole_s)
        share = (at_s - self.start_s) / self.span_s
        return self._within(at_s - share * span, span)

    def panned(self, by_s: float) -> "TrendWindow":
        """Later for a positive `by_s`."""
        return self._within(self.start_s + by_s, self.span_s)

    def grown(self, whole_s: float) -> "TrendWindow":
        """The trend's axis has another end now: a whole stays whole, a part stays where it is."""
        if self.is_whole or whole_s < self.end_s:
            return TrendWindow.all_of(whole_s)
        return TrendWindow(self.start_s, self.end_s, whole_s)

    def _within(self, start_s: float, span_s: float) -> "TrendWindow":
        start = min(max(start_s, 0.0), self.whole_s - span_s)
        return TrendWindow(start, start + span_s, self.whole_s)


def ticks_s(window: TrendWindow, most: int) -> tuple[float, ...]:
    """Round moments for the labels of the time axis, at most `most` of them."""
    steps = (30, 60, 120, 300, 600, 900, 1800, 3600, 7200)
    step = next((each for each in steps if window.span_s / each <= most), steps[-1])
    first = -(-window.start_s // step) * step
    return tuple(first + index * step for index in range(int((window.end_s - first) // step) + 1))
