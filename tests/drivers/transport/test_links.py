"""Links: serial over a real pseudo-terminal, TCP against a real server, in memory; inbox, deadline and allow-list."""

import asyncio
import errno
import os
import pty
import threading
import tty
from collections.abc import Iterator

import pytest
import serial

from drivers.clock import ManualClock, Stopwatch, SystemClock
from drivers.errors import AddressError, CommandRefusedError, LinkLostError, LinkUnavailableError
from drivers.transport import serial_port, tcp
from drivers.transport.address import SerialAddress, TcpAddress
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.base import Chunk, Transport
from drivers.transport.deadline import receive_within
from drivers.transport.inbox import MAX_CHUNKS, Inbox
from drivers.transport.memory import memory_pair
from drivers.transport.opening import open_transport

DEADLINE_S = 10.0  # generous: the machine may be busy; nothing here waits that long when it works


class Pty:
    """A pseudo-terminal whose master end plays the device."""

    def __init__(self) -> None:
        self.master, slave = pty.openpty()
        tty.setraw(slave)
        self.path = os.ttyname(slave)
        os.close(slave)

    def unplug(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


@pytest.fixture
def terminal() -> Iterator[Pty]:
    made = Pty()
    yield made
    made.unplug()


async def collect(transport: Transport, size: int) -> bytes:
    data = b""
    async with asyncio.timeout(DEADLINE_S):
        while len(data) < size:
            data += (await transport.receive()).data
    return data


async def test_serial_bytes_arrive_with_their_time_and_leave(terminal: Pty) -> None:
    clock = SystemClock()
    port = await serial_port.open_serial(SerialAddress(port=terminal.path), clock)
    try:
        before = clock.now()
        os.write(terminal.master, b"hello\r\n")
        async with asyncio.timeout(DEADLINE_S):
            chunk = await port.receive()
        assert before <= chunk.stamp <= clock.now()
        rest = b"" if len(chunk.data) == 7 else await collect(port, 7 - len(chunk.data))
        assert chunk.data + rest == b"hello\r\n"
        await port.send(b" NA!2\r")
        assert os.read(terminal.master, 100) == b" NA!2\r"
    finally:
        await port.close()


async def test_an_unplugged_port_is_lost_for_good_and_its_last_bytes_are_kept(terminal: Pty) -> None:
    port = await serial_port.open_serial(SerialAddress(port=terminal.path), SystemClock())
    try:
        os.write(terminal.master, b"last")
        assert await collect(port, 4) == b"last"
        terminal.unplug()
        async with asyncio.timeout(DEADLINE_S):
            with pytest.raises(LinkLostError, match=terminal.path):
                await port.receive()
        with pytest.raises(LinkLostError):
            await port.receive()
        with pytest.raises(LinkLostError):
            await port.send(b" NA!2\r")
    finally:
        await port.close()


async def test_a_port_can_be_opened_again_after_closing(terminal: Pty) -> None:
    for turn in range(3):
        port = await serial_port.open_serial(SerialAddress(port=terminal.path), SystemClock())
        os.write(terminal.master, b"%d" % turn)
        assert await collect(port, 1) == b"%d" % turn
        await port.close()


async def test_closing_stops_the_reader_thread_soon_and_ends_a_waiting_receive(terminal: Pty) -> None:
    port = await serial_port.open_serial(SerialAddress(port=terminal.path), SystemClock())
    waiting = asyncio.create_task(port.receive())
    await asyncio.sleep(0)
    watch = Stopwatch()
    await port.close()
    assert watch.elapsed_s() < serial_port.CLOSE_TIMEOUT_S
    assert not port._reader.is_alive()
    with pytest.raises(LinkLostError, match="closed"):
        await waiting


async def test_a_port_in_use_is_said_to_be_so(terminal: Pty) -> None:
    port = await serial_port.open_serial(SerialAddress(port=terminal.path), SystemClock())
    try:
        with pytest.raises(LinkUnavailableError, match="in use by another program"):
            await serial_port.open_serial(SerialAddress(port=terminal.path), SystemClock())
    finally:
        await port.close()


async def test_a_port_that_opens_after_its_opener_was_cancelled_is_closed_again(
    terminal: Pty, monkeypatch: pytest.MonkeyPatch
) -> None:
    may_open, closed, original = threading.Event(), asyncio.Event(), serial_port._open
    loop = asyncio.get_running_loop()

    def slow(address: SerialAddress) -> serial.Serial:
        assert may_open.wait(DEADLINE_S)
        port = original(address)
        monkeypatch.setattr(port, "close", lambda: (type(port).close(port), loop.call_soon(closed.set)))
        return port

    monkeypatch.setattr(serial_port, "_open", slow)
    opening = asyncio.create_task(serial_port.open_serial(SerialAddress(port=terminal.path), SystemClock()))
    await asyncio.sleep(0)
    opening.cancel()
    with pytest.raises(asyncio.CancelledError):
        await opening
    may_open.set()
    async with asyncio.timeout(DEADLINE_S):
        await closed.wait()
    monkeypatch.undo()
    again = await serial_port.open_serial(SerialAddress(port=terminal.path), SystemClock())
    await again.close()


async def test_a_port_that_is_not_there_is_said_to_be_so() -> None:
    with pytest.raises(LinkUnavailableError, match=r"/dev/ttyUSB77: no such port"):
        await open_transport("serial:///dev/ttyUSB77", SystemClock())


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (serial.SerialException(errno.EACCES, "could not open port"), "group dialout"),
        (serial.SerialException(errno.EBUSY, "could not open port"), "in use"),
        (serial.SerialException("could not open port 'COM3': PermissionError(13, 'Access is denied.')"), "in use"),
        (serial.SerialException("could not open port 'COM3': FileNotFoundError(2, '')"), "no such port"),
        (serial.SerialException(errno.ENOTTY, "Could not configure port"), "not a serial port"),
        (ValueError("Not a valid baudrate: 12345"), "line settings"),
        (OSError(errno.EIO, "Input/output error"), "cannot be opened"),
    ],
    ids=str,
)
async def test_each_way_of_failing_to_open_has_its_words(
    monkeypatch: pytest.MonkeyPatch, error: Exception, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(serial, "Serial", refuse)
    with pytest.raises(LinkUnavailableError, match=words):
        await serial_port.open_serial(SerialAddress(port="/dev/ttyUSB0"), SystemClock())


async def test_a_file_that_is_no_port_is_refused_in_words() -> None:
    with pytest.raises(LinkUnavailableError, match="not a serial port"):
        await open_transport("serial:///dev/null", SystemClock())


class Server:
    """One TCP listener on a free port; `connections` holds the writers of those who came."""

    def __init__(self) -> None:
        self.connections: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self.connections.put((reader, writer))


async def served() -> tuple[asyncio.Server, Server, TcpAddress]:
    server = Server()
    listener = await asyncio.start_server(server.accept, "127.0.0.1", 0)
    return listener, server, TcpAddress(host="127.0.0.1", port=listener.sockets[0].getsockname()[1])


async def test_tcp_bytes_go_both_ways_and_the_far_end_closing_is_a_lost_link() -> None:
    listener, server, address = await served()
    async with listener, asyncio.timeout(DEADLINE_S):
        link = await tcp.open_tcp(address, SystemClock())
        reader, writer = await server.connections.get()
        await link.send(b" NA!2\r")
        assert await reader.readexactly(6) == b" NA!2\r"
        writer.write(b"reply")
        assert await collect(link, 5) == b"reply"
        writer.close()
        await writer.wait_closed()
        with pytest.raises(LinkLostError, match="closed by the other end"):
            await link.receive()
        await link.close()


async def test_a_reset_connection_is_a_lost_link_and_closing_it_is_quiet() -> None:
    listener, server, address = await served()
    async with listener, asyncio.timeout(DEADLINE_S):
        link = await tcp.open_tcp(address, SystemClock())
        _, writer = await server.connections.get()
        await link.send(b"unread")
        writer.transport.abort()
        with pytest.raises(LinkLostError):
            await link.receive()
        await link.close()
        await writer.wait_closed()


async def test_a_closed_port_is_refused_in_words() -> None:
    listener, _, address = await served()
    listener.close()
    await listener.wait_closed()
    with pytest.raises(LinkUnavailableError, match="nothing listens"):
        await tcp.open_tcp(address, SystemClock())


async def test_a_host_that_does_not_answer_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> None:
        await asyncio.Event().wait()

    monkeypatch.setattr(tcp, "CONNECT_TIMEOUT_S", 0.01)
    monkeypatch.setattr(asyncio, "open_connection", never)
    with pytest.raises(LinkUnavailableError, match="no answer within"):
        await tcp.open_tcp(TcpAddress(host="10.0.0.9", port=4001), SystemClock())


async def test_a_broker_address_is_no_byte_link() -> None:
    with pytest.raises(AddressError, match="serial:// or tcp://"):
        await open_transport("mqtt://ward/chair1", SystemClock())


async def test_a_full_inbox_drops_the_oldest_and_counts() -> None:
    inbox, clock = Inbox(), ManualClock()
    for number in range(MAX_CHUNKS + 3):
        inbox.put(Chunk(b"%d" % number, clock.now()))
    assert inbox.dropped_chunks == 3
    assert (await inbox.take()).data == b"3"


async def test_what_came_before_the_break_is_still_taken_and_the_first_reason_stands() -> None:
    inbox = Inbox()
    inbox.put(Chunk(b"x", ManualClock().now()))
    inbox.break_off("unplugged")
    inbox.break_off("closed")
    assert (await inbox.take()).data == b"x"
    for _ in range(2):
        with pytest.raises(LinkLostError, match="unplugged"):
            await inbox.take()


async def test_waiting_with_a_deadline_of_the_given_clock_loses_no_bytes() -> None:
    clock = ManualClock()
    near, far = memory_pair(clock)
    waiting = asyncio.create_task(receive_within(near, clock, 3.0))
    await clock.advance(2.9)
    assert not waiting.done()
    await clock.advance(0.1)
    assert await waiting is None
    await far.send(b"late")
    chunk = await receive_within(near, clock, 3.0)
    assert chunk == Chunk(b"late", clock.now())
    assert await receive_within(near, clock, 0.0) is None


async def test_the_pair_breaks_for_both_when_one_end_closes() -> None:
    near, far = memory_pair(ManualClock())
    await near.close()
    with pytest.raises(LinkLostError, match="other end"):
        await far.receive()
    with pytest.raises(LinkLostError):
        await near.send(b"x")
    with pytest.raises(LinkLostError):
        await far.send(b"x")


@pytest.mark.hazard("H47")
@pytest.mark.parametrize("data", [b" NC1!F\r", b" NA!2", b" NA!2\r\r", b"", b"\r NA!2\r ", b" NA!3\r"])
async def test_the_gate_sends_nothing_that_is_not_on_the_list(data: bytes) -> None:
    near, far = memory_pair(ManualClock())
    gate = AllowListTransport(near, frozenset({b" NA!2\r"}))
    with pytest.raises(CommandRefusedError):
        await gate.send(data)
    await gate.send(b" NA!2\r")
    await gate.close()
    assert (await far.receive()).data == b" NA!2\r"
    with pytest.raises(LinkLostError):
        await far.receive()
