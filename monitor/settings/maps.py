"""Reads [devices.map] and [devices.care]: every mistake at once, and a frozen map where there is none."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from drivers.mqtt.adapters.map_intake import RESERVED_CODES
from drivers.mqtt.adapters.mapping import CareMonitor, NewWhen, TopicMap
from drivers.mqtt.adapters.values import PRESSURE_UNITS, UNITS
from drivers.observations import Parameter
from monitor.settings.map_models import (
    AvailabilitySettings,
    CareSettings,
    CuffSettings,
    MapHeader,
    StateSettings,
    TimeSettings,
    ValueSettings,
)
from monitor.settings.map_rules import MapParts, topic_map
from monitor.settings.problems import Problem, written
from monitor.settings.room_models import DeviceSettings
from monitor.settings.section import M, Section, joined, keys_of, read_section, sort_out_unknown

TABLES_OF_DEVICES = ("map", "care")
_TABLES = ("availability", "time", "nibp", "states", *(each.value for each in Parameter))


@dataclass(frozen=True, slots=True, kw_only=True)
class MapSection:
    """What came of the tables of one device."""

    map: TopicMap | None = None
    care: CareMonitor | None = None
    problems: tuple[Problem, ...] = ()
    identity: Mapping[str, Any] = field(default_factory=dict)  # path and value that tell it from others on its topic


def read_maps(table: Mapping[str, Any], *, file: str, key: str) -> MapSection:
    """Read what the table of one device, which stands at `key`, says about its messages."""
    sections = []
    if "map" in table:
        sections.append(_read_map(table["map"], file=file, key=joined(key, "map")))
    if "care" in table:
        sections.append(_read_care(table["care"], file=file, key=joined(key, "care")))
    return MapSection(
        map=next((each.map for each in sections if each.map), None),
        care=next((each.care for each in sections if each.care), None),
        problems=tuple(problem for each in sections for problem in each.problems),
        identity={name: value for each in sections for name, value in each.identity.items()},
    )


def read_device(raw: object, file: str, key: str) -> Section[DeviceSettings]:
    """Read the table of one device with the tables inside it.

    `sound` holds, beside the values, `identity`: what tells the device from others on the same topic; and `tables`.
    """
    if not isinstance(raw, dict):
        return read_section(raw, DeviceSettings, file=file, key=key)
    table, problems = sort_out_unknown(raw, keys_of(DeviceSettings), file=file, key=key)
    maps = read_maps(table, file=file, key=key)
    plain = {name: value for name, value in table.items() if name not in TABLES_OF_DEVICES}
    section = read_section(plain, DeviceSettings, file=file, key=key)
    problems += [*section.problems, *maps.problems]
    model = section.model
    if model is not None:
        model = model.model_copy(update={"map": maps.map, "care": maps.care})
    given = {
        "map": maps.map,
        "care": maps.care,
        "tables": [name for name in TABLES_OF_DEVICES if name in table],
        "identity": maps.identity,
    }
    return Section(None if problems else model, {**section.sound, **given}, tuple(problems))


def _read_care(raw: object, *, file: str, key: str) -> MapSection:
    found = read_section(raw, CareSettings, file=file, key=key)
    care = None
    if found.model is not None:
        care = CareMonitor(monitor=found.model.monitor, period_s=float(found.model.period_s))
    monitor = found.sound.get("monitor")
    return MapSection(care=care, problems=found.problems, identity={} if monitor is None else {"device_id": monitor})


def _read_map(raw: object, *, file: str, key: str) -> MapSection:
    if not isinstance(raw, dict):
        return MapSection(problems=(Problem(file=file, key=key, value=written(raw), expected="expected a table"),))
    table, problems = sort_out_unknown(raw, (*keys_of(MapHeader), *_TABLES), file=file, key=key)
    parts = _read_parts(table, file=file, key=key)
    problems += [problem for section in parts.all() for problem in section.problems]
    problems += _misfits(parts, file=file, key=key)
    if not parts.values and parts.cuff is None:
        expected = f"names no value: expected one of {', '.join(Parameter)} or nibp"
        problems.append(Problem(file=file, key=key, expected=expected))
    match = parts.header.sound.get("match") or {}
    return MapSection(map=None if problems else topic_map(parts), problems=tuple(problems), identity=match)


def _read_parts(table: Mapping[str, Any], *, file: str, key: str) -> MapParts:
    def optional(name: str, model: type[M]) -> Section[M] | None:
        return read_section(table[name], model, file=file, key=joined(key, name)) if name in table else None

    states = table.get("states", [])
    listed = states if isinstance(states, list) else [states]
    values = {each: optional(each, ValueSettings) for each in Parameter}
    return MapParts(
        header=read_section(
            {name: table[name] for name in keys_of(MapHeader) if name in table}, MapHeader, file=file, key=key
        ),
        values={each: section for each, section in values.items() if section is not None},
        cuff=optional("nibp", CuffSettings),
        availability=optional("availability", AvailabilitySettings),
        time=optional("time", TimeSettings),
        states=[
            read_section(one, StateSettings, file=file, key=f"{joined(key, 'states')}[{index}]")
            for index, one in enumerate(listed)
        ],
    )


# --- what does not fit together


def _misfits(parts: MapParts, *, file: str, key: str) -> list[Problem]:
    found = [
        *(pair for parameter, section in parts.values.items() for pair in _value_misfits(parameter, section.model)),
        *_cuff_misfits(parts),
        *_availability_misfits(parts),
        *_code_misfits(parts),
    ]
    return [Problem(file=file, key=joined(key, name), expected=expected) for name, expected in found]


def _value_misfits(parameter: Parameter, value: ValueSettings | None) -> Iterator[tuple[str, str]]:
    if value is None:
        return
    units = " or ".join(f'"{unit}"' for unit in UNITS[parameter])
    if value.discovery is not None:
        named = {
            "topic": value.topic,
            "path": value.path,
            "unit": value.unit,
            "scale": value.scale,
            "match": value.match,
        }
        for name in (name for name, given in named.items() if given):
            yield f"{parameter}.{name}", "stands beside discovery, which tells it: expected one of the two"
    elif value.unit is None:
        yield f"{parameter}.unit", f"is missing: expected {units}"
    elif value.unit not in UNITS[parameter]:
        yield f"{parameter}.unit", f"does not fit: expected {units}"


def _cuff_misfits(parts: MapParts) -> Iterator[tuple[str, str]]:
    cuff = None if parts.cuff is None else parts.cuff.model
    if cuff is None:
        return
    if cuff.unit not in PRESSURE_UNITS:
        yield "nibp.unit", f"does not fit: expected {' or '.join(PRESSURE_UNITS)}"
    if (cuff.new_when is NewWhen.TIME) != (cuff.time is not None):
        yield "nibp.time", 'and new_when = "time" belong together: expected both or none'
    if (cuff.time is None) != (cuff.time_format is None):
        yield "nibp.time_format", "and time belong together: expected both or none"


def _availability_misfits(parts: MapParts) -> Iterator[tuple[str, str]]:
    found = None if parts.availability is None else parts.availability.model
    if found is None:
        return
    if (found.topic is None) == (found.shared_topic is None):
        yield "availability", "expected one of topic and shared_topic"
    both = [written(word) for word in found.available if word in found.unavailable]
    if both:
        yield "availability.unavailable", f"{', '.join(both)} stands in available too"


def _code_misfits(parts: MapParts) -> Iterator[tuple[str, str]]:
    codes = [section.sound.get("code") for section in parts.states]
    for index, code in enumerate(codes):
        if code is None:
            continue
        if code in RESERVED_CODES or code.startswith("refused_"):
            yield f"states[{index}].code", f"{written(code)} is a notice of the driver's own"
        if code in codes[:index]:
            yield f"states[{index}].code", f"{written(code)} is used twice, first by states[{codes.index(code)}]"
