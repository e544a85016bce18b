"""Nellcor ASCII print-out: text in, lines out, and back. What a line means is left to the interpreter.

A line of data every two seconds, and three lines of header at start and before each 22 further ones. There is no
checksum, so a line counts only if the whole of it has the captured form. Columns (0-based, verified on two captures of
an N-560): date 0-8, time 10-17, SpO2 21-23, pulse 29-31, pulse amplitude 37-39, flags from 44 in slots three wide; an
asterisk behind SpO2 or pulse: outside the monitor's own limits. Reading depends on the order only, because other models
may place the columns elsewhere.
"""

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from drivers.lines import LineDecoder

MAX_LINE_BYTES: Final = 256  # the longest captured line, the first of the header, has 80
XON: Final = b"\x11"
XOFF: Final = b"\x13"
TITLE: Final = "TIME                 %SpO2   BPM     PA     Status"
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DATE_TIME = re.compile(rb"\d\d-[A-Za-z]{3}-\d\d \d\d:\d\d:\d\d ")
_DATA = re.compile(
    rb"(?P<date>\d\d-[A-Za-z]{3}-\d\d) (?P<time>\d\d:\d\d:\d\d) +"
    rb"(?P<spo2>\d{1,3}|---)(?P<spo2_mark>\*?) +"
    rb"(?P<pulse>\d{1,3}|---)(?P<pulse_mark>\*?) +"
    rb"(?P<amplitude>\d{1,3}|---)"
    rb"(?P<flags>(?: +[A-Z]{2})*) *"
)
_LIMITS = re.compile(
    rb"(?P<model>[A-Z][A-Z0-9-]*) +VERSION +(?P<version>\S+) +(?P<crc>CRC:\S+) +"
    rb"SpO2 Limit: *(?P<spo2_low>\d{1,3})-(?P<spo2_high>\d{1,3})% +"
    rb"PR Limit: *(?P<pulse_low>\d{1,3})-(?P<pulse_high>\d{1,3})BPM *"
)
_MODE = re.compile(rb" +(?P<mode>ADULT|PEDIATRIC|NEONATAL|NEONATE)\b(?P<rest>[ -~]*)")
_TITLE = re.compile(rb"TIME +%SpO2 +BPM +PA +Status *")
_FIRST_FLAG, _FLAG_SLOT = 44, 3
_SLOTS = {"SL": 1, "SH": 1, "PL": 2, "PH": 2, "LB": 3, "AS": 4, "AO": 5}  # others stand in slot 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DataLine:
    """What is measured now. None stands where the device prints dashes; 0 is passed on as printed."""

    date: str  # "29-Dec-17", by the device's own clock
    time: str  # "07:18:43"
    spo2_percent: int | None
    pulse_per_min: int | None
    amplitude: int | None  # of the pulse, 0-254
    spo2_marked: bool = False  # the asterisk
    pulse_marked: bool = False
    flags: tuple[str, ...] = ()

    @property
    def device_time(self) -> datetime:
        """The device's clock, often wrong. Raises ValueError if it is no date."""
        day, month, year = self.date.split("-")
        hour, minute, second = map(int, self.time.split(":"))
        number = MONTHS.index(month.capitalize()) + 1
        return datetime(2000 + int(year), number, int(day), hour, minute, second)  # noqa: DTZ001 - its zone is unknown

    def encode(self) -> bytes:
        """The line as an N-560 prints it, CR LF included."""
        spo2 = _column(self.spo2_percent) + ("*" if self.spo2_marked else " ")
        pulse = _column(self.pulse_per_min) + ("*" if self.pulse_marked else " ")
        line = f"{self.date} {self.time}   {spo2}    {pulse}    {_column(self.amplitude)}"
        for flag in sorted(self.flags, key=lambda flag: _SLOTS.get(flag, 0)):
            line = line.ljust(_FIRST_FLAG + _FLAG_SLOT * _SLOTS.get(flag, 0)) + flag
        return line.encode("ascii") + b"\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsLine:
    """First line of the header: the device, and the limits at which it alarms itself."""

    model: str
    version: str
    spo2_limits_percent: tuple[int, int]
    pulse_limits_per_min: tuple[int, int]

    def encode(self) -> bytes:
        """The line as an N-560 prints it, CR LF included."""
        spo2, pulse = self.spo2_limits_percent, self.pulse_limits_per_min
        head = f"{self.model}    VERSION {self.version}    CRC:XXXX  "
        limits = f"SpO2 Limit: {spo2[0]}-{spo2[1]}%    PR Limit: {pulse[0]}-{pulse[1]}BPM"
        return (head + limits).encode("ascii") + b"\r\n"


@dataclass(frozen=True, slots=True)
class ModeLine:
    """Second line of the header: patient mode and SatSeconds setting."""

    mode: str
    rest: str = ""

    def encode(self) -> bytes:
        """The line as an N-560 prints it, CR LF included."""
        return f"{'':29}{self.mode}{self.rest}\r\n".encode("ascii")


@dataclass(frozen=True, slots=True)
class TitleLine:
    """Third line of the header: the names of the columns."""

    def encode(self) -> bytes:
        """The line as an N-560 prints it, CR LF included."""
        return TITLE.encode("ascii") + b"\r\n"


Line = DataLine | LimitsLine | ModeLine | TitleLine


def find_line(line: bytes) -> tuple[int, Line] | None:
    """Where in `line` (without its end) something whole begins that reaches to its end, and what it is."""
    starts = [match.start() for match in _DATE_TIME.finditer(line)]
    if starts:  # behind a lost line end or noise a whole line may still follow
        match = _DATA.fullmatch(line, starts[-1])
        data = None if match is None else _data_line(match)
        return None if data is None else (starts[-1], data)
    header = _header_line(line)
    return None if header is None else (0, header)


def line_decoder(*, skip_first_line: bool = False) -> LineDecoder[Line]:
    """A decoder of a stream of such lines."""
    return LineDecoder(find_line, max_line_bytes=MAX_LINE_BYTES, skip_first_line=skip_first_line)


def _data_line(match: re.Match[bytes]) -> DataLine | None:
    line = DataLine(
        date=match["date"].decode("ascii"),
        time=match["time"].decode("ascii"),
        spo2_percent=_whole(match["spo2"]),
        pulse_per_min=_whole(match["pulse"]),
        amplitude=_whole(match["amplitude"]),
        spo2_marked=bool(match["spo2_mark"]),
        pulse_marked=bool(match["pulse_mark"]),
        flags=tuple(match["flags"].decode("ascii").split()),
    )
    try:
        _ = line.device_time
    except ValueError:  # no such month or day: a damaged line
        return None
    return line


def _header_line(line: bytes) -> Line | None:
    if (match := _LIMITS.fullmatch(line)) is not None:
        return LimitsLine(
            model=match["model"].decode("ascii"),
            version=match["version"].decode("ascii", errors="replace"),
            spo2_limits_percent=(int(match["spo2_low"]), int(match["spo2_high"])),
            pulse_limits_per_min=(int(match["pulse_low"]), int(match["pulse_high"])),
        )
    if (match := _MODE.fullmatch(line)) is not None:
        return ModeLine(match["mode"].decode("ascii"), match["rest"].decode("ascii").rstrip())
    return TitleLine() if _TITLE.fullmatch(line) else None


def printed_date(moment: datetime) -> str:
    """The date as the device prints it, whatever language this computer speaks."""
    return f"{moment:%d}-{MONTHS[moment.month - 1]}-{moment:%y}"


def _whole(text: bytes) -> int | None:
    return None if text == b"---" else int(text)


def _column(number: int | None) -> str:
    return "---" if number is None else f"{number:3d}"
