r"""How HL7 version 2 writes text, times, numbers and segments. Pure.

Delimiters are the usual ones, \|^~\\&; whatever of them stands in a text is escaped (version 2.6, section 2.7).
"""

import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal

ENCODING_CHARACTERS = r"^~\&"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ESCAPES = str.maketrans({"\\": "\\E\\", "|": "\\F\\", "^": "\\S\\", "&": "\\T\\", "~": "\\R\\"})


def escaped(text: str) -> str:
    """A person's text as a field or component; line ends, tabs and every other space become blanks.

    Control characters that are no space go.
    """
    blank = "".join(" " if each.isspace() else each for each in text)
    return "".join(each for each in blank.translate(_ESCAPES) if each.isprintable())


def moment(utc_ms: int | None) -> str:
    """A time with milliseconds and zone; empty where there is none."""
    if utc_ms is None:
        return ""
    instant = _EPOCH + timedelta(milliseconds=utc_ms)
    return f"{instant:%Y%m%d%H%M%S}.{instant.microsecond // 1000:03d}+0000"


def number(value: float) -> str:
    """The shortest text that is read back as this very number: 118, 36.5. Raises ValueError for what is none."""
    if not math.isfinite(value):
        raise ValueError(f"{value} is no measurement")
    return format(Decimal(repr(float(value))), "f").removesuffix(".0")


def segment(name: str, fields: Sequence[str]) -> str:
    """One segment; empty fields at its end are left out."""
    return "|".join((name, *fields)).rstrip("|")


def message(segments: Sequence[str]) -> str:
    """A whole message, each segment ended."""
    return "".join(f"{each}\r" for each in segments)
