"""What a host may ask of a DRI monitor, as records, both ways. When to ask is left to `asking`.

There is no request that starts the cuff, sets its cycle or silences an alarm.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag

from drivers.ge_s5_dri.protocol import MainType, Record, Subrecord

REQUEST_KIND = 0  # of a subrecord from the host, under every main type
STOP, ONCE = 0, -1  # intervals of a request
_VALUES = struct.Struct("<Bhih")
_WAVES_BYTES, _WAVE_KINDS_OFFSET = 32, 4
_ALARM_BYTES = 12


class Wanted(IntEnum):
    """Which record a request for values asks for."""

    DISPLAYED = 1
    TREND_10S = 2
    TREND_60S = 3
    AUX = 4


class Classes(IntFlag):
    """Which subrecords come with it; 0: the basic class alone."""

    NO_BASIC = 1
    EXT1 = 2
    EXT2 = 4
    EXT3 = 8


BASIC_ONLY = Classes(0)


@dataclass(frozen=True, slots=True)
class ValuesRequest:
    """Send `wanted` every `interval_s` seconds (5 or more for displayed values), ONCE, or STOP."""

    wanted: int  # a Wanted, or a number that nobody has documented
    interval_s: int
    classes: Classes = BASIC_ONLY

    def record(self, level: int) -> Record:
        data = _VALUES.pack(self.wanted, self.interval_s, self.classes, 0)
        return Record(main=MainType.PHYSIOLOGICAL, level=level, subrecords=(Subrecord(REQUEST_KIND, data),))

    @property
    def command(self) -> str:
        name = Wanted(self.wanted).name.lower() if self.wanted in _WANTED_WORDS else f"values_{self.wanted}"
        return f"{name}_stop" if self.interval_s == STOP else name

    @property
    def meaning(self) -> str:
        what = _WANTED_WORDS.get(self.wanted, f"values of type {self.wanted}")
        if self.interval_s == STOP:
            return f"stop {what}"
        names = [
            name.lower() for name in Classes.__members__ if name.startswith("EXT") and Classes[name] in self.classes
        ]
        basic = [] if Classes.NO_BASIC in self.classes else ["basic"]
        when = "once" if self.interval_s == ONCE else f"every {self.interval_s} s"
        return f"{what} {when}, classes: {', '.join(basic + names) or 'none'}"


_WANTED_WORDS: dict[int, str] = {
    Wanted.DISPLAYED: "displayed values",
    Wanted.TREND_10S: "10-second trend",
    Wanted.TREND_60S: "60-second trend",
    Wanted.AUX: "auxiliary values",
}


@dataclass(frozen=True, slots=True)
class WavesRequest:
    """Start or stop waves. Recognised in captures, never sent."""

    stop: bool
    kinds: tuple[int, ...]

    @property
    def command(self) -> str:
        return "waves_stop" if self.stop else "waves"

    @property
    def meaning(self) -> str:
        verb = "stop" if self.stop else "start"
        return f"{verb} waves of the types {', '.join(map(str, self.kinds))}" if self.kinds else f"{verb} all waves"


class AlarmCommand(IntEnum):
    SEND_STATUS = 0
    ENTER_DIFFERENTIAL = 2  # from then on the status comes whenever it changes
    LEAVE_DIFFERENTIAL = 3


@dataclass(frozen=True, slots=True)
class AlarmRequest:
    """Ask for the alarm status, now or at each change."""

    number: int  # an AlarmCommand, or one that nobody has documented

    def record(self, level: int) -> Record:
        data = struct.pack("<h", self.number).ljust(_ALARM_BYTES, b"\0")
        return Record(main=MainType.ALARM, level=level, subrecords=(Subrecord(REQUEST_KIND, data),))

    @property
    def command(self) -> str:
        known = self.number in _ALARM_WORDS
        return f"alarm_{AlarmCommand(self.number).name.lower()}" if known else f"alarm_{self.number}"

    @property
    def meaning(self) -> str:
        return _ALARM_WORDS.get(self.number, f"alarm request {self.number}, which is not documented")


_ALARM_WORDS: dict[int, str] = {
    AlarmCommand.SEND_STATUS: "send the alarm status once",
    AlarmCommand.ENTER_DIFFERENTIAL: "send the alarm status whenever it changes",
    AlarmCommand.LEAVE_DIFFERENTIAL: "stop sending the alarm status",
}

Request = ValuesRequest | WavesRequest | AlarmRequest


def requests_in(record: Record) -> list[Request]:
    """What a host asks in `record`; empty for a record of a monitor."""
    found = [_request(record.main, item.data) for item in record.subrecords if item.kind == REQUEST_KIND]
    return [request for request in found if request is not None]


def _request(main: int, data: bytes) -> Request | None:
    if main == MainType.PHYSIOLOGICAL and len(data) == _VALUES.size:
        wanted, interval_s, classes, _reserved = _VALUES.unpack(data)
        return ValuesRequest(wanted, interval_s, Classes(classes))
    if main == MainType.WAVE and len(data) == _WAVES_BYTES:
        (command,) = struct.unpack_from("<h", data)
        kinds, _end, _rest = data[_WAVE_KINDS_OFFSET:].partition(b"\xff")
        return WavesRequest(command != 0, tuple(kinds))
    if main == MainType.ALARM and len(data) == _ALARM_BYTES:
        return AlarmRequest(struct.unpack_from("<h", data)[0])
    return None
