"""The ways out, with real readers: pseudo-terminal, TCP, embedded broker."""

import asyncio
import os
import socket
from pathlib import Path

import aiomqtt
import pytest

from drivers.clock import SystemClock
from drivers.errors import LinkLostError
from drivers.transport.base import Transport
from drivers.transport.opening import open_transport
from simulators.links import broker as broker_module
from simulators.links.broker import EmbeddedBroker
from simulators.links.pty import MOST_UNREAD_BYTES, PtyLink
from simulators.links.tcp import TcpLink

DEADLINE_S = 10.0
pytestmark = pytest.mark.skipif(os.name != "posix", reason="runs only on Linux and macOS")


async def _receive(transport: Transport, count: int) -> bytes:
    data = b""
    async with asyncio.timeout(DEADLINE_S):
        while len(data) < count:
            data += (await transport.receive()).data
    return data


async def test_pty_speaks_both_ways_to_the_real_transport(tmp_path: Path) -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    link = PtyLink(name="SIM-1", directory=tmp_path)
    await link.open(heard.put_nowait)
    transport = await open_transport(link.address, SystemClock())
    every_byte = bytes(range(256))
    link.send(every_byte)
    assert await _receive(transport, 256) == every_byte
    await transport.send(every_byte[::-1])
    said = b""
    async with asyncio.timeout(DEADLINE_S):
        while len(said) < 256:
            said += await heard.get()
    assert said == every_byte[::-1]
    await transport.close()
    await link.close()


async def test_pty_survives_its_reader_and_forgets_what_nobody_read(tmp_path: Path) -> None:
    link = PtyLink(name="SIM-1", directory=tmp_path)
    await link.open(lambda _: None)
    first = await open_transport(link.address, SystemClock())
    await first.close()
    async with asyncio.timeout(DEADLINE_S):
        # Nobody reads. The kernel moves what was sent to where it can be counted in its own time, so an exact sum
        # would be a race; what has to hold is that lines are given up again and again instead of piling up.
        while link.lost_bytes < 3 * MOST_UNREAD_BYTES:
            link.send(b"x" * 100)
            await asyncio.sleep(0)
    second = await open_transport(link.address, SystemClock())
    link.send(b"fresh")
    assert await _receive(second, 5) == b"fresh"
    await second.close()
    await link.close()


async def test_pty_unplugged_breaks_the_reader_and_returns_under_the_same_name(tmp_path: Path) -> None:
    link = PtyLink(name="SIM-1", directory=tmp_path)
    await link.open(lambda _: None)
    address = link.address
    transport = await open_transport(address, SystemClock())
    await link.close()
    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(LinkLostError):
            await transport.receive()
    assert not (tmp_path / "SIM-1").exists()
    await link.open(lambda _: None)
    assert link.address == address
    again = await open_transport(address, SystemClock())
    link.send(b"back")
    assert await _receive(again, 4) == b"back"
    await again.close()
    await transport.close()
    await link.close()


async def test_tcp_serves_the_newest_listener_and_keeps_its_port() -> None:
    heard: asyncio.Queue[bytes] = asyncio.Queue()
    link = TcpLink()
    await link.open(heard.put_nowait)
    address = link.address
    first = await open_transport(address, SystemClock())
    await first.send(b"1")
    assert await asyncio.wait_for(heard.get(), DEADLINE_S) == b"1"
    second = await open_transport(address, SystemClock())
    await second.send(b"2")
    assert await asyncio.wait_for(heard.get(), DEADLINE_S) == b"2"
    link.send(b"hello")
    assert await _receive(second, 5) == b"hello"
    await link.close()
    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(LinkLostError):
            await second.receive()
    await link.open(heard.put_nowait)
    assert link.address == address
    for transport in (first, second):
        await transport.close()
    await link.close()


async def test_sending_without_a_listener_is_no_error() -> None:
    link = TcpLink()
    link.send(b"nobody")
    await link.open(lambda _: None)
    link.send(b"nobody")
    await link.close()
    await link.close()
    assert link.lost_bytes == 0


@pytest.mark.expect_log  # amqtt warns of what it refuses
async def test_broker_refuses_everybody_without_the_password_of_this_run() -> None:
    broker, other = EmbeddedBroker(), EmbeddedBroker()
    assert broker.password != other.password
    await broker.start()
    assert broker.url == f"mqtt://127.0.0.1:{broker.port}"
    for username, password in ((None, None), (broker.username, None), (broker.username, other.password), ("", "")):
        client = aiomqtt.Client("127.0.0.1", broker.port, username=username, password=password)
        with pytest.raises(aiomqtt.MqttError):
            await client.__aenter__()
    async with aiomqtt.Client("127.0.0.1", broker.port, username=broker.username, password=broker.password) as client:
        await client.publish("a", b"b", qos=1)
    await broker.stop()
    await asyncio.get_running_loop().shutdown_default_executor()  # aiomqtt connects in one of its threads


@pytest.mark.expect_log  # amqtt says that the port is taken
async def test_a_port_that_is_taken_is_an_error_of_the_system(monkeypatch: pytest.MonkeyPatch) -> None:
    broker = EmbeddedBroker()
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        free, asked = broker_module._free_port, iter([taken])
        monkeypatch.setattr(broker_module, "_free_port", lambda: next(asked, None) or free())
        await broker.start()  # by another port
        await broker.stop()
        assert broker.port != taken
        broker.port = taken
        with pytest.raises(OSError, match="can't be started"):
            await broker.start_again()


async def test_broker_is_not_offered_to_the_network() -> None:
    broker = EmbeddedBroker()
    await broker.start()
    with socket.socket() as other:  # were the port taken on every interface, it would be taken here, too
        other.bind(("127.0.0.2", broker.port))
    await broker.stop()
