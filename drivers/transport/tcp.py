"""TCP links: serial-to-Ethernet boxes in raw mode and monitors with a socket of their own.

Bytes wait in the socket until the driver takes them, so a slow reader holds the sender back and nothing is dropped.
"""

import asyncio
import contextlib
import socket

from drivers.clock import Clock
from drivers.errors import LinkLostError, LinkUnavailableError
from drivers.transport.address import TcpAddress
from drivers.transport.base import Chunk

CONNECT_TIMEOUT_S = 5.0
SEND_TIMEOUT_S = 5.0  # a few bytes that the network does not take for so long: the link is broken
READ_BYTES = 4096
MAX_SAID = 120  # letters of a server's own words, such as "Port already in use", that are passed on
# A box that lost its power says nothing: probe after 5 s of quiet, every 2 s, and give up after three.
_KEEPALIVE = (("TCP_KEEPIDLE", 5), ("TCP_KEEPALIVE", 5), ("TCP_KEEPINTVL", 2), ("TCP_KEEPCNT", 3))


class TcpTransport:
    """An open connection."""

    dropped_chunks = 0  # the socket holds the sender back instead

    def __init__(self, *, name: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, clock: Clock) -> None:
        self._name = name
        self._reader = reader
        self._writer = writer
        self._clock = clock
        self._first = b""  # what came at the beginning, one byte more than may be passed on

    async def receive(self) -> Chunk:
        try:
            data = await self._reader.read(READ_BYTES)
        except OSError as error:
            raise LinkLostError(f"{self._name}: connection broke ({_words(error)})") from error
        if not data:
            said = spoken(self._first)
            words = f"; it said {said!r}" if said else ""
            raise LinkLostError(f"{self._name}: connection closed by the other end{words}")
        if len(self._first) <= MAX_SAID:
            self._first += data[: MAX_SAID + 1 - len(self._first)]
        return Chunk(data, self._clock.now())

    async def send(self, data: bytes) -> None:
        try:
            async with asyncio.timeout(SEND_TIMEOUT_S):
                self._writer.write(data)
                await self._writer.drain()
        except TimeoutError as error:
            raise LinkLostError(f"{self._name}: took no bytes for {SEND_TIMEOUT_S:.0f} s") from error
        except OSError as error:
            raise LinkLostError(f"{self._name}: connection broke ({_words(error)})") from error

    async def close(self) -> None:
        self._writer.transport.abort()  # unsent bytes are not worth waiting for a dead peer
        with contextlib.suppress(OSError):  # how the connection had broken was told by `receive` or `send`
            await self._writer.wait_closed()


async def open_tcp(address: TcpAddress, clock: Clock) -> TcpTransport:
    """Connect to `address`.

    Raises:
        LinkUnavailableError: no such host, nobody listens there, or no answer within `CONNECT_TIMEOUT_S`.

    """
    name = str(address)
    try:
        async with asyncio.timeout(CONNECT_TIMEOUT_S):
            reader, writer = await asyncio.open_connection(address.host, address.port)
    except OSError as error:
        raise LinkUnavailableError(f"{name}: {why_not_connected(error, address)}") from error
    keep_alive(writer.get_extra_info("socket"))
    return TcpTransport(name=name, reader=reader, writer=writer, clock=clock)


def spoken(data: bytes) -> str:
    """Words of a serial server to people, if `data` is that short and readable; otherwise nothing."""
    try:
        words = data.decode("ascii").strip() if len(data) <= MAX_SAID else ""
    except UnicodeDecodeError:
        return ""
    return words if words.isprintable() else ""


def why_not_connected(error: OSError, address: TcpAddress) -> str:
    """What `error` means for whoever looks after the network."""
    match error:
        case TimeoutError():
            return f"no answer within {CONNECT_TIMEOUT_S:.0f} s"
        case socket.gaierror():
            return f"no host of the name {address.host!r} is known"
        case ConnectionRefusedError():
            return f"the host answers, but nothing listens on port {address.port}"
        case _:
            return f"cannot connect ({_words(error)})"


def keep_alive(connection: socket.socket) -> None:
    """Let the system find out that the other end is gone, be it quiet or not."""
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)
    for option, value in _KEEPALIVE:
        number = getattr(socket, option, None)  # macOS and Windows lack some of the names
        if number is not None:
            connection.setsockopt(socket.IPPROTO_TCP, number, value)


def _words(error: OSError) -> str:
    return error.strerror or type(error).__name__
