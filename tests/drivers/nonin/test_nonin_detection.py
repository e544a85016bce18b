"""Which of the formats 1, 2, 7 and 8 comes: found from the bytes alone, never taken for another, found anew."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nonin_samples import DF1_GOOD, DF2_PACKET, DF7_PACKET, DF8_GOOD, DF8_POOR, packet

from drivers.nonin.detection import GRACE_BYTES, DetectingDecoder
from drivers.nonin.once_a_second import LONG_BYTES, SHORT_BYTES
from drivers.nonin.packets import PACKET_BYTES, Packet, Rates
from drivers.nonin.protocol import DataFormat, Reading, make_decoder

STREAMS = {
    DataFormat.DF1: DF1_GOOD * 12,
    DataFormat.DF2: DF2_PACKET * 4,
    DataFormat.DF7: DF7_PACKET * 4,
    DataFormat.DF8: (DF8_GOOD + DF8_POOR) * 6,
}
FORMATS = list(STREAMS)


@pytest.mark.parametrize("data_format", FORMATS)
@pytest.mark.parametrize("into", [0, 1, 2, 3, 7])
def test_a_format_is_found_wherever_the_port_is_opened(data_format: DataFormat, into: int) -> None:
    decoder = DetectingDecoder()
    said = decoder.feed(STREAMS[data_format][into:])
    assert decoder.detected is data_format
    assert decoder.rejected_bytes == 0
    assert said[-1] == make_decoder(data_format).feed(STREAMS[data_format])[-1]


@pytest.mark.parametrize("data_format", FORMATS)
def test_byte_by_byte_gives_the_same(data_format: DataFormat) -> None:
    stream = b"\x55\x02" + STREAMS[data_format]
    whole, bytewise = DetectingDecoder(), DetectingDecoder()
    assert [item for byte in stream for item in bytewise.feed(bytes([byte]))] == whole.feed(stream)
    assert (bytewise.frames, bytewise.rejected_bytes) == (whole.frames, whole.rejected_bytes)


@given(data_format=st.sampled_from(FORMATS), cuts=st.lists(st.integers(0, 500), max_size=12))
def test_chunking_never_matters(data_format: DataFormat, cuts: list[int]) -> None:
    stream = STREAMS[data_format]
    decoder, said, start = DetectingDecoder(), [], 0
    for cut in [*sorted(cut for cut in cuts if cut < len(stream)), len(stream)]:
        said += decoder.feed(stream[start:cut])
        start = cut
    assert said == DetectingDecoder().feed(stream)


def test_a_slow_format_says_nothing_before_its_third_packet() -> None:
    decoder = DetectingDecoder()
    assert [len(decoder.feed(DF8_GOOD)) for _ in range(4)] == [0, 0, 1, 1]


def test_no_nine_bytes_of_a_fast_format_can_prove_a_slow_one() -> None:
    """Of any nine bytes of DF2 or DF7 one or two, five apart, have bit 7 set; the others are free."""
    for length in (SHORT_BYTES, LONG_BYTES):
        pattern = [place % length == 0 for place in range(3 * length)]
        for grid in range(5):
            must_be_set = [place for place in range(3 * length) if place % 5 == grid]
            assert not all(pattern[place] for place in must_be_set)


@pytest.mark.parametrize("wide", [False, True])
def test_a_fast_stream_is_never_read_as_a_slow_one(*, wide: bool, rng: random.Random) -> None:
    decoder = DetectingDecoder()
    for _ in range(30):
        rates = Rates(rng.randrange(18, 300), rng.randrange(60, 100))
        stream = packet(rates).encode(wide_pleth=wide)
        for item in decoder.feed(stream[rng.randrange(125) :] + stream):
            assert isinstance(item, Packet)
            assert item.rates == rates


def test_what_no_format_explains_is_counted_after_a_grace() -> None:
    decoder = DetectingDecoder()
    decoder.feed(b"SPO2=098 HR=072\r\n" * 40)
    assert decoder.detected is None
    assert decoder.rejected_bytes == 17 * 40 - GRACE_BYTES


def test_another_format_is_found_after_the_device_was_changed() -> None:
    for before, after in itertools.permutations(FORMATS, 2):
        decoder = DetectingDecoder()
        decoder.feed(STREAMS[before])
        assert decoder.detected is before
        wrong = []
        for byte in STREAMS[after] * 3:
            said = decoder.feed(bytes([byte]))
            wrong += [item for item in said if decoder.detected is before]
        assert decoder.detected is after, (before, after)
        # a packet of the old kind that the new bytes happen to form is marked, but for one right at the change
        assert all(isinstance(item, Reading) for item in wrong)
        assert all(item.after_noise for item in wrong[1:] if isinstance(item, Reading)), (before, after)


def test_a_burst_of_noise_does_not_end_a_format() -> None:
    decoder = DetectingDecoder()
    decoder.feed(DF2_PACKET * 2)
    assert len(decoder.feed(DF2_PACKET[:60] + b"\xff" * 30 + DF2_PACKET[60:] + DF2_PACKET[:50])) == 0
    assert len(decoder.feed(DF2_PACKET[50:])) == 1  # the packet right behind the damage
    assert decoder.detected is DataFormat.DF2
    slow = DetectingDecoder()
    slow.feed(DF8_GOOD * 3)
    slow.feed(b"\x00\x00\x00")
    assert [item.after_noise for item in slow.feed(DF8_GOOD * 2) if isinstance(item, Reading)] == [True, False]


@given(data=st.binary(max_size=800))
def test_any_bytes_keep_the_buffer_bounded(data: bytes) -> None:
    decoder = DetectingDecoder()
    decoder.feed(data)
    assert decoder.waiting_bytes < PACKET_BYTES
    assert decoder.rejected_bytes <= len(data)


def test_the_buffer_reaches_its_bound_and_no_more() -> None:
    decoder = DetectingDecoder()
    decoder.feed(DF7_PACKET[:-1])
    assert decoder.waiting_bytes == PACKET_BYTES - 1
    decoder.feed(b"\x00")
    assert decoder.waiting_bytes < PACKET_BYTES
