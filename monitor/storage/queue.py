"""Batches that wait to be written, in order and bounded. No thread, no clock, no database: the writer has those."""

from collections import deque
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from itertools import islice

from drivers.observations import NANOSECONDS_PER_SECOND
from monitor.storage.batch import Batch
from monitor.storage.errors import BatchDroppedError

# One hour at ten steps a second. A step of twelve chairs takes about 5 kB of memory: 180 MB at the very most.
MAX_WAITING_BATCHES = 36_000
# Events and checkpoints are rare. Only a disk that is gone for days brings this many together.
MAX_WAITING_WITH_EVENTS = 72_000
# Written in one transaction, so that catching up after an hour does not hold one lock for long.
MAX_GROUP = 1_000


@dataclass(frozen=True, slots=True, eq=False)
class Waiting:
    """One batch, its promise, and when it came on the monotonic clock."""

    number: int
    batch: Batch
    since_mono_ns: int
    future: Future[None] = field(default_factory=Future)


class BatchQueue:
    """Owns the order of submission. Over the first bound the oldest batches without events go, and are counted."""

    def __init__(
        self, *, max_batches: int = MAX_WAITING_BATCHES, max_with_events: int = MAX_WAITING_WITH_EVENTS
    ) -> None:
        self._max_batches = max_batches
        self._max_with_events = max_with_events
        self._count = 0
        self._waiting: dict[int, Waiting] = {}  # by number, which is the order of submission
        self._without_events: deque[int] = deque()  # numbers that may be given up, oldest first
        self._urgent = 0
        self._taken_up_to = 0  # being written now: not to be given up
        self.dropped_batches = 0
        self.dropped_events = 0

    def __len__(self) -> int:
        return len(self._waiting)

    def add(self, batch: Batch, *, mono_ns: int) -> Waiting:
        """Append `batch`, giving up older ones where a bound is reached."""
        self._count += 1
        one = Waiting(self._count, batch, mono_ns)
        one.future.set_running_or_notify_cancel()  # from now on nobody can cancel it
        self._waiting[one.number] = one
        if batch.is_urgent:
            self._urgent += 1
        else:
            self._without_events.append(one.number)
        self._make_room()
        return one

    @property
    def is_due_now(self) -> bool:
        """Whether something waits that must not wait for company."""
        return self._urgent > 0 or len(self._waiting) >= MAX_GROUP

    def oldest_age_s(self, *, mono_ns: int) -> float:
        """How long the oldest batch has waited, also while it is being written; 0: none waits."""
        if not self._waiting:
            return 0.0
        return (mono_ns - next(iter(self._waiting.values())).since_mono_ns) / NANOSECONDS_PER_SECOND

    def take(self) -> list[Waiting]:
        """Give the oldest batches to the writer. They stay in the queue until `written`."""
        group = list(islice(self._waiting.values(), MAX_GROUP))
        if group:
            self._taken_up_to = group[-1].number
        return group

    def written(self, group: list[Waiting]) -> None:
        """Forget what is on the disk, or what never will be."""
        for one in group:
            if self._waiting.pop(one.number, None) is not None and one.batch.is_urgent:
                self._urgent -= 1
        while self._without_events and self._without_events[0] not in self._waiting:
            self._without_events.popleft()
        self._taken_up_to = 0

    def give_back(self) -> None:
        """The group could not be written: its batches are ordinary waiting ones again."""
        self._taken_up_to = 0
        self._make_room()

    def clear(self) -> list[Waiting]:
        """Empty the queue and give all that was in it."""
        left = list(self._waiting.values())
        self.written(left)
        return left

    def _make_room(self) -> None:
        while len(self._waiting) > self._max_batches and (number := self._oldest(self._without_events)) is not None:
            self._drop(number)
        while len(self._waiting) > self._max_with_events and (number := self._oldest(self._waiting)) is not None:
            self._drop(number)

    def _oldest(self, numbers: Iterable[int]) -> int | None:
        return next((number for number in numbers if number > self._taken_up_to), None)

    def _drop(self, number: int) -> None:
        one = self._waiting.pop(number)
        self.dropped_batches += 1
        self.dropped_events += len(one.batch.events)
        if one.batch.is_urgent:
            self._urgent -= 1
        else:
            self._without_events.remove(number)
        one.future.set_exception(
            BatchDroppedError(f"the batch of tick {one.batch.tick} was given up: too many wait for the disk")
        )
