"""The outlet that calls a second person: one book of calls, told by several receivers side by side."""

import asyncio
from collections.abc import Sequence
from typing import Protocol

from drivers.clock import Clock
from monitor.engine.core import Step
from monitor.engine.outside.call_book import CallBook
from monitor.engine.outside.tasks import keep
from monitor.port.outside_views import OutletView


class Receiver(Protocol):
    """A way to somebody outside the room."""

    @property
    def name(self) -> str: ...

    async def run(self) -> None:
        """Tell what the book says is due, until cancelled."""
        ...

    def failed(self, why: str) -> None:
        """A fault has ended `run`, which is started again: the room is to see why."""
        ...

    def view(self) -> OutletView: ...


class Calling:
    """Implements `Caller`. A receiver that is slow, dead or has a fault holds up no other."""

    def __init__(self, book: CallBook, receivers: Sequence[Receiver], *, clock: Clock) -> None:
        self._book = book
        self._clock = clock
        self._receivers = tuple(receivers)

    def heard(self, step: Step) -> None:
        self._book.heard(step.snapshot, step.events)

    async def run(self) -> None:
        async with asyncio.TaskGroup() as group:
            for receiver in self._receivers:
                name = f"receiver {receiver.name}"
                group.create_task(keep(receiver.run, name=name, clock=self._clock, failed=receiver.failed), name=name)

    def failed(self, why: str) -> None:
        """Of its own: that of a receiver stays with the receiver."""
        for receiver in self._receivers:
            receiver.failed(why)

    def views(self) -> tuple[OutletView, ...]:
        return tuple(receiver.view() for receiver in self._receivers)

    def words(self) -> tuple[str, ...]:
        return self._book.words()
