"""Nonin oximeters from the other end: what they say of a patient, and what they do when the finger is gone."""

from dataclasses import replace
from datetime import datetime

import pytest
from simulator_helpers import EPOCH, WELL, FixedPatient, simulated_patient

from drivers.nonin.once_a_second import FirstByte, FourthByte, Reading
from drivers.nonin.packets import NO_RATES, PACKET_FRAMES, Packet, Perfusion, Rates, Status
from drivers.nonin.protocol import AvantLine, DataFormat, Said, make_decoder
from drivers.nonin.spot_check import SpotCheck, SpotStatus
from simulators.devices.nonin import HOLD_S, Nonin9560, NoninAvant, NoninModule
from simulators.devices.oximeter import RECORDED, SEARCH_S, Oximeter
from simulators.patient import Vitals

RATES = Rates(71, 98)
SELECT_DF8 = bytes.fromhex("027002020803")  # Nonin specification 6470-000-01
SET_CLOCK = bytes.fromhex("027206320c1f0e1e0f03")  # its example: 2050-12-31 14:30:15
READ_CLOCK = bytes.fromhex("02720003")


def module(vitals: Vitals, data_format: DataFormat) -> tuple[NoninModule, FixedPatient]:
    patient = FixedPatient(vitals)
    return NoninModule(oximeter=Oximeter(patient, RECORDED), data_format=data_format), patient


def said(data: bytes, data_format: DataFormat) -> list[Said]:
    decoder = make_decoder(data_format)
    found: list[Said] = [*decoder.feed(data)]
    assert decoder.rejected_bytes == 0
    return found


def packets(device: NoninModule, t_s: float) -> list[Packet]:
    found = [item for item in said(device.tick(t_s), device.data_format) if isinstance(item, Packet)]
    assert len(found) == 3
    return found


def reading(device: NoninModule, t_s: float) -> Reading:
    (found,) = said(device.tick(t_s), device.data_format)
    assert isinstance(found, Reading)
    return found


@pytest.mark.parametrize("data_format", [DataFormat.DF2, DataFormat.DF7])
def test_three_packets_a_second_with_a_wave_and_beats(data_format: DataFormat) -> None:
    device, _ = module(replace(WELL, pulse=60.0), data_format)
    minute = [packet for t_s in range(10) for packet in packets(device, t_s)]
    assert {packet.rates for packet in minute} == {Rates(60, 98)}
    beats = [colour for packet in minute for colour in packet.beats]
    assert set(beats) == {Perfusion.GREEN}
    assert abs(len(beats) - 10 * 12) <= 12  # 160 ms of each of ten beats
    heights = [sample for packet in minute for sample in packet.pleth]
    assert len(heights) == 30 * PACKET_FRAMES
    assert max(heights) > min(heights) + 40
    assert max(heights) < (256 if data_format is DataFormat.DF2 else 65_536)
    assert (max(heights) > 255) is (data_format is DataFormat.DF7)


def test_the_displayed_values_stand_for_ten_seconds_after_the_finger_has_gone() -> None:
    device, patient = module(WELL, DataFormat.DF2)
    packets(device, 0.0)
    patient.vitals = replace(WELL, probe_on=False)
    for t_s in (1.0, HOLD_S - 1):
        (packet, *_) = packets(device, t_s)
        assert (packet.rates, packet.displayed) == (NO_RATES, RATES)
        assert Status.SENSOR_ALARM in packet.state
    assert packets(device, HOLD_S)[0].displayed == NO_RATES


def test_format_8_holds_its_values_under_the_sensor_alarm() -> None:
    device, patient = module(WELL, DataFormat.DF8)
    assert reading(device, 0.0) == Reading(rates=RATES)
    patient.vitals = replace(WELL, probe_on=False)
    held = reading(device, 1.0)
    assert (held.rates, held.first, held.fourth) == (RATES, FirstByte.OUT_OF_TRACK, FourthByte.SENSOR_ALARM)
    assert reading(device, HOLD_S).rates == NO_RATES
    patient.vitals = WELL
    returned = reading(device, 20.0)
    assert (returned.rates, returned.first, returned.fourth) == (NO_RATES, FirstByte.OUT_OF_TRACK, FourthByte(0))
    assert reading(device, 20.0 + SEARCH_S).rates == RATES


@pytest.mark.parametrize(
    ("vitals", "first"),
    [
        (replace(WELL, motion=True), FirstByte.ARTIFACT),
        (replace(WELL, perfusion_index=0.1), FirstByte.LOW_PERFUSION),
        (replace(WELL, spo2=None), FirstByte.OUT_OF_TRACK),
    ],
)
def test_states_become_bits(vitals: Vitals, first: FirstByte) -> None:
    for data_format in (DataFormat.DF1, DataFormat.DF8):
        assert reading(module(vitals, data_format)[0], 0.0).first == first


def test_a_low_battery_is_told_and_poor_perfusion_is_red() -> None:
    device, _ = module(replace(WELL, perfusion_index=0.1), DataFormat.DF7)
    device.low_battery = True
    found = [packets(device, t_s) for t_s in range(3)]
    assert {colour for second in found for packet in second for colour in packet.beats} == {Perfusion.RED}
    assert all(packet.stat2.name == "LOW_BATTERY" for second in found for packet in second)


def test_a_module_is_deaf_and_does_not_speak_other_formats() -> None:
    device, _ = module(WELL, DataFormat.DF2)
    assert device.answer(SELECT_DF8, 0.0) == b""
    assert device.data_format is DataFormat.DF2
    with pytest.raises(ValueError, match="DF13"):
        module(WELL, DataFormat.DF13)


def test_same_patient_same_bytes() -> None:
    def run(seed: int) -> bytes:
        device = NoninModule(oximeter=Oximeter(simulated_patient(seed=seed)), data_format=DataFormat.DF2)
        return b"".join(device.tick(t_s) for t_s in range(120))

    assert run(1) == run(1)
    assert run(1) != run(2)


def spot(patient: FixedPatient) -> Nonin9560:
    return Nonin9560(oximeter=Oximeter(patient, RECORDED), epoch=EPOCH)


def test_a_spot_check_is_sent_when_the_finger_is_taken_away() -> None:
    patient = FixedPatient(WELL)
    device = spot(patient)
    assert [device.tick(t_s) for t_s in range(10)] == [b""] * 10
    patient.vitals = replace(WELL, probe_on=False)
    (check,) = said(device.tick(10.0), DataFormat.DF13)
    assert check == SpotCheck(
        measured_at=datetime.fromisoformat("2024-05-17T14:30:10"), rates=RATES, status=SpotStatus.SMARTPOINT
    )
    assert device.tick(11.0) == b""


def test_a_finger_that_is_taken_away_too_early_gives_no_measurement() -> None:
    patient = FixedPatient(WELL)
    device = spot(patient)
    device.tick(0.0)
    patient.vitals = replace(WELL, probe_on=False)
    (check,) = said(device.tick(1.0), DataFormat.DF13)
    assert isinstance(check, SpotCheck)
    assert (check.rates, check.status) == (NO_RATES, SpotStatus.NO_MEASUREMENT)


def test_measurements_without_a_host_are_sent_from_memory_at_the_next_connection() -> None:
    patient = FixedPatient(WELL)
    device = spot(patient)
    for t_s in range(10):
        device.tick_unconnected(t_s)
    patient.vitals = replace(WELL, probe_on=False)
    device.tick_unconnected(10.0)
    (check,) = said(device.connect(60.0), DataFormat.DF13)
    assert isinstance(check, SpotCheck)
    assert (check.rates, check.status) == (RATES, SpotStatus.SMARTPOINT | SpotStatus.FROM_MEMORY)
    assert device.connect(70.0) == b""


def test_a_format_can_be_chosen_in_the_first_five_seconds_only() -> None:
    device = spot(FixedPatient(WELL))
    assert device.answer(SELECT_DF8, 5.5) == b"\x15"
    assert device.data_format is DataFormat.DF13
    device.connect(60.0)
    assert device.answer(SELECT_DF8[:3], 64.0) == b""
    assert device.answer(SELECT_DF8[3:], 64.1) == b"\x06"
    (found,) = said(device.tick(65.0), DataFormat.DF8)
    assert isinstance(found, Reading)
    assert found.rates == RATES


def test_the_clock_is_set_and_read() -> None:
    device = spot(FixedPatient(WELL))
    assert device.answer(READ_CLOCK, 5.0) == bytes.fromhex("02f2061805110e1e0503")  # 24-05-17 14:30:05
    assert device.answer(SET_CLOCK, 6.0) == b""
    assert device.answer(READ_CLOCK, 7.0) == bytes.fromhex("02f206320c1f0e1e1003")
    impossible = bytes.fromhex("0272063202 1e0e1e0f03".replace(" ", ""))  # 30 February
    assert device.answer(impossible, 8.0) == b""
    assert device.answer(READ_CLOCK, 8.0) == bytes.fromhex("02f206320c1f0e1e1103")


def test_an_avant_prints_a_header_and_a_line_a_second() -> None:
    patient = FixedPatient(WELL)
    device = NoninAvant(oximeter=Oximeter(patient, RECORDED), epoch=EPOCH)
    assert device.tick(0.0) == NoninAvant.HEADER + b"14:30:00 SPO2=098 HR=071\r\n"
    device.mark_event()
    assert [device.tick(t_s) for t_s in (1.0, 2.0)] == [
        b"14:30:01 SPO2=098 HR=071*\r\n",
        b"14:30:02 SPO2=098 HR=071\r\n",
    ]
    patient.vitals = replace(WELL, probe_on=False)
    (line,) = said(device.tick(3.0), DataFormat.AVANT)
    assert line == AvantLine(spo2_percent=None, pulse_per_min=None, clock="14:30:03")
    assert device.answer(b"?\r\n", 4.0) == b""
    fast = NoninAvant(oximeter=Oximeter(patient, RECORDED), epoch=EPOCH, fast_averaging=True)
    assert fast.tick(0.0).endswith(b"HR=--- F\r\n")
