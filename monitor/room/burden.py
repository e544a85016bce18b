"""How many alarms of the last two hours asked for nothing: a measure of how much sound the staff has to live with.

Response times rise with the number of such alarms in the previous 120 minutes (Bonafide 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from monitor.domain.time import ticks
from monitor.room.board import AlarmRecord

WINDOW_TICKS = ticks(7200.0)


@dataclass(slots=True)
class Burden:
    """Owns the ends of alarms during which nobody did or noted anything but silence them."""

    ends: list[tuple[int, str]] = field(default_factory=list)  # tick and place, "" for the room

    def ended(self, record: AlarmRecord, tick: int) -> None:
        """Take note of an alarm that is over."""
        self.ends = [item for item in self.ends if item[0] > tick - WINDOW_TICKS]
        if record.audible and not record.acted_upon:
            self.ends.append((tick, record.place_id or ""))


def without_action(ends: Sequence[tuple[int, str]], tick: int, place_id: str | None = None) -> int:
    """How many of them ended within the last 120 minutes at one place or, for None, anywhere."""
    return sum(ended > tick - WINDOW_TICKS and place_id in (None, place) for ended, place in ends)
