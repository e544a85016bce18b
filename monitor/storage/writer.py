"""The storage thread: takes batches from the engine without ever holding it up, and does not give up on a bad disk.

Batches with events or a checkpoint are committed at once, with all that came before them; samples wait `flush_s` at
most. While the disk refuses, batches stay in memory in order and the reason stands in `problem`.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from typing import Protocol

from drivers.clock import Clock
from monitor.storage.batch import Batch
from monitor.storage.errors import StorageUnavailableError, WriterClosedError
from monitor.storage.queue import BatchQueue, Waiting

_logger = logging.getLogger(__name__)
FIRST_RETRY_S = 0.1
LONGEST_RETRY_S = 2.0
THREAD_NAME = "storage-writer"


def nothing_to_tidy() -> bool:
    """Upkeep of a journal that needs none."""
    return False


class BatchSink(Protocol):
    """What the writer needs of a journal."""

    def write(self, batches: Sequence[Batch]) -> None:
        """See `Journal.write`."""
        ...


class JournalWriter:
    """Owns one thread, from construction to `close`. Safe to use from any thread.

    All waiting is in real seconds, whatever the speed of the clock: disks do not run faster in a fast demo.
    """

    def __init__(
        self,
        journal: BatchSink,
        *,
        clock: Clock,
        flush_s: float = 0.5,
        queue: BatchQueue | None = None,
        tidy: Callable[[], bool] = nothing_to_tidy,
    ) -> None:
        """Start the thread.

        Args:
            journal: where batches go.
            clock: tells how long they wait.
            flush_s: samples wait this long at most.
            queue: where they wait.
            tidy: one short step of upkeep, done while nothing is due; True: there is more to do.

        """
        self._journal = journal
        self._tidy = tidy
        self._untidy = True  # what the last process left
        self._clock = clock
        self._flush_s = flush_s
        self._queue = queue or BatchQueue()
        self._condition = threading.Condition()
        self._unavailable: str | None = None
        self._rejected: list[str] = []
        self._closing = False
        self._abandoned = threading.Event()
        self._thread = threading.Thread(target=self._run, name=THREAD_NAME, daemon=True)
        self._thread.start()

    @property
    def problem(self) -> str | None:
        """Why records are not on the disk, in words; None: all well.

        A record that could not be stored for a fault of this program stays named here until the writer is closed.
        """
        with self._condition:
            if self._unavailable is not None:
                return self._unavailable
            if self._rejected:
                return f"{len(self._rejected)} record(s) could not be stored: {self._rejected[0]}"
            return None

    @property
    def dropped_batches(self) -> int:
        """How many batches were given up for want of memory since the start."""
        with self._condition:
            return self._queue.dropped_batches

    @property
    def dropped_events(self) -> int:
        with self._condition:
            return self._queue.dropped_events

    def submit(self, batch: Batch) -> Future[None]:
        """Queue `batch` and return at once. The future is done when the batch is on the disk.

        Raises:
            WriterClosedError: after `close`.

        """
        with self._condition:
            if self._closing:
                raise WriterClosedError("the storage writer is closed")
            one = self._queue.add(batch, mono_ns=self._clock.now().mono_ns)
            self._condition.notify()
            return one.future

    def oldest_unconfirmed_s(self) -> float:
        """Real seconds since the oldest batch that is not on the disk yet was submitted; 0: all are."""
        with self._condition:
            return self._oldest_s()

    def close(self, timeout: float) -> None:
        """Write what waits, for `timeout` real seconds at most, and end the thread.

        Futures of batches that could not be written fail with WriterClosedError.
        """
        with self._condition:
            self._closing = True
            self._condition.notify()
        self._thread.join(timeout)
        self._abandoned.set()
        with self._condition:
            self._condition.notify()
            left = [one for one in self._queue.clear() if not one.future.done()]
            reason = self._unavailable or "the disk did not answer in time"
        for one in left:
            one.future.set_exception(WriterClosedError(f"closed before tick {one.batch.tick} was written: {reason}"))
        if left:
            _logger.error("closed with %d batches unwritten: %s", len(left), reason)

    def _oldest_s(self) -> float:
        return self._queue.oldest_age_s(mono_ns=self._clock.now().mono_ns) / self._clock.speed

    def _run(self) -> None:
        retry_s = FIRST_RETRY_S
        while (group := self._next_group()) is not None:
            if not group:
                self._tidy_once()
            elif self._write(group):
                retry_s = FIRST_RETRY_S
                self._untidy = self._untidy or any(one.batch.is_urgent for one in group)
            else:
                self._abandoned.wait(retry_s)
                retry_s = min(2 * retry_s, LONGEST_RETRY_S)

    def _tidy_once(self) -> None:
        """One step; what fails is left until the next event or checkpoint, and never troubles the record itself."""
        try:
            self._untidy = self._tidy()
        except StorageUnavailableError as error:
            self._untidy = False
            _logger.info("upkeep of the record waits: %s", error)
        except Exception:
            self._untidy, self._tidy = False, nothing_to_tidy
            _logger.exception("upkeep of the record failed; it is tried again at the next start")

    def _next_group(self) -> list[Waiting] | None:
        """Wait until a group is due; empty: there is time to tidy up; None: the thread should end."""
        with self._condition:
            while not self._abandoned.is_set():
                if len(self._queue) == 0 and self._closing:
                    break
                if self._is_due():
                    return self._queue.take()
                if self._untidy and self._unavailable is None:
                    return []
                self._condition.wait(max(0.0, self._flush_s - self._oldest_s()) if len(self._queue) else None)
            return None

    def _is_due(self) -> bool:
        if len(self._queue) == 0:
            return False
        return self._closing or self._queue.is_due_now or self._oldest_s() >= self._flush_s

    def _write(self, group: list[Waiting]) -> bool:
        """Store `group`, or as much of it as is sound; False: the disk refused and a later try may help."""
        try:
            self._journal.write([one.batch for one in group])
        except StorageUnavailableError as error:
            self._note_unavailable(str(error))
            return False
        except Exception as error:
            _logger.exception("%d batches from tick %d on could not be stored", len(group), group[0].batch.tick)
            if len(group) > 1:
                return all(self._write([one]) for one in group)  # so that only the bad one is lost
            self._note_rejected(group[0], error)
            return True
        self._note_written(group)
        return True

    def _note_unavailable(self, why: str) -> None:
        with self._condition:
            is_new = self._unavailable != why
            self._unavailable = why
            self._queue.give_back()
        if is_new:
            _logger.error("storage: %s; records are kept in memory", why)

    def _note_written(self, group: list[Waiting]) -> None:
        with self._condition:
            was_unavailable, self._unavailable = self._unavailable, None
            self._queue.written(group)
            kept = [one.future for one in group if not one.future.done()]
        for future in kept:
            future.set_result(None)
        if was_unavailable is not None:
            _logger.info("storage works again")

    def _note_rejected(self, one: Waiting, error: Exception) -> None:
        with self._condition:
            self._rejected.append(f"{type(error).__name__}: {error}")
            self._queue.written([one])
        if not one.future.done():
            one.future.set_exception(error)
