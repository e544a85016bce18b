"""Contec protocol V7.0 wire format: bytes in, packets out, and back. What a packet means is left to the interpreter.

A packet is a type byte (bit 7 clear), a byte of high bits, and up to seven data bytes. All but the first are sent with
bit 7 set, and bit n of the high-bits byte is the true bit 7 of data byte n. There is no checksum.
"""

from dataclasses import dataclass
from enum import IntEnum, IntFlag

MAX_PACKET_BYTES = 9
_MIN_PACKET_BYTES = 2
PULSE_MISSING, SPO2_MISSING, PI_MISSING = 0xFF, 0x7F, 0xFFFF
SAMPLES_PER_S = 60  # "rate 60 a second"


class PacketType(IntEnum):
    REAL_TIME = 0x01
    RESULT = 0x0B  # of a command, with a reason
    STORED_DATA_ENDED = 0x0C  # in answer to the stop commands
    DISCONNECTING = 0x0D
    HOST = 0x7D


class Command(IntEnum):
    """Commands that the document or a captured dialogue names. Only those in the driver's list are ever sent."""

    START_REAL_TIME = 0xA1
    STOP_REAL_TIME = 0xA2
    STOP_STORED_DATA = 0xA7
    DEVICE_IDENTIFIER = 0xAA
    USER = 0xAB
    PI_SUPPORT = 0xAC
    USER_COUNT = 0xAD
    KEEP_ALIVE = 0xAF
    SET_TIME = 0xB1
    SET_DATE = 0xB2

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    Command.START_REAL_TIME: "start real-time data",
    Command.STOP_REAL_TIME: "stop real-time data",
    Command.STOP_STORED_DATA: "stop stored-data transfer",
    Command.DEVICE_IDENTIFIER: "query device identifier",
    Command.USER: "query user",
    Command.PI_SUPPORT: "query PI support",
    Command.USER_COUNT: "query number of users",
    Command.KEEP_ALIVE: "keep-alive",
    Command.SET_TIME: "set time",
    Command.SET_DATE: "set date",
}


class Status(IntFlag):
    """Flags of a real-time packet, gathered from its first three data bytes."""

    SEARCHING_TOO_LONG = 0x01
    SPO2_LOW = 0x02
    BEEP = 0x04
    PROBE_ERROR = 0x08  # finger out
    SEARCHING = 0x10
    PI_INVALID = 0x20


_STRENGTH_BITS = 0x0F
_PLETH_BITS = 0x7F
_STATUS_PLACES = (  # flag, data byte, bit
    (Status.SEARCHING_TOO_LONG, 0, 0x10),
    (Status.SPO2_LOW, 0, 0x20),
    (Status.BEEP, 0, 0x40),
    (Status.PROBE_ERROR, 0, 0x80),
    (Status.SEARCHING, 1, 0x80),
    (Status.PI_INVALID, 2, 0x10),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RealTime:
    """One sample, as the device gives it every sixtieth of a second. None where it sends FF, 7F or FFFF."""

    status: Status
    strength: int  # 0-8
    pleth: int  # 0-127
    bar: int  # 0-15
    pulse_per_min: int | None
    spo2_percent: int | None
    pi_hundredths: int | None  # perfusion index, hundredths of a per cent

    def encode(self) -> bytes:
        pi = PI_MISSING if self.pi_hundredths is None else self.pi_hundredths
        data = bytearray(7)
        data[0:3] = self.strength, self.pleth, self.bar
        for flag, place, bit in _STATUS_PLACES:
            data[place] |= bit if flag in self.status else 0
        data[3] = PULSE_MISSING if self.pulse_per_min is None else self.pulse_per_min
        data[4] = SPO2_MISSING if self.spo2_percent is None else self.spo2_percent
        data[5:7] = pi & 0xFF, pi >> 8
        return _packet(PacketType.REAL_TIME, bytes(data))


@dataclass(frozen=True, slots=True)
class Request:
    """Host to device. `command` may be one that nobody has documented."""

    command: int
    parameters: bytes = bytes(6)

    def encode(self) -> bytes:
        """The request's bytes; ``7D 81 A1 80 80 80 80 80 80`` starts real-time data."""
        return _packet(PacketType.HOST, bytes((self.command,)) + self.parameters)


@dataclass(frozen=True, slots=True)
class Other:
    """A reply of any other type, its data restored. Most lengths are known from a single dialogue."""

    kind: int  # a PacketType, or a type that nobody has documented
    data: bytes

    def encode(self) -> bytes:
        return _packet(self.kind, self.data)


Packet = RealTime | Request | Other


def _packet(kind: int, data: bytes) -> bytes:
    high_bits = sum(1 << place for place, byte in enumerate(data) if byte & 0x80)
    return bytes((kind, 0x80 | high_bits, *(byte | 0x80 for byte in data)))


def parse_packet(raw: bytes) -> Packet | None:
    """The packet in `raw`, which starts with its type byte; None if its length is wrong for its type."""
    if not _MIN_PACKET_BYTES <= len(raw) <= MAX_PACKET_BYTES:
        return None
    kind, high_bits = raw[0], raw[1]
    data = bytes((byte & 0x7F) | (high_bits >> place & 1) << 7 for place, byte in enumerate(raw[2:]))
    if kind not in (PacketType.REAL_TIME, PacketType.HOST):
        return Other(kind, data)
    if len(raw) != MAX_PACKET_BYTES:
        return None
    return _real_time(data) if kind == PacketType.REAL_TIME else Request(data[0], data[1:])


def _real_time(data: bytes) -> RealTime:
    status = Status(0)
    for flag, place, bit in _STATUS_PLACES:
        status |= flag if data[place] & bit else Status(0)
    pulse, spo2, pi = data[3], data[4], data[5] | data[6] << 8
    return RealTime(
        status=status,
        strength=data[0] & _STRENGTH_BITS,
        pleth=data[1] & _PLETH_BITS,
        bar=data[2] & _STRENGTH_BITS,
        pulse_per_min=None if pulse == PULSE_MISSING else pulse,
        spo2_percent=None if spo2 == SPO2_MISSING else spo2,
        pi_hundredths=None if pi == PI_MISSING else pi,
    )


class Decoder:
    """Cuts a stream where a byte with bit 7 clear stands: "a byte with bit 7 clear always starts a packet".

    So a packet is whole only when the next one begins, or the stream ends. At 60 packets a second that costs 17 ms and
    refuses packets to which a byte was added. Commands come alone: they are whole with their ninth byte.
    """

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the packet that has not ended yet; never more than `MAX_PACKET_BYTES`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Packet]:
        """Packets behind which another one began in `data`, oldest first."""
        packets: list[Packet] = []
        for byte in data:
            if byte < 0x80:
                packets += self._end_packet()
            elif not self._buffer:  # the middle of a packet whose beginning was not heard or was refused
                self.rejected_bytes += 1
                continue
            elif len(self._buffer) == MAX_PACKET_BYTES:
                self.rejected_bytes += len(self._buffer) + 1
                self._buffer.clear()
                continue
            self._buffer.append(byte)
            if len(self._buffer) == MAX_PACKET_BYTES and self._buffer[0] == PacketType.HOST:
                packets += self._end_packet()
        return packets

    def finish(self) -> list[Packet]:
        """The stream is over: a last packet may stand if its length is right."""
        return self._end_packet()

    def _end_packet(self) -> list[Packet]:
        raw = bytes(self._buffer)
        self._buffer.clear()
        packet = parse_packet(raw)
        if packet is None:
            self.rejected_bytes += len(raw)
            return []
        self.frames += 1
        return [packet]
