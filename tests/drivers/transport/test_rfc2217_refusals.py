"""Serial servers that refuse, fall silent, talk nonsense or hang up: each in words, and never at the event loop's cost.

The scripted server runs in the event loop of the test: whatever blocked that loop would wait for itself.
"""

import asyncio
import socket
import threading
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress

import pytest
from serial_server import DEADLINE_S, collect, free_port

from drivers.clock import Stopwatch, SystemClock
from drivers.errors import LinkLostError, LinkUnavailableError
from drivers.transport import rfc2217
from drivers.transport.address import Rfc2217Address, TcpAddress
from drivers.transport.base import Transport
from drivers.transport.line_settings import FlowControl, Parity, SerialSettings
from drivers.transport.serial_port import READ_TIMEOUT_S

# RFC 854, telnet: FF FA opens a subnegotiation, FF F0 ends it; RFC 2217: option 2C, answers are requests plus 64 hex.
DO_COM_PORT, WILL_COM_PORT = b"\xff\xfd\x2c", b"\xff\xfb\x2c"
OPEN, END = b"\xff\xfa\x2c", b"\xff\xf0"
BAUD, PARITY, CONTROL, PURGE = 1, 3, 5, 12
EVEN_LINE = SerialSettings(baud=19_200, parity=Parity.EVEN, flow=FlowControl.RTS_CTS)


class ScriptedServer:
    """Confirms each request, but for those in `answers`: another value, or None for no answer."""

    def __init__(self, answers: Mapping[int, bytes | None] | None = None) -> None:
        self.answers = answers or {}
        self.requests: list[bytes] = []
        self.received = b""
        self.total_received = 0
        self.greeting = DO_COM_PORT + WILL_COM_PORT
        self.writer: asyncio.StreamWriter | None = None
        self.reading = asyncio.Event()
        self.reading.set()
        self.gone = asyncio.Event()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.writer = writer
        writer.write(self.greeting)
        while data := await self._read(reader):
            self.received += data
            self.total_received += len(data)
            while END in self.received:
                request, _, self.received = self.received.partition(END)
                self._answer(request.rpartition(OPEN)[2])
            self.received = self.received[-64:]
        writer.close()
        with suppress(ConnectionError):
            await writer.wait_closed()
        self.gone.set()

    async def _read(self, reader: asyncio.StreamReader) -> bytes:
        await self.reading.wait()
        try:
            return await reader.read(4096)
        except ConnectionError:
            return b""

    def _answer(self, request: bytes) -> None:
        self.requests.append(request)
        answer = self.answers.get(request[0], request[1:])
        if answer is not None:
            self.say(OPEN + bytes([request[0] + 100]) + answer + END)

    def say(self, data: bytes) -> None:
        assert self.writer is not None
        self.writer.write(data)


@asynccontextmanager
async def scripted(server: ScriptedServer) -> AsyncIterator[TcpAddress]:
    listener = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    async with listener:
        yield TcpAddress(host="127.0.0.1", port=listener.sockets[0].getsockname()[1])
        if server.writer is not None:
            server.reading.set()
            async with asyncio.timeout(DEADLINE_S):
                await server.gone.wait()  # the client really hung up


async def opened(address: TcpAddress, line: SerialSettings = EVEN_LINE) -> Transport:
    async with asyncio.timeout(DEADLINE_S):
        return await rfc2217.open_rfc2217(Rfc2217Address(server=address, line=line), SystemClock())


async def why_not(server: ScriptedServer) -> str:
    """What is said of a server that cannot be opened."""
    async with scripted(server) as address:
        with pytest.raises(LinkUnavailableError) as caught:
            await opened(address)
    return str(caught.value)


@pytest.fixture
def hurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that never answers is given up soon."""
    monkeypatch.setattr(rfc2217, "NEGOTIATION_TIMEOUT_S", 0.2)


async def test_each_line_setting_is_asked_for_as_rfc_2217_writes_it() -> None:
    server = ScriptedServer()
    async with scripted(server) as address:
        link = await opened(address)
        # values of RFC 2217, section 3: parity 3 EVEN, stop size 1, control 3 "use HARDWARE flow control", 8 "DTR on"
        asked = [b"\x01\x00\x00\x4b\x00", b"\x02\x08", b"\x03\x03", b"\x04\x01", b"\x05\x03", b"\x05\x08"]
        assert server.requests[:6] == asked
        assert PURGE in [request[0] for request in server.requests]  # bytes from before have no time
        await link.close()


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({PARITY: b"\x01"}, "refuses parity even"),
        ({BAUD: b"\x00\x00\x25\x80"}, "refuses 19200 baud"),
        ({CONTROL: b"\x01"}, "refuses flow control rtscts"),
        ({BAUD: b"\x00\x00\x25\x80", PARITY: b"\x01"}, "refuses 19200 baud, parity even"),
    ],
)
async def test_a_refused_setting_is_named(answers: Mapping[int, bytes], words: str) -> None:
    assert words in await why_not(ScriptedServer(answers))


@pytest.mark.usefixtures("hurried")
@pytest.mark.parametrize(
    ("request_code", "words"),
    [(PARITY, "does not confirm parity even"), (CONTROL, "flow control rtscts"), (PURGE, "empty buffers")],
)
async def test_a_setting_that_is_not_confirmed_is_named(request_code: int, words: str) -> None:
    said = await why_not(ScriptedServer({request_code: None}))
    assert "does not confirm" in said
    assert words in said


@pytest.mark.usefixtures("hurried")
@pytest.mark.hazard("H47")
@pytest.mark.parametrize("greeting", [b"", b"SpO2=098 PR=072\r\n"])
async def test_a_port_that_does_not_begin_with_telnet_gets_no_byte_of_it(greeting: bytes) -> None:
    server = ScriptedServer()
    server.greeting = greeting
    assert "does not begin with RFC 2217, so nothing was sent" in await why_not(server)
    assert server.total_received == 0


@pytest.mark.usefixtures("hurried")
async def test_telnet_without_serial_settings_is_given_up_in_words() -> None:
    server = ScriptedServer()
    server.greeting = b"\xff\xfb\x01login: "  # WILL ECHO
    assert "speaks telnet, but not RFC 2217" in await why_not(server)


@pytest.mark.usefixtures("hurried")
async def test_a_stray_end_of_a_subnegotiation_is_nonsense_and_no_crash() -> None:
    server = ScriptedServer()
    server.greeting = END
    assert "sends no proper telnet" in await why_not(server)


async def test_nobody_there_is_said_to_be_so() -> None:
    with pytest.raises(LinkUnavailableError, match="nothing listens on port"):
        await opened(TcpAddress(host="127.0.0.1", port=free_port()))


async def test_a_setting_that_is_changed_later_ends_the_link() -> None:
    server = ScriptedServer()
    async with scripted(server) as address:
        link = await opened(address)
        server.say(b"before" + OPEN + bytes([PARITY + 100, 1]) + END)
        assert await collect(link, 6) == b"before"
        async with asyncio.timeout(DEADLINE_S):
            with pytest.raises(LinkLostError, match="no longer has parity even"):
                await link.receive()
        await link.close()


async def test_last_bytes_before_the_end_are_kept() -> None:
    server = ScriptedServer()
    async with scripted(server) as address:
        link = await opened(address)
        server.say(b"x" * 5000)
        assert server.writer is not None
        server.writer.close()
        assert await collect(link, 5000) == b"x" * 5000
        async with asyncio.timeout(DEADLINE_S):
            with pytest.raises(LinkLostError, match="ended the connection"):
                await link.receive()
        await link.close()


async def test_a_server_that_takes_no_bytes_is_a_lost_link(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rfc2217, "WRITE_TIMEOUT_S", 0.2)
    server = ScriptedServer()
    async with scripted(server) as address:
        link = await opened(address)
        server.reading.clear()
        with pytest.raises(LinkLostError, match="cannot write"):
            async with asyncio.timeout(DEADLINE_S):
                await link.send(b"?" * 20_000_000)
        await link.close()


async def test_closing_leaves_the_event_loop_free_and_ends_the_threads() -> None:
    server = ScriptedServer()
    before = set(threading.enumerate())
    async with scripted(server) as address:
        link = await opened(address)
        closing = asyncio.create_task(link.close())
        turns = 0
        while not closing.done():
            turns += 1
            await asyncio.sleep(0)
        await closing
        assert turns > 100  # pyserial pauses for 0.3 s in there
    left = [thread.name for thread in threading.enumerate() if thread not in before]
    assert [name for name in left if not name.startswith("close")] == []  # that one has just told us that it is done


async def test_a_server_that_vanishes_without_a_word_is_probed() -> None:
    server = ScriptedServer()
    async with scripted(server) as address:
        port = rfc2217.ServerPort(EVEN_LINE)
        await asyncio.to_thread(port.connect, str(address))
        assert port._socket is not None
        assert port._socket.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        await asyncio.to_thread(port.close)


async def test_a_link_that_opens_after_its_opener_was_cancelled_is_closed_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    connected, original = asyncio.Event(), rfc2217._open
    loop = asyncio.get_running_loop()
    may_go_on = threading.Event()

    def slow(address: Rfc2217Address) -> rfc2217.ServerPort:
        port = original(address)
        loop.call_soon_threadsafe(connected.set)
        assert may_go_on.wait(DEADLINE_S)
        return port

    monkeypatch.setattr(rfc2217, "_open", slow)
    server = ScriptedServer()
    async with scripted(server) as address, asyncio.timeout(DEADLINE_S):
        opening = asyncio.create_task(opened(address))
        await connected.wait()
        opening.cancel()
        with pytest.raises(asyncio.CancelledError):
            await opening
        may_go_on.set()


async def test_a_waiting_read_ends_at_once_when_it_is_cancelled() -> None:
    server = ScriptedServer()
    async with scripted(server) as address:
        port = rfc2217.ServerPort(EVEN_LINE)
        await asyncio.to_thread(port.connect, str(address))
        watch = Stopwatch()
        port.cancel_read()
        assert await asyncio.to_thread(port.read) == b""
        assert watch.elapsed_s() < READ_TIMEOUT_S
        await asyncio.to_thread(port.close)
