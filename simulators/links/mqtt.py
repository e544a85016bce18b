"""Connects one simulated MQTT device to a broker: last will, introduction, a tick a second; comes back after a loss."""

import asyncio
import contextlib
import logging
import socket
import ssl
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import urlsplit

import aiomqtt

from simulators.deeds import OrderError
from simulators.devices.publishing import PERIOD_S, Publication, Publisher
from simulators.pace import RunTime

_logger = logging.getLogger(__name__)
_library_logger = logging.getLogger(f"{__name__}.library")
_library_logger.setLevel(logging.ERROR)  # it warns of each broken socket; we break sockets on purpose
_RETRY_S = 1.0  # of real time
_QOS = 1
_NOISE = b"\x00\xff\x80 no message"
_TIMEOUT_S = 5.0  # for one acknowledgement
_KEEPALIVE_S = 10
_PORTS = {"mqtt": 1883, "mqtts": 8883}


@dataclass(frozen=True, slots=True, kw_only=True)
class BrokerAccount:
    """Where to publish. `url` is mqtt://host:port or mqtts://host:port."""

    url: str
    username: str | None = None
    password: str | None = field(default=None, repr=False)

    def __post_init__(self) -> None:
        """Refuse an address that is not of the form above, with a ValueError."""
        parts = urlsplit(self.url)
        if parts.scheme not in _PORTS or not parts.hostname:
            raise ValueError(f"{self.url}: a broker's address is mqtt://host:port or mqtts://host:port")

    def client(self, *, identifier: str, will: Publication | None) -> aiomqtt.Client:
        """Prepare a connection."""
        parts = urlsplit(self.url)
        return aiomqtt.Client(
            parts.hostname or "",
            parts.port or _PORTS[parts.scheme],
            username=self.username,
            password=self.password,
            identifier=identifier,
            keepalive=_KEEPALIVE_S,
            logger=_library_logger,
            tls_context=ssl.create_default_context() if parts.scheme == "mqtts" else None,
            will=None if will is None else aiomqtt.Will(will.topic, will.payload, qos=_QOS, retain=will.retain),
        )


class MqttLine:
    """Publishes for one device, and comes back by itself after a loss."""

    def __init__(self, device: Publisher, *, account: BrokerAccount, name: str) -> None:
        self._device = device
        self._account = account
        self._name = name
        self._connection: aiomqtt.Client | None = None
        self._client: aiomqtt.Client | None = None  # the connection, once the birth is published
        self._plugged = asyncio.Event()
        self._plugged.set()
        self.stalled = False
        self.address: Final = f"mqtt://{device.prefix}"

    async def run(self, run_time: RunTime, *, phase_s: float) -> None:
        """Tick and publish until cancelled."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._stay_connected(run_time), name=f"{self._name} connection")
            async for t_s in run_time.ticks(period_s=PERIOD_S, phase_s=phase_s):
                messages = self._device.tick(t_s)
                if self._client is not None and not self.stalled:
                    await self._publish(self._client, messages)

    async def garbage(self) -> None:
        """Publish bytes that are no message of the schema."""
        if self._client is not None:
            noise = Publication(topic=self._device.value_topic, payload=_NOISE)
            await self._publish(self._client, [noise])

    async def unplug(self) -> None:
        """Vanish without a word, as a pulled cable does: the broker sends the last will."""
        self._plugged.clear()
        self._client = None  # what is published into a broken socket leaves aiomqtt with a callback on a closed one
        if self._connection is not None:
            # aiomqtt itself can only leave with a farewell, after which brokers drop the will
            connection = self._connection._client.socket()  # noqa: SLF001 - no public way to the socket
            if connection is not None:
                connection.shutdown(socket.SHUT_RDWR)  # type: ignore[attr-defined]  # a plain or TLS socket here

    async def replug(self) -> None:
        """Let it connect again."""
        self._plugged.set()

    def set_wrong_baud(self, *, wrong: bool) -> None:
        """Refuse: a network has no line speed."""
        del wrong
        raise OrderError(f"{self._name} is on a network, which has no baud rate")

    async def _stay_connected(self, run_time: RunTime) -> None:
        is_lost = False
        while True:
            await self._plugged.wait()
            try:
                client = self._account.client(identifier=self._name, will=self._device.will())
                async with _connected(client):
                    if is_lost:
                        _logger.info("%s: connected to the broker again", self._name)
                    is_lost = False
                    await self._hold(client, run_time)
            except aiomqtt.MqttError as error:
                if not is_lost:
                    _logger.info("%s: no broker: %s", self._name, error)
                is_lost = True
            await asyncio.sleep(_RETRY_S)

    async def _hold(self, client: aiomqtt.Client, run_time: RunTime) -> None:
        if not self._plugged.is_set():  # pulled out while it was connecting
            return
        self._connection = client
        try:
            for message in self._device.introduction(run_time.now_s()):
                await _send(client, message)
            self._client = client if self._plugged.is_set() else None
            async for _ in client.messages:  # nothing is subscribed: this waits for the connection's end
                pass
        except asyncio.CancelledError:
            farewell = self._device.will()
            with contextlib.suppress(aiomqtt.MqttError):  # the broker went first
                if farewell is not None:
                    await _send(client, farewell)
            raise
        finally:
            self._client = self._connection = None

    async def _publish(self, client: aiomqtt.Client, messages: list[Publication]) -> None:
        try:
            for message in messages:
                if self._client is client:
                    await _send(client, message)
        except aiomqtt.MqttError as error:  # the connection's own task says so to people and connects again
            _logger.debug("%s: not published: %s", self._name, error)


@contextlib.asynccontextmanager
async def _connected(client: aiomqtt.Client) -> AsyncIterator[None]:
    # WORKAROUND for aiomqtt 2.5: a connection cancelled half-way leaves callbacks that fail on its closed socket.
    # Remove when `Client.__aenter__` can be cancelled.
    connecting = asyncio.create_task(client.__aenter__(), name="connecting")
    try:
        await asyncio.shield(connecting)
    except asyncio.CancelledError:
        with contextlib.suppress(aiomqtt.MqttError):
            await connecting
            await client.__aexit__(None, None, None)
        raise
    try:
        yield
    finally:
        with contextlib.suppress(aiomqtt.MqttError):  # over is over; raised here, it would hide a cancellation
            await client.__aexit__(None, None, None)


async def _send(client: aiomqtt.Client, message: Publication) -> None:
    await client.publish(message.topic, message.payload, qos=_QOS, retain=message.retain, timeout=_TIMEOUT_S)
    # WORKAROUND for asyncio.wait_for of Python 3.11, which loses a cancellation that comes together with the result
    # (python/cpython#86296). Remove when 3.12 is the oldest supported.
    task = asyncio.current_task()
    if task is not None and task.cancelling() > 0:
        raise asyncio.CancelledError
