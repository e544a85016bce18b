"""Link addresses: what is read, what is refused and in which words, and which links cannot be real."""

import os
from pathlib import Path

import pytest

from drivers.errors import AddressError
from drivers.transport.address import (
    KINDS_OWN_PORT,
    Address,
    MqttAddress,
    Rfc2217Address,
    SerialAddress,
    TcpAddress,
    UsbName,
    is_never_real,
    parse_address,
)
from drivers.transport.line_settings import FlowControl, Parity, SerialSettings
from drivers.transport.udp import UdpAddress


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("serial:///dev/ttyUSB0", SerialAddress(port="/dev/ttyUSB0")),
        (
            "serial:///dev/ttyUSB0?baud=19200&parity=even",
            SerialAddress(port="/dev/ttyUSB0", line=SerialSettings(baud=19200, parity=Parity.EVEN)),
        ),
        ("serial://COM3?baud=9600", SerialAddress(port="COM3")),
        ("serial:///COM12", SerialAddress(port="COM12")),
        (
            "serial:///dev/serial/by-id/usb-FTDI_A%20B-if00?bits=7&stop=2&flow=rtscts",
            SerialAddress(
                port="/dev/serial/by-id/usb-FTDI_A B-if00",
                line=SerialSettings(data_bits=7, stop_bits=2, flow=FlowControl.RTS_CTS),
            ),
        ),
        ("tcp://moxa.clinic.example:4001", TcpAddress(host="moxa.clinic.example", port=4001)),
        ("tcp://[fd00::5]:4001", TcpAddress(host="fd00::5", port=4001)),
        (
            "rfc2217://moxa.clinic.example:966?baud=9600&parity=even&rtscts=1",
            Rfc2217Address(
                server=TcpAddress(host="moxa.clinic.example", port=966),
                line=SerialSettings(parity=Parity.EVEN, flow=FlowControl.RTS_CTS),
            ),
        ),
        ("rfc2217://[fd00::5]:966", Rfc2217Address(server=TcpAddress(host="fd00::5", port=966))),
        ("serial://usb:A10KXYZ1", SerialAddress(port="usb:A10KXYZ1", usb=UsbName("A10KXYZ1"))),
        (
            "serial://usb:34:85:18:AB/2?baud=19200",
            SerialAddress(port="usb:34:85:18:AB/2", usb=UsbName("34:85:18:AB", 2), line=SerialSettings(baud=19200)),
        ),
        ("serial://usb:A%2F1%20b", SerialAddress(port="usb:A/1 b", usb=UsbName("A/1 b"))),
        ("udp://mx450.clinic.example", UdpAddress(host="mx450.clinic.example", port=KINDS_OWN_PORT)),
        ("udp://10.0.0.7:24105", UdpAddress(host="10.0.0.7", port=24105)),
        ("mqtt://ward/chair1", MqttAddress(topic_prefix="ward/chair1")),
    ],
)
def test_addresses_are_read(link: str, expected: Address) -> None:
    assert parse_address(link) == expected


@pytest.mark.parametrize(
    ("link", "words"),
    [
        ("/dev/ttyUSB0", "serial://"),
        ("serail:///dev/ttyUSB0", "did you mean 'serial'"),
        ("upd://host", "expected one of serial, tcp, rfc2217"),
        ("serial://", "device path"),
        ("serial://ttyUSB0", "device path"),
        ("serial:///dev/ttyUSB0?buad=9600", "did you mean 'baud'"),
        ("serial:///dev/ttyUSB0?baud=fast", "baud 'fast': expected a number"),
        ("serial:///dev/ttyUSB0?baud=٩٦٠٠", "expected a number"),
        ("serial:///dev/ttyUSB0?baud=0", "expected a number from 300"),
        ("serial:///dev/ttyUSB0?baud=9600&baud=19200", "given twice"),
        ("serial:///dev/ttyUSB0?parity=evn", "did you mean 'even'"),
        ("serial:///dev/ttyUSB0?stop=3", "expected one of 1, 2"),
        ("serial://usb:", "USB serial number ''"),
        ("serial://usb:?baud=9600", "expected it as the adapter has it"),
        ("serial://usb:A10KXYZ1/", "interface ''"),
        ("serial://usb:A10KXYZ1/first", "expected a number from 0, such as usb:A10KXYZ1/1"),
        ("rfc2217://moxa:966/path?baud=9600", "expected rfc2217://host:port"),
        ("rfc2217://moxa?baud=9600", "expected a number from 1 to 65535"),
        ("rfc2217://moxa:966?buad=9600", "did you mean 'baud'"),
        ("tcp://a..b:4001", "host 'a..b': expected a name or an address"),
        ("tcp://:4001", "host is missing"),
        ("tcp://host", "expected a number from 1 to 65535"),
        ("tcp://host:0", "expected a number"),
        ("tcp://host:99999", "expected a number"),
        ("tcp://host:4001/path", "nothing behind"),
        ("tcp://user@host:4001", "nothing behind or before"),
        ("mqtt://", "topic prefix"),
        ("mqtt://ward/+", "without +"),
        ("mqtt://ward/#", "without +"),
        ("mqtt://ward/chair 1", "blanks"),
        ("mqtt:///ward", "topic prefix"),
    ],
)
def test_what_cannot_be_read_is_said_with_value_and_expectation(link: str, words: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_address(link)
    assert words in str(caught.value)
    assert repr(link) in str(caught.value)


@pytest.mark.parametrize(
    "host",
    [
        "localhost",
        "LOCALHOST.",
        "127.0.0.1",
        "127.8.8.8",
        "127.1",
        "2130706433",
        "[::1]",
        "0.0.0.0",  # noqa: S104 - an address to be refused, not one to listen on
        "[::ffff:127.0.0.1]",
    ],
)
def test_this_computers_own_addresses_are_never_real(host: str) -> None:
    for scheme in ("tcp", "rfc2217", "udp"):
        assert "this computer itself" in (is_never_real(f"{scheme}://{host}:4001") or "")


def test_a_pseudo_terminal_is_never_real_even_behind_a_name(tmp_path: Path) -> None:
    master, slave = os.openpty()
    try:
        terminal = os.ttyname(slave)
        name = tmp_path / "rad8"
        name.symlink_to(terminal)
        for port in (terminal, str(name)):
            assert "pseudo-terminal" in (is_never_real(f"serial://{port}") or "")
    finally:
        os.close(master)
        os.close(slave)


@pytest.mark.parametrize(
    "link",
    [
        "serial:///dev/ttyUSB0",
        "serial:///dev/ttyS0",
        "serial://COM3",
        "tcp://10.0.0.5:4001",
        "tcp://moxa:4001",
        "serial://usb:A10KXYZ1?baud=9600",
        "rfc2217://moxa:4001?baud=9600",
        "mqtt://a",
    ],
)
def test_other_links_may_be_real(link: str) -> None:
    assert is_never_real(link) is None
