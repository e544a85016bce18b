"""Serial servers, by a real ser2net: RFC 2217 and raw TCP, line settings, every byte, unplugging, a second client."""

import asyncio
import os
import random
import re
import termios
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
from serial_server import DEADLINE_S, Line, SerialServer, collect, running_server

from drivers.clock import SystemClock
from drivers.errors import LinkLostError, LinkUnavailableError
from drivers.transport import rfc2217
from drivers.transport.base import Transport
from drivers.transport.opening import open_transport

pytestmark = pytest.mark.system


@pytest.fixture
async def served(
    tmp_path: Path, require_tool: Callable[[str], str], request: pytest.FixtureRequest
) -> AsyncIterator[tuple[SerialServer, Line]]:
    request.getfixturevalue("fail_on_pending_tasks")
    async with running_server(tmp_path, require_tool) as server_and_line:
        yield server_and_line


Served = tuple[SerialServer, Line]


async def opened(link: str) -> Transport:
    async with asyncio.timeout(DEADLINE_S):
        return await open_transport(link, SystemClock())


async def lost(link: Transport) -> str:
    """Why `link` broke, once everything that came before has been taken."""
    async with asyncio.timeout(DEADLINE_S):
        while True:
            try:
                await link.receive()
            except LinkLostError as error:
                return str(error)


def nasty_bytes(rng: random.Random) -> bytes:
    """Every byte, each beside those that telnet, terminals and flow control care about, and 2 kB of chance."""
    every = bytes(range(256))
    special = b"\xff\xfa\xf0\r\n\0\x11\x13\x03\x04"
    pairs = b"".join(bytes([first, second, first]) for first in special for second in every)
    return every + pairs + rng.randbytes(2000)


@pytest.mark.parametrize("door", ["rfc2217", "tcp"])
async def test_every_byte_passes_unchanged_in_both_directions(served: Served, rng: random.Random, door: str) -> None:
    server, line = served
    link = await opened(server.links[door])
    data = nasty_bytes(rng)
    try:
        received, _ = await asyncio.gather(collect(link, len(data)), line.write(data))
        assert received == data
        await link.send(data[:256])
        assert await line.read(256) == data[:256]
        for start in range(256, len(data), 97):  # one request after another, cut anywhere
            piece = data[start : start + 97]
            await link.send(piece)
            assert await line.read(len(piece)) == piece
    finally:
        await link.close()


async def test_bytes_are_stamped_when_they_arrive(served: Served) -> None:
    server, line = served
    clock = SystemClock()
    link = await open_transport(server.links["rfc2217"], clock)
    try:
        before = clock.now()
        await line.write(b"1")
        async with asyncio.timeout(DEADLINE_S):
            chunk = await link.receive()
        assert chunk.data == b"1"
        assert before <= chunk.stamp <= clock.now()
    finally:
        await link.close()


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("baud=19200&flow=rtscts", {"baud": termios.B19200, "stop": False, "rtscts": True, "xonxoff": False}),
        ("baud=115200&stop=2", {"baud": termios.B115200, "stop": True, "rtscts": False, "xonxoff": False}),
        ("baud=9600&xonxoff=1", {"baud": termios.B9600, "stop": False, "rtscts": False, "xonxoff": True}),
    ],
)
async def test_the_server_sets_the_line_as_the_link_says(
    served: Served, query: str, expected: dict[str, object]
) -> None:
    server, line = served
    link = await opened(f"{server.links['rfc2217']}?{query}")
    try:
        found = {
            "baud": line.baud_constant(),
            "stop": bool(line.control_flags() & termios.CSTOPB),
            "rtscts": bool(line.control_flags() & termios.CRTSCTS),
            "xonxoff": bool(line.input_flags() & termios.IXON),
        }
        assert found == expected
    finally:
        await link.close()


@pytest.mark.parametrize("door", ["rfc2217", "tcp"])
async def test_a_server_that_dies_is_a_lost_link_and_can_be_opened_again(served: Served, door: str) -> None:
    server, line = served
    address = server.links[door]
    link = await opened(address)
    await line.write(b"last words")
    assert await collect(link, 10) == b"last words"
    await server.kill()
    assert address.partition("://")[2] in await lost(link)
    with pytest.raises(LinkLostError):
        await link.receive()
    await link.close()
    with pytest.raises(LinkUnavailableError, match="nothing listens on port"):
        await opened(address)

    await server.start()
    link = await opened(address)
    try:
        await line.write(b"back")
        assert await collect(link, 4) == b"back"
    finally:
        await link.close()


async def test_a_second_client_is_told_that_the_port_is_in_use_and_harms_nobody(served: Served) -> None:
    server, line = served
    link = await opened(server.links["rfc2217"])
    try:
        with pytest.raises(LinkUnavailableError, match="it said 'Port already in use'"):
            await opened(server.links["rfc2217"])
        await line.write(b"still here")
        assert await collect(link, 10) == b"still here"
    finally:
        await link.close()


async def test_a_second_client_of_a_raw_port_is_told_what_the_server_said(served: Served) -> None:
    server, line = served
    link = await opened(server.links["tcp"])
    try:
        second = await opened(server.links["tcp"])
        assert "Port already in use" in await lost(second)
        await second.close()
        await line.write(b"still here")
        assert await collect(link, 10) == b"still here"
    finally:
        await link.close()


async def test_a_port_closed_by_one_client_is_free_for_the_next(served: Served) -> None:
    server, line = served
    for turn in range(3):
        link = await opened(server.links["rfc2217"])
        await line.write(b"%d" % turn)
        assert await collect(link, 1) == b"%d" % turn
        await link.close()


@pytest.mark.hazard("H47")
async def test_a_raw_port_is_no_rfc_2217_server(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    server, line = served
    monkeypatch.setattr(rfc2217, "NEGOTIATION_TIMEOUT_S", 0.3)
    with pytest.raises(LinkUnavailableError, match=rf"begin with RFC 2217.* tcp://127\.0\.0\.1:{server.raw_port}"):
        await opened(f"rfc2217://127.0.0.1:{server.raw_port}")
    with pytest.raises(BlockingIOError):  # the device was sent nothing at all
        os.read(line.master, 1)


async def test_a_server_without_its_serial_port_says_so(tmp_path: Path, require_tool: Callable[[str], str]) -> None:
    async with running_server(tmp_path, require_tool, device=str(tmp_path / "gone")) as (server, _):
        async with asyncio.timeout(DEADLINE_S):
            # the server writes and closes: what it wrote is lost where a word of ours reaches it after that
            while "it said" not in (words := await _refusal(server.links["rfc2217"])):
                assert "ended the connection" in words
    assert re.search(r"ended the connection; it said .*not found", words)


async def _refusal(link: str) -> str:
    with pytest.raises(LinkUnavailableError) as refused:
        await opened(link)
    return str(refused.value)
