"""A station's own record for review: what the room adds to it, and the child process that starts when somebody asks."""

from pathlib import Path

from drivers.clock import Clock
from monitor.alarms.rules import Profile
from monitor.app.review_facts import facts_of_plan
from monitor.app.review_room import ReviewRoom
from monitor.domain.plan import RoomPlan
from monitor.storage import Store


class HistoryDesk:
    """Opens a station's own record for review when somebody asks for it, once; close it at the end."""

    def __init__(self, store: Store, plan: RoomPlan, profile: Profile, clock: Clock) -> None:
        self._facts = facts_of_plan(store, plan, profile)
        self._plan = plan
        self._clock = clock
        self._room: ReviewRoom | None = None

    def open(self) -> ReviewRoom:
        """The record; its child process starts with the first call."""
        if self._room is None:
            self._room = ReviewRoom(
                self._facts, room_name=self._plan.name, provenance=self._plan.provenance, clock=self._clock
            )
        return self._room

    def close(self) -> None:
        """End the child process, if there is one."""
        if self._room is not None:
            self._room.close()


def documents() -> Path:
    """Where files are written unless somebody says otherwise."""
    home = Path.home()
    return home / "Documents" if (home / "Documents").is_dir() else home
