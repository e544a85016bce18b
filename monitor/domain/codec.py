"""Inputs and events as JSON and back, for the journal. One line of JSON each; unknown fields are refused.

Each carries its `type`, which says at once what it is: trying one kind after the other takes five times as long.
"""

from typing import Annotated

from pydantic import Field, TypeAdapter

from monitor.domain.events import Event
from monitor.domain.inputs import Input

_inputs: TypeAdapter[tuple[Input, ...]] = TypeAdapter(tuple[Annotated[Input, Field(discriminator="type")], ...])
_event: TypeAdapter[Event] = TypeAdapter(Annotated[Event, Field(discriminator="type")])


def encode_inputs(inputs: tuple[Input, ...]) -> bytes:
    """One step's inputs as a JSON array."""
    return _inputs.dump_json(inputs)


def decode_inputs(data: bytes) -> tuple[Input, ...]:
    """Back from `encode_inputs`; raises ValueError on anything else."""
    return _inputs.validate_json(data)


def encode_event(event: Event) -> bytes:
    """One event as a JSON object whose `type` names it."""
    return _event.dump_json(event)


def decode_event(data: bytes) -> Event:
    """Back from `encode_event`; raises ValueError on anything else."""
    return _event.validate_json(data)
