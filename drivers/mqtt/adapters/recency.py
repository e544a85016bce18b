"""Judges by a publisher's own times whether what came is new and how old it is. Pure.

Its clock is never compared with ours: only the distance between arrival and time told counts, as `delivery` does it.
"""

from collections import deque
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drivers.mqtt.adapters.mapping import NewWhen
from drivers.mqtt.delivery import Delivery
from drivers.observations import NANOSECONDS_PER_SECOND, Stamp

MAX_READING_AGE_S = 7200.0  # a monitor may hold a reading for 90 minutes; older ones are nobody's present pressure
MAX_UNSEEN_S = 180.0  # what changed while nobody listened for so long may be a reading of anybody, any time
SAME_MESSAGE_S = 15.0  # no cuff measures twice in this time: the same message again was delivered twice
REMEMBERED_READINGS = 16


class Order(StrEnum):
    NEW = "new"
    REPEATED = "repeated"  # the same once more: a held value
    OVERTAKEN = "overtaken"  # a later one is known


@dataclass(frozen=True, slots=True)
class Judged:
    order: Order
    age_s: float = 0.0


class Recency:
    """Owns the newest moment of each key since the link was opened."""

    def __init__(self) -> None:
        self._delivery = Delivery()
        self._newest: dict[str, tuple[datetime, Hashable]] = {}

    def judge(self, key: str, moment: datetime, content: Hashable, stamp: Stamp) -> Judged:
        """Judge what arrived at `stamp` and was told to be of `moment`."""
        newest = self._newest.get(key)
        if newest == (moment, content):
            return Judged(Order.REPEATED)
        age_s = self._delivery.delay_s(stamp, moment)
        # No age and yet earlier than the newest: the publisher's clock was set back, and `delivery` believes it.
        if newest is not None and moment < newest[0] and age_s > 0:
            return Judged(Order.OVERTAKEN)
        self._newest[key] = (moment, content)
        return Judged(Order.NEW, age_s)

    def saw(self, moment: datetime, stamp: Stamp) -> None:
        """Learn the distance of the clocks from a message that carries no value."""
        self._delivery.delay_s(stamp, moment)

    def age_s(self, moment: datetime, stamp: Stamp) -> float | None:
        """How old something of `moment` is, which may come late by its nature; None while that cannot be known."""
        return self._delivery.excess_s(stamp, moment)


class Sight(StrEnum):
    NEW = "new"
    REPEATED = "repeated"
    UNDATED = "undated"  # it may have been measured long before: remembered, never published
    STALE = "stale"  # measured too long ago


class ReadingGate:
    """Lets each cuff reading pass once, and none of which nobody knows whether it is new."""

    def __init__(self, new_when: NewWhen) -> None:
        self._each_message = new_when is NewWhen.MESSAGE
        # Without times a reading may have the numbers of an earlier one; only the last can be told to be the same.
        self._known: deque[Hashable] = deque(maxlen=REMEMBERED_READINGS if new_when is NewWhen.TIME else 1)
        self._last_seen_s: float | None = None

    def judge(self, token: Hashable, stamp: Stamp, *, age_s: float | None) -> Sight:
        """Judge a reading that `token` tells from others; `age_s` None: its age is not known."""
        now_s = stamp.mono_ns / NANOSECONDS_PER_SECOND
        last_s, self._last_seen_s = self._last_seen_s, now_s
        unseen_s = None if last_s is None else now_s - last_s
        known = token in self._known
        if known and not (self._each_message and unseen_s is not None and unseen_s >= SAME_MESSAGE_S):
            return Sight.REPEATED
        if not known:
            self._known.append(token)
        if age_s is not None:
            return Sight.STALE if age_s > MAX_READING_AGE_S else Sight.NEW
        if self._each_message or (unseen_s is not None and unseen_s <= MAX_UNSEEN_S):
            return Sight.NEW
        return Sight.UNDATED
