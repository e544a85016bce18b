"""Two ends of a link inside one process: a driver at one end, a simulated device or a test at the other."""

from drivers.clock import Clock
from drivers.errors import LinkLostError
from drivers.transport.base import Chunk
from drivers.transport.inbox import Inbox


class MemoryTransport:
    """One end. Closing either end breaks the link for the other, as pulling a plug does."""

    def __init__(self, *, inbox: Inbox, outbox: Inbox, clock: Clock) -> None:
        self._inbox = inbox
        self._outbox = outbox
        self._clock = clock

    @property
    def dropped_chunks(self) -> int:
        return self._inbox.dropped_chunks

    async def receive(self) -> Chunk:
        return await self._inbox.take()

    async def send(self, data: bytes) -> None:
        why = self._outbox.broken or self._inbox.broken
        if why is not None:
            raise LinkLostError(why)
        self._outbox.put(Chunk(data, self._clock.now()))

    async def close(self) -> None:
        self._inbox.break_off("this end was closed")
        self._outbox.break_off("the other end was closed")


def memory_pair(clock: Clock) -> tuple[MemoryTransport, MemoryTransport]:
    """Two joined ends; what one sends the other receives, stamped when it was sent."""
    left, right = Inbox(), Inbox()
    return (
        MemoryTransport(inbox=left, outbox=right, clock=clock),
        MemoryTransport(inbox=right, outbox=left, clock=clock),
    )
