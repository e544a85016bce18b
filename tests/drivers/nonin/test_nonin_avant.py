"""The lines of Avant monitors: golden lines, feedings, bounds, and what departs from the form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nonin_samples import vectors

from drivers.nonin.avant import MAX_LINE_BYTES, AvantLine, avant_decoder

# Forms of the Avant 9600 and 8500 / 9847 printer manuals.
PLAIN = b"SPO2=098 HR=072\r\n"
TIMED = b"12:34:56 SPO2=095 HR=110\r\n"
MISSING = b"SPO2=--- HR=---\r\n"
STREAM = PLAIN + TIMED + MISSING


def decoded(data: bytes) -> list[AvantLine]:
    return avant_decoder().feed(data)


def test_the_documented_lines_are_read_and_written() -> None:
    plain, timed, missing = decoded(STREAM)
    assert plain == AvantLine(spo2_percent=98, pulse_per_min=72)
    assert timed == AvantLine(spo2_percent=95, pulse_per_min=110, clock="12:34:56")
    assert missing == AvantLine(spo2_percent=None, pulse_per_min=None)
    assert b"".join(line.encode() for line in (plain, timed, missing)) == STREAM


@pytest.mark.parametrize("end", [b" F", b" F*", b"*", b" *", b" F *", b"F "])
def test_marks_at_the_end_are_read(end: bytes) -> None:
    (line,) = decoded(TIMED.rstrip() + end + b"\r\n")
    assert (line.fast_averaging, line.event_marked) == (b"F" in end, b"*" in end)
    assert line.spo2_percent == 95


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    mine = vectors(reference, "nonin_avant_ascii")
    assert mine
    for vector in mine:
        (line,) = decoded(bytes.fromhex(vector["hex"]))
        found = {"spo2": line.spo2_percent, "hr": line.pulse_per_min, "clock": line.clock}
        assert {key: found[key] for key in vector["expect"]} == vector["expect"], vector["id"]


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, lines, start = avant_decoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        lines += decoder.feed(STREAM[start:cut])
        start = cut
    assert lines == decoded(STREAM)


@given(noise=st.binary(max_size=100).filter(lambda noise: b"\r" not in noise and b"\n" not in noise))
def test_a_line_behind_noise_survives(noise: bytes) -> None:
    decoder = avant_decoder()
    assert decoder.feed(noise + TIMED) == [AvantLine(spo2_percent=95, pulse_per_min=110, clock="12:34:56")]
    assert decoder.rejected_bytes == len(noise)


def test_a_line_behind_a_cut_one_survives_with_and_without_a_line_end_between() -> None:
    assert decoded(PLAIN[:12] + b"\r\n" + PLAIN) == decoded(PLAIN)
    assert decoded(PLAIN[:12] + PLAIN) == decoded(PLAIN)


@pytest.mark.parametrize(
    "line", [b"SPO2=98 HR=072", b"SPO2=0 8 HR=072", b"SPO2=098 HR=0721", b"SPO2=098 HR=072 X", b"SPO2=098", b"NONIN"]
)
def test_a_line_that_departs_from_its_form_is_refused(line: bytes) -> None:
    decoder = avant_decoder()
    assert decoder.feed(line + b"\r\n") == []
    assert decoder.rejected_bytes == len(line)


def test_an_endless_line_keeps_the_buffer_at_its_bound_and_a_line_after_it_survives() -> None:
    decoder = avant_decoder()
    decoder.feed(b"x" * (MAX_LINE_BYTES * 3))
    assert decoder.waiting_bytes == MAX_LINE_BYTES
    assert len(decoder.feed(PLAIN)) == 1
    assert decoder.rejected_bytes == MAX_LINE_BYTES * 3


def test_the_first_line_of_an_opened_port_is_skipped_and_is_no_damage() -> None:
    decoder = avant_decoder(skip_first_line=True)
    assert decoder.feed(PLAIN[5:] + TIMED) == decoded(TIMED)
    assert (decoder.rejected_bytes, decoder.skipped_bytes) == (0, len(PLAIN[5:].rstrip()))


LINES = st.builds(
    AvantLine,
    spo2_percent=st.none() | st.integers(0, 100),
    pulse_per_min=st.none() | st.integers(0, 321),
    clock=st.none() | st.times().map(lambda time: time.strftime("%H:%M:%S")),
    fast_averaging=st.booleans(),
    event_marked=st.booleans(),
)


@given(line=LINES)
def test_what_is_encoded_is_read_back(line: AvantLine) -> None:
    assert decoded(line.encode()) == [line]
