"""Orders on the cuff, and what people record that concerns it: pressures by hand, arms, a moved cuff, a return."""

from typing import TYPE_CHECKING

from monitor.domain.commands import CancelCuff, StartCuff
from monitor.domain.entries import BackOnMonitor, CuffMoved, SideEffect, SideEffectNoted, ValuesEntered
from monitor.room.entries import KeptEntry
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room

FAINTING = (SideEffect.FAINT, SideEffect.UNRESPONSIVE)


def start(room: "Room", command: StartCuff) -> str | None:
    """Measure now, or say why not."""
    seat = room.seats.get(command.place_id)
    if seat is None:
        return f"There is no place {command.place_id} in this room."
    session = room.session_at(seat)
    if session is None or session.session_id != command.session_id:
        return f"The cuff was not started: {seat.place.title} has another patient now."
    return room.cuffs.start(seat, session, command.actor)


def cancel(room: "Room", command: CancelCuff) -> str | None:
    """Let go now; allowed at any time."""
    seat = room.seats.get(command.place_id)
    if seat is None:
        return f"There is no place {command.place_id} in this room."
    return room.cuffs.cancel(seat, command.actor)


def recorded(room: "Room", session: Session, kept: KeptEntry) -> None:
    """An entry was written down: a pressure goes to the rules, a moved cuff or a faint wants a reading."""
    seat = room.seats[session.place_id]
    match kept.entry:
        case ValuesEntered():
            room.pressures.enter(seat, kept.entry, kept.tick)
        case CuffMoved():
            room.cuffs.want_now(seat, session, "the cuff was moved")
        case BackOnMonitor():
            room.cuffs.want_now(seat, session, "back on the monitor")
        case SideEffectNoted(effect=effect) if effect in FAINTING:
            room.cuffs.want_now(seat, session, effect.value)
        case _:
            room.cuffs.plan(seat, session)
