"""What the monitor says in DRI records: displayed values, time of the cuff reading, alarms. Pure, both ways.

Numbers stay as they are on the wire, so that "no value" keeps its reason; what they mean is left to the interpreter.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum, IntFlag
from typing import Any

from drivers.ge_s5_dri.protocol import MainType, Record, Subrecord

HIGHEST_CODE = -32001  # "values at or below -32001 are codes"; the smallest real value is -32000
INVALID = -32767
NOT_UPDATED = -32766
NO_VALUE_REASONS = {
    INVALID: "the monitor gives no value",
    NOT_UPDATED: "the monitor did not update the value",
    -32764: "under the range of the monitor",
    -32763: "over the range of the monitor",
    -32762: "not calibrated",
}
DISPLAYED_KIND, AUX_KIND, ALARM_STATUS_KIND = 1, 4, 1
DISPLAYED_BYTES, AUX_BYTES, ALARM_STATUS_BYTES = 278, 114, 510
ALARM_BOXES, ALARM_TEXT_BYTES = 5, 80
_VALUES_OFFSET, _VALUES_BYTES = 4, 270
_CLASS_OFFSET = 276  # "bits 8-11: 0 basic, 1-3 ext"
_BASIC_CLASS = 0
_GROUP = struct.Struct("<IH")
_VALUE = struct.Struct("<h")
_BOX_BYTES = 98


class EcgBit(IntFlag):
    ASYSTOLE = 1 << 2
    NOISE = 1 << 7
    ARTIFACT = 1 << 8
    LEARNING = 1 << 9


class NibpBit(IntFlag):
    AUTO = 1 << 3
    STAT = 1 << 4
    MEASURING = 1 << 5
    STASIS = 1 << 6
    CALIBRATING = 1 << 7
    OLD = 1 << 8  # the reading is older than 60 s, which is normal between cycles


@dataclass(frozen=True, slots=True)
class Group:
    """Header of a group of values. 3: module present (bit 0) and measuring (bit 1)."""

    status: int = 0
    label: int = 0

    @property
    def is_present(self) -> bool:
        return bool(self.status & 1)

    @property
    def is_active(self) -> bool:
        return bool(self.status & 2)

    @property
    def rate_source(self) -> int:
        """Bits 3-6 of the ECG group: 0 none, 1 and 9 ECG, 2-5 invasive pressures, 6 SpO2."""
        return self.status >> 3 & 0xF


ABSENT = Group()


@dataclass(frozen=True, slots=True, kw_only=True)
class Displayed:
    """The basic class of what the monitor's screen shows. Rates are per minute."""

    time_s: int  # since 1970, by the monitor's clock
    ecg: Group = ABSENT
    heart_rate: int = INVALID
    respiration: int = INVALID
    nibp: Group = ABSENT
    systolic: int = INVALID  # pressures in 1/100 mmHg
    diastolic: int = INVALID
    mean: int = INVALID
    nibp_pulse: int = INVALID
    temperature: Group = ABSENT
    temperature_1: int = INVALID  # 1/100 °C
    oximeter: Group = ABSENT
    spo2: int = INVALID  # 1/100 %
    pulse: int = INVALID
    infrared: int = INVALID  # amplitude, 1/100 %

    def subrecord(self) -> Subrecord:
        """As the monitor sends it; every value that this class does not name is INVALID there."""
        values = bytearray(_VALUE.pack(INVALID) * (_VALUES_BYTES // 2))
        for offset in _GROUP_OFFSETS:
            _GROUP.pack_into(values, offset, 0, 0)
        for name, offset in _GROUP_AT.items():
            group = getattr(self, name)
            _GROUP.pack_into(values, offset, group.status, group.label)
        for name, offset in _VALUE_AT.items():
            _VALUE.pack_into(values, offset, getattr(self, name))
        return Subrecord(DISPLAYED_KIND, struct.pack("<I", self.time_s) + values + b"\0\0\0\0")


# Offsets inside the 270 bytes of values, as in the record map of the specification
_GROUP_AT = {"ecg": 0, "nibp": 72, "temperature": 86, "oximeter": 118}
_GROUP_OFFSETS = (16, 30, 44, 58, 94, 102, 110, 132)  # of groups that nothing is read from
_VALUE_AT = {
    "heart_rate": 6,
    "respiration": 14,
    "systolic": 78,
    "diastolic": 80,
    "mean": 82,
    "nibp_pulse": 84,
    "temperature_1": 92,
    "spo2": 124,
    "pulse": 126,
    "infrared": 128,
}


@dataclass(frozen=True, slots=True)
class Aux:
    """When the last cuff reading was taken, in seconds since 1970 by the monitor's clock; None: unknown."""

    nibp_time_s: int | None

    def subrecord(self) -> Subrecord:
        return Subrecord(AUX_KIND, struct.pack("<I", self.nibp_time_s or 0).ljust(AUX_BYTES, b"\0"))


class Colour(IntEnum):
    NONE = 0
    WHITE = 1
    YELLOW = 2
    RED = 3


class Silence(IntEnum):
    """Those states of the alarm sound whose meaning is known; 1 to 3 are not."""

    NONE = 0
    ALL = 4
    TWO_MINUTES = 5
    FIVE_MINUTES = 6
    TWENTY_SECONDS = 7


@dataclass(frozen=True, slots=True)
class AlarmBox:
    """One line of the monitor's alarm area, in the monitor's language."""

    text: str
    colour: int  # a Colour, or a number that nobody has documented


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmStatus:
    """Lines that are shown now; empty ones are left out."""

    boxes: tuple[AlarmBox, ...]
    silence: int = Silence.NONE
    sound_on: bool = True

    def record(self, *, level: int, number: int, time_s: int) -> Record:
        """As the monitor sends it. Raises ValueError for more than five lines."""
        if len(self.boxes) > ALARM_BOXES:
            raise ValueError(f"{len(self.boxes)} alarm lines: there are {ALARM_BOXES}")
        data = struct.pack("<5h", 0, self.sound_on, 0, 0, self.silence)
        for box in self.boxes:
            text = box.text.encode("latin-1", errors="replace")[: ALARM_TEXT_BYTES - 1]
            data += text.ljust(ALARM_TEXT_BYTES, b"\0") + struct.pack("<9h", 0, box.colour, 0, *[0] * 6)
        subrecord = Subrecord(ALARM_STATUS_KIND, data.ljust(ALARM_STATUS_BYTES, b"\0"))
        return Record(main=MainType.ALARM, level=level, number=number, time_s=time_s, subrecords=(subrecord,))


Message = Displayed | Aux | AlarmStatus


def messages_in(record: Record) -> list[Message]:
    """What `record` of a monitor says that this program knows: no waves, trends or extended classes."""
    readers = {MainType.PHYSIOLOGICAL: _physiological, MainType.ALARM: _alarm}
    reader = readers.get(MainType(record.main)) if record.main in readers else None
    if reader is None:
        return []
    found = [reader(subrecord) for subrecord in record.subrecords]
    return [message for message in found if message is not None]


def _physiological(subrecord: Subrecord) -> Message | None:
    kind, data = subrecord.kind, subrecord.data
    if kind == DISPLAYED_KIND and len(data) >= DISPLAYED_BYTES:
        # "ALWAYS check the class before using the map"
        (class_word,) = struct.unpack_from("<H", data, _CLASS_OFFSET)
        return _displayed(data) if class_word >> 8 & 0xF == _BASIC_CLASS else None
    if kind == AUX_KIND and len(data) >= AUX_BYTES:
        (nibp_time_s,) = struct.unpack_from("<I", data)
        return Aux(nibp_time_s or None)
    return None


def _displayed(data: bytes) -> Displayed:
    (time_s,) = struct.unpack_from("<I", data)
    fields: dict[str, Any] = {}
    for name, offset in _GROUP_AT.items():
        fields[name] = Group(*_GROUP.unpack_from(data, _VALUES_OFFSET + offset))
    for name, offset in _VALUE_AT.items():
        (fields[name],) = _VALUE.unpack_from(data, _VALUES_OFFSET + offset)
    return Displayed(time_s=time_s, **fields)


def _alarm(subrecord: Subrecord) -> Message | None:
    kind, data = subrecord.kind, subrecord.data
    if kind == ALARM_STATUS_KIND and len(data) >= ALARM_STATUS_BYTES:
        _reserved, sound_on, _first, _second, silence = struct.unpack_from("<5h", data)
        boxes = [_box(data, 10 + index * _BOX_BYTES) for index in range(ALARM_BOXES)]
        shown = tuple(box for box in boxes if box.text or box.colour != Colour.NONE)
        return AlarmStatus(boxes=shown, silence=silence, sound_on=bool(sound_on))
    return None


def _box(data: bytes, offset: int) -> AlarmBox:
    raw = data[offset : offset + ALARM_TEXT_BYTES].partition(b"\0")[0]
    words = "".join(letter if letter.isprintable() else " " for letter in raw.decode("latin-1"))
    _text_changed, colour = struct.unpack_from("<2h", data, offset + ALARM_TEXT_BYTES)
    return AlarmBox(" ".join(words.split()), colour)
