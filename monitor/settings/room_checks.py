"""Whether the parts of a room file fit together. Works on whatever is sound in itself, so that one run tells all."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from drivers.device import DeviceKind
from monitor.settings.broker_checks import broker_problems
from monitor.settings.links import link_problems
from monitor.settings.map_checks import map_problems, preference_problems
from monitor.settings.outside_checks import outside_problems
from monitor.settings.outside_parts import OutsideParts
from monitor.settings.problems import Problem, closest, written

Sound = Mapping[str, Any]
SERVER_SCHEME = "postgresql+psycopg"


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomDraft:
    """What could be read of a room file: values that are right in themselves, the others left out."""

    file: str
    places: Sequence[Sound]
    devices: Sequence[Sound]
    broker: Sound | None  # None: the file has no such table
    storage: Sound
    kinds: Mapping[str, DeviceKind]
    outside: OutsideParts = field(default_factory=OutsideParts)


def cross_problems(room: RoomDraft) -> tuple[Problem, ...]:
    """Everything that does not fit together."""
    checks: tuple[Callable[[RoomDraft], Iterator[Problem]], ...] = (
        _not_empty,
        _same_ids,
        _unknown_places,
        _device_kinds,
        _maps,
        _preferences,
        _links,
        _mixed_provenance,
        _broker,
        _storage,
        _outside,
    )
    return tuple(problem for check in checks for problem in check(room))


def _storage(room: RoomDraft) -> Iterator[Problem]:
    url = room.storage.get("url")
    if not isinstance(url, str):
        return
    if room.storage.get("path") is not None:
        yield Problem(file=room.file, key="storage.url", expected="expected either path or url, not both")
    if not url.startswith(f"{SERVER_SCHEME}://"):  # the value may hold a password: it is not shown
        expected = f'expected an address such as "{SERVER_SCHEME}://station@db.clinic.example/room_a"'
        yield Problem(file=room.file, key="storage.url", expected=expected)
    if urlsplit(url).password:
        expected = "a password never stands in this file: PostgreSQL reads it from ~/.pgpass or PGPASSWORD"
        yield Problem(file=room.file, key="storage.url", expected=expected)


def _outside(room: RoomDraft) -> Iterator[Problem]:
    parts = room.outside
    yield from outside_problems(
        escalation=[{} if section.model is None else section.sound for section in parts.escalation],
        publish=None if parts.publish is None else parts.publish.sound,
        hl7=None if parts.hl7 is None else parts.hl7.sound,
        devices=room.devices,
        has_broker=room.broker is not None,
        file=room.file,
    )


def _not_empty(room: RoomDraft) -> Iterator[Problem]:
    for key, tables in (("places", room.places), ("devices", room.devices)):
        if not tables:
            yield Problem(file=room.file, key=key, expected=f"is missing: expected at least one [[{key}]]")


def _same_ids(room: RoomDraft) -> Iterator[Problem]:
    for key, tables in (("places", room.places), ("devices", room.devices)):
        first: dict[str, int] = {}
        for index, table in enumerate(tables):
            one = table.get("id")
            if not isinstance(one, str):
                continue
            if one in first:
                yield Problem(
                    file=room.file,
                    key=f"{key}[{index}].id",
                    value=written(one),
                    expected=f"is used twice, first by {key}[{first[one]}]",
                )
            first.setdefault(one, index)


def _unknown_places(room: RoomDraft) -> Iterator[Problem]:
    known = [str(place["id"]) for place in room.places if "id" in place]
    if len(known) < len(room.places) or not known:
        return  # a place whose id cannot be read is reported itself; the device may well mean that one
    for index, device in enumerate(room.devices):
        place = device.get("place")
        if place is not None and place not in known:
            yield Problem(
                file=room.file,
                key=f"devices[{index}].place",
                value=written(place),
                expected="no place of this room has this id",
                suggestion=closest(place, known),
            )


def _device_kinds(room: RoomDraft) -> Iterator[Problem]:
    for index, device in enumerate(room.devices):
        name = device.get("kind")
        if name is None:
            continue
        kind = room.kinds.get(name)
        if kind is None:
            yield Problem(
                file=room.file,
                key=f"devices[{index}].kind",
                value=written(name),
                expected="unknown device kind: expected one of " + ", ".join(sorted(room.kinds)),
                suggestion=closest(name, room.kinds),
            )
        elif device.get("cuff_start") and not kind.can_start_cuff:
            yield Problem(
                file=room.file,
                key=f"devices[{index}].cuff_start",
                value="true",
                expected=f"a {kind.title} cannot be told to inflate its cuff",
            )


def _maps(room: RoomDraft) -> Iterator[Problem]:
    yield from map_problems(room.devices, kinds=room.kinds, file=room.file)


def _preferences(room: RoomDraft) -> Iterator[Problem]:
    yield from preference_problems(room.places, room.devices, file=room.file)


def _links(room: RoomDraft) -> Iterator[Problem]:
    broker_url = None if room.broker is None else room.broker.get("url")
    yield from link_problems(room.devices, kinds=room.kinds, broker_url=broker_url, file=room.file)


def _mixed_provenance(room: RoomDraft) -> Iterator[Problem]:
    names: dict[str, list[str]] = {}
    for index, device in enumerate(room.devices):
        if "provenance" in device:
            names.setdefault(str(device["provenance"]), []).append(str(device.get("id", f"devices[{index}]")))
    if len(names) > 1:
        groups = "; ".join(f"{word}: {', '.join(ids)}" for word, ids in names.items())
        yield Problem(
            file=room.file,
            key="devices",
            expected=f"mixed provenance ({groups}): one room is either all real or not real at all",
        )


def _broker(room: RoomDraft) -> Iterator[Problem]:
    if room.broker is not None:
        yield from broker_problems(room.broker, file=room.file)
    elif any(str(device.get("link", "")).startswith("mqtt://") for device in room.devices):
        yield Problem(
            file=room.file, key="broker", expected="is missing: a device here uses mqtt, so expected [broker]"
        )
