"""The instruments inside the devices: averaging, searching, cuff cycle, cuff noise."""

from dataclasses import replace

import numpy as np
import pytest
from simulator_helpers import WELL, FixedPatient, simulated_patient

from simulators.devices.cuff import Cuff, CuffOutcome, CuffResult, CuffSettings, CycleChange
from simulators.devices.oximeter import RECORDED, SEARCH_S, Oximeter, OximeterState
from simulators.patient import EventKind, Vitals, make_event

EVERY_5_MIN = (CycleChange(from_s=0.0, interval_s=300.0),)
SURE = CuffSettings(programme=EVERY_5_MIN, failure_share=0.0, artefact_share=0.0)


def _ended(cuff: Cuff, seconds: int) -> list[CuffResult]:
    return [result for t_s in range(seconds) for result in cuff.advance(t_s)]


def test_oximeter_is_late_and_smooth() -> None:
    patient = simulated_patient()
    patient.add_event(make_event(EventKind.DESATURATION, start_s=0.0))
    shown = [Oximeter(patient).read(t_s).spo2_percent or 0 for t_s in range(120)]
    latent_s = next(t_s for t_s in range(120) if (patient.at(t_s).spo2 or 100) < 90)
    shown_s = next(t_s for t_s in range(120) if shown[t_s] < 90)
    assert 10 <= shown_s - latent_s <= 20


def test_recordings_pass_unchanged() -> None:
    patient = FixedPatient(WELL)
    oximeter = Oximeter(patient, RECORDED)
    oximeter.read(0)
    patient.vitals = replace(WELL, spo2=88.0)
    assert oximeter.read(1).spo2_percent == 88


def test_probe_off_then_searching_then_values() -> None:
    oximeter = Oximeter(FixedPatient(WELL))
    assert oximeter.read(0).state is OximeterState.MEASURING
    oximeter.probe_on = False
    off = oximeter.read(1)
    assert (off.state, off.spo2_percent, off.pulse_bpm) == (OximeterState.SENSOR_OFF, None, None)
    oximeter.probe_on = True
    assert oximeter.read(2).state is OximeterState.SEARCHING
    assert oximeter.read(2 + SEARCH_S).spo2_percent == 98


def test_no_patient_and_no_pulse_give_no_values() -> None:
    assert Oximeter(None).read(0).state is OximeterState.SENSOR_OFF
    assert Oximeter(FixedPatient(Vitals())).read(0).state is OximeterState.SEARCHING


def test_low_perfusion_and_motion_are_flagged() -> None:
    reading = Oximeter(FixedPatient(replace(WELL, perfusion_index=0.2, motion=True))).read(0)
    assert (reading.low_perfusion, reading.low_signal, reading.spo2_percent) == (True, True, 98)


def test_cuff_keeps_its_cycle_and_its_time() -> None:
    results = _ended(Cuff(simulated_patient(), settings=SURE, seed=1), 1300)
    assert len(results) == 5
    for number, result in enumerate(results):
        assert 25.0 <= result.ended_s - 300.0 * number <= 45.0


def test_cycle_can_be_changed_at_the_bedside() -> None:
    programme = (CycleChange(from_s=-600.0, interval_s=300.0), CycleChange(from_s=50.0, interval_s=60.0))
    cuff = Cuff(simulated_patient(), settings=replace(SURE, programme=programme), seed=1)
    ended_s = [result.ended_s for result in [*cuff.advance(-1.0), *_ended(cuff, 240)]]
    for starts_s, end_s in zip((-600.0, -300.0, 0.0, 50.0, 110.0, 170.0), ended_s, strict=True):
        assert 25.0 <= end_s - starts_s <= 45.0


def test_a_cycle_set_during_an_inflation_waits_for_its_end() -> None:
    programme = (CycleChange(from_s=0.0, interval_s=300.0), CycleChange(from_s=10.0, interval_s=600.0))
    first, second = Cuff(simulated_patient(), settings=replace(SURE, programme=programme), seed=1).advance(299.0)
    assert 25.0 <= second.ended_s - first.ended_s <= 45.0


def test_same_seed_same_readings_however_often_it_is_looked_at() -> None:
    closely = _ended(Cuff(simulated_patient(), settings=CuffSettings(programme=EVERY_5_MIN), seed=5), 1000)
    at_once = Cuff(simulated_patient(), settings=CuffSettings(programme=EVERY_5_MIN), seed=5).advance(999.0)
    other = Cuff(simulated_patient(), settings=CuffSettings(programme=EVERY_5_MIN), seed=6).advance(999.0)
    assert closely == at_once
    assert closely != other


def test_noise_is_that_of_a_cuff() -> None:
    settings = replace(SURE, programme=(CycleChange(from_s=0.0, interval_s=60.0),))
    results = Cuff(FixedPatient(WELL), settings=settings, seed=2).advance(60.0 * 2000)
    systolic = np.array([result.systolic for result in results], dtype=float)
    diastolic = np.array([result.diastolic for result in results], dtype=float)
    assert systolic.mean() == pytest.approx(120.0, abs=0.4)
    assert systolic.std() == pytest.approx(4.2, abs=0.3)
    assert diastolic.std() == pytest.approx(3.2, abs=0.3)
    assert np.corrcoef(systolic, diastolic)[0, 1] == pytest.approx(0.5, abs=0.07)
    assert all(r.diastolic < r.mean < r.systolic for r in results if r.mean and r.systolic and r.diastolic)


def test_failures_and_artefacts_come_as_often_as_told() -> None:
    programme = (CycleChange(from_s=0.0, interval_s=60.0),)
    settings = CuffSettings(programme=programme, failure_share=0.1, artefact_share=0.2)
    results = Cuff(FixedPatient(WELL), settings=settings, seed=3).advance(60.0 * 1000)
    failed = [result for result in results if result.outcome is CuffOutcome.FAILED]
    wild = [result for result in results if result.systolic is not None and abs(result.systolic - 120) > 16]
    assert 60 < len(failed) < 140
    assert 130 < len(wild) < 230
    assert {(result.systolic, result.diastolic, result.mean) for result in failed} == {(None, None, None)}


def test_start_and_cancel() -> None:
    cuff = Cuff(FixedPatient(WELL), settings=CuffSettings(programme=()), seed=1)
    assert cuff.advance(10_000.0) == []
    assert cuff.start(10_000.0)
    assert not cuff.start(10_001.0)
    cancelled = cuff.cancel(10_005.0)
    assert cancelled is not None
    assert (cancelled.outcome, cancelled.systolic, cuff.busy) == (CuffOutcome.CANCELLED, None, False)
    assert cuff.cancel(10_006.0) is None


def test_nobody_no_inflation_and_no_pressure_no_reading() -> None:
    empty = Cuff(None, settings=SURE, seed=1)
    assert not empty.start(0.0)
    assert empty.advance(3600.0) == []
    recorded = Cuff(FixedPatient(Vitals(spo2=97.0, pulse=60.0)), settings=SURE, seed=1)
    assert {result.outcome for result in recorded.advance(400.0)} == {CuffOutcome.FAILED}
