"""What the devices' links say of themselves: up, broken, notices. Silence is not said; the no-data rules find it."""

from typing import TYPE_CHECKING

from drivers.observations import NoticeKind
from monitor.domain.events import LinkChanged
from monitor.domain.inputs import DeviceNotice, LinkChange
from monitor.room.seat import Seat
from monitor.room.wiring import BYTES_REJECTED

if TYPE_CHECKING:
    from monitor.room.room import Room


def heard(room: "Room", seat: Seat, device_id: str) -> None:
    """A device spoke, so its link is well."""
    link = seat.links[device_id]
    link.last_data_tick = room.tick
    link.broken_tick = None
    if not link.up:
        link.up = True
        link.why = ""


def take_link(room: "Room", item: LinkChange) -> None:
    """A link came up or broke."""
    seat = room.seat_of_device.get(item.device_id)
    if seat is None:
        return
    link = seat.links[item.device_id]
    if link.up == item.up and link.why == item.why:
        return
    link.up, link.why = item.up, item.why
    if not item.up:
        link.broken_tick = room.tick
        _lose_measurement(room, seat, item.device_id)
        room.engine.silences.known_break(room.tick, seat.column)
    room.ledger.emit(LinkChanged, place_id=seat.place.place_id, device_id=item.device_id, up=item.up, why=item.why)


def _lose_measurement(room: "Room", seat: Seat, device_id: str) -> None:
    """A cuff whose link broke in mid-cycle gives no reading; how it ended is not known."""
    cuffs = [device.device_id for device in seat.devices if device.has_cuff]
    if seat.measuring_since is not None and cuffs == [device_id]:
        seat.measuring_since = None
        room.vigil.cuff(seat, inflated=False)
        seat.cuff_why = "link lost while the cuff was measuring"


def take_notice(room: "Room", item: DeviceNotice) -> None:
    """A device reports something about itself."""
    seat = room.seat_of_device.get(item.device_id)
    if seat is None:
        return
    heard(room, seat, item.device_id)
    room.expect.data_came([seat], ())
    if item.code == BYTES_REJECTED:
        room.desk.bytes_rejected(seat, present=item.active, why=item.why)
    notices = seat.links[item.device_id].notices
    if item.active and item.kind is not NoticeKind.INFORMATION:
        notices[item.code] = item.why
    else:
        notices.pop(item.code, None)
    room.vigil.notice(seat, item)
