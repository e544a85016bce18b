"""One line about the devices of a place: what is silent, what they report, or that all are on line."""

import re

from monitor.alarms.rules import Channel
from monitor.domain.time import seconds
from monitor.room.room import Room
from monitor.room.seat import LinkState, Seat

NO_PROBE_CODES = frozenset({"spo2_standby", "spo2_no_data", "no_sensor", "no_cable", "probe_off"})


def silent_s_of(room: Room, seat: Seat) -> float | None:
    """How long the most silent device has said nothing beyond its own period + 2 s; None while all is well."""
    worst = seat.worst_link()
    if worst is None:
        return None
    device_id, link = worst
    age = room.tick - link.silent_since
    overdue = age > seat.fresh_ticks(device_id, room.plan.shortest_silence_s)
    return seconds(age) if overdue or link.broken_tick is not None else None


def device_line(seat: Seat, silent_s: float | None, *, remark: str = "") -> str:
    """Say what is wrong, or which devices are on line; a `remark` about the place stands before what devices report."""
    worst = seat.worst_link()
    if worst is None:
        return "No monitor configured"
    titles = {device.device_id: short_title(device.title) for device in seat.devices}
    device_id, link = worst
    if silent_s is not None:
        return _silence_line(titles[device_id], link, silent_s)
    if remark:
        return remark
    notices = _notices(seat)
    return notices[0] if notices else f"{', '.join(titles.values())} on line"


def wiring_words(room: Room, seat: Seat) -> str:
    """Whether somebody has to confirm the wiring of this place."""
    if not room.walk.is_open(seat.place.place_id):
        return ""
    return "reacted, not confirmed yet" if room.walk.has_reacted(seat) else "not confirmed"


def _notices(seat: Seat) -> list[str]:
    """What the devices report; an oximeter that nobody wears is no news while another one measures."""
    current = seat.values.get(Channel.SPO2)
    measuring = current.device_id if current is not None and current.value is not None else None
    return [
        text
        for device_id, link in seat.links.items()
        for code, text in link.notices.items()
        if measuring in (None, device_id) or code not in NO_PROBE_CODES
    ]


def short_title(title: str) -> str:
    """The first name of a device kind, for a line on a tile: "Masimo Rad-8" of "Masimo Rad-8 / Radical-7 (ASCII 1)"."""
    return re.split(r" /| \(|,", title, maxsplit=1)[0]


def _silence_line(title: str, link: LinkState, silent_s: float) -> str:
    why = f": {link.why}" if link.why else ""
    return f"No data from {title} for {silent_s:.0f} s{why}"
