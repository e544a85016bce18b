"""An attacker at a broker with the access rules that are shipped: other names, old messages, commands to a device."""

import asyncio
import getpass
import subprocess
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import aiomqtt
import pytest
from mosquitto_server import PASSWORD, Mosquitto, RequireTool, free_port, make_certificates

from drivers.clock import SystemClock
from drivers.device import Broker, DeviceSpec
from drivers.errors import CommandRefusedError
from drivers.mqtt.broker import make_tls_context
from drivers.mqtt.messages import CuffState, Kind, NumericMessage, PressureMessage
from drivers.mqtt.session import MqttDriver, open_mqtt_driver
from drivers.observations import BloodPressure, Notice, Numeric, Observation, Provenance

pytestmark = [pytest.mark.timeout(60), pytest.mark.system]
SHIPPED = Path(__file__).resolve().parents[3] / "config" / "mosquitto"
PREFIX = "vitals/v1/clinic1/chair1"


@pytest.fixture
async def mosquitto(tmp_path: Path, require_tool: RequireTool) -> AsyncIterator[Mosquitto]:
    """A broker as shipped but for its paths and port, with users chair1, chair2 and station."""
    broker = Mosquitto(tmp_path, require_tool("mosquitto"), 0, free_port(), 0)
    await asyncio.to_thread(prepare, broker, require_tool)
    await broker.start()
    yield broker
    await broker.stop()


def prepare(broker: Mosquitto, require_tool: RequireTool) -> None:
    folder = broker.folder
    for user in ("chair1", "chair2", "station"):
        create = ["-c"] if user == "chair1" else []
        words = [require_tool("mosquitto_passwd"), *create, "-b", str(folder / "passwords"), user, PASSWORD]
        subprocess.run(words, check=True, capture_output=True)
    make_certificates(folder, require_tool("openssl"))
    (folder / "acl").write_bytes((SHIPPED / "acl").read_bytes())
    (folder / "acl").chmod(0o600)
    text = (SHIPPED / "mosquitto.conf").read_text().replace("/etc/mosquitto", str(folder))
    text = text.replace("listener 8883", f"listener {broker.tls_port} 127.0.0.1")
    (folder / "mosquitto.conf").write_text(f"user {getpass.getuser()}\nlog_dest stderr\n{text}")


def saturation(value: float, *, seq: int, age: timedelta = timedelta(0)) -> tuple[str, bytes]:
    measured = SystemClock().now().utc - age
    return NumericMessage(
        prefix=PREFIX, kind=Kind.SPO2, seq=seq, measured=measured, received=measured, code=150456, value=value
    ).encode()


def reading(systolic: float, *, seq: int, age: timedelta) -> tuple[str, bytes]:
    measured = SystemClock().now().utc - age
    return PressureMessage(
        prefix=PREFIX,
        seq=seq,
        measured=measured,
        received=measured,
        cuff_state=CuffState.DONE,
        systolic=systolic,
        diastolic=60,
    ).encode()


def client(mosquitto: Mosquitto, user: str) -> aiomqtt.Client:
    context = make_tls_context(Broker(url="", ca_file=mosquitto.folder / "ca.pem"))
    return aiomqtt.Client("127.0.0.1", mosquitto.tls_port, username=user, password=PASSWORD, tls_context=context)


def spec(mosquitto: Mosquitto) -> DeviceSpec:
    url, ca_file = f"mqtts://127.0.0.1:{mosquitto.tls_port}", mosquitto.folder / "ca.pem"
    broker = Broker(url=url, username="station", password=PASSWORD, ca_file=ca_file)
    return DeviceSpec(
        device_id="chair1", kind="mqtt_native", link=f"mqtt://{PREFIX}", provenance=Provenance.SIMULATED, broker=broker
    )


def values(observations: list[Observation]) -> list[float]:
    numbers = [each.value for each in observations if isinstance(each, Numeric) and each.value is not None]
    return numbers + [each.systolic for each in observations if isinstance(each, BloodPressure) and each.systolic]


@pytest.mark.hazard("H54")
async def test_nobody_else_publishes_as_chair_1_and_yesterday_is_refused_and_told(mosquitto: Mosquitto) -> None:
    heard: list[Observation] = []
    async with (
        asyncio.timeout(30),
        open_mqtt_driver(spec(mosquitto), SystemClock()) as driver,
        client(mosquitto, "chair2") as attacker,
        client(mosquitto, "chair1") as device,
    ):
        day = timedelta(days=1)
        await device.publish(*saturation(97, seq=100), qos=1)
        await attacker.publish(*saturation(55, seq=101), qos=1)  # the broker confirms it and gives it to nobody
        await device.publish(*saturation(56, seq=2, age=day), qos=1)  # as recorded on the wire yesterday
        await device.publish(*saturation(57, seq=102, age=day), qos=1)  # the same with a number of today
        await device.publish(*reading(70, seq=103, age=day), qos=1)
        topic, payload = saturation(96, seq=104)
        await device.publish(topic, payload, qos=1)
        await device.publish(topic, payload, qos=1)  # the same message again
        await device.publish(*saturation(98, seq=105), qos=1)
        async for observation in driver.observations():
            heard.append(observation)
            if 98 in values(heard):
                break
        with pytest.raises(CommandRefusedError, match="over MQTT"):
            await driver.start_cuff()
        assert isinstance(driver, MqttDriver)
        order, counts = driver.intake.order, driver.intake.counts
    assert values(heard) == [97, 96, 98], "neither another's values, nor old ones, nor one twice"
    assert (order.overtaken, order.duplicates, counts.stale, counts.rejected) == (1, 1, 2, 1)
    told = {each.code: each.why for each in heard if isinstance(each, Notice) and each.active}
    assert told["refused_nibp"] == "message refused: the reading was taken 1440 minutes ago"


@pytest.mark.hazard("H54")
async def test_a_device_cannot_listen_to_others_or_answer_a_call(mosquitto: Mosquitto) -> None:
    async with (
        asyncio.timeout(30),
        client(mosquitto, "chair2") as attacker,
        client(mosquitto, "station") as station,
        client(mosquitto, "chair1") as device,
    ):
        await attacker.subscribe("#", qos=1)
        await station.subscribe([("calls/+/answer", 1), ("vitals/v1/#", 1)])
        await attacker.publish("calls/room-a/answer", b"accepted", qos=1)
        await device.publish(*saturation(97, seq=1), qos=1)
        first = await anext(station.messages)
        assert first.topic.value == f"{PREFIX}/spo2", "the answer was not delivered"
        await station.publish("out/room-a/1/spo2", b"{}", qos=1)  # the broker confirms it after it was given out
        await attacker.subscribe("nothing", qos=1)  # whatever it was given lies before the answer to this
        assert len(attacker.messages) == 0
