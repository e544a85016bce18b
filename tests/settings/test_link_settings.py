"""Links of a room file whose line settings depend on the kind of device, and serial servers."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from settings_samples import ROOM, room_problems

from drivers.registry import KINDS
from drivers.transport.line_settings import FRAME, FlowControl, LineKey, LinkDefaults, Parity, SerialSettings
from monitor.settings.links import link_problems

# GE DRI: 19200 8E1, RTS/CTS; 115200 on newer software; record bytes are binary ("protocol sheet GE S/5", line table)
DRI_LINE = LinkDefaults(
    line=SerialSettings(baud=19_200, parity=Parity.EVEN, flow=FlowControl.RTS_CTS), fixed=FRAME, binary=True
)
MASIMO = replace(KINDS["masimo_ascii1"], line=None)
KINDS_HERE = {
    "dri": replace(MASIMO, name="dri", title="DRI monitor", line=DRI_LINE),
    "udp_monitor": replace(MASIMO, name="udp_monitor", title="LAN monitor", udp_ports=(24_105,)),
    "masimo_ascii1": MASIMO,
}


def found(*devices: dict[str, Any]) -> list[str]:
    known = [{"provenance": "real", "kind": "dri", **device} for device in devices]
    return [str(one) for one in link_problems(known, kinds=KINDS_HERE, broker_url=None, file="room.toml")]


@pytest.mark.parametrize(
    "link",
    [
        "serial:///dev/ttyUSB0",
        "serial:///dev/ttyUSB0?baud=115200",
        "serial:///dev/ttyUSB0?flow=none",
        "serial:///dev/ttyUSB0?parity=even&bits=8&stop=1",
        "serial://usb:A10KXYZ1",
        "rfc2217://moxa.clinic.example:4001",
        "tcp://moxa.clinic.example:4001",
    ],
)
def test_a_kind_with_line_settings_of_its_own_needs_none_in_the_link(link: str) -> None:
    assert found({"link": link}) == []


@pytest.mark.parametrize("scheme", ["serial:///dev/ttyUSB0", "serial://usb:A10KXYZ1", "rfc2217://moxa.clinic:4001"])
@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("xonxoff=1", "software flow control takes the bytes 11 and 13 hex"),
        ("flow=xonxoff", "software flow control takes the bytes 11 and 13 hex"),
        ("parity=none", "parity 'none': every device of this kind has 'even'"),
        ("bits=7", "bits '7': every device of this kind has '8'"),
    ],
)
def test_settings_under_which_bytes_would_arrive_spoilt_are_found_at_once(scheme: str, query: str, words: str) -> None:
    problems = found({"link": f"{scheme}?{query}"})
    assert len(problems) == 1
    assert problems[0].startswith("room.toml: devices[0].link: ")
    assert words in problems[0]


@pytest.mark.parametrize("link", ["serial:///dev/ttyUSB0", "rfc2217://moxa.clinic.example:4001"])
def test_a_kind_brings_its_own_line_settings(tmp_path: Path, link: str) -> None:
    assert room_problems(tmp_path, ROOM.replace("serial:///dev/ttyUSB0?baud=9600", link)) == ()


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("rfc2217://moxa:4001", "tcp://MOXA:4001"),
        ("rfc2217://moxa:4001?baud=19200", "rfc2217://moxa:4001?baud=115200"),
        ("serial://usb:a10kxyz1", "serial://usb:A10KXYZ1"),
        ("serial://usb:FT4XYZ/1", "serial://usb:FT4XYZ/1"),
        ("serial://usb:FT4XYZ/1", "serial://usb:FT4XYZ"),
    ],
)
def test_two_devices_on_one_port_are_told(first: str, second: str) -> None:
    problems = found({"link": first}, {"link": second})
    assert len(problems) == 1
    assert "devices[0] already has this link" in problems[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("rfc2217://moxa:4001", "rfc2217://moxa:4002"),
        ("serial://usb:FT4XYZ/1", "serial://usb:FT4XYZ/2"),
        ("serial://usb:FT4XYZ", "serial:///dev/ttyUSB0"),
    ],
)
def test_two_devices_on_two_ports_are_right(first: str, second: str) -> None:
    assert found({"link": first}, {"link": second}) == []


def test_a_serial_server_on_this_computer_is_not_real_without_a_reason() -> None:
    assert "this computer itself" in found({"link": "rfc2217://localhost:4001"})[0]
    assert found({"link": "rfc2217://localhost:4001", "real_because": "ser2net relays the ward bus here"}) == []


def test_a_kind_may_fix_more_than_the_frame() -> None:
    line = LinkDefaults(line=SerialSettings(baud=115_200), fixed=FRAME | {LineKey.BAUD})
    kinds = {"dri": replace(KINDS_HERE["dri"], line=line)}
    device = {"kind": "dri", "link": "serial:///dev/ttyUSB0?baud=9600", "provenance": "real"}
    problems = [str(one) for one in link_problems([device], kinds=kinds, broker_url=None, file="room.toml")]
    assert "baud '9600': every device of this kind has '115200'" in problems[0]


def test_a_device_on_the_network_is_named_by_its_host_and_once() -> None:
    first = {"kind": "udp_monitor", "link": "udp://mx450.clinic.example"}
    assert found(first, {"kind": "udp_monitor", "link": "udp://mx700.clinic.example:24105"}) == []
    again = found(first, {"kind": "udp_monitor", "link": "udp://MX450.clinic.example:24105"})
    assert "devices[0] already has this link" in again[0]
    assert "this computer itself" in found({"kind": "udp_monitor", "link": "udp://127.0.0.1"})[0]


@pytest.mark.parametrize(
    ("kind", "link", "words"),
    [
        ("udp_monitor", "tcp://mx450:24105", "a LAN monitor speaks UDP: expected udp://host"),
        ("dri", "udp://mx450", "does not speak MQTT or UDP: expected serial://, tcp:// or rfc2217://"),
    ],
)
def test_a_link_of_the_wrong_sort_is_told(kind: str, link: str, words: str) -> None:
    assert words in found({"kind": kind, "link": link})[0]
