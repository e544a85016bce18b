"""The one phase clock of all flashing, and how long each alarm has been painted. Pure; both count real seconds."""

from dataclasses import dataclass

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND
from monitor.domain.vocabulary import Priority

HIGH_HZ = 2.0  # IEC 60601-1-8: 1.4 to 2.8 Hz for high, 0.4 to 0.8 Hz for medium, half of the time on
MEDIUM_HZ = 0.6
PAINTED_FOR_S = 1.0  # what has been on screen for less is not yet read, so a click does not cover it


@dataclass(frozen=True, slots=True)
class FlashPhase:
    """Which priorities are in the bright half now. LOW stands still."""

    high_on: bool
    medium_on: bool


ALL_ON = FlashPhase(high_on=True, medium_on=True)


def real_s(clock: Clock) -> float:
    """Real seconds on a clock that may run faster than real time."""
    return clock.now().mono_ns / NANOSECONDS_PER_SECOND / clock.speed


def phase_at(now_s: float) -> FlashPhase:
    """The phase of the whole screen at `now_s` real seconds."""
    return FlashPhase(high_on=(now_s * HIGH_HZ) % 1.0 < 0.5, medium_on=(now_s * MEDIUM_HZ) % 1.0 < 0.5)


AlarmKey = tuple[int, Priority]  # an alarm that became graver is a new thing to read


class PaintedAlarms:
    """Since when each alarm has stood on screen, in its present priority and without a break."""

    def __init__(self) -> None:
        self._since_s: dict[AlarmKey, float] = {}

    def note(self, keys: frozenset[AlarmKey], now_s: float) -> None:
        """Say which alarms the paint at `now_s` showed; those it did not show start anew."""
        self._since_s = {key: self._since_s.get(key, now_s) for key in keys}

    def is_read(self, key: AlarmKey, now_s: float) -> bool:
        """Whether the alarm has been painted for long enough to have been read."""
        return now_s - self._since_s.get(key, now_s) >= PAINTED_FOR_S
