"""Foreign MQTT messages: nothing makes a reader raise, and no value that is shown can be impossible."""

import json
from collections.abc import Iterable

from adapter_samples import (
    AVAILABILITY,
    CONNECTION,
    PREFIX,
    PRESSURE,
    PULSE,
    SPO2,
    WAVE,
    at,
    care,
    mapped,
    numeric,
    pressure_rule,
)
from hypothesis import given
from hypothesis import strategies as st
from test_mqtt_adapter_discovery import CONFIG_TOPIC, QUIRK, discovered

from drivers.mqtt.adapters.map_intake import MapIntake
from drivers.mqtt.adapters.mapping import ClockRule, Effect, NewWhen, StateRule, TimeFormat
from drivers.mqtt.adapters.values import RANGES
from drivers.observations import BloodPressure, Numeric, Observation, Parameter

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | st.sampled_from(["97", "--", 127]),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=8), children, max_size=3),
    max_leaves=5,
)
care_objects = st.builds(
    lambda base, changes: base | changes,
    st.sampled_from([SPO2, PRESSURE, PULSE, WAVE, CONNECTION]),
    st.dictionaries(st.sampled_from(sorted({*SPO2, *PRESSURE, *WAVE} - {"device_id"})), json_values, max_size=3),
)
map_keys = st.sampled_from(["spo2", "bpm", "time", "motion", "status", "nibp_sys", "nibp_dia", "nibp_time"])
deliveries = st.tuples(
    st.sampled_from(["state", "availability", "other"]),
    st.dictionaries(map_keys, json_values | st.integers(0, 300), max_size=8).map(
        lambda found: json.dumps(found).encode()
    )
    | st.binary(max_size=40)
    | st.sampled_from([b"online", b"offline"]),
    st.booleans(),
)
new_whens = st.sampled_from(list(NewWhen))


def check(observations: Iterable[Observation]) -> None:
    for each in observations:
        if isinstance(each, Numeric) and each.value is not None:
            low, high = RANGES[each.parameter]
            assert low <= each.value <= high
        if isinstance(each, BloodPressure) and each.systolic is not None:
            assert each.diastolic is not None
            assert each.systolic > each.diastolic
            assert each.mean is None or each.systolic > each.mean > each.diastolic


@given(payload=st.binary(max_size=300), retained=st.booleans())
def test_arbitrary_bytes_never_make_a_reader_raise(payload: bytes, retained: bool) -> None:  # noqa: FBT001
    for seen in (
        care().feed(PREFIX, payload, retained=retained, stamp=at(0)),
        mapped(numeric(path="")).feed(f"{PREFIX}/state", payload, retained=retained, stamp=at(0)),
        discovered().feed(CONFIG_TOPIC, payload, retained=retained, stamp=at(0)),
    ):
        check(seen)


@given(sent=st.lists(st.lists(care_objects, max_size=4), max_size=6), gaps=st.lists(st.floats(0, 100), max_size=6))
def test_damaged_care_objects_never_raise_and_show_nothing_impossible(
    sent: list[list[dict[str, object]]], gaps: list[float]
) -> None:
    intake, seconds = care(), 0.0
    for objects, gap in zip(sent, gaps, strict=False):
        seconds += gap
        check(intake.feed(PREFIX, json.dumps(objects).encode(), retained=False, stamp=at(seconds)))


def full_map(new_when: NewWhen) -> MapIntake:
    return mapped(
        numeric(),
        numeric(Parameter.PULSE, path="bpm"),
        pressure=pressure_rule(new_when),
        availability=AVAILABILITY,
        states=(
            StateRule(code="motion", topic="state", path=("motion",), when=(True,), why="x", effect=Effect.INVALID),
        ),
        clock=ClockRule(path=("time",), format=TimeFormat.UNIX_S),
    )


@given(new_when=new_whens, sent=st.lists(deliveries, max_size=12))
def test_damaged_messages_never_make_a_map_raise(new_when: NewWhen, sent: list[tuple[str, bytes, bool]]) -> None:
    intake = full_map(new_when)
    for second, (topic, payload, retained) in enumerate(sent):
        seen = intake.feed(f"{PREFIX}/{topic}", payload, retained=retained, stamp=at(second))
        check(seen)
        if retained:
            assert not [each for each in seen if isinstance(each, Numeric) and each.value is not None]
            assert not [each for each in seen if isinstance(each, BloodPressure)]


@given(changes=st.dictionaries(st.sampled_from(sorted(QUIRK)), json_values, max_size=3))
def test_damaged_configurations_never_raise_nor_lead_elsewhere(changes: dict[str, object]) -> None:
    intake = discovered()
    intake.feed(CONFIG_TOPIC, json.dumps(QUIRK | changes).encode(), retained=True, stamp=at(0))
    assert all(rule.topic == "" or not rule.topic.startswith("/") for rule in intake._numerics.values())
    assert intake.feed("neighbour/spo2/state", b'{"spo2": 80}', retained=False, stamp=at(1)) == []
