"""Counts of one link over all its openings, and its rates over the last seconds. Pure: it is told the time."""

from collections import deque
from dataclasses import dataclass

from drivers.device import LinkStatistics
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

SAMPLE_EVERY_S = 1.0
WINDOW_S = 30.0  # "> 1 % rejected bytes in 30 s" (hazard H01)
RATE_OVER_S = 10.0
SETTLE_S = 3.0  # a port is opened in the middle of a frame, a broker begins with what it kept: not counted as rejected
FEWEST_BYTES = 200  # fewer say nothing about a share of 1 %


@dataclass(frozen=True, slots=True)
class Totals:
    received_bytes: int = 0
    frames: int = 0
    rejected_bytes: int = 0

    def plus(self, statistics: LinkStatistics) -> "Totals":
        return Totals(
            self.received_bytes + statistics.received_bytes,
            self.frames + statistics.frames,
            self.rejected_bytes + statistics.rejected_bytes,
        )


@dataclass(frozen=True, slots=True)
class _Sample:
    at_s: float
    totals: Totals


class LinkMeter:
    """One device. Windows are seconds of the clock whose stamps it is given."""

    def __init__(self) -> None:
        self._before = Totals()  # of openings that are over
        self._statistics = LinkStatistics()
        self._opened_s = 0.0
        self._samples: deque[_Sample] = deque()

    def opened(self, statistics: LinkStatistics, now: Stamp) -> None:
        """A new opening counts from nothing."""
        self._before = self.totals
        self._statistics = statistics
        self._opened_s = _seconds(now)
        self._samples.clear()
        self.note(now)

    @property
    def totals(self) -> Totals:
        return self._before.plus(self._statistics)

    def note(self, now: Stamp) -> None:
        """Take a sample where one is due; call as often as you like."""
        at_s = _seconds(now)
        if self._samples and at_s - self._samples[-1].at_s < SAMPLE_EVERY_S:
            return
        self._samples.append(_Sample(at_s, self.totals))
        while len(self._samples) > 2 and at_s - self._samples[1].at_s >= WINDOW_S:
            self._samples.popleft()

    def frames_per_s(self, now: Stamp) -> float:
        """Good frames in a second, over the last ten."""
        first, seconds = self._since(_seconds(now) - RATE_OVER_S, now)
        return (self.totals.frames - first.frames) / seconds if seconds else 0.0

    def rejected(self, now: Stamp) -> tuple[float, float] | None:
        """Share of the bytes of the last 30 s that no frame took, and over how many seconds that is taken.

        None where too few came to say.
        """
        first, seconds = self._since(max(self._opened_s + SETTLE_S, _seconds(now) - WINDOW_S), now)
        received = self.totals.received_bytes - first.received_bytes
        rejected = self.totals.rejected_bytes - first.rejected_bytes
        return (rejected / received, seconds) if received >= FEWEST_BYTES else None

    def _since(self, at_s: float, now: Stamp) -> tuple[Totals, float]:
        """The first sample at or after `at_s`, and the seconds from it to `now`."""
        for sample in self._samples:
            if sample.at_s >= at_s:
                return sample.totals, _seconds(now) - sample.at_s
        return self.totals, 0.0


def _seconds(stamp: Stamp) -> float:
    return stamp.mono_ns / NANOSECONDS_PER_SECOND
