"""UDP links against real sockets of this computer: addresses, arrival, foreign senders, loss, bounds, announcements."""

import asyncio
import socket
from collections.abc import Iterator

import pytest

from drivers.clock import ManualClock, SystemClock
from drivers.errors import AddressError, LinkLostError, LinkUnavailableError
from drivers.philips_intellivue.discovery import announced_monitors, heard_monitors
from drivers.philips_intellivue.identity import ConnectIndication
from drivers.transport.memory import memory_pair
from drivers.transport.udp import UdpAddress, UdpTransport, open_udp, open_udp_listener, parse_udp

DEADLINE_S = 10.0  # generous: the machine may be busy; nothing here waits that long when it works


@pytest.fixture
def device() -> Iterator[socket.socket]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as made:
        made.bind(("127.0.0.1", 0))
        made.settimeout(DEADLINE_S)
        yield made


def address_of(device: socket.socket) -> UdpAddress:
    return UdpAddress(host="127.0.0.1", port=device.getsockname()[1])


@pytest.mark.parametrize(
    ("link", "host", "port"),
    [
        ("udp://10.0.42.9", "10.0.42.9", 24105),
        ("udp://mp5.clinic.example:24110", "mp5.clinic.example", 24110),
        ("udp://[fe80::1]:5", "fe80::1", 5),
    ],
)
def test_links_are_read(link: str, host: str, port: int) -> None:
    assert parse_udp(link, default_port=24105) == UdpAddress(host=host, port=port)


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("tcp://host:1", "expected udp://host"),
        ("udp://", "host is missing"),
        ("udp://host:0", "from 1 to 65535"),
        ("udp://host:65536", "from 1 to 65535"),
        ("udp://host:1/x", "nothing behind"),
        ("udp://user@host", "nothing behind"),
    ],
)
def test_other_links_are_refused_in_words(link: str, words: str) -> None:
    with pytest.raises(AddressError, match=words):
        parse_udp(link, default_port=24105)


def test_an_address_is_written_as_people_do() -> None:
    assert str(UdpAddress(host="fe80::1", port=5)) == "[fe80::1]:5"
    assert str(UdpAddress(host="mp5", port=5)) == "mp5:5"


async def test_datagrams_arrive_whole_with_their_time_and_leave(device: socket.socket) -> None:
    clock = SystemClock()
    link = await open_udp(address_of(device), clock)
    try:
        await link.send(b"request")
        data, sender = device.recvfrom(100)
        assert (data, sender[1]) == (b"request", link.own_port)
        before = clock.now()
        device.sendto(b"first", sender)
        device.sendto(b"", sender)
        device.sendto(b"second", sender)
        async with asyncio.timeout(DEADLINE_S):
            chunks = [await link.receive() for _ in range(3)]
        assert [chunk.data for chunk in chunks] == [b"first", b"", b"second"]
        assert all(before <= chunk.stamp <= clock.now() for chunk in chunks)
    finally:
        await link.close()


async def test_nobody_but_the_device_is_heard(device: socket.socket) -> None:
    link = await open_udp(address_of(device), SystemClock())
    try:
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
            stranger.sendto(b"stranger", ("127.0.0.1", link.own_port))
        device.sendto(b"device", ("127.0.0.1", link.own_port))
        async with asyncio.timeout(DEADLINE_S):
            assert (await link.receive()).data == b"device"
    finally:
        await link.close()


async def test_a_port_that_nobody_holds_breaks_the_link(device: socket.socket) -> None:
    address = address_of(device)
    device.close()
    link = await open_udp(address, SystemClock())
    try:
        await link.send(b"is anybody there")
        async with asyncio.timeout(DEADLINE_S):
            with pytest.raises(LinkLostError, match="nothing listens"):
                await link.receive()
        with pytest.raises(LinkLostError):
            await link.send(b"again")
    finally:
        await link.close()


async def test_a_closed_link_stays_closed(device: socket.socket) -> None:
    link = await open_udp(address_of(device), SystemClock())
    await link.close()
    with pytest.raises(LinkLostError, match="closed"):
        await link.receive()
    with pytest.raises(LinkLostError, match="closed"):
        await link.send(b"late")


async def test_an_unknown_host_is_named() -> None:
    with pytest.raises(LinkUnavailableError, match=r"no-such-host\.invalid"):
        await open_udp(UdpAddress(host="no-such-host.invalid", port=1), SystemClock())


def test_what_nobody_takes_is_bounded_and_the_newest_stays() -> None:
    async def fill() -> tuple[int, bytes]:
        link = UdpTransport(name="mp5", clock=ManualClock(), max_chunks=3)
        for number in range(5):
            link.datagram_received(bytes([number]), None)
        return link.dropped_chunks, (await link.receive()).data

    assert asyncio.run(fill()) == (2, b"\x02")


async def test_a_monitor_that_announces_itself_is_found(free_port: int) -> None:
    indication = ConnectIndication(bed_label="SIM 3", model="SIM-M8003", address=None, data_port=24105)
    listening = asyncio.create_task(announced_monitors(SystemClock(), listen_s=1.0, port=free_port), name="listening")
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as monitor:
        while not listening.done():  # the listener may not be open yet
            monitor.sendto(indication.encode(), ("127.0.0.1", free_port))
            monitor.sendto(b"something else", ("127.0.0.1", free_port))
            await asyncio.wait({listening}, timeout=0.05)
    assert await listening == (indication,)


async def test_announcements_end_with_the_time_given() -> None:
    clock = ManualClock()
    near, far = memory_pair(clock)
    listening = asyncio.create_task(heard_monitors(near, clock, listen_s=60.0), name="listening")
    one = ConnectIndication(bed_label="1", model="M8003A", address=None, data_port=24105)
    two = ConnectIndication(bed_label="2", model="M8003A", address=None, data_port=24105)
    for indication in (one, two, one):
        await far.send(indication.encode())
        await clock.advance(20.0)
    assert await listening == (one, two)


async def test_a_port_that_another_program_holds_is_named(free_port: int) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as taken:
        taken.bind(("", free_port))
        with pytest.raises(LinkUnavailableError, match="cannot listen"):
            await open_udp_listener(port=free_port, group="224.0.23.63", clock=SystemClock())


@pytest.fixture
def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
