"""P-REC: the observation time is over, and lines of the discharge checklist are still open."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from monitor.alarms.arrays import NEVER
from monitor.domain.time import ticks
from monitor.domain.vocabulary import Phase
from monitor.room.gate import gate_items
from monitor.room.leave import earliest_leave
from monitor.room.profiles import profile_of
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room

RULE = "P-REC"
LOOK_EVERY_TICKS = ticks(30.0)  # the checklist is made of values that come and go
LOOKS_AT_FULL_PACE = (
    120  # an hour; then ever more seldom, for a station that was off for weeks lives through them at once
)


class RecoveryWatch:
    """Looks at each patient's checklist from the earliest time to leave on, and tells the engine what it finds."""

    def __init__(self, room: "Room") -> None:
        self._room = room
        self._due: dict[int, int] = {}  # by session, the tick of the next look

    def next_due(self) -> int:
        """Tick of the next look, NEVER if nobody is to be looked at."""
        return min(self._due.values(), default=int(NEVER))

    def review(self) -> None:
        """After a command: who is to be looked at, and from when on."""
        room = self._room
        present = {key for key, session in room.sessions.items() if session.phase is Phase.RECOVERY}
        for session_id in [key for key in self._due if key not in present]:
            del self._due[session_id]
        for session_id in present:
            self._look(room.sessions[session_id])

    def fire(self, tick: int) -> None:
        """Look where it is due by `tick`."""
        for session_id in [key for key, due in self._due.items() if due <= tick]:
            session = self._room.sessions.get(session_id)
            if session is None:
                del self._due[session_id]
                continue
            try:
                self._look(session)
            except Exception as error:  # noqa: BLE001 - becomes the alarm T-ENGINE of this place
                self._due[session_id] = tick + LOOK_EVERY_TICKS
                self._room.desk.engine_failed(session.place_id, error)

    def _look(self, session: Session) -> None:
        room = self._room
        leave, column = self._leave_tick(session), room.seats[session.place_id].column
        rule = room.engine.staged.rule(RULE)
        if rule is not None and leave is not None and leave <= room.tick and _is_open(room, session):
            edges = room.engine.staged.since(room.tick, RULE, column, leave + ticks(rule.after_s))
        else:
            edges = room.engine.staged.over(room.tick, RULE, column)
        room.desk.handle(edges)
        if leave is None:
            self._due.pop(session.session_id, None)
        else:
            pause = max(LOOK_EVERY_TICKS, (room.tick - leave) // LOOKS_AT_FULL_PACE)
            self._due[session.session_id] = max(leave, room.tick + pause)

    def _leave_tick(self, session: Session) -> int | None:
        rules = self._room.plan.policy.discharge
        if rules is None:
            return None
        least_min = profile_of(self._room, session).recovery.minimum_min
        found = earliest_leave(session, rules, infusion_min=least_min)
        return None if found is None else found[0]

    def dump(self) -> list[tuple[int, int]]:
        """Plain JSON for a checkpoint."""
        return list(self._due.items())

    def load(self, data: Sequence[tuple[int, int]]) -> None:
        """Back from `dump`."""
        self._due = dict(data)


def _is_open(room: "Room", session: Session) -> bool:
    return any(not item.done for item in gate_items(room, session))
