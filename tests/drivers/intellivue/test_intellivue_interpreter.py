"""What answers mean: state bits, held values, cuff readings told once."""

from dataclasses import replace
from datetime import timedelta

import pytest
from intellivue_bench import (
    EARLY,
    MEASURING,
    NOON,
    OPENED,
    Bench,
    cuff,
    number,
    numeric,
    observed,
    pressures,
    spo2,
)

from drivers.observations import (
    CuffStatus,
    Numeric,
    Parameter,
    Provenance,
    Quality,
    Source,
)
from drivers.philips_intellivue.codes import (
    MeasurementState,
    Physio,
    Unit,
)
from drivers.philips_intellivue.numerics import parse_value


def test_a_value_without_bits_is_valid() -> None:
    item = numeric(Bench().hear(spo2(97.0)))
    assert (item.value, item.quality, item.source, item.why) == (97.0, Quality.VALID, Source.OXIMETER, None)


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "state",
    [
        MeasurementState.INVALID,
        MeasurementState.UNAVAILABLE,
        MeasurementState.CALIBRATING,
        MeasurementState.TEST_DATA,
        MeasurementState.DEMO_DATA,
    ],
)
@pytest.mark.parametrize("value", [0.0, 97.0, None])
def test_a_state_that_forbids_the_number_gives_none_and_a_reason(state: MeasurementState, value: float | None) -> None:
    item = numeric(Bench().hear(spo2(value, state)))
    assert (item.value, item.quality) == (None, Quality.INVALID)
    assert item.why


@pytest.mark.hazard("H02")
@pytest.mark.parametrize("packed", ["4bb8000002200 07fffff", "4bb800000220 00800000", "4bb80000022000000000"])
def test_special_numbers_and_zero_give_none(packed: str) -> None:
    item = numeric(Bench().hear(observed(parse_value(bytes.fromhex(packed.replace(" ", ""))))))
    assert (item.value, item.quality) == (None, Quality.INVALID)


def test_a_questionable_value_is_shown_with_its_doubt() -> None:
    item = numeric(Bench().hear(spo2(91.0, MeasurementState.QUESTIONABLE)))
    assert (item.value, item.quality) == (91.0, Quality.QUESTIONABLE)


def test_demonstration_data_pass_only_where_nothing_is_real() -> None:
    demo = spo2(95.0, MeasurementState.DEMO_DATA)
    assert numeric(Bench(provenance=Provenance.REAL).hear(demo)).value is None
    item = numeric(Bench(provenance=Provenance.SIMULATED).hear(demo))
    assert (item.value, item.quality) == (95.0, Quality.QUESTIONABLE)


@pytest.mark.parametrize("value", [0.5, 101.0])
def test_an_impossible_saturation_is_none(value: float) -> None:
    assert numeric(Bench().hear(spo2(value))).value is None


def test_a_value_in_a_unit_of_something_else_is_none() -> None:
    item = numeric(Bench().hear(observed(number(Physio.SPO2, 97.0, unit=Unit.MMHG))))
    assert item.value is None
    assert "unit 0F20" in str(item.why)


def test_kilopascal_become_millimetres_of_mercury() -> None:
    item = numeric(Bench().hear(observed(number(Physio.ETCO2, 5.0, unit=Unit.KILOPASCAL))), Parameter.ETCO2)
    assert item.value == pytest.approx(37.503)
    (reading,) = pressures(Bench(opened=None).hear(cuff(16.0, 10.7, 12.0, unit=Unit.KILOPASCAL)))
    assert (reading.systolic, reading.diastolic, reading.mean) == (120.0, 80.3, 90.0)


def test_of_two_respirations_the_airway_counts_unless_only_the_other_is_usable() -> None:
    chest = observed(number(Physio.RESPIRATION, 15.0, unit=Unit.BREATHS_PER_MIN))
    airway = observed(number(Physio.RESPIRATION_AIRWAY, 11.0, unit=Unit.BREATHS_PER_MIN))
    assert numeric(Bench().hear(chest, airway), Parameter.RESP).value == 11.0
    lost = observed(number(Physio.RESPIRATION_AIRWAY, None, unit=Unit.BREATHS_PER_MIN))
    assert numeric(Bench().hear(lost, chest), Parameter.RESP).value == 15.0


def test_the_three_pulses_keep_their_sources() -> None:
    items = Bench().hear(
        observed(number(Physio.PULSE_OXIMETER, 61.0, unit=Unit.BEATS_PER_MIN)),
        observed(number(Physio.PULSE_CHOSEN, 62.0, unit=Unit.BEATS_PER_MIN)),
        observed(number(Physio.HEART_RATE_ECG, 63.0, unit=Unit.BEATS_PER_MIN)),
    )
    found = {(item.parameter, item.source): item.value for item in items if isinstance(item, Numeric)}
    assert found == {
        (Parameter.PULSE, Source.OXIMETER): 61.0,
        (Parameter.PULSE, Source.OTHER): 62.0,
        (Parameter.HR, Source.ECG): 63.0,
    }


@pytest.mark.hazard("H02")
def test_a_parameter_that_is_no_longer_listed_is_told_as_none_once() -> None:
    bench = Bench()
    bench.hear(spo2(97.0))
    assert bench.hear(observed(), complete=False) == []  # a part was lost: nothing follows from what is missing
    item = numeric(bench.hear(observed()))
    assert (item.value, item.why) == (None, "the monitor no longer lists it")
    assert bench.hear(observed()) == []


@pytest.mark.hazard("H03")
def test_an_answer_of_the_same_or_an_earlier_moment_is_never_told_again() -> None:
    bench = Bench()
    bench.hear(spo2(97.0))
    late = bench.answer(spo2(99.0))
    assert bench.interpreter.interpret(late) == []
    bench.hear(spo2(88.0))
    assert bench.interpreter.interpret(late) == []
    for minute in range(10):  # a monitor that hangs repeats itself for ten minutes
        assert (
            bench.interpreter.interpret(replace(bench.answer(spo2(88.0)), stamp=OPENED.earlier(-60.0 * minute))) == []
        )
    assert bench.interpreter.repeated_answers == 12


def test_a_restarted_monitor_is_heard_after_a_new_association() -> None:
    bench = Bench()
    bench.second = 1000
    bench.hear(spo2(97.0))
    bench.second = 0
    bench.interpreter.associated()
    assert numeric(bench.hear(spo2(96.0))).value == 96.0


@pytest.mark.hazard("H03")
def test_a_reading_is_told_once_with_its_age() -> None:
    bench = Bench()
    told = [item for _ in range(600) for item in pressures(bench.hear(cuff(at=NOON + timedelta(seconds=0))))]
    (reading,) = told
    assert (reading.systolic, reading.diastolic, reading.mean, reading.age_s) == (131.0, 82.0, 98.0, 1.0)
    assert reading.measured_at == OPENED


@pytest.mark.hazard("H03")
def test_a_reading_from_before_the_link_is_old_and_the_next_one_is_done() -> None:
    bench = Bench()
    (old,) = pressures(bench.hear(cuff(at=NOON - timedelta(minutes=30))))
    assert (old.status, old.age_s) == (CuffStatus.OLD, 1801.0)
    (new,) = pressures(bench.hear(cuff(at=NOON + timedelta(seconds=1))))
    assert (new.status, new.systolic) == (CuffStatus.DONE, 131.0)  # the same numbers, measured anew


def test_in_a_capture_every_reading_belongs() -> None:
    (reading,) = pressures(Bench(opened=None).hear(cuff(at=NOON - timedelta(minutes=30))))
    assert reading.status is CuffStatus.DONE


def test_the_cuffs_own_pulse_goes_with_the_reading_of_the_same_time() -> None:
    pulse = number(Physio.PULSE_CUFF, 66.0, unit=Unit.BEATS_PER_MIN)
    (reading,) = pressures(Bench(opened=None).hear(cuff(), observed(pulse, at=NOON)))
    assert reading.pulse == 66.0
    (reading,) = pressures(Bench(opened=None).hear(cuff(), observed(pulse, at=NOON - timedelta(minutes=5))))
    assert reading.pulse is None


@pytest.mark.hazard("H03")
def test_measuring_is_told_once_and_the_old_numbers_are_not_told_again() -> None:
    bench = Bench()
    bench.hear(cuff(at=NOON))
    (begun,) = pressures(bench.hear(cuff(at=NOON, state=MEASURING)))
    assert (begun.status, begun.systolic) == (CuffStatus.MEASURING, None)
    assert pressures(bench.hear(cuff(at=NOON, state=MEASURING))) == []
    later = NOON + timedelta(seconds=3)
    assert pressures(bench.hear(cuff(150.0, None, None, at=later, state=EARLY))) == []
    (reading,) = pressures(bench.hear(cuff(150.0, 90.0, 110.0, at=later)))
    assert (reading.status, reading.systolic) == (CuffStatus.DONE, 150.0)


def test_a_measurement_that_fails_is_told_with_its_reason() -> None:
    bench = Bench()
    bench.hear(cuff(at=NOON, state=MEASURING))
    failed = cuff(None, None, None, at=NOON + timedelta(seconds=2), state=MeasurementState.UNAVAILABLE)
    (item,) = pressures(bench.hear(failed))
    assert (item.status, item.why) == (CuffStatus.FAILED, "the signal does not allow a value")
    assert pressures(bench.hear(failed)) == []


def test_a_cancelled_measurement_fails_after_the_new_numbers_had_time_to_come() -> None:
    bench = Bench()
    bench.hear(cuff(at=NOON))
    bench.hear(cuff(at=NOON, state=MEASURING))
    told = [item for _ in range(8) for item in pressures(bench.hear(cuff(at=NOON)))]
    assert [(item.status, item.why) for item in told] == [(CuffStatus.FAILED, "ended without a reading")]


def test_without_a_time_a_reading_is_new_when_it_changed_or_measuring_ended() -> None:
    bench = Bench()
    (first,) = pressures(bench.hear(cuff(at=None)))
    assert (first.status, first.age_s) == (CuffStatus.OLD, None)  # it may be the former patient's
    assert pressures(bench.hear(cuff(at=None))) == []
    bench.hear(cuff(at=None, state=MEASURING))
    (same,) = pressures(bench.hear(cuff(at=None)))
    (other,) = pressures(bench.hear(cuff(140.0, at=None)))
    assert (same.status, other.status, other.systolic) == (CuffStatus.DONE, CuffStatus.DONE, 140.0)


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    ("systolic", "diastolic", "mean"),
    [(131.0, None, 98.0), (80.0, 90.0, 85.0), (131.0, 82.0, 140.0), (0.0, 0.0, 0.0)],
)
def test_a_reading_that_cannot_be_is_failed(systolic: float, diastolic: float | None, mean: float) -> None:
    bench = Bench(opened=None)
    bench.hear(cuff(at=NOON, state=MEASURING))
    (item,) = pressures(bench.hear(cuff(systolic, diastolic, mean, at=NOON + timedelta(seconds=1))))
    assert (item.status, item.systolic) == (CuffStatus.FAILED, None)


def test_a_severe_reading_is_shown_with_doubt_and_never_thrown_away() -> None:
    (item,) = pressures(Bench(opened=None).hear(cuff(291.0, 150.0, 200.0)))
    assert (item.quality, item.systolic) == (Quality.QUESTIONABLE, 291.0)


def test_a_reading_from_the_future_has_no_age() -> None:
    (item,) = pressures(Bench(opened=None).hear(cuff(at=NOON + timedelta(hours=1))))
    assert item.age_s is None  # somebody has set the monitor's clock
