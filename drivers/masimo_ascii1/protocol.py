"""Masimo ASCII 1 wire format: bytes in, records out, and back. What a record means is left to the interpreter.

One line a second: ``MM/DD/YY HH:MM:SS KEY=VALUE KEY=VALUE ...`` CR LF. There is no checksum, so a line counts only when
the whole of it has the documented form: a lost, doubled or foreign character refuses the line.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import IntFlag
from functools import lru_cache

MAX_LINE_BYTES = 512  # the longest documented line (colour Radical-7) has 190
_LINE_ENDS = re.compile(rb"[\r\n]")
_DATE_TIME = re.compile(rb"\d\d/\d\d/\d\d \d\d:\d\d:\d\d ")
_DATE_TIME_BYTES = 17
_TOKEN = re.compile(r"([A-Z][A-Z0-9]*)=([0-9A-Za-z.%+-]+)")
_FORMS = {
    "SPO2": re.compile(r"\d{3}%|---%"),
    "BPM": re.compile(r"\d{3}|---%?"),  # "---%" was captured once, on a Rad-8 without a sensor
    "PI": re.compile(r"\d\d\.\d\d%?|--\.--%?"),  # the colour Radical-7 prints no per cent sign
    "SN": re.compile(r"\d{10}|-{10}"),
    "ALARM": re.compile(r"[0-9A-Fa-f]{2,4}|[0-9A-Fa-f]{6}"),  # width differs by model
    "EXC": re.compile(r"[0-9A-Fa-f]{3}|[0-9A-Fa-f]{6,7}"),
}
_FIRST_YEAR_OF_1900 = 69  # POSIX: two digits from 69 on mean 19xx
_KNOWN_TOKENS = 4096  # nearly every line repeats the fields of the line before
_REQUIRED = ("SPO2", "BPM", "ALARM", "EXC")  # "accept a line only if date, SPO2, BPM, ALARM and EXC were all found"
RAD8_OPTIONS = (("SPCO", "--.-%"), ("SPMET", "--.-%"), ("DESAT", "--"), ("PIDELTA", "+--"))


class AlarmBit(IntFlag):
    """ALARM field: a published MD PnP header (2012); up to SILENCED also confirmed on the bench."""

    SPO2_HIGH = 0x0001
    SPO2_LOW = 0x0002
    PULSE_HIGH = 0x0004
    PULSE_LOW = 0x0008
    ALARM_ACTIVE = 0x0010
    SILENCED = 0x0020
    LOW_BATTERY = 0x0040
    RESERVED_0080 = 0x0080
    SPCO_HIGH = 0x0100
    SPCO_LOW = 0x0200
    SPMET_HIGH = 0x0400
    SPMET_LOW = 0x0800
    DESATURATION_INDEX = 0x1000
    PI_DELTA = 0x2000


NO_ALARM = AlarmBit(0)


class ExceptionBit(IntFlag):
    """EXC field. Up to SET_RUNNING: manual and two programs; above: one table."""

    NO_SENSOR = 0x000001
    DEFECTIVE_SENSOR = 0x000002
    LOW_PERFUSION = 0x000004
    PULSE_SEARCH = 0x000008
    INTERFERENCE = 0x000010
    SENSOR_OFF = 0x000020
    AMBIENT_LIGHT = 0x000040
    UNRECOGNISED_SENSOR = 0x000080
    INCOMPATIBLE_SENSOR = 0x000100  # reserved on the Rad-8
    RESERVED_0200 = 0x000200
    LOW_SIGNAL_IQ = 0x000400
    SET_RUNNING = 0x000800  # Masimo SET has qualified the signal: the normal, good state
    NO_CABLE = 0x001000
    CABLE_LIFE_EXPIRED = 0x002000
    INCOMPATIBLE_CABLE = 0x004000
    UNRECOGNISED_CABLE = 0x008000
    DEFECTIVE_CABLE = 0x010000
    SENSOR_CALIBRATING = 0x020000
    SENSOR_LIFE_EXPIRED = 0x040000
    EMITTER_TEMPERATURE = 0x080000
    SENSOR_CURRENT_LIMIT = 0x100000
    SPCO_LOW_CONFIDENCE = 0x200000
    SPMET_LOW_CONFIDENCE = 0x400000


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One line. None stands where the device prints dashes."""

    date: str  # "02/22/16", month first, by the device's own clock
    time: str  # "22:47:45"
    serial_number: str | None = None  # ten digits; dashes or absent on some models
    spo2_percent: int | None
    pulse_per_min: int | None
    pi_percent: float | None  # perfusion index
    has_pi: bool = True  # False: the line carries no PI key at all
    alarm: AlarmBit = NO_ALARM
    exceptions: ExceptionBit = ExceptionBit.SET_RUNNING
    options: tuple[tuple[str, str], ...] = RAD8_OPTIONS  # all other keys, as printed

    @property
    def device_time(self) -> datetime:
        """The device's clock: set by hand, of no known time zone. Raises ValueError if it is no date."""
        month, day, year = (int(part) for part in self.date.split("/"))
        hour, minute, second = (int(part) for part in self.time.split(":"))
        century = 2000 if year < _FIRST_YEAR_OF_1900 else 1900
        return datetime(century + year, month, day, hour, minute, second)  # noqa: DTZ001 - of no known time zone

    def encode(self) -> bytes:
        """The line as a Rad-8 prints it, CR LF included."""
        spo2 = "---%" if self.spo2_percent is None else f"{self.spo2_percent:03d}%"
        pulse = "---" if self.pulse_per_min is None else f"{self.pulse_per_min:03d}"
        pi = "--.--%" if self.pi_percent is None else f"{self.pi_percent:05.2f}%"
        fields = [("SN", self.serial_number or "-" * 10), ("SPO2", spo2), ("BPM", pulse)]
        fields += [("PI", pi)] if self.has_pi else []
        fields += self.options
        fields += [("ALARM", f"{self.alarm:04X}"), ("EXC", f"{self.exceptions:06X}")]
        words = [self.date, self.time, *(f"{key}={value}" for key, value in fields)]
        return " ".join(words).encode("ascii") + b"\r\n"


def parse_line(line: bytes) -> Record | None:
    """The record in `line` (without its end), or None if any part of it departs from the documented form."""
    if not line.isascii() or _DATE_TIME.match(line) is None:
        return None
    date, time, *tokens = line.decode("ascii").split(" ")  # one blank, or a digit may have become one
    fields: dict[str, str] = {}
    for token in tokens:
        field = _field(token)
        if field is None or field[0] in fields:
            return None
        fields[field[0]] = field[1]
    if any(key not in fields for key in _REQUIRED):
        return None
    record = _record(date, time, fields)
    try:
        _ = record.device_time
    except ValueError:  # month 19: a damaged line
        return None
    return record


@lru_cache(maxsize=_KNOWN_TOKENS)
def _field(token: str) -> tuple[str, str] | None:
    """Key and value of one token; None where it has another form than the documented one."""
    match = _TOKEN.fullmatch(token)
    if match is None:
        return None
    form = _FORMS.get(match[1])
    return (match[1], match[2]) if form is None or form.fullmatch(match[2]) is not None else None


def _record(date: str, time: str, fields: dict[str, str]) -> Record:
    serial_number = fields.get("SN", "-")
    return Record(
        date=date,
        time=time,
        serial_number=None if serial_number.startswith("-") else serial_number,
        spo2_percent=_whole(fields["SPO2"]),
        pulse_per_min=_whole(fields["BPM"]),
        pi_percent=None if "-" in fields.get("PI", "-") else float(fields["PI"].rstrip("%")),
        has_pi="PI" in fields,
        alarm=AlarmBit(int(fields["ALARM"], 16)),
        exceptions=ExceptionBit(int(fields["EXC"], 16)),
        options=tuple((key, value) for key, value in fields.items() if key not in _FORMS),
    )


def _whole(text: str) -> int | None:
    return None if "-" in text else int(text.rstrip("%"))


class Decoder:
    """Cuts a stream into lines and keeps those that are whole. CR and LF each end a line; empty lines mean nothing.

    `skip_first_line`: a port is usually opened in the middle of a line, so what comes before the first line end is
    thrown away without being counted as damage.
    """

    def __init__(self, *, skip_first_line: bool = False) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self.skipped_bytes = 0
        self._skipping = skip_first_line
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the line that has not ended yet; never more than `MAX_LINE_BYTES`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Record]:
        """Records whose line end came with `data`, oldest first."""
        *lines, rest = _LINE_ENDS.split(data)
        records: list[Record] = []
        for line in lines:
            self._keep(line)
            record = self._end_line()
            if record is not None:
                records.append(record)
        self._keep(rest)
        return records

    def finish(self) -> None:
        """The stream is over: a line without its end may be cut (EXC=000800 to EXC=000), so it is refused."""
        self._reject(len(self._buffer))
        self._buffer.clear()

    def _keep(self, data: bytes) -> None:
        self._buffer += data
        excess = len(self._buffer) - MAX_LINE_BYTES
        if excess > 0:  # the newest bytes may hold a good line's beginning
            self._reject(excess)
            del self._buffer[:excess]

    def _end_line(self) -> Record | None:
        line = bytes(self._buffer)
        self._buffer.clear()
        if self._skipping:
            self._skipping = False
            self.skipped_bytes += len(line)
            return None
        starts = [match.start() for match in _DATE_TIME.finditer(line)]
        start = starts[-1] if starts else 0  # behind a lost line end or noise a whole record may still follow
        record = parse_line(line[start:])
        if record is None:
            self._reject(len(line))
            return None
        self.frames += 1
        self._reject(start)
        return record

    def _reject(self, count: int) -> None:
        if self._skipping:
            self.skipped_bytes += count
        else:
            self.rejected_bytes += count
