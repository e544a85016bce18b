"""Remote operations: what stands behind the session byte E1 of every message inside an association. Pure.

An operation is invoked and answered by a result (whole, or linked parts) or by a refusal. What an action's payload
means is left to `polls`, what an event says to `identity`.
"""

from dataclasses import dataclass
from enum import IntEnum

from drivers.philips_intellivue.wire import MalformedError, Reader, sized, u16, u32

DATA_HEAD = b"\xe1\x00\x00\x02"
ANNOUNCEMENT_HEAD = b"\x00\x00\x01\x00"  # a connect indication stands outside any association
_HEAD_BYTES = 4
_LENGTH_BEHIND_BYTES = 8  # head, kind of operation, length


class OperationKind(IntEnum):
    INVOKE = 1
    RESULT = 2
    REFUSAL = 3
    LINKED_RESULT = 5


class Command(IntEnum):
    EVENT = 0
    CONFIRMED_EVENT = 1
    GET = 3
    SET = 4
    CONFIRMED_SET = 5
    CONFIRMED_ACTION = 7


class LinkedState(IntEnum):
    FIRST = 1
    MIDDLE = 2
    LAST = 3


@dataclass(frozen=True, slots=True)
class Part:
    """Which part of a linked result a message is; the number runs from 1."""

    state: LinkedState
    number: int


@dataclass(frozen=True, slots=True)
class ObjectId:
    """The object that an operation goes to or comes from."""

    object_class: int
    context: int = 0
    handle: int = 0

    def encode(self) -> bytes:
        return u16(self.object_class, self.context, self.handle)


MONITOR = ObjectId(0x0021)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One remote operation with its command's bytes still packed."""

    kind: OperationKind
    invoke_id: int
    command: int  # of a refusal: its reason
    body: bytes
    part: Part | None = None  # exactly of a linked result

    def encode(self) -> bytes:
        return DATA_HEAD + self.encode_bare()

    def encode_bare(self) -> bytes:
        """Without the session head, as announcements are sent."""
        part = b"" if self.part is None else bytes([self.part.state, self.part.number])
        return u16(self.kind) + sized(part + u16(self.invoke_id, self.command) + sized(self.body))


def operation_bytes(head: bytes) -> int | None:
    """Bytes of the message inside an association, or announcement, that begins with `head`; None: too few to tell.

    Raises:
        MalformedError: no such message begins so.

    """
    begin = head[:_HEAD_BYTES]
    if not (DATA_HEAD.startswith(begin) or ANNOUNCEMENT_HEAD.startswith(begin)):
        raise MalformedError("no remote operation")
    if len(head) < _LENGTH_BEHIND_BYTES:
        return None
    if int.from_bytes(head[4:6], "big") not in set(OperationKind):
        raise MalformedError("no known kind of operation")
    return _LENGTH_BEHIND_BYTES + int.from_bytes(head[6:8], "big")


def parse_operation(message: bytes) -> Operation:
    """The whole message behind its four-byte head.

    Raises:
        MalformedError: its lengths do not agree.

    """
    reader = Reader(message[_HEAD_BYTES:])
    kind = OperationKind(reader.u16())
    contents = reader.sized()
    reader.end()
    part = None
    if kind is OperationKind.LINKED_RESULT:
        state, number = contents.u8(), contents.u8()
        if state not in set(LinkedState):
            raise MalformedError(f"part state {state}")
        part = Part(LinkedState(state), number)
    invoke_id, command = contents.u16(), contents.u16()
    body = contents.sized().rest()
    contents.end()
    return Operation(kind=kind, invoke_id=invoke_id, command=command, body=body, part=part)


def read_object(reader: Reader) -> ObjectId:
    """Class, context and handle. Raises MalformedError where they are cut."""
    return ObjectId(reader.u16(), reader.u16(), reader.u16())


def encode_event(number: int, contents: bytes, *, source: ObjectId, at_ticks: int) -> bytes:
    """The body of an event report."""
    return source.encode() + u32(at_ticks) + u16(number) + sized(contents)


def read_event(body: bytes) -> tuple[int, int, Reader]:
    """Number, relative time and contents of an event report.

    Raises:
        MalformedError: its lengths do not agree.

    """
    reader = Reader(body)
    read_object(reader)
    at_ticks, number = reader.u32(), reader.u16()
    contents = reader.sized()
    reader.end()
    return number, at_ticks, contents
