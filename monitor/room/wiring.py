"""Which device stands where now: fixed ones as the room file says, mobile ones where people said they are."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from monitor.domain.events import DeviceMoved
from monitor.domain.people import Actor
from monitor.domain.plan import PlannedDevice
from monitor.room.seat import Seat

if TYPE_CHECKING:
    from monitor.room.room import Room

BYTES_REJECTED = "bytes_rejected"  # the notice of a link on which more than 1 % of the bytes had to be refused


def planned(room: "Room", device_id: str) -> PlannedDevice | None:
    """The device as configured."""
    return next((device for device in room.plan.devices if device.device_id == device_id), None)


def cannot_move(room: "Room", device_ids: Sequence[str], places: Sequence[str]) -> str | None:
    """Why these devices cannot go along from one of these places; None: they can."""
    for device_id in device_ids:
        device, seat = planned(room, device_id), room.seat_of_device.get(device_id)
        if device is None or seat is None:
            return f"There is no device {device_id} in this room."
        if not device.mobile:
            return f"{device.title} ({device_id}) is fixed to {seat.place.title}."
        if seat.place.place_id not in places:
            return f"{device.title} ({device_id}) stands at {seat.place.title}."
    return None


def move_device(room: "Room", device_id: str, target: Seat, actor: Actor) -> None:
    """Bind a device to another place: it feeds that one only, and owes data there from now on."""
    source = room.seat_of_device[device_id]
    if source is target:
        return
    link = source.links[device_id]
    if BYTES_REJECTED in link.notices:
        room.desk.bytes_rejected(source, present=False, why="")
    if source.measuring_since is not None and next(d for d in source.devices if d.device_id == device_id).has_cuff:
        source.measuring_since = None
    link.expected_tick = room.tick
    _place(room, device_id, target)
    for seat in (source, target):
        room.expect.set_times(seat)
        if seat.session_id is None:
            room.desk.take_down(seat, "a monitor was moved")
            room.free(seat)
        room.expect.data(seat)
    if BYTES_REJECTED in link.notices:
        room.desk.bytes_rejected(target, present=True, why=link.notices[BYTES_REJECTED])
    room.ledger.emit(
        DeviceMoved,
        device_id=device_id,
        from_place_id=source.place.place_id,
        to_place_id=target.place.place_id,
        actor=actor,
    )


def _place(room: "Room", device_id: str, target: Seat) -> None:
    source = room.seat_of_device[device_id]
    link = source.links[device_id]
    room.seat_of_device[device_id] = target
    for seat in (source, target):
        devices = tuple(device for device in room.plan.devices if room.seat_of_device.get(device.device_id) is seat)
        seat.bind(devices, {device_id: link})


def dump(room: "Room") -> dict[str, str]:
    """Where each mobile device stands."""
    return {
        device.device_id: room.seat_of_device[device.device_id].place.place_id
        for device in room.plan.devices
        if device.mobile and device.device_id in room.seat_of_device
    }


def load(room: "Room", data: Mapping[str, str]) -> None:
    """Back from `dump`, as far as device and place still exist and the device is still mobile."""
    for device_id, place_id in data.items():
        device = planned(room, device_id)
        if device is not None and device.mobile and place_id in room.seats and device_id in room.seat_of_device:
            _place(room, device_id, room.seats[place_id])
    for seat in room.seats.values():
        room.expect.set_times(seat)
