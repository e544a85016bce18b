"""What every way to a device offers: chunks of bytes in, stamped on arrival, and bytes out."""

from dataclasses import dataclass
from typing import Protocol

from drivers.observations import Stamp


@dataclass(frozen=True, slots=True)
class Chunk:
    """Bytes as they arrived; boundaries mean nothing."""

    data: bytes
    stamp: Stamp


class Transport(Protocol):
    """An open link. Opening is the business of each implementation's `open` function."""

    @property
    def dropped_chunks(self) -> int:
        """Chunks thrown away because nobody took them in time."""
        ...

    async def receive(self) -> Chunk:
        """Next chunk. Cancelling the call loses no bytes.

        Raises:
            LinkLostError: the link broke; it stays broken.

        """
        ...

    async def send(self, data: bytes) -> None:
        """Hand `data` to the link.

        Raises:
            LinkLostError: the link broke.

        """
        ...

    async def close(self) -> None: ...
