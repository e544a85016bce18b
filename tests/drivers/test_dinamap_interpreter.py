"""DINAMAP: one cuff reading is told once, held values never, and what is no value is None with a reason."""

import pytest

from drivers.ge_dinamap.interpreter import Interpreter
from drivers.ge_dinamap.protocol import CommandReply, NaReply, OaReply, RaReply, Reply, TcReply
from drivers.observations import (
    BloodPressure,
    CuffStatus,
    Notice,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

OPENED = Stamp(1_000_000_000_000, 1_700_000_000_000_000_000)
DONE, BUSY = 1, 0


def at(seconds: float) -> Stamp:
    return OPENED.earlier(-seconds)


def live() -> Interpreter:
    return Interpreter("v100-1", provenance=Provenance.SIMULATED, opened=OPENED)


def recorded() -> Interpreter:
    return Interpreter("v100-1", provenance=Provenance.REPLAYED, opened=None)


def na(status: int, age_s: int | None, numbers: tuple[int, int, int] | None = (128, 76, 95)) -> NaReply:
    systolic, diastolic, mean = numbers or (None, None, None)
    return NaReply(status=status, age_s=age_s, systolic=systolic, diastolic=diastolic, mean=mean)


def told(device: Interpreter, script: list[tuple[float, Reply]]) -> list[Observation]:
    return [item for seconds, reply in script for item in device.interpret(reply, at(seconds))]


def statuses(observations: list[Observation]) -> list[CuffStatus]:
    return [item.status for item in observations if isinstance(item, BloodPressure)]


def test_a_reading_made_before_opening_is_old_and_told_once() -> None:
    found = told(live(), [(1, na(DONE, 420)), (2, na(DONE, 421)), (3, na(DONE, 422))])
    (reading,) = [item for item in found if isinstance(item, BloodPressure)]
    assert reading.status is CuffStatus.OLD
    assert (reading.systolic, reading.diastolic, reading.mean, reading.age_s) == (128, 76, 95, 420)
    assert reading.measured_at == at(1 - 420)


def test_a_measurement_is_told_at_its_start_and_at_its_end() -> None:
    script: list[tuple[float, Reply]] = [
        (1, na(DONE, 420)),
        (2, na(BUSY, 421)),
        (3, na(BUSY, 422)),
        (30, na(DONE, 0, (141, 88, 106))),
        (31, na(DONE, 1, (141, 88, 106))),
    ]
    found = told(live(), script)
    assert statuses(found) == [CuffStatus.OLD, CuffStatus.MEASURING, CuffStatus.DONE]
    measuring, done = [item for item in found if isinstance(item, BloodPressure)][1:]
    assert (measuring.systolic, measuring.quality) == (None, Quality.INVALID)
    assert (done.systolic, done.quality, done.age_s) == (141, Quality.VALID, 0)


def test_the_same_numbers_again_are_a_new_reading_when_the_age_fell() -> None:
    found = told(live(), [(1, na(DONE, 420)), (60, na(DONE, 8))])
    assert statuses(found) == [CuffStatus.OLD, CuffStatus.DONE]


def test_the_measurement_instant_that_moved_shows_a_new_reading_after_a_gap() -> None:
    found = told(live(), [(1, na(DONE, 30)), (600, na(DONE, 100))])
    assert statuses(found) == [CuffStatus.OLD, CuffStatus.DONE]


@pytest.mark.hazard("H03")
def test_ten_minutes_of_a_held_reading_and_its_rate_give_one_reading_and_no_rate() -> None:
    device, found = live(), []
    for second in range(1, 601):
        found += told(device, [(second, na(DONE, 100 + second)), (second, RaReply(source=3, rate_per_min=72))])
    assert statuses(found) == [CuffStatus.OLD]
    assert [item for item in found if isinstance(item, Numeric)] == []


def test_a_late_reply_does_not_look_like_a_second_reading() -> None:
    device = live()
    found = device.interpret(na(DONE, 100), at(1))
    found += device.interpret(na(DONE, 101), at(4.9), delay_s=2.9)
    found += device.interpret(na(DONE, 104), at(5))
    assert statuses(found) == [CuffStatus.OLD]


def test_the_cuffs_rate_comes_once_with_each_new_reading() -> None:
    rate = RaReply(source=3, rate_per_min=68)
    script: list[tuple[float, Reply]] = [(1, na(DONE, 420)), (1, rate), (60, na(DONE, 2)), (60, rate), (61, rate)]
    rates = [item for item in told(live(), script) if isinstance(item, Numeric)]
    assert [(item.value, item.source, item.stamp) for item in rates] == [(68, Source.CUFF, at(60))]


@pytest.mark.parametrize("status", [3, 4, 6, 7, 8, 9, 2, 5])
def test_a_failed_measurement_has_a_reason_and_no_numbers_and_is_told_once(status: int) -> None:
    script: list[tuple[float, Reply]] = [
        (1, na(DONE, 420)),
        (2, na(BUSY, 421)),
        (40, na(status, 1)),
        (41, na(status, 2)),
    ]
    found = told(live(), script)
    assert statuses(found) == [CuffStatus.OLD, CuffStatus.MEASURING, CuffStatus.FAILED]
    failed = found[-1]
    assert isinstance(failed, BloodPressure)
    assert (failed.systolic, failed.diastolic, failed.mean) == (None, None, None)
    assert failed.why


def test_two_failures_in_a_row_are_two() -> None:
    script: list[tuple[float, Reply]] = [
        (1, na(BUSY, None)),
        (40, na(8, 1)),
        (50, na(BUSY, 11)),
        (90, na(8, 1)),
        (130, na(8, 1)),  # the polls between were lost, but the age did not grow
    ]
    assert statuses(told(live(), script)).count(CuffStatus.FAILED) == 3


def test_the_former_reading_behind_a_failure_is_not_told_again() -> None:
    script: list[tuple[float, Reply]] = [(1, na(DONE, 10)), (5, na(8, 2, None)), (20, na(DONE, 29))]
    assert statuses(told(live(), script)) == [CuffStatus.OLD, CuffStatus.FAILED]


def test_a_failure_from_before_opening_is_no_failure_of_this_patient() -> None:
    (first,) = told(live(), [(1, na(8, 300, None))])
    assert isinstance(first, BloodPressure)
    assert first.status is CuffStatus.OLD
    assert first.systolic is None


def test_a_cancelled_measurement_ends_without_numbers() -> None:
    found = told(live(), [(1, na(DONE, 420)), (2, na(BUSY, 421)), (6, na(DONE, 425))])
    assert statuses(found) == [CuffStatus.OLD, CuffStatus.MEASURING, CuffStatus.FAILED]
    assert isinstance(found[-1], BloodPressure)
    assert found[-1].systolic is None


def test_a_monitor_that_is_measuring_when_the_link_opens_gives_a_done_reading() -> None:
    assert statuses(told(live(), [(1, na(BUSY, 900)), (20, na(DONE, 3))])) == [CuffStatus.MEASURING, CuffStatus.DONE]


@pytest.mark.hazard("H02")
def test_nothing_measured_yet_is_no_pressure() -> None:
    (nothing,) = told(live(), [(1, na(DONE, None, None))])
    assert isinstance(nothing, BloodPressure)
    assert (nothing.status, nothing.quality, nothing.systolic, nothing.age_s) == (
        CuffStatus.OLD,
        Quality.INVALID,
        None,
        None,
    )


@pytest.mark.hazard("H02")
@pytest.mark.parametrize("numbers", [(76, 128, 95), (128, 76, 60), (128, 95, 95), (182, 96, 95)])
def test_an_impossible_order_is_a_failed_reading(numbers: tuple[int, int, int]) -> None:
    (reading,) = told(live(), [(60, na(DONE, 2, numbers))])
    assert isinstance(reading, BloodPressure)
    assert (reading.status, reading.systolic) == (CuffStatus.FAILED, None)
    assert "impossible" in (reading.why or "")


@pytest.mark.hazard("H02")
def test_one_missing_number_makes_the_reading_incomplete() -> None:
    (reading,) = told(live(), [(60, NaReply(status=DONE, age_s=2, systolic=128, diastolic=None, mean=95))])
    assert isinstance(reading, BloodPressure)
    assert (reading.status, reading.systolic, reading.mean) == (CuffStatus.FAILED, None, None)


@pytest.mark.parametrize("numbers", [(285, 150, 200), (29, 10, 20)])
def test_a_severe_reading_is_doubted_but_kept(numbers: tuple[int, int, int]) -> None:
    (reading,) = told(live(), [(60, na(DONE, 2, numbers))])
    assert isinstance(reading, BloodPressure)
    assert (reading.status, reading.quality, reading.systolic) == (CuffStatus.DONE, Quality.QUESTIONABLE, numbers[0])


def test_a_capture_without_times_tells_readings_apart_by_age_and_numbers() -> None:
    readings = [na(DONE, 7, (141, 88, 106)), na(DONE, 8, (141, 88, 106)), na(DONE, 12), na(DONE, 3)]
    found = [item for reply in readings for item in recorded().interpret(reply, OPENED)]
    assert statuses(found) == [CuffStatus.DONE] * 4  # each alone
    device = recorded()
    found = [item for reply in readings for item in device.interpret(reply, OPENED)]
    assert statuses(found) == [CuffStatus.DONE] * 3


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    "reply",
    [
        OaReply(status=1, spo2_percent=None),  # 000
        OaReply(status=1, spo2_percent=101),
        OaReply(status=1, spo2_percent=127),
        *(OaReply(status=status, spo2_percent=98) for status in (0, 2, 3, 4, 5, 6, 7, 8, 9)),
        RaReply(source=2, rate_per_min=None),  # 000 and -99
        RaReply(source=2, rate_per_min=17),
        RaReply(source=2, rate_per_min=511),
        RaReply(source=0, rate_per_min=72),
        TcReply(status=0, age_s=None, tenths_fahrenheit=986),
        TcReply(status=0, age_s=5, tenths_fahrenheit=0),
        *(TcReply(status=status, age_s=5, tenths_fahrenheit=986) for status in (1, 2, 3, 4, 5)),
    ],
    ids=repr,
)
def test_no_value_is_none_with_a_reason(reply: Reply) -> None:
    (found,) = [item for item in live().interpret(reply, at(1)) if isinstance(item, Numeric)]
    assert (found.value, found.quality) == (None, Quality.INVALID)
    assert found.why


def test_the_oximeter_gives_saturation_and_rate_with_their_source() -> None:
    found = told(live(), [(1, OaReply(status=1, spo2_percent=98)), (1, RaReply(source=2, rate_per_min=72))])
    assert [(item.parameter, item.value, item.source) for item in found if isinstance(item, Numeric)] == [
        (Parameter.SPO2, 98, Source.OXIMETER),
        (Parameter.PULSE, 72, Source.OXIMETER),
    ]
    assert {item.provenance for item in found if isinstance(item, Numeric)} == {Provenance.SIMULATED}


def test_the_sensors_state_is_told_at_its_edges() -> None:
    unplugged, good = OaReply(status=6, spo2_percent=None), OaReply(status=1, spo2_percent=98)
    found = told(live(), [(1, good), (2, unplugged), (3, unplugged), (4, good)])
    assert [(item.code, item.active) for item in found if isinstance(item, Notice)] == [
        ("no_sensor", True),
        ("no_sensor", False),
    ]


def test_stat_mode_and_neonate_mode_are_told() -> None:
    reply = NaReply(status=1, patient=2, stat=True, age_s=4, systolic=128, diastolic=76, mean=95)
    found = told(recorded(), [(1, reply)])
    assert {item.code for item in found if isinstance(item, Notice)} == {"stat_mode", "neonate_mode"}


def test_temperature_is_celsius_whatever_the_bedside_shows_and_comes_once() -> None:
    reply = TcReply(status=0, counter="!", age_s=12, tenths_fahrenheit=986, shown_in_celsius=False)
    found = told(recorded(), [(1, reply), (2, reply)])
    assert [(item.parameter, item.value) for item in found if isinstance(item, Numeric)] == [
        (Parameter.TEMPERATURE, 37.0)
    ]


def test_the_words_after_start_and_cancel_say_nothing_by_themselves() -> None:
    assert told(live(), [(1, CommandReply("NC", " ERROR"))]) == []
