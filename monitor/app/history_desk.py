"""A station's own record for review: what the room adds to it, and the child process that starts when somebody asks."""

from pathlib import Path

from drivers.clock import Clock
from monitor.app.compose import RunningRoom
from monitor.app.review_facts import facts_of_plan
from monitor.app.review_room import ReviewRoom
from monitor.storage import Store


class HistoryDesk:
    """Opens a station's own record for review when somebody asks for it, once; close it at the end.

    Compared with are the limits by which the running room judges: those that a physician accepted, not those that its
    profile file offers meanwhile.
    """

    def __init__(self, store: Store, running: RunningRoom, clock: Clock) -> None:
        self._plan = running.blueprint.plan
        self._facts = facts_of_plan(store, self._plan, running.blueprint.profile)
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
