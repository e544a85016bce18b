"""Publishes numerics and alarms of the room over MQTT: bounded, with a count of what was given up."""

import asyncio
from collections import deque

import aiomqtt

from drivers.clock import Clock
from drivers.device import DeviceSpec
from drivers.errors import DriverError
from drivers.mqtt.session import open_exchange
from monitor.engine.core import Step
from monitor.engine.outside.publishing import Outgoing, Writing
from monitor.port.outside_views import OutletView

QUEUE_LIMIT = 2_000  # half a minute of 24 places at three values a second: what is older has no use for a display
AT_ONCE = 16  # messages on their way at the same time
RETRY_S = 2.0  # real seconds


class Publisher:
    """An outlet. Nothing that it publishes is ever retained by the broker."""

    def __init__(self, spec: DeviceSpec, topic: str, *, clock: Clock) -> None:
        """`spec` names the connection and its broker, `topic` is the prefix of all topics."""
        self._spec = spec
        self._topic = topic
        self._clock = clock
        self._writing = Writing(topic)
        self._waiting: deque[Outgoing] = deque()
        self._news = asyncio.Event()
        self._last: Step | None = None
        self._why = "not connected yet"
        self._delivered = 0
        self._dropped = 0

    def heard(self, step: Step) -> None:
        self._last = step
        for message in self._writing.messages(step):
            self._put(message)

    async def run(self) -> None:
        while True:
            try:
                async with open_exchange(self._spec, self._clock) as client:
                    self._why = ""
                    await self._publish_all(client)
            except (DriverError, aiomqtt.MqttError) as error:
                self._why = str(error)
            await self._clock.sleep(RETRY_S * self._clock.speed)

    def failed(self, why: str) -> None:
        self._why = why

    def views(self) -> tuple[OutletView, ...]:
        return (
            OutletView(
                name="MQTT numerics and alarms",
                target=f"{'' if self._spec.broker is None else self._spec.broker.url} {self._topic}/#",
                on_line=not self._why,
                why=self._why,
                waiting=len(self._waiting),
                delivered=self._delivered,
                dropped=self._dropped,
            ),
        )

    def _put(self, message: Outgoing) -> None:
        if len(self._waiting) >= QUEUE_LIMIT:
            self._waiting.popleft()
            self._dropped += 1
        self._waiting.append(message)
        self._news.set()

    async def _publish_all(self, client: aiomqtt.Client) -> None:
        """Publish what waits, for ever; a message leaves the queue when the broker has confirmed it."""
        if self._last is not None:
            await _publish(client, self._writing.births(self._last.snapshot))
        while True:
            batch = [self._waiting.popleft() for _ in range(min(AT_ONCE, len(self._waiting)))]
            try:
                await _publish(client, batch)
            except BaseException:
                self._give_back(batch)
                raise
            self._delivered += len(batch)
            if not self._waiting:
                self._news.clear()
                await self._news.wait()

    def _give_back(self, batch: list[Outgoing]) -> None:
        """Put what was not confirmed in front again, as far as there is room: the oldest go first."""
        room = QUEUE_LIMIT - len(self._waiting)
        self._dropped += max(0, len(batch) - room)
        self._waiting.extendleft(reversed(batch[max(0, len(batch) - room) :]))


async def _publish(client: aiomqtt.Client, batch: list[Outgoing]) -> None:
    """Publish side by side, and wait for every confirmation: at least once, in order on one connection."""
    sent = [client.publish(message.topic, message.payload, qos=1, retain=False) for message in batch]
    for outcome in await asyncio.gather(*sent, return_exceptions=True):
        if isinstance(outcome, BaseException):
            raise outcome
