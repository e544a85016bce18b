"""Berry 20-byte packets: documented frames, three feedings, flips, what they mean, and when the module is told."""

import asyncio
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.berry_bci.driver import (
    BERRY_ALLOWED_WRITES,
    BERRY_UPKEEP,
    make_berry_capture_decoder,
    make_berry_reader,
)
from drivers.berry_bci.protocol import BerryDecoder, BerryFrame, BerryPacket, BerryStatus, VersionText
from drivers.clock import ManualClock
from drivers.device import Decoded, DeviceSpec
from drivers.observations import Notice, NoticeKind, Numeric, Parameter, Provenance, Quality, Stamp, Waveform
from drivers.streaming import StreamDriver
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import memory_pair

# Documented: Berry protocol V1.0 (zh2x/SpO2-BLE-for-Android 29624358).
VERSION = bytes.fromhex("FFAA5356312E30342E30302E333600000000003A")
# Constructed by hand for the protocol sheet from the layout of the same document.
GOOD = bytes.fromhex("FFAA010862624849A40024233240E201005F01A7")
SENSOR_OFF = bytes.fromhex("FFAA02017F7FFFFF0000000000000000005F0108")
GOOD_PACKET = BerryPacket(
    index=1,
    status=BerryStatus.BEAT,
    spo2_average_percent=98,
    spo2_percent=98,
    pulse_average_per_min=72,
    pulse_per_min=73,
    rr_ms=820,
    pi_average_tenths=36,
    pi_tenths=35,
    pleth=50,
    adc=123456,
    battery_percent=95,
    packets_per_s=1,
)
OFF_PACKET = BerryPacket(
    index=2,
    status=BerryStatus.SENSOR_OFF,
    spo2_average_percent=None,
    spo2_percent=None,
    pulse_average_per_min=None,
    pulse_per_min=None,
    rr_ms=None,
    pi_average_tenths=None,
    pi_tenths=None,
    pleth=0,
    adc=0,
    battery_percent=95,
    packets_per_s=1,
)
STREAM = GOOD + VERSION + SENSOR_OFF
FRAMES: list[BerryFrame] = [GOOD_PACKET, VersionText("SV1.04.00.36"), OFF_PACKET]
SELECT_BERRY, RATE_50_HZ = b"\xe1", b"\xf0"


def decoded(data: bytes) -> list[BerryFrame]:
    return BerryDecoder().feed(data)


def told(packets: Iterable[BerryPacket], *, packets_per_s: int = 50) -> list[Decoded]:
    reader = make_berry_reader("berry-1", provenance=Provenance.SIMULATED)
    period_ns = 1_000_000_000 // packets_per_s
    said: list[Decoded] = []
    for number, packet in enumerate(packets):
        said += reader.feed(packet.encode(), Stamp(number * period_ns, number * period_ns))
    return [*said, *reader.finish()]


def numerics(said: Iterable[Decoded]) -> list[Numeric]:
    return [item for item in said if isinstance(item, Numeric)]


def test_frames_are_read_and_written() -> None:
    assert decoded(STREAM) == FRAMES
    assert GOOD_PACKET.encode() == GOOD
    assert OFF_PACKET.encode() == SENSOR_OFF


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = {v["id"]: v for v in vectors if v["protocol"] == "berry_20byte"}
    assert set(mine) == {"software_version", "sensor_off"}
    text = mine["software_version"]["expect"]["text"]
    assert decoded(bytes.fromhex(mine["software_version"]["hex"])) == [VersionText(text)]
    assert decoded(bytes.fromhex(mine["sensor_off"]["hex"])) == [OFF_PACKET]


def test_byte_by_byte() -> None:
    decoder = BerryDecoder()
    assert [frame for byte in STREAM for frame in decoder.feed(bytes([byte]))] == FRAMES
    assert (decoder.frames, decoder.rejected_bytes) == (3, 0)


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, frames, start = BerryDecoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        frames += decoder.feed(STREAM[start:cut])
        start = cut
    assert frames == FRAMES


@given(noise=st.binary(max_size=60).filter(lambda noise: b"\xff" not in noise))
def test_a_packet_behind_noise_survives(noise: bytes) -> None:
    decoder = BerryDecoder()
    assert decoder.feed(noise + GOOD) == [GOOD_PACKET]
    assert decoder.rejected_bytes == len(noise)


@pytest.mark.parametrize("cut", range(1, 20))
def test_a_packet_behind_a_cut_one_survives(cut: int) -> None:
    assert decoded(SENSOR_OFF[:cut] + GOOD) == [GOOD_PACKET]


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("frame", [GOOD, SENSOR_OFF, VERSION], ids=bytes.hex)
def test_every_single_bit_flip_is_refused_and_the_next_packet_survives(frame: bytes) -> None:
    for place in range(len(frame)):
        for bit in range(8):
            damaged = frame[:place] + bytes([frame[place] ^ (1 << bit)]) + frame[place + 1 :]
            assert decoded(damaged + GOOD) == [GOOD_PACKET], damaged.hex()


def test_the_buffer_never_holds_a_whole_packet() -> None:
    decoder = BerryDecoder()
    decoder.feed(b"\xff" * 500)
    assert decoder.waiting_bytes == 19
    assert decoder.rejected_bytes == 481
    assert decoder.finish() == []
    assert (decoder.waiting_bytes, decoder.rejected_bytes) == (0, 500)


@given(data=st.binary(max_size=400))
def test_any_bytes_are_accounted_for(data: bytes) -> None:
    decoder = BerryDecoder()
    frames = [*decoder.feed(data), *decoder.finish()]
    assert 20 * len(frames) + decoder.rejected_bytes == len(data)


def test_a_status_that_nobody_knows_is_refused() -> None:
    body = GOOD[:3] + b"\x18" + GOOD[4:-1]
    assert decoded(body + bytes([sum(body) & 0xFF])) == []


def test_the_averages_once_a_second_and_each_change_at_once() -> None:
    fell = replace(GOOD_PACKET, spo2_average_percent=93)
    said = numerics(told([*[GOOD_PACKET] * 75, *[fell] * 10]))
    assert [item.value for item in said if item.parameter is Parameter.SPO2] == [98, 98, 93]
    assert {item.value for item in said if item.parameter is Parameter.PULSE} == {72}
    assert {item.value for item in said if item.parameter is Parameter.PERFUSION_INDEX} == {3.6}
    assert {item.quality for item in said} == {Quality.VALID}


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "packet",
    [
        OFF_PACKET,
        replace(OFF_PACKET, status=BerryStatus(0)),
        replace(GOOD_PACKET, spo2_average_percent=0, pulse_average_per_min=0, pi_average_tenths=None),
        replace(GOOD_PACKET, spo2_average_percent=101, pulse_average_per_min=17, pi_average_tenths=201),
        *(replace(GOOD_PACKET, status=BerryStatus(bit)) for bit in (1, 2, 4)),
    ],
)
def test_no_value_is_none_with_a_reason_and_never_a_number(packet: BerryPacket) -> None:
    said = numerics(told([packet]))
    assert {item.parameter for item in said} == {Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX}
    for item in said:
        assert (item.value, item.quality) == (None, Quality.INVALID)
        assert item.why


def test_states_are_told_when_they_begin_and_end_and_beats_are_none() -> None:
    calm = replace(GOOD_PACKET, status=BerryStatus(0))
    said = told([GOOD_PACKET, calm, OFF_PACKET, OFF_PACKET, calm])
    assert [(n.code, n.active) for n in said if isinstance(n, Notice)] == [("no_sensor", True), ("no_sensor", False)]


def test_the_pleth_comes_in_blocks_at_the_rate_that_the_module_says() -> None:
    fast = replace(GOOD_PACKET, packets_per_s=50)
    waves = [
        item for item in told([*[fast] * 9, replace(fast, status=BerryStatus.NO_FINGER)]) if isinstance(item, Waveform)
    ]
    assert [(wave.rate_hz, wave.samples) for wave in waves] == [(50, (50.0,) * 9 + (None,))]
    assert [item for item in told([GOOD_PACKET] * 30) if isinstance(item, Waveform)] == []  # once a second is no wave


def test_the_version_is_told_in_its_own_words() -> None:
    (notice,) = make_berry_capture_decoder().feed(VERSION, Stamp(0, 0))
    assert isinstance(notice, Notice)
    assert (notice.code, notice.kind, notice.why) == ("software_version", NoticeKind.INFORMATION, "SV1.04.00.36")


async def test_a_module_that_talks_is_left_alone_and_a_silent_one_told_every_two_seconds() -> None:
    clock = ManualClock()
    near, far = memory_pair(clock)
    driver = StreamDriver(
        DeviceSpec(device_id="berry-1", kind="berry_20byte", link="", provenance=Provenance.SIMULATED),
        reader=make_berry_reader("berry-1", provenance=Provenance.SIMULATED),
        transport=AllowListTransport(near, BERRY_ALLOWED_WRITES),
        clock=clock,
        upkeep=BERRY_UPKEEP,
    )
    values: Counter[Parameter] = Counter()
    heard: list[bytes] = []

    async def listen() -> None:
        async for item in driver.observations():
            assert isinstance(item, Numeric)
            values[item.parameter] += 1

    async def hear() -> None:
        while True:
            heard.append((await far.receive()).data)

    tasks = [asyncio.create_task(listen(), name="listener"), asyncio.create_task(hear(), name="ear")]
    for _ in range(5):
        await clock.advance(1)
        await far.send(GOOD)
    await clock.advance(1.9)
    assert heard == []
    await clock.advance(0.1)
    assert heard == [SELECT_BERRY, RATE_50_HZ]
    await clock.advance(2)
    assert heard == [SELECT_BERRY, RATE_50_HZ] * 2
    assert values[Parameter.SPO2] == 5
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


@pytest.mark.hazard("H47")
def test_the_allow_list_holds_these_strings_and_no_other() -> None:
    assert frozenset({SELECT_BERRY, RATE_50_HZ}) == BERRY_ALLOWED_WRITES
