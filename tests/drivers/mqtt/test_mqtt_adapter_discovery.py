"""Home Assistant: what a retained configuration says, what of it is refused, and that it never leads to a neighbour."""

import json

import pytest
from adapter_samples import at, feed_map, mapped, notices, numbers, whys

from drivers.device import LinkStatistics
from drivers.mqtt.adapters.discovery import read_discovery, read_template
from drivers.mqtt.adapters.map_intake import MapIntake
from drivers.mqtt.adapters.mapping import AvailabilityRule, DiscoveryRule, GivenUnit, TopicMap
from drivers.mqtt.fields import FieldError
from drivers.observations import Notice, Observation, Parameter, Provenance, Source

CONFIG_TOPIC = "homeassistant/sensor/spo2/config"
PREFIX = "shh"
RULE = DiscoveryRule(parameter=Parameter.SPO2, topic=CONFIG_TOPIC, missing=(0.0, -1.0, "--"), source=Source.OXIMETER)
AVAILABILITY = AvailabilityRule(
    topic="availability", shared=False, path=(), available=("online",), unavailable=("offline",)
)
# As smart-home-health-hub publishes it (backend/mqtt/discovery.py), retained, with the key that is none.
QUIRK = {
    "uniq_id": "shh_sensor.spo2",
    "name": "SpO₂ Level",
    "stat_t": "shh/spo2/state",
    "template_value": "{{ value_json['spo2'] }}",
    "json_attr_t": "shh/spo2/state/attributes",
    "avty_t": "shh/availability",
    "unit_of_meas": "%",
    "stat_cla": "measurement",
    "dev": {"mf": "Smart Home Health", "mdl": "Smart Healthcare Hub", "ids": ["shh_medical_hub"]},
}
STATE = {"timestamp": "24-May-17 14:30:15", "spo2": 96, "bpm": 71, "perfusion": 9, "origin": "shh"}


def discovered() -> MapIntake:
    return MapIntake(
        TopicMap(discoveries=(RULE,), availability=AVAILABILITY),
        device_id="ha-1",
        prefix=PREFIX,
        provenance=Provenance.SIMULATED,
        statistics=LinkStatistics(),
    )


def feed(
    intake: MapIntake, seconds: float, topic: str, content: object, *, retained: bool = False
) -> list[Observation]:
    data = content if isinstance(content, bytes) else json.dumps(content).encode()
    return intake.feed(topic, data, retained=retained, stamp=at(seconds))


def read(**changes: object) -> object:
    config = {key: value for key, value in {**QUIRK, **changes}.items() if value is not ...}
    return read_discovery(json.dumps(config).encode(), RULE, prefix=PREFIX, availability=AVAILABILITY)


def test_a_configuration_tells_where_the_value_stands() -> None:
    rule = read_discovery(json.dumps(QUIRK).encode(), RULE, prefix=PREFIX, availability=AVAILABILITY)
    assert (rule.topic, rule.path, rule.unit) == ("spo2/state", ("spo2",), GivenUnit.PERCENT)
    assert (rule.missing, rule.source) == (RULE.missing, Source.OXIMETER)


def test_long_keys_base_topics_and_the_right_template_key_are_read() -> None:
    config = {
        "~": "shh/bed3",
        "state_topic": "~/state",
        "value_template": "{{ value_json.vitals.spo2 | float }}",
        "template_value": "{{ value_json.other }}",  # Home Assistant passes this one over
        "unit_of_measurement": "%",
        "availability_topic": "shh/availability",
    }
    rule = read_discovery(json.dumps(config).encode(), RULE, prefix=PREFIX, availability=AVAILABILITY)
    assert (rule.topic, rule.path) == ("bed3/state", ("vitals", "spo2"))


@pytest.mark.parametrize(
    ("template", "path"),
    [
        (None, ()),
        ("{{ value }}", ()),
        ("{{value_json.spo2}}", ("spo2",)),
        ("{{ value_json['a b'].c[0] }}", ("a b", "c", "0")),
        ('{{- value_json["spo2"] | float() -}}', ("spo2",)),
    ],
)
def test_templates_that_name_one_value_are_read(template: str | None, path: tuple[str, ...]) -> None:
    assert read_template(template) == path


@pytest.mark.parametrize(
    "template",
    [
        "{{ value_json.spo2 | float(0) }}",  # would turn "no value" into 0
        "{{ value_json.spo2 + 1 }}",
        "{{ value_json['systolic'] }}/{{ value_json['diastolic'] }}",
        "{% if value_json.ok %}{{ value_json.spo2 }}{% endif %}",
        "{{ states('sensor.spo2') }}",
        "value_json.spo2",
        "",
    ],
)
def test_templates_that_do_more_are_refused(template: str) -> None:
    with pytest.raises(FieldError, match="does more than to name one value"):
        read_template(template)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"stat_t": ...}, "names no state topic"),
        ({"stat_t": "neighbour/spo2/state"}, "does not lie below the device's link 'shh'"),
        ({"stat_t": "shhh/spo2"}, "does not lie below"),
        ({"stat_t": "shh/+/state"}, "not a topic"),
        ({"stat_t": 5}, "not text"),
        ({"unit_of_meas": ...}, "the unit null is none of spo2: expected %"),
        ({"unit_of_meas": "BPM"}, "the unit 'BPM' is none of spo2"),
        ({"avty_t": "other/availability"}, "names the availability topic 'other/availability', the room file 'shh/ava"),
        ({"template_value": 3}, "template_value is 3, not text"),
    ],
)
def test_a_configuration_that_cannot_be_right_is_refused(changes: dict[str, object], reason: str) -> None:
    with pytest.raises(FieldError, match=reason):
        read(**changes)


def test_a_bridge_is_read_by_its_own_configuration() -> None:
    intake = discovered()
    assert intake.topics == ("shh/#", CONFIG_TOPIC)
    assert feed(intake, 0, "shh/spo2/state", STATE) == []  # nobody has said yet what that is
    assert feed(intake, 1, CONFIG_TOPIC, QUIRK, retained=True) == []
    assert notices(feed(intake, 1, "shh/spo2/state", STATE, retained=True)) == [("refused_retained", True)]
    assert whys(feed(intake, 2, "shh/spo2/state", STATE)) == ["the device has not said that it is there"]
    feed(intake, 3, "shh/availability", b"online", retained=True)
    assert numbers(feed(intake, 4, "shh/spo2/state", STATE)) == [(Parameter.SPO2, 96.0)]
    assert numbers(feed(intake, 5, "shh/spo2/state", STATE | {"spo2": 0})) == [(Parameter.SPO2, None)]
    assert feed(intake, 6, "shh/spo2/state/attributes", STATE) == []


def test_a_configuration_that_turns_wrong_takes_the_value_away() -> None:
    intake = discovered()
    feed(intake, 0, CONFIG_TOPIC, QUIRK, retained=True)
    feed(intake, 0, "shh/availability", b"online", retained=True)
    feed(intake, 1, "shh/spo2/state", STATE)
    seen = feed(intake, 2, CONFIG_TOPIC, QUIRK | {"stat_t": "neighbour/spo2/state"})
    assert notices(seen) == [("refused_discovery_spo2", True)]
    assert numbers(seen) == [(Parameter.SPO2, None)]
    assert feed(intake, 3, "neighbour/spo2/state", STATE) == []
    assert feed(intake, 3, "shh/spo2/state", STATE) == []
    assert notices(feed(intake, 4, CONFIG_TOPIC, QUIRK)) == [("refused_discovery_spo2", False)]
    (taken,) = [each for each in feed(intake, 5, CONFIG_TOPIC, b"") if isinstance(each, Notice)]
    assert taken.why == "configuration refused: the sensor was taken away"


@pytest.mark.parametrize("content", [b"\xff", b"[]", b"[" * 9_999, b'{"stat_t": NaN}', b"{" + b" " * 10_001 + b"}"])
def test_a_configuration_that_cannot_be_read_is_refused_once(content: bytes) -> None:
    intake = discovered()
    assert notices(feed(intake, 0, CONFIG_TOPIC, content, retained=True)) == [("refused_discovery_spo2", True)]
    assert feed(intake, 1, CONFIG_TOPIC, content, retained=True) == []
    assert intake.counts.rejected == 2


def test_a_map_without_configurations_subscribes_to_its_own_topics_only() -> None:
    intake = mapped(availability=AVAILABILITY)
    assert intake.topics == ("ward/chair3/availability",)
    assert feed_map(intake, 0, {"spo2": 97}) == []
