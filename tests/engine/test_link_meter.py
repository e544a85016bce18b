"""Counts over all openings, rates and the share of unreadable bytes over a window."""

import pytest

from drivers.clock import ManualClock
from drivers.device import LinkStatistics
from monitor.engine.link_meter import FEWEST_BYTES, SETTLE_S, WINDOW_S, LinkMeter, Totals


class Line:
    """A device that sends `size` bytes a second, some of them bad."""

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.meter = LinkMeter()
        self.statistics = LinkStatistics()
        self.meter.opened(self.statistics, self.clock.now())

    def run(self, seconds: int, *, size: int = 100, bad: int = 0, frames: int = 1) -> None:
        for _ in range(seconds):
            self.clock.move(1.0)
            self.statistics.received_bytes += size
            self.statistics.rejected_bytes += bad
            self.statistics.frames += frames
            self.meter.note(self.clock.now())

    def share(self) -> float | None:
        rejected = self.meter.rejected(self.clock.now())
        return None if rejected is None else rejected[0]

    def reopen(self) -> None:
        self.statistics = LinkStatistics()
        self.meter.opened(self.statistics, self.clock.now())


def test_rates_follow_the_last_ten_seconds() -> None:
    line = Line()
    assert line.meter.frames_per_s(line.clock.now()) == 0.0
    line.run(30, frames=2)
    assert line.meter.frames_per_s(line.clock.now()) == pytest.approx(2.0)
    line.run(10, size=0, frames=0)
    assert line.meter.frames_per_s(line.clock.now()) == 0.0


def test_totals_outlive_an_opening() -> None:
    line = Line()
    line.run(5, bad=3)
    line.reopen()
    line.run(2)
    assert line.meter.totals == Totals(received_bytes=700, frames=7, rejected_bytes=15)


@pytest.mark.hazard("H01")
def test_the_share_is_that_of_the_last_thirty_seconds() -> None:
    line = Line()
    line.run(40)
    assert line.share() == 0.0
    line.run(15, bad=2)
    assert line.share() == pytest.approx(0.01, abs=0.001)
    line.run(round(WINDOW_S) + 1)
    assert line.share() == 0.0


def test_what_is_cut_by_opening_in_the_middle_is_not_held_against_the_line() -> None:
    line = Line()
    line.statistics.rejected_bytes += 80
    line.run(round(SETTLE_S))
    line.run(10)
    assert line.share() == 0.0


def test_a_few_bytes_say_nothing() -> None:
    line = Line()
    line.run(20, size=10, bad=10, frames=0)
    assert line.share() is None
    line.run(FEWEST_BYTES // 10, size=10, bad=10, frames=0)
    assert line.share() == 1.0


def test_samples_are_bounded_however_often_it_is_told() -> None:
    line = Line()
    for _ in range(5000):
        line.clock.move(0.1)
        line.meter.note(line.clock.now())
    assert len(line.meter._samples) <= WINDOW_S + 2
