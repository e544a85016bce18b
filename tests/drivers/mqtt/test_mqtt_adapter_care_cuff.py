"""CARE objects: cuff readings, waves, the state of the connection, and what cannot be read at all."""

import pytest
from adapter_samples import (
    CONNECTION,
    PREFIX,
    PRESSURE,
    PULSE,
    SPO2,
    WAVE,
    at,
    care,
    feed_care,
    notices,
    numbers,
    payload,
    readings,
    time_of,
)

from drivers.mqtt.adapters.care import MAX_CARE_BYTES, MAX_OBJECTS, MAX_SAMPLES
from drivers.observations import (
    CuffStatus,
    Notice,
    Parameter,
    Quality,
    Waveform,
)


def spo2(seconds: float, value: object = 98, **changes: object) -> dict[str, object]:
    return SPO2 | {"date-time": time_of(seconds), "value": value} | changes


def cuff(seconds: float, systolic: float = 118, **changes: object) -> dict[str, object]:
    """A reading that was measured `seconds` after the start."""
    parts = {"systolic": {"value": systolic, "unit": "mmHg"}, "diastolic": {"value": 76, "unit": "mmHg"}}
    return PRESSURE | {"date-time": time_of(seconds)} | parts | changes


def test_a_reading_is_given_once_however_often_it_is_repeated() -> None:
    intake = care()
    assert len(readings(feed_care(intake, 0, spo2(0), cuff(-100)))) == 1
    for second in range(1, 120):
        assert readings(feed_care(intake, second, spo2(second), cuff(-100))) == []
    (new,) = readings(feed_care(intake, 120, spo2(120), cuff(110, 131)))
    assert (new.systolic, new.age_s) == (131, 10)


@pytest.mark.hazard("H03")
def test_a_reading_of_unknown_age_is_not_taken_over_but_the_next_one_is() -> None:
    intake = care()
    seen = feed_care(intake, 0, cuff(-100))
    assert readings(seen) == []
    assert notices(seen) == [("reading_from_before", True)]
    assert readings(feed_care(intake, 60, cuff(-100))) == []
    following = feed_care(intake, 90, cuff(80, 131))
    assert [each.systolic for each in readings(following)] == [131]
    assert notices(following) == [("reading_from_before", False)]
    assert readings(feed_care(intake, 400, cuff(390, 140))) == []  # nobody listened for five minutes


@pytest.mark.hazard("H03")
def test_a_reading_that_is_hours_old_is_not_taken_over() -> None:
    seen = feed_care(care(), 0, spo2(0), cuff(-7300))
    assert readings(seen) == []
    assert [each.why for each in seen if isinstance(each, Notice)] == [
        "the monitor holds a reading that was taken 122 minutes ago"
    ]


def test_the_age_of_a_reading_does_not_depend_on_the_order_of_objects() -> None:
    for objects in ((spo2(0), cuff(-60)), (cuff(-60), spo2(0))):
        (reading,) = readings(feed_care(care(), 0, *objects))
        assert reading.age_s == 60


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"diastolic": {"value": 120, "unit": "mmHg"}}, "118/120, mean 90, is in impossible order"),
        ({"systolic": {"value": 118, "unit": "kPa"}}, "systolic: the unit 'kPa' is not known"),
        ({"systolic": {"value": None, "unit": "mmHg"}}, "one of systolic and diastolic is missing"),
        ({"systolic": 118}, "systolic: it is no object"),
        ({"status": "Message-Wrong cuff"}, "the monitor says: Wrong cuff"),
    ],
)
def test_a_failed_measurement_is_told_once(changes: dict[str, object], why: str) -> None:
    intake = care()
    seen = feed_care(intake, 0, spo2(0), cuff(0) | changes)
    assert [(each.status, each.quality, each.why) for each in readings(seen)] == [
        (CuffStatus.FAILED, Quality.INVALID, why)
    ]
    assert readings(feed_care(intake, 1, spo2(1), cuff(1) | changes)) == []


def test_a_cuff_that_never_measured_says_nothing() -> None:
    empty = {"value": None, "unit": "mmHg"}
    intake = care()
    for status in ("final", None):
        seen = feed_care(intake, 0, PRESSURE | {"status": status, "systolic": empty, "diastolic": empty, "map": empty})
        assert seen == []


# --- waves and connection


def test_a_wave_keeps_its_gaps_and_comes_once() -> None:
    intake = care()
    (wave,) = feed_care(intake, 0, WAVE)
    assert isinstance(wave, Waveform)
    assert (wave.label, wave.rate_hz, wave.samples) == ("pleth", 125.0, (2048.0, 2050.0, None, 2100.0))
    assert feed_care(intake, 1, WAVE) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"wave-name": "Other"},
        {"sampling rate": "fast"},
        {"sampling rate": 0},
        {"data": [1, 2]},
        {"data": ""},
        {"data": "1 " * (MAX_SAMPLES + 1)},
    ],
)
def test_a_wave_of_wrong_form_is_refused(changes: dict[str, object]) -> None:
    assert notices(feed_care(care(), 0, WAVE | changes)) == [("refused_waveform", True)]


def test_a_lost_monitor_ends_its_values_and_its_reports_at_once() -> None:
    intake = care()
    feed_care(intake, 0, spo2(0, 88, interpretation="low"))
    seen = feed_care(intake, 1, CONNECTION)
    assert notices(seen) == [("spo2_low", False), ("offline", True)]
    assert numbers(seen) == [(Parameter.SPO2, None)]
    back = feed_care(intake, 3, spo2(3))
    assert ("offline", False) in notices(back)
    assert numbers(back) == [(Parameter.SPO2, 98.0)]


def test_a_held_reading_does_not_bring_a_lost_monitor_back() -> None:
    intake = care()
    feed_care(intake, 0, spo2(0), cuff(-50))
    feed_care(intake, 1, CONNECTION)
    assert feed_care(intake, 2, cuff(-50)) == []


# --- bounds and form


def test_the_gateways_lists_of_lists_are_read() -> None:
    intake = care()
    nested = payload([spo2(0)], [PULSE | {"date-time": time_of(0)}])
    assert len(numbers(intake.feed(PREFIX, nested, retained=False, stamp=at(0)))) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\xff\xfe", "not UTF-8"),
        (b"[" * 9_999, "not JSON"),
        (b'[{"value": NaN}]', "NaN is not JSON"),
        (b'[{"value": Infinity}]', "Infinity is not JSON"),
        (b'{"device_id": "1", "device_id": "2"}', "a key stands there twice"),
        (b"98", "not a list of objects"),
        (b"", "not JSON"),
        (b"[" + b" " * MAX_CARE_BYTES + b"]", "more than 65536"),
        (b"[" + b",".join([b"{}"] * (MAX_OBJECTS + 1)) + b"]", "more than 256"),
    ],
)
def test_what_cannot_be_read_is_refused_in_words(data: bytes, reason: str) -> None:
    intake = care()
    (notice,) = intake.feed(PREFIX, data, retained=False, stamp=at(0))
    assert isinstance(notice, Notice)
    assert notice.code == "refused_message"
    assert reason in notice.why
    assert intake.feed(PREFIX, data, retained=False, stamp=at(1)) == []
    assert intake.counts.rejected == 2


def test_a_payload_of_ten_thousand_bytes_is_read() -> None:
    wave = WAVE | {"data": "2048 " * 2_000}
    seen = feed_care(care(), 0, wave, SPO2)
    assert len(payload(wave, SPO2)) > 10_000
    assert numbers(seen) == [(Parameter.SPO2, 98.0)]


def test_an_infinite_number_is_none() -> None:
    data = payload(spo2(0)).replace(b"98", b"1e999")
    seen = care().feed(PREFIX, data, retained=False, stamp=at(0))
    assert numbers(seen) == [(Parameter.SPO2, None)]


def test_a_good_object_beside_a_bad_one_is_taken() -> None:
    intake = care()
    seen = feed_care(intake, 0, spo2(0) | {"date-time": None, "observation_id": "pulse-rate"}, spo2(0))
    assert notices(seen) == [("refused_pulse_rate", True)]
    assert numbers(seen) == [(Parameter.SPO2, 98.0)]


def test_statistics_tell_a_silent_link_from_one_that_says_nothing_new() -> None:
    intake = care()
    feed_care(intake, 0, spo2(0))
    feed_care(intake, 9, spo2(0))
    statistics = intake._statistics
    assert (statistics.last_byte, statistics.last_frame) == (at(9), at(0))
    assert statistics.device_clock_offset_s == pytest.approx(-7200)
