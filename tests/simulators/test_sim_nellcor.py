"""The N-560 from the other end: its lines against those captured from a real one."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from simulator_helpers import EPOCH, WELL, FixedPatient, simulated_patient

from drivers.nellcor_ascii.protocol import line_decoder
from simulators.devices.nellcor_ascii import NellcorLimits, NellcorN560, OutputMode
from simulators.devices.oximeter import RECORDED, SEARCH_S, Oximeter
from simulators.patient import Vitals

CAPTURED_EPOCH = datetime(2017, 12, 29, 7, 19, tzinfo=UTC)
MEASURED = replace(WELL, pulse=66.0, spo2=99.0, perfusion_index=0.3)


def n560(
    patient: FixedPatient, *, epoch: datetime = CAPTURED_EPOCH, mode: OutputMode = OutputMode.ASCII
) -> NellcorN560:
    return NellcorN560(oximeter=Oximeter(patient, RECORDED), epoch=epoch, mode=mode)


def test_a_page_is_that_of_a_real_n560() -> None:
    device = n560(FixedPatient(MEASURED))
    page = b"".join(device.tick(t_s) for t_s in range(44)).split(b"\r\n")
    # Header and data captured from an N-560 version 1.56, quoted in the protocol sheet
    assert page[0] == b"N-560    VERSION 1.56.00    CRC:XXXX  SpO2 Limit: 90-100%    PR Limit: 60-170BPM"
    assert page[1].strip() == b"ADULT            0SAT-S"
    assert page[2] == b"TIME                 %SpO2   BPM     PA     Status"
    assert page[3] == b"29-Dec-17 07:19:00    99      66      12"
    assert len(page) == 3 + 22 + 1
    assert device.tick(44.0).startswith(b"N-560 ")
    assert device.tick(45.0) == b""


@pytest.mark.parametrize(
    ("vitals", "captured"),
    [
        (replace(MEASURED, spo2=79.0, motion=True, perfusion_index=0.45), b"    79*     66      18    MO SL       AS"),
        (replace(MEASURED, probe_on=False), b"   ---     ---     ---    SO          AS"),
        (replace(MEASURED, spo2=None), b"     0       0     ---    PS          AS"),
        (replace(MEASURED, pulse=180.0, perfusion_index=None), b"    99     180*     60          PH    AS"),
    ],
)
def test_states_print_their_flags_in_their_slots(vitals: Vitals, captured: bytes) -> None:
    device = n560(FixedPatient(vitals))
    device.silence_alarms(0.0)
    assert device.data_line(2.0).encode()[18:] == captured + b"\r\n"


def test_a_search_repeats_the_values_of_before_and_starts_from_zeros_after_the_probe_was_off() -> None:
    patient = FixedPatient(MEASURED)
    device = n560(patient)
    device.tick(0.0)
    patient.vitals = replace(MEASURED, spo2=None)
    assert device.tick(2.0).split(b":02 ")[1] == b"   99      66     ---    PS\r\n"
    patient.vitals = replace(MEASURED, probe_on=False)
    assert b"SO" in device.tick(4.0)
    patient.vitals = MEASURED
    assert device.tick(6.0).split(b":06 ")[1] == b"    0       0     ---    PS\r\n"
    assert device.data_line(6.0 + SEARCH_S).flags == ()


def test_alarms_are_silenced_for_two_minutes_or_switched_off() -> None:
    device = n560(FixedPatient(MEASURED))
    device.silence_alarms(0.0)
    assert [device.data_line(t_s).flags for t_s in (0.0, 119.0, 120.0)] == [("AS",), ("AS",), ()]
    device.alarms_off = True
    assert device.data_line(130.0).flags == ("AO",)


def test_changed_limits_print_a_new_header_and_move_the_alarm() -> None:
    device = n560(FixedPatient(replace(MEASURED, spo2=88.0)))
    device.tick(0.0)
    assert b"88*" in device.tick(2.0)
    device.set_limits(NellcorLimits(spo2=(85, 100)))
    changed = device.tick(4.0)
    assert b"SpO2 Limit: 85-100%" in changed
    assert b"*" not in changed


def test_xoff_stops_the_print_out_and_xon_restarts_it() -> None:
    device = n560(FixedPatient(MEASURED))
    assert device.answer(b"\x13", 0.0) == b""
    assert device.tick(2.0) == b""
    device.answer(b"other text is passed over", 3.0)
    assert device.tick(4.0) == b""
    device.answer(b"\x11", 5.0)
    assert b"07:19:06" in device.tick(6.0)


def test_other_output_modes_print_no_line() -> None:
    assert n560(FixedPatient(MEASURED), mode=OutputMode.OFF).tick(0.0) == b""
    graph = n560(FixedPatient(MEASURED), mode=OutputMode.GRAPH)
    decoder = line_decoder()
    assert decoder.feed(b"".join(graph.tick(t_s) for t_s in range(20)) + b"\n") == []
    assert decoder.rejected_bytes > 0


def test_every_line_of_a_simulated_patient_is_read_back() -> None:
    def run(seed: int) -> bytes:
        device = NellcorN560(oximeter=Oximeter(simulated_patient(seed=seed)), epoch=EPOCH)
        return b"".join(device.tick(t_s) for t_s in range(600))

    decoder = line_decoder()
    assert len(decoder.feed(run(1))) == 300 + 3 * 14
    assert decoder.rejected_bytes == 0
    assert run(1) == run(1)
    assert run(1) != run(2)
