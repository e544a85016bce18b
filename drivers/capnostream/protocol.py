"""Capnostream wire format: bytes in, messages out, and back. What a message means is left to the interpreter.

``85 LEN CODE payload CK``: LEN counts CODE and payload, CK is the XOR of LEN, CODE and payload. Behind the start no
byte is 80 or 85: ``80 00`` stands for 80 and ``80 05`` for 85. Host and monitor share codes and differ in length.
"""

import functools
import operator
import struct
from dataclasses import dataclass, fields
from enum import IntEnum, IntFlag

START = 0x85
ESCAPE = 0x80
_ESCAPED = (ESCAPE, START)
MAX_BODY_BYTES = 255 + 2  # LEN itself, as many bytes as it can count, CK
MISSING = 255
_NUMERICS = struct.Struct(">IBBBBBB3sBBB9sBB")  # "more bytes may follow: accept longer payloads"
_WAVE = struct.Struct("BBBB")
IDENTITY_BYTES = 30
WAVE_SAMPLES_PER_S = 20


class MonitorCode(IntEnum):
    CO2_WAVE = 0
    NUMERICS = 1
    IDENTITY = 4


class Command(IntEnum):
    """Host commands. `CHANGE_SETTING` is not among them on purpose: it is never sent."""

    ENABLE = 1
    DISABLE = 2
    INQUIRE = 3
    START_REAL_TIME = 4
    STOP_REAL_TIME = 5
    LINK_IS_ACTIVE = 6
    INQUIRE_REVISION = 9

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    Command.ENABLE: "enable_communication",
    Command.DISABLE: "disable_communication",
    Command.INQUIRE: "inquire",
    Command.START_REAL_TIME: "start_realtime",
    Command.STOP_REAL_TIME: "stop_realtime",
    Command.LINK_IS_ACTIVE: "link_is_active",
    Command.INQUIRE_REVISION: "inquire_revision",
}
CHANGE_SETTING = 60  # limits, silence, patient type: recognised in captures only
INQUIRED = {1: "etco2", 2: "fico2", 3: "rr", 4: "spo2", 5: "pulse"}


class FastStatus(IntFlag):
    """Of one sample of the CO2 wave."""

    INVALID_CO2 = 0x01
    INITIALISING = 0x02
    LINE_BLOCKED = 0x04
    END_OF_BREATH = 0x08
    SELF_MAINTENANCE = 0x10
    PURGING = 0x20
    FILTER_LINE_MISSING = 0x40
    MALFUNCTION = 0x80


class SlowStatus(IntFlag):
    NEONATAL = 0x01
    TEMPORARY_SILENCE = 0x02
    ALL_SILENCED = 0x04
    HIGH_AUDIBLE = 0x08
    LOW_AUDIBLE = 0x10
    ADVISORY_AUDIBLE = 0x20
    BEEPS_SILENCED = 0x40
    OXIMETRY_MAKER = 0x80


class Co2Alarm(IntFlag):
    NO_BREATH = 0x01
    ETCO2_HIGH = 0x02
    ETCO2_LOW = 0x04
    RR_HIGH = 0x08
    RR_LOW = 0x10
    FICO2_HIGH = 0x20


class Spo2Alarm(IntFlag):
    PULSE_NOT_FOUND = 0x01
    SPO2_HIGH = 0x02
    SPO2_LOW = 0x04
    PULSE_HIGH = 0x08
    PULSE_LOW = 0x10
    SENSOR_OFF = 0x20
    SENSOR_DISCONNECTED = 0x40


class Co2Unit(IntEnum):
    MMHG = 1
    KPA_TENTHS = 2
    PERCENT_TENTHS = 3


class ExtendedCo2(IntFlag):
    CHECK_CALIBRATION = 0x01
    CHECK_FLOW = 0x02
    PUMP_OFF = 0x04
    BATTERY_LOW = 0x80


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """The monitor's own alarm limits, as sent; None where it sends 255."""

    etco2_high: int | None = None
    etco2_low: int | None = None
    rr_high: int | None = None
    rr_low: int | None = None
    fico2_high: int | None = None
    spo2_high: int | None = None
    spo2_low: int | None = None
    pulse_high: int | None = None
    pulse_low: int | None = None

    def encode(self) -> bytes:
        """Nine bytes in the order of the message, which is that of the fields."""
        return bytes(_sent(getattr(self, name)) for name in _LIMIT_NAMES)


_LIMIT_NAMES = tuple(limit.name for limit in fields(Limits))
NO_LIMITS = Limits()
NO_STATUS, NO_CO2_ALARM, NO_SPO2_ALARM, NOTHING_EXTENDED = SlowStatus(0), Co2Alarm(0), Spo2Alarm(0), ExtendedCo2(0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numerics:
    """All values, once a second. None where the monitor sends 255; CO2 in the unit that `unit` names."""

    device_time_s: int  # seconds since 1970, by the monitor's clock, in its local time
    etco2: int | None
    fico2: int | None
    rr_per_min: int | None
    spo2_percent: int | None
    pulse_per_min: int | None
    slow: SlowStatus = NO_STATUS
    events: bytes = bytes(3)  # indexes into lists of names
    co2_alarms: Co2Alarm = NO_CO2_ALARM
    spo2_alarms: Spo2Alarm = NO_SPO2_ALARM
    no_breath_s: int = 0
    limits: Limits = NO_LIMITS
    unit: int = Co2Unit.MMHG  # a Co2Unit, or a number that nobody has documented
    extended: ExtendedCo2 = NOTHING_EXTENDED

    def encode(self) -> bytes:
        values = (self.etco2, self.fico2, self.rr_per_min, self.spo2_percent, self.pulse_per_min)
        payload = _NUMERICS.pack(
            self.device_time_s,
            *(_sent(value) for value in values),
            self.slow,
            self.events,
            self.co2_alarms,
            self.spo2_alarms,
            self.no_breath_s,
            self.limits.encode(),
            self.unit,
            self.extended,
        )
        return frame(MonitorCode.NUMERICS, payload)


@dataclass(frozen=True, slots=True, kw_only=True)
class Co2Sample:
    """One sample of the wave, twenty a second."""

    number: int  # counts samples, 0-255
    co2: float  # in the unit of the numerics
    status: FastStatus

    def encode(self) -> bytes:
        whole, fraction = divmod(round(self.co2 * 256), 256)
        return frame(MonitorCode.CO2_WAVE, _WAVE.pack(self.number, whole, fraction, self.status))


@dataclass(frozen=True, slots=True)
class Identity:
    """The answer to ENABLE: ``V45.67 02/24/2008 B355987654``."""

    text: str

    def encode(self) -> bytes:
        return frame(MonitorCode.IDENTITY, self.text.ljust(IDENTITY_BYTES).encode("ascii"))


@dataclass(frozen=True, slots=True)
class Request:
    """Host to monitor. `command` may be one that nobody has documented, or 60."""

    command: int
    parameters: bytes = b""

    def encode(self) -> bytes:
        return frame(self.command, self.parameters)


@dataclass(frozen=True, slots=True)
class OtherMessage:
    """A patient id, event names, a trend, or what nobody has documented: taken off the stream and not kept."""

    code: int


Message = Numerics | Co2Sample | Identity | Request | OtherMessage


def _sent(value: int | None) -> int:
    return MISSING if value is None else value


def _received(value: int) -> int | None:
    return None if value == MISSING else value


def checksum(body: bytes) -> int:
    """XOR of LEN, CODE and payload, before escaping."""
    return functools.reduce(operator.xor, body)


def frame(code: int, payload: bytes) -> bytes:
    """The whole message on the wire."""
    body = bytes((len(payload) + 1, code)) + payload
    body += bytes((checksum(body),))
    escaped = (bytes((ESCAPE, byte - ESCAPE)) if byte in _ESCAPED else bytes((byte,)) for byte in body)
    return bytes((START,)) + b"".join(escaped)


def parse_body(body: bytes) -> Message | None:
    """The message in LEN, CODE, payload and CK (unescaped); None: wrong length, checksum or form."""
    if len(body) < 3 or body[0] != len(body) - 2 or checksum(body[:-1]) != body[-1]:
        return None
    code, payload = body[1], body[2:-1]
    if not payload or (code == Command.INQUIRE and len(payload) == 1) or code == CHANGE_SETTING:
        return Request(code, payload)
    if code == MonitorCode.NUMERICS:
        return _numerics(payload) if len(payload) >= _NUMERICS.size else None
    if code == MonitorCode.CO2_WAVE:
        return _wave(payload) if len(payload) == _WAVE.size else None
    if code == MonitorCode.IDENTITY:
        text = payload.decode("ascii", errors="replace")
        return Identity(text.rstrip()) if len(payload) == IDENTITY_BYTES and text.isprintable() else None
    return OtherMessage(code)


def _numerics(payload: bytes) -> Numerics:
    time, etco2, fico2, rr, spo2, pulse, slow, events, co2, oximeter, no_breath, limits, unit, extended = (
        _NUMERICS.unpack_from(payload)
    )
    return Numerics(
        device_time_s=time,
        etco2=_received(etco2),
        fico2=_received(fico2),
        rr_per_min=_received(rr),
        spo2_percent=_received(spo2),
        pulse_per_min=_received(pulse),
        slow=SlowStatus(slow),
        events=events,
        co2_alarms=Co2Alarm(co2),
        spo2_alarms=Spo2Alarm(oximeter),
        no_breath_s=no_breath,
        limits=Limits(**{name: _received(value) for name, value in zip(_LIMIT_NAMES, limits, strict=True)}),
        unit=unit,
        extended=ExtendedCo2(extended),
    )


def _wave(payload: bytes) -> Co2Sample:
    number, whole, fraction, status = _WAVE.unpack(payload)
    return Co2Sample(number=number, co2=whole + fraction / 256, status=FastStatus(status))


class Decoder:
    """Cuts a stream at the starts, which occur nowhere else, and takes a message as soon as its length is reached."""

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self._wire_bytes = 0  # of the message that has not ended, its start included; 0: waiting for a start
        self._body = bytearray()  # the same message behind its start, unescaped
        self._escaped = False

    @property
    def waiting_bytes(self) -> int:
        """Unescaped bytes of the message that has not ended yet; always fewer than `MAX_BODY_BYTES`."""
        return len(self._body)

    def feed(self, data: bytes) -> list[Message]:
        """Messages that became whole with `data`, oldest first."""
        messages: list[Message] = []
        for byte in data:
            if byte == START:  # a message that has not ended by now is damaged
                self._refuse()
                self._wire_bytes = 1
            elif self._wire_bytes == 0:
                self.rejected_bytes += 1
            else:
                messages += self._take(byte)
        return messages

    def finish(self) -> list[Message]:
        """The stream is over: what waits is cut, and refused."""
        self._refuse()
        return []

    def _take(self, byte: int) -> list[Message]:
        self._wire_bytes += 1
        if byte == ESCAPE and not self._escaped:
            self._escaped = True
            return []
        if self._escaped:
            byte += ESCAPE  # "after 80 add the next byte"
            self._escaped = False
            if byte not in _ESCAPED:
                self._refuse()
                return []
        self._body.append(byte)
        if len(self._body) < self._body[0] + 2:
            return []
        message = parse_body(bytes(self._body))
        if message is None:
            self._refuse()
            return []
        self.frames += 1
        self._begin()
        return [message]

    def _refuse(self) -> None:
        self.rejected_bytes += self._wire_bytes
        self._begin()

    def _begin(self) -> None:
        self._wire_bytes = 0
        self._body.clear()
        self._escaped = False
