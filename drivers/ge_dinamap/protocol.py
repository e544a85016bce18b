"""GE DINAMAP host communications (ASCII): requests and replies as bytes, both ways. When to ask is left to the driver.

A message is ``u CC [params] KK`` CR: unit id (a space when wired directly), two letters, two checksum characters. A
request and the reply to it carry the same letters and differ in length, so one decoder serves host, device and capture.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import lru_cache

UNIT_ID = " "  # a monitor wired directly to the host
FLUSH = b"\r"  # ends a half-received line at either end
MAX_LINE_BYTES = 64  # the longest known message has 21
_LINE_ENDS = re.compile(rb"[\r\n]")
_CHECKSUM_BYTES = 2
_KNOWN_LINES = 2048  # a monitor that is polled says the same few lines again and again
NO_AGE = 9999  # NA: "none or too old"
MAX_AGE_S = 5400  # NA: ages run from 0000 to 5400
NO_TEMPERATURE_AGE = 99999
_NO_NUMBER = frozenset({"000", "-99"})
_NUMBER = re.compile(r"\d{3}|-99")


def checksum(text: str) -> str:
    """Two characters over everything before them, the unit id included."""
    total = sum(text.encode("ascii")) - (0x20 - 1) * len(text)
    if total > 0xFFF:
        total -= 0xFFF
    return chr(0x20 + (total >> 6)) + chr(0x20 + (total & 0x3F))


def _frame(body: str) -> bytes:
    text = UNIT_ID + body
    return (text + checksum(text) + "\r").encode("ascii")


class Command(StrEnum):
    """Every request known from working drivers, by its letters and parameters. Others are never sent."""

    READ_NIBP = "NA"
    READ_SPO2 = "OA"
    READ_RATE = "RA"
    READ_RATE_VARIANT = "RC"  # one program uses it; recognised in captures, never sent
    READ_TEMPERATURE = "TC"
    START_NIBP = "NC0"
    CANCEL_NIBP = "ND"

    @property
    def letters(self) -> str:
        """The two letters that the reply repeats."""
        return self.value[:2]

    @property
    def meaning(self) -> str:
        return _MEANINGS[self]


_MEANINGS = {
    Command.READ_NIBP: "read NIBP status",
    Command.READ_SPO2: "read SpO2",
    Command.READ_RATE: "read heart/pulse rate",
    Command.READ_RATE_VARIANT: "heart-rate read variant",
    Command.READ_TEMPERATURE: "read temperature",
    Command.START_NIBP: "start a normal NIBP determination",
    Command.CANCEL_NIBP: "cancel the determination",
}


class NibpStatus(IntEnum):
    BUSY = 0
    DONE = 1
    FAILED = 3
    PUMP_UP_TIMEOUT = 4
    TOTAL_TIMEOUT = 6
    ONE_PRESSURE_TIMEOUT = 7
    OVERPRESSURE = 8
    UNKNOWN = 9


class PatientType(IntEnum):
    UNKNOWN = 0
    ADULT = 1
    NEONATE = 2


class OximeterStatus(IntEnum):
    STANDBY = 0
    OPERATING = 1
    NO_DATA = 3  # ProCare: sensor off as well
    UNPLUGGED = 6  # Pro Series: sensor off as well


class RateSource(IntEnum):
    OXIMETER = 2
    CUFF = 3


class TemperatureStatus(IntEnum):
    OK = 0  # or idle
    IN_PROGRESS = 1
    TIMED_OUT = 2
    LOST_CONTACT = 3  # or out of range
    ABORTED = 4  # or probe unplugged


@dataclass(frozen=True, slots=True)
class Request:
    """Host to device."""

    command: Command

    def encode(self) -> bytes:
        """The request's bytes, CR included: `` NA!2`` CR."""
        return _frame(self.command.value)


@dataclass(frozen=True, slots=True, kw_only=True)
class NaReply:
    """NIBP status and last values. Numbers are mmHg; None where the device sends 000, -99 or 9999."""

    status: int  # a NibpStatus, or a digit that nobody has documented (2, 5)
    patient: int = PatientType.ADULT  # a PatientType
    stat: bool = False
    age_s: int | None  # seconds since the last determination
    systolic: int | None
    diastolic: int | None
    mean: int | None

    letters = "NA"

    def encode(self) -> bytes:
        age = NO_AGE if self.age_s is None else self.age_s
        pressures = "".join(_three(number) for number in (self.systolic, self.diastolic, self.mean))
        return _frame(f"NA{self.status:d}{self.patient:d}{self.stat:d}{age:04d}{pressures}")


@dataclass(frozen=True, slots=True, kw_only=True)
class OaReply:
    """Oximeter."""

    status: int  # an OximeterStatus, or an undocumented digit
    spo2_percent: int | None  # None: 000
    signal: int = 0  # strength 0-9
    averaging_s: int = 8

    letters = "OA"

    def encode(self) -> bytes:
        return _frame(f"OA{self.status:d}{_three(self.spo2_percent)}{self.signal:d}{self.averaging_s:02d}")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaReply:
    """Heart or pulse rate."""

    source: int  # a RateSource, or an undocumented digit
    rate_per_min: int | None  # None: 000 or -99

    letters = "RA"

    def encode(self) -> bytes:
        rate = "-99" if self.rate_per_min is None else f"{self.rate_per_min:03d}"
        return _frame(f"RA{self.source:d}{rate}")


@dataclass(frozen=True, slots=True, kw_only=True)
class TcReply:
    """Temperature, in Fahrenheit on the wire whatever the bedside shows."""

    status: int  # a TemperatureStatus, or an undocumented digit
    monitor_mode: bool = False  # False: predictive
    counter: str = " "  # one step up at each start, from space to ~
    age_s: int | None  # seconds since the determination; None: 99999
    tenths_fahrenheit: int
    shown_in_celsius: bool = False  # display only

    letters = "TC"

    def encode(self) -> bytes:
        age = NO_TEMPERATURE_AGE if self.age_s is None else self.age_s
        head = f"TC{self.status:d}{self.monitor_mode:d}{self.counter}{age:05d}"
        return _frame(f"{head}{self.tenths_fahrenheit:04d}{self.shown_in_celsius:d}")


@dataclass(frozen=True, slots=True)
class CommandReply:
    """What the monitor says to START or CANCEL. Its form is not public: any line with the letters counts."""

    letters: str
    text: str


Reply = NaReply | OaReply | RaReply | TcReply | CommandReply
Message = Request | Reply


def _three(number: int | None) -> str:
    return "000" if number is None else f"{number:03d}"


def _number(text: str) -> int | None:
    return None if text in _NO_NUMBER else int(text)


_NA_FORM = re.compile(r"(\d)(\d)([01])(\d{4})(\d{3}|-99)(\d{3}|-99)(\d{3}|-99)")
_OA_FORM = re.compile(r"(\d)(\d{3}|-99)(\d)(\d\d)")
_RA_FORM = re.compile(r"(\d)(\d{3}|-99)")
_TC_FORM = re.compile(r"(\d)([01])([ -~])(\d{5})(\d{4})([01])")


def _na(form: re.Match[str]) -> NaReply:
    age_s = int(form[4])
    return NaReply(
        status=int(form[1]),
        patient=int(form[2]),
        stat=form[3] == "1",
        age_s=age_s if age_s <= MAX_AGE_S else None,
        systolic=_number(form[5]),
        diastolic=_number(form[6]),
        mean=_number(form[7]),
    )


def _oa(form: re.Match[str]) -> OaReply:
    return OaReply(status=int(form[1]), spo2_percent=_number(form[2]), signal=int(form[3]), averaging_s=int(form[4]))


def _ra(form: re.Match[str]) -> RaReply:
    return RaReply(source=int(form[1]), rate_per_min=_number(form[2]))


def _tc(form: re.Match[str]) -> TcReply:
    age_s = int(form[4])
    return TcReply(
        status=int(form[1]),
        monitor_mode=form[2] == "1",
        counter=form[3],
        age_s=None if age_s == NO_TEMPERATURE_AGE else age_s,
        tenths_fahrenheit=int(form[5]),
        shown_in_celsius=form[6] == "1",
    )


_REPLIES: dict[str, tuple[re.Pattern[str], Callable[[re.Match[str]], Reply]]] = {
    "NA": (_NA_FORM, _na),
    "OA": (_OA_FORM, _oa),
    "RA": (_RA_FORM, _ra),
    "TC": (_TC_FORM, _tc),
}
_COMMANDS = {command.value: command for command in Command}
_COMMAND_REPLY_LETTERS = (Command.START_NIBP.letters, Command.CANCEL_NIBP.letters)


@lru_cache(maxsize=_KNOWN_LINES)
def parse_line(line: bytes) -> Message | None:
    """The message in `line` (without its end), or None: wrong checksum, unknown letters or wrong form."""
    if not line.isascii() or len(line) <= _CHECKSUM_BYTES or line[:1] != UNIT_ID.encode():
        return None
    text = line.decode("ascii")
    body, check = text[:-_CHECKSUM_BYTES], text[-_CHECKSUM_BYTES:]
    return _parse_body(body[1:]) if checksum(body) == check else None


def _parse_body(body: str) -> Message | None:
    if body in _COMMANDS:
        return Request(_COMMANDS[body])
    letters, parameters = body[:2], body[2:]
    if letters in _REPLIES:
        form, build = _REPLIES[letters]
        match = form.fullmatch(parameters)
        return None if match is None else build(match)
    return parse_command_reply((UNIT_ID + body).encode())


def parse_command_reply(line: bytes) -> CommandReply | None:
    """`line` as an answer to START or CANCEL: "accept any line that starts with NC or ND", with or without checksum."""
    text = line.decode("ascii") if line.isascii() else ""
    letters = text[1:3]
    known = text.startswith(UNIT_ID) and letters in _COMMAND_REPLY_LETTERS and text.isprintable()
    return CommandReply(letters, text[3:]) if known else None


class Decoder:
    """Cuts a stream into lines and keeps those whose checksum and form are right. CR and LF each end a line."""

    def __init__(self) -> None:
        self.frames = 0
        self.rejected_bytes = 0
        self.rejected_lines = 0  # lines that ended and held no message
        self._buffer = bytearray()

    @property
    def waiting_bytes(self) -> int:
        """Bytes of the line that has not ended yet; never more than `MAX_LINE_BYTES`."""
        return len(self._buffer)

    def feed(self, data: bytes) -> list[Message]:
        """Messages whose line end came with `data`, oldest first."""
        whole = parse_line(data.strip(FLUSH)) if data.endswith(FLUSH) and not self._buffer else None
        if whole is not None:  # nearly always exactly one message comes, a request behind a flush
            self.frames += 1
            return [whole]
        *lines, rest = _LINE_ENDS.split(data)
        messages: list[Message] = []
        for line in lines:
            self._keep(line)
            messages += self._end_line()
        self._keep(rest)
        return messages

    def finish(self) -> list[Message]:
        """The stream is over: a last message may stand without its CR, for length and checksum prove it whole."""
        return self._end_line()

    def reset(self) -> None:
        """Give up the half line: its end did not come in time."""
        self.rejected_bytes += len(self._buffer)
        self._buffer.clear()

    def _keep(self, data: bytes) -> None:
        self._buffer += data
        excess = len(self._buffer) - MAX_LINE_BYTES
        if excess > 0:  # the newest bytes may hold a good message's beginning
            self.rejected_bytes += excess
            del self._buffer[:excess]

    def _end_line(self) -> list[Message]:
        line = bytes(self._buffer)
        self._buffer.clear()
        for start in range(len(line)):  # a good message behind noise, or behind one whose CR was lost, survives
            message = parse_line(line[start:])
            if message is not None:
                self.frames += 1
                self.rejected_bytes += start
                return [message]
        unproved = parse_command_reply(line)  # last, for it would swallow a good message behind it
        if unproved is not None:
            self.frames += 1
            return [unproved]
        self.rejected_bytes += len(line)
        self.rejected_lines += bool(line)
        return []
