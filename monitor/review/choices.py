"""Which patients were judged by the closer limits, and from which second to which."""

from collections.abc import Sequence

import numpy as np

from monitor.alarms.arrays import NEVER, Mask, Ticks
from monitor.review.stored_session import StoredSession


class Choices:
    """The choices of all sessions of a sheet in their order; before the first a patient is judged as everybody is.

    Attributes:
        ever: sessions in which the closer limits were in force at any time.
    """

    def __init__(self, sessions: Sequence[StoredSession], start: Ticks) -> None:
        self.ever: Mask = np.zeros(len(sessions), dtype=bool)
        second, on = list[int](), list[bool]()
        for number, (session, first) in enumerate(zip(sessions, start.tolist(), strict=True)):
            second.append(first)
            on.append(False)
            for chosen_s, closer in session.closer:
                if chosen_s < session.seconds:  # what was chosen at the discharge judged nothing any more
                    second.append(first + chosen_s)
                    on.append(closer)
                    self.ever[number] |= closer
        self._second: Ticks = np.array([*second, NEVER], dtype=np.int64)
        self._on: Mask = np.array([*on, False], dtype=bool)

    def at(self, second: Ticks) -> Mask:
        """Whether the closer limits were in force at these seconds of the sheet."""
        if not self.ever.any():
            return np.zeros(second.shape, dtype=bool)
        found: Mask = self._on[np.searchsorted(self._second, second, side="right") - 1]
        return found

    def next_after(self, second: Ticks) -> Ticks:
        """The second of the sheet at which the next choice, or the next session, follows; NEVER for none."""
        if not self.ever.any():
            return np.full(second.shape, NEVER)
        following: Ticks = self._second[np.searchsorted(self._second, second, side="right")]
        return following
