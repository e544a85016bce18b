"""Turns the sound tables of a map into the types by which the driver reads messages."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from drivers.mqtt.adapters.mapping import (
    AvailabilityRule,
    ClockRule,
    Condition,
    DiscoveryRule,
    GivenUnit,
    NumericRule,
    Path,
    PressureRule,
    Scalar,
    StateRule,
    TimeFormat,
    TopicMap,
)
from drivers.mqtt.adapters.values import SOURCES
from drivers.observations import Parameter, Source
from monitor.settings.map_models import (
    AvailabilitySettings,
    CuffSettings,
    MapHeader,
    Match,
    StateSettings,
    TimeSettings,
    ValueSettings,
)
from monitor.settings.section import Section

# How devices say "no value". 127 is a rate and 255 a pressure that patients have, so there only a map may list them;
# a saturation of 127 is refused as impossible anyway.
_MISSING: tuple[Scalar, ...] = (0.0, -1.0, -100.0, "--")
_MISSING_WHERE_ZERO_IS_MEASURED: tuple[Scalar, ...] = (-1.0, -100.0, "--")
_ZERO_IS_MEASURED = frozenset({Parameter.RESP, Parameter.ETCO2, Parameter.TEMPERATURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class MapParts:
    """The tables of one map, each read by itself."""

    header: Section[MapHeader]
    values: Mapping[Parameter, Section[ValueSettings]]
    cuff: Section[CuffSettings] | None
    availability: Section[AvailabilitySettings] | None
    time: Section[TimeSettings] | None
    states: Sequence[Section[StateSettings]]

    def all(self) -> Iterator[Section[Any]]:
        yield self.header
        yield from self.values.values()
        yield from (section for section in (self.cuff, self.availability, self.time) if section is not None)
        yield from self.states


def topic_map(parts: MapParts) -> TopicMap | None:
    """The map that these tables describe; None where a table has problems."""
    header = parts.header.model
    if header is None:
        return None
    values = [(parameter, section.model) for parameter, section in parts.values.items() if section.model is not None]
    return TopicMap(
        numerics=tuple(_numeric(parameter, value, value.unit) for parameter, value in values if value.unit is not None),
        discoveries=tuple(
            _discovery(parameter, value, value.discovery) for parameter, value in values if value.discovery is not None
        ),
        pressure=None if parts.cuff is None or parts.cuff.model is None else _pressure(parts.cuff.model),
        availability=_availability(None if parts.availability is None else parts.availability.model),
        states=tuple(_state(section.model) for section in parts.states if section.model is not None),
        clock=None
        if parts.time is None or parts.time.model is None
        else ClockRule(path=_path(parts.time.model.path), format=parts.time.model.format),
        only_if=_conditions(header.match),
        period_s=float(header.period_s),
    )


def _numeric(parameter: Parameter, value: ValueSettings, unit: GivenUnit) -> NumericRule:
    return NumericRule(
        parameter=parameter,
        topic=value.topic,
        path=_path(value.path),
        unit=unit,
        missing=_missing(parameter, value.missing),
        scale=1.0 if value.scale is None else float(value.scale),
        source=_source(parameter, value),
        only_if=_conditions(value.match),
    )


def _discovery(parameter: Parameter, value: ValueSettings, topic: str) -> DiscoveryRule:
    return DiscoveryRule(
        parameter=parameter,
        topic=topic,
        missing=_missing(parameter, value.missing),
        source=_source(parameter, value),
    )


def _pressure(cuff: CuffSettings) -> PressureRule:
    return PressureRule(
        topic=cuff.topic,
        systolic=_path(cuff.systolic),
        diastolic=_path(cuff.diastolic),
        mean=None if cuff.mean is None else _path(cuff.mean),
        pulse=None if cuff.pulse is None else _path(cuff.pulse),
        unit=cuff.unit,
        missing=_MISSING if cuff.missing is None else tuple(map(_scalar, cuff.missing)),
        new_when=cuff.new_when,
        time=None if cuff.time is None else _path(cuff.time),
        time_format=cuff.time_format or TimeFormat.ISO,
        only_if=_conditions(cuff.match),
    )


def _availability(found: AvailabilitySettings | None) -> AvailabilityRule | None:
    if found is None:
        return None
    return AvailabilityRule(
        topic=found.topic if found.shared_topic is None and found.topic is not None else found.shared_topic or "",
        shared=found.shared_topic is not None,
        path=_path(found.path),
        available=tuple(map(_scalar, found.available)),
        unavailable=tuple(map(_scalar, found.unavailable)),
    )


def _state(state: StateSettings) -> StateRule:
    return StateRule(
        code=state.code,
        topic=state.topic,
        path=_path(state.path),
        when=tuple(map(_scalar, state.when)),
        why=state.why,
        kind=state.notice,
        priority=state.priority,
        effect=state.effect,
    )


def _missing(parameter: Parameter, given: Sequence[bool | float | str] | None) -> tuple[Scalar, ...]:
    if given is not None:
        return tuple(map(_scalar, given))
    return _MISSING_WHERE_ZERO_IS_MEASURED if parameter in _ZERO_IS_MEASURED else _MISSING


def _source(parameter: Parameter, value: ValueSettings) -> Source:
    return value.source or SOURCES.get(parameter, Source.OTHER)


def _conditions(match: Match) -> tuple[Condition, ...]:
    return tuple(Condition(_path(path), _scalar(value)) for path, value in match.items())


def _path(text: str) -> Path:
    return tuple(text.split(".")) if text else ()


def _scalar(value: bool | float | str) -> Scalar:  # noqa: FBT001 - JSON's own kinds of values
    return value if isinstance(value, bool | str) else float(value)
