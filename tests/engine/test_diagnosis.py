"""The ten commonest mistakes, each in its words; and no words where all is well."""

import random
from dataclasses import replace

import pytest
from uart_line import LINES, Setting, received

from drivers.device import DeviceKind
from drivers.registry import kind_named
from drivers.transport.line_settings import FlowControl, LinkDefaults, Parity, SerialSettings
from monitor.engine.diagnosis import LinkFacts, Way, diagnose, way_of

MASIMO = kind_named("masimo_ascii1")
DRI = kind_named("ge_dri")
RIGHT = Setting(9600)
HEALTHY = LinkFacts(
    way=Way.SERIAL,
    link="serial:///dev/ttyUSB0?baud=9600",
    is_open=True,
    open_s=60.0,
    received_bytes=6000,
    frames=50,
    silent_s=0.4,
    unread_s=0.4,
    rejected_share=0.0,
    clock_offset_s=-1.0,
    tail=LINES,
    hint=MASIMO.nothing_parses_hint,
    line=SerialSettings(),
)
TOPIC = replace(HEALTHY, way=Way.MQTT, link="mqtt://vitals/v1/clinic1/gw4", line=None, hint="", tail=b"")


def unreadable(tail: bytes, *, facts: LinkFacts = HEALTHY) -> str:
    return " ".join(diagnose(replace(facts, frames=0, unread_s=None, rejected_share=1.0, tail=tail)))


def of_kind(kind: DeviceKind, line: SerialSettings) -> LinkFacts:
    return replace(HEALTHY, hint=kind.nothing_parses_hint, wanted=kind.line, line=line)


def test_a_healthy_device_gets_no_words() -> None:
    assert diagnose(HEALTHY) == ()
    assert diagnose(TOPIC) == ()


# --- the ten -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("baud", [4800, 19200, 57600])
def test_wrong_baud(baud: int) -> None:
    tail = received(LINES * 3, sender=RIGHT, receiver=Setting(baud))
    words = unreadable(tail, facts=replace(HEALTHY, line=SerialSettings(baud=baud)))
    assert "looks like noise, as a wrong speed gives it" in words
    assert f"which has {baud} 8N1" in words


def test_wrong_baud_where_the_sheet_knows_better() -> None:
    words = unreadable(random.Random(1).randbytes(600), facts=of_kind(DRI, SerialSettings(baud=9600)))
    assert "opened with 9600 8N1, but devices of this kind usually have 19200 8E1 rtscts" in words
    assert "EVEN parity" in words


def test_wrong_parity() -> None:
    tail = received(LINES, sender=Setting(9600, bits=7, parity="even"), receiver=RIGHT)
    words = unreadable(tail)
    assert "7 data bits with even parity" in words
    assert "bits=7 and parity=even" in words
    holes = received(LINES, sender=RIGHT, receiver=Setting(9600, parity="odd"))
    line = SerialSettings(parity=Parity.ODD)
    assert "checks a parity that the device lacks" in unreadable(holes, facts=replace(HEALTHY, line=line))


def test_wrong_output_mode() -> None:
    other_mode = b"SPO2 098 PR 072 PI 2.3 OK\r\n" * 20  # any text that is not ASCII 1
    words = unreadable(other_mode)
    assert "readable text, so speed and parity are right" in words
    assert (
        "The port is open, bytes arrive but no line can be read: the serial output is probably set to ASCII 2" in words
    )


def test_software_flow_control_on_a_binary_format() -> None:
    noise = random.Random(2).randbytes(4096)
    swallowed = bytes(byte for byte in noise if byte not in (0x11, 0x13))
    facts = replace(
        of_kind(DRI, SerialSettings(baud=19200, parity=Parity.EVEN, flow=FlowControl.RTS_CTS)), tail=swallowed
    )
    (words,) = diagnose(replace(facts, rejected_share=0.05))
    assert words.startswith("5.0 % of the bytes")
    assert "software flow control (XON/XOFF) is on" in words
    assert "XON/XOFF" in unreadable(swallowed, facts=facts)
    text_format = replace(facts, wanted=LinkDefaults())
    assert "XON/XOFF" not in " ".join(diagnose(replace(text_format, rejected_share=0.05)))


@pytest.mark.parametrize(
    "error",
    [
        "/dev/ttyUSB0: permission denied; add the user to the group dialout and log in again",
        "/dev/ttyUSB0: the port is in use by another program",
    ],
)
def test_no_permission_and_port_taken(error: str) -> None:
    closed = replace(HEALTHY, is_open=False, error=error)
    assert diagnose(closed) == (f"The port is not open: {error}.",)


def test_broker_refuses() -> None:
    closed = replace(TOPIC, is_open=False, error="the broker b:1883 refuses this user name or password")
    assert diagnose(closed) == (
        "There is no connection to the broker: the broker b:1883 refuses this user name or password.",
    )


def test_topic_silent() -> None:
    (words,) = diagnose(replace(TOPIC, received_bytes=0, frames=0, silent_s=None, unread_s=None))
    assert "nothing is published under vitals/v1/clinic1/gw4" in words
    assert "spelled" in words


def test_retained_old_message() -> None:
    (words,) = diagnose(replace(TOPIC, received_bytes=180, frames=1, silent_s=None, unread_s=None))
    assert "Only old messages that the broker has kept (retained)" in words
    assert "not shown as a value" in words


@pytest.mark.parametrize(
    ("offset_s", "words"),
    [(3 * 3600, "3 h ahead of"), (-75.0, "75 s behind"), (-20 * 365 * 86_400.0, "7300 days behind")],
)
def test_clock_wrong(offset_s: float, words: str) -> None:
    (said,) = diagnose(replace(HEALTHY, clock_offset_s=offset_s))
    assert words in said
    assert diagnose(replace(HEALTHY, clock_offset_s=4.9)) == ()


# --- others --------------------------------------------------------------------------------------------------------


def test_nobody_is_blamed_in_the_first_seconds() -> None:
    fresh = replace(HEALTHY, open_s=2.9, received_bytes=0, frames=0, silent_s=None, unread_s=None, tail=b"")
    assert diagnose(fresh) == ()
    (words,) = diagnose(replace(fresh, open_s=3.0))
    assert words.startswith("The port is open, but nothing has come yet.")


def test_a_device_that_fell_silent() -> None:
    (words,) = diagnose(replace(HEALTHY, silent_s=65.0, unread_s=65.0))
    assert words.startswith("Nothing has come for 65 s; before that it did.")


def test_a_device_that_became_unreadable_while_it_was_watched() -> None:
    words = " ".join(diagnose(replace(HEALTHY, unread_s=11.0, tail=b"another mode\r\n" * 10)))
    assert "ASCII 2" in words


@pytest.mark.hazard("H01")
def test_more_than_one_per_cent_of_unreadable_bytes_are_told_in_words() -> None:
    assert diagnose(replace(HEALTHY, rejected_share=0.01)) == ()
    (words,) = diagnose(replace(HEALTHY, rejected_share=0.0101))
    assert words.startswith("1.0 % of the bytes of the last 30 s cannot be read")


def test_a_fault_of_our_own_is_no_fault_of_the_port() -> None:
    (words,) = diagnose(replace(HEALTHY, is_open=False, driver_fault=True, error="fault in the driver: ValueError: x"))
    assert words.startswith("The driver failed and is started again by itself")


def test_a_link_without_line_settings_of_ours_names_the_serial_server() -> None:
    facts = replace(HEALTHY, way=Way.TCP, link="tcp://moxa:4001", line=None)
    noise = received(LINES * 3, sender=RIGHT, receiver=Setting(4800))
    assert "Compare the serial server's settings with the menu" in unreadable(noise, facts=facts)


@pytest.mark.parametrize("way", list(Way))
def test_every_way_has_words_for_closed_and_for_silent(way: Way) -> None:
    facts = replace(HEALTHY, way=way, received_bytes=0, frames=0, silent_s=None, unread_s=None)
    assert all(sentence.endswith((".", "?")) for sentence in diagnose(facts))
    assert diagnose(replace(facts, is_open=False, error="why not"))[0].endswith(": why not.")


def test_the_way_is_read_from_the_link() -> None:
    assert [way_of(link) for link in ("udp://host", "mqtt://a/b", "carrier-pigeon://x")] == [
        Way.UDP,
        Way.MQTT,
        Way.OTHER,
    ]
