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

    async def receive(self) -> Chunk:
        """Next chunk.

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
