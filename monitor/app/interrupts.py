"""Ctrl-C and a polite kill, as an event that every command can wait for.

Python runs a signal's handler only between two of its own instructions, so waiting happens in short slices.
"""

import signal
import threading
from types import FrameType

from drivers.clock import Stopwatch

SLICE_S = 0.2  # on Windows a wait without end cannot be interrupted


class Interrupts:
    """Installed once by the command that runs; `requested` stays set."""

    def __init__(self) -> None:
        self._event = threading.Event()
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._handle)

    @property
    def requested(self) -> bool:
        return self._event.is_set()

    def request(self) -> None:
        """End the wait, as a signal would; from any thread."""
        self._event.set()

    def wait(self, seconds: float | None) -> bool:
        """Wait for a signal for `seconds` of real time, for ever where None; whether there was one."""
        watch = Stopwatch()
        while seconds is None or watch.elapsed_s() < seconds:
            left_s = SLICE_S if seconds is None else min(SLICE_S, max(0.0, seconds - watch.elapsed_s()))
            if self._event.wait(left_s):
                return True
        return self.requested

    def _handle(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._event.set()
