"""What unreadable bytes look like, from the bytes alone. Pure; what to do about it is said by `diagnosis`.

A wrong speed, a wrong parity and a wrong output mode leave different marks: noise, letters with a bit too many, and
text that is only not the text wanted.
"""

from enum import Enum, auto

FEWEST_BYTES = 48  # fewer could look like anything
LOOKED_AT_BYTES = 512  # the newest; more would not change the answer
MOSTLY = 0.95
SOME = 0.1
HOLES = (0.25, 0.75)  # a byte with the wrong parity is delivered as 00: about every second one
_TEXT = frozenset(range(0x20, 0x7F)) | {0x09, 0x0A, 0x0D}
XON, XOFF = 0x11, 0x13
ENOUGH_TO_MISS_BYTES = 2048  # of even bytes each value would stand eight times among them


class Looks(Enum):
    """The closed set of what can be told apart."""

    UNKNOWN = auto()  # too few
    TEXT = auto()
    EVEN_PARITY_TEXT = auto()  # 7-bit letters whose eighth bit is an even parity bit
    ODD_PARITY_TEXT = auto()
    TEXT_WITH_HOLES = auto()  # letters between zeros: our end checks a parity that nobody sends
    ZEROS = auto()
    OTHER = auto()  # noise, or a binary format


def looks_of(data: bytes) -> Looks:
    """What `data`, as it came from the device, looks like."""
    if len(data) < FEWEST_BYTES:
        return Looks.UNKNOWN
    data = data[-LOOKED_AT_BYTES:]
    zeros = data.count(0) / len(data)
    if zeros >= MOSTLY:
        return Looks.ZEROS
    if _text_share(data) >= MOSTLY:
        return Looks.TEXT
    if HOLES[0] <= zeros <= HOLES[1] and _text_share(data.replace(b"\0", b"")) >= MOSTLY:
        return Looks.TEXT_WITH_HOLES
    return _with_parity(data)


def misses_flow_bytes(data: bytes) -> bool:
    """Whether the two bytes that software flow control swallows are missing from many that vary."""
    return (
        len(data) >= ENOUGH_TO_MISS_BYTES
        and XON not in data
        and XOFF not in data
        and len(set(data)) > ENOUGH_TO_MISS_BYTES // 16  # a format of few different bytes may not have them anyway
    )


def _with_parity(data: bytes) -> Looks:
    eighth = sum(byte >> 7 for byte in data) / len(data)
    if not SOME <= eighth <= 1 - SOME or _text_share(bytes(byte & 0x7F for byte in data)) < MOSTLY:
        return Looks.OTHER
    even = sum(byte.bit_count() % 2 == 0 for byte in data) / len(data)
    if even >= MOSTLY:
        return Looks.EVEN_PARITY_TEXT
    return Looks.ODD_PARITY_TEXT if even <= 1 - MOSTLY else Looks.OTHER


def _text_share(data: bytes) -> float:
    return sum(byte in _TEXT for byte in data) / len(data) if data else 0.0
