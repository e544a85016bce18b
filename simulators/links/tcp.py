"""A TCP server in place of a serial port, as a terminal server offers one. One listener: the newest."""

import asyncio
import contextlib

from simulators.links.base import OnData

_HOST = "127.0.0.1"
MOST_WAITING_BYTES = 64 * 1024  # of a client that does not read


class TcpLink:
    """One server on the loopback interface; the port is chosen at the first opening and kept."""

    def __init__(self, *, port: int = 0) -> None:
        self._port = port
        self._server: asyncio.Server | None = None
        self._client: asyncio.StreamWriter | None = None
        self._serving: asyncio.Task[None] | None = None
        self.lost_bytes = 0

    @property
    def address(self) -> str:
        return f"tcp://{_HOST}:{self._port}"

    async def open(self, on_data: OnData) -> None:
        if self._server is not None:
            return

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            await self._serve(reader, writer, on_data)

        self._server = await asyncio.start_server(serve, _HOST, self._port)
        self._port = self._server.sockets[0].getsockname()[1]

    def send(self, data: bytes) -> None:
        client = self._client
        if client is None or client.is_closing():
            return
        if client.transport.get_write_buffer_size() > MOST_WAITING_BYTES:
            self.lost_bytes += len(data)
            return
        client.write(data)

    async def close(self) -> None:
        if self._server is None:
            return
        self._server.close()
        if self._client is not None:
            self._client.transport.abort()
        await self._server.wait_closed()
        self._server = self._client = None

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, on_data: OnData) -> None:
        previous, self._client = self._client, writer
        if previous is not None:
            previous.close()
        try:
            while data := await reader.read(4096):
                if self._client is writer:
                    on_data(data)
        except ConnectionError:
            pass  # the listener left without a word; the port stays open for the next one
        finally:
            if self._client is writer:
                self._client = None
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()
