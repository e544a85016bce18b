"""Calls over a real Mosquitto: the broker alone is no receipt; answers come back, forged ones do not pass."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import aiomqtt
import pytest
from mosquitto_server import PASSWORD, Mosquitto, RequireTool, running_mosquitto
from outside_rooms import ON_CALL, CalledRoom, picture, running

from drivers.device import Broker
from drivers.observations import Provenance
from monitor.app.outside import connection
from monitor.domain.vocabulary import Priority
from monitor.engine.outside.mqtt_receiver import NO_RECEIPT, MqttReceiver

pytestmark = [pytest.mark.timeout(60), pytest.mark.system]
TOPIC = "calls/room-a"


@pytest.fixture
async def mosquitto(tmp_path: Path, require_tool: RequireTool) -> AsyncIterator[Mosquitto]:
    async with running_mosquitto(tmp_path, require_tool) as broker:
        yield broker


def receiver_of(world: CalledRoom, mosquitto: Mosquitto) -> MqttReceiver:
    broker = Broker(url=f"mqtt://127.0.0.1:{mosquitto.port}", username="monitor", password=PASSWORD)
    spec = connection("calls", broker, Provenance.SIMULATED)
    return MqttReceiver(ON_CALL, spec, TOPIC, book=world.book, clock=world.clock)


@asynccontextmanager
async def phone(mosquitto: Mosquitto) -> AsyncIterator[aiomqtt.Client]:
    async with aiomqtt.Client("127.0.0.1", mosquitto.port, username="phone", password=PASSWORD) as client:
        await client.subscribe(f"{TOPIC}/call", qos=1)
        yield client


async def next_call(client: aiomqtt.Client) -> dict[str, object]:
    message = await anext(client.messages)
    assert not message.retain
    assert isinstance(message.payload, bytes)
    found: dict[str, object] = json.loads(message.payload)
    return found


@pytest.mark.hazard("H22", "H54")
async def test_called_received_accepted_and_attacked(mosquitto: Mosquitto) -> None:
    world = CalledRoom()
    receiver = receiver_of(world, mosquitto)
    async with phone(mosquitto) as client:
        first = asyncio.create_task(next_call(client))
        async with running(receiver):
            await world.until(first.done, "called")
            call = first.result()
            await client.publish(f"{TOPIC}/answer", world.answer(call, what="start_cuff", reply_id="r0"), qos=1)
            await world.until(lambda: world.refusals.count == 1, "refused")
            assert "start_cuff" in world.refusals.notice()
            await client.publish(f"{TOPIC}/answer", world.answer(call, what="received", by=""), qos=1)
            await world.until(lambda: "called, no answer yet" in world.book.words()[0], "received")
            answer = world.answer(call, reply_id="r2")
            await client.publish(f"{TOPIC}/answer", answer, qos=1)
            await world.until(lambda: bool(world.commands), "accepted")
            await client.publish(f"{TOPIC}/answer", answer, qos=1)
            await world.until(lambda: world.refusals.count == 2, "the second time refused")
            assert "sent before" in world.refusals.notice()
    assert len(world.commands) == 1
    world.obey()
    assert picture(world.room).audio.sounding is Priority.HIGH


@pytest.mark.hazard("H22")
async def test_a_call_that_only_the_broker_took_is_not_delivered(mosquitto: Mosquitto) -> None:
    world = CalledRoom()
    receiver = receiver_of(world, mosquitto)
    async with running(receiver):
        await world.until(lambda: bool(world.complaint), "complained")
        assert receiver.view().on_line
        assert NO_RECEIPT in world.complaint
        await mosquitto.stop()
        await world.until(lambda: not receiver.view().on_line, "off line")
        sent = receiver.view().delivered
        await mosquitto.start()
        await world.until(lambda: receiver.view().delivered > sent, "called again over the broker that is back")
    assert sent >= 2


@pytest.mark.hazard("H54")
async def test_an_answer_that_the_broker_had_kept_is_refused(mosquitto: Mosquitto) -> None:
    world = CalledRoom()
    (call,) = world.book.due(ON_CALL)
    kept = world.answer({"number": call.number, "session": call.session})
    async with phone(mosquitto) as client:
        await client.publish(f"{TOPIC}/answer", kept, qos=1, retain=True)
    async with running(receiver_of(world, mosquitto)):
        await world.until(lambda: world.refusals.count > 0, "refused")
    assert "kept it from earlier" in world.refusals.notice()
    assert world.commands == []
