"""What waits for the next step: bounded, counted, handed out in the order of time.

It decides nothing about values. When it is full the oldest continuous sample goes, because a newer one follows within
a second; readings of a cuff, notices and link changes come once and are kept as long as there is any sample to drop.
"""

import threading
from collections import deque
from dataclasses import dataclass, replace

from drivers.observations import Stamp
from monitor.domain.commands import Command
from monitor.domain.inputs import Input, Sample

INBOX_CAPACITY = 20_000  # at 24 chairs with 10 values a second: more than a minute without a step
COMMAND_CAPACITY = 256  # people click; more than this means that nobody takes them


@dataclass(frozen=True, slots=True)
class Arrival:
    """One input and when it reached this computer."""

    input: Input
    stamp: Stamp


class Inbox:
    """Used by the engine's thread alone."""

    def __init__(self, capacity: int = INBOX_CAPACITY) -> None:
        self._capacity = capacity
        self._waiting: deque[Arrival] = deque()
        self.dropped = 0

    def put(self, arrival: Arrival) -> None:
        if len(self._waiting) >= self._capacity:
            self._drop_one()
        self._waiting.append(arrival)

    def take(self, *, after_tick: int, up_to_tick: int) -> list[Arrival]:
        """Everything due by `up_to_tick`, ordered by tick; what came late is moved to the first tick still open.

        The tick that is journalled is the one the room judged, so that a replay judges the same.
        """
        due = [arrival for arrival in self._waiting if arrival.input.tick <= up_to_tick]
        self._waiting = deque(arrival for arrival in self._waiting if arrival.input.tick > up_to_tick)
        placed = [_not_before(arrival, after_tick + 1) for arrival in due]
        placed.sort(key=lambda arrival: arrival.input.tick)
        return placed

    def _drop_one(self) -> None:
        self.dropped += 1
        for index, arrival in enumerate(self._waiting):
            if isinstance(arrival.input, Sample):
                del self._waiting[index]
                return
        self._waiting.popleft()


def _not_before(arrival: Arrival, tick: int) -> Arrival:
    if arrival.input.tick >= tick:
        return arrival
    return Arrival(replace(arrival.input, tick=tick), arrival.stamp)


class CommandQueue:
    """Commands from any thread to the engine's thread."""

    def __init__(self, capacity: int = COMMAND_CAPACITY) -> None:
        self._capacity = capacity
        self._lock = threading.Lock()
        self._waiting: deque[Command] = deque()

    def put(self, command: Command) -> bool:
        """Queue `command`; False where the queue is full and it was not taken."""
        with self._lock:
            if len(self._waiting) >= self._capacity:
                return False
            self._waiting.append(command)
            return True

    def take_all(self) -> list[Command]:
        with self._lock:
            commands = list(self._waiting)
            self._waiting.clear()
        return commands
