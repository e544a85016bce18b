"""Recordings of Data Export, of either direction, to observations, host commands and what the session layer said."""

from dataclasses import dataclass

from drivers.device import Decoded, HostCommand, LinkStatistics
from drivers.observations import Notice, NoticeKind, Provenance, Stamp
from drivers.philips_intellivue.association import (
    AssociationAccept,
    AssociationRequest,
    SessionKind,
    SessionMessage,
)
from drivers.philips_intellivue.identity import ConnectIndication, MdsCreateEvent, MdsCreateResult, MonitorState
from drivers.philips_intellivue.interpreter import Interpreter
from drivers.philips_intellivue.lines import DatagramLine, Line, SerialLine
from drivers.philips_intellivue.linked import LinkedParts
from drivers.philips_intellivue.operations import Command, OperationKind
from drivers.philips_intellivue.polls import PollReply, PollRequest
from drivers.philips_intellivue.protocol import Message, OtherOperation, Refused

CAPTURED_DEVICE = "intellivue"
_SESSION_WORDS = {
    SessionKind.REFUSE: ("association_refused", "the monitor refuses the association"),
    SessionKind.RELEASE_RESPONSE: ("association_released", "the monitor released the association"),
    SessionKind.ABORT: ("association_aborted", "the association was broken off"),
}


@dataclass(frozen=True, slots=True)
class _Said:
    """Something a monitor said that is no observation, for people who read a recording."""

    code: str
    why: str


class IntellivueCaptureDecoder:
    """Bytes of a recording to what they say."""

    def __init__(self, line: Line) -> None:
        self.statistics = LinkStatistics()
        self._line = line
        self._parts = LinkedParts()
        self._interpreter = Interpreter(CAPTURED_DEVICE, provenance=Provenance.REPLAYED, opened=None)
        self._last = Stamp(0, 0)

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]:
        self.statistics.received_bytes += len(data)
        self.statistics.last_byte = self._last = stamp
        decoded = [item for message in self._line.read(data) for item in self._decoded(message, stamp)]
        if isinstance(self._line, SerialLine):
            decoded += [self._notice(_foreign(contents), stamp) for contents in self._line.foreign]
        self._count()
        return decoded

    def finish(self) -> list[Decoded]:
        decoded = [item for message in self._line.finish() for item in self._decoded(message, self._last)]
        decoded += [item for answer in self._parts.finish() for item in self._interpreter.interpret(answer)]
        self._count()
        return decoded

    def _decoded(self, message: Message, stamp: Stamp) -> list[Decoded]:
        self.statistics.last_frame = stamp
        command = _command(message, stamp)
        if command is not None:
            return [command]
        said = _said(message)
        notices: list[Decoded] = [] if said is None else [self._notice(said, stamp)]
        match message:
            case AssociationAccept():
                self._interpreter.associated()
            case MdsCreateEvent():
                notices += self._interpreter.monitor(message.state, stamp)
            case PollReply():
                answers = self._parts.add(message, stamp)
                notices += [item for answer in answers for item in self._interpreter.interpret(answer)]
        return notices

    def _notice(self, said: _Said, stamp: Stamp) -> Notice:
        return Notice(
            device_id=CAPTURED_DEVICE,
            code=said.code,
            kind=NoticeKind.INFORMATION,
            stamp=stamp,
            why=said.why,
            provenance=Provenance.REPLAYED,
        )

    def _count(self) -> None:
        self.statistics.frames = self._line.frames
        self.statistics.rejected_bytes = self._line.rejected_bytes


def udp_capture_decoder() -> IntellivueCaptureDecoder:
    """For payloads of datagrams, whether or not the recording kept their boundaries."""
    return IntellivueCaptureDecoder(DatagramLine(boundaries_kept=False))


def serial_capture_decoder() -> IntellivueCaptureDecoder:
    """For bytes of the MIB/RS232 port."""
    return IntellivueCaptureDecoder(SerialLine())


def _command(message: Message, stamp: Stamp) -> HostCommand | None:
    """What the host wants with `message`; None: it is not from a host."""
    found: tuple[str, str] | None = None
    match message:
        case AssociationRequest():
            found = ("associate", "ask for an association")
        case SessionMessage(SessionKind.RELEASE_REQUEST):
            found = ("release", "end the association")
        case MdsCreateResult():
            found = ("create_event_result", "answer the monitor's create event")
        case PollRequest(duration_s=None):
            found = ("single_poll", f"poll class {message.object_class:04X} group {message.group:04X} once")
        case PollRequest():
            polled = f"class {message.object_class:04X} group {message.group:04X}"
            found = ("extended_poll", f"poll {polled} each second for {message.duration_s:g} s")
        case OtherOperation() if message.operation.kind is OperationKind.INVOKE:
            number = message.operation.command
            name = Command(number).name.lower() if number in set(Command) else f"command_{number}"
            found = (name, "another remote operation")
    return None if found is None else HostCommand(command=found[0], meaning=found[1], stamp=stamp)


def _said(message: Message) -> _Said | None:
    match message:
        case AssociationAccept():
            return _Said("associated", f"poll period at most {message.profile.min_poll_period_s:g} s")
        case SessionMessage() if message.kind in _SESSION_WORDS:
            return _Said(*_SESSION_WORDS[message.kind])
        case MdsCreateEvent():
            return _Said("create_event", _identity(message.state))
        case ConnectIndication():
            where = f"{message.address}:{message.data_port}"
            return _Said("connect_indication", f"{message.model} of bed {message.bed_label} waits at {where}")
        case Refused():
            return _Said("operation_refused", f"operation {message.invoke_id} refused, reason {message.reason}")
    return None


def _identity(state: MonitorState) -> str:
    return f"Philips {state.model}, bed {state.bed_label}, clock {state.clock}"


def _foreign(contents: bytes) -> _Said:
    return _Said("foreign_frame", f"a frame with a right check, but not of Data Export: {contents.hex(' ')}")
