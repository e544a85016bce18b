"""Tells a receiver of calls over MQTT: calls go to `<topic>/call`, answers come back on `<topic>/answer`."""

import asyncio
from functools import partial

import aiomqtt

from drivers.clock import Clock
from drivers.device import DeviceSpec
from drivers.errors import DriverError
from drivers.mqtt.session import open_exchange
from monitor.engine.outside.attempts import Attempts
from monitor.engine.outside.call import Call
from monitor.engine.outside.call_book import CallBook
from monitor.engine.outside.tasks import fault_of, first_of
from monitor.port.outside_views import OutletView

LOOK_EVERY_S = 0.2  # real seconds
RETRY_S = 2.0  # real seconds between two attempts to reach the broker
NO_RECEIPT = "no receipt on the answer topic"
_OF_THE_LINK = (DriverError, aiomqtt.MqttError)


class MqttReceiver:
    """One receiver behind a broker. That the broker took a call is no receipt: somebody has to answer."""

    def __init__(self, name: str, spec: DeviceSpec, topic: str, *, book: CallBook, clock: Clock) -> None:
        """`spec` names the connection and its broker."""
        self.name = name
        self._spec = spec
        self._topic = topic
        self._book = book
        self._clock = clock
        self._why = "not connected yet"
        self._sent = 0

    async def run(self) -> None:
        """Connect, tell and listen until cancelled; connect again when the broker is lost."""
        while True:
            fault = await fault_of(self._exchange, name=f"exchange of {self.name}")
            if fault is not None:
                if not _is_of_the_link(fault):
                    raise fault
                self.failed(str(first_of(fault)))
            await self._clock.sleep(RETRY_S * self._clock.speed)

    def failed(self, why: str) -> None:
        self._why = why
        self._book.unreachable(self.name, why)

    def view(self) -> OutletView:
        target = f"{'' if self._spec.broker is None else self._spec.broker.url} {self._topic}/call"
        return OutletView(name=self.name, target=target, on_line=not self._why, why=self._why, delivered=self._sent)

    async def _exchange(self) -> None:
        async with open_exchange(self._spec, self._clock, topics=(f"{self._topic}/answer",)) as client:
            self._why = ""
            async with asyncio.TaskGroup() as group:
                group.create_task(self._listen(client), name=f"answers of {self.name}")
                attempts = Attempts(self.name, self._book, group, partial(self._tell, client))
                while True:
                    attempts.look()
                    await self._clock.sleep(LOOK_EVERY_S * self._clock.speed)

    async def _tell(self, client: aiomqtt.Client, call: Call) -> None:
        message = self._book.message(self.name, call)
        await client.publish(f"{self._topic}/call", message, qos=1, retain=False)
        self._sent += 1
        self._book.failed(self.name, call, NO_RECEIPT)  # true until an answer says otherwise

    async def _listen(self, client: aiomqtt.Client) -> None:
        async for message in client.messages:
            if message.retain:
                self._book.refuse(self.name, "the broker had kept it from earlier")
            else:
                self._book.replied(self.name, message.payload)


def _is_of_the_link(fault: BaseException) -> bool:
    """Whether nothing but a lost or refused connection ended it."""
    if isinstance(fault, BaseExceptionGroup):
        return fault.split(_OF_THE_LINK)[1] is None
    return isinstance(fault, _OF_THE_LINK)
