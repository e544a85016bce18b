"""Masimo ASCII 1: three feedings, golden lines from devices and manuals, bounds, and what a flipped bit can do."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.masimo_ascii1.protocol import MAX_LINE_BYTES, AlarmBit, Decoder, ExceptionBit, Record, parse_line

# Captured from a Rad-8; published in a README without a named repository.
RAD8 = (
    b"02/22/16 22:47:45 SN=0000056661 SPO2=098% BPM=097 PI=03.60% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- "
    b"ALARM=0000 EXC=000800\r\n"
)
# Captured from a Rad-8 without a sensor: nmenon/masimo-datacapture fd4684fe, a comment in masimo-capture.py.
NO_SENSOR = b"03/19/16 13:37:12 SN=0000093112 SPO2=---% BPM=---% DESAT=-- PIDELTA=+-- ALARM=0000 EXC=000001\r\n"
# Captured from a colour Radical-7, same source.
RADICAL7_COLOUR = (
    b"03/17/16 19:19:36 SN=---------- SPO2=098% BPM=123 PI=00.55 SPCO=--% SPMET=--.-% SPHB=--.- SPOC=-- RESVD=--- "
    b"DESAT=-- PIDELTA=+-- PVI=--- ALARM=000000 EXC=0000C00 EXC1=00000000\r\n"
)
# Captured from an older Radical.
RADICAL = b"09/15/10 15:10:29 SPO2=097% BPM=064 PI=11.82% ALARM=20 EXC=800\r\n"
LINES = (RAD8, NO_SENSOR, RADICAL7_COLOUR, RADICAL)
RECORD = Record(
    date="02/22/16", time="22:47:45", serial_number="0000056661", spo2_percent=98, pulse_per_min=97, pi_percent=3.6
)


def decoded(data: bytes) -> list[Record]:
    return Decoder().feed(data)


def test_a_captured_line_is_read_field_by_field() -> None:
    assert decoded(RAD8) == [RECORD]
    assert RECORD.device_time.isoformat() == "2016-02-22T22:47:45"


def test_our_encoder_prints_what_the_rad8_printed() -> None:
    assert RECORD.encode() == RAD8


def test_dashes_are_none_and_missing_keys_are_allowed() -> None:
    (record,) = decoded(NO_SENSOR)
    assert (record.spo2_percent, record.pulse_per_min, record.pi_percent) == (None, None, None)
    assert not record.has_pi
    assert record.exceptions is ExceptionBit.NO_SENSOR


def test_keys_and_widths_of_other_models_are_read() -> None:
    (colour,) = decoded(RADICAL7_COLOUR)
    assert (colour.spo2_percent, colour.pulse_per_min, colour.pi_percent) == (98, 123, 0.55)
    assert colour.serial_number is None
    assert colour.exceptions == ExceptionBit.SET_RUNNING | ExceptionBit.LOW_SIGNAL_IQ
    assert ("EXC1", "00000000") in colour.options
    (older,) = decoded(RADICAL)
    assert (older.spo2_percent, older.serial_number, older.alarm) == (97, None, AlarmBit.SILENCED)


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = [vector for vector in vectors if vector["protocol"] == "masimo_ascii1"]
    assert len(mine) >= 4
    for vector in mine:
        (record,) = decoded(bytes.fromhex(vector["hex"]))
        found = {
            "time": record.device_time.isoformat(),
            "sn": record.serial_number,
            "spo2": record.spo2_percent,
            "pr": record.pulse_per_min,
            "pi": record.pi_percent,
            "alarm": int(record.alarm),
            "exc": int(record.exceptions),
        }
        expected = {key: value for key, value in vector["expect"].items() if key in found}
        assert {key: found[key] for key in expected} == expected, vector["id"]
        options = dict(record.options)
        for key in ("spco", "spmet", "pvi"):
            if key in vector["expect"]:
                assert float(options[key.upper()].rstrip("%")) == vector["expect"][key], vector["id"]


@pytest.mark.parametrize("line", LINES)
def test_byte_by_byte_gives_the_same(line: bytes) -> None:
    decoder = Decoder()
    records = [record for byte in line for record in decoder.feed(bytes([byte]))]
    assert records == decoded(line)
    assert decoder.rejected_bytes == 0


@given(cuts=st.lists(st.integers(0, sum(map(len, LINES))), max_size=12))
def test_chunking_never_matters(cuts: list[int]) -> None:
    stream = b"".join(LINES)
    decoder, records, start = Decoder(), [], 0
    for cut in [*sorted(cuts), len(stream)]:
        records += decoder.feed(stream[start:cut])
        start = cut
    assert records == decoded(stream)


@given(noise=st.binary(max_size=300).filter(lambda noise: b"\r" not in noise and b"\n" not in noise))
def test_a_record_behind_noise_survives(noise: bytes) -> None:
    decoder = Decoder()
    assert decoder.feed(noise + RAD8) == [RECORD]
    assert decoder.rejected_bytes == len(noise)


def test_a_record_behind_a_cut_one_survives_with_and_without_a_line_end_between() -> None:
    cut = RAD8[:63]  # ends in "BPM=0" as the vector of the cut line does
    assert decoded(cut + b"\r\n" + RAD8) == [RECORD]
    assert decoded(cut + RAD8) == [RECORD]


@given(data=st.binary(max_size=2000))
def test_any_bytes_are_accounted_for_and_the_buffer_stays_bounded(data: bytes) -> None:
    decoder = Decoder()
    records = decoder.feed(data)
    assert decoder.waiting_bytes <= MAX_LINE_BYTES
    assert decoder.rejected_bytes <= len(data)
    assert decoder.frames == len(records)


def test_an_endless_line_keeps_the_buffer_at_its_bound_and_a_record_after_it_survives() -> None:
    decoder = Decoder()
    decoder.feed(b"x" * (MAX_LINE_BYTES * 3))
    assert decoder.waiting_bytes == MAX_LINE_BYTES
    assert decoder.rejected_bytes == MAX_LINE_BYTES * 2
    assert decoder.feed(RAD8) == [RECORD]


def test_the_first_line_of_an_opened_port_is_skipped_and_is_no_damage() -> None:
    decoder = Decoder(skip_first_line=True)
    assert decoder.feed(RAD8[40:] + RAD8) == [RECORD]
    assert decoder.rejected_bytes == 0
    assert decoder.skipped_bytes == len(RAD8[40:].rstrip())


def test_a_line_without_its_end_is_refused_because_it_may_be_cut() -> None:
    decoder = Decoder()
    assert decoder.feed(RAD8.rstrip()[:-3]) == []  # "EXC=000" would read as: SET not running
    decoder.finish()
    assert decoder.rejected_bytes == len(RAD8.rstrip()) - 3


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"SPO2=098%", b"SPO2=98%"),
        (b"SPO2=098%", b"SPO2=0-8%"),
        (b"SPO2=098%", b"SPO3=098%"),
        (b"BPM=097", b"BPM=0970"),
        (b"BPM=097", b"BPM=097 BPM=097"),
        (b"EXC=000800", b"EXC=00080"),
        (b"ALARM=0000", b"ALARM=00G0"),
        (b"ALARM=0000 ", b""),
        (b"02/22/16", b"13/22/16"),
        (b" SPO2", b"\x00SPO2"),
        (b"SPO2=098%", "SPO2=09८%".encode()),
    ],
)
def test_a_line_that_departs_from_its_form_is_refused(old: bytes, new: bytes) -> None:
    assert parse_line(RAD8.rstrip()) == RECORD
    assert parse_line(RAD8.rstrip().replace(old, new)) is None


RECORDS = st.builds(
    Record,
    date=st.dates().map(lambda day: day.strftime("%m/%d/%y")),
    time=st.times().map(lambda time: time.strftime("%H:%M:%S")),
    serial_number=st.none() | st.from_regex(r"[0-9]{10}", fullmatch=True),
    spo2_percent=st.none() | st.integers(0, 100),
    pulse_per_min=st.none() | st.integers(0, 300),
    pi_percent=st.none() | st.integers(0, 2000).map(lambda hundredths: hundredths / 100),
    alarm=st.integers(0, 0x3FFF).map(AlarmBit),
    exceptions=st.integers(0, 0x7FFFFF).map(ExceptionBit),
)


@given(record=RECORDS)
def test_what_is_encoded_is_read_back(record: Record) -> None:
    assert decoded(record.encode()) == [record]
