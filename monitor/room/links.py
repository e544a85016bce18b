"""What the devices' links say of themselves: up, broken, notices. Silence is not said; the no-data rules find it."""

from typing import TYPE_CHECKING

from drivers.observations import NoticeKind
from monitor.domain.events import LinkChanged
from monitor.domain.inputs import DeviceIdentified, DeviceNotice, LinkChange
from monitor.room.seat import Seat
from monitor.room.wiring import BYTES_REJECTED

if TYPE_CHECKING:
    from monitor.room.room import Room


def heard(room: "Room", seat: Seat, device_id: str) -> None:
    """A device spoke, so its link is well."""
    link = seat.links[device_id]
    link.last_data_tick = room.tick
    if link.broken_tick is not None:
        broken_tick, link.broken_tick = link.broken_tick, None
        session = room.session_at(seat)
        if session is not None:
            room.cuffs.link_back(seat, session, broken_tick)
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
        first = link.broken_tick is None
        if first:
            link.broken_tick = room.tick
        was_measuring = seat.measuring_since is not None
        room.pressures.link_lost(seat, item.device_id)
        was_measuring = was_measuring and seat.measuring_since is None
        if was_measuring:
            room.vigil.cuff(seat, inflated=False)
        session = room.session_at(seat)
        if first and session is not None:
            room.cuffs.link_broke(seat, session, item.device_id, was_measuring=was_measuring)
        room.engine.silences.known_break(room.tick, seat.column)
    room.ledger.emit(LinkChanged, place_id=seat.place.place_id, device_id=item.device_id, up=item.up, why=item.why)


def take_word(room: "Room", item: DeviceNotice | DeviceIdentified) -> None:
    """A device says something about itself."""
    if isinstance(item, DeviceIdentified):
        room.devices.identified(room, item)
    else:
        _take_notice(room, item)


def _take_notice(room: "Room", item: DeviceNotice) -> None:
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
