"""Strict readers for the JSON objects of the native MQTT schema. Pure; what the fields mean is left to `payloads`.

Nothing is guessed or converted: a number in quotes is no number, and a time without a zone is no time.
"""

import json
import math
import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import NoReturn, TypeVar

MAX_PAYLOAD_BYTES = 10_000  # a birth message with forty codes stays below 1,000
MAX_TEXT_LENGTH = 200
LARGEST_INTEGER = 2**53 - 1  # RFC 8259, section 6: integers up to here are read alike by every JSON implementation

# RFC 3339, section 5.6, with the zone and four plausible digits of a year; ISO 8601 allows far more than that.
_RFC3339 = re.compile(r"20\d\d-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII)

Choice = TypeVar("Choice", bound=StrEnum)


class FieldError(Exception):
    """A payload that is not in the schema, in words; it never leaves `payloads.decode`."""


class Fields:
    """The members of one JSON object. Each reader raises `FieldError` in words for what it cannot accept."""

    def __init__(self, members: Mapping[str, object]) -> None:
        self._members = members

    def has(self, name: str) -> bool:
        """Whether the key stands there with a value other than null."""
        return self._members.get(name) is not None

    def _get(self, name: str) -> object:
        if name not in self._members:
            raise FieldError(f"the key {name} is missing")
        return self._members[name]

    def flag(self, name: str) -> bool:
        value = self._get(name)
        if not isinstance(value, bool):
            raise FieldError(f"{name} is {shown(value)}, not true or false")
        return value

    def integer(self, name: str) -> int:
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= LARGEST_INTEGER:
            raise FieldError(f"{name} is {shown(value)}, not a whole number from 0 on")
        return value

    def number(self, name: str) -> float | None:
        """Read a finite number, or None where the payload says null; the key itself must be there."""
        value = self._get(name)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise FieldError(f"{name} is {shown(value)}, not a number")
        if abs(value) > LARGEST_INTEGER or not math.isfinite(value):  # the first also keeps float() from overflowing
            raise FieldError(f"{name} is not a finite number of sensible size")
        return float(value)

    def text(self, name: str) -> str:
        """Printable text of bounded length: it will stand on a screen and in a database."""
        value = self._get(name)
        if not isinstance(value, str):
            raise FieldError(f"{name} is {shown(value)}, not text")
        if len(value) > MAX_TEXT_LENGTH or not value.isprintable():
            raise FieldError(f"{name} is longer than {MAX_TEXT_LENGTH} characters or not printable")
        return value

    def optional_text(self, name: str) -> str | None:
        return self.text(name) if self.has(name) else None

    def moment(self, name: str) -> datetime:
        """Read a time with zone."""
        text = self.text(name)
        if not _RFC3339.fullmatch(text):
            raise FieldError(f"{name} is {shown(text)}, not an RFC 3339 time with zone")
        try:
            return datetime.fromisoformat(text.upper())
        except ValueError:
            raise FieldError(f"{name} is {shown(text)}, which is no time of any calendar") from None

    def choice(self, name: str, choices: type[Choice]) -> Choice:
        text = self.text(name)
        try:
            return choices(text)
        except ValueError:
            raise FieldError(f"{name} is {shown(text)}, not one of {', '.join(choices)}") from None

    def integers(self, name: str, *, at_most: int) -> tuple[int, ...]:
        value = self._get(name)
        if not isinstance(value, list) or len(value) > at_most:
            raise FieldError(f"{name} is not a list of at most {at_most} numbers")
        return tuple(Fields({name: item}).integer(name) for item in value)


def read_object(payload: bytes) -> Fields:
    """Read one JSON object in UTF-8.

    Raises:
        FieldError: too long, not UTF-8, not JSON in the narrow sense of RFC 8259, not an object, or a key twice.

    """
    members = read_json(payload, at_most_bytes=MAX_PAYLOAD_BYTES)
    if not isinstance(members, dict):
        raise FieldError("the payload is not a JSON object")
    return Fields(members)


def read_json(payload: bytes, *, at_most_bytes: int) -> object:
    """Read any JSON value in UTF-8, as `json.loads` builds it; a number too large for a float comes as infinity.

    Raises:
        FieldError: too long, not UTF-8, not JSON in the narrow sense of RFC 8259, or a key twice.

    """
    if len(payload) > at_most_bytes:
        raise FieldError(f"the payload has {len(payload)} bytes, more than {at_most_bytes}")
    try:
        # Decoded here because json.loads(bytes) would also take UTF-16 and UTF-32.
        return json.loads(payload.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_members_once)
    except UnicodeDecodeError:
        raise FieldError("the payload is not UTF-8") from None
    except (ValueError, RecursionError) as error:  # RecursionError: thousands of nested brackets fit into the limit
        raise FieldError(f"the payload is not JSON ({type(error).__name__})") from None


def _refuse_constant(name: str) -> NoReturn:
    raise FieldError(f"{name} is not JSON")


def _members_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise FieldError("a key stands there twice")
    return members


def shown(value: object) -> str:
    """Spell a refused value shortly, for a reason in words."""
    if value is None:
        return "null"
    text = ascii(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
