"""CARE objects: what is a value, what is held, old, of another monitor or of nobody's business."""

import pytest
from adapter_samples import (
    CONNECTION,
    MONITOR,
    NAME,
    PRESSURE,
    PULSE,
    SPO2,
    WAVE,
    at,
    care,
    feed_care,
    notices,
    numbers,
    readings,
    time_of,
    whys,
)

from drivers.observations import (
    Notice,
    NoticeKind,
    Numeric,
    Parameter,
    Provenance,
    Quality,
    Source,
)


def spo2(seconds: float, value: object = 98, **changes: object) -> dict[str, object]:
    return SPO2 | {"date-time": time_of(seconds), "value": value} | changes


def cuff(seconds: float, systolic: float = 118, **changes: object) -> dict[str, object]:
    """A reading that was measured `seconds` after the start."""
    parts = {"systolic": {"value": systolic, "unit": "mmHg"}, "diastolic": {"value": 76, "unit": "mmHg"}}
    return PRESSURE | {"date-time": time_of(seconds)} | parts | changes


def test_the_example_of_the_sheet_gives_what_the_sheet_says() -> None:
    seen = feed_care(care(), 0, SPO2, PRESSURE, PULSE)
    assert numbers(seen) == [(Parameter.SPO2, 98.0), (Parameter.PULSE, None)]
    assert whys(seen) == ["the monitor says: Probe Unplugged"]
    (reading,) = readings(seen)
    assert (reading.systolic, reading.diastolic, reading.mean, reading.pulse) == (118, 76, 90, None)
    assert reading.age_s == 133  # 14:28:02, told at 14:30:15 by the monitor's own clock
    assert reading.measured_at.utc.isoformat() == "2024-05-17T14:28:02+00:00"
    assert notices(seen) == [("pulse_rate_probe_unplugged", True)]


def test_values_are_stamped_with_their_receipt_whatever_the_monitors_clock_says() -> None:
    (value,) = feed_care(care(), 0.4, spo2(0))
    assert isinstance(value, Numeric)
    assert (value.stamp, value.quality, value.source) == (at(0.4), Quality.VALID, Source.OXIMETER)
    assert value.provenance is Provenance.SIMULATED


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"value": None}, "the monitor gives no value"),
        ({"value": 0}, "spo2 0 is outside 1 to 100"),
        ({"value": 127}, "spo2 127 is outside 1 to 100"),
        ({"value": 255}, "spo2 255 is outside 1 to 100"),
        ({"value": -100}, "spo2 -100 is outside 1 to 100"),
        ({"value": "--"}, "'--' is not a number"),
        ({"value": True}, "True is not a number"),
        ({"value": {"name": NAME}}, "an object is not a number"),
        ({"unit": "kPa"}, "the unit 'kPa' is not known"),
        ({"unit": None}, "the unit null is not known"),
        ({"status": None}, "the monitor does not call it final"),
        ({"status": "preliminary"}, "the monitor calls it 'preliminary', not final"),
        ({"status": "Message-Measurement Invalid"}, "the monitor says: Measurement Invalid"),
        ({"status": "Message-"}, "the monitor calls it 'Message-', not final"),
    ],
)
def test_what_is_not_final_with_a_number_is_no_value(changes: dict[str, object], why: str) -> None:
    seen = feed_care(care(), 0, spo2(0) | changes)
    assert numbers(seen) == [(Parameter.SPO2, None)]
    assert whys(seen) == [why]


@pytest.mark.parametrize("key", ["status", "value", "unit"])
def test_a_missing_key_means_no_value(key: str) -> None:
    seen = feed_care(care(), 0, {name: value for name, value in spo2(0).items() if name != key})
    assert numbers(seen) == [(Parameter.SPO2, None)]


def test_a_number_as_text_is_a_number() -> None:
    assert numbers(feed_care(care(), 0, spo2(0, " 97 "))) == [(Parameter.SPO2, 97.0)]
    assert whys(feed_care(care(), 0, spo2(0, "97,5"))) == ["'97,5' is not a number"]


@pytest.mark.parametrize(
    ("name", "value", "unit", "expected"),
    [
        ("heart-rate", 71, "bpm", (Parameter.HR, 71.0)),
        ("respiratory-rate", 0, "/min", (Parameter.RESP, 0.0)),
        ("body-temperature1", 98.6, "deg F", (Parameter.TEMPERATURE, 37.0)),
        ("body-temperature1", 36.5, "°C", (Parameter.TEMPERATURE, 36.5)),
    ],
)
def test_each_kind_comes_in_its_own_unit(name: str, value: float, unit: str, expected: tuple[Parameter, float]) -> None:
    ((parameter, number),) = numbers(feed_care(care(), 0, spo2(0, value, observation_id=name, unit=unit)))
    assert parameter is expected[0]
    assert number == pytest.approx(expected[1])


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("Message-Leads Off", NoticeKind.TECHNICAL),
        ("Message-No finger in probe", NoticeKind.TECHNICAL),
        ("Message-Tachy Cardia", NoticeKind.PHYSIOLOGICAL),
        ("Message-VFIB", NoticeKind.PHYSIOLOGICAL),
        ("Message-Something new", NoticeKind.PHYSIOLOGICAL),  # what is not known is never played down
    ],
)
def test_messages_are_notices_of_the_right_kind_and_end_with_the_next_value(status: str, kind: NoticeKind) -> None:
    intake = care()
    heart_rate = {"observation_id": "heart-rate", "unit": "bpm"}
    value, begun = feed_care(intake, 0, spo2(0, 150, status=status, **heart_rate))
    assert isinstance(value, Numeric)
    assert value.value is None
    assert isinstance(begun, Notice)
    assert (begun.kind, begun.active) == (kind, True)
    assert status.removeprefix("Message-") in begun.why
    assert notices(feed_care(intake, 1, spo2(1, 150, status=status, **heart_rate))) == []
    assert notices(feed_care(intake, 2, spo2(2, 71, **heart_rate))) == [(begun.code, False)]


def test_the_monitors_own_limits_are_passed_on() -> None:
    intake = care()
    seen = feed_care(intake, 0, spo2(0, 88, interpretation="low"))
    assert numbers(seen) == [(Parameter.SPO2, 88.0)]
    assert [each.kind for each in seen if isinstance(each, Notice)] == [NoticeKind.PHYSIOLOGICAL]
    assert notices(seen) == [("spo2_low", True)]
    assert notices(feed_care(intake, 1, spo2(1, 93))) == [("spo2_low", False)]


def test_names_of_patients_go_no_further() -> None:
    intake = care()
    broken = [
        SPO2 | {"date-time": NAME * 10},
        PULSE | {"unit": {"patient-name": NAME}},
        WAVE | {"sampling rate": None},
        PRESSURE | {"systolic": {"patient-name": NAME}},
        {"patient-name": NAME},
    ]
    seen = feed_care(intake, 0, SPO2, PULSE, PRESSURE, WAVE, CONNECTION) + feed_care(intake, 1, *broken[1:])
    assert len(seen) > 5
    assert NAME not in repr(seen)
    assert NAME not in repr(feed_care(intake, 2, {"patient-name": NAME, "device_id": MONITOR}))


def test_objects_of_other_monitors_are_passed_over() -> None:
    intake = care()
    assert feed_care(intake, 0, spo2(0, 70, device_id="192.168.1.15")) == []
    assert intake.counts.passed_over == 1
    assert notices(feed_care(intake, 0, {**spo2(0), "device_id": None})) == [("refused_message", True)]


@pytest.mark.hazard("H03")
def test_ten_minutes_of_a_held_value_are_told_once() -> None:
    intake = care()
    assert numbers(feed_care(intake, 0, spo2(0))) == [(Parameter.SPO2, 98.0)]
    for second in range(1, 600):
        assert feed_care(intake, second, spo2(0)) == []
    assert intake.counts.repeated == 599


@pytest.mark.hazard("H03")
def test_a_held_value_beside_a_live_one_grows_old() -> None:
    intake = care()
    live = {"observation_id": "heart-rate", "unit": "bpm"}
    for second in range(60):
        seen = feed_care(intake, second, spo2(0), spo2(second, 71, **live))
        expected = [(Parameter.SPO2, 98.0)] if second == 0 else []
        assert numbers(seen) == [*expected, (Parameter.HR, 71.0)]


@pytest.mark.hazard("H03")
def test_a_value_that_waited_on_its_way_is_no_value() -> None:
    intake = care()
    feed_care(intake, 0, spo2(0))
    seen = feed_care(intake, 30, spo2(10, 85))
    assert numbers(seen) == [(Parameter.SPO2, None)]
    assert whys(seen) == ["measured 20 s before it arrived"]


@pytest.mark.hazard("H03")
def test_a_retained_message_gives_nothing() -> None:
    intake = care()
    seen = feed_care(intake, 0, SPO2, PRESSURE, retained=True)
    assert notices(seen) == [("refused_retained", True)]
    assert len(seen) == 1
    assert ("refused_retained", False) in notices(feed_care(intake, 1, spo2(1)))


def test_duplicates_and_overtaken_objects_are_dropped() -> None:
    intake = care()
    feed_care(intake, 0, spo2(0, 98))
    feed_care(intake, 2, spo2(2, 96))
    assert feed_care(intake, 2.1, spo2(2, 96)) == []
    assert feed_care(intake, 2.2, spo2(1, 97)) == []
    assert (intake.counts.repeated, intake.counts.overtaken) == (1, 1)
    assert numbers(feed_care(intake, 2.3, spo2(2, 95))) == [(Parameter.SPO2, 95.0)]  # another one in the same second


@pytest.mark.parametrize("step_s", [-3600, 3600, 86_400 * 365])
def test_a_clock_that_is_set_makes_no_value_wrong_and_is_followed_within_seconds(step_s: int) -> None:
    intake = care()
    for second in range(10):
        feed_care(intake, second, spo2(second, 98))
    lost = 0
    for second in range(10, 30):
        seen = feed_care(intake, second, spo2(second + step_s, 96))
        lost += numbers(seen) != [(Parameter.SPO2, 96.0)]
    assert lost <= 6
    assert numbers(feed_care(intake, 30, spo2(30 + step_s, 95))) == [(Parameter.SPO2, 95.0)]


def test_one_time_from_the_future_costs_seconds_and_shows_nothing_wrong() -> None:
    intake = care()
    feed_care(intake, 0, spo2(0, 98))
    feed_care(intake, 1, spo2(86_400, 97))
    given = [numbers(feed_care(intake, second, spo2(second, 96))) for second in range(2, 20)]
    assert given[-1] == [(Parameter.SPO2, 96.0)]
    assert sum(each == [(Parameter.SPO2, 96.0)] for each in given) >= 10
