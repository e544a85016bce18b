"""Contec V7.0 wire format: captured dialogue, three feedings, bounds, bit flips."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.contec_cms50.protocol import (
    MAX_PACKET_BYTES,
    Decoder,
    Other,
    Packet,
    RealTime,
    Request,
    Status,
    parse_packet,
)

# Captured from a CMS50D+: headrotor/art-sensors 5ffba9d3, spO2/stream_data.py (MIT).
CAPTURED = bytes.fromhex("01E085B396C1E1FFFF")
CAPTURED_SAMPLE = RealTime(
    status=Status.PI_INVALID, strength=5, pleth=51, bar=6, pulse_per_min=65, spo2_percent=97, pi_hundredths=None
)
# Constructed by hand for the protocol sheet from the layout of the vendor's document.
WITH_PI = bytes.fromhex("018085AA86C8E2E881")
PULSE_140 = bytes.fromhex("018885AA868CDDAC80")
FINGER_OUT = bytes.fromhex("01EB808090FFFFFFFF")
START = bytes.fromhex("7D81A1808080808080")
STREAM = CAPTURED + WITH_PI + START + PULSE_140 + FINGER_OUT


def sample(status: Status, *values: int | None, strength: int = 5, pleth: int = 42, bar: int = 6) -> RealTime:
    pulse, spo2, pi = values
    return RealTime(
        status=status,
        strength=strength,
        pleth=pleth,
        bar=bar,
        pulse_per_min=pulse,
        spo2_percent=spo2,
        pi_hundredths=pi,
    )


NO_FLAGS = Status(0)
PACKETS: list[Packet] = [
    CAPTURED_SAMPLE,
    sample(NO_FLAGS, 72, 98, 360),
    Request(0xA1),
    sample(NO_FLAGS, 140, 93, 44),
    sample(Status.PROBE_ERROR | Status.SEARCHING | Status.PI_INVALID, None, None, None, strength=0, pleth=0, bar=0),
]


def decoded(data: bytes) -> list[Packet]:
    decoder = Decoder()
    return [*decoder.feed(data), *decoder.finish()]


def test_packets_are_read_and_written() -> None:
    assert decoded(STREAM) == PACKETS
    assert b"".join(packet.encode() for packet in PACKETS) == STREAM


def test_the_captured_dialogue_is_read_and_written(reference: Path) -> None:
    lines = (reference / "captures" / "contec_cms50dplus_dialog.txt").read_text(encoding="ascii").splitlines()
    pairs = [line.split("|") for line in lines if not line.startswith("#")]
    assert len(pairs) == 10
    for host, device in pairs:
        (request,) = decoded(bytes.fromhex(host))
        assert isinstance(request, Request)
        assert request.encode() == bytes.fromhex(host)
        replies = [bytes.fromhex(reply) for reply in device.split()]
        assert [packet.encode() for packet in decoded(b"".join(replies))] == replies


def test_text_replies_are_restored() -> None:
    assert decoded(bytes.fromhex("0480F5F3E5F2A0A0A0")) == [Other(4, b"user   ")]


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = [vector for vector in vectors if vector["protocol"] == "contec_v7"]
    assert len(mine) == 13
    for vector in mine:
        expect, data = vector["expect"], bytes.fromhex(vector["hex"])
        (packet,) = decoded(data)
        assert packet.encode() == data
        if isinstance(packet, RealTime):
            pi = None if packet.pi_hundredths is None else packet.pi_hundredths / 100
            assert (packet.pulse_per_min, packet.spo2_percent, pi) == (expect["pr"], expect["spo2"], expect["pi"])
            named = {"probe_error": Status.PROBE_ERROR, "searching": Status.SEARCHING, "beep": Status.BEEP}
            named |= {"spo2_dropping": Status.SPO2_LOW, "pi_invalid": Status.PI_INVALID}
            for name, flag in named.items():
                assert expect.get(name, flag in packet.status) is (flag in packet.status), vector["id"]
            for name in ("strength", "pleth", "bar"):
                assert expect.get(name, getattr(packet, name)) == getattr(packet, name)
        else:
            assert isinstance(packet, Request)
            assert packet.command == data[2]
            for reply in expect.get("reply_hex", "").split():
                assert b"".join(p.encode() for p in decoded(bytes.fromhex(reply))) == bytes.fromhex(reply)


def test_byte_by_byte() -> None:
    decoder = Decoder()
    packets = [packet for byte in STREAM for packet in decoder.feed(bytes([byte]))]
    assert [*packets, *decoder.finish()] == PACKETS
    assert (decoder.frames, decoder.rejected_bytes) == (5, 0)


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=20))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, packets, start = Decoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        packets += decoder.feed(STREAM[start:cut])
        start = cut
    assert [*packets, *decoder.finish()] == PACKETS


@given(noise=st.binary(max_size=120))
def test_a_packet_behind_noise_survives(noise: bytes) -> None:
    assert decoded(noise + CAPTURED)[-1] == CAPTURED_SAMPLE


@pytest.mark.parametrize("cut", range(1, MAX_PACKET_BYTES))
def test_a_packet_behind_a_cut_one_survives(cut: int) -> None:
    found = decoded(WITH_PI[:cut] + CAPTURED)
    assert [packet for packet in found if isinstance(packet, RealTime)] == [CAPTURED_SAMPLE]


@pytest.mark.parametrize("place", range(1, MAX_PACKET_BYTES + 1))
def test_a_packet_with_a_byte_too_many_is_refused_and_the_next_survives(place: int) -> None:
    longer = WITH_PI[:place] + b"\xaa" + WITH_PI[place:]
    decoder = Decoder()
    assert [*decoder.feed(longer + CAPTURED), *decoder.finish()] == [CAPTURED_SAMPLE]
    assert decoder.rejected_bytes == len(longer)


def test_the_buffer_never_grows_beyond_a_packet() -> None:
    decoder = Decoder()
    seen = {decoder.waiting_bytes for byte in b"\x01" + b"\x80" * 500 for _ in [decoder.feed(bytes([byte]))]}
    assert max(seen) == MAX_PACKET_BYTES
    assert decoder.rejected_bytes == 501
    assert decoder.feed(CAPTURED + b"\x01") == [CAPTURED_SAMPLE]


@given(data=st.binary(max_size=600))
def test_any_bytes_are_accounted_for(data: bytes) -> None:
    decoder = Decoder()
    packets = [*decoder.feed(data), *decoder.finish()]
    assert sum(len(packet.encode()) for packet in packets) + decoder.rejected_bytes == len(data)
    assert decoder.frames == len(packets)


def test_a_lone_type_byte_and_a_short_sample_are_no_packets() -> None:
    assert parse_packet(b"\x01") is None
    assert parse_packet(CAPTURED[:8]) is None


def test_a_command_is_whole_with_its_ninth_byte() -> None:
    assert Decoder().feed(START) == [Request(0xA1)]


@given(
    status=st.integers(0, 63).map(Status),
    numbers=st.tuples(
        st.none() | st.integers(0, 254), st.none() | st.integers(0, 126), st.none() | st.integers(0, 9999)
    ),
    shape=st.tuples(st.integers(0, 15), st.integers(0, 127), st.integers(0, 15)),
)
def test_what_the_device_side_encodes_is_read_back(
    status: Status, numbers: tuple[int | None, int | None, int | None], shape: tuple[int, int, int]
) -> None:
    strength, pleth, bar = shape
    packet = sample(status, *numbers, strength=strength, pleth=pleth, bar=bar)
    assert decoded(packet.encode()) == [packet]
