"""Asking for data and the answers: single and extended polls. Pure.

A single poll is answered once. An extended poll is answered once a second until its duration ends.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from drivers.philips_intellivue.codes import Attribute, AttributeGroup, ObjectClass
from drivers.philips_intellivue.numerics import NumericValue, values_of
from drivers.philips_intellivue.operations import (
    MONITOR,
    Command,
    Operation,
    OperationKind,
    Part,
    read_object,
)
from drivers.philips_intellivue.wire import (
    TICKS_PER_SECOND,
    UNKNOWN_TIME,
    Attributes,
    MalformedError,
    Reader,
    counted,
    pack_time,
    parse_time,
    read_attributes,
    sized,
    u16,
    u32,
    write_attributes,
)

_PARTITION = 1  # object-oriented elements


class PollAction(IntEnum):
    SINGLE = 0x0C16
    EXTENDED = 0xF13B


@dataclass(frozen=True, slots=True, kw_only=True)
class PollRequest:
    """Host to monitor. `duration_s` makes it an extended poll."""

    invoke_id: int
    object_class: int
    group: int = AttributeGroup.ALL
    duration_s: float | None = None
    poll_number: int = 0

    def encode(self) -> bytes:
        payload = u16(self.poll_number, _PARTITION, self.object_class, self.group)
        action = PollAction.SINGLE
        if self.duration_s is not None:
            action = PollAction.EXTENDED
            payload += write_attributes({Attribute.POLL_DURATION: u32(round(self.duration_s * TICKS_PER_SECOND))})
        body = MONITOR.encode() + u32(0) + u16(action) + sized(payload)
        return Operation(
            kind=OperationKind.INVOKE, invoke_id=self.invoke_id, command=Command.CONFIRMED_ACTION, body=body
        ).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """One object of a reply."""

    context: int = 0
    handle: int
    values: tuple[NumericValue, ...] = ()
    measured_at: datetime | None = None  # by the monitor's clock; of intermittent measurements only
    attributes: Attributes  # all of them, packed


@dataclass(frozen=True, slots=True, kw_only=True)
class PollReply:
    """What the monitor answers. `part` is set where the answer comes in linked parts."""

    invoke_id: int
    extended: bool
    sequence: int | None  # of extended polls
    at_ticks: int
    clock: datetime | None  # the monitor's, of no known time zone; None: not told
    object_class: int
    group: int
    objects: tuple[Observed, ...]
    part: Part | None = None

    def encode(self) -> bytes:
        head = u16(0) if self.sequence is None else u16(0, self.sequence)
        head += u32(self.at_ticks) + (UNKNOWN_TIME if self.clock is None else pack_time(self.clock))
        head += u16(_PARTITION, self.object_class, self.group)
        payload = head + counted(self._contexts())
        action = PollAction.EXTENDED if self.extended else PollAction.SINGLE
        return Operation(
            kind=OperationKind.RESULT if self.part is None else OperationKind.LINKED_RESULT,
            invoke_id=self.invoke_id,
            command=Command.CONFIRMED_ACTION,
            body=MONITOR.encode() + u16(action) + sized(payload),
            part=self.part,
        ).encode()

    def _contexts(self) -> list[bytes]:
        contexts = dict.fromkeys(item.context for item in self.objects)
        return [
            u16(context)
            + counted(
                u16(item.handle) + write_attributes(item.attributes) for item in self.objects if item.context == context
            )
            for context in contexts
        ]


def parse_action(operation: Operation) -> PollRequest | PollReply:
    """A poll in either direction. Raises MalformedError where it is none, or lengths do not agree."""
    reader = Reader(operation.body)
    read_object(reader)
    if operation.kind is OperationKind.INVOKE:
        reader.u32()  # scope
    number = reader.u16()
    payload = reader.sized()
    reader.end()
    if number not in set(PollAction):
        raise MalformedError(f"action {number:04X}")
    action = PollAction(number)
    if operation.kind is OperationKind.INVOKE:
        return _request(payload, action, operation.invoke_id)
    return _reply(payload, action, operation)


def _request(payload: Reader, action: PollAction, invoke_id: int) -> PollRequest:
    poll_number = payload.u16()
    object_class, group = _polled(payload)
    duration_s = None
    if action is PollAction.EXTENDED:
        duration = read_attributes(payload).get(Attribute.POLL_DURATION)
        duration_s = 0.0 if duration is None else Reader(duration).u32() / TICKS_PER_SECOND
    payload.end()
    return PollRequest(
        invoke_id=invoke_id, object_class=object_class, group=group, duration_s=duration_s, poll_number=poll_number
    )


def _polled(payload: Reader) -> tuple[int, int]:
    if payload.u16() != _PARTITION:
        raise MalformedError("an object class of another partition")
    return payload.u16(), payload.u16()


def _reply(payload: Reader, action: PollAction, operation: Operation) -> PollReply:
    extended = action is PollAction.EXTENDED
    payload.u16()  # poll number: always 0 here
    sequence = payload.u16() if extended else None
    at_ticks, clock = payload.u32(), parse_time(payload.take(len(UNKNOWN_TIME)))
    object_class, group = _polled(payload)
    count, contexts = payload.counted()
    payload.end()
    objects: list[Observed] = []
    for _ in range(count):
        objects += _context(contexts, object_class)
    contexts.end()
    return PollReply(
        invoke_id=operation.invoke_id,
        extended=extended,
        sequence=sequence,
        at_ticks=at_ticks,
        clock=clock,
        object_class=object_class,
        group=group,
        objects=tuple(objects),
        part=operation.part,
    )


def _context(reader: Reader, object_class: int) -> list[Observed]:
    context = reader.u16()
    count, packed = reader.counted()
    objects = [_observed(packed, context, object_class) for _ in range(count)]
    packed.end()
    return objects


def _observed(reader: Reader, context: int, object_class: int) -> Observed:
    handle = reader.u16()
    attributes = read_attributes(reader)
    if object_class != ObjectClass.NUMERICS:  # waves and the others use some of the same ids
        return Observed(context=context, handle=handle, attributes=attributes)
    measured_at = attributes.get(Attribute.MEASUREMENT_TIME)
    return Observed(
        context=context,
        handle=handle,
        values=values_of(attributes),
        measured_at=None if measured_at is None else parse_time(measured_at),
        attributes=attributes,
    )
