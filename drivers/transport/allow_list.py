"""The gate in front of every bedside device: only byte strings from a fixed list may be written.

A monitor that was told the wrong thing may inflate a cuff back to back or fall silent, so a driver cannot send
anything that its list does not hold, character for character.
"""

from collections.abc import Container

from drivers.errors import CommandRefusedError
from drivers.transport.base import Chunk, Transport
from drivers.transport.tap import tap_of_task


class AllowListTransport:
    """Passes everything on to `inner` except writes that are not in `allowed`."""

    def __init__(self, inner: Transport, allowed: Container[bytes]) -> None:
        self._inner = inner
        self._allowed = allowed
        self._tap = tap_of_task.get()

    @property
    def dropped_chunks(self) -> int:
        return self._inner.dropped_chunks

    async def receive(self) -> Chunk:
        chunk = await self._inner.receive()
        if self._tap is not None:
            self._tap.received(chunk.data, chunk.stamp)
        return chunk

    async def send(self, data: bytes) -> None:
        """Hand `data` to the link.

        Raises:
            CommandRefusedError: `data` is not on the list; nothing was sent.
            LinkLostError: the link broke.

        """
        if data not in self._allowed:
            raise CommandRefusedError(f"{data!r} is not among the commands this driver may send")
        await self._inner.send(data)
        if self._tap is not None:
            self._tap.sent(data)

    async def close(self) -> None:
        await self._inner.close()
