"""Whether kinds of devices, their maps and the preferences of places fit together."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drivers.device import DeviceKind
from drivers.mqtt.adapters.kind import ANY_JSON, CARE, HOME_ASSISTANT
from monitor.settings.problems import Problem, closest, written

_NEEDED = {CARE: "care", HOME_ASSISTANT: "map", ANY_JSON: "map"}  # kind of device: the table it cannot do without


def map_problems(
    devices: Sequence[Mapping[str, Any]], *, kinds: Mapping[str, DeviceKind], file: str
) -> Iterator[Problem]:
    """Tables that are missing or have no business there, and Home Assistant maps without availability."""
    for index, device in enumerate(devices):
        name = device.get("kind")
        if not isinstance(name, str) or name not in kinds:
            continue
        key, tables, needed = f"devices[{index}]", device.get("tables", ()), _NEEDED.get(name)
        for table in tables:
            if table != needed:
                yield Problem(file=file, key=f"{key}.{table}", expected=f"a {name} has no such table")
        if needed is not None and needed not in tables:
            expected = f"is missing: a {name} needs a table [devices.{needed}]"
            yield Problem(file=file, key=f"{key}.{needed}", expected=expected)
        yield from _map_misfits(name, device, file=file, key=f"{key}.map")


def _map_misfits(name: str, device: Mapping[str, Any], *, file: str, key: str) -> Iterator[Problem]:
    found = device.get("map")
    if found is None:
        return
    if name == HOME_ASSISTANT and found.availability is None:
        expected = "is missing: without it the last value of a probe that is off would be believed"
        yield Problem(file=file, key=f"{key}.availability", expected=expected)
    if name == ANY_JSON:
        for rule in found.discoveries:
            expected = f"only a {HOME_ASSISTANT} has such configurations"
            yield Problem(file=file, key=f"{key}.{rule.parameter}.discovery", expected=expected)


def told_apart(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two devices on the same topic cannot be taken for each other: their maps demand different things."""
    if one.get("link") != other.get("link"):
        return False
    first, second = one.get("identity") or {}, other.get("identity") or {}
    return any(path in second and second[path] != value for path, value in first.items())


def preference_problems(
    places: Sequence[Mapping[str, Any]], devices: Sequence[Mapping[str, Any]], *, file: str
) -> Iterator[Problem]:
    """Devices that a place prefers must stand there, each once."""
    if any("id" not in device or "place" not in device for device in devices):
        return  # a device that cannot be read is reported itself; it may well be the one that is meant
    for index, place in enumerate(places):
        here = [str(device["id"]) for device in devices if device["place"] == place.get("id")]
        prefer = list(place.get("prefer", ()))
        key = f"places[{index}].prefer"
        for position, name in enumerate(prefer):
            if name not in here:
                expected = "no device at this place has this id"
                yield Problem(
                    file=file, key=key, value=written(name), expected=expected, suggestion=closest(name, here)
                )
            elif name in prefer[:position]:
                yield Problem(file=file, key=key, value=written(name), expected="stands there twice")
