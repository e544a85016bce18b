"""Philips IntelliVue Data Export: bytes in, messages out. No I/O, clock or threads.

On the LAN a datagram is a message. On the serial port `serial_frame` cuts the frames first. A recording may have lost
those boundaries: `Decoder` finds them again by the lengths inside, and drops one byte where none fits.
"""

from dataclasses import dataclass

from drivers.philips_intellivue.association import (
    AssociationAccept,
    AssociationRequest,
    SessionKind,
    SessionMessage,
    parse_session,
    session_bytes,
)
from drivers.philips_intellivue.identity import (
    ConnectIndication,
    MdsCreateEvent,
    MdsCreateResult,
    parse_announcement,
    parse_create_event,
)
from drivers.philips_intellivue.operations import (
    ANNOUNCEMENT_HEAD,
    Command,
    Operation,
    OperationKind,
    operation_bytes,
    parse_operation,
)
from drivers.philips_intellivue.polls import PollReply, PollRequest, parse_action
from drivers.philips_intellivue.wire import MalformedError

DATA_PORT = 24105
ANNOUNCEMENT_PORT = 24005
ANNOUNCEMENT_GROUP = "224.0.23.63"
MAX_MESSAGE_BYTES = 0x3000 + 8  # what we say that we can take, with its head


@dataclass(frozen=True, slots=True)
class Refused:
    """The monitor will not carry out the operation `invoke_id`; the reason is a `codes.Refusal` or unknown."""

    invoke_id: int
    reason: int


@dataclass(frozen=True, slots=True)
class OtherOperation:
    """A well-formed operation that this product neither sends nor uses, such as a priority list."""

    operation: Operation


Message = (
    AssociationRequest
    | AssociationAccept
    | SessionMessage
    | ConnectIndication
    | MdsCreateEvent
    | MdsCreateResult
    | PollRequest
    | PollReply
    | Refused
    | OtherOperation
)


def parse_message(data: bytes) -> Message | None:
    """The message that `data` is, from its first byte to its last; None if it is none."""
    try:
        if not data or _message_bytes(data) != len(data):
            return None
        if data[0] in set(SessionKind):
            return parse_session(data)
        operation = parse_operation(data)
        if data.startswith(ANNOUNCEMENT_HEAD):
            return parse_announcement(operation)
        return _parse_operation(operation)
    except MalformedError:
        return None


def _parse_operation(operation: Operation) -> Message:
    if operation.kind is OperationKind.REFUSAL:
        return Refused(operation.invoke_id, operation.command)
    if operation.command == Command.CONFIRMED_ACTION:
        return parse_action(operation)
    if operation.command == Command.CONFIRMED_EVENT:
        return parse_create_event(operation)
    return OtherOperation(operation)


def _message_bytes(head: bytes) -> int | None:
    """Bytes of the message that begins with `head`; None: too few to tell. Raises MalformedError where none does."""
    size = session_bytes(head) if head[0] in set(SessionKind) else operation_bytes(head)
    if size is not None and size > MAX_MESSAGE_BYTES:
        raise MalformedError("longer than any message that was agreed on")
    return size


class Decoder:
    """Finds messages in bytes whose boundaries were lost, or may have been."""

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the message that has not ended yet; never more than `MAX_MESSAGE_BYTES` after a call."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Message]:
        """Messages that end in `data`, oldest first."""
        self._buffer += data
        return self._read(final=False)

    def finish(self) -> list[Message]:
        """The stream is over: what waits for an end that never comes may hide whole messages."""
        return self._read(final=True)

    def _read(self, *, final: bool) -> list[Message]:
        messages: list[Message] = []
        view = bytes(self._buffer)
        position = 0
        while position < len(view):
            size = _size_at(view, position)
            if size is None or position + size > len(view):
                if not final:
                    break
                size = 0  # it never becomes whole
            message = parse_message(view[position : position + size]) if size else None
            if message is None:
                self.rejected_bytes += 1
                position += 1
                continue
            messages.append(message)
            self.frames += 1
            position += size
        del self._buffer[:position]
        return messages


def _size_at(view: bytes, position: int) -> int | None:
    """Bytes of the message at `position`; 0: none begins there; None: too few bytes to tell."""
    try:
        return _message_bytes(view[position : position + 8])
    except MalformedError:
        return 0


def split_messages(data: bytes) -> list[bytes]:
    """The bytes of each message in `data`, one behind the other; from where none begins, all the rest is one piece."""
    pieces: list[bytes] = []
    position = 0
    while position < len(data):
        size = _size_at(data, position) or len(data) - position
        pieces.append(data[position : position + size])
        position += size
    return pieces
