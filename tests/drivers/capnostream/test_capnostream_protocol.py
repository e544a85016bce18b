"""Capnostream wire format: vectors, escaping, three feedings, bounds, every bit flip."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.capnostream.protocol import (
    MAX_BODY_BYTES,
    Co2Alarm,
    Co2Sample,
    Co2Unit,
    Decoder,
    FastStatus,
    Identity,
    Limits,
    Message,
    Numerics,
    OtherMessage,
    Request,
    SlowStatus,
    Spo2Alarm,
    checksum,
    frame,
    parse_body,
)

# Constructed for the protocol sheet from the field tables of mdpnp 1ae7f72a (BSD-2) and a second decoder.
NORMAL = bytes.fromhex("851c016553f10026000e6148000000000000003c0f1e050864558c32010075")
NO_BREATH = bytes.fromhex("851c016553f101ffffffffff080000000120233c0f1e050864558c3201008000")
ENABLE, START = bytes.fromhex("85010100"), bytes.fromhex("85010405")
INQUIRE_SPO2 = bytes.fromhex("8502030405")
LIMITS = Limits(
    etco2_high=60,
    etco2_low=15,
    rr_high=30,
    rr_low=5,
    fico2_high=8,
    spo2_high=100,
    spo2_low=85,
    pulse_high=140,
    pulse_low=50,
)
NORMAL_NUMERICS = Numerics(
    device_time_s=1_700_000_000,
    etco2=38,
    fico2=0,
    rr_per_min=14,
    spo2_percent=97,
    pulse_per_min=72,
    limits=LIMITS,
)
NO_BREATH_NUMERICS = Numerics(
    device_time_s=1_700_000_001,
    etco2=None,
    fico2=None,
    rr_per_min=None,
    spo2_percent=None,
    pulse_per_min=None,
    slow=SlowStatus.HIGH_AUDIBLE,
    co2_alarms=Co2Alarm.NO_BREATH,
    spo2_alarms=Spo2Alarm.SENSOR_OFF,
    no_breath_s=35,
    limits=LIMITS,
)
# Worked out by hand: 05 ^ 00 ^ 2A ^ 25 ^ 80 ^ 08 = 82; the 80 of the fraction (half a mmHg) is escaped.
WAVE = bytes.fromhex("8505002A2580000882")
WAVE_SAMPLE = Co2Sample(number=0x2A, co2=37.5, status=FastStatus.END_OF_BREATH)
# The text is documented: a unit test of mdpnp (BSD-2). Its checksum is the XOR of all behind the start.
IDENTITY = b"\x85\x1f\x04V45.67 02/24/2008 B355987654  "
MESSAGES: dict[bytes, Message] = {
    NORMAL: NORMAL_NUMERICS,
    NO_BREATH: NO_BREATH_NUMERICS,
    WAVE: WAVE_SAMPLE,
    ENABLE: Request(1),
    START: Request(4),
    INQUIRE_SPO2: Request(3, b"\x04"),
}
STREAM = b"".join(MESSAGES)


def decoded(data: bytes) -> list[Message]:
    return Decoder().feed(data)


@pytest.mark.parametrize(("raw", "message"), MESSAGES.items(), ids=lambda item: repr(item)[:24])
def test_messages_are_read_and_written(raw: bytes, message: Message) -> None:
    assert decoded(raw) == [message]
    assert not isinstance(message, OtherMessage)
    assert message.encode() == raw


def test_the_documented_identity_is_read() -> None:
    body = bytearray(IDENTITY[1:])
    total = 0
    for byte in body:
        total ^= byte
    assert decoded(IDENTITY + bytes([total])) == [Identity("V45.67 02/24/2008 B355987654")]


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = [vector for vector in vectors if vector["protocol"] == "capnostream"]
    assert len(mine) == 6
    for vector in mine:
        expect, data = vector["expect"], bytes.fromhex(vector["hex"])
        (message,) = decoded(data)
        if isinstance(message, Request):
            assert expect["direction"] == "host->monitor"
            assert message.encode() == data
        else:
            assert isinstance(message, Numerics)
            found = (message.etco2, message.fico2, message.rr_per_min, message.spo2_percent, message.pulse_per_min)
            assert found == tuple(expect[key] for key in ("etco2", "fico2", "rr", "spo2", "pr")), vector["id"]
            assert (Co2Alarm.NO_BREATH in message.co2_alarms) == ("no_breath" in expect["co2_alarms"])
            assert (Spo2Alarm.SENSOR_OFF in message.spo2_alarms) == ("sensor_off" in expect["spo2_alarms"])
            assert expect.get("time", message.device_time_s) == message.device_time_s
            assert expect.get("no_breath_s", message.no_breath_s) == message.no_breath_s


def test_byte_by_byte() -> None:
    decoder = Decoder()
    assert [message for byte in STREAM for message in decoder.feed(bytes([byte]))] == list(MESSAGES.values())
    assert (decoder.frames, decoder.rejected_bytes) == (6, 0)


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=20))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, messages, start = Decoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        messages += decoder.feed(STREAM[start:cut])
        start = cut
    assert messages == list(MESSAGES.values())


@given(noise=st.binary(max_size=60).filter(lambda noise: b"\x85" not in noise))
def test_a_message_behind_noise_survives(noise: bytes) -> None:
    decoder = Decoder()
    assert decoder.feed(noise + NORMAL) == [NORMAL_NUMERICS]
    assert decoder.rejected_bytes == len(noise)


@pytest.mark.parametrize("cut", range(1, len(NORMAL)))
def test_a_message_behind_a_cut_one_survives(cut: int) -> None:
    decoder = Decoder()
    assert decoder.feed(NORMAL[:cut] + NO_BREATH) == [NO_BREATH_NUMERICS]
    assert decoder.rejected_bytes == cut


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("raw", MESSAGES, ids=bytes.hex)
def test_every_single_bit_flip_is_refused_and_the_next_message_survives(raw: bytes) -> None:
    for place in range(len(raw)):
        for bit in range(8):
            damaged = raw[:place] + bytes([raw[place] ^ (1 << bit)]) + raw[place + 1 :]
            assert decoded(damaged + NORMAL) == [NORMAL_NUMERICS], damaged.hex()


def test_an_escape_before_anything_but_00_or_05_is_refused() -> None:
    decoder = Decoder()
    assert decoder.feed(b"\x85\x05\x00\x2a\x80\x01" + NORMAL) == [NORMAL_NUMERICS]
    assert decoder.rejected_bytes == 6


def test_the_buffer_is_bounded_by_what_a_length_can_say() -> None:
    decoder = Decoder()
    decoder.feed(b"\x85\xff" + b"\x80\x00" * (MAX_BODY_BYTES - 2))
    assert decoder.waiting_bytes == MAX_BODY_BYTES - 1
    decoder.feed(b"\x01")
    assert decoder.waiting_bytes == 0
    assert decoder.rejected_bytes == 2 + 2 * (MAX_BODY_BYTES - 2) + 1
    decoder.feed(b"\x00" * 1000)
    assert (decoder.waiting_bytes, decoder.rejected_bytes) == (0, 2 * MAX_BODY_BYTES - 1 + 1000)


@given(data=st.binary(max_size=300) | st.lists(st.sampled_from([b"\x85", b"\x80", b"\x01\x04", NORMAL])).map(b"".join))
def test_any_bytes_are_taken_without_harm(data: bytes) -> None:
    decoder = Decoder()
    messages = [*decoder.feed(data), *decoder.finish()]
    assert decoder.waiting_bytes == 0
    assert decoder.frames == len(messages)
    assert decoder.rejected_bytes <= len(data)
    assert bool(messages) or decoder.rejected_bytes == len(data)


def test_longer_numerics_are_taken_and_shorter_ones_refused() -> None:
    payload = bytes.fromhex("6553f10026000e6148000000000000003c0f1e050864558c320100")
    assert decoded(frame(1, payload + b"\x09\x09")) == [NORMAL_NUMERICS]
    assert decoded(frame(1, payload[:-1])) == []


def test_patient_ids_are_taken_off_the_stream_and_not_kept() -> None:
    assert decoded(frame(2, b"MILLER, ANNE") + frame(12, b"1234")) == [OtherMessage(2), OtherMessage(12)]


@pytest.mark.parametrize("body", [b"", b"\x00\x00", b"\x01\x01\x01", b"\x05\x00\x01\x02\x03\x05", b"\x03\x04ab\x04"])
def test_bodies_that_are_no_message(body: bytes) -> None:
    assert parse_body(body) is None


def test_the_checksum_is_an_exclusive_or() -> None:
    assert checksum(b"\x02\x03\x04") == 0x05


values = st.none() | st.integers(0, 254)


@given(
    numbers=st.tuples(values, values, values, values, values),
    time=st.integers(0, 2**32 - 1),
    bits=st.tuples(st.integers(0, 255), st.integers(0, 63), st.integers(0, 127)),
)
def test_what_the_monitor_side_encodes_is_read_back(
    numbers: tuple[int | None, ...], time: int, bits: tuple[int, int, int]
) -> None:
    etco2, fico2, rr, spo2, pulse = numbers
    slow, co2, oximeter = bits
    message = replace(
        NORMAL_NUMERICS,
        device_time_s=time,
        etco2=etco2,
        fico2=fico2,
        rr_per_min=rr,
        spo2_percent=spo2,
        pulse_per_min=pulse,
        slow=SlowStatus(slow),
        co2_alarms=Co2Alarm(co2),
        spo2_alarms=Spo2Alarm(oximeter),
        unit=Co2Unit.KPA_TENTHS,
    )
    raw = message.encode()
    assert raw.count(b"\x85") == 1
    assert decoded(raw) == [message]
