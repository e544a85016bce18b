"""Counts what came from outside and was not obeyed, and keeps the last of it in words for the screen."""

import logging

from drivers.clock import Clock
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

log = logging.getLogger(__name__)

SHOWN_FOR_S = 600.0  # long enough that somebody who comes back to the station sees it
LONGEST_REASON = 160  # characters: whoever sends nonsense does not fill the screen


class Refusals:
    """Lives in the engine's thread."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.count = 0
        self._last = ""
        self._last_at: Stamp | None = None

    def note(self, source: str, reason: str) -> None:
        """`source` is the receiver as configured. A repeated reason is counted each time and logged once."""
        self.count += 1
        words = f"{source}: {reason}"[:LONGEST_REASON]
        log.log(logging.DEBUG if words == self._last else logging.INFO, "Refused from outside: %s", words)
        self._last, self._last_at = words, self._clock.now()

    def notice(self) -> str:
        """For the screen; empty where nothing was refused lately."""
        if self._last_at is None:
            return ""
        age_s = (self._clock.now().mono_ns - self._last_at.mono_ns) / NANOSECONDS_PER_SECOND
        if age_s > SHOWN_FOR_S:
            return ""
        messages = "1 message" if self.count == 1 else f"{self.count} messages"
        return f"SECURITY: {messages} from outside refused, last from {self._last}"
