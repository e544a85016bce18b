"""What the room may expect of a simulated device that speaks over MQTT, and the messages it publishes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

from simulators.devices.base import Instruments

PERIOD_S = 1.0
Tables = Mapping[str, Mapping[str, object]]
"""Tables that a room file needs beside the link, as [devices.map] or [devices.care] have them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One message for a broker; quality of service is 1 for all of them."""

    topic: str
    payload: bytes
    retain: bool = False


@runtime_checkable
class Publisher(Instruments, Protocol):
    """A device, or the bridge that speaks for it. Connections and pace belong to `simulators.links.mqtt`."""

    @property
    def prefix(self) -> str:
        """Where all its topics begin; with mqtt:// in front it is the link of a room file."""
        ...

    @property
    def value_topic(self) -> str:
        """A topic on which values are expected."""
        ...

    @property
    def tables(self) -> Tables:
        """What a room file must say of its messages; empty where its kind says all."""
        ...

    def will(self) -> Publication | None:
        """Give what the broker is to say when the connection breaks; None: nobody says anything then."""
        ...

    def introduction(self, t_s: float) -> list[Publication]:
        """Give what is said right after each connection."""
        ...

    def tick(self, t_s: float) -> list[Publication]:
        """Give the messages of this second, in order."""
        ...
