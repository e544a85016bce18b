"""Reads what other people's programs publish: JSON or a single value, numbers also as text. Pure.

What cannot be read is answered in words, never raised and never guessed: no decimal commas, no units behind numbers.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import Enum
from typing import Final

from drivers.mqtt.adapters.mapping import Condition, Path, Scalar, TimeFormat
from drivers.mqtt.fields import LARGEST_INTEGER, MAX_TEXT_LENGTH, FieldError, read_json, shown

_NUMBER = re.compile(r"[+-]?\d{1,9}(\.\d{1,9})?", re.ASCII)
_WHOLE_NUMBER = re.compile(r"\d{1,16}", re.ASCII)
_ISO = re.compile(r"20\d\d-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:?\d\d)?", re.ASCII)
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
# 2001 to 2100: outside lies a clock that was never set, or seconds taken for milliseconds
FIRST_UNIX_S, LAST_UNIX_S = 978_307_200.0, 4_102_444_800.0


class Absent(Enum):
    """Stands for what a message does not hold, which is not the same as null."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Document:
    """One payload."""

    content: object  # as JSON, or as text where it is no JSON
    is_json: bool

    def at(self, path: Path) -> object:
        """What stands at `path`; ABSENT where nothing does."""
        found = self.content
        for name in path:
            if isinstance(found, dict) and name in found:
                found = found[name]
            elif isinstance(found, list) and name.isascii() and name.isdecimal() and int(name[:6]) < len(found):
                found = found[int(name[:6])]
            else:
                return ABSENT
        return found

    def holds(self, conditions: Sequence[Condition]) -> bool:
        """Whether the message is meant."""
        return all(is_one_of(self.at(condition.path), (condition.value,)) for condition in conditions)


def read_document(payload: bytes, *, at_most_bytes: int) -> Document:
    """Read a payload that may be JSON or bare text such as ``97`` or ``online``.

    Raises:
        FieldError: too long or not UTF-8, in words.

    """
    try:
        return Document(read_json(payload, at_most_bytes=at_most_bytes), is_json=True)
    except FieldError:
        if len(payload) > at_most_bytes:
            raise
    try:
        return Document(payload.decode("utf-8").strip(), is_json=False)
    except UnicodeDecodeError:
        raise FieldError("the payload is not UTF-8") from None


def number_of(value: object) -> float | None:
    """A finite number of sensible size, also where it is written as text; None where it is none."""
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        text = value.strip()
        return float(text) if _NUMBER.fullmatch(text) else None
    if isinstance(value, int | float) and abs(value) <= LARGEST_INTEGER and math.isfinite(value):
        return float(value)
    return None


def is_one_of(value: object, listed: Sequence[Scalar]) -> bool:
    """Whether `value` is listed; 127, 127.0 and "127" are the same number, 1 and true are not the same."""
    return any(_is_same(value, one) for one in listed)


def _is_same(value: object, one: Scalar) -> bool:
    if isinstance(one, bool) or isinstance(value, bool):
        return one is value
    if isinstance(value, str) and isinstance(one, str) and value.strip() == one:
        return True
    number = number_of(value)
    return number is not None and number == number_of(one)


def read_number(value: object, missing: Sequence[Scalar]) -> float | str:
    """The number at a place, or in words why there is none."""
    if value is ABSENT:
        return "the message lacks it"
    if value is None or (isinstance(value, str) and not value.strip()):
        return "the device gives no value"
    if is_one_of(value, missing):
        return f"the device gives no value ({spelt(value)})"
    number = number_of(value)
    return f"{spelt(value)} is not a number" if number is None else number


def read_moment(value: object, time_format: TimeFormat) -> datetime | None:
    """A moment by the publisher's clock; None where none stands there. Without a zone it is taken as if it were UTC.

    That is right because only distances between moments of one publisher are used.
    """
    if time_format is TimeFormat.ISO:
        return _iso(value)
    if isinstance(value, str):
        value = int(value) if _WHOLE_NUMBER.fullmatch(value.strip()) else None
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    divisor = 1000.0 if time_format is TimeFormat.UNIX_MS else 1.0
    if not FIRST_UNIX_S * divisor <= value <= LAST_UNIX_S * divisor:  # false for NaN too
        return None
    return EPOCH + timedelta(seconds=value / divisor)


def _iso(value: object) -> datetime | None:
    if not isinstance(value, str) or len(value) > MAX_TEXT_LENGTH or not _ISO.fullmatch(value.strip()):
        return None
    try:
        moment = datetime.fromisoformat(value.strip().upper())
        # An offset may push the first or last day of the calendar over its edge.
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def spelt(value: object) -> str:
    """A refused value for people, short; the inside of objects is never shown, because names may stand there."""
    match value:
        case Absent():
            return "nothing"
        case dict():
            return "an object"
        case list():
            return "a list"
        case _:
            return shown(value)
