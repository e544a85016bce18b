"""A Philips IntelliVue monitor that speaks Data Export, on the LAN or on its MIB/RS232 port.

It announces itself while it is free, serves one client at a time, wants its create event answered before it serves any
poll, and drops a client that says nothing for longer than was granted. What it says when it refuses an association, and
how soon it repeats its create event, is not known from captures.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from ipaddress import IPv4Address
from typing import Final

from drivers.philips_intellivue.association import (
    GRANTED,
    AssociationAccept,
    AssociationRequest,
    PollProfile,
    SessionKind,
    SessionMessage,
)
from drivers.philips_intellivue.codes import (
    ObjectClass,
    OperatingMode,
    Refusal,
)
from drivers.philips_intellivue.identity import ConnectIndication, MdsCreateEvent, MdsCreateResult, MonitorState
from drivers.philips_intellivue.lines import DatagramLine, Line, SerialLine
from drivers.philips_intellivue.operations import LinkedState, Operation, OperationKind, Part
from drivers.philips_intellivue.polls import Observed, PollReply, PollRequest
from drivers.philips_intellivue.protocol import DATA_PORT, Message, OtherOperation
from drivers.philips_intellivue.wire import RELATIVE_TIME_SPAN, TICKS_PER_SECOND
from simulators.devices.cuff import Cuff
from simulators.devices.intellivue_bedside import AlarmLimits, Bedside
from simulators.devices.oximeter import Oximeter

ANNOUNCE_EVERY_S = 61.0  # as the captured monitor did
_PERIOD_TICKS = 8192  # between two answers to an extended poll, in the capture
_UPTIME_S = 3600.0  # since it was switched on, when the run begins
_MODEL = "SIM-M8003"


USUAL_LIMITS = AlarmLimits()


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorOptions:
    """How this monitor differs from others of its kind."""

    limits: AlarmLimits = USUAL_LIMITS
    granted: PollProfile = GRANTED
    serves_extended_polls: bool = True
    tells_alarms: bool = True
    busy: bool = False  # another client is connected for good
    demo: bool = False
    objects_per_part: int | None = None  # set: larger answers come in linked parts


@dataclass(slots=True)
class _Extended:
    """One extended poll that is being served."""

    request: PollRequest
    ends_s: float
    sequence: int = 0


class IntellivueMonitor:
    """One monitor, message by message. Time is seconds after the start of the run."""

    def __init__(
        self,
        *,
        oximeter: Oximeter | None,
        cuff: Cuff,
        epoch: datetime,
        bed_label: str,
        options: MonitorOptions | None = None,
    ) -> None:
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self.is_associated = False
        self._epoch = epoch
        self._bed_label = bed_label
        self._options = options or MonitorOptions()
        self._is_presented = False  # the create event was answered
        self._heard_s = 0.0
        self._announced_s = -ANNOUNCE_EVERY_S
        self._extended: dict[int, _Extended] = {}
        self._bedside = Bedside(
            oximeter=oximeter, cuff=cuff, epoch=epoch, limits=self._options.limits, demo=self._options.demo
        )

    def announcement(self, t_s: float, *, address: IPv4Address) -> bytes | None:
        """Give the datagram for everybody, where one is due: a monitor that has a client says nothing."""
        if self.is_associated or t_s - self._announced_s < ANNOUNCE_EVERY_S:
            return None
        self._announced_s = t_s
        return ConnectIndication(bed_label=self._bed_label, model=_MODEL, address=address, data_port=DATA_PORT).encode()

    def tick(self, t_s: float) -> list[bytes]:
        """Do what falls due once a second, and give what is said unasked."""
        self.cuff.advance(t_s)
        if self.is_associated and t_s - self._heard_s > self._options.granted.min_poll_period_s:
            self._forget()  # without a word, as a client that was cut off hears none
        if not self.is_associated:
            return []
        if not self._is_presented:
            return [self._create_event(t_s)]
        for number in [number for number, poll in self._extended.items() if poll.ends_s <= t_s]:
            del self._extended[number]
        return [message for poll in self._extended.values() for message in self._next(poll, t_s)]

    def answer(self, message: Message, t_s: float) -> list[bytes]:
        """Take a message of the client and give the answers."""
        self.cuff.advance(t_s)
        match message:
            case AssociationRequest():
                return self._associate(t_s)
            case SessionMessage(SessionKind.RELEASE_REQUEST) if self.is_associated:
                self._forget()
                return [SessionMessage(SessionKind.RELEASE_RESPONSE).encode()]
            case MdsCreateResult() if self.is_associated:
                self._is_presented, self._heard_s = True, t_s
            case PollRequest() if self.is_associated:
                self._heard_s = t_s
                return self._serve(message, t_s) if self._is_presented else []
            case OtherOperation() if self.is_associated:
                return [self._refusal(message.operation.invoke_id, Refusal.NO_SUCH_ACTION)]
        return []

    def _associate(self, t_s: float) -> list[bytes]:
        if self._options.busy or self.is_associated:
            return [SessionMessage(SessionKind.REFUSE).encode()]
        self.is_associated, self._heard_s = True, t_s
        return [AssociationAccept(self._options.granted).encode(), self._create_event(t_s)]

    def _forget(self) -> None:
        self.is_associated = self._is_presented = False
        self._extended.clear()

    def _create_event(self, t_s: float) -> bytes:
        return MdsCreateEvent(invoke_id=1, at_ticks=_ticks(t_s), state=self._state(t_s)).encode()

    def _state(self, t_s: float) -> MonitorState:
        return MonitorState(
            model=_MODEL,
            bed_label=self._bed_label,
            clock=(self._epoch + timedelta(seconds=t_s)).replace(microsecond=0),
            clock_ticks=_ticks(t_s),
            mode=OperatingMode.DEMO if self._options.demo else OperatingMode.MONITORING,
        )

    def _serve(self, request: PollRequest, t_s: float) -> list[bytes]:
        served = {ObjectClass.MONITOR, ObjectClass.NUMERICS}
        if self._options.tells_alarms:
            served.add(ObjectClass.ALERTS)
        if request.object_class not in served:
            return [self._refusal(request.invoke_id, Refusal.NO_SUCH_CLASS)]
        if request.duration_s is None:
            return self._reply(request, t_s, sequence=None)
        if not self._options.serves_extended_polls:
            return [self._refusal(request.invoke_id, Refusal.NO_SUCH_ACTION)]
        # a renewal goes on counting where the poll before it was
        running = self._extended.get(request.invoke_id)
        poll = _Extended(request, t_s + request.duration_s, running.sequence if running is not None else 0)
        self._extended[request.invoke_id] = poll
        return [] if running is not None else self._next(poll, t_s)

    def _refusal(self, invoke_id: int, reason: Refusal) -> bytes:
        return Operation(kind=OperationKind.REFUSAL, invoke_id=invoke_id, command=reason, body=b"").encode()

    def _next(self, poll: _Extended, t_s: float) -> list[bytes]:
        messages = self._reply(poll.request, t_s, sequence=poll.sequence)
        poll.sequence = (poll.sequence + 1) & 0xFFFF
        return messages

    def _reply(self, request: PollRequest, t_s: float, *, sequence: int | None) -> list[bytes]:
        objects = tuple(self._objects(request, t_s))
        size = self._options.objects_per_part
        if size is None or len(objects) <= size:
            return [_message(request, t_s, sequence, objects, None)]
        pieces = [objects[begin : begin + size] for begin in range(0, len(objects), size)]
        parts = [
            Part(LinkedState.FIRST if number == 1 else LinkedState.MIDDLE, number)
            for number in range(1, len(pieces) + 1)
        ]
        linked = [_message(request, t_s, sequence, piece, part) for piece, part in zip(pieces, parts, strict=True)]
        return [*linked, _message(request, t_s, sequence, (), None)]  # the end is an empty, unlinked result

    def _objects(self, request: PollRequest, t_s: float) -> Iterable[Observed]:
        if request.object_class == ObjectClass.NUMERICS:
            return self._bedside.numerics(t_s)
        if request.object_class == ObjectClass.ALERTS:
            return [self._bedside.alarms(t_s)]
        return [Observed(handle=0, attributes=self._state(t_s).attributes())]


class IntellivueOnLine:
    """The monitor as a device on a line: bytes in, bytes out."""

    def __init__(self, monitor: IntellivueMonitor, line: Line) -> None:
        self.monitor: Final = monitor
        self.oximeter: Final = monitor.oximeter
        self.cuff: Final = monitor.cuff
        self._line = line

    def tick(self, t_s: float) -> bytes:
        """Give the messages of this second, packed for the line."""
        return self._packed(self.monitor.tick(t_s))

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Answer each whole message, in order; anything else is passed over in silence."""
        return b"".join(self._packed(self.monitor.answer(message, t_s)) for message in self._line.read(data))

    def _packed(self, messages: list[bytes]) -> bytes:
        return b"".join(self._line.pack(message) for message in messages)


def on_serial_port(monitor: IntellivueMonitor) -> IntellivueOnLine:
    """`monitor` on its MIB/RS232 port."""
    return IntellivueOnLine(monitor, SerialLine())


def on_network(monitor: IntellivueMonitor) -> IntellivueOnLine:
    """`monitor` on the LAN. What is said in one call stands in one piece; a real one sends a datagram a message."""
    return IntellivueOnLine(monitor, DatagramLine())


def _ticks(t_s: float) -> int:
    return round((t_s + _UPTIME_S) * TICKS_PER_SECOND) % RELATIVE_TIME_SPAN


def _message(
    request: PollRequest, t_s: float, sequence: int | None, objects: tuple[Observed, ...], part: Part | None
) -> bytes:
    return PollReply(
        invoke_id=request.invoke_id,
        extended=request.duration_s is not None,
        sequence=sequence,
        at_ticks=_ticks(t_s),
        clock=None,  # the captured monitor does not tell it here
        object_class=request.object_class,
        group=request.group,
        objects=objects,
        part=part,
    ).encode()
