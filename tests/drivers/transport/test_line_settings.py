"""Line settings: what a link says, what a kind of device says where it is silent, and what must not be said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.clock import SystemClock
from drivers.errors import AddressError
from drivers.transport.address import Rfc2217Address, SerialAddress, parse_address
from drivers.transport.line_settings import FRAME, FlowControl, LineKey, LinkDefaults, Parity, SerialSettings, read_line
from drivers.transport.opening import open_transport

LINK = "serial:///dev/ttyUSB0"
EVEN = LinkDefaults(
    line=SerialSettings(baud=19_200, parity=Parity.EVEN, flow=FlowControl.RTS_CTS), fixed=FRAME, binary=True
)
TEXT = LinkDefaults(line=SerialSettings(baud=9600))


def line_of(link: str, defaults: LinkDefaults | None = None) -> SerialSettings:
    address = parse_address(link, defaults)
    assert isinstance(address, SerialAddress | Rfc2217Address)
    return address.line


def test_without_a_kind_and_a_query_the_line_is_9600_8n1() -> None:
    assert line_of(LINK) == SerialSettings()
    assert str(line_of(LINK)) == "9600 8N1"


@pytest.mark.parametrize("scheme", [LINK, "serial://usb:A10KXYZ1", "rfc2217://moxa.clinic.example:4001"])
def test_the_kind_fills_in_what_the_query_leaves_out(scheme: str) -> None:
    assert line_of(scheme, EVEN) == EVEN.line
    assert line_of(f"{scheme}?baud=115200", EVEN) == SerialSettings(
        baud=115_200, parity=Parity.EVEN, flow=FlowControl.RTS_CTS
    )
    assert line_of(f"{scheme}?flow=none", EVEN) == SerialSettings(baud=19_200, parity=Parity.EVEN)
    assert str(line_of(scheme, EVEN)) == "19200 8E1 rtscts"


def test_flow_control_has_the_spellings_of_serial_servers_too() -> None:
    assert line_of(f"{LINK}?rtscts=1").flow is FlowControl.RTS_CTS
    assert line_of(f"{LINK}?xonxoff=1").flow is FlowControl.XON_XOFF
    assert line_of(f"{LINK}?rtscts=0", EVEN).flow is FlowControl.NONE


@pytest.mark.parametrize(
    ("query", "defaults", "words"),
    [
        ("xonxoff=1", EVEN, "sends binary data, out of which software flow control takes the bytes 11 and 13 hex"),
        ("flow=xonxoff", LinkDefaults(binary=True), "expected flow=none or flow=rtscts"),
        ("bits=7", LinkDefaults(binary=True), "bits '7': this kind of device sends binary data: expected 8"),
        ("parity=none", EVEN, "parity 'none': every device of this kind has 'even'"),
        ("stop=2", EVEN, "stop '2': every device of this kind has '1'"),
        ("baud=9600", LinkDefaults(line=SerialSettings(baud=115_200), fixed=frozenset({LineKey.BAUD})), "has '115200'"),
        ("flow=rtscts&xonxoff=1", None, "key 'flow' is given twice"),
        ("rtscts=yes", None, "key 'rtscts': expected one of baud, bits, parity, stop, flow"),
        ("parity=", None, "parity ''"),
    ],
)
def test_what_cannot_be_right_is_refused_with_the_reason(query: str, defaults: LinkDefaults | None, words: str) -> None:
    with pytest.raises(AddressError) as caught:
        parse_address(f"{LINK}?{query}", defaults)
    assert words in str(caught.value)
    assert repr(f"{LINK}?{query}") in str(caught.value)


async def test_the_driver_meets_the_same_refusal_as_check_config() -> None:
    for link in (f"{LINK}?xonxoff=1", f"{LINK}?parity=none", "rfc2217://moxa:4001?xonxoff=1"):
        with pytest.raises(AddressError):
            await open_transport(link, SystemClock(), defaults=EVEN)


def test_text_formats_may_have_software_flow_control_and_seven_bits() -> None:
    assert line_of(f"{LINK}?xonxoff=1&bits=7&parity=even", TEXT) == SerialSettings(
        data_bits=7, parity=Parity.EVEN, flow=FlowControl.XON_XOFF
    )


@given(
    st.builds(
        SerialSettings,
        baud=st.integers(300, 921_600),
        data_bits=st.sampled_from([7, 8]),
        parity=st.sampled_from(Parity),
        stop_bits=st.sampled_from([1, 2]),
        flow=st.sampled_from(FlowControl),
    ),
    st.sampled_from([None, TEXT, LinkDefaults(line=EVEN.line)]),
)
def test_a_link_that_says_everything_leaves_nothing_to_the_kind(
    line: SerialSettings, defaults: LinkDefaults | None
) -> None:
    query = "&".join(f"{key}={line.value(key)}" for key in LineKey)
    assert read_line(LINK, query, defaults) == line
