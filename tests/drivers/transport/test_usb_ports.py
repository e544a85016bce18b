"""USB adapters found by their serial number: which one is meant, what is said when none or several are, hot plug."""

import asyncio
import os
import pty
import tty
from collections.abc import Iterator

import pytest
from serial.tools import list_ports
from serial.tools.list_ports_common import ListPortInfo
from serial_server import DEADLINE_S, collect

from drivers.clock import SystemClock
from drivers.errors import LinkLostError, LinkUnavailableError
from drivers.transport.address import SerialAddress, UsbName, parse_address
from drivers.transport.serial_port import SerialTransport, open_serial
from drivers.transport.usb_ports import MAX_LISTED, UsbPort, find_usb_port, list_usb_ports

FTDI = UsbPort(device="/dev/ttyUSB0", serial_number="A10KXYZ1", product="FT232R USB UART")
OTHER = UsbPort(device="/dev/ttyUSB1", serial_number="A10KXYZ2", product="FT232R USB UART")
NAMELESS = UsbPort(device="/dev/ttyUSB2", serial_number=None, product="USB2.0-Serial")
QUAD = tuple(UsbPort(device=f"/dev/ttyUSB{4 + n}", serial_number="FT4XYZ", interface=n) for n in range(4))
TWINS = tuple(UsbPort(device=f"/dev/ttyUSB{8 + n}", serial_number="0001", product="CP2102") for n in range(2))


def test_an_adapter_is_found_under_whatever_name_it_has() -> None:
    assert find_usb_port(UsbName("A10KXYZ1"), [OTHER, FTDI, NAMELESS]) == "/dev/ttyUSB0"
    assert find_usb_port(UsbName("a10kxyz1"), [UsbPort(device="COM7", serial_number="A10KXYZ1")]) == "COM7"
    assert find_usb_port(UsbName("FT4XYZ", 2), [FTDI, *QUAD]) == "/dev/ttyUSB6"


@pytest.mark.parametrize(
    ("name", "ports", "words"),
    [
        (UsbName("A10KXYZ9"), [FTDI, NAMELESS], "usb:A10KXYZ9: no USB serial adapter with this number is plugged in"),
        (UsbName("A10KXYZ9"), [FTDI], "there are: /dev/ttyUSB0, usb:A10KXYZ1, FT232R USB UART"),
        (UsbName("A10KXYZ9"), [NAMELESS], "/dev/ttyUSB2, without serial number, USB2.0-Serial"),
        (UsbName("A10KXYZ9"), [], "there is none at all"),
        (UsbName("FT4XYZ", 7), QUAD, "usb:FT4XYZ/7: no USB serial adapter"),
        (UsbName("FT4XYZ"), QUAD, "4 ports have this USB serial number; name one of them: /dev/ttyUSB4, usb:FT4XYZ/0"),
        (UsbName("0001"), TWINS, "2 ports have this USB serial number; name the socket it is plugged into instead"),
    ],
)
def test_what_is_not_clear_is_refused_and_says_what_is_there(name: UsbName, ports: list[UsbPort], words: str) -> None:
    with pytest.raises(LinkUnavailableError) as caught:
        find_usb_port(name, ports)
    assert words in str(caught.value)


def test_an_adapter_without_a_number_is_never_taken() -> None:
    for wanted in ("None", "0", " "):
        with pytest.raises(LinkUnavailableError):
            find_usb_port(UsbName(wanted), [NAMELESS])


def test_a_hub_full_of_adapters_is_listed_in_part() -> None:
    many = [UsbPort(device=f"/dev/ttyUSB{n}", serial_number=f"N{n}") for n in range(MAX_LISTED + 3)]
    with pytest.raises(LinkUnavailableError, match="and 3 more"):
        find_usb_port(UsbName("X"), many)


def port_info(device: str, **usb: object) -> ListPortInfo:
    info = ListPortInfo(device)
    for name, value in usb.items():
        setattr(info, name, value)
    return info


def test_the_systems_list_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    # locations as pyserial writes them: a single port, a port of several on Linux, and on Windows
    listed = [
        port_info("/dev/ttyS0"),
        port_info("/dev/ttyUSB0", vid=0x0403, serial_number="A10KXYZ1", location="1-1.2", product="FT232R USB UART"),
        port_info("/dev/ttyUSB1", vid=0x0403, serial_number="FT4XYZ", location="1-1.4:1.2", product="Quad"),
        port_info("/dev/ttyUSB2", vid=0x1A86, serial_number="", location="1-1.3", product=None),
        port_info("COM7", vid=0x0403, serial_number="FT4XYZ", location="1-1.4:x.3", product=None),
    ]
    monkeypatch.setattr(list_ports, "comports", lambda: listed)
    assert {port.device: port for port in list_usb_ports()} == {
        "/dev/ttyUSB0": FTDI,
        "/dev/ttyUSB1": UsbPort(device="/dev/ttyUSB1", serial_number="FT4XYZ", interface=2, product="Quad"),
        "/dev/ttyUSB2": UsbPort(device="/dev/ttyUSB2", serial_number=None),
        "COM7": UsbPort(device="COM7", serial_number="FT4XYZ", interface=3),
    }


class Adapter:
    """A pseudo-terminal in place of an adapter; plugged in again, the system gives it another name."""

    def __init__(self) -> None:
        self._ends: list[int] = []
        self.ports: list[UsbPort] = []

    def plug_in(self) -> int:
        """Its device end."""
        master, slave = pty.openpty()
        tty.setraw(slave)
        self._ends = [master, slave]
        self.ports = [UsbPort(device=os.ttyname(slave), serial_number="A10KXYZ1")]
        return master

    def pull_out(self) -> None:
        for end in self._ends:
            os.close(end)
        self._ends, self.ports = [], []

    async def open(self, link: str) -> SerialTransport:
        address = parse_address(link)
        assert isinstance(address, SerialAddress)
        async with asyncio.timeout(DEADLINE_S):
            return await open_serial(address, SystemClock(), list_ports=lambda: self.ports)


@pytest.fixture
def adapter() -> Iterator[Adapter]:
    made = Adapter()
    yield made
    made.pull_out()


async def test_an_adapter_that_returns_under_another_name_is_found_again(adapter: Adapter) -> None:
    link = "serial://usb:A10KXYZ1?baud=9600"
    device = adapter.plug_in()
    first_name = adapter.ports[0].device
    port = await adapter.open(link)
    os.write(device, b"before")
    assert await collect(port, 6) == b"before"

    adapter.pull_out()
    async with asyncio.timeout(DEADLINE_S):
        with pytest.raises(LinkLostError, match="usb:A10KXYZ1: the port is gone"):
            await port.receive()
    with pytest.raises(LinkUnavailableError, match="no USB serial adapter with this number is plugged in"):
        await adapter.open(link)

    device = adapter.plug_in()
    assert adapter.ports[0].device != first_name  # as on Linux while a program still holds the broken port
    again = await adapter.open(link)
    os.write(device, b"after")
    assert await collect(again, 5) == b"after"
    await port.close()
    await again.close()


async def test_a_port_taken_by_others_is_named_as_the_system_has_it(adapter: Adapter) -> None:
    adapter.plug_in()
    port = await adapter.open("serial://usb:A10KXYZ1?baud=9600")
    try:
        with pytest.raises(LinkUnavailableError, match=rf"{adapter.ports[0].device}: the port is in use"):
            await adapter.open("serial://usb:A10KXYZ1?baud=9600")
    finally:
        await port.close()
