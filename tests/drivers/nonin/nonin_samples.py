"""Golden bytes of the Nonin formats and small readers of observations for their tests."""

import json
from pathlib import Path
from typing import Any

from drivers.nonin.interpreter import Interpreter
from drivers.nonin.packets import NO_STATUS, PACKET_FRAMES, Packet, Rates, Status, packet_of
from drivers.observations import Notice, Numeric, Observation, Parameter, Provenance, Quality, Stamp, Waveform

START = Stamp(0, 1_715_956_215_000_000_000)
WELL = Rates(72, 98)

# A packet built by hand from the layout in Nonin's OEM specification 6470-000-01: HR 140, SpO2 93, pleth 64.
DF2_PACKET = bytes.fromhex(
    "01814001c30180400ccd0180405d1e01804030f101804000c101804000c101804000c101804000c10180405d1e0180405d1e0180405d1e"
    "01804000c101804000c101804001c20180400ccd0180405d1e0180405d1e01804000c101804000c101804001c20180400ccd01804001c2"
    "0180400ccd01804000c101804000c1"
)
# The same with the sensor unplugged: HR 511, SpO2 127, first STATUS C9.
DF2_MISSING = bytes.fromhex(
    "01c940030d01c8407f8801c8407f8801c840303901c840000901c840000901c840000901c840000901c8407f8801c8407f8801c8407f88"
    "01c840000901c840000901c840030c01c8407f8801c8407f8801c8407f8801c840000901c840000901c840030c01c8407f8801c840030c"
    "01c8407f8801c840000901c8400009"
)
# Same specification: HR 75, SpO2 96, pleth 4660.
DF7_PACKET = bytes.fromhex(
    "81123400c78012344b11801234602680123430f680123400c680123400c680123400c680123400c6801234602680123460268012346026"
    "80123400c680123400c680123400c68012344b118012346026801234602680123400c680123400c680123400c68012344b1180123400c6"
    "8012344b1180123400c680123400c6"
)
# First frames of a packet: unit tests of pez-globo/pufferfish-software f1e5e47a (Apache-2.0).
PUFFERFISH = bytes.fromhex("018101008301800148ca01800161e301800130b2")
DF8_GOOD = bytes.fromhex("80486220")  # HR 72, SpO2 98, SmartPoint; from the same specification's layout
DF8_POOR = bytes.fromhex("8d0c5d00")  # HR 140, SpO2 93, artifact, marginal perfusion
DF8_MISSING = bytes.fromhex("a37f7f08")  # out of track, finger out
DF1_GOOD = DF8_GOOD[:3]
DF13_RECORD = bytes.fromhex("0002000d000e20240517143015000200004800626503")  # HR 72, SpO2 98, 2024-05-17 14:30:15


def vectors(reference: Path, protocol: str) -> list[dict[str, Any]]:
    """The vectors of the reference material for one protocol."""
    document = json.loads((reference / "protocols" / "vectors.json").read_text(encoding="utf-8"))
    return [vector for vector in document["vectors"] if vector["protocol"] == protocol]


def flips(data: bytes) -> list[bytes]:
    """All copies of `data` with one bit changed."""
    return [
        data[:place] + bytes([data[place] ^ 1 << bit]) + data[place + 1 :]
        for place in range(len(data))
        for bit in range(8)
    ]


def at(seconds: float) -> Stamp:
    return START.earlier(-seconds)


def interpreter() -> Interpreter:
    return Interpreter("nonin-1", provenance=Provenance.SIMULATED)


def numeric(observations: list[Observation], parameter: Parameter) -> Numeric:
    (found,) = [item for item in observations if isinstance(item, Numeric) and item.parameter is parameter]
    return found


def valid_values(observations: list[Observation], parameter: Parameter) -> list[float]:
    """What a rule may believe; none or one number."""
    return [
        item.value
        for item in observations
        if isinstance(item, Numeric)
        and item.parameter is parameter
        and item.quality is Quality.VALID
        and item.value is not None
    ]


def values(observations: list[Observation]) -> dict[str, float | None]:
    return {item.parameter.value: item.value for item in observations if isinstance(item, Numeric)}


def notices(observations: list[Observation]) -> list[tuple[str, bool]]:
    return [(item.code, item.active) for item in observations if isinstance(item, Notice)]


def waves(observations: list[Observation]) -> list[Waveform]:
    return [item for item in observations if isinstance(item, Waveform)]


def packet(
    rates: Rates = WELL,
    *,
    status: Status = NO_STATUS,
    displayed: Rates | None = None,
    at_beat: Status = NO_STATUS,
) -> Packet:
    """A packet in which every frame has `status`, and the first twelve `at_beat` as well."""
    statuses = [status | at_beat if number < 12 else status for number in range(PACKET_FRAMES)]
    return packet_of(rates=rates, displayed=displayed or rates, statuses=statuses, pleth=range(PACKET_FRAMES))
