"""Estimates how long a message was under way, without trusting the publisher's clock to be right. Pure.

Two clocks that disagree give the same distance (our monotonic arrival minus the publisher's time of sending) for every
message that came straight through; a message that waited somewhere shows a larger one. The smallest distance seen is
therefore taken as the clocks' disagreement, and what a message has above it as its delay.
"""

from datetime import datetime

from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

DRIFT = 2e-4  # s/s; cheap quartz stays within 100 ppm, and both clocks may be off in opposite directions
STEP_ABOVE_S = 2.0
STEP_SPREAD_S = 1.0
STEP_AFTER_S = 5.0


class Delivery:
    """Owns the distance between the publisher's clock and ours."""

    def __init__(self) -> None:
        self._straight_s: float | None = None
        self._last_arrival_s = 0.0
        self._step: tuple[float, float] | None = None  # distance, and arrival of the first message that showed it

    def born(self, stamp: Stamp, sent: datetime) -> None:
        """Take the clocks' distance from a birth message, which is sent right after connecting and never waits."""
        self._settle(_distance_s(stamp, sent))
        self._last_arrival_s = _mono_s(stamp)

    def delay_s(self, stamp: Stamp, sent: datetime) -> float:
        """Seconds that a live message was under way, never negative. The first one counts as straight through."""
        distance_s = _distance_s(stamp, sent)
        arrival_s = _mono_s(stamp)
        if self._straight_s is None:
            self._settle(distance_s)
        else:
            self._straight_s += DRIFT * (arrival_s - self._last_arrival_s)
        self._last_arrival_s = arrival_s
        delay_s = distance_s - (self._straight_s or 0.0)
        if delay_s <= 0:
            self._settle(distance_s)
            return 0.0
        if delay_s <= STEP_ABOVE_S:
            self._step = None
        elif self._is_step(distance_s, arrival_s):
            self._settle(distance_s)
            return 0.0
        return delay_s

    def excess_s(self, stamp: Stamp, moment: datetime) -> float | None:
        """Seconds by which `moment` lies behind what comes straight through; None: nothing has come yet."""
        if self._straight_s is None:
            return None
        return max(0.0, _distance_s(stamp, moment) - self._straight_s)

    def _settle(self, distance_s: float) -> None:
        self._straight_s = distance_s
        self._step = None

    def _is_step(self, distance_s: float, arrival_s: float) -> bool:
        """Tell a publisher's clock that was set back from messages that waited.

        What waited comes in a burst, each message less late than the one before; a clock that was set back keeps its
        new distance for as long as messages come.
        """
        if self._step is None or abs(distance_s - self._step[0]) > STEP_SPREAD_S:
            self._step = (distance_s, arrival_s)
            return False
        return arrival_s - self._step[1] >= STEP_AFTER_S


def _mono_s(stamp: Stamp) -> float:
    return stamp.mono_ns / NANOSECONDS_PER_SECOND


def _distance_s(stamp: Stamp, sent: datetime) -> float:
    return _mono_s(stamp) - sent.timestamp()
