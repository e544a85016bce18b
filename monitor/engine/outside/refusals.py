"""Counts what came from outside and was not obeyed, and keeps the last of it in words for the screen."""

import logging

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

log = logging.getLogger(__name__)

SHOWN_FOR_S = 600.0  # long enough that somebody who comes back to the station sees it
LOGGED_EVERY_S = 10.0  # whoever floods us does not fill the disk
LONGEST_REASON = 160  # characters: whoever sends nonsense does not fill the screen


class Refusals:
    """Lives in the engine's thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.count = 0
        self._last = ""
        self._last_at: Stamp | None = None
        self._logged_at: Stamp | None = None

    def note(self, source: str, reason: str) -> None:
        """`source` is the receiver as configured. Each is counted, and one in ten seconds is logged."""
        self.count += 1
        self._last, self._last_at = f"{source}: {reason}"[:LONGEST_REASON], self._clock.now()
        if self._logged_at is None or self._since_s(self._logged_at) >= LOGGED_EVERY_S:
            self._logged_at = self._last_at
            log.info("Refused from outside, %d so far: %s", self.count, self._last)

    def notice(self) -> str:
        """For the screen; empty where nothing was refused lately."""
        if self._last_at is None or self._since_s(self._last_at) > SHOWN_FOR_S:
            return ""
        messages = "1 message" if self.count == 1 else f"{self.count} messages"
        return f"SECURITY: {messages} from outside refused, last from {self._last}"

    def _since_s(self, stamp: Stamp) -> float:
        return (self._clock.now().mono_ns - stamp.mono_ns) / NANOSECONDS_PER_SECOND
