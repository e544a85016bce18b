"""Nonin data formats 1 and 8, which have no checksum: golden packets, feedings, bounds and resynchronising."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nonin_samples import DF1_GOOD, DF8_GOOD, DF8_MISSING, DF8_POOR, vectors

from drivers.nonin.once_a_second import LONG_BYTES, SHORT_BYTES, FirstByte, FourthByte, Reading, ReadingDecoder
from drivers.nonin.packets import Rates

STREAM = DF8_GOOD + DF8_POOR + DF8_MISSING + DF8_GOOD


def df8() -> ReadingDecoder:
    return ReadingDecoder(length=LONG_BYTES)


def df1() -> ReadingDecoder:
    return ReadingDecoder(length=SHORT_BYTES)


def test_the_packets_of_the_specification_are_read_bit_by_bit() -> None:
    good, poor, missing, _ = df8().feed(STREAM)
    assert good == Reading(rates=Rates(72, 98), fourth=FourthByte.SMARTPOINT)
    assert poor == Reading(rates=Rates(140, 93), first=FirstByte.ARTIFACT | FirstByte.MARGINAL_PERFUSION)
    assert missing.rates == Rates(None, None)
    assert (missing.first, missing.fourth) == (FirstByte.OUT_OF_TRACK, FourthByte.SENSOR_ALARM)


def test_three_bytes_have_no_sensor_alarm() -> None:
    assert df1().feed(DF1_GOOD * 2) == [Reading(rates=Rates(72, 98), fourth=None)] * 2


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    mine = vectors(reference, "nonin_df8")
    assert mine
    for vector in mine:
        (reading,) = df8().feed(bytes.fromhex(vector["hex"]))
        expect = vector["expect"]
        assert reading.rates == Rates(expect["hr"], expect["spo2"]), vector["id"]
        assert reading.fourth is not None
        found = {
            "smartpoint": FourthByte.SMARTPOINT in reading.fourth,
            "sensor_fault": FourthByte.SENSOR_ALARM in reading.fourth,
            "out_of_track": FirstByte.OUT_OF_TRACK in reading.first,
        }
        assert {key: found[key] for key in expect if key in found} == {
            key: value for key, value in expect.items() if key in found
        }, vector["id"]


@pytest.mark.parametrize("packet", [DF8_GOOD, DF8_POOR, DF8_MISSING, DF1_GOOD])
def test_our_encoder_gives_the_bytes_of_the_specification(packet: bytes) -> None:
    (reading,) = ReadingDecoder(length=len(packet)).feed(packet)
    assert reading.encode() == packet


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, readings, start = df8(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        readings += decoder.feed(STREAM[start:cut])
        start = cut
    assert readings == df8().feed(STREAM)
    assert decoder.rejected_bytes == 0


@given(noise=st.binary(max_size=60))
def test_a_packet_behind_noise_survives_and_is_marked(noise: bytes) -> None:
    decoder = df8()
    readings = decoder.feed(noise + DF8_GOOD * 2)
    assert readings[-1].rates == Rates(72, 98)
    assert decoder.rejected_bytes + LONG_BYTES * decoder.frames + decoder.waiting_bytes == len(noise) + 8


def test_the_first_packet_after_a_stray_byte_is_marked_and_the_next_is_not() -> None:
    decoder = df8()
    assert [reading.after_noise for reading in decoder.feed(DF8_GOOD + b"\x07" + DF8_GOOD * 2)] == [False, True, False]
    assert (decoder.rejected_bytes, decoder.rejected_run) == (1, 0)


@pytest.mark.parametrize("lost", range(LONG_BYTES))
def test_a_lost_byte_costs_its_packet_only(lost: int) -> None:
    damaged = DF8_POOR[:lost] + DF8_POOR[lost + 1 :]
    decoder = df8()
    readings = decoder.feed(DF8_GOOD + damaged + DF8_GOOD * 2)
    assert [reading.rates for reading in readings] == [Rates(72, 98)] * 3
    assert decoder.rejected_bytes == LONG_BYTES - 1


def test_three_byte_packets_are_never_read_as_four() -> None:
    decoder = df8()
    assert decoder.feed(DF1_GOOD * 50) == []
    assert decoder.waiting_bytes == LONG_BYTES - 1  # its bound
    assert decoder.finish() == []
    assert decoder.rejected_bytes == SHORT_BYTES * 50


READINGS = st.builds(
    Reading,
    rates=st.builds(Rates, st.none() | st.integers(0, 510), st.none() | st.integers(0, 126)),
    first=st.integers(0, 31).map(lambda bits: FirstByte(bits << 2)),
    fourth=st.none() | st.sampled_from([0x00, 0x01, 0x08, 0x20, 0x29]).map(FourthByte),
)


@given(reading=READINGS)
def test_what_is_encoded_is_read_back(reading: Reading) -> None:
    length = SHORT_BYTES if reading.fourth is None else LONG_BYTES
    assert ReadingDecoder(length=length).feed(reading.encode()) == [reading]
