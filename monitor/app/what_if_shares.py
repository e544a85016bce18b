"""A comparison of thousands of stored sessions in two processes, each of which reads and judges its share.

Reading takes most of the time, and one process keeps one core busy. A share is a stretch of the period, so that the
outcome has its sessions in the same order as that of one process.
"""

import multiprocessing
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.alarms.rules import Profile
from monitor.review.batch import TILE_SESSIONS
from monitor.review.stored_columns import stored_sessions
from monitor.review.stored_session import StoredSession
from monitor.review.what_if import Comparison, Findings
from monitor.storage import Store

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

PROCESSES = 2
LEAST_SESSIONS = 300  # fewer are judged before a second process has come up
TOLD_EVERY = 64
POLL_S = 0.5


@dataclass(frozen=True, slots=True)
class Rules:
    """The two sets of limits, and the alarms that reviewers marked as useful."""

    old: Profile
    new: Profile
    useful: Collection[int]


_told: "SimpleQueue[int] | None" = None  # of a child: how many more sessions it has read


def compared(
    store: Store,
    session_ids: Sequence[int],
    rules: Rules,
    *,
    say: Callable[[str], None],
    least_sessions: int = LEAST_SESSIONS,
) -> Comparison:
    """Judge these sessions under both sets of limits, in two processes where there are many.

    Raises:
        StorageError: the record cannot be read.
    """
    if len(session_ids) < least_sessions:
        comparison = Comparison(old=rules.old, new=rules.new)
        sessions = stored_sessions(store, session_ids, useful=rules.useful)
        for progress in comparison.steps(sessions, total=len(session_ids)):
            say(_words(progress.sessions_done, progress.sessions))
        return comparison
    context = multiprocessing.get_context("spawn")
    told: SimpleQueue[int] = context.SimpleQueue()
    with ProcessPoolExecutor(PROCESSES, mp_context=context, initializer=_begin, initargs=(told,)) as pool:
        shares = [pool.submit(_judge, store, some, rules) for some in _shares(session_ids)]
        try:
            _follow(shares, told, total=len(session_ids), say=say)
            found = [share.result() for share in shares]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise
    comparison = Comparison(old=rules.old, new=rules.new)
    comparison.finish_with(found)
    return comparison


def _shares(session_ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Stretches of the period, alike in length, none longer than a tile."""
    count = PROCESSES * -(-len(session_ids) // (PROCESSES * TILE_SESSIONS))
    size = -(-len(session_ids) // count)
    for first in range(0, len(session_ids), size):
        yield session_ids[first : first + size]


def _follow(
    shares: Sequence["Future[Findings]"], told: "SimpleQueue[int]", *, total: int, say: Callable[[str], None]
) -> None:
    """Tell how far the processes have come, until all are done or one has failed."""
    done, said = 0, 0
    waiting = set(shares)
    while waiting:
        finished, waiting = wait(waiting, timeout=POLL_S)
        for share in finished:
            share.result()
        while not told.empty():
            done += told.get()
        if done != said:
            said = done
            say(_words(done, total))


def _words(done: int, total: int) -> str:
    return f"{done} of {total} sessions judged"


def _begin(told: "SimpleQueue[int]") -> None:
    global _told  # noqa: PLW0603 - a pool's initializer has no other way to hand a queue to its tasks
    _told = told


def _judge(store: Store, session_ids: Sequence[int], rules: Rules) -> Findings:
    """In the child: judge one share."""
    comparison = Comparison(old=rules.old, new=rules.new)
    sessions = _counted(stored_sessions(store, session_ids, useful=rules.useful))
    for _ in comparison.steps(sessions, total=len(session_ids)):
        pass
    return comparison.found


def _counted(sessions: Iterator[StoredSession]) -> Iterator[StoredSession]:
    since = 0
    for session in sessions:
        yield session
        since += 1
        if _told is not None and since == TOLD_EVERY:
            _told.put(since)
            since = 0
    if _told is not None and since:
        _told.put(since)
