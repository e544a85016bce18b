"""Inputs and events as JSON and back, for the journal. One line of JSON each; unknown fields are refused.

Each carries its `type`, which says at once what it is: trying one kind after the other takes five times as long.
"""

import re
from typing import Annotated

from pydantic import Field, TypeAdapter

from monitor.domain.events import Event
from monitor.domain.inputs import CuffReading, Input

_inputs: TypeAdapter[tuple[Input, ...]] = TypeAdapter(tuple[Annotated[Input, Field(discriminator="type")], ...])
_readings: TypeAdapter[tuple[CuffReading, ...]] = TypeAdapter(tuple[CuffReading, ...])
_READING = b'{"type":"cuff"'
_NO_READING = re.compile(rb'\{"type":"(?!cuff")')
_event: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])


def encode_inputs(inputs: tuple[Input, ...]) -> bytes:
    """One step's inputs as a JSON array."""
    return _inputs.dump_json(inputs)


def decode_inputs(data: bytes) -> tuple[Input, ...]:
    """Back from `encode_inputs`; raises ValueError on anything else."""
    return _inputs.validate_json(data)


def decode_readings(data: bytes) -> tuple[CuffReading, ...]:
    """The cuff readings alone, several times as fast, where they stand before all other inputs of one array.

    Raises ValueError on anything else than a text of `encode_inputs`. A quotation mark within a text bears a backslash,
    so that only an input of its own, or a part of one, begins like this.
    """
    other = _NO_READING.search(data)
    if other is None:
        return _readings.validate_json(data)
    if _READING in data[other.end() :]:
        return tuple(item for item in decode_inputs(data) if isinstance(item, CuffReading))
    return _readings.validate_json(data[: other.start()].rstrip(b", ") + b"]")


def encode_event(event: Event) -> bytes:
    """One event as a JSON object whose `type` names it."""
    return _event.dump_json(event)


def decode_event(data: bytes) -> Event:
    """Back from `encode_event`; raises ValueError on anything else."""
    return _event.validate_json(data)
