"""BCI 5-byte stream: vectors, three feedings, bounds, what it means, and what a flipped bit can do."""

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drivers.berry_bci.driver import BCI_ALLOWED_WRITES, BCI_UPKEEP, make_bci_capture_decoder, make_bci_reader
from drivers.berry_bci.protocol import BciDecoder, BciPacket, BciStatus
from drivers.clock import ManualClock
from drivers.device import Decoded, DeviceSpec
from drivers.errors import LinkLostError
from drivers.observations import Notice, Numeric, Parameter, Provenance, Quality, Source, Stamp
from drivers.streaming import StreamDriver
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import memory_pair

# Constructed by hand for the protocol sheet from the layouts of Contec V5.0A and Berry's BCI document.
GOOD, NO_FINGER, BEAT = bytes.fromhex("852A064862"), bytes.fromhex("9F00507F7F"), bytes.fromhex("C75A0C4163")
FAST = bytes.fromhex("852A460C5D")  # pulse 140: its bit 7 is sent apart
STREAM = GOOD + NO_FINGER + BEAT + FAST
NO_BITS = BciStatus(0)
GOOD_PACKET = BciPacket(status=NO_BITS, strength=5, pleth=42, bar=6, pulse_per_min=72, spo2_percent=98)
PACKETS = [
    GOOD_PACKET,
    BciPacket(
        status=BciStatus.NO_SIGNAL | BciStatus.NO_FINGER,
        strength=None,
        pleth=0,
        bar=0,
        pulse_per_min=None,
        spo2_percent=None,
    ),
    BciPacket(status=BciStatus.BEEP, strength=7, pleth=90, bar=12, pulse_per_min=65, spo2_percent=99),
    replace(GOOD_PACKET, pulse_per_min=140, spo2_percent=93),
]
PACKETS_PER_S = 100


def decoded(data: bytes) -> list[BciPacket]:
    decoder = BciDecoder()
    return [*decoder.feed(data), *decoder.finish()]


def told(raw: Iterable[bytes]) -> list[Decoded]:
    """What a reader says of packets that arrive a hundred times a second."""
    reader = make_bci_reader("bci-1", provenance=Provenance.SIMULATED)
    said: list[Decoded] = []
    for number, packet in enumerate(raw):
        said += reader.feed(packet, Stamp(number * 10_000_000, number * 10_000_000))
    return [*said, *reader.finish()]


def numerics(said: Iterable[Decoded]) -> list[Numeric]:
    return [item for item in said if isinstance(item, Numeric)]


def notices(said: Iterable[Decoded]) -> list[tuple[str, bool]]:
    return [(item.code, item.active) for item in said if isinstance(item, Notice)]


def test_packets_are_read_and_written() -> None:
    assert decoded(STREAM) == PACKETS
    assert b"".join(packet.encode() for packet in PACKETS) == STREAM


def test_every_vector_decodes_as_expected(reference: Path) -> None:
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text())["vectors"]
    mine = [vector for vector in vectors if vector["protocol"] == "bci_5byte"]
    assert len(mine) == 3
    for vector in mine:
        expect, data = vector["expect"], bytes.fromhex(vector["hex"])
        (packet,) = decoded(data)
        assert packet.encode() == data
        flags = {"no_signal": BciStatus.NO_SIGNAL, "no_finger": BciStatus.NO_FINGER, "beat": BciStatus.BEEP}
        found = {"pr": packet.pulse_per_min, "spo2": packet.spo2_percent}
        found |= {"strength": packet.strength, "pleth": packet.pleth}
        assert expect.items() <= {**found, **{name: flag in packet.status for name, flag in flags.items()}}.items()
        reader = make_bci_capture_decoder()
        said = numerics([*reader.feed(data, Stamp(0, 0)), *reader.finish()])
        assert [item.value for item in said] == [expect["spo2"], expect["pr"]]


def test_byte_by_byte() -> None:
    decoder = BciDecoder()
    packets = [packet for byte in STREAM for packet in decoder.feed(bytes([byte]))]
    assert [*packets, *decoder.finish()] == PACKETS
    assert (decoder.frames, decoder.rejected_bytes) == (4, 0)


@given(cuts=st.lists(st.integers(0, len(STREAM)), max_size=12))
def test_chunking_never_matters(cuts: list[int]) -> None:
    decoder, packets, start = BciDecoder(), [], 0
    for cut in [*sorted(cuts), len(STREAM)]:
        packets += decoder.feed(STREAM[start:cut])
        start = cut
    assert [*packets, *decoder.finish()] == PACKETS


@given(noise=st.binary(max_size=60))
def test_a_packet_behind_noise_survives(noise: bytes) -> None:
    assert decoded(noise + GOOD)[-1] == GOOD_PACKET


@pytest.mark.parametrize("damaged", [GOOD[:3], GOOD + b"\x00", b"\x05" + GOOD[1:], GOOD[:2] + b"\x86" + GOOD[3:]])
def test_a_packet_behind_a_damaged_one_survives(damaged: bytes) -> None:
    decoder = BciDecoder()
    assert [*decoder.feed(damaged + BEAT), *decoder.finish()] == [PACKETS[2]]
    assert decoder.rejected_bytes == len(damaged)


def test_the_buffer_never_grows_beyond_a_packet() -> None:
    decoder = BciDecoder()
    seen = {decoder.waiting_bytes for byte in b"\x85" + b"\x00" * 300 for _ in [decoder.feed(bytes([byte]))]}
    assert max(seen) == 5
    assert decoder.rejected_bytes == 301
    assert decoded(b"\x85" + b"\x00" * 300 + GOOD) == [GOOD_PACKET]


@given(data=st.binary(max_size=400))
def test_any_bytes_are_accounted_for(data: bytes) -> None:
    decoder = BciDecoder()
    packets = [*decoder.feed(data), *decoder.finish()]
    assert 5 * len(packets) + decoder.rejected_bytes == len(data)


def test_two_values_once_a_second() -> None:
    said = told([GOOD] * (3 * PACKETS_PER_S))
    assert [(item.parameter, item.value) for item in numerics(said)] == [
        (Parameter.SPO2, 98),
        (Parameter.PULSE, 72),
    ] * 3
    assert {(item.quality, item.source, item.provenance) for item in numerics(said)} == {
        (Quality.VALID, Source.OXIMETER, Provenance.SIMULATED)
    }


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "packet",
    [
        PACKETS[1],
        replace(GOOD_PACKET, pulse_per_min=None, spo2_percent=None),
        replace(GOOD_PACKET, pulse_per_min=0, spo2_percent=0),
        replace(GOOD_PACKET, pulse_per_min=17, spo2_percent=101),
        *(
            replace(GOOD_PACKET, status=flag)
            for flag in (BciStatus.NO_SIGNAL, BciStatus.PROBE_UNPLUGGED, BciStatus.NO_FINGER, BciStatus.SEARCHING)
        ),
    ],
)
def test_no_value_is_none_with_a_reason_and_never_a_number(packet: BciPacket) -> None:
    said = numerics(told([packet.encode()] * 3))
    assert {item.parameter for item in said} == {Parameter.SPO2, Parameter.PULSE}
    for item in said:
        assert (item.value, item.quality) == (None, Quality.INVALID)
        assert item.why


def test_states_are_told_when_they_begin_and_end() -> None:
    said = told([GOOD, GOOD, NO_FINGER, NO_FINGER, GOOD, GOOD])
    assert notices(said) == [("probe_off", True), ("no_signal", True), ("probe_off", False), ("no_signal", False)]
    assert [item.value for item in numerics(said)] == [98, 72, None, None, 98, 72]


def around(packet: bytes, damaged: bytes) -> list[Decoded]:
    return told([packet, packet, damaged, packet, packet, packet])


def flips(packet: bytes) -> list[bytes]:
    return [
        packet[:place] + bytes([packet[place] ^ (1 << bit)]) + packet[place + 1 :]
        for place in range(len(packet))
        for bit in range(8)
    ]


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("packet", [GOOD, NO_FINGER, FAST], ids=bytes.hex)
def test_no_single_flip_gives_a_valid_wrong_value_or_touches_a_notice(packet: bytes) -> None:
    undamaged = around(packet, packet)
    true = {item.parameter: item.value for item in numerics(undamaged)}
    for damaged in flips(packet):
        said = around(packet, damaged)
        wrong = [item for item in numerics(said) if item.value != true[item.parameter]]
        assert Quality.VALID not in {item.quality for item in wrong}, damaged.hex()
        assert notices(said) == notices(undamaged), damaged.hex()
        assert {item.parameter: item.value for item in numerics(said)} == true, damaged.hex()


def test_the_shares_of_flips_are_those_of_the_readme() -> None:
    quiet = numerics(around(GOOD, GOOD))
    outcomes: Counter[str] = Counter()
    for damaged in flips(GOOD):
        said = numerics(around(GOOD, damaged))
        doubted = any(item.quality is Quality.QUESTIONABLE for item in said)
        outcomes["doubted" if doubted else "unheard" if said == quiet else "withheld"] += 1
    assert outcomes == {"unheard": 20, "doubted": 15, "withheld": 5}


async def test_the_driver_listens_and_writes_nothing() -> None:
    clock = ManualClock()
    near, far = memory_pair(clock)
    driver = StreamDriver(
        DeviceSpec(device_id="bci-1", kind="bci_5byte", link="", provenance=Provenance.SIMULATED),
        reader=make_bci_reader("bci-1", provenance=Provenance.SIMULATED),
        transport=AllowListTransport(near, BCI_ALLOWED_WRITES),
        clock=clock,
        upkeep=BCI_UPKEEP,
    )
    await far.send(GOOD * 3)
    first = await anext(driver.observations())
    assert isinstance(first, Numeric)
    assert first.value == 98
    assert first.stamp == clock.now()
    await near.close()
    with pytest.raises(LinkLostError):  # nothing was sent before the link was closed
        await far.receive()


@pytest.mark.hazard("H47")
def test_the_allow_list_is_empty() -> None:
    assert frozenset() == BCI_ALLOWED_WRITES
