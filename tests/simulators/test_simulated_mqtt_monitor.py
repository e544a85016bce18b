"""The MQTT monitor from the other end: what it publishes reads back through the driver's own strict reader."""

import json
from dataclasses import replace

from simulator_helpers import EPOCH, WELL, FixedPatient

from drivers.mqtt.payloads import BirthMessage, EventMessage, NumericMessage, OfflineMessage, PressureMessage, decode
from drivers.observations import Provenance
from simulators.devices.cuff import Cuff, CuffSettings, CycleChange
from simulators.devices.mqtt_native import MqttMonitor, NativeVoice
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.devices.publishing import Publication


def _monitor(patient: FixedPatient, *, failure_share: float = 0.0) -> MqttMonitor:
    programme = (CycleChange(from_s=2.0, interval_s=300.0),)
    settings = CuffSettings(programme=programme, failure_share=failure_share, artefact_share=0.0)
    return MqttMonitor(
        voice=NativeVoice(device_id="SIM-mqtt-3", epoch=EPOCH),
        oximeter=Oximeter(patient, RECORDED),
        cuff=Cuff(patient, settings=settings, seed=1),
    )


def _read(publications: list[Publication]) -> list[object]:
    return [decode(p.topic, p.payload, retained=False) for p in publications]


def test_birth_and_will() -> None:
    monitor = _monitor(FixedPatient(WELL))
    birth, will = monitor.birth(0.0), monitor.voice.will()
    assert birth.topic == will.topic == "vitals/v1/sim/SIM-mqtt-3/status"
    assert birth.retain
    assert will.retain
    assert json.loads(will.payload) == {"online": False}
    read = decode(birth.topic, birth.payload, retained=False)
    assert isinstance(read, BirthMessage)
    assert read.provenance is Provenance.SIMULATED
    assert read.codes == (150456, 149530, 150021, 150022, 150023)
    assert isinstance(decode(will.topic, will.payload, retained=False), OfflineMessage)


def test_two_values_a_second_numbered_without_a_hole() -> None:
    monitor = _monitor(FixedPatient(WELL))
    published = [monitor.birth(0.0)] + [message for t_s in range(60) for message in monitor.tick(t_s)]
    assert [json.loads(message.payload)["seq"] for message in published] == list(range(len(published)))
    numerics = [message for message in _read(published) if isinstance(message, NumericMessage)]
    assert len(numerics) == 120
    assert {message.value for message in numerics} == {98.0, 71.0}
    assert not any(message.retain for message in published[1:])


def test_numbering_begins_anew_after_a_connection() -> None:
    monitor = _monitor(FixedPatient(WELL))
    monitor.tick(0.0)
    assert json.loads(monitor.birth(1.0).payload)["seq"] == 0


def test_cuff_says_measuring_then_done() -> None:
    monitor = _monitor(FixedPatient(WELL))
    read = [message for t_s in range(60) for message in _read(monitor.tick(t_s))]
    measuring, done = (message for message in read if isinstance(message, PressureMessage))
    assert (measuring.cuff_state, measuring.systolic) == ("measuring", None)
    assert done.cuff_state == "done"
    assert done.systolic is not None
    assert 105 < done.systolic < 135
    assert 27 <= (done.measured - EPOCH).total_seconds() <= 47


def test_failed_cuff_says_why_and_no_numbers() -> None:
    monitor = _monitor(FixedPatient(WELL), failure_share=1.0)
    read = [message for t_s in range(60) for message in _read(monitor.tick(t_s))]
    failed = [message for message in read if isinstance(message, PressureMessage)][-1]
    assert (failed.cuff_state, failed.systolic, failed.why) == ("failed", None, "the cuff could not measure")


def test_probe_off_is_an_event_and_values_without_numbers() -> None:
    patient = FixedPatient(WELL)
    monitor = _monitor(patient)
    monitor.tick(0.0)
    patient.vitals = replace(WELL, probe_on=False)
    event, *numerics = _read(monitor.tick(1.0))
    assert isinstance(event, EventMessage)
    assert (event.event, event.active) == ("probe_off", True)
    assert [(message.value, message.why) for message in numerics if isinstance(message, NumericMessage)] == [
        (None, "sensor off"),
        (None, "sensor off"),
    ]
    patient.vitals = WELL
    back = _read(monitor.tick(2.0))[0]
    assert isinstance(back, EventMessage)
    assert not back.active
