"""What a monitor says of itself: the announcement on the network and the create event of an association. Pure."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import IPv4Address

from drivers.philips_intellivue.codes import Attribute, ObjectClass, OperatingMode
from drivers.philips_intellivue.operations import (
    ANNOUNCEMENT_HEAD,
    MONITOR,
    Command,
    ObjectId,
    Operation,
    OperationKind,
    encode_event,
    read_event,
    read_object,
)
from drivers.philips_intellivue.wire import (
    Attributes,
    MalformedError,
    Reader,
    counted,
    pack_text,
    pack_time,
    parse_time,
    read_attributes,
    sized,
    text,
    u16,
    u32,
    write_attributes,
)

CREATE_EVENT, CONNECT_EVENT = 0x0D06, 0x0D17
_ANNOUNCER = ObjectId(0x0023)
_DATA_EXPORT, _UDP = 5, 1  # application and transport in the list of protocols


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorState:
    """Attributes of the monitor object, from the create event or from a poll; None: not told."""

    model: str | None = None
    bed_label: str | None = None
    clock: datetime | None = None  # by the monitor's clock, of no known time zone
    clock_ticks: int | None = None  # relative time that belongs to `clock`
    mode: OperatingMode | None = None

    def attributes(self) -> dict[int, bytes]:
        found: dict[int, bytes] = {}
        if self.model is not None:
            found[Attribute.MODEL] = sized(b"Philips\0") + sized(self.model.encode("ascii") + b"\0")
        if self.mode is not None:
            found[Attribute.OPERATING_MODE] = u16(self.mode)
        if self.bed_label is not None:
            found[Attribute.BED_LABEL] = sized(pack_text(self.bed_label))
        if self.clock is not None:
            found[Attribute.ABSOLUTE_TIME] = pack_time(self.clock)
        if self.clock_ticks is not None:
            found[Attribute.RELATIVE_TIME] = u32(self.clock_ticks)
        return found


def monitor_state(attributes: Attributes) -> MonitorState:
    """Raises MalformedError where an attribute has not its form."""
    model, bed = attributes.get(Attribute.MODEL), attributes.get(Attribute.BED_LABEL)
    clock, ticks = attributes.get(Attribute.ABSOLUTE_TIME), attributes.get(Attribute.RELATIVE_TIME)
    mode = attributes.get(Attribute.OPERATING_MODE)
    return MonitorState(
        model=None if model is None else _model(Reader(model)),
        bed_label=None if bed is None else text(Reader(bed).sized().rest()),
        clock=None if clock is None else parse_time(clock),
        clock_ticks=None if ticks is None else Reader(ticks).u32(),
        mode=None if mode is None else OperatingMode(Reader(mode).u16()),
    )


def _model(reader: Reader) -> str:
    reader.sized()  # the maker
    return reader.sized().rest().decode("ascii", "replace").rstrip("\0")


@dataclass(frozen=True, slots=True, kw_only=True)
class MdsCreateEvent:
    """The monitor presents itself after each association and serves no poll until it was answered."""

    invoke_id: int
    at_ticks: int
    state: MonitorState

    def encode(self) -> bytes:
        contents = MONITOR.encode() + write_attributes(self.state.attributes())
        body = encode_event(CREATE_EVENT, contents, source=MONITOR, at_ticks=self.at_ticks)
        return Operation(
            kind=OperationKind.INVOKE, invoke_id=self.invoke_id, command=Command.CONFIRMED_EVENT, body=body
        ).encode()


@dataclass(frozen=True, slots=True)
class MdsCreateResult:
    """The client's answer to the create event; frame 50 of the capture."""

    invoke_id: int

    def encode(self) -> bytes:
        body = encode_event(CREATE_EVENT, b"", source=MONITOR, at_ticks=0)
        return Operation(
            kind=OperationKind.RESULT, invoke_id=self.invoke_id, command=Command.CONFIRMED_EVENT, body=body
        ).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectIndication:
    """A monitor that is free announces itself about once a minute, to everybody on UDP port 24005."""

    bed_label: str | None
    model: str | None
    address: IPv4Address | None
    data_port: int | None  # where it takes associations

    def encode(self) -> bytes:
        attributes: dict[int, bytes] = {}
        if self.address is not None:
            attributes[Attribute.ADDRESS] = bytes(6) + self.address.packed + b"\xff\xff\xff\x00"
        if self.bed_label is not None:
            attributes[Attribute.BED_LABEL_ANNOUNCED] = pack_text(self.bed_label)
        if self.data_port is not None:
            attributes[Attribute.PROTOCOLS] = counted([u16(_DATA_EXPORT, _UDP, self.data_port, 0)])
        if self.model is not None:
            attributes[Attribute.MODEL] = sized(b"Philips\0") + sized(self.model.encode("ascii") + b"\0")
        body = encode_event(CONNECT_EVENT, write_attributes(attributes), source=_ANNOUNCER, at_ticks=0)
        operation = Operation(kind=OperationKind.INVOKE, invoke_id=0, command=Command.EVENT, body=body)
        return ANNOUNCEMENT_HEAD + operation.encode_bare()


def parse_announcement(operation: Operation) -> ConnectIndication:
    """Raises MalformedError where it is none."""
    number, _, contents = read_event(operation.body)
    if operation.kind is not OperationKind.INVOKE or number != CONNECT_EVENT:
        raise MalformedError("not a connect indication")
    attributes = read_attributes(contents, may_repeat=True)  # the captured monitor gives its address twice
    contents.end()
    model, bed = attributes.get(Attribute.MODEL), attributes.get(Attribute.BED_LABEL_ANNOUNCED)
    address, protocols = attributes.get(Attribute.ADDRESS), attributes.get(Attribute.PROTOCOLS)
    return ConnectIndication(
        bed_label=None if bed is None else text(bed),
        model=None if model is None else _model(Reader(model)),
        address=None if address is None else _address(Reader(address)),
        data_port=None if protocols is None else _data_port(Reader(protocols)),
    )


def _address(reader: Reader) -> IPv4Address:
    reader.take(6)  # MAC
    return IPv4Address(reader.take(4))


def _data_port(reader: Reader) -> int | None:
    count, entries = reader.counted()
    for _ in range(count):
        application, transport, port, _options = entries.u16(), entries.u16(), entries.u16(), entries.u16()
        if (application, transport) == (_DATA_EXPORT, _UDP):
            return port
    return None


def parse_create_event(operation: Operation) -> MdsCreateEvent | MdsCreateResult:
    """Raises MalformedError where it is neither."""
    number, at_ticks, contents = read_event(operation.body)
    if number != CREATE_EVENT:
        raise MalformedError(f"event {number:04X}")
    if operation.kind is OperationKind.RESULT:
        contents.end()
        return MdsCreateResult(operation.invoke_id)
    if read_object(contents).object_class != ObjectClass.MONITOR:
        raise MalformedError("an event of another object")
    attributes = read_attributes(contents)
    contents.end()
    return MdsCreateEvent(invoke_id=operation.invoke_id, at_ticks=at_ticks, state=monitor_state(attributes))
