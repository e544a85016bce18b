"""A place to listen in on what goes over a device's wire, for the devices page and for recordings.

Whoever opens a driver may set a tap for the task in which the driver runs; the gate in front of every device
(`allow_list`) and the MQTT session pass on what they see. Without a tap nothing is kept. Drivers know nothing of it.
"""

from contextvars import ContextVar
from typing import Protocol

from drivers.observations import Stamp


class Tap(Protocol):
    """Told of every piece of bytes, in the order in which the driver saw them. It must return at once."""

    def received(self, data: bytes, stamp: Stamp) -> None: ...

    def sent(self, data: bytes) -> None: ...


# One task per device, and every task has a context of its own: a tap can only ever hear its own device.
tap_of_task: ContextVar[Tap | None] = ContextVar("tap_of_task", default=None)
