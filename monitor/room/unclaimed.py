"""What is measured at a place where nobody is admitted: kept apart, and offered to the next admission.

Whose it is nobody knows; it becomes part of a session only after somebody said "yes, taken from this patient".
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from monitor.alarms.rules import Channel
from monitor.domain.time import ticks
from monitor.room.session import TREND_BUCKET_TICKS, Reading, Trend

CONNECTED_TICKS = ticks(30.0)  # so long somebody must be measured before the place says so
GAP_TICKS = ticks(60.0)  # after a longer silence it may be somebody else
LONGEST_TICKS = ticks(3600.0)


@dataclass(slots=True)
class Unclaimed:
    """Values of one stretch without a gap."""

    begin_tick: int | None = None
    last_tick: int = 0
    trend: Trend = field(default_factory=Trend)

    def sample(self, tick: int, channel: Channel, value: float) -> None:
        """Keep one usable continuous value."""
        self._go_on(tick)
        self.trend.sample((tick - (self.begin_tick or 0)) // TREND_BUCKET_TICKS, channel, value)

    def reading(self, tick: int, reading: Reading) -> None:
        """Keep one pressure."""
        self._go_on(tick)
        self.trend.readings.append(reading)

    def _go_on(self, tick: int) -> None:
        began = self.begin_tick
        if began is None or tick - self.last_tick > GAP_TICKS or tick - began > LONGEST_TICKS:
            self.begin_tick, self.trend = tick, Trend()
        self.last_tick = tick

    def is_somebody(self, tick: int) -> bool:
        """Whether somebody is connected now, and has been for a while."""
        began = self.begin_tick
        return began is not None and tick - self.last_tick <= CONNECTED_TICKS and tick - began >= CONNECTED_TICKS

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        return {"begin": self.begin_tick, "last": self.last_tick, "trend": self.trend.dump()}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> "Unclaimed":
        """Back from `dump`."""
        return cls(data["begin"], data["last"], Trend.load(data["trend"]))
