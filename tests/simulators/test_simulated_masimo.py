"""The Rad-8 from the other end: its lines against those captured from real ones."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from simulator_helpers import EPOCH, WELL, FixedPatient, simulated_patient

from drivers.masimo_ascii1.protocol import AlarmBit, ExceptionBit
from simulators.devices.masimo_ascii1 import MasimoLimits, MasimoRad8
from simulators.devices.oximeter import RECORDED, Oximeter

# README of a public Rad-8 capture, quoted in the protocol sheet
CAPTURED = (
    b"02/22/16 22:47:45 SN=0000056661 SPO2=098% BPM=097 PI=03.60% SPCO=--.-% SPMET=--.-% DESAT=-- PIDELTA=+-- "
    b"ALARM=0000 EXC=000800\r\n"
)


def _rad8(patient: FixedPatient, **changes: object) -> MasimoRad8:
    epoch = EPOCH.replace(year=2016, month=2, day=22, hour=22, minute=47, second=0)
    return MasimoRad8(
        oximeter=Oximeter(patient, RECORDED),
        epoch=epoch,
        serial_number="0000056661",
        **changes,  # type: ignore[arg-type]  # test shorthand
    )


def test_line_is_that_of_a_real_rad8() -> None:
    patient = FixedPatient(replace(WELL, pulse=97.0))
    assert _rad8(patient).tick(45.0) == CAPTURED


def test_documented_alarm_line_has_its_bits(reference: Path) -> None:
    """The manual's example: pulse low, alarm active, silenced; nobody silences ours, so that bit is missing."""
    vectors = json.loads((reference / "protocols" / "vectors.json").read_text(encoding="utf-8"))["vectors"]
    expected = next(vector for vector in vectors if vector["id"] == "rad8_alarm_0038")["expect"]["alarm"]
    masimo = _rad8(FixedPatient(replace(WELL, pulse=57.0)), limits=MasimoLimits(pulse_low=60, delay_s=10.0))
    assert [masimo.record(t_s).alarm for t_s in (0.0, 9.0)] == [AlarmBit(0), AlarmBit(0)]
    assert masimo.record(10.0).alarm == AlarmBit(expected) & ~AlarmBit.SILENCED


def test_own_alarm_waits_and_ends_with_the_cause() -> None:
    patient = FixedPatient(replace(WELL, spo2=80.0))
    masimo = _rad8(patient)
    assert masimo.record(0.0).alarm == AlarmBit(0)
    assert masimo.record(10.0).alarm == AlarmBit.SPO2_LOW | AlarmBit.ALARM_ACTIVE
    patient.vitals = WELL
    assert masimo.record(11.0).alarm == AlarmBit(0)
    patient.vitals = replace(WELL, spo2=80.0)
    assert masimo.record(12.0).alarm == AlarmBit(0)


@pytest.mark.parametrize(
    ("vitals", "bits"),
    [
        (replace(WELL, probe_on=False), ExceptionBit.SENSOR_OFF | ExceptionBit.SET_RUNNING),
        (replace(WELL, spo2=None), ExceptionBit.PULSE_SEARCH),
        (replace(WELL, perfusion_index=0.1), ExceptionBit.LOW_PERFUSION | ExceptionBit.SET_RUNNING),
        (replace(WELL, motion=True), ExceptionBit.LOW_SIGNAL_IQ | ExceptionBit.SET_RUNNING),
    ],
)
def test_states_become_bits(vitals: object, bits: ExceptionBit) -> None:
    record = _rad8(FixedPatient(vitals)).record(0.0)  # type: ignore[arg-type]  # parametrized
    assert record.exceptions == bits
    has_values = not bits & (ExceptionBit.SENSOR_OFF | ExceptionBit.PULSE_SEARCH)
    assert (record.spo2_percent is not None) == (record.pulse_per_min is not None) == has_values


def test_same_seed_same_bytes_and_different_seeds_differ() -> None:
    def run(seed: int) -> bytes:
        oximeter = Oximeter(simulated_patient(seed=seed))
        masimo = MasimoRad8(oximeter=oximeter, epoch=EPOCH, serial_number="0000000001")
        return b"".join(masimo.tick(t_s) for t_s in range(600))

    assert run(1) == run(1)
    assert run(1) != run(2)


def test_host_is_not_heard() -> None:
    assert _rad8(FixedPatient(WELL)).answer(b" NC0!E\r", 0.0) == b""
