"""Link addresses as the room file writes them, read into types. Opening them is left to `opening`.

serial:///dev/ttyUSB0?baud=9600&parity=even     serial://COM3?baud=9600
tcp://moxa.clinic.example:4001                  mqtt://ward/chair1
"""

import ipaddress
import os
import re
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlsplit

from drivers.errors import AddressError

T = TypeVar("T")
_SCHEMES = ("serial", "tcp", "mqtt")
_PSEUDO_TERMINAL = re.compile(r"/dev/(pts/|tty[pqrstuvwxyzabcde][0-9a-f]$|ttys\d{3}$)")  # Linux, BSD names, macOS


class Parity(StrEnum):
    NONE = "none"
    EVEN = "even"
    ODD = "odd"


class FlowControl(StrEnum):
    NONE = "none"
    RTS_CTS = "rtscts"
    XON_XOFF = "xonxoff"


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialAddress:
    """A serial port and its line settings; 9600 8N1 unless the address says otherwise."""

    port: str  # "/dev/ttyUSB0" or "COM3"
    baud: int = 9600
    data_bits: int = 8
    parity: Parity = Parity.NONE
    stop_bits: int = 1
    flow: FlowControl = FlowControl.NONE

    def __str__(self) -> str:
        return self.port


@dataclass(frozen=True, slots=True, kw_only=True)
class TcpAddress:
    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttAddress:
    """A device behind the room's broker: all its topics begin with `topic_prefix`."""

    topic_prefix: str


Address = SerialAddress | TcpAddress | MqttAddress


def parse_address(link: str) -> Address:
    """Read a link address.

    Raises:
        AddressError: says which part of it cannot be read, its value and what was expected.

    """
    scheme, separator, rest = link.partition("://")
    if not separator:
        raise AddressError(f"link {link!r}: expected one of " + ", ".join(f"{name}://…" for name in _SCHEMES))
    readers: dict[str, Callable[[str, str], Address]] = {"serial": _serial, "tcp": _tcp, "mqtt": _mqtt}
    if scheme not in readers:
        raise AddressError(f"link {link!r}: scheme {scheme!r}: " + _expected(scheme, _SCHEMES))
    return readers[scheme](link, rest)


def _expected(word: str, known: tuple[str, ...]) -> str:
    close = get_close_matches(word, known, n=1)
    hint = f"; did you mean {close[0]!r}?" if close else ""
    return "expected one of " + ", ".join(known) + hint


def _serial(link: str, rest: str) -> SerialAddress:
    path, _, query = rest.partition("?")
    port = unquote(path)
    port = port[1:] if re.fullmatch(r"/COM\d+", port, re.IGNORECASE) else port
    if not port.startswith("/") and re.fullmatch(r"COM\d+", port, re.IGNORECASE) is None:
        raise AddressError(f"link {link!r}: port {port!r}: expected a device path such as /dev/ttyUSB0, or COM3")
    return _with_line_settings(link, port, query)


def _with_line_settings(link: str, port: str, query: str) -> SerialAddress:
    given: dict[str, str] = {}
    for key, value in parse_qsl(query, keep_blank_values=True):
        if key not in _LINE_SETTINGS:
            raise AddressError(f"link {link!r}: key {key!r}: " + _expected(key, _LINE_SETTINGS))
        if key in given:
            raise AddressError(f"link {link!r}: key {key!r} is given twice")
        given[key] = value
    return SerialAddress(
        port=port,
        baud=_baud(link, given.get("baud", "9600")),
        data_bits=_choice(link, "bits", given.get("bits", "8"), {"7": 7, "8": 8}),
        parity=_choice(link, "parity", given.get("parity", "none"), {parity.value: parity for parity in Parity}),
        stop_bits=_choice(link, "stop", given.get("stop", "1"), {"1": 1, "2": 2}),
        flow=_choice(link, "flow", given.get("flow", "none"), {flow.value: flow for flow in FlowControl}),
    )


_LINE_SETTINGS = ("baud", "bits", "parity", "stop", "flow")
_MIN_BAUD, _MAX_BAUD = 300, 921_600


def _baud(link: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and _MIN_BAUD <= int(text) <= _MAX_BAUD):
        raise AddressError(f"link {link!r}: baud {text!r}: expected a number from {_MIN_BAUD} to {_MAX_BAUD}")
    return int(text)


def _choice(link: str, key: str, text: str, choices: Mapping[str, T]) -> T:
    if text not in choices:
        raise AddressError(f"link {link!r}: {key} {text!r}: " + _expected(text, tuple(choices)))
    return choices[text]


def _tcp(link: str, rest: str) -> TcpAddress:
    parts = urlsplit("//" + rest)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise AddressError(f"link {link!r}: expected tcp://host:port and nothing behind or before it")
    try:
        port = parts.port
    except ValueError:
        port = None
    if not parts.hostname:
        raise AddressError(f"link {link!r}: host is missing: expected tcp://host:port")
    if not port:
        raise AddressError(f"link {link!r}: port of {rest!r}: expected a number from 1 to 65535")
    return TcpAddress(host=parts.hostname, port=port)


def _mqtt(link: str, rest: str) -> MqttAddress:
    if not rest or rest != rest.strip("/") or "//" in rest or re.search(r"[+#?\s\0]", rest):
        raise AddressError(
            f"link {link!r}: topic prefix {rest!r}: expected words joined by /, without + # ? or blanks, such as mqtt://ward/chair1"
        )
    return MqttAddress(topic_prefix=rest)


def is_never_real(link: str) -> str | None:
    """Why no bedside device can stand behind `link`, in words; None where one may.

    Pseudo-terminals and this computer's own addresses belong to simulators and relays. Links that exist only later
    (a name not yet made by a simulator) cannot be told apart here, so whoever opens the port asks again.

    Raises:
        AddressError: `link` cannot be read.

    """
    match parse_address(link):
        case SerialAddress(port=port):
            target = os.path.realpath(port)
            return f"{port} is a pseudo-terminal ({target})" if _PSEUDO_TERMINAL.match(target) else None
        case TcpAddress(host=host):
            return f"{host} is this computer itself" if _is_own_host(host) else None
        case MqttAddress():
            return None  # the broker's address decides, and the device's birth message


def _is_own_host(host: str) -> bool:
    name = host.rstrip(".").lower()
    if name in {"localhost", "ip6-localhost", "ip6-loopback"} or name.endswith((".localhost", ".localdomain")):
        return True
    try:
        number = ipaddress.ip_address(name.partition("%")[0])
    except ValueError:
        return _is_short_loopback(name)
    mapped = getattr(number, "ipv4_mapped", None)  # ::ffff:127.0.0.1
    number = mapped or number
    return number.is_loopback or number.is_unspecified


def _is_short_loopback(name: str) -> bool:
    """127.1 and 2130706433 are spellings of 127.0.0.1 that the system's resolver takes."""
    try:
        packed = socket.inet_aton(name)
    except OSError:
        return False
    return ipaddress.IPv4Address(packed).is_loopback
