"""Who publishes under a broker in the native schema, whether or not a room names it. Pure; values are not read.

A `TopicReader` for `open_topic_reader`. It is there for the person who installs devices: what it finds becomes a
proposal for the room file, never a value on a screen.
"""

from dataclasses import dataclass

from drivers.mqtt.messages import BirthMessage, Kind, OfflineMessage
from drivers.mqtt.payloads import decode, is_prefix
from drivers.observations import Observation, Stamp

TOPICS = ("vitals/v1/+/+/+",)
MOST_PUBLISHERS = 64  # more under one broker than any room has; those heard first are kept


@dataclass(slots=True)
class Publisher:
    """One device under the broker."""

    prefix: str
    model: str = ""  # as its birth message says
    last_live: Stamp | None = None  # None: only messages that the broker had kept


class Presence:
    """Owns what was heard since the connection stands."""

    def __init__(self) -> None:
        self.publishers: dict[str, Publisher] = {}

    @property
    def topics(self) -> tuple[str, ...]:
        return TOPICS

    def feed(self, topic: str, payload: bytes, *, retained: bool, stamp: Stamp) -> list[Observation]:
        """Note who spoke; never an observation."""
        prefix, _, last = topic.rpartition("/")
        if last not in set(Kind) or not is_prefix(prefix):
            return []
        if prefix not in self.publishers and len(self.publishers) >= MOST_PUBLISHERS:
            return []
        message = decode(topic, payload, retained=retained) if last == Kind.STATUS else None
        if isinstance(message, OfflineMessage):
            self.publishers.pop(prefix, None)
            return []
        publisher = self.publishers.setdefault(prefix, Publisher(prefix))
        if isinstance(message, BirthMessage):
            publisher.model = message.model
        if not retained:
            publisher.last_live = stamp
        return []
