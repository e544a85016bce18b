"""Any JSON by an explicit map: numbers, units, sentinels, availability, states, times, cuff readings."""

import json

import pytest
from adapter_samples import (
    AVAILABILITY,
    PREFIX,
    at,
    feed_map,
    mapped,
    notices,
    numbers,
    numeric,
    pressure_rule,
    readings,
    whys,
)

from drivers.mqtt.adapters.mapping import (
    AvailabilityRule,
    ClockRule,
    Condition,
    Effect,
    GivenUnit,
    NewWhen,
    StateRule,
    TimeFormat,
)
from drivers.observations import (
    Notice,
    NoticeKind,
    NoticePriority,
    Numeric,
    Parameter,
    Provenance,
    Quality,
    Source,
)

NOON = 1_715_947_200  # what the publisher's clock shows at the start
PULSE = numeric(Parameter.PULSE, path="bpm")
CLOCK = ClockRule(path=("time",), format=TimeFormat.UNIX_S)


def test_numbers_come_as_numbers_or_text_from_where_the_map_says() -> None:
    # the form of an ESP32 hobby bridge in the reference sheet: numbers as text
    intake = mapped(numeric(path="spo2"), numeric(Parameter.PULSE, path="heartRate"))
    seen = feed_map(intake, 0, {"heartRate": "126", "spo2": "99"})
    assert numbers(seen) == [(Parameter.SPO2, 99.0), (Parameter.PULSE, 126.0)]
    (first, _) = seen
    assert isinstance(first, Numeric)
    assert (first.stamp, first.source, first.provenance) == (at(0), Source.OXIMETER, Provenance.SIMULATED)


def test_a_gateway_with_many_devices_on_one_topic_is_told_apart_by_what_must_stand_there() -> None:
    # the documented message of a Qube-Vital gateway, cut to what matters
    def sent(mac: str, attribute: str, value: dict[str, object]) -> dict[str, object]:
        return {"time": NOON, "mac": mac, "type": "reportAttribute", "data": {"attribute": attribute, "value": value}}

    oximeter = Condition(("data", "attribute"), "Oximeter_JUMPER")
    cuff = Condition(("data", "attribute"), "WBP_JUMPER")
    intake = mapped(
        numeric(path="data.value.spo2", topic="", only_if=(oximeter,)),
        pressure=pressure_rule(
            NewWhen.MESSAGE,
            topic="",
            systolic=("data", "value", "bp_high"),
            diastolic=("data", "value", "bp_low"),
            pulse=("data", "value", "pr"),
            only_if=(cuff,),
        ),
        only_if=(Condition(("mac",), "e4:5f:01:ed:82:59"),),
    )

    def feed(seconds: float, content: object) -> list[object]:
        data = json.dumps(content).encode()
        return list(intake.feed(PREFIX, data, retained=False, stamp=at(seconds)))

    (value,) = feed(0, sent("e4:5f:01:ed:82:59", "Oximeter_JUMPER", {"pulse": 70, "spo2": 97, "pi": 70}))
    assert isinstance(value, Numeric)
    assert value.value == 97
    assert feed(1, sent("dc:a6:32:fe:a3:eb", "Oximeter_JUMPER", {"spo2": 80})) == []
    (reading,) = readings(feed(2, sent("e4:5f:01:ed:82:59", "WBP_JUMPER", {"bp_high": 120, "bp_low": 78, "pr": 71})))  # type: ignore[arg-type]  # a list of observations
    assert (reading.systolic, reading.diastolic, reading.mean, reading.pulse) == (120, 78, None, 71)
    assert intake.counts.passed_over == 1


@pytest.mark.hazard("H02")
@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (0, "the device gives no value (0)"),
        (127, "the device gives no value (127)"),
        ("127", "the device gives no value ('127')"),
        (255.0, "the device gives no value (255.0)"),
        (-1, "the device gives no value (-1)"),
        (-100, "the device gives no value (-100)"),
        ("--", "the device gives no value ('--')"),
        (" ", "the device gives no value"),
        ("", "the device gives no value"),
        (None, "the device gives no value"),
        (511, "spo2 511 is outside 1 to 100"),
        ("96 %", "'96 %' is not a number"),
        ("96,5", "'96,5' is not a number"),
        ("9.6e1", "'9.6e1' is not a number"),
        ("nan", "'nan' is not a number"),
        (True, "True is not a number"),
        ([96], "a list is not a number"),
        (10**30, f"{10**30} is not a number"),
    ],
)
def test_what_stands_for_no_value_is_none(sent: object, why: str) -> None:
    seen = feed_map(mapped(numeric()), 0, {"spo2": sent})
    assert numbers(seen) == [(Parameter.SPO2, None)]
    assert whys(seen) == [why]


def test_a_missing_key_is_no_value() -> None:
    seen = feed_map(mapped(numeric(path="data.value.spo2")), 0, {"data": {"spo2": 97}})
    assert whys(seen) == ["the message lacks it"]


def test_a_sentinel_is_only_what_the_map_lists() -> None:
    tachycardia = numeric(Parameter.PULSE, path="bpm", missing=(0.0, -1.0, "--"))
    assert numbers(feed_map(mapped(tachycardia), 0, {"bpm": 127})) == [(Parameter.PULSE, 127.0)]


@pytest.mark.parametrize(
    ("parameter", "unit", "scale", "sent", "expected"),
    [
        (Parameter.TEMPERATURE, GivenUnit.FAHRENHEIT, 1.0, 98.6, 37.0),
        (Parameter.TEMPERATURE, GivenUnit.CELSIUS, 0.01, 3688, 36.88),
        (Parameter.ETCO2, GivenUnit.KPA, 1.0, 5.0, 37.503),
        (Parameter.ETCO2, GivenUnit.MMHG, 1.0, 0, 0.0),
        (Parameter.SPO2, GivenUnit.PERCENT, 100.0, 0.97, 97.0),
        (Parameter.PULSE, GivenUnit.PER_MINUTE, 60.0, 1.2, 72.0),
    ],
)
def test_units_are_converted_as_the_map_says(
    parameter: Parameter, unit: GivenUnit, scale: float, sent: float, expected: float
) -> None:
    rule = numeric(parameter, path="v", unit=unit, scale=scale, missing=("--",))
    ((_, value),) = numbers(feed_map(mapped(rule), 0, {"v": sent}))
    assert value == pytest.approx(expected, abs=0.001)


def test_a_value_in_the_wrong_unit_is_out_of_range_rather_than_believed() -> None:
    rule = numeric(Parameter.TEMPERATURE, path="t", unit=GivenUnit.CELSIUS)
    assert whys(feed_map(mapped(rule), 0, {"t": 98.6})) == ["temperature 98.6 is outside 15 to 45"]


def test_a_single_value_needs_no_json() -> None:
    intake = mapped(numeric(path=""))
    assert numbers(feed_map(intake, 0, "97")) == [(Parameter.SPO2, 97.0)]
    assert numbers(feed_map(intake, 1, '"96"')) == [(Parameter.SPO2, 96.0)]
    assert whys(feed_map(intake, 2, "NaN")) == ["'NaN' is not a number"]
    assert whys(feed_map(intake, 3, "unavailable")) == ["'unavailable' is not a number"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xfe{}", "not UTF-8"),
        (b'{"spo2": NaN}', "not JSON"),
        (b'{"spo2": Infinity}', "not JSON"),
        (b'{"spo2": 97, "spo2": 79}', "not JSON"),
        (b'{"spo2": 97', "not JSON"),
        (b'{"spo2": 97, "x": "' + b"a" * 10_000 + b'"}', "more than 10000"),
    ],
)
def test_what_cannot_be_read_is_refused_once_and_the_next_good_message_ends_it(content: bytes, reason: str) -> None:
    intake = mapped(numeric())
    (refused,) = feed_map(intake, 0, content)
    assert isinstance(refused, Notice)
    assert (refused.code, refused.active) == ("refused_message", True)
    assert reason in refused.why
    assert feed_map(intake, 1, content) == []
    assert intake.counts.rejected == 2
    seen = feed_map(intake, 2, {"spo2": 97})
    assert notices(seen) == [("refused_message", False)]
    assert numbers(seen) == [(Parameter.SPO2, 97.0)]


def test_an_infinite_number_is_none() -> None:
    assert numbers(feed_map(mapped(numeric()), 0, b'{"spo2": 1e999}')) == [(Parameter.SPO2, None)]


@pytest.mark.hazard("H03")
def test_a_retained_message_at_subscribing_gives_no_value() -> None:
    intake = mapped(numeric(), pressure=pressure_rule(NewWhen.MESSAGE))
    seen = feed_map(intake, 0, {"spo2": 98, "nibp_sys": 120, "nibp_dia": 80}, retained=True)
    assert notices(seen) == [("refused_retained", True)]
    assert len(seen) == 1
    assert intake._statistics.last_frame is None
    assert intake._statistics.last_byte is None


# --- times


@pytest.mark.hazard("H03")
def test_with_a_time_a_held_value_is_told_once_and_grows_old() -> None:
    intake = mapped(numeric(), clock=CLOCK)
    assert numbers(feed_map(intake, 0, {"spo2": 97, "time": NOON})) == [(Parameter.SPO2, 97.0)]
    assert [feed_map(intake, second, {"spo2": 97, "time": NOON}) for second in range(1, 600)] == [[]] * 599
    assert intake.counts.repeated == 599


@pytest.mark.hazard("H03")
def test_with_a_time_a_late_value_is_no_value_and_a_little_late_one_keeps_its_age() -> None:
    intake = mapped(numeric(), clock=CLOCK)
    feed_map(intake, 0, {"spo2": 97, "time": NOON})
    (value,) = feed_map(intake, 3.5, {"spo2": 96, "time": NOON + 2})
    assert isinstance(value, Numeric)
    assert value.stamp.mono_ns == pytest.approx(at(2).mono_ns, abs=10_000_000)
    assert whys(feed_map(intake, 33, {"spo2": 80, "time": NOON + 3})) == ["measured 30 s before it arrived"]


def test_with_a_time_duplicates_and_overtaken_messages_are_dropped() -> None:
    intake = mapped(numeric(), clock=CLOCK)
    for second, sent, value in ((0, 0, 97), (2, 2, 95)):
        feed_map(intake, second, {"spo2": value, "time": NOON + sent})
    assert feed_map(intake, 2.1, {"spo2": 95, "time": NOON + 2}) == []
    assert feed_map(intake, 2.2, {"spo2": 96, "time": NOON + 1}) == []
    assert (intake.counts.repeated, intake.counts.overtaken) == (1, 1)


def test_a_clock_in_the_future_changes_nothing() -> None:
    intake = mapped(numeric(), clock=CLOCK)
    for second in range(5):
        seen = feed_map(intake, second, {"spo2": 90 + second, "time": NOON + 10**8 + second})
        assert numbers(seen) == [(Parameter.SPO2, 90.0 + second)]


@pytest.mark.parametrize("sent", [None, "soon", True, -5, 12, 1e300, "2024-05-17T14:28:02"])
def test_a_message_without_the_time_that_the_map_promises_is_refused(sent: object) -> None:
    seen = feed_map(mapped(numeric(), clock=CLOCK), 0, {"spo2": 97, "time": sent})
    assert notices(seen) == [("refused_message", True)]
    assert numbers(seen) == []


@pytest.mark.parametrize(
    ("written", "time_format"),
    [
        (NOON * 1000, TimeFormat.UNIX_MS),
        (str(NOON), TimeFormat.UNIX_S),
        ("2024-05-17 14:28:02", TimeFormat.ISO),
        ("2024-05-17T14:28:02.250Z", TimeFormat.ISO),
        ("2024-05-17T14:28:02+02:00", TimeFormat.ISO),
    ],
)
def test_times_are_read_in_the_format_of_the_map(written: object, time_format: TimeFormat) -> None:
    intake = mapped(numeric(), clock=ClockRule(path=("time",), format=time_format))
    assert numbers(feed_map(intake, 0, {"spo2": 97, "time": written})) == [(Parameter.SPO2, 97.0)]


# --- availability


@pytest.mark.hazard("H03")
def test_nothing_counts_before_the_device_has_said_that_it_is_there() -> None:
    intake = mapped(numeric(), availability=AVAILABILITY)
    assert whys(feed_map(intake, 0, {"spo2": 97})) == ["the device has not said that it is there"]
    assert feed_map(intake, 1, "online", topic="availability", retained=True) == []
    assert numbers(feed_map(intake, 2, {"spo2": 97})) == [(Parameter.SPO2, 97.0)]


@pytest.mark.hazard("H03")
def test_the_last_will_ends_all_values_at_once_and_a_held_value_does_not_bring_them_back() -> None:
    intake = mapped(numeric(), PULSE, availability=AVAILABILITY)
    feed_map(intake, 0, "online", topic="availability")
    feed_map(intake, 1, {"spo2": 97, "bpm": 70})
    gone = feed_map(intake, 2, "offline", topic="availability")
    assert notices(gone) == [("offline", True)]
    assert sorted(numbers(gone)) == [(Parameter.PULSE, None), (Parameter.SPO2, None)]
    assert feed_map(intake, 3, "offline", topic="availability") == []
    assert set(whys(feed_map(intake, 4, {"spo2": 97, "bpm": 70}))) == {"the device has left"}
    assert notices(feed_map(intake, 5, "online", topic="availability")) == [("offline", False)]
    assert numbers(feed_map(intake, 6, {"spo2": 96, "bpm": 71}))[0] == (Parameter.SPO2, 96.0)


@pytest.mark.parametrize("content", ["probably", "", b"{}", b"null", b"true", b"1"])
def test_an_unknown_availability_is_none(content: str | bytes) -> None:
    intake = mapped(numeric(), availability=AVAILABILITY)
    feed_map(intake, 0, "online", topic="availability")
    assert ("offline", True) in notices(feed_map(intake, 1, content, topic="availability"))
    assert numbers(feed_map(intake, 2, {"spo2": 97})) == [(Parameter.SPO2, None)]


def test_availability_may_stand_beside_the_values_and_then_only_live_messages_count() -> None:
    beside = AvailabilityRule(
        topic="state", shared=False, path=("status",), available=("OK",), unavailable=("PROBE OFF",)
    )
    intake = mapped(numeric(), availability=beside)
    feed_map(intake, 0, {"spo2": 97, "status": "OK"}, retained=True)
    assert numbers(feed_map(intake, 1, {"spo2": 97})) == [(Parameter.SPO2, None)]
    assert numbers(feed_map(intake, 2, {"spo2": 97, "status": "OK"})) == [(Parameter.SPO2, 97.0)]
    assert numbers(feed_map(intake, 3, {"spo2": 97, "status": "PROBE OFF"}))[-1] == (Parameter.SPO2, None)


def test_several_devices_may_share_an_availability_topic() -> None:
    shared = AvailabilityRule(
        topic="bridge/state", shared=True, path=("state",), available=("online",), unavailable=("offline",)
    )
    intake = mapped(numeric(), availability=shared)
    assert intake.topics == (f"{PREFIX}/state", "bridge/state")
    intake.feed("bridge/state", b'{"state":"online"}', retained=True, stamp=at(0))
    assert numbers(feed_map(intake, 1, {"spo2": 97})) == [(Parameter.SPO2, 97.0)]


# --- states


def state(code: str, **changes: object) -> StateRule:
    members: dict[str, object] = {"topic": "state", "path": (code,), "when": (True, "ON"), "why": f"the device: {code}"}
    return StateRule(code=code, **{**members, **changes})  # type: ignore[arg-type]  # a test names fields freely


def test_states_and_alarms_of_the_device_are_notices_and_may_spoil_values() -> None:
    # the constructed example of the reference sheet
    example = {
        "spo2": 96,
        "bpm": 71,
        "pa": 9,
        "status": "MO",
        "motion": True,
        "spo2_alarm": False,
        "hr_alarm": False,
    }
    intake = mapped(
        numeric(),
        PULSE,
        states=(
            state("motion", effect=Effect.QUESTIONABLE, kind=NoticeKind.INFORMATION),
            state("spo2_alarm", kind=NoticeKind.PHYSIOLOGICAL, priority=NoticePriority.HIGH),
        ),
    )
    seen = feed_map(intake, 0, example)
    assert numbers(seen) == [(Parameter.SPO2, 96.0), (Parameter.PULSE, 71.0)]
    assert {each.quality for each in seen if isinstance(each, Numeric)} == {Quality.QUESTIONABLE}
    assert {each.why for each in seen if isinstance(each, Numeric)} == {"the device: motion"}
    assert notices(seen) == [("motion", True)]
    seen = feed_map(intake, 1, example | {"motion": False, "spo2_alarm": "ON"})
    assert notices(seen) == [("motion", False), ("spo2_alarm", True)]
    alarm = [each for each in seen if isinstance(each, Notice)][1]
    assert (alarm.kind, alarm.priority) == (NoticeKind.PHYSIOLOGICAL, NoticePriority.HIGH)
    assert {each.quality for each in seen if isinstance(each, Numeric)} == {Quality.VALID}


def test_a_state_on_a_topic_of_its_own_ends_values_at_once() -> None:
    intake = mapped(numeric(), states=(state("probe_off", topic="probe", path=(), effect=Effect.INVALID),))
    feed_map(intake, 0, {"spo2": 97})
    seen = feed_map(intake, 1, "ON", topic="probe")
    assert notices(seen) == [("probe_off", True)]
    assert numbers(seen) == [(Parameter.SPO2, None)]
    assert whys(feed_map(intake, 2, {"spo2": 97})) == ["the device: probe_off"]
    assert notices(feed_map(intake, 3, "OFF", topic="probe")) == [("probe_off", False)]
    assert numbers(feed_map(intake, 4, {"spo2": 97})) == [(Parameter.SPO2, 97.0)]
