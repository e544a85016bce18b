"""Each adapter on a real Mosquitto: subscription, retained messages, last will, values, and what a map lacks."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path

import aiomqtt
import pytest
from adapter_samples import AVAILABILITY, MONITOR, PRESSURE, PULSE, SPO2, numeric, pressure_rule
from mosquitto_server import PASSWORD, Mosquitto, RequireTool, prepare
from test_mqtt_adapter_discovery import CONFIG_TOPIC, QUIRK, RULE, STATE

from drivers.clock import SystemClock
from drivers.device import Broker, DeviceKind, DeviceSpec, Driver
from drivers.errors import AddressError, CommandRefusedError
from drivers.mqtt.adapters.kind import ANY_JSON, CARE, HOME_ASSISTANT, KINDS
from drivers.mqtt.adapters.mapping import CareMonitor, Mapping, NewWhen, TopicMap
from drivers.observations import BloodPressure, Notice, Numeric, Observation, Parameter, Provenance

pytestmark = [pytest.mark.system, pytest.mark.timeout(60)]

DEADLINE_S = 20.0
_ACL = """
user monitor
topic read ward/#
topic read shh/#
topic read homeassistant/#
user device
topic readwrite #
"""


@pytest.fixture
async def broker(tmp_path: Path, require_tool: RequireTool) -> AsyncIterator[Mosquitto]:
    mosquitto = prepare(tmp_path, require_tool)
    (tmp_path / "acl").write_text(_ACL)
    await mosquitto.start()
    try:
        yield mosquitto
    finally:
        await mosquitto.stop()


@pytest.fixture
async def stack() -> AsyncIterator[AsyncExitStack]:
    async with AsyncExitStack() as exits:
        yield exits


def kind_named(name: str) -> DeviceKind:
    return next(kind for kind in KINDS if kind.name == name)


def spec_for(broker: Mosquitto, kind: str, prefix: str, *, mapping: Mapping | None) -> DeviceSpec:
    return DeviceSpec(
        device_id="d-1",
        kind=kind,
        link=f"mqtt://{prefix}",
        provenance=Provenance.SIMULATED,
        broker=Broker(url=f"mqtt://127.0.0.1:{broker.port}", username="monitor", password=PASSWORD),
        mapping=mapping,
    )


async def opened(stack: AsyncExitStack, spec: DeviceSpec) -> Driver:
    return await stack.enter_async_context(kind_named(spec.kind).open_driver(spec, SystemClock()))


def publisher(broker: Mosquitto, will: aiomqtt.Will | None = None) -> aiomqtt.Client:
    return aiomqtt.Client(
        "127.0.0.1", broker.port, username="device", password=PASSWORD, identifier="publisher", will=will
    )


async def send(client: aiomqtt.Client, topic: str, content: object, *, retain: bool = False) -> None:
    payload = content if isinstance(content, str | bytes) else json.dumps(content)
    await client.publish(topic, payload, qos=1, retain=retain)


async def read(stream: AsyncIterator[Observation], count: int) -> list[Observation]:
    async with asyncio.timeout(DEADLINE_S):
        return [await anext(stream) for _ in range(count)]


def shown(observation: Observation) -> object:
    match observation:
        case Numeric(parameter=parameter, value=value):
            return parameter, value
        case BloodPressure(systolic=systolic, diastolic=diastolic):
            return systolic, diastolic
        case Notice(code=code, active=active):
            return code, active
        case _:
            return observation


async def test_care_objects_come_through_and_the_retained_ones_do_not(broker: Mosquitto, stack: AsyncExitStack) -> None:
    async with publisher(broker) as device:
        await send(device, "ward/care", [SPO2 | {"value": 80}], retain=True)
        driver = await opened(stack, spec_for(broker, CARE, "ward/care", mapping=CareMonitor(monitor=MONITOR)))
        stream = driver.observations()
        assert [shown(each) for each in await read(stream, 1)] == [("refused_retained", True)]
        await send(device, "ward/care", [SPO2, PRESSURE, PULSE])
    seen = await read(stream, 5)
    assert [shown(each) for each in seen] == [
        ("refused_retained", False),
        (Parameter.SPO2, 98.0),
        (Parameter.PULSE, None),
        ("pulse_rate_probe_unplugged", True),
        (118.0, 76.0),
    ]
    with pytest.raises(CommandRefusedError, match="over MQTT"):
        await driver.start_cuff()


async def test_home_assistant_states_count_by_discovery_while_the_bridge_is_there(
    broker: Mosquitto, stack: AsyncExitStack
) -> None:
    mapping = TopicMap(discoveries=(RULE,), availability=AVAILABILITY)
    async with publisher(broker) as device:
        await send(device, CONFIG_TOPIC, QUIRK, retain=True)
    will = aiomqtt.Will("shh/availability", "offline", qos=1, retain=True)
    driver = await opened(stack, spec_for(broker, HOME_ASSISTANT, "shh", mapping=mapping))
    stream = driver.observations()
    async with publisher(broker, will) as bridge:
        await send(bridge, "shh/availability", "online", retain=True)
        await send(bridge, "shh/spo2/state", STATE, retain=True)  # a live one, although kept for later
        assert [shown(each) for each in await read(stream, 1)] == [(Parameter.SPO2, 96.0)]
        connection = bridge._client.socket()
        assert isinstance(connection, socket.socket)
        connection.shutdown(socket.SHUT_RDWR)  # the bridge dies without a word, and the broker speaks for it
        seen = await read(stream, 2)
        assert [shown(each) for each in seen] == [("offline", True), (Parameter.SPO2, None)]
        with pytest.raises(aiomqtt.MqttError):
            await bridge._disconnected
    await stack.aclose()
    again = await opened(stack, spec_for(broker, HOME_ASSISTANT, "shh", mapping=mapping))
    first = await read(again.observations(), 1)  # held: the will and the last value
    assert not [each for each in first if isinstance(each, Numeric) and each.value is not None]


async def test_mapped_json_comes_through(broker: Mosquitto, stack: AsyncExitStack) -> None:
    mapping = TopicMap(numerics=(numeric(),), pressure=pressure_rule(NewWhen.MESSAGE))
    driver = await opened(stack, spec_for(broker, ANY_JSON, "ward/meditable", mapping=mapping))
    async with publisher(broker) as device:
        await send(device, "ward/meditable/other", {"spo2": 70})
        await send(device, "ward/meditable/state", {"spo2": "99", "nibp_sys": "120", "nibp_dia": "80"})
        await send(device, "ward/meditable/state", b"\xff\xfe")
    seen = await read(driver.observations(), 3)
    assert [shown(each) for each in seen] == [(Parameter.SPO2, 99.0), (120.0, 80.0), ("refused_message", True)]
    assert driver.statistics.frames == 1


@pytest.mark.parametrize(
    ("kind", "mapping", "words"),
    [
        (CARE, None, "does not say which monitor"),
        (ANY_JSON, None, "holds no map"),
        (ANY_JSON, CareMonitor(monitor=MONITOR), "holds no map"),
        (HOME_ASSISTANT, TopicMap(numerics=(numeric(),)), "names no availability topic"),
    ],
)
async def test_a_device_without_what_its_kind_needs_is_not_opened(
    kind: str, mapping: Mapping | None, words: str
) -> None:
    spec = DeviceSpec(
        device_id="d-1",
        kind=kind,
        link="mqtt://ward/chair3",
        provenance=Provenance.SIMULATED,
        broker=Broker(url="mqtt://127.0.0.1:1"),
        mapping=mapping,
    )
    with pytest.raises(AddressError, match=words):
        async with kind_named(kind).open_driver(spec, SystemClock()):
            pass
