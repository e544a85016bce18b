"""What falls due when nobody does anything: an unanswered question, a patient without owner, a forgotten sign-in."""

from typing import TYPE_CHECKING

from monitor.alarms.arrays import NEVER
from monitor.domain.people import SYSTEM
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.room.alarm_desk import P_OWNER, P_SAME

if TYPE_CHECKING:
    from monitor.room.room import Room

TAKE_OVER_TICKS = ticks(300.0)


class Reminders:
    """Timers of the room itself, each fired at its own instant."""

    def __init__(self, room: "Room") -> None:
        self._room = room

    def next_due(self) -> int:
        """Tick of the next one, NEVER if nothing waits."""
        room = self._room
        return min((*self._questions().values(), *self._unowned().values(), room.people.next_due()), default=int(NEVER))

    def fire(self, tick: int) -> None:
        """Let what is due by `tick` happen."""
        room = self._room
        for place_id, due in self._questions().items():
            if due <= tick:
                other = room.seats[room.identity.asked[place_id][0]].place.title
                self._raise(place_id, P_SAME, f"silent together with {other}, and nobody has looked")
        for place_id, due in self._unowned().items():
            if due <= tick:
                self._raise(place_id, P_OWNER, "nobody answers for this patient")
        for station in room.people.forgotten(tick):
            room.people.sign_out(room.ledger, station, SYSTEM, why="nothing was done for a while")

    def _questions(self) -> dict[str, int]:
        return self._without_alarm(P_SAME, self._room.identity.due())

    def _unowned(self) -> dict[str, int]:
        due = {
            session.place_id: session.unowned_tick + TAKE_OVER_TICKS
            for session in self._room.sessions.values()
            if session.unowned_tick is not None
        }
        return self._without_alarm(P_OWNER, due)

    def _without_alarm(self, rule: str, due: dict[str, int]) -> dict[str, int]:
        board = self._room.board
        return {place_id: tick for place_id, tick in due.items() if board.find(place_id, rule) is None}

    def _raise(self, place_id: str, rule: str, why: str) -> None:
        self._room.desk.room_alarm(place_id, rule, why, priority=Priority.MEDIUM, kind=AlarmKind.PROCESS)
