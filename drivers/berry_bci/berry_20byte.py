"""Berry 20-byte wire format: bytes in, packets out, and back. What a packet means is left to the interpreter.

``FF AA``, 17 bytes, and the low byte of the sum of all that. Versions are sent as text in packets of the same shape.
"""

import struct
from dataclasses import dataclass
from enum import IntFlag

HEADER = b"\xff\xaa"
PACKET_BYTES = 20
SELECT_BERRY = b"\xe1"  # a module may have been left in the BCI format
RATE_50_HZ = b"\xf0"
SPO2_MISSING, PULSE_MISSING = 127, 255
RR_UNIT_MS = 5
_LAYOUT = struct.Struct("<BBBBBBHBBBiBB")
_CHECKED_BYTES = PACKET_BYTES - 1
_TEXT_PADDING = b"\0"


class BerryStatus(IntFlag):
    SENSOR_OFF = 0x01
    NO_FINGER = 0x02
    NO_PULSE = 0x04
    BEAT = 0x08


_KNOWN_STATUS = 0x0F


@dataclass(frozen=True, slots=True, kw_only=True)
class BerryPacket:
    """One sample. None where the module sends 127, 255 or 0 for "no value"."""

    index: int  # counts packets, 0-255
    status: BerryStatus
    spo2_average_percent: int | None
    spo2_percent: int | None
    pulse_average_per_min: int | None
    pulse_per_min: int | None
    rr_ms: int | None
    pi_average_tenths: int | None  # perfusion index, tenths of a per cent
    pi_tenths: int | None
    pleth: int
    adc: int  # raw light, signed
    battery_percent: int
    packets_per_s: int

    def encode(self) -> bytes:
        body = HEADER + _LAYOUT.pack(
            self.index,
            self.status,
            SPO2_MISSING if self.spo2_average_percent is None else self.spo2_average_percent,
            SPO2_MISSING if self.spo2_percent is None else self.spo2_percent,
            PULSE_MISSING if self.pulse_average_per_min is None else self.pulse_average_per_min,
            PULSE_MISSING if self.pulse_per_min is None else self.pulse_per_min,
            (self.rr_ms or 0) // RR_UNIT_MS,
            self.pi_average_tenths or 0,
            self.pi_tenths or 0,
            self.pleth,
            self.adc,
            self.battery_percent,
            self.packets_per_s,
        )
        return body + bytes((checksum(body),))


@dataclass(frozen=True, slots=True)
class VersionText:
    """The answer to a version query: "SV1.04.00.36" for the software."""

    text: str


BerryFrame = BerryPacket | VersionText


def checksum(body: bytes) -> int:
    """Low byte of the sum of bytes 0-18, the header included."""
    return sum(body) & 0xFF


def parse_packet(raw: bytes) -> BerryFrame | None:
    """The frame in 20 bytes; None: wrong header or checksum, or neither a known status nor a text."""
    if len(raw) != PACKET_BYTES or not raw.startswith(HEADER) or checksum(raw[:_CHECKED_BYTES]) != raw[-1]:
        return None
    body = raw[len(HEADER) : _CHECKED_BYTES]
    text = body.rstrip(_TEXT_PADDING)
    if body[1] <= _KNOWN_STATUS:
        return _packet(body)
    return VersionText(text.decode("ascii")) if text.isascii() and text.decode("ascii").isprintable() else None


def _packet(body: bytes) -> BerryPacket:
    index, status, spo2_average, spo2, pulse_average, pulse, rr, pi_average, pi, pleth, adc, battery, rate = (
        _LAYOUT.unpack(body)
    )
    return BerryPacket(
        index=index,
        status=BerryStatus(status),
        spo2_average_percent=None if spo2_average == SPO2_MISSING else spo2_average,
        spo2_percent=None if spo2 == SPO2_MISSING else spo2,
        pulse_average_per_min=None if pulse_average == PULSE_MISSING else pulse_average,
        pulse_per_min=None if pulse == PULSE_MISSING else pulse,
        rr_ms=rr * RR_UNIT_MS or None,
        pi_average_tenths=pi_average or None,
        pi_tenths=pi or None,
        pleth=pleth,
        adc=adc,
        battery_percent=battery,
        packets_per_s=rate,
    )


class BerryDecoder:
    """Finds packets by header and checksum; what fits neither is dropped one byte at a time."""

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the packet that is not whole yet; always fewer than `PACKET_BYTES`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[BerryFrame]:
        """Frames that became whole with `data`, oldest first."""
        self._buffer += data
        frames: list[BerryFrame] = []
        start = 0
        while len(self._buffer) - start >= PACKET_BYTES:
            frame = parse_packet(bytes(self._buffer[start : start + PACKET_BYTES]))
            if frame is None:
                start += 1  # a good packet behind a bad one survives
                self.rejected_bytes += 1
            else:
                start += PACKET_BYTES
                self.frames += 1
                frames.append(frame)
        del self._buffer[:start]
        return frames

    def finish(self) -> list[BerryFrame]:
        """The stream is over: what waits is cut, and refused."""
        self.rejected_bytes += len(self._buffer)
        self._buffer.clear()
        return []
