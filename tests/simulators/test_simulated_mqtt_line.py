"""One simulated MQTT monitor on a real broker (Mosquitto): birth, values, last will, return, farewell."""

import asyncio
import json
import socket
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiomqtt
import pytest
from simulator_helpers import EPOCH, WELL, FixedPatient

from drivers.clock import SystemClock
from simulators.devices.mqtt_native import MqttMonitor, NativeVoice
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.links.mqtt import BrokerAccount, MqttLine
from simulators.pace import RunTime

DEADLINE_S = 20.0
SPO2, STATUS = "vitals/v1/sim/SIM-m/spo2", "vitals/v1/sim/SIM-m/status"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@asynccontextmanager
async def _mosquitto(program: str) -> AsyncIterator[int]:
    port = _free_port()  # without a configuration Mosquitto serves this computer only
    process = await asyncio.create_subprocess_exec(program, "-p", str(port), stderr=asyncio.subprocess.PIPE)
    assert process.stderr is not None
    async with asyncio.timeout(DEADLINE_S):
        while b" running" not in (line := await process.stderr.readline()):
            assert line, "mosquitto ended"
        await _accepts(port)
    try:
        yield port
    finally:
        process.kill()
        await process.communicate()
        await asyncio.get_running_loop().shutdown_default_executor()  # aiomqtt connects in one of its threads


async def _accepts(port: int) -> None:
    """Wait until somebody answers at `port`: under load a broker says that it runs a moment before it listens."""
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
        except ConnectionRefusedError:
            await asyncio.sleep(0.02)
            continue
        writer.close()
        await writer.wait_closed()
        return


def _monitor() -> MqttMonitor:
    oximeter = Oximeter(FixedPatient(WELL), RECORDED)
    return MqttMonitor(voice=NativeVoice(device_id="SIM-m", epoch=EPOCH), oximeter=oximeter, cuff=None)


class Reader:
    """Waits for the next message of a topic."""

    def __init__(self, client: aiomqtt.Client) -> None:
        self._messages = client.messages

    async def next(self, topic: str) -> dict[str, object]:
        async with asyncio.timeout(DEADLINE_S):
            while True:
                message = await anext(self._messages)
                if message.topic.value == topic:
                    payload = json.loads(message.payload)
                    assert isinstance(payload, dict)
                    return payload


@pytest.mark.system
async def test_born_speaks_vanishes_with_its_will_returns_and_says_farewell(require_tool: Callable[[str], str]) -> None:
    async with _mosquitto(require_tool("mosquitto")) as port:
        line = MqttLine(_monitor(), account=BrokerAccount(url=f"mqtt://127.0.0.1:{port}"), name="SIM-m")
        assert line.address == "mqtt://vitals/v1/sim/SIM-m"
        clock = SystemClock()
        async with aiomqtt.Client("127.0.0.1", port) as client:
            await client.subscribe("vitals/#", qos=1)
            reader = Reader(client)
            running = asyncio.create_task(line.run(RunTime(clock=clock, start=clock.now()), phase_s=0.0))
            assert (await reader.next(STATUS))["online"] is True
            assert (await reader.next(SPO2))["value"] == 98.0
            await line.unplug()
            assert await reader.next(STATUS) == {"online": False}
            await line.replug()
            birth = await reader.next(STATUS)
            assert (birth["online"], birth["seq"]) == (True, 0)
            assert (await reader.next(SPO2))["value"] == 98.0
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)
            assert await reader.next(STATUS) == {"online": False}


def test_broker_address_must_be_one() -> None:
    for url in ("http://broker:1883", "broker", "mqtt://"):
        with pytest.raises(ValueError, match="mqtt://host:port"):
            BrokerAccount(url=url)


def test_password_is_not_printed() -> None:
    assert "hush" not in repr(BrokerAccount(url="mqtt://x", username="u", password="hush"))  # noqa: S106 - invented
