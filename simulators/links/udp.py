"""A UDP socket on the loopback interface, for simulated monitors on the network. It answers whoever spoke last."""

import asyncio
from collections.abc import Callable
from typing import cast

from simulators.links.base import OnData

_HOST = "127.0.0.1"
Split = Callable[[bytes], list[bytes]]  # of what is said at once into datagrams


class UdpLink:
    """One socket; the port is chosen at the first opening and kept."""

    def __init__(self, *, split: Split, port: int = 0) -> None:
        self._split = split
        self._port = port
        self._endpoint: _Endpoint | None = None

    @property
    def address(self) -> str:
        return f"udp://{_HOST}:{self._port}"

    async def open(self, on_data: OnData) -> None:
        if self._endpoint is not None:
            return
        loop = asyncio.get_running_loop()
        _, self._endpoint = await loop.create_datagram_endpoint(
            lambda: _Endpoint(on_data), local_addr=(_HOST, self._port)
        )
        self._port = self._endpoint.own_port

    def send(self, data: bytes) -> None:
        if self._endpoint is not None:
            for datagram in self._split(data):
                self._endpoint.say(datagram)

    async def close(self) -> None:
        endpoint, self._endpoint = self._endpoint, None
        if endpoint is not None:
            await endpoint.close()


class _Endpoint(asyncio.DatagramProtocol):
    def __init__(self, on_data: OnData) -> None:
        self._on_data = on_data
        self._socket: asyncio.DatagramTransport | None = None
        self._peer: tuple[str, int] | None = None
        self._is_closed = asyncio.Event()

    @property
    def own_port(self) -> int:
        assert self._socket is not None  # noqa: S101 - set before anybody has the endpoint
        port: int = self._socket.get_extra_info("sockname")[1]
        return port

    def say(self, datagram: bytes) -> None:
        if self._peer is not None and self._socket is not None:
            self._socket.sendto(datagram, self._peer)

    async def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            await self._is_closed.wait()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._socket = cast("asyncio.DatagramTransport", transport)

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self._peer = addr
        self._on_data(data)

    def error_received(self, exc: Exception) -> None:
        """The listener has left; a monitor goes on without one."""

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._is_closed.set()
