"""Nellcor print-out: captured lines, three feedings, bounds, and what departs from the form."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nellcor_samples import (
    ALARMS_OFF,
    CAPTURED,
    DISCONNECTED,
    END,
    GOOD,
    HEADER,
    LIMITS,
    LOW_SILENCED,
    MODE,
    SEARCH_HELD,
    TITLE,
)

from drivers.nellcor_ascii.protocol import (
    MAX_LINE_BYTES,
    MONTHS,
    DataLine,
    LimitsLine,
    Line,
    ModeLine,
    TitleLine,
    line_decoder,
)

STREAM = b"".join(line + END for line in (*HEADER, *CAPTURED))
RECORD = DataLine(date="29-Dec-17", time="07:18:43", spo2_percent=99, pulse_per_min=66, amplitude=12)


def decoded(data: bytes) -> list[Line]:
    return line_decoder().feed(data)


def one(line: bytes) -> Line:
    (found,) = decoded(line + END)
    return found


def test_captured_lines_are_read_field_by_field() -> None:
    assert one(GOOD) == RECORD
    assert RECORD.device_time.isoformat() == "2017-12-29T07:18:43"
    assert one(LOW_SILENCED) == DataLine(
        date="29-Dec-17",
        time="07:19:01",
        spo2_percent=79,
        spo2_marked=True,
        pulse_per_min=66,
        amplitude=18,
        flags=("MO", "SL", "AS"),
    )
    assert one(SEARCH_HELD) == DataLine(
        date="29-Dec-17", time="07:21:13", spo2_percent=96, pulse_per_min=63, amplitude=None, flags=("PS",)
    )
    assert one(DISCONNECTED) == DataLine(
        date="29-Dec-17", time="07:19:29", spo2_percent=None, pulse_per_min=None, amplitude=None, flags=("SD", "AS")
    )


@pytest.mark.parametrize("line", CAPTURED)
def test_our_encoder_prints_what_the_n560_printed(line: bytes) -> None:
    assert one(line).encode() == line + END


@pytest.mark.parametrize("line", HEADER)
def test_the_header_is_read_and_printed(line: bytes) -> None:
    assert one(line).encode().rstrip() == line.rstrip()


def test_the_limits_of_the_device_are_read() -> None:
    assert one(LIMITS) == LimitsLine(
        model="N-560", version="1.56.00", spo2_limits_percent=(90, 100), pulse_limits_per_min=(60, 170)
    )
    assert one(MODE) == ModeLine("ADULT", "            0SAT-S")
    assert one(TITLE) == TitleLine()


def test_upper_case_months_and_trailing_blanks_are_read() -> None:
    line = one(GOOD.replace(b"Dec", b"DEC") + b"     ")
    assert isinstance(line, DataLine)
    assert line.device_time == RECORD.device_time


@pytest.mark.parametrize("line", CAPTURED)
def test_columns_elsewhere_are_read_by_their_order(line: bytes) -> None:
    squeezed = b" ".join(line.split())
    assert one(squeezed) == one(line)


def test_every_vector_of_the_reference_decodes(reference: Path) -> None:
    sheet = (reference / "protocols" / "nellcor_ascii.md").read_text(encoding="utf-8")
    for line in CAPTURED:
        assert line.decode("ascii") in sheet  # typed in here without a slip
    assert all(isinstance(one(line), DataLine) for line in CAPTURED)


def test_byte_by_byte_gives_the_same() -> None:
    decoder = line_decoder()
    assert [line for byte in STREAM for line in decoder.feed(bytes([byte]))] == decoded(STREAM)
    assert decoder.frames == len(HEADER) + len(CAPTURED)
    assert decoder.rejected_bytes == 0


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, lines, start = line_decoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        lines += decoder.feed(STREAM[start:cut])
        start = cut
    assert lines == decoded(STREAM)


@given(noise=st.binary(max_size=200).filter(lambda noise: b"\r" not in noise and b"\n" not in noise))
def test_a_line_behind_noise_survives(noise: bytes) -> None:
    decoder = line_decoder()
    assert decoder.feed(noise + GOOD + END) == [RECORD]
    assert decoder.rejected_bytes == len(noise)


def test_a_line_behind_a_cut_one_survives_with_and_without_a_line_end_between() -> None:
    for cut in range(len(LOW_SILENCED)):
        assert decoded(LOW_SILENCED[:cut] + GOOD + END)[-1] == RECORD
        assert decoded(LOW_SILENCED[:cut] + END + GOOD + END)[-1] == RECORD


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"29-Dec-17", b"29-Dez-17"),
        (b"29-Dec-17", b"31-Feb-17"),
        (b"29-Dec-17 ", b""),
        (b"07:18:43", b"07:61:43"),
        (b"    99 ", b"   9 9 "),
        (b"    99 ", b"    9? "),
        (b"    99 ", b"  0099 "),
        (b"      66 ", b" "),
        (b"66      12", b"66      1a"),
        (b"66      12", b"66      12    MOX"),
        (b"66      12", b"66      12    mo"),
        (b"66", b"6\x00"),
    ],
)
def test_a_line_that_departs_from_its_form_is_refused(old: bytes, new: bytes) -> None:
    assert old in GOOD
    decoder = line_decoder()
    assert decoder.feed(GOOD.replace(old, new) + END) == []
    assert decoder.rejected_bytes > 0


def test_other_text_is_refused_and_counted() -> None:
    decoder = line_decoder()
    assert decoder.feed(b"Command?\r\n" + GOOD + END) == [RECORD]
    assert decoder.rejected_bytes == len(b"Command?")


@given(data=st.binary(max_size=1000))
def test_any_bytes_are_accounted_for_and_the_buffer_stays_bounded(data: bytes) -> None:
    decoder = line_decoder()
    lines = decoder.feed(data)
    assert decoder.waiting_bytes <= MAX_LINE_BYTES
    assert decoder.rejected_bytes <= len(data)
    assert decoder.frames == len(lines)


def test_an_endless_line_keeps_the_buffer_at_its_bound_and_a_line_after_it_survives() -> None:
    decoder = line_decoder()
    decoder.feed(b"x" * (MAX_LINE_BYTES * 3))
    assert decoder.waiting_bytes == MAX_LINE_BYTES
    assert decoder.feed(GOOD + END) == [RECORD]
    assert decoder.rejected_bytes == MAX_LINE_BYTES * 3


def test_the_first_line_of_an_opened_port_is_skipped_and_is_no_damage() -> None:
    decoder = line_decoder(skip_first_line=True)
    assert decoder.feed(ALARMS_OFF[20:] + END + GOOD + END) == [RECORD]
    assert (decoder.rejected_bytes, decoder.skipped_bytes) == (0, len(ALARMS_OFF[20:]))


def test_a_last_line_without_its_end_is_given_at_the_finish_only() -> None:
    decoder = line_decoder()
    assert decoder.feed(GOOD) == []
    assert decoder.finish() == [RECORD]
    assert decoder.finish() == []
    decoder.feed(GOOD[:25])
    assert decoder.finish() == []
    assert decoder.rejected_bytes == 25


FLAGS = st.lists(st.sampled_from(["MO", "SL", "PH", "LB", "AS", "AO"]), unique=True, max_size=6).map(
    lambda flags: tuple(sorted(flags, key=["MO", "SL", "PH", "LB", "AS", "AO"].index))
)
LINES = st.builds(
    DataLine,
    date=st.dates()
    .map(lambda day: f"{day:%d}-{MONTHS[day.month - 1]}-{day.year % 100:02d}")
    .filter(lambda text: not text.startswith("29-Feb")),
    time=st.times().map(lambda time: time.strftime("%H:%M:%S")),
    spo2_percent=st.none() | st.integers(0, 100),
    pulse_per_min=st.none() | st.integers(0, 300),
    amplitude=st.none() | st.integers(0, 254),
    spo2_marked=st.booleans(),
    pulse_marked=st.booleans(),
    flags=FLAGS,
)


@given(line=LINES)
def test_what_is_encoded_is_read_back(line: DataLine) -> None:
    assert decoded(line.encode()) == [line]
