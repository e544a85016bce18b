"""The Capnostream from the other end: deaf until enabled, numerics against the constructed bytes, apnoea, alarms."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from simulator_helpers import EPOCH, WELL, FixedPatient

from drivers.capnostream.protocol import (
    Co2Alarm,
    Co2Sample,
    Decoder,
    FastStatus,
    Identity,
    Message,
    Numerics,
    SlowStatus,
    Spo2Alarm,
)
from simulators.devices.capnostream import KEEP_ALIVE_LIMIT_S, NO_BREATH_ALARM_S, Breath, Capnostream, PatientBreathing
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.patient import Vitals

ENABLE, DISABLE = bytes.fromhex("85010100"), bytes.fromhex("85010203")
START, STOP, LINK_IS_ACTIVE = bytes.fromhex("85010405"), bytes.fromhex("85010504"), bytes.fromhex("85010607")
# Constructed for the protocol sheet: EtCO2 38, rate 14, SpO2 97, pulse 72 at 1 700 000 000.
NORMAL = bytes.fromhex("851c016553f10026000e6148000000000000003c0f1e050864558c32010075")


class FixedBreathing:
    def __init__(self, rate_per_min: int = 14, etco2_mmhg: int = 38) -> None:
        self.breath = Breath(rate_per_min, etco2_mmhg)

    def at(self, _t_s: float) -> Breath:
        return self.breath


def _monitor(vitals: Vitals = WELL, breathing: FixedBreathing | None = None) -> Capnostream:
    oximeter = Oximeter(FixedPatient(vitals), RECORDED)
    return Capnostream(oximeter=oximeter, epoch=EPOCH, breathing=breathing or FixedBreathing())


def _messages(data: bytes) -> list[Message]:
    decoder = Decoder()
    messages = decoder.feed(data)
    assert (decoder.rejected_bytes, decoder.waiting_bytes) == (0, 0)
    return messages


def _started(monitor: Capnostream) -> Capnostream:
    monitor.answer(ENABLE + START, 0.0)
    return monitor


def test_it_answers_enable_with_its_identity_and_start_only_then() -> None:
    monitor = _monitor()
    monitor.answer(START, 0.0)
    assert monitor.tick(0.0) == b""
    assert _messages(monitor.answer(ENABLE, 1.0)) == [Identity("V45.67 02/24/2008 B355987654")]
    assert monitor.tick(1.0) == b""
    assert monitor.answer(START, 2.0) == b""
    messages = _messages(monitor.tick(2.0))
    assert [type(message) for message in messages] == [Co2Sample] * 20 + [Numerics]


@pytest.mark.parametrize("command", [STOP, DISABLE])
def test_it_stops_when_it_is_told(command: bytes) -> None:
    monitor = _started(_monitor())
    monitor.answer(command, 1.0)
    assert monitor.tick(1.0) == b""


def test_it_stops_when_the_host_says_nothing_any_more() -> None:
    monitor = _started(_monitor())
    monitor.answer(LINK_IS_ACTIVE, 5.0)
    assert monitor.tick(5.0 + KEEP_ALIVE_LIMIT_S) != b""
    assert monitor.tick(6.0 + KEEP_ALIVE_LIMIT_S) == b""
    monitor.answer(START, 7.0 + KEEP_ALIVE_LIMIT_S)  # it has to be enabled again
    assert monitor.tick(7.0 + KEEP_ALIVE_LIMIT_S) == b""


def test_its_numerics_are_the_constructed_bytes() -> None:
    epoch = datetime.fromtimestamp(1_700_000_000, UTC)
    oximeter = Oximeter(FixedPatient(replace(WELL, spo2=97.0, pulse=72.0)), RECORDED)
    monitor = _started(Capnostream(oximeter=oximeter, epoch=epoch, breathing=FixedBreathing()))
    assert monitor.tick(0.0).endswith(NORMAL)


def test_apnoea_takes_the_values_counts_the_seconds_and_alarms() -> None:
    breathing = FixedBreathing()
    monitor = _started(_monitor(breathing=breathing))
    monitor.tick(0.0)
    breathing.breath = Breath(0, 0)
    monitor.tick(1.0)
    early = monitor.numerics(NO_BREATH_ALARM_S - 1.0)
    assert (early.rr_per_min, early.etco2, early.no_breath_s) == (None, None, NO_BREATH_ALARM_S - 1)
    assert (early.co2_alarms, early.slow) == (Co2Alarm(0), SlowStatus(0))
    late = monitor.numerics(float(NO_BREATH_ALARM_S))
    assert (late.co2_alarms, late.slow) == (Co2Alarm.NO_BREATH, SlowStatus.HIGH_AUDIBLE)
    assert monitor.numerics(9999.0).no_breath_s == 254
    breathing.breath = Breath(14, 38)
    monitor.tick(10_000.0)
    assert monitor.numerics(10_000.0).no_breath_s == 0


@pytest.mark.parametrize(
    ("breath", "alarm"),
    [
        (Breath(14, 61), Co2Alarm.ETCO2_HIGH),
        (Breath(14, 14), Co2Alarm.ETCO2_LOW),
        (Breath(31, 38), Co2Alarm.RR_HIGH),
        (Breath(4, 38), Co2Alarm.RR_LOW),
        (Breath(30, 60), Co2Alarm(0)),
    ],
)
def test_breathing_outside_its_limits_alarms(breath: Breath, alarm: Co2Alarm) -> None:
    monitor = _monitor(breathing=FixedBreathing(breath.rate_per_min, breath.etco2_mmhg))
    numerics = monitor.numerics(0.0)
    assert numerics.co2_alarms == alarm
    assert (SlowStatus.LOW_AUDIBLE in numerics.slow) is bool(alarm)


@pytest.mark.parametrize(
    ("vitals", "alarm"),
    [
        (replace(WELL, probe_on=False), Spo2Alarm.SENSOR_OFF),
        (replace(WELL, spo2=None), Spo2Alarm.PULSE_NOT_FOUND),
        (replace(WELL, spo2=84.0), Spo2Alarm.SPO2_LOW),
        (replace(WELL, pulse=141.0), Spo2Alarm.PULSE_HIGH),
        (replace(WELL, pulse=49.0), Spo2Alarm.PULSE_LOW),
        (WELL, Spo2Alarm(0)),
    ],
)
def test_oximetry_alarms(vitals: Vitals, alarm: Spo2Alarm) -> None:
    numerics = _monitor(vitals).numerics(0.0)
    assert numerics.spo2_alarms == alarm
    has_values = alarm not in (Spo2Alarm.SENSOR_OFF, Spo2Alarm.PULSE_NOT_FOUND)
    assert (numerics.spo2_percent is not None) is has_values


def test_without_its_filter_line_there_is_no_co2_and_no_apnoea() -> None:
    monitor = _started(_monitor())
    monitor.tick(0.0)
    monitor.filter_line_on = False
    *wave, numerics = _messages(monitor.tick(0.5))
    assert {m.status for m in wave if isinstance(m, Co2Sample)} == {
        FastStatus.FILTER_LINE_MISSING | FastStatus.INVALID_CO2
    }
    assert isinstance(numerics, Numerics)
    assert (numerics.etco2, numerics.rr_per_min, numerics.no_breath_s) == (None, None, 0)
    assert numerics.co2_alarms == Co2Alarm(0)


def test_the_wave_has_as_many_breaths_as_the_numerics_say() -> None:
    monitor = _started(_monitor(breathing=FixedBreathing(rate_per_min=15)))
    ends = 0
    for t_s in range(60):
        monitor.answer(LINK_IS_ACTIVE, float(t_s))
        wave = _messages(monitor.tick(float(t_s)))
        ends += sum(isinstance(m, Co2Sample) and FastStatus.END_OF_BREATH in m.status for m in wave)
    assert 14 <= ends <= 15


@pytest.mark.parametrize(
    ("respiration", "etco2", "shown"),
    [(14.4, 38.2, (14, 38)), (0.0, None, (None, None)), (None, None, (None, None))],
)
def test_the_breathing_is_the_patients(
    respiration: float | None, etco2: float | None, shown: tuple[int | None, int | None]
) -> None:
    patient = FixedPatient(replace(WELL, respiration=respiration, etco2=etco2))
    monitor = Capnostream(oximeter=Oximeter(patient, RECORDED), epoch=EPOCH, breathing=PatientBreathing(patient))
    monitor.tick(0.0)
    numerics = monitor.numerics(40.0)
    assert (numerics.rr_per_min, numerics.etco2) == shown
    assert (Co2Alarm.NO_BREATH in numerics.co2_alarms) is (respiration == 0.0)


def test_an_empty_chair_has_no_breath_and_no_alarm_of_it() -> None:
    monitor = _started(Capnostream(oximeter=Oximeter(None), epoch=EPOCH, breathing=PatientBreathing(None)))
    *wave, first = _messages(monitor.tick(0.0))
    assert {(m.co2, m.status) for m in wave if isinstance(m, Co2Sample)} == {(0.0, FastStatus(0))}
    assert isinstance(first, Numerics)
    numerics = monitor.numerics(100.0)
    assert (numerics.rr_per_min, numerics.no_breath_s, numerics.co2_alarms) == (None, 0, Co2Alarm(0))
