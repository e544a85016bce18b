"""Judges the sequence numbers of one device: what is new, what came twice, what was overtaken, what is missing. Pure.

A publisher counts all its messages in one row. MQTT keeps the order within a topic only (MQTT 3.1.1, section 4.6), so
order is judged within a kind: a pressure that a saturation overtook is still new. Ages are left to `delivery`.
"""

from collections import deque
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from drivers.mqtt.payloads import Kind

REMEMBERED_MESSAGES = 64  # a redelivery comes within the few messages a publisher may have in flight (20 in paho)


class Order(StrEnum):
    NEW = "new"
    DUPLICATE = "duplicate"
    OVERTAKEN = "overtaken"  # a later one of the same kind is already known


@dataclass(slots=True)
class NumberingCounts:
    duplicates: int = 0
    overtaken: int = 0
    missing: int = 0  # numbers that never came, so far
    restarts: int = 0  # the row began anew without a birth message


class Numbering:
    """Owns the newest number of the device and of each kind since the device's last start."""

    def __init__(self) -> None:
        self.counts = NumberingCounts()
        self._birth: tuple[int, datetime] | None = None
        self._newest: tuple[int, datetime] | None = None
        self._newest_of_kind: dict[Kind, int] = {}
        self._seen: deque[tuple[Kind, int]] = deque(maxlen=REMEMBERED_MESSAGES)

    def born(self, seq: int, sent: datetime) -> bool:
        """Start anew at a birth message; False where it is the same birth delivered again."""
        if (seq, sent) == self._birth:
            self.counts.duplicates += 1
            return False
        self._birth = (seq, sent)
        self._start(seq, sent)
        return True

    def judge(self, kind: Kind, seq: int, sent: datetime) -> Order:
        """Judge one live message. `sent` is the publisher's own time of sending."""
        if self._newest is None:
            self._start(seq, sent)
        highest, last_sent = self._newest or (seq, sent)
        if seq <= highest and sent > last_sent:
            # Sent later under a lower number: the publisher restarted and its birth message did not reach us.
            self.counts.restarts += 1
            self._start(seq, sent)
        elif (kind, seq) in self._seen:
            self.counts.duplicates += 1
            return Order.DUPLICATE
        elif seq < self._newest_of_kind.get(kind, 0):
            self.counts.overtaken += 1
            return Order.OVERTAKEN
        elif seq > highest:
            self.counts.missing += seq - highest - 1
            self._newest = (seq, sent)
        elif seq < highest:
            self.counts.missing = max(0, self.counts.missing - 1)  # it was counted when another kind overtook it
        self._newest_of_kind[kind] = seq
        self._seen.append((kind, seq))
        return Order.NEW

    def _start(self, seq: int, sent: datetime) -> None:
        self._newest = (seq, sent)
        self._newest_of_kind.clear()
        self._seen.clear()
