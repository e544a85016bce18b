"""BCI 5-byte wire format: bytes in, packets out, and back. What a packet means is left to the interpreter.

A packet is one byte with bit 7 set and four with bit 7 clear, 60 to 100 times a second. There is no checksum.
"""

from dataclasses import dataclass
from enum import IntFlag

PACKET_BYTES = 5
PULSE_MISSING, SPO2_MISSING, STRENGTH_MISSING = 0xFF, 0x7F, 15
_START_BIT = 0x80
_LOW_BITS = 0x7F
_NIBBLE = 0x0F
_PULSE_HIGH_BIT = 0x40  # in the third byte; it is bit 7 of the rate


class BciStatus(IntFlag):
    """Flags, gathered from the first and the third byte."""

    NO_SIGNAL = 0x10
    PROBE_UNPLUGGED = 0x20
    BEEP = 0x40
    NO_FINGER = 0x1000
    SEARCHING = 0x2000


_FIRST_BYTE_FLAGS = BciStatus.NO_SIGNAL | BciStatus.PROBE_UNPLUGGED | BciStatus.BEEP
_THIRD_BYTE_FLAGS = BciStatus.NO_FINGER | BciStatus.SEARCHING


@dataclass(frozen=True, slots=True, kw_only=True)
class BciPacket:
    """One sample. None where the module sends 255, 127 or 15."""

    status: BciStatus
    strength: int | None  # 0-8
    pleth: int  # 1-127; 0 is no sample
    bar: int  # 0-15
    pulse_per_min: int | None
    spo2_percent: int | None

    def encode(self) -> bytes:
        """The packet's bytes; ``85 2A 06 48 62`` is 72 a minute and 98 %."""
        pulse = PULSE_MISSING if self.pulse_per_min is None else self.pulse_per_min
        spo2 = SPO2_MISSING if self.spo2_percent is None else self.spo2_percent
        strength = STRENGTH_MISSING if self.strength is None else self.strength
        return bytes(
            (
                _START_BIT | int(self.status & _FIRST_BYTE_FLAGS) | strength,
                self.pleth,
                (int(self.status & _THIRD_BYTE_FLAGS) >> 8) | (_PULSE_HIGH_BIT if pulse & 0x80 else 0) | self.bar,
                pulse & _LOW_BITS,
                spo2,
            )
        )


def parse_packet(raw: bytes) -> BciPacket | None:
    """The packet in `raw`, None where the bits 7 are not 1-0-0-0-0."""
    if len(raw) != PACKET_BYTES or raw[0] < _START_BIT or any(byte >= _START_BIT for byte in raw[1:]):
        return None
    first, pleth, third, low, spo2 = raw
    pulse = low | (0x80 if third & _PULSE_HIGH_BIT else 0)
    strength = first & _NIBBLE
    return BciPacket(
        status=(BciStatus(first) & _FIRST_BYTE_FLAGS) | (BciStatus(third << 8) & _THIRD_BYTE_FLAGS),
        strength=None if strength == STRENGTH_MISSING else strength,
        pleth=pleth,
        bar=third & _NIBBLE,
        pulse_per_min=None if pulse == PULSE_MISSING else pulse,
        spo2_percent=None if spo2 == SPO2_MISSING else spo2,
    )


class BciDecoder:
    """Cuts a stream where a byte with bit 7 set stands.

    So a packet is whole only when the next one begins, or the stream ends: that costs 10 ms and refuses packets to
    which a byte was added.
    """

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the packet that has not ended yet; never more than `PACKET_BYTES`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[BciPacket]:
        """Packets behind which another one began in `data`, oldest first."""
        packets: list[BciPacket] = []
        for byte in data:
            if byte >= _START_BIT:
                packets += self._end_packet()
            elif not self._buffer:  # the middle of a packet whose beginning was not heard or was refused
                self.rejected_bytes += 1
                continue
            elif len(self._buffer) == PACKET_BYTES:
                self.rejected_bytes += len(self._buffer) + 1
                self._buffer.clear()
                continue
            self._buffer.append(byte)
        return packets

    def finish(self) -> list[BciPacket]:
        """The stream is over: a last packet may stand if it has five bytes."""
        return self._end_packet()

    def _end_packet(self) -> list[BciPacket]:
        raw = bytes(self._buffer)
        self._buffer.clear()
        packet = parse_packet(raw)
        if packet is None:
            self.rejected_bytes += len(raw)
            return []
        self.frames += 1
        return [packet]
