"""Data formats 2 and 7: 75 frames of five bytes a second, 25 frames make a packet. Bytes in, packets out, and back.

    byte      1        2        3       4       5
    DF2       01       STATUS   pleth   FLOAT   sum of the first four, modulo 256
    DF7       STATUS   pleth high, low  FLOAT   the same

SYNC in STATUS marks the first frame; what FLOAT means depends on the frame's number in the packet. (Nonin OEM
specification 6470-000-01.)
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Final

FRAME_BYTES: Final = 5
PACKET_FRAMES: Final = 25
PACKET_BYTES: Final = FRAME_BYTES * PACKET_FRAMES
FRAMES_PER_SECOND: Final = 75.0
PACKETS_PER_SECOND: Final = 3
MISSING_PULSE: Final = 511
MISSING_SPO2: Final = 127
_ALWAYS_SET = 0x80
_DF2_FIRST = 0x01
_LEAST_PART = 3  # frames until pulse and saturation are complete


class Status(IntFlag):
    """STATUS of one frame, without the bit that is always set."""

    SYNC = 0x01
    PERFUSION_GREEN = 0x02  # together with the next bit: yellow; the next bit alone: red
    PERFUSION_RED = 0x04
    SENSOR_ALARM = 0x08  # finger out, or the sensor is faulty
    OUT_OF_TRACK = 0x10  # no consecutive good pulses
    ARTIFACT = 0x20
    DISCONNECTED = 0x40  # OEM III; seen in a capture at the moment the sensor was unplugged


class Stat2(IntFlag):
    """STAT2, the FLOAT of frame 8."""

    LOW_BATTERY = 0x01
    SMARTPOINT = 0x20


NO_STATUS: Final = Status(0)
NO_STAT2: Final = Stat2(0)


class Perfusion(IntEnum):
    """Bits 2 and 1 of STATUS, which are set for 12 frames at each beat."""

    NO_BEAT = 0
    GREEN = 1
    RED = 2
    YELLOW = 3


@dataclass(frozen=True, slots=True)
class Rates:
    """One pulse rate (per minute) and saturation (percent) of the several that a packet carries; None: missing."""

    pulse_per_min: int | None
    spo2_percent: int | None


NO_RATES = Rates(None, None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Packet:
    """A third of a second. Fewer than 25 frames: the recording ended inside the packet."""

    statuses: tuple[Status, ...]
    pleth: tuple[int, ...]  # 0-255 in DF2, 0-65535 in DF7
    floats: bytes  # raw, by frame number less one

    @property
    def is_whole(self) -> bool:
        return len(self.floats) == PACKET_FRAMES

    @property
    def rates(self) -> Rates:
        """HR and SpO2 (frames 1 to 3): the averages that are not held when the finger leaves the sensor."""
        return Rates(self._pulse(1), self._spo2(3))

    @property
    def displayed(self) -> Rates:
        """HR-D and SpO2-D: steadier, but they keep the last reading for ten seconds after the finger has gone."""
        return Rates(self._pulse(20), self._spo2(9))

    @property
    def extended(self) -> Rates:
        """E-HR and E-SpO2: averaged over twice as many beats."""
        return Rates(self._pulse(14), self._spo2(16))

    @property
    def firmware_revision(self) -> int | None:
        return self._float(4)

    @property
    def stat2(self) -> Stat2:
        return Stat2((self._float(8) or 0) & (Stat2.LOW_BATTERY | Stat2.SMARTPOINT))

    @property
    def state(self) -> Status:
        """Every bit that is set in any of the frames."""
        united = NO_STATUS
        for status in self.statuses:
            united |= status
        return united

    @property
    def beats(self) -> list[Perfusion]:
        """The colour of each frame that belongs to a beat, oldest first."""
        colours = (Perfusion((status >> 1) & 3) for status in self.statuses)
        return [colour for colour in colours if colour is not Perfusion.NO_BEAT]

    def encode(self, *, wide_pleth: bool) -> bytes:
        """The packet as DF7 (`wide_pleth`) or DF2 sends it."""
        frames = bytearray()
        for status, pleth, value in zip(self.statuses, self.pleth, self.floats, strict=True):
            marked = _ALWAYS_SET | status
            head = (marked, pleth >> 8, pleth & 0xFF) if wide_pleth else (_DF2_FIRST, marked, pleth)
            frame = bytes((*head, value))
            frames += frame + bytes((sum(frame) & 0xFF,))
        return bytes(frames)

    def _float(self, number: int) -> int | None:
        return self.floats[number - 1] if number <= len(self.floats) else None

    def _pulse(self, number: int) -> int | None:
        high, low = self._float(number), self._float(number + 1)
        if high is None or low is None:
            return None
        pulse = (high & 3) << 7 | (low & 0x7F)  # a shift by 8, as one public decoder has it, is wrong above 127
        return None if pulse == MISSING_PULSE else pulse

    def _spo2(self, number: int) -> int | None:
        value = self._float(number)
        return None if value is None or value & 0x7F == MISSING_SPO2 else value & 0x7F


def packet_of(
    *,
    rates: Rates,
    displayed: Rates,
    statuses: Sequence[Status],
    pleth: Sequence[int],
    firmware_revision: int = 0x30,
    timer: int = 0,
    stat2: Stat2 = NO_STAT2,
) -> Packet:
    """A whole packet; the extended and the fast averages repeat `rates`. `statuses` come without SYNC."""
    floats = bytearray(PACKET_FRAMES)
    for number, shown in ((1, rates), (14, rates), (20, displayed), (22, displayed)):
        pulse = MISSING_PULSE if shown.pulse_per_min is None else shown.pulse_per_min
        floats[number - 1 : number + 1] = bytes((pulse >> 7, pulse & 0x7F))
    for number, shown in ((3, rates), (9, displayed), (10, rates), (11, rates), (16, rates), (17, displayed)):
        floats[number - 1] = MISSING_SPO2 if shown.spo2_percent is None else shown.spo2_percent
    floats[3] = firmware_revision
    floats[5:7] = bytes((timer >> 7 & 0x7F, timer & 0x7F))
    floats[7] = stat2
    marked = (statuses[0] | Status.SYNC, *statuses[1:])
    return Packet(statuses=marked, pleth=tuple(pleth), floats=bytes(floats))


class PacketDecoder:
    """Finds packets: 25 frames in a row with a good sum, of which the first and no other carries SYNC.

    Where they fail one byte is dropped, so a good packet behind a bad one survives.
    """

    def __init__(self, *, wide_pleth: bool) -> None:
        self.frames = 0  # of five bytes
        self.rejected_bytes = 0
        self.rejected_run = 0  # bytes rejected since the last packet
        self._status_at = 0 if wide_pleth else 1
        self._buffer = bytearray()
        self._checked = 0  # frames at the buffer's begin that fit

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the packet that is not whole yet; always fewer than `PACKET_BYTES`."""
        return len(self._buffer)

    @property
    def waiting(self) -> bytes:
        """What has begun and is not whole yet."""
        return bytes(self._buffer)

    def feed(self, data: bytes) -> list[Packet]:
        """Packets that ended with `data`, oldest first."""
        self._buffer += data
        packets: list[Packet] = []
        start = 0
        while (end := start + FRAME_BYTES * (self._checked + 1)) <= len(self._buffer):
            if not self._fits(end - FRAME_BYTES):
                self._reject(1)
                start += 1
                self._checked = 0
                continue
            self._checked += 1
            if self._checked == PACKET_FRAMES:
                packets.append(self._take(start))
                start = end
        del self._buffer[:start]
        return packets

    def finish(self) -> list[Packet]:
        """The stream is over: the packet that has begun, if it holds pulse and saturation."""
        packets = [self._take(0)] if self._checked >= _LEAST_PART else []
        self._reject(len(self._buffer) - FRAME_BYTES * sum(len(packet.floats) for packet in packets))
        self._buffer.clear()
        self._checked = 0
        return packets

    def _fits(self, start: int) -> bool:
        frame = self._buffer[start : start + FRAME_BYTES]
        status = frame[self._status_at]
        return (
            sum(frame[:4]) & 0xFF == frame[4]
            and status >= _ALWAYS_SET
            and (status & Status.SYNC == Status.SYNC) == (self._checked == 0)
            and (self._status_at == 0 or frame[0] == _DF2_FIRST)
        )

    def _take(self, start: int) -> Packet:
        frames = self._buffer[start : start + FRAME_BYTES * self._checked]
        self.frames += self._checked
        self.rejected_run = 0
        self._checked = 0
        first, second = frames[1::FRAME_BYTES], frames[2::FRAME_BYTES]
        wide = self._status_at == 0
        return Packet(
            statuses=tuple(Status(status & ~_ALWAYS_SET) for status in frames[self._status_at :: FRAME_BYTES]),
            pleth=tuple(high << 8 | low for high, low in zip(first, second, strict=True)) if wide else tuple(second),
            floats=bytes(frames[3::FRAME_BYTES]),
        )

    def _reject(self, count: int) -> None:
        self.rejected_bytes += count
        self.rejected_run += count
