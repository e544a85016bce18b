"""Network captures (.pcapng): the UDP datagrams in them, with their times. What they say is left to the drivers.

Read are Ethernet, raw IP and Linux "cooked" captures of IPv4 and IPv6. Fragments and truncated packets
are told as damage.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BufferedIOBase

MAGIC = b"\x0a\x0d\x0d\x0a"
MAX_BLOCK_BYTES = 1024 * 1024  # a packet is at most 64 kB; a longer block is a broken file
_BYTE_ORDER = {b"\x1a\x2b\x3c\x4d": ">", b"\x4d\x3c\x2b\x1a": "<"}
_INTERFACE, _ENHANCED = 1, 6
_SIMPLE = 3  # without time or interface
_ETHERNET, _RAW_IP, _LINUX_COOKED = 1, 101, 113
_IPV4, _IPV6, _VLAN = 0x0800, 0x86DD, 0x8100
_UDP = 17
_OPTION_RESOLUTION = 9
_MICROSECONDS = 6
_MORE_FRAGMENTS_OR_OFFSET = 0x3FFF
_IPV6_HEAD_BYTES, _UDP_HEAD_BYTES = 40, 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Datagram:
    """One UDP datagram. `t_s` counts from the first packet of the capture; None: the file carries no times."""

    t_s: float | None
    source_port: int
    destination_port: int
    payload: bytes


@dataclass(frozen=True, slots=True)
class Unread:
    """A place where the capture is broken or of a kind that is not read."""

    why: str


@dataclass(frozen=True, slots=True)
class _Interface:
    link_type: int
    seconds_per_tick: float


@dataclass(slots=True)
class _Section:
    order: str
    interfaces: list[_Interface] = field(default_factory=list)


def read_datagrams(file: BufferedIOBase) -> Iterator[Datagram | Unread]:
    """All UDP datagrams of the capture, in its order; it ends with an `Unread` where the file is broken."""
    section: _Section | None = None
    began_s: float | None = None
    while head := file.read(8):
        if head[:4] == MAGIC:
            order_mark = file.read(4)
            if order_mark not in _BYTE_ORDER:
                yield Unread("no known byte order")
                return
            section = _Section(_BYTE_ORDER[order_mark])
            head += order_mark
        block = None if section is None else _block(file, head, section.order)
        if section is None or block is None:
            yield Unread("the capture ends in the middle of a block, or is broken")
            return
        kind, body = block
        if kind == _INTERFACE:
            section.interfaces.append(_interface(body, section.order))
        packet = _packet(kind, body, section)
        if packet is not None:
            time_s, link_type, data = packet
            began_s = time_s if began_s is None else began_s
            found = _datagram(data, link_type)
            if isinstance(found, Unread):
                yield found
            elif found is not None:
                t_s = None if time_s is None or began_s is None else round(time_s - began_s, 6)
                yield Datagram(t_s=t_s, source_port=found[0], destination_port=found[1], payload=found[2])


def _block(file: BufferedIOBase, head: bytes, order: str) -> tuple[int, bytes] | None:
    """Kind and body of the block that begins with `head`; None: it is cut or broken."""
    if len(head) < 8:
        return None
    kind, size = struct.unpack(order + "II", head[:8])
    left = size - len(head)
    if size % 4 or not 4 <= left <= MAX_BLOCK_BYTES:
        return None
    rest = file.read(left)
    if len(rest) < left or struct.unpack(order + "I", rest[-4:])[0] != size:
        return None
    return kind, rest[:-4]


def _interface(body: bytes, order: str) -> _Interface:
    link_type = struct.unpack(order + "H", body[:2])[0] if len(body) >= 2 else -1
    resolution, position = _MICROSECONDS, 8
    while position + 4 <= len(body):
        code, size = struct.unpack(order + "HH", body[position : position + 4])
        if code == _OPTION_RESOLUTION and size == 1:
            resolution = body[position + 4]
        position += 4 + size + (-size % 4)
    binary, exponent = resolution & 0x80, resolution & 0x7F
    return _Interface(link_type, 2.0**-exponent if binary else 10.0**-exponent)


def _packet(kind: int, body: bytes, section: _Section) -> tuple[float | None, int, bytes] | None:
    """Time, link type and bytes of a packet block; None: another kind of block, or of an interface not described."""
    if kind == _ENHANCED and len(body) >= 20:
        number, high, low, captured = struct.unpack(section.order + "IIII", body[:16])
        if number >= len(section.interfaces):
            return None
        interface = section.interfaces[number]
        return ((high << 32) | low) * interface.seconds_per_tick, interface.link_type, body[20 : 20 + captured]
    if kind == _SIMPLE and len(body) >= 4 and section.interfaces:
        return None, section.interfaces[0].link_type, body[4:]
    return None


def _datagram(data: bytes, link_type: int) -> tuple[int, int, bytes] | Unread | None:
    """Ports and payload; None: no UDP."""
    begin = _ip_begin(data, link_type)
    if isinstance(begin, Unread) or begin is None:
        return begin
    packet = data[begin:]
    version = packet[0] >> 4 if packet else 0
    if version == 4 and len(packet) >= 20:
        if packet[9] != _UDP:
            return None
        if int.from_bytes(packet[6:8], "big") & _MORE_FRAGMENTS_OR_OFFSET:
            return Unread("a datagram came in fragments, which are not put together here")
        return _udp(packet[(packet[0] & 0xF) * 4 :])
    if version == 6 and len(packet) >= _IPV6_HEAD_BYTES and packet[6] == _UDP:
        return _udp(packet[_IPV6_HEAD_BYTES:])
    return None


def _ip_begin(data: bytes, link_type: int) -> int | Unread | None:
    """Where the IP packet begins in a captured frame; None: the frame carries something else."""
    if link_type == _RAW_IP:
        return 0
    if link_type not in {_ETHERNET, _LINUX_COOKED}:
        return Unread(f"link type {link_type} is not read: capture on Ethernet, Wi-Fi or all interfaces")
    kind_at = 12 if link_type == _ETHERNET else 14
    kind = int.from_bytes(data[kind_at : kind_at + 2], "big")
    if kind == _VLAN:
        kind_at += 4
        kind = int.from_bytes(data[kind_at : kind_at + 2], "big")
    return kind_at + 2 if kind in {_IPV4, _IPV6} else None


def _udp(segment: bytes) -> tuple[int, int, bytes] | Unread:
    if len(segment) < _UDP_HEAD_BYTES:
        return Unread("a datagram was cut by the capture")
    source, destination, size, _ = struct.unpack(">HHHH", segment[:_UDP_HEAD_BYTES])
    if not _UDP_HEAD_BYTES <= size <= len(segment):
        return Unread("a datagram was cut by the capture")
    return source, destination, segment[_UDP_HEAD_BYTES:size]
