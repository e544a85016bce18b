"""The bounded inbox between the MQTT client and a driver: stamps on arrival, and drops the oldest when full.

The client's own queue drops the newest and only logs it; here what is dropped is counted, and the present wins.
"""

import asyncio

import aiomqtt

from drivers.clock import Clock
from drivers.device import LinkStatistics
from drivers.observations import Stamp
from drivers.transport.tap import tap_of_task

INBOX_LIMIT = 256  # a minute of four values a second; a driver that is further behind has been standing still


class StampedMessage(aiomqtt.Message):
    """A message with the instant at which it came off the socket."""

    def __init__(self, message: aiomqtt.Message, stamp: Stamp) -> None:
        super().__init__(message.topic, message.payload, message.qos, message.retain, message.mid, message.properties)
        self.stamp = stamp


class Inbox(asyncio.Queue[aiomqtt.Message]):
    """Holds `StampedMessage`s, at most `INBOX_LIMIT`."""

    def __init__(self, clock: Clock, statistics: LinkStatistics) -> None:
        super().__init__(maxsize=INBOX_LIMIT)
        self._clock = clock
        self._statistics = statistics
        self._tap = tap_of_task.get()

    def put_nowait(self, item: aiomqtt.Message) -> None:
        """Take a message from the client, which calls this the moment it has read it."""
        if self.full():
            self.get_nowait()
            self._statistics.dropped_messages += 1
        stamp = self._clock.now()
        if self._tap is not None:
            self._tap.received(_as_line(item), stamp)
        super().put_nowait(StampedMessage(item, stamp))


def _as_line(message: aiomqtt.Message) -> bytes:
    """The message as people read it: topic, whether the broker had kept it, payload."""
    kept = " (retained)" if message.retain else ""
    return f"{message.topic.value}{kept} ".encode() + message.payload + b"\n"


def inbox_type(clock: Clock, statistics: LinkStatistics) -> type[Inbox]:
    """Make the queue class that the client instantiates by itself."""

    class DeviceInbox(Inbox):
        def __init__(self, maxsize: int = 0) -> None:
            del maxsize  # the client's setting; the limit is ours
            super().__init__(clock, statistics)

    return DeviceInbox
