"""Nonin data format 13: golden records, feedings, bounds, and every single-bit flip."""

from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nonin_samples import DF13_RECORD, flips, vectors

from drivers.nonin.packets import Rates
from drivers.nonin.spot_check import MAX_RECORD_BYTES, SpotCheck, SpotCheckDecoder, SpotStatus

RECORD = SpotCheck(
    measured_at=datetime.fromisoformat("2024-05-17T14:30:15"), rates=Rates(72, 98), status=SpotStatus.SMARTPOINT
)


def test_the_record_of_the_specification_is_read_and_written() -> None:
    assert SpotCheckDecoder().feed(DF13_RECORD) == [RECORD]
    assert RECORD.encode() == DF13_RECORD


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    (vector,) = vectors(reference, "nonin_df13")
    (check,) = SpotCheckDecoder().feed(bytes.fromhex(vector["hex"]))
    expect = vector["expect"]
    assert check.rates == Rates(expect["hr"], expect["spo2"])
    assert check.measured_at is not None
    assert check.measured_at.isoformat() == expect["time"]
    assert (SpotStatus.SMARTPOINT in check.status) is expect["smartpoint"]
    assert (SpotStatus.NO_MEASUREMENT in check.status) is expect["no_measurement"]


def test_the_pulse_has_eight_bits_in_its_low_byte() -> None:
    data = bytes.fromhex("2024051714301500020000c8005d")  # 200 per minute; DF2 would need 1 and 48
    record = b"\x00\x02\x00\x0d\x00\x0e" + data + bytes([sum(data) & 0xFF, 3])
    assert SpotCheckDecoder().feed(record)[0].rates == Rates(200, 93)
    data = data[:10] + b"\x01\x2c" + data[12:]
    record = b"\x00\x02\x00\x0d\x00\x0e" + data + bytes([sum(data) & 0xFF, 3])
    assert SpotCheckDecoder().feed(record)[0].rates == Rates(300, 93)


def test_appended_bytes_are_passed_over() -> None:
    data = DF13_RECORD[6:20] + b"\x11\x22\x33"
    record = b"\x00\x02\x00\x0d\x00\x11" + data + bytes([sum(data) & 0xFF, 3])
    assert SpotCheckDecoder().feed(record) == [RECORD]


def test_a_clock_that_was_never_set_is_no_time() -> None:
    unset = SpotCheck(measured_at=None, rates=Rates(72, 98))
    assert SpotCheckDecoder().feed(unset.encode()) == [unset]


STREAM = DF13_RECORD * 2


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=8))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, checks, start = SpotCheckDecoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        checks += decoder.feed(STREAM[start:cut])
        start = cut
    assert checks == [RECORD, RECORD]


@given(noise=st.binary(max_size=100))
def test_a_record_behind_noise_survives(noise: bytes) -> None:
    decoder = SpotCheckDecoder()
    found = decoder.feed(noise + DF13_RECORD) + decoder.finish()
    assert found[-1] == RECORD
    assert decoder.rejected_bytes == len(noise) - len(DF13_RECORD) * (len(found) - 1)


def test_every_flipped_bit_refuses_its_record_and_no_other() -> None:
    for damaged in flips(DF13_RECORD):
        decoder = SpotCheckDecoder()
        found = decoder.feed(DF13_RECORD + damaged + DF13_RECORD) + decoder.finish()
        assert found == [RECORD, RECORD], damaged.hex()
        assert decoder.rejected_bytes == len(DF13_RECORD)


@pytest.mark.parametrize("length", [0, 13, 65, 0xFFFF])
def test_a_length_that_cannot_be_is_refused_at_once(length: int) -> None:
    decoder = SpotCheckDecoder()
    assert decoder.feed(DF13_RECORD[:4] + length.to_bytes(2) + DF13_RECORD) == [RECORD]


def test_the_buffer_reaches_its_bound_and_no_more() -> None:
    decoder = SpotCheckDecoder()
    endless = b"\x00\x02\x00\x0d\x00\x40" + bytes(65)
    decoder.feed(endless)
    assert decoder.waiting_bytes == MAX_RECORD_BYTES - 1
    decoder.feed(endless * 20)
    assert decoder.waiting_bytes < MAX_RECORD_BYTES


CHECKS = st.builds(
    SpotCheck,
    measured_at=st.none()
    | st.datetimes(datetime.fromisoformat("2000-01-01"), datetime.fromisoformat("2099-12-31")).map(
        lambda moment: moment.replace(microsecond=0)
    ),
    rates=st.builds(Rates, st.none() | st.integers(0, 510), st.none() | st.integers(0, 126)),
    status=st.sampled_from([0x0000, 0x0001, 0x0010, 0x0100, 0x0211]).map(SpotStatus),
)


@given(check=CHECKS)
def test_what_is_encoded_is_read_back(check: SpotCheck) -> None:
    assert SpotCheckDecoder().feed(check.encode()) == [check]
