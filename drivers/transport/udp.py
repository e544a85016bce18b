"""UDP links: monitors on the network that speak in datagrams. A chunk is one datagram, whole, or nothing at all.

The socket is connected, so that the system itself throws away datagrams that come from anybody but the device.
"""

import asyncio
import contextlib
import ipaddress
import socket
from dataclasses import dataclass
from typing import cast
from urllib.parse import urlsplit

from drivers.clock import Clock
from drivers.errors import AddressError, LinkLostError, LinkUnavailableError
from drivers.transport.base import Chunk
from drivers.transport.inbox import MAX_CHUNKS, Inbox


@dataclass(frozen=True, slots=True, kw_only=True)
class UdpAddress:
    host: str
    port: int

    def __str__(self) -> str:
        return f"[{self.host}]:{self.port}" if ":" in self.host else f"{self.host}:{self.port}"


def parse_udp(link: str, *, default_port: int) -> UdpAddress:
    """Read ``udp://host`` or ``udp://host:port``.

    Raises:
        AddressError: says which part of it cannot be read and what was expected.

    """
    parts = urlsplit(link)
    if parts.scheme != "udp":
        raise AddressError(f"link {link!r}: expected udp://host or udp://host:port")
    if parts.path or parts.query or parts.fragment or "@" in parts.netloc:
        raise AddressError(f"link {link!r}: expected udp://host or udp://host:port and nothing behind or before it")
    try:
        port = parts.port
    except ValueError:
        port = 0
    if not parts.hostname:
        raise AddressError(f"link {link!r}: host is missing: expected udp://host or udp://host:port")
    if port == 0:
        raise AddressError(f"link {link!r}: port of {parts.netloc!r}: expected a number from 1 to 65535")
    return UdpAddress(host=parts.hostname, port=default_port if port is None else port)


class UdpTransport(asyncio.DatagramProtocol):
    """A socket, connected to one device or open to announcements."""

    def __init__(self, *, name: str, clock: Clock, max_chunks: int = MAX_CHUNKS) -> None:
        self._name = name
        self._clock = clock
        self._inbox = Inbox(max_chunks)
        self._socket: asyncio.DatagramTransport | None = None

    @property
    def dropped_chunks(self) -> int:
        return self._inbox.dropped_chunks

    @property
    def own_port(self) -> int:
        """The port at this end."""
        if self._socket is None:
            raise LinkLostError(f"{self._name}: closed")
        port: int = self._socket.get_extra_info("sockname")[1]
        return port

    async def receive(self) -> Chunk:
        return await self._inbox.take()

    async def send(self, data: bytes) -> None:
        if self._inbox.broken is not None or self._socket is None:
            raise LinkLostError(self._inbox.broken or f"{self._name}: closed")
        self._socket.sendto(data)

    async def close(self) -> None:
        self._inbox.break_off(f"{self._name}: closed")
        if self._socket is not None:
            self._socket.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._socket = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: object) -> None:  # noqa: ARG002 - the system checked the sender
        self._inbox.put(Chunk(data, self._clock.now()))

    def error_received(self, exc: Exception) -> None:
        """The network says that nothing reaches the device: no such port, no route."""
        self._inbox.break_off(f"{self._name}: the host cannot be reached or nothing listens there ({exc})")

    def connection_lost(self, exc: Exception | None) -> None:
        self._inbox.break_off(f"{self._name}: the socket was closed" + (f" ({exc})" if exc else ""))


async def open_udp(address: UdpAddress, clock: Clock) -> UdpTransport:
    """A socket that hears nobody but `address`. That somebody is there shows only when he answers.

    Raises:
        LinkUnavailableError: no such host, or no way to it.

    """
    name = str(address)
    loop = asyncio.get_running_loop()
    try:
        _, link = await loop.create_datagram_endpoint(
            lambda: UdpTransport(name=name, clock=clock), remote_addr=(address.host, address.port)
        )
    except socket.gaierror as error:
        raise LinkUnavailableError(f"{name}: no host of the name {address.host!r} is known") from error
    except OSError as error:
        raise LinkUnavailableError(f"{name}: cannot be reached ({error.strerror})") from error
    return link


async def open_udp_listener(*, port: int, group: str, clock: Clock) -> UdpTransport:
    """A socket for what devices announce to everybody on `port`, by broadcast or to the multicast `group`.

    Raises:
        LinkUnavailableError: the port is taken by another program.

    """
    name = f"UDP port {port}"
    listener = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(("0.0.0.0", port))  # noqa: S104 - broadcasts reach no other address; nothing is ever answered
        membership = ipaddress.IPv4Address(group).packed + bytes(4)
        with contextlib.suppress(OSError):  # a machine without a route for multicast still hears broadcasts
            listener.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, membership)
        listener.settimeout(0)  # asyncio wants sockets that never wait
        loop = asyncio.get_running_loop()
        _, link = await loop.create_datagram_endpoint(lambda: UdpTransport(name=name, clock=clock), sock=listener)
    except OSError as error:
        listener.close()
        raise LinkUnavailableError(f"{name}: cannot listen ({error.strerror})") from error
    return link
