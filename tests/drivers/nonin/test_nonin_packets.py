"""Nonin data formats 2 and 7: golden packets, three feedings, bounds, and every single-bit flip."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nonin_samples import DF2_MISSING, DF2_PACKET, DF7_PACKET, PUFFERFISH, flips, vectors

from drivers.nonin.packets import (
    PACKET_BYTES,
    PACKET_FRAMES,
    Packet,
    PacketDecoder,
    Perfusion,
    Rates,
    Stat2,
    Status,
    packet_of,
)

MakeDecoder = Callable[[], PacketDecoder]
STREAM = DF2_PACKET + DF2_MISSING + DF2_PACKET


def df2() -> PacketDecoder:
    return PacketDecoder(wide_pleth=False)


def df7() -> PacketDecoder:
    return PacketDecoder(wide_pleth=True)


def test_a_df2_packet_is_read_field_by_field() -> None:
    (packet,) = df2().feed(DF2_PACKET)
    assert packet.rates == packet.displayed == packet.extended == Rates(140, 93)  # a shift by 8 would give 268
    assert packet.pleth == (64,) * PACKET_FRAMES
    assert packet.statuses == (Status.SYNC, *[Status(0)] * 24)
    assert (packet.firmware_revision, packet.stat2) == (0x30, Stat2(0))


def test_a_df7_packet_has_a_wave_of_sixteen_bits() -> None:
    (packet,) = df7().feed(DF7_PACKET)
    assert packet.rates == Rates(75, 96)
    assert packet.pleth == (0x1234,) * PACKET_FRAMES


def test_511_and_127_are_missing() -> None:
    (packet,) = df2().feed(DF2_MISSING)
    assert packet.rates == packet.displayed == Rates(None, None)
    assert packet.state == Status.SYNC | Status.SENSOR_ALARM | Status.DISCONNECTED


def test_frames_of_a_capture_are_accepted() -> None:
    # charlesfracchia/pyNonin d88eb8e4: a sync frame with pleth 90, and the STATUS of an unplugged sensor
    decoder = df2()
    decoder.feed(bytes.fromhex("01815a00dc"))
    assert (decoder.rejected_bytes, decoder.waiting_bytes) == (0, 5)


@pytest.mark.parametrize(("protocol", "make"), [("nonin_df2", df2), ("nonin_df7", df7)])
def test_every_vector_decodes_as_expected(reference: Path, protocol: str, make: MakeDecoder) -> None:
    mine = vectors(reference, protocol)
    assert mine
    for vector in mine:
        decoder = make()
        data, expect = bytes.fromhex(vector["hex"]), vector["expect"]
        packets = decoder.feed(data) + decoder.finish()
        if expect.get("checksum_ok", True):
            (packet,) = packets
            found = {
                "hr": packet.rates.pulse_per_min,
                "spo2": packet.rates.spo2_percent,
                "srev": packet.firmware_revision,
                "frames": decoder.frames,
                "pleth_first": packet.pleth[0],
            }
            assert {key: found[key] for key in expect if key in found} == {
                key: value for key, value in expect.items() if key in found
            }, vector["id"]
            assert decoder.rejected_bytes == 0, vector["id"]
        else:
            assert packets == [], vector["id"]
            assert decoder.rejected_bytes == len(data), vector["id"]


@pytest.mark.parametrize(
    ("data", "rates", "sample", "wide"),
    [(DF2_PACKET, Rates(140, 93), 0x40, False), (DF7_PACKET, Rates(75, 96), 0x1234, True)],
)
def test_our_encoder_gives_the_bytes_of_the_specification(
    data: bytes, rates: Rates, sample: int, *, wide: bool
) -> None:
    packet = packet_of(
        rates=rates, displayed=rates, statuses=[Status(0)] * PACKET_FRAMES, pleth=[sample] * PACKET_FRAMES
    )
    assert packet.encode(wide_pleth=wide) == data


def test_what_is_held_for_display_is_kept_apart() -> None:
    held = packet_of(
        rates=Rates(None, None),
        displayed=Rates(83, 94),
        statuses=[Status.SENSOR_ALARM] * PACKET_FRAMES,
        pleth=[0] * PACKET_FRAMES,
    )
    (packet,) = df2().feed(held.encode(wide_pleth=False))
    assert (packet.rates, packet.displayed) == (Rates(None, None), Rates(83, 94))


def test_perfusion_colours_mark_beats() -> None:
    red = Status.PERFUSION_RED
    statuses = [red, red, red | Status.PERFUSION_GREEN, Status.PERFUSION_GREEN, *[Status(0)] * 21]
    packet = packet_of(rates=Rates(72, 98), displayed=Rates(72, 98), statuses=statuses, pleth=[0] * PACKET_FRAMES)
    assert packet.beats == [Perfusion.RED, Perfusion.RED, Perfusion.YELLOW, Perfusion.GREEN]


@pytest.mark.parametrize(("stream", "make"), [(STREAM, df2), (DF7_PACKET * 2, df7)])
def test_byte_by_byte_gives_the_same(stream: bytes, make: MakeDecoder) -> None:
    decoder = make()
    packets = [packet for byte in stream for packet in decoder.feed(bytes([byte]))]
    assert packets == make().feed(stream)
    assert len(packets) == len(stream) // PACKET_BYTES
    assert decoder.rejected_bytes == 0


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, packets, start = df2(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        packets += decoder.feed(STREAM[start:cut])
        start = cut
    assert packets == df2().feed(STREAM)


@given(noise=st.binary(max_size=400))
def test_a_packet_behind_noise_survives(noise: bytes) -> None:
    for make, data in ((df2, DF2_PACKET), (df7, DF7_PACKET)):
        decoder = make()
        # what looks like a beginning right before the packet may cost that packet, never the next
        assert decoder.feed(noise + data + data)[-1:] == make().feed(data)
        assert decoder.rejected_bytes + 5 * decoder.frames + decoder.waiting_bytes == len(noise) + 2 * PACKET_BYTES


@pytest.mark.parametrize("cut", range(1, PACKET_BYTES, 7))
def test_a_stream_that_is_opened_in_the_middle_gives_the_next_packet(cut: int) -> None:
    decoder = df2()
    assert decoder.feed(DF2_PACKET[cut:] + DF2_PACKET) == df2().feed(DF2_PACKET)
    assert decoder.rejected_bytes == PACKET_BYTES - cut


def test_stray_bytes_in_a_stream_cost_one_packet() -> None:
    decoder = df2()
    packets = decoder.feed(DF2_PACKET + DF2_MISSING[:60] + b"\x07" + DF2_MISSING[60:] + DF2_PACKET)
    assert [packet.rates for packet in packets] == [Rates(140, 93), Rates(140, 93)]
    assert decoder.rejected_bytes == PACKET_BYTES + 1


@pytest.mark.hazard("H01")
@pytest.mark.parametrize(("data", "make"), [(DF2_PACKET, df2), (DF7_PACKET, df7)])
def test_every_flipped_bit_refuses_its_packet_and_no_other(data: bytes, make: MakeDecoder) -> None:
    (good,) = make().feed(data)
    for damaged in flips(data):
        decoder = make()
        assert decoder.feed(data + damaged + data) == [good, good]
        assert decoder.rejected_bytes == PACKET_BYTES


@given(data=st.binary(max_size=1000))
def test_any_bytes_are_accounted_for_and_the_buffer_stays_bounded(data: bytes) -> None:
    decoder = df7()
    decoder.feed(data)
    assert decoder.waiting_bytes < PACKET_BYTES
    assert decoder.rejected_bytes + 5 * decoder.frames + decoder.waiting_bytes == len(data)
    decoder.finish()
    assert decoder.rejected_bytes + 5 * decoder.frames == len(data)


def test_the_buffer_reaches_its_bound_and_no_more() -> None:
    decoder = df2()
    decoder.feed(DF2_PACKET[:-1])
    assert decoder.waiting_bytes == PACKET_BYTES - 1
    decoder.feed(DF2_PACKET[:-1] * 40)
    assert decoder.waiting_bytes < PACKET_BYTES


def test_a_packet_that_the_recording_cuts_is_told_as_cut() -> None:
    decoder = df2()
    assert decoder.feed(PUFFERFISH) == []
    (packet,) = decoder.finish()
    assert not packet.is_whole
    assert packet.rates == Rates(72, 97)
    assert (decoder.frames, decoder.rejected_bytes) == (4, 0)
    assert df2().finish() == []


def test_a_packet_that_is_cut_before_its_saturation_is_refused() -> None:
    decoder = df2()
    decoder.feed(PUFFERFISH[:10])
    assert decoder.finish() == []
    assert decoder.rejected_bytes == 10


PACKETS = st.builds(
    packet_of,
    rates=st.builds(Rates, st.none() | st.integers(0, 510), st.none() | st.integers(0, 126)),
    displayed=st.builds(Rates, st.none() | st.integers(0, 510), st.none() | st.integers(0, 126)),
    statuses=st.lists(st.integers(0, 63).map(lambda bits: Status(bits << 1)), min_size=25, max_size=25),
    pleth=st.lists(st.integers(0, 255), min_size=25, max_size=25),
    timer=st.integers(0, 0x3FFF),
)


@given(packet=PACKETS)
def test_what_is_encoded_is_read_back(packet: Packet) -> None:
    assert df2().feed(packet.encode(wide_pleth=False)) == [packet]
    assert df7().feed(packet.encode(wide_pleth=True)) == [packet]
