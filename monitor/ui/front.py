"""Notices that nobody can see the station: minimised, or another program in front of it, while patients are watched.

Pure: it is told real seconds and what is the case. Shown after ten seconds, heard after sixty (hazard H21).
"""

from enum import StrEnum

from monitor.domain.inputs import FaultRule

SHOWN_AFTER_S = 10.0
HEARD_AFTER_S = 60.0
SHOWN: FaultRule = "T-FRONT"  # low: shown here, in the record and on every other display
HEARD: FaultRule = "T-UNSEEN"  # medium: sounds
WHY = "another program covers the station or it is minimised: bring it to the front"


class Front(StrEnum):
    SEEN = "seen"
    SHOWN = "shown"
    HEARD = "heard"


class FrontWatch:
    """How long the station has been out of sight."""

    def __init__(self) -> None:
        self._hidden_since_s: float | None = None

    def look(self, now_s: float, *, in_front: bool, watched: bool) -> Front:
        """What follows now; `watched` says that a patient is in the room."""
        if in_front or not watched:
            self._hidden_since_s = None
            return Front.SEEN
        if self._hidden_since_s is None:
            self._hidden_since_s = now_s
        hidden_s = now_s - self._hidden_since_s
        if hidden_s >= HEARD_AFTER_S:
            return Front.HEARD
        return Front.SHOWN if hidden_s >= SHOWN_AFTER_S else Front.SEEN


def faults(front: Front) -> dict[FaultRule, str]:
    """What the room is told of its computer; an empty reason ends the fault."""
    return {SHOWN: WHY if front is not Front.SEEN else "", HEARD: WHY if front is Front.HEARD else ""}
