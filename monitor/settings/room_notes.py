"""What is no mistake in a room file, but should be known before the first patient comes."""

import os
import stat
from collections.abc import Iterator

from monitor.domain.vocabulary import CuffMaster
from monitor.settings.room_models import RoomSettings

_SECRET = frozenset({"password_file", "client_key_file"})
_READABLE_BY_OTHERS = stat.S_IRGRP | stat.S_IROTH


def room_notes(room: RoomSettings) -> Iterator[str]:
    """Notes in words, each naming the key it is about."""
    if not room.profile.approved_by:
        yield f"{room.profile_file.name}: approved_by: nobody has approved these limits yet"
    if room.profile.closer is None:
        yield f"{room.profile_file.name}: closer: risk flags change no limit, for no closer profile is named"
    elif not room.profile.closer.approved_by:
        yield f"{room.profile_file.name}: closer: nobody has approved the closer limits yet"
    if not room.policy.checks:
        yield f"{room.file.name}: checks: nothing is asked before a start, for there is no [[checks]]"
    bound = {device.place for device in room.devices}
    for place in room.places:
        if place.id not in bound:
            yield f"{room.file.name}: places: no device is bound to the {place.kind} {place.id!r}"
        elif room.cuff_master(place) is not CuffMaster.STATION:
            how = f"cuff driven by the {room.cuff_master(place).value}: a pressure alarm is not repeated from here"
            yield f"{room.file.name}: places: {place.kind} {place.id!r}: {how}"
    for device in room.devices:
        if device.provenance == "real" and device.real_because is not None:
            yield f"{room.file.name}: {device.id}: counts as real because: {device.real_because}"
        if device.map is not None and device.map.availability is None:
            yield f"{room.file.name}: {device.id}: its map has no availability: a value that is held will be believed"
    yield from _broker_notes(room)


def _broker_notes(room: RoomSettings) -> Iterator[str]:
    if room.broker is None:
        return
    file = room.file.name
    if not any(device.link.startswith("mqtt://") for device in room.devices):
        yield f"{file}: broker: no device uses it"
    if room.broker.allow_plain:
        yield f"{file}: broker: unprotected connections are allowed because: {room.broker.plain_because}"
    if room.broker.username is None and room.broker.client_cert_file is None:
        yield f"{file}: broker: nobody proves who they are: expected username with a password, or a client certificate"
    for key in ("password_file", "ca_file", "client_cert_file", "client_key_file"):
        name = getattr(room.broker, key)
        if name is not None:
            yield from _file_notes(room, key, name)


def _file_notes(room: RoomSettings, key: str, name: str) -> Iterator[str]:
    path = room.beside(name)
    if not path.is_file():
        yield f"{room.file.name}: broker.{key}: {name!r} is not on this computer"
    elif key in _SECRET and os.name == "posix" and path.stat().st_mode & _READABLE_BY_OTHERS:
        yield f"{room.file.name}: broker.{key}: other users of this computer can read {name!r}"
