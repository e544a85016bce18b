"""Cuff readings by an explicit map: each once, none of unknown age, none that is impossible."""

import pytest
from adapter_samples import (
    AVAILABILITY,
    at,
    feed_map,
    mapped,
    notices,
    numeric,
    pressure_rule,
    readings,
)

from drivers.mqtt.adapters.mapping import (
    ClockRule,
    GivenUnit,
    NewWhen,
    TimeFormat,
)
from drivers.observations import (
    CuffStatus,
)

NOON = 1_715_947_200  # what the publisher's clock shows at the start
CLOCK = ClockRule(path=("time",), format=TimeFormat.UNIX_S)


def cuff(systolic: object = 120, **changes: object) -> dict[str, object]:
    return {"nibp_sys": systolic, "nibp_dia": 80, **changes}


def test_with_changed_a_repeated_reading_is_one_and_the_first_is_of_unknown_age() -> None:
    intake = mapped(pressure=pressure_rule(NewWhen.CHANGED))
    seen = feed_map(intake, 0, cuff(120))
    assert readings(seen) == []
    assert notices(seen) == [("reading_from_before", True)]
    assert feed_map(intake, 60, cuff(120)) == []
    (new,) = readings(feed_map(intake, 70, cuff(131)))
    assert (new.systolic, new.age_s, new.stamp) == (131, None, at(70))
    (again,) = readings(feed_map(intake, 130, cuff(120)))  # a new one may have the numbers of an older one
    assert again.systolic == 120


@pytest.mark.hazard("H03")
def test_what_changed_while_nobody_listened_is_not_taken_over() -> None:
    intake = mapped(pressure=pressure_rule(NewWhen.CHANGED))
    feed_map(intake, 0, cuff(120))
    assert readings(feed_map(intake, 600, cuff(131))) == []
    assert len(readings(feed_map(intake, 660, cuff(140)))) == 1


def test_with_message_each_is_a_reading_but_not_the_same_twice() -> None:
    intake = mapped(pressure=pressure_rule(NewWhen.MESSAGE))
    assert len(readings(feed_map(intake, 0, cuff(120)))) == 1
    assert readings(feed_map(intake, 0.5, cuff(120))) == []
    assert len(readings(feed_map(intake, 300, cuff(120)))) == 1
    for second in range(301, 400):  # a map that is wrong about its device does not make a reading every second
        assert readings(feed_map(intake, second, cuff(120))) == []


def test_with_time_a_reading_is_new_by_its_time_and_old_by_the_messages_time() -> None:
    intake = mapped(numeric(), pressure=pressure_rule(NewWhen.TIME), clock=CLOCK)
    held = {"nibp_time": NOON - 90}
    (first,) = readings(feed_map(intake, 0, cuff(120, spo2=97, time=NOON, **held)))
    assert first.age_s == 90
    assert readings(feed_map(intake, 5, cuff(120, spo2=97, time=NOON + 5, **held))) == []
    (second,) = readings(feed_map(intake, 60, cuff(120, spo2=97, time=NOON + 60, nibp_time=NOON + 40)))
    assert second.age_s == 20
    assert readings(feed_map(intake, 61, cuff(120, spo2=97, time=NOON + 61, **held))) == []  # overtaken


def test_with_time_and_nothing_to_compare_it_with_the_first_reading_is_not_taken_over() -> None:
    intake = mapped(pressure=pressure_rule(NewWhen.TIME))
    assert readings(feed_map(intake, 0, cuff(120, nibp_time=NOON))) == []
    assert len(readings(feed_map(intake, 60, cuff(131, nibp_time=NOON + 55)))) == 1
    assert notices(feed_map(intake, 61, cuff(140))) == [("refused_nibp", True)]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (cuff(70), "70/80, mean not told, is in impossible order"),
        (cuff(500), "500/80 is outside 5 to 350 mmHg"),
        (cuff(120, nibp_dia=None), "one of systolic and diastolic is missing"),
        (cuff(120, nibp_dia="--"), "one of systolic and diastolic is missing"),
    ],
)
def test_numbers_that_cannot_be_a_reading_are_a_failed_one(content: object, why: str) -> None:
    (reading,) = readings(feed_map(mapped(pressure=pressure_rule(NewWhen.MESSAGE)), 0, content))
    assert (reading.status, reading.systolic, reading.why) == (CuffStatus.FAILED, None, why)


@pytest.mark.hazard("H02")
@pytest.mark.parametrize("content", [cuff(0, nibp_dia=0), cuff(-1, nibp_dia=-1), {}, cuff(None, nibp_dia="")])
def test_a_cuff_that_has_not_measured_says_nothing(content: object) -> None:
    assert feed_map(mapped(pressure=pressure_rule(NewWhen.MESSAGE)), 0, content) == []


@pytest.mark.parametrize("systolic", [127, 255, 265])
def test_severe_pressures_that_look_like_sentinels_are_readings(systolic: int) -> None:
    (reading,) = readings(feed_map(mapped(pressure=pressure_rule(NewWhen.MESSAGE)), 0, cuff(systolic)))
    assert reading.systolic == systolic


def test_pressures_in_kilopascal_are_converted() -> None:
    rule = pressure_rule(NewWhen.MESSAGE, unit=GivenUnit.KPA)
    (reading,) = readings(feed_map(mapped(pressure=rule), 0, cuff("16.0", nibp_dia="10.0")))
    assert reading.systolic == pytest.approx(120.01, abs=0.01)
    assert reading.diastolic == pytest.approx(75.006, abs=0.01)


def test_a_reading_of_a_device_that_is_not_there_is_not_taken_over_later_either() -> None:
    intake = mapped(pressure=pressure_rule(NewWhen.MESSAGE), availability=AVAILABILITY)
    assert readings(feed_map(intake, 0, cuff(120))) == []
    feed_map(intake, 1, "online", topic="availability")
    assert readings(feed_map(intake, 2, cuff(120))) == []
    assert len(readings(feed_map(intake, 60, cuff(131)))) == 1
