"""Line settings of serial links: what the query of a link says, and what the kind of device says where it is silent.

?baud=19200&bits=8&parity=even&stop=1&flow=rtscts           (rtscts=1 and xonxoff=1 are other spellings of flow)

A setting that every device of a kind has is not the room file's to change: with the wrong parity or with software flow
control on a binary format bytes do arrive, only not those that were sent.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl

from drivers.errors import AddressError

T = TypeVar("T")
_MIN_BAUD, _MAX_BAUD = 300, 921_600


class Parity(StrEnum):
    NONE = "none"
    EVEN = "even"
    ODD = "odd"


class FlowControl(StrEnum):
    NONE = "none"
    RTS_CTS = "rtscts"
    XON_XOFF = "xonxoff"


class LineKey(StrEnum):
    """What a link's query may set; the words are those of the query."""

    BAUD = "baud"
    DATA_BITS = "bits"
    PARITY = "parity"
    STOP_BITS = "stop"
    FLOW = "flow"


FRAME = frozenset({LineKey.DATA_BITS, LineKey.PARITY, LineKey.STOP_BITS})


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialSettings:
    """How bytes go over the wire; 9600 8N1 without flow control unless said otherwise."""

    baud: int = 9600  # bit/s
    data_bits: int = 8
    parity: Parity = Parity.NONE
    stop_bits: int = 1
    flow: FlowControl = FlowControl.NONE

    def __str__(self) -> str:
        frame = f"{self.baud} {self.data_bits}{self.parity[0].upper()}{self.stop_bits}"
        return frame if self.flow is FlowControl.NONE else f"{frame} {self.flow}"

    def value(self, key: LineKey) -> int | Parity | FlowControl:
        """The setting that `key` names."""
        match key:
            case LineKey.BAUD:
                return self.baud
            case LineKey.DATA_BITS:
                return self.data_bits
            case LineKey.PARITY:
                return self.parity
            case LineKey.STOP_BITS:
                return self.stop_bits
            case LineKey.FLOW:
                return self.flow


USUAL_LINE = SerialSettings()


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkDefaults:
    """What a kind of device needs of a serial line, as its sheet has it; a link's query may change the rest."""

    line: SerialSettings = USUAL_LINE
    fixed: frozenset[LineKey] = frozenset()  # the same on every device of the kind: a link that differs is a mistake
    binary: bool = False  # any byte may be data, 11 and 13 hex too, which software flow control swallows


def read_line(link: str, query: str, defaults: LinkDefaults | None = None) -> SerialSettings:
    """Settings of the serial line of `link`, whose part behind the question mark is `query`.

    Raises:
        AddressError: names the key that cannot be read, or the setting that no device of the kind can have.

    """
    given = _given(link, query)
    defaults = defaults or LinkDefaults()
    line = defaults.line
    for key, text in given.items():
        line = _changed(line, link, key, text)
    for key in given:
        if key in defaults.fixed and line.value(key) != defaults.line.value(key):
            raise AddressError(
                f"link {link!r}: {key} {given[key]!r}: every device of this kind has {str(defaults.line.value(key))!r}"
            )
    if defaults.binary:
        _refuse_for_binary(link, line)
    return line


def _refuse_for_binary(link: str, line: SerialSettings) -> None:
    if line.flow is FlowControl.XON_XOFF:
        raise AddressError(
            f"link {link!r}: flow 'xonxoff': this kind of device sends binary data, out of which software flow control "
            "takes the bytes 11 and 13 hex: expected flow=none or flow=rtscts"
        )
    if line.data_bits != 8:
        raise AddressError(f"link {link!r}: bits '{line.data_bits}': this kind of device sends binary data: expected 8")


def _given(link: str, query: str) -> dict[LineKey, str]:
    given: dict[LineKey, str] = {}
    for word, value in parse_qsl(query, keep_blank_values=True):
        key, text = _FLOW_SPELLINGS.get((word, value), (word, value))
        if key not in tuple(LineKey):
            raise AddressError(f"link {link!r}: key {word!r}: " + expected_one_of(tuple(map(str, LineKey)), near=word))
        if key in given:
            raise AddressError(f"link {link!r}: key {key!r} is given twice")
        given[LineKey(key)] = text
    return given


# as pyserial, stty and the menus of serial servers spell it
_FLOW_SPELLINGS = {
    ("rtscts", "1"): ("flow", "rtscts"),
    ("rtscts", "0"): ("flow", "none"),
    ("xonxoff", "1"): ("flow", "xonxoff"),
    ("xonxoff", "0"): ("flow", "none"),
}


def _changed(line: SerialSettings, link: str, key: LineKey, text: str) -> SerialSettings:
    match key:
        case LineKey.BAUD:
            return replace(line, baud=_baud(link, text))
        case LineKey.DATA_BITS:
            return replace(line, data_bits=_choice(link, key, text, {"7": 7, "8": 8}))
        case LineKey.PARITY:
            return replace(line, parity=_choice(link, key, text, {parity.value: parity for parity in Parity}))
        case LineKey.STOP_BITS:
            return replace(line, stop_bits=_choice(link, key, text, {"1": 1, "2": 2}))
        case LineKey.FLOW:
            return replace(line, flow=_choice(link, key, text, {flow.value: flow for flow in FlowControl}))


def _baud(link: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and _MIN_BAUD <= int(text) <= _MAX_BAUD):
        raise AddressError(f"link {link!r}: baud {text!r}: expected a number from {_MIN_BAUD} to {_MAX_BAUD}")
    return int(text)


def _choice(link: str, key: LineKey, text: str, choices: Mapping[str, T]) -> T:
    if text not in choices:
        raise AddressError(f"link {link!r}: {key} {text!r}: " + expected_one_of(tuple(choices), near=text))
    return choices[text]


def expected_one_of(known: tuple[str, ...], *, near: str) -> str:
    """`known` in words, with the one that was probably meant by `near`."""
    close = get_close_matches(near, known, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return "expected one of " + ", ".join(known) + hint
