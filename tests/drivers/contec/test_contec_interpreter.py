"""Contec V7.0: what packets say, what a flipped bit can do (there is no checksum), and the captured dialogue."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from drivers.captures import as_line
from drivers.contec_cms50.driver import make_capture_decoder, make_reader
from drivers.contec_cms50.kind import KINDS
from drivers.contec_cms50.protocol import SAMPLES_PER_S, Other, Packet, PacketType, RealTime, Status
from drivers.device import Decoded, HostCommand
from drivers.observations import Notice, NoticeKind, Numeric, Parameter, Provenance, Quality, Stamp, Waveform

GOOD = RealTime(status=Status(0), strength=5, pleth=42, bar=6, pulse_per_min=72, spo2_percent=98, pi_hundredths=360)
LOW = replace(GOOD, status=Status.SPO2_LOW, spo2_percent=84, pulse_per_min=140)
OFF = replace(
    GOOD,
    status=Status.PROBE_ERROR | Status.SEARCHING | Status.PI_INVALID,
    pulse_per_min=None,
    spo2_percent=None,
    pi_hundredths=None,
)
PACKET_NS = 1_000_000_000 // SAMPLES_PER_S


def at(seconds: float) -> Stamp:
    return Stamp(0, 0).earlier(-seconds)


def told(packets: Iterable[Packet]) -> list[Decoded]:
    """What a reader says of `packets` that arrive sixty a second."""
    reader = make_reader("cms50-1", provenance=Provenance.SIMULATED)
    said: list[Decoded] = []
    for number, packet in enumerate(packets):
        said += reader.feed(packet.encode(), Stamp(number * PACKET_NS, number * PACKET_NS))
    return [*said, *reader.finish()]


def values(said: Iterable[Decoded], parameter: Parameter) -> list[float | None]:
    return [item.value for item in said if isinstance(item, Numeric) and item.parameter is parameter]


def notices(said: Iterable[Decoded]) -> list[tuple[str, bool]]:
    return [(item.code, item.active) for item in said if isinstance(item, Notice)]


def test_three_values_once_a_second_with_provenance() -> None:
    said = told([GOOD] * (3 * SAMPLES_PER_S))
    for parameter, value in ((Parameter.SPO2, 98), (Parameter.PULSE, 72), (Parameter.PERFUSION_INDEX, 3.6)):
        assert values(said, parameter) == [value] * 3
    numerics = [item for item in said if isinstance(item, Numeric)]
    assert {(item.quality, item.provenance, item.why) for item in numerics} == {
        (Quality.VALID, Provenance.SIMULATED, None)
    }
    assert notices(said) == []


def test_the_pleth_comes_in_blocks_of_equal_length() -> None:
    waves = [item for item in told([GOOD] * 31) if isinstance(item, Waveform)]
    assert [len(wave.samples) for wave in waves] == [15, 15]
    assert {(wave.label, wave.rate_hz, wave.samples[0]) for wave in waves} == {("pleth", 60, 42)}


def test_a_sample_without_a_finger_is_no_sample() -> None:
    (wave,) = [item for item in told([OFF] * 16) if isinstance(item, Waveform)]
    assert set(wave.samples) == {None}


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "packet",
    [
        OFF,
        replace(GOOD, pulse_per_min=None, spo2_percent=None, pi_hundredths=None),
        replace(GOOD, pulse_per_min=0, spo2_percent=0, pi_hundredths=0),
        replace(GOOD, pulse_per_min=17, spo2_percent=101, pi_hundredths=2001),
        *(replace(GOOD, status=flag) for flag in (Status.PROBE_ERROR, Status.SEARCHING, Status.SEARCHING_TOO_LONG)),
    ],
)
def test_no_value_is_none_with_a_reason_and_never_a_number(packet: RealTime) -> None:
    numerics = [item for item in told([packet] * 3) if isinstance(item, Numeric)]
    assert {item.parameter for item in numerics} == {Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX}
    for item in numerics:
        assert (item.value, item.quality) == (None, Quality.INVALID)
        assert item.why


def test_a_device_without_perfusion_index_gives_the_rest() -> None:
    said = told([replace(GOOD, status=Status.PI_INVALID)] * 2)
    assert values(said, Parameter.PERFUSION_INDEX) == [None]
    assert values(said, Parameter.SPO2) == [98]


def test_states_are_told_when_they_begin_and_end() -> None:
    said = told([*[GOOD] * 3, *[OFF] * 3, *[GOOD] * 3])
    assert notices(said) == [
        ("probe_off", True),
        ("pulse_search", True),
        ("probe_off", False),
        ("pulse_search", False),
    ]
    assert values(said, Parameter.SPO2) == [98, None, 98]


def test_the_devices_own_low_alarm_is_physiological_and_silent_without_a_finger() -> None:
    said = told([*[LOW] * 2, *[replace(OFF, status=OFF.status | Status.SPO2_LOW)] * 2])
    low = [item for item in said if isinstance(item, Notice) and item.kind is NoticeKind.PHYSIOLOGICAL]
    assert [(item.code, item.active) for item in low] == [("spo2_low", True), ("spo2_low", False)]


def test_it_says_that_it_stops_and_why_it_refuses() -> None:
    bye = Other(PacketType.DISCONNECTING, b"")
    refused = Other(PacketType.RESULT, bytes((0xA1, 1)))
    done = Other(PacketType.RESULT, bytes((0xA1, 0)))
    said = told([GOOD, GOOD, bye, GOOD, GOOD, refused, done])
    assert ("disconnecting", True) in notices(said)
    (why,) = [item.why for item in said if isinstance(item, Notice) and item.code == "command_refused"]
    assert why == "command A1 not done: the oximeter is shutting down"


def flips(packet: RealTime) -> list[bytes]:
    raw = packet.encode()
    return [
        raw[:place] + bytes([raw[place] ^ (1 << bit)]) + raw[place + 1 :]
        for place in range(len(raw))
        for bit in range(8)
    ]


def around(packet: RealTime, damaged: bytes) -> list[Decoded]:
    """What two good packets, the damaged one and three more good ones say."""
    reader = make_reader("cms50-1", provenance=Provenance.REAL)
    stream = [packet.encode()] * 2 + [damaged] + [packet.encode()] * 3
    said = [item for number, raw in enumerate(stream) for item in reader.feed(raw, at(number / SAMPLES_PER_S))]
    return [*said, *reader.finish()]


@pytest.mark.hazard("H01")
@pytest.mark.parametrize("packet", [GOOD, LOW, OFF], ids=["good", "low", "off"])
def test_no_single_flip_gives_a_valid_wrong_value_or_touches_a_notice(packet: RealTime) -> None:
    undamaged = around(packet, packet.encode())
    true = {item.parameter: item.value for item in undamaged if isinstance(item, Numeric)}
    for damaged in flips(packet):
        said = around(packet, damaged)
        numerics = [item for item in said if isinstance(item, Numeric)]
        valid = [item for item in numerics if item.quality is Quality.VALID]
        assert {item.value for item in valid if item.value != true[item.parameter]} == set(), damaged.hex()
        assert notices(said) == notices(undamaged), damaged.hex()
        assert {item.parameter: item.value for item in numerics} == true, damaged.hex()  # the last word is the true one


def test_the_shares_of_flips_are_those_of_the_readme() -> None:
    quiet = [item for item in around(GOOD, GOOD.encode()) if isinstance(item, Numeric)]
    outcomes: Counter[str] = Counter()
    for damaged in flips(GOOD):
        said = [item for item in around(GOOD, damaged) if isinstance(item, Numeric)]
        doubted = [item for item in said if item.quality is Quality.QUESTIONABLE]
        outcomes["doubted" if doubted else "unheard" if said == quiet else "withheld"] += 1
    assert outcomes == {"unheard": 34, "doubted": 34, "withheld": 4}


def test_the_captured_dialogue_gives_its_values_and_commands(reference: Path) -> None:
    text = (reference / "captures" / "contec_cms50dplus_dialog.txt").read_text(encoding="ascii")
    lines = [bytes.fromhex(line.replace("|", "").replace(" ", "")) for line in text.splitlines()[1:]]
    whole, last = make_capture_decoder(), make_capture_decoder()
    commands = [item for line in lines for item in whole.feed(line, at(0)) if isinstance(item, HostCommand)]
    assert [item.command for item in commands] == ["A7", "A2", "A0", "B0", "AC", "B3", "A8", "AA", "A9", "A1"]
    whole.finish()
    assert (whole.statistics.frames, whole.statistics.rejected_bytes) == (10 + 18, 0)
    said = last.feed(lines[-1], at(0))
    (command,) = [item for item in said if isinstance(item, HostCommand)]
    assert (command.command, command.meaning) == ("A1", "start real-time data")
    assert values(said, Parameter.SPO2) == [97]
    assert values(said, Parameter.PULSE) == [65]
    assert values(said, Parameter.PERFUSION_INDEX) == [None]


def test_a_single_packet_of_a_capture_counts() -> None:
    reader = make_capture_decoder()
    assert reader.feed(bytes.fromhex("018885AA868CDDAC80"), at(0)) == []
    lines = [as_line(item, timed=False) for item in reader.finish()]
    assert [(line["parameter"], line["value"], line["quality"]) for line in lines] == [
        ("spo2", 93, "valid"),
        ("pulse", 140, "valid"),
        ("perfusion_index", 0.44, "valid"),
    ]


def test_the_kind_says_what_the_room_may_expect() -> None:
    (kind,) = KINDS
    assert (kind.name, kind.has_cuff, kind.reports_alarms, kind.experimental) == ("contec_v7", False, True, False)
    assert kind.parameters == {Parameter.SPO2, Parameter.PULSE, Parameter.PERFUSION_INDEX}
    assert kind.line is not None
    assert (str(kind.line.line), kind.line.binary) == ("115200 8N1", True)
