"""Data Export on the LAN: golden messages of a real monitor, three feedings, bounds, and what a flipped bit can do."""

import itertools
import json
from datetime import datetime
from ipaddress import IPv4Address
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.philips_intellivue.association import AssociationAccept, AssociationRequest, SessionKind, SessionMessage
from drivers.philips_intellivue.codes import MeasurementState, OperatingMode, Refusal
from drivers.philips_intellivue.identity import ConnectIndication, MdsCreateEvent, MdsCreateResult
from drivers.philips_intellivue.lines import DatagramLine
from drivers.philips_intellivue.numerics import NumericValue, parse_value, write_values
from drivers.philips_intellivue.operations import Operation, OperationKind
from drivers.philips_intellivue.polls import Observed, PollReply, PollRequest
from drivers.philips_intellivue.protocol import MAX_MESSAGE_BYTES, Decoder, Message, Refused, parse_message
from drivers.philips_intellivue.wire import pack_number, parse_number, parse_time, ticks_between

# Frames 50, 51, 44 and 149 of the capture of a real monitor in jaj42/intellipy 092f9af4 (MIT)
CREATE_RESULT = bytes.fromhex("e10000020002001400010001000e002100000000000000000d060000")
MONITOR_POLL = bytes.fromhex("e10000020001001c03e900070016002100000000000000000c1600080000000100210000")
RELEASE = bytes.fromhex("0918c11661803080020101a08062808001000000000000000000")
NUMERICS = bytes.fromhex(
    "e10000020002018200020007017c002100000000f13b0172000000000d645300ffffffffffffffff0001000608030002015800000009006a86"
    "4900000000866200000000867b0000000086940000000086ad0000000086c600000000870600000000891a00010026094b00220003001e4a17"
    "04000f200000005b4a1504000f20000000784a1604000f200000004689210001000e0950000a480a04010aa00000003c0001000b00e2826a00"
    "03003a099000082017110414450000f2370004ffffffff094b00220003001e4a0504000f20000000784a0604000f20000000504a0704000f20"
    "0000005a826d0002001a0990000820171104144500000950000af0e504000aa00000003c82b30001000e0950000a418204000aa00000003c82"
    "ba0001000e0950000a500a04010ae00000000f82bf0000000082c50000000082c70000000082ca0000000083d500020014f008000206d10950"
    "000a4bb804000220ff0003b683dc0001000e0950000a482204010aa00000003c83e30001000e0950000a4bb004000200ff000064"
)
STREAM = RELEASE + CREATE_RESULT + MONITOR_POLL + NUMERICS


def decoded(data: bytes) -> list[Message]:
    decoder = Decoder()
    return decoder.feed(data) + decoder.finish()


def vectors(reference: Path, protocol: str) -> dict[str, dict[str, object]]:
    entries = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    return {entry["id"]: entry for entry in entries if entry["protocol"] == protocol}


def test_every_vector_is_the_message_that_it_is_called(reference: Path) -> None:
    kinds = {
        "connect_indication": ConnectIndication,
        "association_request": AssociationRequest,
        "association_accept": AssociationAccept,
        "mds_create_event": MdsCreateEvent,
        "mds_create_result": MdsCreateResult,
        "single_poll_mds": PollRequest,
        "extended_poll_numerics": PollRequest,
        "numerics_reply": PollReply,
        "release_request": SessionMessage,
        "release_response": SessionMessage,
    }
    found = {
        name: parse_message(bytes.fromhex(str(entry["hex"])))
        for name, entry in vectors(reference, "intellivue_udp").items()
    }
    assert {name: type(message) for name, message in found.items()} == kinds


def test_our_requests_are_those_that_a_real_monitor_accepted(reference: Path) -> None:
    entries = vectors(reference, "intellivue_udp")
    for name in (
        "association_request",
        "association_accept",
        "single_poll_mds",
        "extended_poll_numerics",
        "mds_create_result",
        "release_request",
        "release_response",
    ):
        data = bytes.fromhex(str(entries[name]["hex"]))
        message = parse_message(data)
        assert isinstance(
            message, AssociationRequest | AssociationAccept | PollRequest | MdsCreateResult | SessionMessage
        )
        assert message.encode() == data, name


def test_the_monitor_says_who_it_is_and_what_its_clock_shows(reference: Path) -> None:
    entries = vectors(reference, "intellivue_udp")
    event = parse_message(bytes.fromhex(str(entries["mds_create_event"]["hex"])))
    assert isinstance(event, MdsCreateEvent)
    state = event.state
    assert (state.model, state.bed_label, state.mode) == ("M8000", "LeTemple_1", OperatingMode.DEMO)
    assert (state.clock, state.clock_ticks) == (datetime(2017, 11, 4, 14, 45, 59), 0x0D611600)  # noqa: DTZ001 - of no zone
    announced = parse_message(bytes.fromhex(str(entries["connect_indication"]["hex"])))
    assert announced == ConnectIndication(
        bed_label="LeTemple_1", model="M8003A", address=IPv4Address("10.0.42.9"), data_port=24105
    )


def test_what_was_granted_is_read(reference: Path) -> None:
    accept = parse_message(bytes.fromhex(str(vectors(reference, "intellivue_udp")["association_accept"]["hex"])))
    assert isinstance(accept, AssociationAccept)
    profile = accept.profile
    assert (profile.min_poll_period_s, profile.largest_message_bytes, profile.extensions) == (40.0, 0x5B0, 0x8C000000)


def test_every_number_of_the_captured_reply_is_read(reference: Path) -> None:
    reply = parse_message(NUMERICS)
    assert isinstance(reply, PollReply)
    expect = vectors(reference, "intellivue_udp")["numerics_reply"]["expect"]
    assert isinstance(expect, dict)
    found = {
        f"{value.physio_id:04x}": [value.value, f"{value.state:04x}", f"{value.unit:04x}"]
        for item in reply.objects
        for value in item.values
    }
    assert found == expect["values_id_to_value_state_unit"]
    assert reply.at_ticks == expect["relative_time"]
    times = {item.measured_at.isoformat() for item in reply.objects if item.measured_at is not None}
    assert times == {expect["nibp_time"]}
    assert reply.clock is None  # FF in the capture


def test_every_value_vector_has_its_number_or_none(reference: Path) -> None:
    states = {
        "unavailable": MeasurementState.UNAVAILABLE,
        "questionable": MeasurementState.QUESTIONABLE,
        "demo": MeasurementState.DEMO_DATA,
        "invalid": MeasurementState.INVALID,
    }
    entries = vectors(reference, "intellivue_nuobs")
    assert len(entries) == 6
    for name, entry in entries.items():
        expect = entry["expect"]
        assert isinstance(expect, dict)
        value = parse_value(bytes.fromhex(str(entry["hex"])))
        assert value.value == expect["value"], name
        assert (value.state < MeasurementState.VALIDATED * 2) is expect["valid"], name
        assert states.get(expect.get("state", ""), value.state) in value.state, name
        assert (MeasurementState.EARLY in value.state) is expect.get("early_indication", False), name


@pytest.mark.hazard("H02")
@pytest.mark.parametrize("mantissa", [0x7FFFFF, 0x800000, 0x7FFFFE, 0x800002])
@pytest.mark.parametrize("exponent", [0x00, 0xFF, 0x02])
def test_special_mantissas_are_no_number(mantissa: int, exponent: int) -> None:
    assert parse_number((exponent << 24) | mantissa) is None


@pytest.mark.parametrize(
    ("packed", "value"), [(0xFF0003B6, 95.0), (0x00000078, 120.0), (0xFEFFFF9C, -1.0), (0x02000003, 300.0)]
)
def test_numbers_are_decimal(packed: int, value: float) -> None:
    assert parse_number(packed) == value


@given(st.integers(-8_000_00, 8_000_00), st.integers(0, 3))
def test_numbers_survive_packing(hundredths: int, decimals: int) -> None:
    value = round(hundredths / 100, decimals)
    assert parse_number(pack_number(value, decimals=decimals)) == pytest.approx(value, abs=10.0**-decimals / 2)


@pytest.mark.parametrize(
    "packed", ["ff" * 8, "2017130414450000", "2017110414456000", "201711041445", "2a17110414450000"]
)
def test_a_time_that_is_none_is_none(packed: str) -> None:
    assert parse_time(bytes.fromhex(packed)) is None


def test_relative_time_wraps() -> None:
    assert ticks_between(0xFFFFFFFF, 7) == 8
    assert ticks_between(7, 0xFFFFFFFF) == -8


def test_whole_and_byte_by_byte_give_the_same() -> None:
    whole = decoded(STREAM)
    assert [type(message) for message in whole] == [SessionMessage, MdsCreateResult, PollRequest, PollReply]
    decoder = Decoder()
    assert [message for byte in STREAM for message in decoder.feed(bytes([byte]))] == whole
    assert (decoder.frames, decoder.rejected_bytes, decoder.waiting_bytes) == (4, 0, 0)


@given(st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder = Decoder()
    bounds = [0, *sorted(cuts), len(STREAM)]
    messages = [message for begin, end in itertools.pairwise(bounds) for message in decoder.feed(STREAM[begin:end])]
    assert messages == decoded(STREAM)


@given(st.binary(max_size=40))
def test_garbage_in_front_costs_no_message_behind_it(garbage: bytes) -> None:
    assert decoded(garbage + NUMERICS)[-1:] == decoded(NUMERICS)


@given(st.integers(1, len(NUMERICS) - 1), st.booleans())
def test_a_good_datagram_behind_a_cut_one_survives(size: int, kept: bool) -> None:  # noqa: FBT001 - drawn by hypothesis
    line = DatagramLine(boundaries_kept=kept)
    messages = line.read(NUMERICS[:size]) + line.read(NUMERICS) + line.finish()
    assert messages == decoded(NUMERICS)
    assert line.rejected_bytes == size


def test_a_good_message_behind_a_broken_one_survives_without_any_boundary() -> None:
    broken = NUMERICS[:6] + b"\xff" + NUMERICS[7:]
    assert decoded(broken + NUMERICS + RELEASE) == decoded(NUMERICS + RELEASE)


@given(st.binary(max_size=400))
def test_any_bytes_are_counted_and_never_raise(data: bytes) -> None:
    decoder = Decoder()
    decoder.feed(data)
    decoder.finish()
    assert decoder.waiting_bytes == 0
    assert decoder.rejected_bytes <= len(data)


def test_what_waits_is_bounded() -> None:
    decoder = Decoder()
    longest = bytes.fromhex("e1000002000130007fff") + bytes(0x2FFE)  # announces the longest message that is taken
    decoder.feed(longest[:-1])
    assert decoder.waiting_bytes == MAX_MESSAGE_BYTES - 1
    decoder.feed(b"\x00")
    assert decoder.waiting_bytes < 8
    assert decoder.rejected_bytes > MAX_MESSAGE_BYTES - 8
    too_long = Decoder()
    too_long.feed(bytes.fromhex("e100000200013001") + bytes(5))
    assert too_long.rejected_bytes >= 8


def test_a_refused_operation_carries_its_reason() -> None:
    packed = Operation(kind=OperationKind.REFUSAL, invoke_id=2, command=Refusal.NO_SUCH_ACTION, body=b"").encode()
    assert parse_message(packed) == Refused(2, Refusal.NO_SUCH_ACTION)


def test_an_association_may_be_refused_or_broken_off_with_any_reason() -> None:
    assert parse_message(b"\x0c\x00") == SessionMessage(SessionKind.REFUSE)
    assert parse_message(bytes.fromhex("190411010300")) == SessionMessage(SessionKind.ABORT)


def test_a_reply_that_we_encode_is_read_back() -> None:
    value = NumericValue(physio_id=0x4BB8, state=MeasurementState(0), unit=0x0220, value=97.5, decimals=1)
    item = Observed(handle=1, context=2, values=(value,), attributes=write_values((value,)))
    reply = PollReply(
        invoke_id=2, extended=True, sequence=9, at_ticks=8192, clock=None, object_class=6, group=0x803, objects=(item,)
    )
    parsed = parse_message(reply.encode())
    assert isinstance(parsed, PollReply)
    assert (parsed.sequence, parsed.at_ticks, parsed.objects[0].values[0].value) == (9, 8192, 97.5)


def test_what_a_flipped_bit_can_do_without_the_checksum_of_udp() -> None:
    """The README names these shares. On a link UDP's own checksum finds every single flipped bit before us."""
    original = parse_message(NUMERICS)
    assert isinstance(original, PollReply)
    refused = changed = 0
    for position in range(len(NUMERICS) * 8):
        flipped = bytearray(NUMERICS)
        flipped[position // 8] ^= 1 << position % 8
        message = parse_message(bytes(flipped))
        if not isinstance(message, PollReply):
            refused += 1
        elif [item.values for item in message.objects] != [item.values for item in original.objects]:
            changed += 1
    assert (refused, changed) == (1152, 1200)
