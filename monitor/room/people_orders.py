"""People: who works at a station, who answers for which patient, and what a change of shift ends."""

from typing import TYPE_CHECKING

from monitor.domain.commands import SignIn, SignOut, TakePlace
from monitor.domain.events import OwnerChanged
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.room.alarm_desk import P_OWNER
from monitor.room.order_tools import session_at
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room


def sign_in(room: "Room", command: SignIn) -> str | None:
    """Note who works at a station; the PIN was verified by whoever made the command."""
    if command.actor == UNATTRIBUTED or not command.actor.role:
        return "Signing in needs a name and a role."
    room.people.sign_in(room.ledger, command.station, command.actor)
    return None


def sign_out(room: "Room", command: SignOut) -> str | None:
    """Free a station; somebody who leaves leaves patients behind that nobody has taken over yet."""
    if command.station not in room.people.signed_in:
        return "Nobody is signed in here."
    who = room.people.sign_out(room.ledger, command.station, command.actor, why="signed out")
    if command.leaving:
        for session in room.sessions.values():
            if session.owner == who:
                _change_owner(room, session, None, who)
    return None


def take_place(room: "Room", command: TakePlace) -> str | None:
    """Take a patient over by name; what somebody else had silenced there comes back."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    if command.actor == UNATTRIBUTED:
        return "Who takes over? Give a name."
    _change_owner(room, session, command.actor, command.actor)
    room.desk.end_alarm(session.place_id, P_OWNER, command.actor)
    why = f"taken over by {command.actor.name}"
    room.desk.end_pauses(session.place_id, why)
    room.desk.end_suspensions(why, session_id=session.session_id)
    return None


def _change_owner(room: "Room", session: Session, owner: Actor | None, actor: Actor) -> None:
    session.owner = owner
    session.unowned_tick = room.tick if owner is None else None
    room.ledger.emit(OwnerChanged, place_id=session.place_id, session_id=session.session_id, owner=owner, actor=actor)
