"""DRI frames: three feedings, golden bytes of the specification and a real S/5, bounds, what a flipped bit can do."""

import random
from itertools import pairwise
from pathlib import Path

import pytest
from dri_samples import DISPLAYED_10S, TREND_60S, recorded_bytes, vectors
from hypothesis import given
from hypothesis import strategies as st

from drivers.ge_s5_dri.protocol import (
    MAX_FRAME_BYTES,
    MAX_RECORD_BYTES,
    MAX_SUBRECORDS,
    Decoder,
    MainType,
    Record,
    Subrecord,
    frame,
    parse_frame,
)

STREAM = DISPLAYED_10S + TREND_60S + DISPLAYED_10S
CHECKED_FLIPS = 3000


def decoded(data: bytes) -> list[Record]:
    return Decoder().feed(data)


def test_a_printed_request_is_read_and_its_checksum_is_unescaped() -> None:
    (record,) = decoded(TREND_60S)
    assert record == Record(main=0, subrecords=(Subrecord(0, bytes.fromhex("033c000e0000000000")),))
    assert record.encode() == TREND_60S


def test_every_frame_of_the_specification_and_the_vectors_is_taken_and_made_again(reference: Path) -> None:
    lines = (reference / "captures" / "ge_dri_documented_frames.txt").read_text().splitlines()
    printed = [bytes.fromhex(line.split()[1]) for line in lines if line and not line.startswith("#")]
    constructed = [data for data, _expect in vectors(reference).values()]
    assert len(printed) == 6
    assert len(constructed) >= 11
    for data in [*printed, *constructed]:
        (record,) = decoded(data)
        assert record.encode() == data


def test_the_recording_of_a_real_monitor_is_read_whole_but_for_its_cut_ends(reference: Path) -> None:
    decoder = Decoder()
    records = decoder.feed(recorded_bytes(reference))
    decoder.finish()
    displayed = [record for record in records if record.main == MainType.PHYSIOLOGICAL]
    assert len(records) == 3520
    assert len(displayed) == 1760
    assert {tuple(item.kind for item in record.subrecords) for record in displayed} == {(1, 1, 1, 1)}
    assert {len(item.data) for record in displayed for item in record.subrecords} == {278}
    assert {record.level for record in records} == {10}
    assert {later.time_s - earlier.time_s for earlier, later in pairwise(displayed)} == {1}
    assert decoder.rejected_bytes == 419 + 219


@pytest.mark.parametrize("data", [DISPLAYED_10S, TREND_60S, STREAM])
def test_byte_by_byte_gives_the_same(data: bytes) -> None:
    decoder = Decoder()
    records = [record for byte in data for record in decoder.feed(bytes([byte]))]
    assert records == decoded(data)
    assert decoder.rejected_bytes == 0


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, records, start = Decoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        records += decoder.feed(STREAM[start:cut])
        start = cut
    assert records == decoded(STREAM)
    assert len(records) == 3


@given(noise=st.binary(max_size=300).filter(lambda noise: b"\x7e" not in noise))
def test_a_record_behind_noise_survives(noise: bytes) -> None:
    decoder = Decoder()
    assert decoder.feed(noise + TREND_60S) == decoded(TREND_60S)
    assert decoder.rejected_bytes == len(noise)


@pytest.mark.parametrize("kept", [1, 20, 40, 50, 52])
def test_a_record_behind_a_cut_one_survives(kept: int) -> None:
    assert decoded(DISPLAYED_10S[:kept] + TREND_60S)[-1] == decoded(TREND_60S)[0]
    assert decoded(DISPLAYED_10S[:kept] + b"\x7e" + TREND_60S)[-1] == decoded(TREND_60S)[0]


def test_two_frames_that_share_a_flag_are_two() -> None:
    assert len(decoded(DISPLAYED_10S[:-1] + TREND_60S)) == 2


@pytest.mark.hazard("H01")
def test_every_flipped_bit_of_the_printed_frames_is_refused_and_the_neighbours_survive() -> None:
    (before,), (after,) = decoded(DISPLAYED_10S), decoded(TREND_60S)
    for data, neighbour in ((DISPLAYED_10S, after), (TREND_60S, before)):
        for bit in range(8 * len(data)):
            flipped = _flip(data, bit)
            found = decoded(neighbour.encode() + flipped + neighbour.encode())
            assert found == [neighbour, neighbour], bit


def test_every_flipped_bit_of_a_recorded_second_is_refused_or_harmless(reference: Path) -> None:
    """A sum over the record finds each single bit, the length those that make or hide a 7D or 7E."""
    records = decoded(recorded_bytes(reference)[:10_000])
    before, record, after = records[1:4]
    assert [item.main for item in (before, record, after)] == [MainType.WAVE, MainType.PHYSIOLOGICAL, MainType.WAVE]
    data = record.encode()
    assert len(data) > 1100
    for bit in range(8 * len(data)):
        found = decoded(before.encode() + _flip(data, bit) + after.encode())
        assert found in ([before, after], [before, record, after]), bit


def test_flipped_bits_anywhere_in_a_recorded_minute_make_no_record_that_was_not_sent(
    reference: Path, rng: random.Random
) -> None:
    stream = recorded_bytes(reference)[:98_000]
    sent = decoded(stream)
    frames = [record.encode() for record in sent]
    assert 119 <= len(sent) <= 124
    for _ in range(CHECKED_FLIPS):
        index = rng.randrange(1, len(frames) - 1)
        flipped = _flip(frames[index], rng.randrange(8 * len(frames[index])))
        found = decoded(frames[index - 1] + flipped + frames[index + 1])
        assert found[0] == sent[index - 1]
        assert found[-1] == sent[index + 1]
        assert all(record == sent[index] for record in found[1:-1])


def _flip(data: bytes, bit: int) -> bytes:
    flipped = bytearray(data)
    flipped[bit // 8] ^= 1 << bit % 8
    return bytes(flipped)


@given(data=st.binary(max_size=3000) | st.lists(st.sampled_from([0x7D, 0x7E, 0, 0x31]), max_size=300).map(bytes))
def test_any_bytes_are_accounted_for_and_the_buffer_stays_bounded(data: bytes) -> None:
    decoder = Decoder()
    records = decoder.feed(data)
    assert decoder.waiting_bytes <= MAX_FRAME_BYTES
    assert decoder.rejected_bytes <= len(data)
    assert decoder.frames == len(records)


def test_an_endless_frame_keeps_the_buffer_at_its_bound_and_a_record_after_it_survives() -> None:
    decoder = Decoder()
    decoder.feed(b"x" * (MAX_FRAME_BYTES * 3))
    assert decoder.waiting_bytes == MAX_FRAME_BYTES
    assert decoder.rejected_bytes == MAX_FRAME_BYTES * 2
    assert decoder.feed(DISPLAYED_10S) == decoded(DISPLAYED_10S)


def test_the_longest_record_is_taken_and_one_byte_more_is_not() -> None:
    body = b"\x7e" * (MAX_RECORD_BYTES - 40)
    longest = Record(main=1, subrecords=(Subrecord(8, body),))
    too_long = Record(main=1, subrecords=(Subrecord(8, body + b"\x7e"),))
    assert decoded(longest.encode()) == [longest]
    assert decoded(too_long.encode()) == []


def test_the_first_frame_of_an_opened_port_is_skipped_and_is_no_damage() -> None:
    decoder = Decoder(skip_first_frame=True)
    assert decoder.feed(DISPLAYED_10S[20:] + TREND_60S) == decoded(TREND_60S)
    assert decoder.rejected_bytes == 0
    assert decoder.skipped_bytes == len(DISPLAYED_10S[20:-1])


def test_a_port_opened_between_two_frames_loses_none() -> None:
    assert len(Decoder(skip_first_frame=True).feed(DISPLAYED_10S)) == 1


def test_a_frame_without_its_closing_flag_is_refused() -> None:
    decoder = Decoder()
    assert decoder.feed(DISPLAYED_10S[:-1]) == []
    decoder.finish()
    assert decoder.rejected_bytes == len(DISPLAYED_10S) - 2


def test_a_record_of_the_wrong_form_is_refused_although_its_checksum_is_right() -> None:
    plain = parse_frame(DISPLAYED_10S[1:-1])
    assert plain is not None
    record = bytearray(DISPLAYED_10S[1:-2])
    cases = {"length": (0, 0x32), "offset outside": (16, 0x7F), "negative offset": (17, 0xFF)}
    for name, (place, value) in cases.items():
        damaged = record.copy()
        damaged[place] = value
        assert decoded(frame(bytes(damaged))) == [], name
    assert decoded(frame(bytes(record[:39]))) == []
    assert decoded(b"\x7e" + record[:20] + b"\x7d\x7d" + record[20:] + b"\x49\x7e") == []


def test_a_full_directory_needs_no_end_mark_and_more_subrecords_cannot_be_made() -> None:
    eight = tuple(Subrecord(1, bytes([index])) for index in range(MAX_SUBRECORDS))
    record = Record(main=0, subrecords=eight)
    assert decoded(record.encode()) == [record]
    with pytest.raises(ValueError, match="9 subrecords"):
        Record(main=0, subrecords=(*eight, eight[0])).encode()


@given(
    main=st.integers(-5, 300),
    number=st.integers(0, 255),
    level=st.integers(0, 255),
    plug_id=st.integers(0, 65_535),
    time_s=st.integers(0, 2**32 - 1),
    parts=st.lists(st.tuples(st.integers(0, 254), st.binary(min_size=1, max_size=300)), min_size=1, max_size=8),
)
def test_what_is_encoded_is_read_back(
    *, main: int, number: int, level: int, plug_id: int, time_s: int, parts: list[tuple[int, bytes]]
) -> None:
    subrecords = tuple(Subrecord(kind, data) for kind, data in parts)
    record = Record(main=main, subrecords=subrecords, number=number, level=level, plug_id=plug_id, time_s=time_s)
    assert decoded(record.encode()) == [record]
