"""Berry PM6750 wire format: bytes in, frames out, and back. What a frame means is left to the interpreter.

``55 AA N D1 D2 … CK`` in both directions: N counts the bytes from itself to CK, and CK is the complement of the low
byte of the sum of N and all D. D1 names the frame. Commands and frames share numbers and differ in length.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, IntFlag

HEADER = b"\x55\xaa"
MIN_COUNT, MAX_COUNT = 3, 64  # N; the longest frame known has 8, a version text is of unknown length
_COMMAND_COUNT = 4
_MISSING_SPO2_ABOVE = 100
_MISSING_PULSE = 255


class FrameType(IntEnum):
    ECG_WAVE = 0x01
    ECG = 0x02
    NIBP = 0x03
    SPO2 = 0x04
    TEMPERATURE = 0x05
    ECG_BEAT = 0x30
    SPO2_BEAT = 0x31
    SPO2_WAVE = 0xFE
    RESPIRATION_WAVE = 0xFF


class Command(bytes):
    """D1 and D2 of a command to the board."""

    def encode(self) -> bytes:
        """The whole command: ``55 AA 04 02 01 F8`` starts a reading."""
        return frame_bytes(self)


NIBP_START, NIBP_STOP = Command(b"\x02\x01"), Command(b"\x02\x00")
ECG_ON, SPO2_ON, TEMPERATURE_ON = Command(b"\x01\x01"), Command(b"\x03\x01"), Command(b"\x04\x01")
# Wave switches are left out: they have the form of a wave sample. 0B is the static-pressure service mode.
COMMAND_NAMES = {
    NIBP_START: "nibp_start",
    NIBP_STOP: "nibp_stop",
    SPO2_ON: "spo2_on",
    ECG_ON: "ecg_on",
    TEMPERATURE_ON: "temp_on",
    Command(b"\x09\x01"): "mode_adult",
    Command(b"\x09\x02"): "mode_child",
    Command(b"\x09\x03"): "mode_neonate",
}


class NibpState(IntEnum):
    """Bits 5-2 of the NIBP status. 2 to 10 are "stopped or failed"; their names are not public."""

    FINISHED = 0
    MEASURING = 1
    DOUBTFUL = 7  # the vendor's own program shows the numbers of states 0 and 7


class Patient(IntEnum):
    ADULT = 0
    CHILD = 1
    NEONATE = 2


class Spo2State(IntEnum):
    OK = 0
    SENSOR_OFF = 1
    NO_FINGER = 2
    SEARCHING = 3
    TIMED_OUT = 4


class EcgStatus(IntFlag):
    """Bits 3-2 are the gain and 5-4 the filter mode, which change no number."""

    WEAK_SIGNAL = 0x01
    LEADS_OFF = 0x02


class TemperatureState(IntEnum):
    OK = 0
    PROBE_1_OFF = 1
    PROBE_2_OFF = 2
    BOTH_OFF = 3


def checksum(body: bytes) -> int:
    """Complement of the low byte of the sum of `body`, which begins with N."""
    return ~sum(body) & 0xFF


def frame_bytes(data: bytes) -> bytes:
    """Header, N, `data` (D1 first) and checksum."""
    body = bytes((len(data) + 2,)) + data
    return HEADER + body + bytes((checksum(body),))


@dataclass(frozen=True, slots=True, kw_only=True)
class EcgFrame:
    """Parameters of the ECG, once a second. None where the board sends 0."""

    status: int  # an EcgStatus, gain and filter
    hr_per_min: int | None
    resp_per_min: int | None
    st: int = 0
    arrhythmia: int = 0

    def encode(self) -> bytes:
        numbers = (self.hr_per_min or 0, self.resp_per_min or 0)
        return frame_bytes(bytes((FrameType.ECG, self.status, *numbers, self.st, self.arrhythmia)))


@dataclass(frozen=True, slots=True, kw_only=True)
class NibpFrame:
    """Cuff pressure while measuring, then the result. None where the board sends 0."""

    state: int  # a NibpState, or a code that nobody has documented
    patient: int = Patient.ADULT
    cuff_mmhg: int = 0  # sent halved
    systolic: int | None = None
    diastolic: int | None = None
    mean: int | None = None

    def encode(self) -> bytes:
        status = self.state << 2 | self.patient
        numbers = (self.systolic or 0, self.mean or 0, self.diastolic or 0)
        return frame_bytes(bytes((FrameType.NIBP, status, self.cuff_mmhg // 2, *numbers)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Spo2Frame:
    """Oximeter, once a second. None where the board sends more than 100 %, or 255 or 0 a minute."""

    state: int  # a Spo2State, or a code that nobody has documented
    spo2_percent: int | None
    pulse_per_min: int | None

    def encode(self) -> bytes:
        spo2 = 127 if self.spo2_percent is None else self.spo2_percent
        pulse = _MISSING_PULSE if self.pulse_per_min is None else self.pulse_per_min
        return frame_bytes(bytes((FrameType.SPO2, self.state, spo2, pulse)))


@dataclass(frozen=True, slots=True, kw_only=True)
class TemperatureFrame:
    state: int  # a TemperatureState, or a code that nobody has documented
    tenths_celsius: int

    def encode(self) -> bytes:
        return frame_bytes(bytes((FrameType.TEMPERATURE, self.state, *divmod(self.tenths_celsius, 10))))


@dataclass(frozen=True, slots=True)
class CommandFrame:
    """Host to board."""

    command: Command


@dataclass(frozen=True, slots=True)
class OtherFrame:
    """A wave, a beat, a version, or a frame that nobody has documented."""

    data: bytes  # D1 first


Frame = EcgFrame | NibpFrame | Spo2Frame | TemperatureFrame | CommandFrame | OtherFrame


def _ecg(data: bytes) -> EcgFrame:
    _, status, hr, resp, st, arrhythmia = data
    return EcgFrame(status=status, hr_per_min=hr or None, resp_per_min=resp or None, st=st, arrhythmia=arrhythmia)


def _nibp(data: bytes) -> NibpFrame:
    _, status, cuff, systolic, mean, diastolic = data
    return NibpFrame(
        state=status >> 2 & 0x0F,
        patient=status & 0x03,
        cuff_mmhg=2 * cuff,
        systolic=systolic or None,
        diastolic=diastolic or None,
        mean=mean or None,
    )


def _spo2(data: bytes) -> Spo2Frame:
    _, state, spo2, pulse = data
    return Spo2Frame(
        state=state,
        spo2_percent=None if spo2 > _MISSING_SPO2_ABOVE or spo2 == 0 else spo2,
        pulse_per_min=None if pulse in (0, _MISSING_PULSE) else pulse,
    )


def _temperature(data: bytes) -> TemperatureFrame:
    _, state, degrees, tenths = data
    return TemperatureFrame(state=state, tenths_celsius=10 * degrees + tenths)


# (D1, N) -> how to read it; a known D1 with another N is refused at once, unless it is a command or a wave
_FORMS: dict[tuple[int, int], Callable[[bytes], Frame]] = {
    (FrameType.ECG, 8): _ecg,
    (FrameType.NIBP, 8): _nibp,
    (FrameType.SPO2, 6): _spo2,
    (FrameType.TEMPERATURE, 6): _temperature,
}
_FIXED_LENGTH = frozenset(kind for kind, _ in _FORMS)


def may_be(kind: int, count: int) -> bool:
    """Whether a frame with this D1 can have this N."""
    if kind in _FIXED_LENGTH and count != _COMMAND_COUNT:
        return (kind, count) in _FORMS
    return MIN_COUNT <= count <= MAX_COUNT


def parse_frame(data: bytes) -> Frame:
    """The frame whose D1, D2 … are `data`, its checksum found right before."""
    count = len(data) + 2
    if count == _COMMAND_COUNT and data in COMMAND_NAMES:
        return CommandFrame(Command(data))
    form = _FORMS.get((data[0], count))
    return OtherFrame(data) if form is None else form(data)


class Pm6750Decoder:
    """Finds frames by header, length and checksum; what fits neither is dropped one byte at a time."""

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the frame that is not whole yet; never more than `MAX_COUNT` + 1."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Frame]:
        """Frames that became whole with `data`, oldest first."""
        self._buffer += data
        return self._take(ended=False)

    def finish(self) -> list[Frame]:
        """The stream is over: a length that was damaged may have hidden whole frames behind it."""
        return self._take(ended=True)

    def _take(self, *, ended: bool) -> list[Frame]:
        frames: list[Frame] = []
        start = 0
        while start < len(self._buffer):
            length = self._length_at(start)
            if length is None and not ended:
                break
            frame = self._frame_at(start, length or 0)
            if frame is None:
                start += 1  # a good frame behind a bad one survives
                self.rejected_bytes += 1
            else:
                start += length or 0
                self.frames += 1
                frames.append(frame)
        del self._buffer[:start]
        return frames

    def _length_at(self, start: int) -> int | None:
        """Length of the frame that begins here, 0 if none can, None if more bytes must tell."""
        head = bytes(self._buffer[start : start + len(HEADER)])
        if not HEADER.startswith(head):
            return 0
        if len(self._buffer) - start < 4:
            return None
        count, kind = self._buffer[start + 2], self._buffer[start + 3]
        if not may_be(kind, count):
            return 0
        length = count + len(HEADER)
        return length if len(self._buffer) - start >= length else None

    def _frame_at(self, start: int, length: int) -> Frame | None:
        if length == 0:
            return None
        body = bytes(self._buffer[start + len(HEADER) : start + length])
        return parse_frame(body[1:-1]) if checksum(body[:-1]) == body[-1] else None
