"""The bedside of a simulated day in a process of its own, some seconds ahead of the monitor."""

from collections.abc import Iterator
from multiprocessing import get_context
from multiprocessing.connection import Connection
from types import TracebackType

from benchmarks.day_bedside import Bedsides, Happening
from benchmarks.day_plan import DayPlan

SENT_AT_ONCE_S = 20
JOIN_S = 10.0


class BedsideProcess:
    """A `Bedside` in another process. The pipe's own size bounds how far it runs ahead.

    Raises:
        EOFError: from `seconds`, where the process dies before the day ends.
    """

    def __init__(self, plan: DayPlan) -> None:
        self.digest = ""
        self.said_bytes = 0
        context = get_context("spawn")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_live, args=(plan, sender), name="bedside", daemon=True)
        self._process.start()
        sender.close()  # so that the end of the process is the end of the pipe

    def __enter__(self) -> "BedsideProcess":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._receiver.close()
        self._process.terminate()
        self._process.join(JOIN_S)

    def seconds(self) -> Iterator[list[Happening]]:
        """See `Bedside`."""
        while True:
            received = self._receiver.recv()
            if isinstance(received, tuple):
                self.digest, self.said_bytes = received
                return
            yield from received


def _live(plan: DayPlan, sender: Connection) -> None:
    bedsides = Bedsides(plan)
    batch: list[list[Happening]] = []
    for happened in bedsides.seconds():
        batch.append(happened)
        if len(batch) == SENT_AT_ONCE_S:
            sender.send(batch)
            batch = []
    sender.send(batch)
    sender.send((bedsides.digest, bedsides.said_bytes))
