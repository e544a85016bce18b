"""The simulated MQTT bridges, read by the drivers with the tables that the bridges themselves ask a room file for."""

import json

import pytest
from simulator_helpers import EPOCH, FixedPatient

from drivers.device import LinkStatistics
from drivers.mqtt.adapters.care_intake import CareIntake
from drivers.mqtt.adapters.map_intake import MapIntake
from drivers.observations import BloodPressure, Notice, Numeric, Observation, Provenance, Quality, Stamp
from monitor.settings.maps import read_maps
from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.mqtt_care import CareGateway
from simulators.devices.mqtt_home_assistant import HomeAssistantBridge
from simulators.devices.mqtt_map import FlatBridge
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.devices.publishing import Publication, Publisher
from simulators.patient import Vitals

SECOND_NS = 1_000_000_000
WELL = Vitals(systolic=131.0, diastolic=82.0, mean=98.0, pulse=66.0, spo2=97.0, perfusion_index=3.2, respiration=14.0)
ID = "SIM-b"
Intake = CareIntake | MapIntake


class Reader:
    """What the driver makes of a bridge, second by second. The broker delivers what is retained at the beginning."""

    def __init__(self, bridge: Publisher) -> None:
        self.bridge = bridge
        self.said: list[Observation] = []
        self._second = 0
        self._intake = intake_for(bridge)
        self._take(bridge.introduction(0.0))

    def run(self, seconds: int) -> list[Observation]:
        begin = len(self.said)
        for _ in range(seconds):
            self._take(self.bridge.tick(float(self._second)))
            self._second += 1
        return self.said[begin:]

    def take_will(self) -> list[Observation]:
        begin, will = len(self.said), self.bridge.will()
        self._take([] if will is None else [will])
        return self.said[begin:]

    def _take(self, messages: list[Publication]) -> None:
        stamp = Stamp(self._second * SECOND_NS, self._second * SECOND_NS)
        for message in messages:
            assert message.topic.startswith((self.bridge.prefix, "homeassistant/"))
            self.said += self._intake.feed(message.topic, message.payload, retained=False, stamp=stamp)


def intake_for(bridge: Publisher) -> Intake:
    section = read_maps(bridge.tables, file="room.toml", key="devices[0]")
    assert section.problems == ()
    common = {"device_id": ID, "provenance": Provenance.SIMULATED, "statistics": LinkStatistics()}
    if section.care is not None:
        return CareIntake(section.care, topic=bridge.prefix, **common)  # type: ignore[arg-type]  # of mixed values
    assert section.map is not None
    return MapIntake(section.map, prefix=bridge.prefix, **common)  # type: ignore[arg-type]  # of mixed values


def bridge_named(name: str, *, first_s: float = 30.0) -> tuple[Publisher, Oximeter]:
    patient = FixedPatient(WELL)
    oximeter = Oximeter(patient, RECORDED)
    programme = (CycleChange(from_s=first_s, interval_s=300.0),)
    cuff = Cuff(patient, settings=CuffSettings(programme=programme, failure_share=0.0, artefact_share=0.0), seed=1)
    bridges: dict[str, Publisher] = {
        "care": CareGateway(device_id=ID, epoch=EPOCH, oximeter=oximeter, cuff=cuff, worn_by=patient),
        "home": HomeAssistantBridge(device_id=ID, oximeter=oximeter, cuff=cuff),
        "flat": FlatBridge(device_id=ID, oximeter=oximeter, cuff=cuff),
    }
    return bridges[name], oximeter


def values(said: list[Observation]) -> dict[str, float | None]:
    return {item.parameter.value: item.value for item in said if isinstance(item, Numeric)}


def pressures(said: list[Observation]) -> list[BloodPressure]:
    return [item for item in said if isinstance(item, BloodPressure)]


@pytest.mark.parametrize("name", ["care", "home", "flat"])
def test_values_come_each_second_and_nothing_is_refused(name: str) -> None:
    bridge, _ = bridge_named(name)
    said = Reader(bridge).run(20)
    electrodes = {"hr": 66.0, "resp": 14.0} if name == "care" else {}
    assert values(said) == {"spo2": 97.0, "pulse": 66.0, **electrodes}
    numerics = [item for item in said if isinstance(item, Numeric)]
    assert len(numerics) == 20 * (2 + len(electrodes))
    assert {item.quality for item in numerics} == {Quality.VALID}
    assert not [item.why for item in said if isinstance(item, Notice) and item.active]


@pytest.mark.parametrize("name", ["care", "home", "flat"])
def test_a_new_reading_is_told_once_and_one_from_before_the_link_is_none(name: str) -> None:
    bridge, _ = bridge_named(name, first_s=-100.0)
    cuff = bridge.cuff
    assert cuff is not None
    cuff.advance(0.0)
    assert cuff.last_done is not None
    reader = Reader(bridge)
    assert [item for item in pressures(reader.run(200)) if (item.age_s or 0.0) < 30.0] == []
    (reading,) = pressures(reader.run(200))
    assert (reading.systolic, reading.diastolic) == (cuff.last_done.systolic, cuff.last_done.diastolic)


@pytest.mark.parametrize("name", ["care", "home", "flat"])
def test_a_probe_that_comes_off_takes_its_values_along_and_brings_them_back(name: str) -> None:
    bridge, oximeter = bridge_named(name)
    reader = Reader(bridge)
    reader.run(5)
    oximeter.probe_on = False
    off = values(reader.run(10))
    assert (off["spo2"], off["pulse"]) == (None, None)
    oximeter.probe_on = True
    back = values(reader.run(12))
    assert (back["spo2"], back["pulse"]) == (97.0, 66.0)


def test_the_home_bridge_holds_its_numbers_on_the_topic_and_leaves_a_will() -> None:
    bridge, oximeter = bridge_named("home")
    reader = Reader(bridge)
    reader.run(3)
    oximeter.probe_on = False
    states = [json.loads(m.payload) for m in bridge.tick(3.0) if m.topic == bridge.value_topic]
    assert states[0]["spo2"] == 97
    assert values(reader.take_will()) == {"spo2": None, "pulse": None}
    assert (bridge_named("care")[0].will(), bridge_named("flat")[0].will()) == (None, None)


def test_the_flat_bridge_writes_numbers_as_text_and_0_for_none() -> None:
    bridge, oximeter = bridge_named("flat")
    oximeter.probe_on = False
    (message,) = bridge.tick(0.0)
    content = json.loads(message.payload)
    assert content == {"spo2_value": "0", "pulse_value": "0", "nibp_sys": "0", "nibp_dia": "0"}
