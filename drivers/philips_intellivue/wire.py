"""Reading and writing the building blocks of Data Export: big-endian fields, lists with a length, numbers, times.

Pure. What the fields mean is left to the modules for each kind of message.
"""

import struct
from collections.abc import Iterable, Mapping
from datetime import datetime

TICKS_PER_SECOND = 8000  # relative time counts in 1/8 ms
RELATIVE_TIME_SPAN = 1 << 32
UNKNOWN_TIME = b"\xff" * 8
# Mantissas that are no number: not a number, not at this resolution, plus and minus infinity
_NAN, _NRES, _PLUS_INFINITY, _MINUS_INFINITY = 0x7FFFFF, 0x800000, 0x7FFFFE, 0x800002
_NO_NUMBERS = frozenset({_NAN, _NRES, _PLUS_INFINITY, _MINUS_INFINITY})
NOT_A_NUMBER = _NAN
KPA_IN_MMHG = 7.50062


class MalformedError(Exception):
    """Bytes that have not the documented form. It never leaves the wire modules: the message counts as rejected."""


class Reader:
    """A cursor over bytes that refuses to read past their end."""

    __slots__ = ("_data", "_position")

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._position = 0

    @property
    def remaining(self) -> int:
        return len(self._data) - self._position

    def take(self, size: int) -> bytes:
        if size > self.remaining:
            raise MalformedError(f"{size} bytes expected, {self.remaining} left")
        begin = self._position
        self._position += size
        return self._data[begin : self._position]

    def u8(self) -> int:
        return self.take(1)[0]

    def u16(self) -> int:
        return int.from_bytes(self.take(2), "big")

    def u32(self) -> int:
        return int.from_bytes(self.take(4), "big")

    def sized(self) -> "Reader":
        """What a two-byte length announces."""
        return Reader(self.take(self.u16()))

    def counted(self) -> tuple[int, "Reader"]:
        """Count and contents of a list: ``count, length, contents``."""
        count = self.u16()
        return count, self.sized()

    def rest(self) -> bytes:
        return self.take(self.remaining)

    def end(self) -> None:
        if self.remaining:
            raise MalformedError(f"{self.remaining} bytes too many")


def u16(*numbers: int) -> bytes:
    """Each number in two bytes."""
    return struct.pack(f">{len(numbers)}H", *numbers)


def u32(*numbers: int) -> bytes:
    """Each number in four bytes."""
    return struct.pack(f">{len(numbers)}I", *numbers)


def sized(contents: bytes) -> bytes:
    """`contents` behind their length."""
    return u16(len(contents)) + contents


def counted(items: Iterable[bytes]) -> bytes:
    """`items` behind their count and length."""
    parts = tuple(items)
    return u16(len(parts)) + sized(b"".join(parts))


Attributes = Mapping[int, bytes]


def read_attributes(reader: Reader, *, may_repeat: bool = False) -> dict[int, bytes]:
    """A list of attributes: ``count, length, (id, length, value)…``.

    An id that comes twice is refused, or, where it `may_repeat`, counts as it came first.
    """
    count, contents = reader.counted()
    attributes: dict[int, bytes] = {}
    for _ in range(count):
        number = contents.u16()
        if number in attributes and not may_repeat:
            raise MalformedError(f"attribute {number:04X} stands twice in one object")
        attributes.setdefault(number, contents.sized().rest())
    contents.end()
    return attributes


def write_attributes(attributes: Attributes) -> bytes:
    """The list that `read_attributes` reads."""
    return counted(u16(number) + sized(value) for number, value in attributes.items())


def parse_number(packed: int) -> float | None:
    """The 32-bit number of Data Export: signed decimal exponent, signed 24-bit mantissa. None: it says "no number"."""
    mantissa = packed & 0xFFFFFF
    if mantissa in _NO_NUMBERS:
        return None
    exponent = _signed(packed >> 24, bits=8)
    return float(f"{_signed(mantissa, bits=24)}e{exponent}")  # decimal: 950e-1 is 95.0, not 95.00000000000001


def pack_number(value: float | None, *, decimals: int = 0) -> int:
    """`value` rounded to `decimals`; None is "not a number"."""
    if value is None:
        return NOT_A_NUMBER
    return ((-decimals & 0xFF) << 24) | (round(value * 10.0**decimals) & 0xFFFFFF)


def _signed(number: int, *, bits: int) -> int:
    return number - (1 << bits) if number >> (bits - 1) else number


def parse_time(packed: bytes) -> datetime | None:
    """Date and time in eight bytes of BCD (``YYYY MM DD hh mm ss cc``), by the monitor's clock; None: unknown."""
    digits = packed.hex()
    if len(packed) != len(UNKNOWN_TIME) or not digits.isdigit():
        return None
    hundredths = digits[14:]
    try:
        moment = datetime.strptime(f"{digits[:14]}{hundredths}0000 +0000", "%Y%m%d%H%M%S%f %z")
    except ValueError:
        return None
    return moment.replace(tzinfo=None)  # of no known time zone


def pack_time(moment: datetime | None) -> bytes:
    """The eight bytes that `parse_time` reads."""
    if moment is None:
        return UNKNOWN_TIME
    return bytes.fromhex(moment.strftime("%Y%m%d%H%M%S") + f"{moment.microsecond // 10_000:02d}")


def text(packed: bytes) -> str:
    """UTF-16 as labels carry it, without padding and private signs."""
    decoded = packed.decode("utf-16-be", "replace").partition("\0")[0]
    return "".join(sign for sign in decoded if sign.isprintable()).strip()


def pack_text(words: str) -> bytes:
    """UTF-16 with the end sign."""
    return (words + "\0").encode("utf-16-be")


def ticks_between(earlier: int, later: int) -> int:
    """Ticks from one relative time to another; negative if it runs backwards. The counter wraps in six days."""
    distance = (later - earlier) % RELATIVE_TIME_SPAN
    return distance - RELATIVE_TIME_SPAN if distance >= RELATIVE_TIME_SPAN // 2 else distance
