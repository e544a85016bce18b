"""Maps of foreign MQTT messages and preferred devices in room files: what is read, and every mistake at once."""

from dataclasses import replace
from pathlib import Path

import pytest
from settings_samples import PROFILE, REPOSITORY, ROOM, lines, write_room

from drivers.device import DeviceSpec
from drivers.mqtt.adapters.mapping import (
    AvailabilityRule,
    CareMonitor,
    ClockRule,
    Condition,
    Effect,
    GivenUnit,
    NewWhen,
    TimeFormat,
    TopicMap,
)
from drivers.observations import NoticeKind, NoticePriority, Parameter, Provenance, Source
from monitor.app.compose import planned_device
from monitor.app.station import station_blueprint
from monitor.settings import RoomSettings, SettingsError, load_room

DEVICE = """
[[devices]]
id = "map-1"
kind = "{kind}"
link = "mqtt://meditable"
place = "bay1"
provenance = "real"
"""
# ESP32 and PM6750 bridges of the reference sheet
MAP = """
[devices.map]
period_s = 2
match = { mac = "e4:5f:01:ed:82:59" }

[devices.map.availability]
topic = "status"

[devices.map.time]
path = "time"
format = "unix_s"

[devices.map.spo2]
topic = "state"
path = "data.value.spo2"
missing = [0, 127, 255, -1, "--", ""]
unit = "%"

[devices.map.temperature]
path = "t"
unit = "degF"
scale = 0.1

[devices.map.nibp]
topic = "state"
systolic = "nibp_sys"
diastolic = "nibp_dia"
unit = "mm[Hg]"
new_when = "time"
time = "nibp_time"
time_format = "iso"

[[devices.map.states]]
code = "spo2_alarm"
path = "spo2_alarm"
when = [true, "ON"]
why = "the oximeter's own alarm"
notice = "physiological"
priority = "high"
effect = "questionable"
"""
DISCOVERY = """
[devices.map.availability]
shared_topic = "bridge/state"
path = "state"
[devices.map.spo2]
discovery = "homeassistant/sensor/spo2/config"
"""


def with_device(tables: str, *, kind: str = "mqtt_map") -> str:
    head, broker, tail = ROOM.partition("[broker]")
    return head + DEVICE.format(kind=kind) + tables + "\n" + broker + tail


def load(folder: Path, text: str) -> RoomSettings:
    return load_room(write_room(folder, text))


def problems(folder: Path, text: str) -> list[str]:
    try:
        load_room(write_room(folder, text, profile=PROFILE))
    except SettingsError as error:
        return lines(error.problems)
    return []


def the_map(room: RoomSettings) -> TopicMap:
    mapping = room.devices[-1].mapping
    assert isinstance(mapping, TopicMap)
    return mapping


def test_a_map_is_read_whole(tmp_path: Path) -> None:
    found = the_map(load(tmp_path, with_device(MAP)))
    spo2, temperature = found.numerics
    assert (spo2.parameter, spo2.topic, spo2.path) == (Parameter.SPO2, "state", ("data", "value", "spo2"))
    assert spo2.missing == (0.0, 127.0, 255.0, -1.0, "--", "")
    assert (spo2.unit, spo2.scale, spo2.source) == (GivenUnit.PERCENT, 1.0, Source.OXIMETER)
    assert (temperature.unit, temperature.scale, temperature.topic) == (GivenUnit.FAHRENHEIT, 0.1, "")
    assert found.only_if == (Condition(("mac",), "e4:5f:01:ed:82:59"),)
    assert found.clock == ClockRule(path=("time",), format=TimeFormat.UNIX_S)
    assert found.availability == AvailabilityRule(
        topic="status", shared=False, path=(), available=("online",), unavailable=("offline",)
    )
    assert found.pressure is not None
    assert (found.pressure.new_when, found.pressure.time, found.pressure.mean) == (NewWhen.TIME, ("nibp_time",), None)
    (state,) = found.states
    assert (state.kind, state.priority, state.effect) == (
        NoticeKind.PHYSIOLOGICAL,
        NoticePriority.HIGH,
        Effect.QUESTIONABLE,
    )
    assert (found.period_s, found.has_cuff, found.reports_alarms) == (2.0, True, True)
    assert found.parameters == {Parameter.SPO2, Parameter.TEMPERATURE}


def test_the_map_that_the_manual_shows_is_right(tmp_path: Path) -> None:
    manual = (REPOSITORY / "drivers" / "mqtt" / "adapters" / "README.md").read_text(encoding="utf-8")
    shown = manual.split("```toml\n")[1].split("```")[0].replace('place = "3"', 'place = "bay1"')
    head, broker, tail = ROOM.partition("[broker]")
    found = the_map(load(tmp_path, f"{head}{shown}\n{broker}{tail}"))
    assert found.parameters == {Parameter.SPO2}
    assert found.pressure is not None
    assert found.pressure.new_when is NewWhen.CHANGED


def test_a_configuration_stands_in_for_topic_path_and_unit(tmp_path: Path) -> None:
    found = the_map(load(tmp_path, with_device(DISCOVERY, kind="mqtt_home_assistant")))
    (rule,) = found.discoveries
    assert (rule.parameter, rule.topic) == (Parameter.SPO2, "homeassistant/sensor/spo2/config")
    assert found.availability is not None
    assert (found.availability.topic, found.availability.shared) == ("bridge/state", True)


def test_a_care_monitor_is_named(tmp_path: Path) -> None:
    text = with_device('[devices.care]\nmonitor = "192.168.1.14"\n', kind="mqtt_care")
    assert load(tmp_path, text).devices[-1].mapping == CareMonitor(monitor="192.168.1.14")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ('unit = "%"', 'unit = "percent"', 'devices[2].map.spo2.unit: \'percent\': expected "%", "/min"'),
        ('unit = "%"', "", 'devices[2].map.spo2.unit: is missing: expected "%"'),
        ('unit = "%"', 'unit = "kPa"', 'devices[2].map.spo2.unit: does not fit: expected "%"'),
        ("[devices.map.spo2]", "[devices.map.spo22]", "devices[2].map.spo22: unknown key; did you mean 'spo2'?"),
        ("missing =", "mising =", "devices[2].map.spo2.mising: unknown key; did you mean 'missing'?"),
        ('path = "data.value.spo2"', 'path = "data..spo2"', "devices[2].map.spo2.path: 'data..spo2': expected names"),
        ('topic = "state"\npath', 'topic = "state/#"\npath', "devices[2].map.spo2.topic: 'state/#': expected a topic"),
        ("scale = 0.1", "scale = 0", "devices[2].map.temperature.scale: 0: expected a number above 0"),
        ("scale = 0.1", "scale = nan", "devices[2].map.temperature.scale: nan: expected a number above 0"),
        ("period_s = 2", "period_s = 600", "devices[2].map.period_s: 600: expected seconds"),
        ('format = "unix_s"', 'format = "unix"', "devices[2].map.time.format: 'unix': expected \"iso\""),
        ('time = "nibp_time"', "", 'devices[2].map.nibp.time: and new_when = "time" belong together'),
        ('new_when = "time"', 'new_when = "changed"', "devices[2].map.nibp.time: and new_when"),
        ('new_when = "time"', "", 'devices[2].map.nibp.new_when: is missing: expected "message"'),
        ('time_format = "iso"', "", "devices[2].map.nibp.time_format: and time belong together"),
        ('systolic = "nibp_sys"', "", "devices[2].map.nibp.systolic: is missing"),
        ('unit = "mm[Hg]"', 'unit = "%"', "devices[2].map.nibp.unit: does not fit: expected mm[Hg] or kPa"),
        ('topic = "status"', "", "devices[2].map.availability: expected one of topic and shared_topic"),
        ('topic = "status"', 'topic = "s"\nunavailable = ["online"]', "availability.unavailable: 'online' stands in"),
        ('topic = "status"', 'topic = "s"\navailable = []', "devices[2].map.availability.available: a list: expected"),
        ('code = "spo2_alarm"', 'code = "offline"', "devices[2].map.states[0].code: 'offline' is a notice of the driv"),
        ('code = "spo2_alarm"', 'code = "Alarm"', "devices[2].map.states[0].code: 'Alarm': expected a name"),
        ('effect = "questionable"', 'effect = "doubt"', "devices[2].map.states[0].effect: 'doubt': expected \"none\""),
        ("[devices.map.time]", "[devices.map.tiem]", "devices[2].map.tiem: unknown key; did you mean 'time'?"),
        ("[devices.map]\n", "map = 3\n[[devices.x]]\n", "room.toml:"),
    ],
)
def test_each_mistake_in_a_map_is_named(tmp_path: Path, old: str, new: str, expected: str) -> None:
    found = problems(tmp_path, with_device(MAP).replace(old, new, 1))
    assert any(expected in line for line in found), "\n".join(found)


def test_all_mistakes_of_a_map_are_told_in_one_run(tmp_path: Path) -> None:
    text = with_device(MAP)
    for old, new in (('unit = "%"', ""), ("period_s", "perid_s"), ('why = "the', 'wy = "the'), ("mm[Hg]", "mmHg")):
        text = text.replace(old, new, 1)
    found = problems(tmp_path, text.replace('place = "bay1"', 'place = "bay7"'))
    assert len(found) == 6, "\n".join(found)  # two devices stand at the place that does not exist


@pytest.mark.parametrize(
    ("kind", "tables", "expected"),
    [
        ("mqtt_map", "", "devices[2].map: is missing: a mqtt_map needs a table [devices.map]"),
        ("mqtt_map", "[devices.map]\nperiod_s = 1\n", "devices[2].map: names no value: expected one of hr, pulse"),
        ("mqtt_care", MAP, "devices[2].map: a mqtt_care has no such table"),
        ("mqtt_care", "[devices.care]\n", "devices[2].care.monitor: is missing"),
        ("mqtt_native", MAP, "devices[2].map: a mqtt_native has no such table"),
        ("mqtt_map", DISCOVERY, "devices[2].map.spo2.discovery: only a mqtt_home_assistant has such configurations"),
        (
            "mqtt_home_assistant",
            '[devices.map.spo2]\nunit = "%"\n',
            "devices[2].map.availability: is missing: without it the last value of a probe that is off",
        ),
        (
            "mqtt_home_assistant",
            DISCOVERY + 'path = "x"\nunit = "%"\n',
            "devices[2].map.spo2.path: stands beside discovery",
        ),
    ],
)
def test_kind_and_tables_must_fit(tmp_path: Path, kind: str, tables: str, expected: str) -> None:
    found = problems(tmp_path, with_device(tables, kind=kind))
    assert any(expected in line for line in found), "\n".join(found)


def test_a_map_without_availability_is_no_mistake_but_told(tmp_path: Path) -> None:
    room = load(tmp_path, with_device('[devices.map.spo2]\nunit = "%"\n'))
    assert "room.toml: map-1: its map has no availability: a value that is held will be believed" in room.notes


def test_default_sentinels_hold_no_number_that_patients_have(tmp_path: Path) -> None:
    tables = '[devices.map.pulse]\nunit = "/min"\n[devices.map.resp]\nunit = "/min"\n'
    pulse, resp = the_map(load(tmp_path, with_device(tables))).numerics
    assert 0.0 in pulse.missing
    assert 127.0 not in pulse.missing
    assert 0.0 not in resp.missing  # apnoea


# --- several devices on one topic


@pytest.mark.parametrize(
    ("kind", "first", "second", "shared"),
    [
        ("mqtt_care", '[devices.care]\nmonitor = "a"\n', '[devices.care]\nmonitor = "b"\n', False),
        ("mqtt_care", '[devices.care]\nmonitor = "a"\n', '[devices.care]\nmonitor = "a"\n', True),
        ("mqtt_map", 'map = {{ match = {{ mac = "a" }}, {0} }}\n', 'map = {{ match = {{ mac = "b" }}, {0} }}\n', False),
        ("mqtt_map", 'map = {{ match = {{ mac = "a" }}, {0} }}\n', "map = {{ {0} }}\n", True),
        ("mqtt_map", 'map = {{ match = {{ mac = "a" }}, {0} }}\n', 'map = {{ match = {{ id = "b" }}, {0} }}\n', True),
    ],
)
def test_devices_share_a_topic_only_where_messages_tell_them_apart(
    tmp_path: Path, kind: str, first: str, second: str, *, shared: bool
) -> None:
    value = 'spo2 = { unit = "%" }'
    other = DEVICE.format(kind=kind).replace("map-1", "map-2")
    text = with_device(first.format(value) + other + second.format(value), kind=kind)
    found = problems(tmp_path, text)
    assert any("devices[2] already has this link" in line for line in found) == shared, "\n".join(found)
    assert len(found) == int(shared)


# --- preferred devices


def test_a_place_may_prefer_a_device_and_the_room_knows(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROKER_PASSWORD", "geheim")
    text = ROOM.replace('kind = "bay"', 'kind = "bay"\nprefer = ["gateway-1"]')
    room = load_room(write_room(tmp_path, text))
    assert [place.prefer for place in room.places] == [(), ("gateway-1",)]
    plan = station_blueprint(room).plan
    assert [place.prefer for place in plan.places] == [(), ("gateway-1",)]


@pytest.mark.parametrize(
    ("prefer", "expected"),
    [
        (
            '["gateway1"]',
            "places[1].prefer: 'gateway1': no device at this place has this id; did you mean 'gateway-1'?",
        ),
        ('["rad8-1"]', "places[1].prefer: 'rad8-1': no device at this place has this id"),
        ('["gateway-1", "gateway-1"]', "places[1].prefer: 'gateway-1': stands there twice"),
        ('"gateway-1"', "places[1].prefer: 'gateway-1': expected a list of device ids"),
    ],
)
def test_a_preference_must_name_devices_of_the_place(tmp_path: Path, prefer: str, expected: str) -> None:
    found = problems(tmp_path, ROOM.replace('kind = "bay"', f'kind = "bay"\nprefer = {prefer}'))
    assert len(found) == 1, "\n".join(found)
    assert expected in found[0]


def test_the_room_expects_of_a_device_only_what_its_map_gives() -> None:
    mapping = TopicMap(numerics=(), period_s=5.0)
    spec = DeviceSpec(
        device_id="m", kind="mqtt_native", link="mqtt://x", provenance=Provenance.SIMULATED, mapping=mapping
    )
    planned = planned_device(spec, place_id="1")
    assert (planned.period_s, planned.parameters, planned.has_cuff) == (5.0, frozenset(), False)
    everything = planned_device(replace(spec, mapping=None), place_id="1")
    assert Parameter.SPO2 in everything.parameters
    assert everything.has_cuff
