"""Frames of the MIB/RS232 port: golden frames, three feedings, the check against every flipped bit, bounds."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.philips_intellivue.identity import MdsCreateResult
from drivers.philips_intellivue.lines import SerialLine
from drivers.philips_intellivue.serial_frame import MAX_FRAME_BYTES, FrameDecoder, encode_frame, encode_message

ESCAPED = bytes.fromhex("c03a91957de1c1")  # mdpnp unit test TestFCSOutputStream (BSD-2)
# Frame 50 of jaj42/intellipy 092f9af4 (MIT) in this framing, from the reference vectors
CREATE_RESULT = bytes.fromhex("c01101001ce10000020002001400010001000e002100000000000000000d060000c309c1")


def contents(data: bytes) -> list[bytes]:
    return [frame.contents for frame in FrameDecoder().feed(data)]


def test_every_vector_has_its_payload_and_a_right_check(reference: Path) -> None:
    entries = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = [entry for entry in entries if entry["protocol"] == "intellivue_serial"]
    assert len(mine) == 3
    for entry in mine:
        data, payload = bytes.fromhex(entry["hex"]), bytes.fromhex(entry["expect"]["payload"])
        (frame,) = FrameDecoder().feed(data)
        if "protocol_id" in entry["expect"]:
            assert frame.message == payload
            assert encode_message(payload) == data
        else:
            assert (frame.contents, frame.message) == (payload, None)
            assert encode_frame(payload) == data


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("data", [ESCAPED, CREATE_RESULT])
def test_no_flipped_bit_passes_the_check_and_the_frame_behind_survives(data: bytes) -> None:
    for position in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[position // 8] ^= 1 << position % 8
        decoder = FrameDecoder()
        frames = [frame.contents for frame in decoder.feed(bytes(flipped) + CREATE_RESULT)]
        assert frames == contents(CREATE_RESULT), position


def test_byte_by_byte_gives_the_same() -> None:
    stream = ESCAPED + CREATE_RESULT
    decoder = FrameDecoder()
    assert [frame.contents for byte in stream for frame in decoder.feed(bytes([byte]))] == contents(stream)
    assert (decoder.frames, decoder.rejected_bytes) == (2, 0)


@given(st.binary(max_size=300), st.integers(0, 700))
def test_any_contents_survive_framing_and_chunking(payload: bytes, cut: int) -> None:
    line = encode_message(payload)
    assert line.count(0xC0) == line.count(0xC1) == 1
    decoder = FrameDecoder()
    frames = decoder.feed(line[:cut]) + decoder.feed(line[cut:])
    assert [frame.message for frame in frames] == [payload]


@given(st.binary(max_size=60))
def test_garbage_in_front_costs_no_frame_behind_it(garbage: bytes) -> None:
    decoder = FrameDecoder()
    frames = decoder.feed(garbage + CREATE_RESULT)
    assert frames[-1].contents == contents(CREATE_RESULT)[0]
    decoder.finish()
    assert decoder.rejected_bytes <= len(garbage)


def test_a_frame_without_an_end_is_bounded_and_counted() -> None:
    decoder = FrameDecoder()
    decoder.feed(b"\xc0" + bytes(MAX_FRAME_BYTES))
    assert decoder.waiting_bytes == MAX_FRAME_BYTES
    decoder.feed(b"\x00")
    assert decoder.waiting_bytes == 0
    assert decoder.rejected_bytes == MAX_FRAME_BYTES + 2
    assert [frame.contents for frame in decoder.feed(CREATE_RESULT)] == contents(CREATE_RESULT)


def test_a_cut_frame_is_counted_when_the_stream_ends() -> None:
    decoder = FrameDecoder()
    assert decoder.feed(CREATE_RESULT[:-1]) == []
    decoder.finish()
    assert decoder.rejected_bytes == len(CREATE_RESULT) - 1


def test_a_frame_of_another_protocol_is_no_message_but_no_damage_either() -> None:
    line = SerialLine()
    assert line.read(ESCAPED + CREATE_RESULT) == [MdsCreateResult(1)]
    assert line.foreign == [bytes.fromhex("3a91")]
    assert (line.frames, line.rejected_bytes) == (2, 0)


def test_a_right_check_around_a_broken_message_is_damage() -> None:
    line = SerialLine()
    broken = bytes.fromhex("e100000200020014")
    assert line.read(encode_message(broken)) == []
    assert line.rejected_bytes == len(broken)


def test_only_one_whole_frame_counts_as_written() -> None:
    line = SerialLine()
    message = MdsCreateResult(1).encode()
    assert line.unpack(line.pack(message)) == message
    assert line.unpack(line.pack(message) * 2) is None
    assert line.unpack(line.pack(message) + b"\x00") is None
    assert line.unpack(message) is None
