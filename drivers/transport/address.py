"""Link addresses as the room file writes them, read into types. Opening them is left to `opening`.

serial:///dev/ttyUSB0?baud=9600&parity=even     serial://COM3?baud=9600
serial://usb:A10KXYZ1?baud=9600                 the adapter with this USB serial number, under whatever name it returns
rfc2217://moxa.clinic.example:4001?baud=9600    a serial server that is told the line settings
tcp://moxa.clinic.example:4001                  udp://mx450.clinic.example
mqtt://ward/chair1

Line settings (everything behind the question mark) and what a kind of device says about them: `line_settings`.
"""

import ipaddress
import os
import re
import socket
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from drivers.errors import AddressError
from drivers.transport.line_settings import USUAL_LINE, LinkDefaults, SerialSettings, expected_one_of, read_line
from drivers.transport.udp import UdpAddress, parse_udp

_PSEUDO_TERMINAL = re.compile(r"/dev/(pts/|tty[pqrstuvwxyzabcde][0-9a-f]$|ttys\d{3}$)")  # Linux, BSD names, macOS


@dataclass(frozen=True, slots=True)
class UsbName:
    """What stays the same when an adapter is plugged in elsewhere."""

    serial_number: str
    interface: int | None = None  # of an adapter with several ports that share the serial number; counts from 0

    def __str__(self) -> str:
        return f"usb:{self.serial_number}" + ("" if self.interface is None else f"/{self.interface}")


@dataclass(frozen=True, slots=True, kw_only=True)
class SerialAddress:
    """A serial port of this computer and its line settings."""

    port: str  # "/dev/ttyUSB0", "COM3", or the text of `usb`
    usb: UsbName | None = None  # set: the port is looked up at each opening
    line: SerialSettings = USUAL_LINE

    def __str__(self) -> str:
        return self.port


@dataclass(frozen=True, slots=True, kw_only=True)
class TcpAddress:
    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rfc2217Address:
    """A port of a serial server that is told its line settings (RFC 2217)."""

    server: TcpAddress
    line: SerialSettings = USUAL_LINE

    def __str__(self) -> str:
        return str(self.server)


@dataclass(frozen=True, slots=True, kw_only=True)
class MqttAddress:
    """A device behind the room's broker: all its topics begin with `topic_prefix`."""

    topic_prefix: str


Address = SerialAddress | TcpAddress | Rfc2217Address | UdpAddress | MqttAddress
KINDS_OWN_PORT = 0  # of a UDP link that leaves the port to the kind of device
_Reader = Callable[[str, str, LinkDefaults | None], Address]


def parse_address(link: str, defaults: LinkDefaults | None = None) -> Address:
    """Read a link address; `defaults` are the line settings of the kind of device behind it.

    Raises:
        AddressError: says which part of it cannot be read, or does not fit the kind, its value and what was expected.

    """
    scheme, separator, rest = link.partition("://")
    readers: dict[str, _Reader] = {
        "serial": _serial,
        "tcp": _tcp,
        "rfc2217": _rfc2217,
        "udp": _udp,
        "mqtt": _mqtt,
    }
    if not separator:
        raise AddressError(f"link {link!r}: expected one of " + ", ".join(f"{name}://…" for name in readers))
    if scheme not in readers:
        raise AddressError(f"link {link!r}: scheme {scheme!r}: " + expected_one_of(tuple(readers), near=scheme))
    return readers[scheme](link, rest, defaults)


def _serial(link: str, rest: str, defaults: LinkDefaults | None) -> SerialAddress:
    path, _, query = rest.partition("?")
    line = read_line(link, query, defaults)
    if path.startswith(_USB):
        name = _usb_name(link, path.removeprefix(_USB))
        return SerialAddress(port=str(name), usb=name, line=line)
    port = unquote(path)
    port = port[1:] if re.fullmatch(r"/COM\d+", port, re.IGNORECASE) else port
    if not port.startswith("/") and re.fullmatch(r"COM\d+", port, re.IGNORECASE) is None:
        raise AddressError(
            f"link {link!r}: port {port!r}: expected a device path such as /dev/ttyUSB0, or COM3, or usb:SERIALNUMBER"
        )
    return SerialAddress(port=port, line=line)


_USB = "usb:"


def _usb_name(link: str, text: str) -> UsbName:
    number, slash, interface = text.partition("/")
    number = unquote(number)
    if not number or number != number.strip():
        raise AddressError(f"link {link!r}: USB serial number {number!r}: expected it as the adapter has it")
    if not slash:
        return UsbName(number)
    if not re.fullmatch(r"[0-9]{1,2}", interface):
        raise AddressError(f"link {link!r}: interface {interface!r}: expected a number from 0, such as usb:{number}/1")
    return UsbName(number, int(interface))


def _rfc2217(link: str, rest: str, defaults: LinkDefaults | None) -> Rfc2217Address:
    server, _, query = rest.partition("?")
    line = read_line(link, query, defaults)
    return Rfc2217Address(server=_host_and_port(link, server, scheme="rfc2217"), line=line)


def _tcp(link: str, rest: str, _: LinkDefaults | None) -> TcpAddress:
    return _host_and_port(link, rest, scheme="tcp")


def _udp(link: str, _: str, __: LinkDefaults | None) -> UdpAddress:
    return parse_udp(link, default_port=KINDS_OWN_PORT)


def _host_and_port(link: str, rest: str, *, scheme: str) -> TcpAddress:
    parts = urlsplit("//" + rest)
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise AddressError(f"link {link!r}: expected {scheme}://host:port and nothing behind or before it")
    try:
        port = parts.port
    except ValueError:
        port = None
    if not parts.hostname:
        raise AddressError(f"link {link!r}: host is missing: expected {scheme}://host:port")
    try:
        parts.hostname.encode("idna")  # as the resolver will
    except UnicodeError as error:
        raise AddressError(f"link {link!r}: host {parts.hostname!r}: expected a name or an address") from error
    if not port:
        raise AddressError(f"link {link!r}: port of {rest!r}: expected a number from 1 to 65535")
    return TcpAddress(host=parts.hostname, port=port)


def _mqtt(link: str, rest: str, _: LinkDefaults | None) -> MqttAddress:
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
        case SerialAddress(usb=UsbName()):
            return None  # an adapter that this computer's USB lists
        case SerialAddress(port=port):
            target = os.path.realpath(port)
            return f"{port} is a pseudo-terminal ({target})" if _PSEUDO_TERMINAL.match(target) else None
        case TcpAddress(host=host) | UdpAddress(host=host) | Rfc2217Address(server=TcpAddress(host=host)):
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
