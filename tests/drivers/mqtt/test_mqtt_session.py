"""The MQTT driver on a real Mosquitto: birth, values, last will, retained values, broker restart, flood."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import datetime, timedelta
from pathlib import Path

import aiomqtt
import pytest
from mosquitto_server import PASSWORD, PREFIX, Mosquitto, RequireTool, running_mosquitto

from drivers.clock import SystemClock
from drivers.device import Broker, DeviceSpec
from drivers.errors import CommandRefusedError, LinkLostError
from drivers.mqtt.inbox import INBOX_LIMIT
from drivers.mqtt.payloads import (
    BirthMessage,
    CuffState,
    Kind,
    Message,
    NumericMessage,
    OfflineMessage,
    PressureMessage,
)
from drivers.mqtt.session import MqttDriver, client_identifier, open_mqtt_driver
from drivers.observations import (
    BloodPressure,
    CuffStatus,
    DeviceIdentity,
    Notice,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Stamp,
)

pytestmark = [pytest.mark.system, pytest.mark.timeout(60)]

DEADLINE_S = 20.0
PUBLISHER_THAT_DIES = """
import sys, time
from paho.mqtt.client import Client, CallbackAPIVersion
host, port, password, prefix = sys.argv[1:]
client = Client(CallbackAPIVersion.VERSION2, client_id="dies")
client.username_pw_set("device", password)
client.will_set(prefix + "/status", b'{"online":false}', qos=1, retain=True)
client.connect(host, int(port), keepalive=5)
client.loop_start()
client.publish(prefix + "/status", sys.stdin.buffer.readline(), qos=1, retain=True).wait_for_publish()
sys.stdin.buffer.read()
"""


@pytest.fixture
async def broker(tmp_path: Path, require_tool: RequireTool) -> AsyncIterator[Mosquitto]:
    async with running_mosquitto(tmp_path, require_tool) as mosquitto:
        yield mosquitto


def spec_for(broker: Mosquitto, *, device_id: str = "v100-a", prefix: str = PREFIX) -> DeviceSpec:
    return DeviceSpec(
        device_id=device_id,
        kind="mqtt_vitals",
        link=f"mqtt://{prefix}",
        provenance=Provenance.SIMULATED,
        broker=Broker(url=f"mqtt://127.0.0.1:{broker.port}", username="monitor", password=PASSWORD),
    )


class CountingClock(SystemClock):
    """Tells when it has been read so often: the inbox reads it once for each message."""

    def __init__(self, count: int) -> None:
        self.reached = asyncio.Event()
        self._left = count

    def now(self) -> Stamp:
        self._left -= 1
        if self._left == 0:
            self.reached.set()
        return super().now()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as exits:
        yield exits


async def open_driver(stack: AsyncExitStack, broker: Mosquitto) -> MqttDriver:
    driver = await stack.enter_async_context(open_mqtt_driver(spec_for(broker), SystemClock()))
    assert isinstance(driver, MqttDriver)
    return driver


def publisher(broker: Mosquitto) -> aiomqtt.Client:
    return aiomqtt.Client("127.0.0.1", broker.port, username="device", password=PASSWORD, identifier="publisher")


async def publish(client: aiomqtt.Client, message: Message, *, retain: bool = False) -> None:
    topic, payload = message.encode()
    await client.publish(topic, payload, qos=1, retain=retain)


async def read(stream: AsyncIterator[Observation], count: int) -> list[Observation]:
    async with asyncio.timeout(DEADLINE_S):
        return [await anext(stream) for _ in range(count)]


def now() -> datetime:
    return SystemClock().now().utc


def birth(*, seq: int = 0) -> BirthMessage:
    return BirthMessage(
        prefix=PREFIX,
        seq=seq,
        received=now(),
        model="CARESCAPE V100",
        driver="bedside-bridge 1.4",
        codes=(150456, 149530),
        provenance=Provenance.SIMULATED,
    )


def spo2(seq: int, value: float | None, *, late_s: float = 0.0) -> NumericMessage:
    moment = now() - timedelta(seconds=late_s)
    return NumericMessage(
        prefix=PREFIX, kind=Kind.SPO2, seq=seq, measured=moment, received=moment, code=150456, value=value
    )


async def test_birth_values_and_pressure_come_through(broker: Mosquitto, stack: AsyncExitStack) -> None:
    driver = await open_driver(stack, broker)
    stream = driver.observations()
    pressure = PressureMessage(
        prefix=PREFIX,
        seq=2,
        measured=now() - timedelta(seconds=12),
        received=now(),
        cuff_state=CuffState.DONE,
        systolic=118,
        diastolic=76,
        mean=90,
        pulse=71,
    )
    async with publisher(broker) as device:
        await publish(device, birth(), retain=True)
        await publish(device, spo2(1, 97))
        await publish(device, pressure)
    on_line, identity, value, reading = await read(stream, 4)
    assert isinstance(on_line, Notice)
    assert "CARESCAPE V100" in on_line.why
    assert isinstance(identity, DeviceIdentity)
    assert (identity.model, identity.software) == ("CARESCAPE V100", "bedside-bridge 1.4")
    assert isinstance(value, Numeric)
    assert (value.parameter, value.value, value.quality) == (Parameter.SPO2, 97.0, Quality.VALID)
    assert isinstance(reading, BloodPressure)
    assert (reading.systolic, reading.diastolic, reading.mean, reading.pulse) == (118, 76, 90, 71)
    assert reading.status is CuffStatus.DONE
    assert reading.age_s is not None
    assert 12 <= reading.age_s < 14
    assert driver.intake.birth is not None
    assert driver.intake.birth.codes == (150456, 149530)
    assert driver.statistics.frames == 3


async def test_last_will_of_a_killed_publisher_is_a_notice_and_nothing_else(
    broker: Mosquitto, stack: AsyncExitStack
) -> None:
    driver = await open_driver(stack, broker)
    stream = driver.observations()
    arguments = ["127.0.0.1", str(broker.port), PASSWORD, PREFIX]
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", PUBLISHER_THAT_DIES, *arguments, stdin=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdin is not None
        process.stdin.write(birth().encode()[1] + b"\n")
        await process.stdin.drain()
        await read(stream, 2)  # "on_line", and what it is
    finally:
        process.kill()
        await process.communicate()
    gone = await read(stream, 2)
    assert [(each.code, each.active) for each in gone if isinstance(each, Notice)] == [
        ("on_line", False),
        ("offline", True),
    ]
    async with publisher(broker) as device:  # the link itself goes on, and a value disproves the will
        await publish(device, spo2(1, 95))
    back, value = await read(stream, 2)
    assert isinstance(back, Notice)
    assert (back.code, back.active) == ("offline", False)
    assert isinstance(value, Numeric)
    assert value.value == 95


@pytest.mark.hazard("H03")
async def test_retained_value_is_refused_and_retained_birth_is_known(broker: Mosquitto, stack: AsyncExitStack) -> None:
    async with publisher(broker) as device:
        await publish(device, birth(), retain=True)
        await publish(device, spo2(1, 98, late_s=3600), retain=True)
    driver = await open_driver(stack, broker)
    stream = driver.observations()
    seen = await read(stream, 3)
    assert not [each for each in seen if isinstance(each, Numeric)]
    assert {each.code for each in seen if isinstance(each, Notice)} == {"on_line", "refused_spo2"}
    assert driver.statistics.last_frame is None  # nothing that is there now has spoken
    assert driver.intake.birth is not None
    async with publisher(broker) as device:
        await publish(device, spo2(2, 91))
    ended, value = await read(stream, 2)
    assert isinstance(ended, Notice)
    assert (ended.code, ended.active) == ("refused_spo2", False)
    assert isinstance(value, Numeric)
    assert value.value == 91


async def test_duplicates_and_overtaken_messages_are_dropped_and_counted(
    broker: Mosquitto, stack: AsyncExitStack
) -> None:
    driver = await open_driver(stack, broker)
    stream = driver.observations()
    first, second, third = spo2(1, 97), spo2(2, 96), spo2(5, 95)
    async with publisher(broker) as device:
        for message in (first, first, third, second, third, spo2(6, 94)):
            await publish(device, message)
    seen = await read(stream, 3)
    assert [each.value for each in seen if isinstance(each, Numeric)] == [97, 95, 94]
    assert driver.intake.order.duplicates == 2
    assert driver.intake.order.overtaken == 1
    assert driver.intake.order.missing == 3


async def test_lost_broker_ends_the_link_and_a_new_one_can_be_opened(broker: Mosquitto, stack: AsyncExitStack) -> None:
    driver = await open_driver(stack, broker)
    stream = driver.observations()
    async with publisher(broker) as device:
        await publish(device, spo2(1, 97))
    await read(stream, 1)
    await broker.stop()
    with pytest.raises(LinkLostError, match=r"connection to the broker 127\.0\.0\.1:\d+ was lost"):
        await read(stream, 1)
    await stack.aclose()
    await broker.start()
    again = await open_driver(stack, broker)
    async with publisher(broker) as device:
        await publish(device, spo2(2, 96))
    (value,) = await read(again.observations(), 1)
    assert isinstance(value, Numeric)
    assert value.value == 96


async def test_broker_lost_while_nobody_reads_leaves_no_unread_error(
    broker: Mosquitto, stack: AsyncExitStack, caplog: pytest.LogCaptureFixture
) -> None:
    driver = await open_driver(stack, broker)
    await broker.stop()
    with pytest.raises(LinkLostError):
        await read(driver.observations(), 1)
    await stack.aclose()
    assert [record for record in caplog.records if record.levelname in {"WARNING", "ERROR"}] == []


async def test_a_flood_drops_the_oldest_and_counts_them(broker: Mosquitto, stack: AsyncExitStack) -> None:
    total = INBOX_LIMIT + 50
    clock = CountingClock(total)
    driver = await stack.enter_async_context(open_mqtt_driver(spec_for(broker), clock))
    async with publisher(broker) as device:
        for seq in range(total):
            await publish(device, spo2(seq, 90 + seq % 10))
    async with asyncio.timeout(DEADLINE_S):
        await clock.reached.wait()
    seen = await read(driver.observations(), INBOX_LIMIT)
    last = seen[-1]
    assert isinstance(last, Numeric)
    assert last.value == 90 + (total - 1) % 10
    assert driver.statistics.dropped_messages == 50


async def test_other_devices_and_their_floods_are_not_heard(broker: Mosquitto, stack: AsyncExitStack) -> None:
    driver = await open_driver(stack, broker)
    other = OfflineMessage(prefix="vitals/v1/clinic1/v100-b")
    async with publisher(broker) as device:
        await publish(device, other)
        await publish(device, spo2(1, 93))
    (value,) = await read(driver.observations(), 1)
    assert isinstance(value, Numeric)
    assert driver.statistics.received_bytes == len(spo2(1, 93).encode()[1])


async def test_cuff_commands_are_refused_in_words(broker: Mosquitto, stack: AsyncExitStack) -> None:
    driver = await open_driver(stack, broker)
    with pytest.raises(CommandRefusedError, match="cannot be started over MQTT"):
        await driver.start_cuff()
    with pytest.raises(CommandRefusedError, match="cannot be stopped over MQTT"):
        await driver.cancel_cuff()


async def test_raw_garbage_from_the_broker_is_counted_and_harmless(broker: Mosquitto, stack: AsyncExitStack) -> None:
    driver = await open_driver(stack, broker)
    payloads = [b"\xff\xfe", b"[" * 9_999, json.dumps({"seq": 1}).encode()]
    async with publisher(broker) as device:
        for payload in payloads:
            await device.publish(f"{PREFIX}/spo2", payload, qos=1)
        await publish(device, spo2(2, 92))
    refused, ended, value = await read(driver.observations(), 3)
    assert isinstance(refused, Notice)
    assert refused.why == "message refused: the payload is not UTF-8"
    assert isinstance(ended, Notice)
    assert isinstance(value, Numeric)
    assert driver.statistics.rejected_bytes == sum(map(len, payloads))


def test_client_identifier_is_stable_distinct_and_within_what_every_broker_takes() -> None:
    one, other = client_identifier("rad8-1"), client_identifier("rad8-2")
    assert one == client_identifier("rad8-1")
    assert one != other
    assert len(one) <= 23
    assert one.isalnum()
