"""Places: a patient goes to another, two change, a monitor is rolled along. What hangs on a patient goes with them."""

from typing import TYPE_CHECKING

from monitor.domain.commands import ConfirmSamePatient, ConfirmWiring, MoveDevice, Swap, Transfer
from monitor.domain.events import IdentityConfirmed, PatientMoved, WiringConfirmed
from monitor.domain.people import Permission
from monitor.room.alarm_desk import P_SAME, T_GARBLED
from monitor.room.order_tools import not_allowed, session_at
from monitor.room.patients import label_of
from monitor.room.seat import Seat
from monitor.room.wiring import cannot_move, move_device

if TYPE_CHECKING:
    from monitor.room.room import Room


def transfer(room: "Room", command: Transfer) -> str | None:
    """Move a patient to a free place."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    target = room.seats.get(command.to_place_id)
    if target is None:
        return f"There is no place {command.to_place_id} in this room."
    if target.session_id is not None:
        return f"{target.place.title} is taken by {label_of(room, target.session_id)}."
    refused = cannot_move(room, command.with_devices, (command.place_id,))
    if refused is not None:
        return refused
    source = room.seats[session.place_id]
    room.desk.take_down(target, "a patient was moved here")
    room.engine.move(source.column, target.column)
    source.session_id, target.session_id = None, session.session_id
    session.place_id = target.place.place_id
    _carry_alarms(room, {source.place.place_id: target.place.place_id})
    for seat in (source, target):
        seat.change_occupant(room.tick)
        room.identity.forget(seat.place.place_id)
    room.free(source)
    room.expect.data(target)
    for device_id in command.with_devices:
        move_device(room, device_id, target, command.actor)
    room.cuffs.moved(target, session)
    _say_moved(room, source, target, command)
    return None


def swap(room: "Room", command: Swap) -> str | None:
    """Let two patients change places, with everything that hangs on them."""
    one = session_at(room, command.place_id, command.session_id)
    other = session_at(room, command.other_place_id, command.other_session_id)
    for found in (one, other):
        if isinstance(found, str):
            return found
    if isinstance(one, str) or isinstance(other, str) or one is other:
        return "Two different places are needed to swap."
    refused = cannot_move(room, command.with_devices, (command.place_id, command.other_place_id))
    if refused is not None:
        return refused
    here, there = room.seats[one.place_id], room.seats[other.place_id]
    goes_to = {device_id: _opposite(room, device_id, here, there) for device_id in command.with_devices}
    room.engine.move(here.column, room.spare_column)
    room.engine.move(there.column, here.column)
    room.engine.move(room.spare_column, there.column)
    here.session_id, there.session_id = there.session_id, here.session_id
    one.place_id, other.place_id = other.place_id, one.place_id
    _carry_alarms(room, {here.place.place_id: there.place.place_id, there.place.place_id: here.place.place_id})
    for seat in (here, there):
        seat.change_occupant(room.tick)
        room.identity.forget(seat.place.place_id)
        room.desk.end_alarm(seat.place.place_id, P_SAME, command.actor)
        room.expect.data(seat)
    for device_id, target in goes_to.items():
        move_device(room, device_id, target, command.actor)
    room.cuffs.moved(there, one)
    room.cuffs.moved(here, other)
    _say_moved(room, here, there, command)
    _say_moved(room, there, here, command)
    return None


def _opposite(room: "Room", device_id: str, here: Seat, there: Seat) -> Seat:
    return there if room.seat_of_device[device_id] is here else here


def _carry_alarms(room: "Room", goes_to: dict[str, str]) -> None:
    """Alarms and pauses go with the patient; what a place's link sends wrong stays with the link."""
    for record in room.board.records.values():
        if record.place_id in goes_to and record.rule != T_GARBLED:
            record.place_id = goes_to[record.place_id]
    for pause in room.board.pauses:
        if pause.place_id in goes_to:
            pause.place_id = goes_to[pause.place_id]


def _say_moved(room: "Room", source: Seat, target: Seat, command: Transfer | Swap) -> None:
    room.ledger.emit(
        PatientMoved,
        session_id=target.session_id,
        from_place_id=source.place.place_id,
        to_place_id=target.place.place_id,
        actor=command.actor,
    )


def roll_device(room: "Room", command: MoveDevice) -> str | None:
    """Bind a mobile device to where it stands now."""
    target = room.seats.get(command.place_id)
    if target is None:
        return f"There is no place {command.place_id} in this room."
    refused = cannot_move(room, (command.device_id,), tuple(room.seats))
    if refused is not None:
        return refused
    move_device(room, command.device_id, target, command.actor)
    return None


def confirm_same(room: "Room", command: ConfirmSamePatient) -> str | None:
    """Take the answer that the same patient sits here."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    if command.place_id not in room.identity.asked:
        return "Nobody asked whether this is the same patient."
    room.identity.forget(command.place_id)
    room.desk.end_alarm(command.place_id, P_SAME, command.actor)
    room.ledger.emit(IdentityConfirmed, place_id=command.place_id, session_id=session.session_id, actor=command.actor)
    return None


def confirm_wiring(room: "Room", command: ConfirmWiring) -> str | None:
    """Take somebody's word that this tile reacted, if it did."""
    seat = room.seats.get(command.place_id)
    if seat is None:
        return f"There is no place {command.place_id} in this room."
    if not room.walk.is_open(command.place_id):
        return f"The wiring of {seat.place.title} is confirmed already."
    if not room.walk.has_reacted(seat):
        who = " and ".join(room.walk.missing(seat)) if len(seat.devices) > 1 else ""
        where = f"{who} at {seat.place.title}" if who else seat.place.title
        verb = "have" if " and " in who else "has"
        return f"{where} {verb} not reacted: lift the probe there and put it back, or take a pressure."
    refused = not_allowed(room, command.actor, Permission.WIRING)
    if refused is not None:
        return refused
    room.walk.confirm(seat)
    devices = tuple(device.device_id for device in seat.devices)
    room.ledger.emit(WiringConfirmed, place_id=command.place_id, devices=devices, actor=command.actor)
    return None
