"""What every way out of a simulated device offers. Pace and contents belong to the devices."""

from collections.abc import Callable
from typing import Protocol

OnData = Callable[[bytes], None]


class Link(Protocol):
    """One plug. It can be pulled and put back; its address stays the same."""

    @property
    def address(self) -> str:
        """Link address as a room file names it; known once the link was opened."""
        ...

    async def open(self, on_data: OnData) -> None:
        """Offer the link, unless it is open; `on_data` is called with whatever the other side sends.

        Raises:
            OSError: the system has no such thing to offer.

        """
        ...

    def send(self, data: bytes) -> None:
        """Hand bytes to whoever listens; never waits, and drops them where nobody does or the listener is too slow."""
        ...

    async def close(self) -> None:
        """Pull the plug, if it is in: the other side finds the link broken."""
        ...
