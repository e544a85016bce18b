"""A bounded queue of chunks between whoever receives bytes and the driver that reads them.

It is touched by the event loop only; a reader thread hands over through `call_soon_threadsafe`.
"""

import asyncio
from collections import deque

from drivers.errors import LinkLostError
from drivers.transport.base import Chunk

MAX_CHUNKS = 1024  # minutes of any bedside device; a driver that is this far behind must not eat the memory


class Inbox:
    """Chunks in order of arrival; when full the oldest is dropped and counted, for the newest value matters most."""

    def __init__(self, max_chunks: int = MAX_CHUNKS) -> None:
        self.dropped_chunks = 0
        self._max_chunks = max_chunks
        self._chunks: deque[Chunk] = deque()
        self._broken: str | None = None
        self._changed = asyncio.Event()

    @property
    def broken(self) -> str | None:
        """Why the link broke, in words; None while it stands."""
        return self._broken

    def put(self, chunk: Chunk) -> None:
        if len(self._chunks) >= self._max_chunks:
            self._chunks.popleft()
            self.dropped_chunks += 1
        self._chunks.append(chunk)
        self._changed.set()

    def break_off(self, why: str) -> None:
        """The link is gone for the reason `why`; what arrived before can still be taken."""
        self._broken = self._broken or why
        self._changed.set()

    async def take(self) -> Chunk:
        """Oldest chunk; waits for one. Cancelling it loses nothing.

        Raises:
            LinkLostError: nothing is left and the link broke; every later call raises it again.

        """
        while not self._chunks:
            if self._broken is not None:
                raise LinkLostError(self._broken)
            self._changed.clear()
            await self._changed.wait()
        return self._chunks.popleft()
