"""The child's side of work at low priority: makes its desk, reads questions, writes progress and answers.

Started as `python -m monitor.app.low_priority_child`; it ends itself when its parent has gone.
"""

import importlib
import logging
import os
import queue
import sys
import threading
from typing import IO

from monitor.app.frames import Question, Reply, Setup, Step, read_frame, write_frame
from monitor.port.review_port import Refused

log = logging.getLogger(__name__)

NICENESS = 10
NOT_SENT = "The answer could not be handed over; the log says why."


class _Server:
    """The child's side: one thread reads questions, the main thread answers them in their order."""

    def __init__(self, questions: IO[bytes], answers: IO[bytes]) -> None:
        self._questions = questions
        self._answers = answers
        self._waiting: queue.Queue[Question] = queue.Queue()

    def run(self) -> None:
        """Answer until the parent has gone."""
        setup = read_frame(self._questions)
        if not isinstance(setup, Setup):
            raise TypeError(f"expected what to answer with, got {type(setup).__name__}")
        module, _, name = setup.factory.partition(":")
        desk = getattr(importlib.import_module(module), name)(setup.argument)
        threading.Thread(target=self._read, name="questions", daemon=True).start()
        while True:
            self._answer(desk, self._waiting.get())

    def _read(self) -> None:
        while True:
            try:
                question = read_frame(self._questions)
            except (OSError, EOFError):
                os._exit(0)  # the parent has gone: whatever is being worked out is for nobody
            if isinstance(question, Question):
                self._waiting.put(question)

    def _answer(self, desk: object, question: Question) -> None:
        def progress(done: int, total: int) -> None:
            write_frame(self._answers, Step(question.number, done, total))

        try:
            answer = getattr(desk, question.name)(*question.arguments, progress=progress)
        except Exception as fault:
            log.exception("%s cannot be answered", question.name)
            answer = Refused(f"{type(fault).__name__}: {fault}")
        try:
            write_frame(self._answers, Reply(question.number, answer))
        except OSError:
            raise  # the parent has gone
        except Exception:  # no pickle can be made of it, and nothing of it was written
            log.exception("The answer to %s cannot be handed over", question.name)
            write_frame(self._answers, Reply(question.number, Refused(NOT_SENT)))


def main() -> None:
    """Run as the child."""
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING)
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    _Server(sys.stdin.buffer, answers).run()


if __name__ == "__main__":
    main()
