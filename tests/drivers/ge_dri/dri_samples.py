"""Bytes of the specification and the recording, and messages of an ordinary patient, for the tests of DRI."""

import gzip
import json
from dataclasses import replace
from pathlib import Path

from drivers.ge_s5_dri.messages import Displayed, Group, NibpBit
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

# GE S/5 Computer Interface Specification M1017617, 12th edition, appendix A
DISPLAYED_10S = bytes.fromhex(
    "7e310000000000000000000000000000000000000000ff000000000000000000000000000000000000010a000e0000000000497e"
)
TREND_60S = bytes.fromhex(
    "7e310000000000000000000000000000000000000000ff000000000000000000000000000000000000033c000e00000000007d5d7e"
)
ECG = Group(0x0B)  # present, measuring, rate from the ECG
PRESENT = Group(3)
STARTED_S = 1_700_000_000  # by the monitor's clock


def vectors(reference: Path) -> dict[str, tuple[bytes, dict[str, object]]]:
    """Bytes and expectation of each vector of this format, by id."""
    found = json.loads((reference / "protocols" / "vectors.json").read_text(encoding="utf-8"))["vectors"]
    return {item["id"]: (bytes.fromhex(item["hex"]), item["expect"]) for item in found if item["protocol"] == "ge_dri"}


def recorded_bytes(reference: Path) -> bytes:
    """29 minutes of a real S/5: one displayed and one wave record a second, cut at both ends."""
    packed = (reference / "recordings" / "ge_s5_pycollect" / "db00.raw.gz").read_bytes()
    return gzip.decompress(packed)


def at(t_s: float) -> Stamp:
    return Stamp(round(t_s * NANOSECONDS_PER_SECOND), round((STARTED_S + t_s) * NANOSECONDS_PER_SECOND))


def shown(
    t_s: int,
    numbers: tuple[int, int, int] | None = (120, 76, 92),
    bits: NibpBit = NibpBit.AUTO,
    *,
    clock_s: int = STARTED_S,
) -> Displayed:
    """A well patient at second `t_s`, with a cuff whose label holds `bits`; numbers in mmHg."""
    values = Displayed(
        time_s=clock_s + t_s,
        ecg=ECG,
        heart_rate=72,
        respiration=14,
        nibp=Group(3, int(bits)),
        oximeter=PRESENT,
        spo2=9750,
        pulse=73,
    )
    if numbers is None:
        return values
    systolic, diastolic, mean = (100 * number for number in numbers)
    return replace(values, systolic=systolic, diastolic=diastolic, mean=mean, nibp_pulse=71)
