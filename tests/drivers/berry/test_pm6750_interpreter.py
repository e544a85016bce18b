"""PM6750: which cuff result is new, which numbers hold, and that a frame repeated for ten minutes is one reading."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from drivers.berry_bci.pm6750 import OtherFrame, TemperatureFrame
from drivers.berry_bci.pm6750_driver import make_pm6750_capture_decoder
from drivers.berry_bci.pm6750_interpreter import MEASURING_FRAME_LIFE_S, Pm6750Interpreter
from drivers.berry_bci.protocol import NIBP_START, NIBP_STOP, CommandFrame, EcgFrame, Frame, NibpFrame, Spo2Frame
from drivers.device import Decoded, HostCommand
from drivers.observations import (
    BloodPressure,
    CuffStatus,
    Notice,
    Numeric,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

MEASURING = NibpFrame(state=1, cuff_mmhg=140)
DONE = NibpFrame(state=0, systolic=118, diastolic=76, mean=90)
OTHER = NibpFrame(state=0, systolic=186, diastolic=101, mean=131)
ZEROS = NibpFrame(state=0)
STOPPED = NibpFrame(state=2)
SPO2 = Spo2Frame(state=0, spo2_percent=98, pulse_per_min=72)
ECG = EcgFrame(status=0, hr_per_min=71, resp_per_min=14)


def at(seconds: float) -> Stamp:
    return Stamp(0, 0).earlier(-seconds)


def board(*, live: bool = True) -> Pm6750Interpreter:
    return Pm6750Interpreter("pm-1", provenance=Provenance.SIMULATED, live=live)


def told(interpreter: Pm6750Interpreter, frames: Iterable[Frame], *, from_s: float = 0.0) -> list[Decoded]:
    """What `frames`, one a second, say."""
    return [item for t, frame in enumerate(frames) for item in interpreter.interpret(frame, at(from_s + t))]


def pressures(said: Iterable[Decoded]) -> list[tuple[CuffStatus, float | None]]:
    return [(item.status, item.systolic) for item in said if isinstance(item, BloodPressure)]


def numerics(said: Iterable[Decoded]) -> dict[Parameter, Numeric]:
    return {item.parameter: item for item in said if isinstance(item, Numeric)}


def test_a_whole_reading() -> None:
    said = told(board(), [MEASURING, MEASURING, DONE])
    begun, done = (item for item in said if isinstance(item, BloodPressure))
    assert (begun.status, begun.quality, begun.stamp) == (CuffStatus.MEASURING, Quality.INVALID, at(0))
    assert (done.status, done.quality, done.stamp) == (CuffStatus.DONE, Quality.VALID, at(2))
    assert (done.systolic, done.diastolic, done.mean, done.provenance) == (118, 76, 90, Provenance.SIMULATED)


@pytest.mark.hazard("H03")
@pytest.mark.parametrize("live", [True, False])
def test_a_result_that_is_repeated_for_ten_minutes_is_one_reading(*, live: bool) -> None:
    said = told(board(live=live), [MEASURING, *[DONE] * 600])
    assert pressures(said) == [(CuffStatus.MEASURING, None), (CuffStatus.DONE, 118)]


@pytest.mark.hazard("H03")
def test_what_stood_there_before_the_link_was_opened_is_old_and_told_once() -> None:
    said = told(board(), [DONE] * 10)
    assert pressures(said) == [(CuffStatus.OLD, 118)]


def test_in_a_capture_a_lone_result_counts() -> None:
    assert pressures(told(board(live=False), [DONE])) == [(CuffStatus.DONE, 118)]


def test_the_same_numbers_measured_anew_are_a_reading() -> None:
    said = told(board(), [MEASURING, DONE, DONE, MEASURING, DONE])
    assert pressures(said).count((CuffStatus.DONE, 118)) == 2


def test_other_numbers_without_measuring_frames_are_a_reading() -> None:
    assert pressures(told(board(), [DONE, OTHER])) == [(CuffStatus.OLD, 118), (CuffStatus.DONE, 186)]


def test_zeros_at_power_up_say_nothing() -> None:
    assert told(board(), [ZEROS] * 3) == []
    assert told(board(live=False), [ZEROS]) == []


@pytest.mark.parametrize("code", [2, 3, 4, 5, 6, 8, 9, 10, 15])
def test_failures_have_no_numbers_whatever_the_fields_hold(code: int) -> None:
    said = told(board(), [MEASURING, replace(DONE, state=code)])
    assert pressures(said) == [(CuffStatus.MEASURING, None), (CuffStatus.FAILED, None)]
    (failed,) = [item for item in said if isinstance(item, BloodPressure) and item.status is CuffStatus.FAILED]
    assert failed.why == f"failed, code {code}"


def test_state_seven_is_shown_with_doubt() -> None:
    said = told(board(), [MEASURING, replace(DONE, state=7)])
    (reading,) = [item for item in said if isinstance(item, BloodPressure) and item.systolic is not None]
    assert (reading.status, reading.quality) == (CuffStatus.DONE, Quality.QUESTIONABLE)
    assert "status 7" in str(reading.why)


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "frame",
    [
        ZEROS,
        replace(DONE, systolic=None),
        replace(DONE, diastolic=None),
        replace(DONE, mean=None),
        replace(DONE, systolic=70),
        replace(DONE, mean=130),
    ],
)
def test_missing_or_impossible_numbers_are_a_failure(frame: NibpFrame) -> None:
    assert pressures(told(board(), [MEASURING, frame])) == [(CuffStatus.MEASURING, None), (CuffStatus.FAILED, None)]


def test_a_very_low_systolic_is_shown_with_doubt() -> None:
    low = NibpFrame(state=0, systolic=28, diastolic=12, mean=18)
    said = told(board(), [MEASURING, low])
    (reading,) = [item for item in said if isinstance(item, BloodPressure) and item.systolic is not None]
    assert (reading.quality, reading.why) == (Quality.QUESTIONABLE, "systolic outside 30-280")


def test_stop_is_owed_for_what_was_started_from_here_only() -> None:
    ours, theirs = board(), board()
    ours.expect_reading()
    told(ours, [MEASURING, DONE, DONE])
    assert ours.owed == [NIBP_STOP.encode()]
    told(theirs, [MEASURING, DONE])
    assert theirs.owed == []


@pytest.mark.hazard("H03")
def test_the_boards_echo_of_our_stop_is_no_second_failure() -> None:
    interpreter = board()
    interpreter.expect_reading()
    said = told(interpreter, [MEASURING, DONE, STOPPED, DONE, STOPPED])
    assert pressures(said) == [(CuffStatus.MEASURING, None), (CuffStatus.DONE, 118)]


@pytest.mark.hazard("H03")
def test_a_cancelled_measurement_does_not_make_the_former_reading_new() -> None:
    interpreter = board()
    told(interpreter, [MEASURING, DONE])
    told(interpreter, [MEASURING], from_s=60)
    interpreter.expect_stop()
    said = told(interpreter, [DONE, DONE], from_s=61)
    assert pressures(said) == [(CuffStatus.FAILED, None)]
    assert pressures(told(interpreter, [MEASURING, DONE], from_s=120))[-1] == (CuffStatus.DONE, 118)


@pytest.mark.hazard("H03")
def test_a_start_does_not_make_the_former_reading_new() -> None:
    interpreter = board()
    told(interpreter, [MEASURING, DONE])
    interpreter.expect_reading()
    said = told(interpreter, [DONE, MEASURING, OTHER], from_s=60)
    assert pressures(said) == [(CuffStatus.MEASURING, None), (CuffStatus.DONE, 186)]
    fresh = board()
    fresh.expect_reading()
    assert pressures(told(fresh, [DONE])) == [(CuffStatus.OLD, 118)]


def test_a_start_that_fails_at_once_is_told() -> None:
    interpreter = board()
    told(interpreter, [MEASURING, DONE])
    interpreter.expect_reading()
    assert pressures(told(interpreter, [NibpFrame(state=5)] * 3, from_s=60)) == [(CuffStatus.FAILED, None)]


def test_a_measurement_that_is_heard_of_no_more_has_failed() -> None:
    interpreter = board()
    told(interpreter, [MEASURING])
    assert interpreter.is_measuring(at(MEASURING_FRAME_LIFE_S))
    late = MEASURING_FRAME_LIFE_S + 1
    assert not interpreter.is_measuring(at(late))
    assert pressures(interpreter.interpret(SPO2, at(late))) == [(CuffStatus.FAILED, None)]
    assert interpreter.last_measuring is None


def test_a_failure_from_before_opening_is_old() -> None:
    assert pressures(told(board(), [NibpFrame(state=3)] * 2)) == [(CuffStatus.OLD, None)]


def test_child_and_neonate_mode_are_told() -> None:
    said = told(board(), [replace(MEASURING, patient=mode) for mode in (0, 1, 2, 2, 0)])
    assert [(item.code, item.active) for item in said if isinstance(item, Notice)] == [
        ("child_mode", True),
        ("child_mode", False),
        ("neonate_mode", True),
        ("neonate_mode", False),
    ]


def test_continuous_values_keep_their_source() -> None:
    found = numerics(told(board(), [SPO2, ECG]))
    assert {name: (item.value, item.source, item.quality) for name, item in found.items()} == {
        Parameter.SPO2: (98, Source.OXIMETER, Quality.VALID),
        Parameter.PULSE: (72, Source.OXIMETER, Quality.VALID),
        Parameter.HR: (71, Source.ECG, Quality.VALID),
        Parameter.RESP: (14, Source.ECG, Quality.VALID),
    }


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "frame",
    [
        *(replace(SPO2, state=state) for state in (1, 2, 3, 4, 9)),
        Spo2Frame(state=0, spo2_percent=None, pulse_per_min=None),
        Spo2Frame(state=0, spo2_percent=None, pulse_per_min=17),
        replace(ECG, status=0x02),
        EcgFrame(status=0, hr_per_min=None, resp_per_min=None),
        EcgFrame(status=0, hr_per_min=17, resp_per_min=121),
        TemperatureFrame(state=3, tenths_celsius=366),
        TemperatureFrame(state=0, tenths_celsius=0),
        TemperatureFrame(state=0, tenths_celsius=2559),
    ],
)
def test_no_value_is_none_with_a_reason_and_never_a_number(frame: Frame) -> None:
    found = numerics(told(board(), [frame]))
    assert found
    for item in found.values():
        assert (item.value, item.quality) == (None, Quality.INVALID)
        assert item.why


@pytest.mark.hazard("H02")
def test_the_bytes_that_mean_no_value_are_never_numbers() -> None:
    reader = make_pm6750_capture_decoder()
    for data in (b"\x04\x00\x7f\xff", b"\x04\x00\x00\x00", b"\x02\x00\x00\x00\x00\x00"):
        body = bytes([len(data) + 2]) + data
        raw = b"\x55\xaa" + body + bytes([~sum(body) & 0xFF])
        found = reader.feed(raw, at(0))
        assert len(numerics(found)) == 2
        assert {item.value for item in numerics(found).values()} == {None}


def test_weak_ecg_and_a_lone_temperature_probe_give_doubt() -> None:
    found = numerics(told(board(), [replace(ECG, status=0x01), TemperatureFrame(state=1, tenths_celsius=366)]))
    assert {name: (item.value, item.quality) for name, item in found.items()} == {
        Parameter.HR: (71, Quality.QUESTIONABLE),
        Parameter.RESP: (14, Quality.QUESTIONABLE),
        Parameter.TEMPERATURE: (36.6, Quality.QUESTIONABLE),
    }


def test_gain_and_filter_bits_change_nothing() -> None:
    assert numerics(told(board(), [replace(ECG, status=0x3C)]))[Parameter.HR].quality is Quality.VALID


def test_probe_states_begin_and_end() -> None:
    off, leads = replace(SPO2, state=2, spo2_percent=None), replace(ECG, status=0x02)
    said = told(board(), [SPO2, off, leads, off, ECG, SPO2])
    assert [(item.code, item.active) for item in said if isinstance(item, Notice)] == [
        ("probe_off", True),
        ("leads_off", True),
        ("leads_off", False),
        ("probe_off", False),
    ]


def test_commands_in_a_capture_are_named_and_waves_say_nothing() -> None:
    said = told(board(live=False), [CommandFrame(NIBP_START), OtherFrame(b"\xfe\x40"), CommandFrame(NIBP_STOP)])
    assert [(item.command, item.meaning) for item in said if isinstance(item, HostCommand)] == [
        ("02 01", "nibp_start"),
        ("02 00", "nibp_stop"),
    ]
    assert len(said) == 2
