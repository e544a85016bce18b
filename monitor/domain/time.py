"""Time in the heart: whole ticks of a tenth of a second since the room's epoch, beside UTC for the record."""

from dataclasses import dataclass
from datetime import UTC, datetime

TICKS_PER_SECOND = 10


@dataclass(frozen=True, slots=True, order=True)
class Instant:
    """`tick` decides; `utc_ms` (milliseconds since 1970) is what the record shows."""

    tick: int
    utc_ms: int

    @property
    def utc(self) -> datetime:
        return datetime.fromtimestamp(self.utc_ms / 1000, UTC)

    def at_tick(self, tick: int) -> "Instant":
        """The instant `tick`, with UTC carried along at the same distance."""
        return Instant(tick, self.utc_ms + (tick - self.tick) * 1000 // TICKS_PER_SECOND)


def ticks(seconds: float) -> int:
    """`seconds` as whole ticks, rounded to the nearest."""
    return round(seconds * TICKS_PER_SECOND)


def seconds(tick_count: int) -> float:
    """`tick_count` as seconds."""
    return tick_count / TICKS_PER_SECOND
