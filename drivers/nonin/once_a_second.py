"""Data formats 1 and 8: three or four bytes once a second, no checksum. Bytes in, readings out, and back.

    byte 1   1, sensor disconnected (older Xpod), out of track, low perfusion, marginal perfusion, artifact, HR8, HR7
    byte 2   0, HR6 to HR0
    byte 3   0, SpO2
    byte 4   DF8 only: bit 5 SmartPoint, bit 3 sensor alarm, bit 0 low battery

Only the pattern of bit 7 (1-0-0, 1-0-0-0) tells where a packet begins. (Nonin OEM specification 6470-000-01.)
"""

from dataclasses import dataclass
from enum import IntFlag
from typing import Final

from drivers.nonin.packets import MISSING_PULSE, MISSING_SPO2, Rates

SHORT_BYTES: Final = 3  # DF1
LONG_BYTES: Final = 4  # DF8
_FIRST = 0x80
_FIRST_BITS = 0x7C  # of byte 1, without the pulse


class FirstByte(IntFlag):
    ARTIFACT = 0x04
    MARGINAL_PERFUSION = 0x08
    LOW_PERFUSION = 0x10
    OUT_OF_TRACK = 0x20
    DISCONNECTED = 0x40  # reserved on newer devices


class FourthByte(IntFlag):
    LOW_BATTERY = 0x01
    SENSOR_ALARM = 0x08
    SMARTPOINT = 0x20


ALL_WELL: Final = FirstByte(0)
NOTHING_MORE: Final = FourthByte(0)
_KNOWN_FOURTH = FourthByte.LOW_BATTERY | FourthByte.SENSOR_ALARM | FourthByte.SMARTPOINT


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One packet. `fourth` is None in DF1, which cannot say whether the finger is out."""

    rates: Rates
    first: FirstByte = ALL_WELL
    fourth: FourthByte | None = NOTHING_MORE
    after_noise: bool = False  # the byte before could not be read, so the beginning is less certain

    def encode(self) -> bytes:
        """The packet; DF8 where there is a fourth byte, else DF1."""
        pulse = MISSING_PULSE if self.rates.pulse_per_min is None else self.rates.pulse_per_min
        spo2 = MISSING_SPO2 if self.rates.spo2_percent is None else self.rates.spo2_percent
        head = bytes((_FIRST | self.first | pulse >> 7, pulse & 0x7F, spo2))
        return head if self.fourth is None else head + bytes((self.fourth,))


class ReadingDecoder:
    """Finds packets of `length` bytes by their pattern; where it fails one byte is dropped."""

    def __init__(self, *, length: int) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self.rejected_run = 0  # bytes rejected since the last packet that followed another without a gap
        self._length = length
        self._in_step = True
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the packet that is not whole yet; always fewer than a packet has."""
        return len(self._buffer)

    @property
    def waiting(self) -> bytes:
        """What has begun and is not whole yet."""
        return bytes(self._buffer)

    def feed(self, data: bytes) -> list[Reading]:
        """Readings that ended with `data`, oldest first."""
        self._buffer += data
        readings: list[Reading] = []
        start = 0
        while start + self._length <= len(self._buffer):
            packet = self._buffer[start : start + self._length]
            if packet[0] < _FIRST or max(packet[1:]) >= _FIRST:
                self._reject(1)
                start += 1
                continue
            readings.append(self._reading(packet))
            start += self._length
        del self._buffer[:start]
        return readings

    def finish(self) -> list[Reading]:
        """The stream is over: a packet that lacks its end is refused."""
        self._reject(len(self._buffer))
        self._buffer.clear()
        return []

    def _reading(self, packet: bytearray) -> Reading:
        first, low, spo2 = packet[:SHORT_BYTES]
        pulse = (first & 3) << 7 | low
        after_noise = not self._in_step
        if self._in_step:
            self.rejected_run = 0
        self._in_step = True
        self.frames += 1
        return Reading(
            rates=Rates(None if pulse == MISSING_PULSE else pulse, None if spo2 == MISSING_SPO2 else spo2),
            first=FirstByte(first & _FIRST_BITS),
            fourth=FourthByte(packet[3] & _KNOWN_FOURTH) if self._length == LONG_BYTES else None,
            after_noise=after_noise,
        )

    def _reject(self, count: int) -> None:
        if count:
            self._in_step = False
        self.rejected_bytes += count
        self.rejected_run += count
