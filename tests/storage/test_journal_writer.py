"""The storage thread: groups, tells, keeps in memory while the disk refuses, and loses nothing in silence."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import wait
from pathlib import Path

import pytest
from storage_samples import alarm, batch, open_journal

from drivers.clock import ManualClock, SystemClock
from monitor.storage import Batch, BatchDroppedError, JournalWriter, StorageUnavailableError, WriterClosedError
from monitor.storage.queue import BatchQueue

DEADLINE_S = 10.0


class ScriptedSink:
    """Takes batches, or fails as it is told."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.fail: Callable[[Sequence[Batch]], None] = lambda _batches: None
        self.changed = threading.Condition()

    def write(self, batches: Sequence[Batch]) -> None:
        try:
            self.fail(batches)
            self.groups.append([one.tick for one in batches])
        finally:
            with self.changed:
                self.changed.notify_all()

    def ticks(self) -> list[int]:
        return [tick for group in self.groups for tick in group]


def disk_full(_batches: Sequence[Batch]) -> None:
    raise StorageUnavailableError("the disk is full")


@pytest.fixture
def sink() -> ScriptedSink:
    return ScriptedSink()


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def writer(sink: ScriptedSink, clock: ManualClock) -> Iterator[JournalWriter]:
    one = JournalWriter(sink, clock=clock)
    yield one
    one.close(DEADLINE_S)


def until(sink: ScriptedSink, condition: Callable[[], bool]) -> None:
    with sink.changed:
        assert sink.changed.wait_for(condition, DEADLINE_S)


def test_samples_wait_for_company_and_an_event_takes_them_along_in_order(
    sink: ScriptedSink, writer: JournalWriter
) -> None:
    waiting = [writer.submit(batch(tick)) for tick in (1, 2, 3)]
    assert not any(future.done() for future in waiting)
    writer.submit(batch(4, alarm(1, 4))).result(DEADLINE_S)
    wait(waiting, DEADLINE_S)
    assert sink.groups == [[1, 2, 3, 4]]


def test_a_checkpoint_is_written_at_once(sink: ScriptedSink, writer: JournalWriter) -> None:
    writer.submit(batch(1, checkpoint=b"state")).result(DEADLINE_S)
    assert sink.groups == [[1]]


def test_samples_alone_are_written_after_the_flush_time(
    sink: ScriptedSink, writer: JournalWriter, clock: ManualClock
) -> None:
    first = writer.submit(batch(1))
    assert not first.done()
    clock.move(0.5)
    second = writer.submit(batch(2))
    first.result(DEADLINE_S)
    second.result(DEADLINE_S)
    assert sink.ticks() == [1, 2]


@pytest.mark.expect_log
def test_while_the_disk_refuses_batches_wait_in_order_and_the_age_grows(
    sink: ScriptedSink, writer: JournalWriter, clock: ManualClock
) -> None:
    sink.fail = disk_full
    futures = [writer.submit(batch(1)), writer.submit(batch(2, alarm(1, 2)))]
    until(sink, lambda: writer.problem is not None)
    clock.move(1.5)
    assert writer.problem == "the disk is full"
    assert writer.oldest_unconfirmed_s() == pytest.approx(1.5)
    assert not any(future.done() for future in futures)

    sink.fail = lambda _batches: None
    futures.append(writer.submit(batch(3)))
    wait(futures[:2], DEADLINE_S)
    assert sink.ticks()[:2] == [1, 2]
    assert writer.problem is None


@pytest.mark.expect_log
def test_a_batch_that_cannot_be_stored_is_lost_alone_and_named(sink: ScriptedSink, writer: JournalWriter) -> None:
    def refuse_tick_2(batches: Sequence[Batch]) -> None:
        if any(one.tick == 2 for one in batches):
            raise TypeError("no such value")

    sink.fail = refuse_tick_2
    good, bad = writer.submit(batch(1)), writer.submit(batch(2))
    last = writer.submit(batch(3, alarm(1, 3)))
    assert isinstance(bad.exception(DEADLINE_S), TypeError)
    good.result(DEADLINE_S)
    last.result(DEADLINE_S)
    assert sink.ticks() == [1, 3]
    assert writer.problem == "1 record(s) could not be stored: TypeError: no such value"


@pytest.mark.expect_log
def test_close_fails_what_could_not_be_written_and_refuses_more(sink: ScriptedSink) -> None:
    sink.fail = disk_full
    writer = JournalWriter(sink, clock=ManualClock())
    future = writer.submit(batch(1, alarm(1, 1)))
    until(sink, lambda: writer.problem is not None)
    writer.close(0.05)
    error = future.exception(DEADLINE_S)
    assert isinstance(error, WriterClosedError)
    assert "the disk is full" in str(error)
    with pytest.raises(WriterClosedError):
        writer.submit(batch(2))


def test_close_writes_what_waits(sink: ScriptedSink) -> None:
    writer = JournalWriter(sink, clock=ManualClock())
    future = writer.submit(batch(1))
    writer.close(DEADLINE_S)
    assert future.result(0) is None
    assert sink.ticks() == [1]
    assert writer.oldest_unconfirmed_s() == 0.0


def test_batches_reach_the_real_journal(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_journal(path)
    writer = JournalWriter(journal, clock=SystemClock())
    for tick in range(1, 101):
        writer.submit(batch(tick, *([alarm(tick // 10, tick)] if tick % 10 == 0 else [])))
    writer.close(DEADLINE_S)
    recovery = journal.recover()
    journal.close()
    assert [one.tick for one in recovery.tail] == list(range(1, 101))
    assert recovery.last_event_seq == 10


def test_over_the_first_bound_the_oldest_samples_go_and_events_stay() -> None:
    queue = BatchQueue(max_batches=3, max_with_events=5)
    event = queue.add(batch(1, alarm(1, 1)), mono_ns=0)
    samples = [queue.add(batch(tick), mono_ns=0) for tick in (2, 3, 4, 5)]
    assert [one.batch.tick for one in queue.take()] == [1, 4, 5]
    assert not event.future.done()
    assert isinstance(samples[0].future.exception(0), BatchDroppedError)
    assert (queue.dropped_batches, queue.dropped_events) == (2, 0)


def test_events_go_only_over_the_second_bound_and_are_counted() -> None:
    queue = BatchQueue(max_batches=3, max_with_events=5)
    waiting = [queue.add(batch(tick, alarm(tick, tick)), mono_ns=0) for tick in range(1, 7)]
    assert len(queue) == 5
    assert isinstance(waiting[0].future.exception(0), BatchDroppedError)
    assert (queue.dropped_batches, queue.dropped_events) == (1, 1)


def test_what_is_being_written_is_not_given_up_meanwhile() -> None:
    queue = BatchQueue(max_batches=2, max_with_events=4)
    taken = [queue.add(batch(tick), mono_ns=0) for tick in (1, 2)]
    queue.take()
    late = queue.add(batch(3), mono_ns=0)
    assert not any(one.future.done() for one in taken)
    assert late.future.done()
    queue.written(taken)
    assert len(queue) == 0


def test_a_group_that_came_back_is_bounded_again() -> None:
    queue = BatchQueue(max_batches=2, max_with_events=4)
    queue.add(batch(1), mono_ns=0)
    queue.take()
    queue.add(batch(2, alarm(1, 2)), mono_ns=0)
    queue.add(batch(3, alarm(2, 3)), mono_ns=0)
    assert len(queue) == 3
    queue.give_back()
    assert [one.batch.tick for one in queue.take()] == [2, 3]


class Chores:
    """Upkeep of so many steps; `done` is set after the last."""

    def __init__(self, steps: int) -> None:
        self.left = steps
        self.begun, self.may_go_on, self.done = threading.Event(), threading.Event(), threading.Event()

    def step(self) -> bool:
        self.begun.set()
        assert self.may_go_on.wait(DEADLINE_S)
        self.left -= 1
        if self.left == 0:
            self.done.set()
        return self.left > 0


def test_upkeep_is_done_while_nothing_is_due_and_a_commit_waits_for_one_step_only(
    sink: ScriptedSink, clock: ManualClock
) -> None:
    chores = Chores(steps=1_000)
    writer = JournalWriter(sink, clock=clock, tidy=chores.step)
    assert chores.begun.wait(DEADLINE_S)
    future = writer.submit(batch(1, alarm(1, 1)))
    left: list[int] = []
    future.add_done_callback(lambda _done: left.append(chores.left))
    chores.may_go_on.set()
    future.result(DEADLINE_S)
    assert left == [999]
    assert chores.done.wait(DEADLINE_S)
    writer.close(DEADLINE_S)


@pytest.mark.expect_log
def test_upkeep_that_fails_never_troubles_the_record(
    sink: ScriptedSink, clock: ManualClock, caplog: pytest.LogCaptureFixture
) -> None:
    def fail() -> bool:
        raise ZeroDivisionError

    writer = JournalWriter(sink, clock=clock, tidy=fail)
    writer.submit(batch(1, alarm(1, 1))).result(DEADLINE_S)
    assert writer.problem is None
    writer.close(DEADLINE_S)
    assert sink.ticks() == [1]
    assert "upkeep of the record failed" in caplog.text


def test_upkeep_that_the_disk_refuses_is_tried_again_after_the_next_event(
    sink: ScriptedSink, clock: ManualClock
) -> None:
    tries: list[int] = []

    def refuse() -> bool:
        tries.append(len(sink.groups))
        disk_full(())
        return False

    writer = JournalWriter(sink, clock=clock, tidy=refuse)
    writer.submit(batch(1, alarm(1, 1))).result(DEADLINE_S)
    writer.close(DEADLINE_S)
    assert tries[-1] == 1
    assert len(tries) <= 2
