"""Work in a child process of low priority, so that nothing it does holds up the station.

The parent keeps a pipe to `python -m monitor.app.low_priority_child` and is told progress and answers; both ends are
this program.
"""

import contextlib
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from pathlib import Path
from typing import Any, Generic, TypeVar

from monitor.app.frames import Question, Reply, Setup, Step, read_frame, write_frame
from monitor.port.review_port import Refused

log = logging.getLogger(__name__)

CLOSE_TIMEOUT_S = 5.0  # real time until a child that does not end is killed
STOPPED = "Stopped: there is no result."
DIED = "The process that worked on this ended; what it wrote to the log says why."
_ROOT = Path(__file__).resolve().parents[2]  # so that the child finds the same program, wherever it was started
T = TypeVar("T")
Progress = Callable[[int, int], None]


class Work(Generic[T]):
    """One question under way; `stop` ends the child where it works on nothing else."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.answer: Future[T | Refused] = Future()
        self.stop: Callable[[], None] = lambda: None

    def cancel(self) -> None:
        """Stop the work; an answer that is there already stays."""
        settle(self.answer, Refused(STOPPED))
        self.stop()


def settle(future: "Future[Any]", answer: object) -> None:
    """Give an answer to a future unless it has one."""
    with contextlib.suppress(InvalidStateError):  # somebody else was first
        future.set_result(answer)


class Child:
    """Owns one child process and the thread that reads its answers; close it at the end."""

    def __init__(self, setup: Setup) -> None:
        flags = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)  # Windows; elsewhere the child steps back itself
        self._process = subprocess.Popen(
            [sys.executable, "-m", "monitor.app.low_priority_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join([str(_ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
            },
            creationflags=flags,
        )
        self._lock = threading.Lock()
        self._works: dict[int, Work[Any]] = {}
        self._next = 0
        self._deaf = False  # nobody reads answers any more
        self._send(setup)
        self._thread = threading.Thread(target=self._read, name="low-priority-answers", daemon=True)
        self._thread.start()

    @property
    def ended(self) -> bool:
        """Whether it answers no more, so that another one has to be made."""
        return self._deaf or self._process.poll() is not None

    def ask(self, name: str, *arguments: object) -> Work[Any]:
        """Put a question; answers come in the order of the questions."""
        work: Work[Any] = Work()
        with self._lock:
            self._next += 1
            number = self._next
            heard = not self._deaf
            if heard:
                self._works[number] = work
        if not heard or not self._send(Question(number, name, arguments)):
            settle(work.answer, Refused(DIED))
        return work

    def close(self) -> None:
        """End the child at once; open questions are refused."""
        self._process.kill()
        self._process.wait(CLOSE_TIMEOUT_S)
        if threading.current_thread() is not self._thread:
            self._thread.join(CLOSE_TIMEOUT_S)
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                with contextlib.suppress(OSError):
                    pipe.close()

    def _send(self, message: object) -> bool:
        pipe = self._process.stdin
        try:
            if pipe is None:
                return False
            with self._lock:
                write_frame(pipe, message)
        except (OSError, ValueError):
            return False
        return True

    def _read(self) -> None:
        pipe = self._process.stdout
        try:
            while pipe is not None:
                self._take(read_frame(pipe))
        except (EOFError, OSError) as error:
            log.debug("No more answers: %r", error)
        except Exception:
            log.exception("An answer of the process cannot be read; it is ended")
        finally:
            self._leave()

    def _leave(self) -> None:
        """Refuse what is still open: no answer comes any more."""
        with self._lock:
            self._deaf = True
            left, self._works = tuple(self._works.values()), {}
        self._process.kill()
        for work in left:
            settle(work.answer, Refused(DIED))

    def _take(self, message: object) -> None:
        with self._lock:
            work = self._works.get(message.number) if isinstance(message, (Step, Reply)) else None
            if isinstance(message, Reply):
                self._works.pop(message.number, None)
        if work is None:
            return
        if isinstance(message, Step):
            work.done, work.total = message.done, message.total
        elif isinstance(message, Reply):
            settle(work.answer, message.answer)


def alone(setup: Setup, name: str, *arguments: object) -> Work[Any]:
    """One question to a child of its own, which ends with the answer; cancelling kills it."""
    child = Child(setup)
    work = child.ask(name, *arguments)
    work.stop = child.close
    work.answer.add_done_callback(lambda _answer: threading.Thread(target=child.close, name="low-priority-end").start())
    return work
