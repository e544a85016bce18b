"""The attempts to tell one receiver of its calls: side by side, so that a call that waits holds up no other."""

import asyncio
from collections.abc import Callable, Coroutine

from monitor.engine.outside.call import Call
from monitor.engine.outside.call_book import CallBook

MOST_AT_ONCE = 16
"""With more open calls those told longest ago come first."""


class Attempts:
    """Owns the attempts under way, at most one of each call; they run in the task group that is handed in."""

    def __init__(
        self,
        receiver: str,
        book: CallBook,
        group: asyncio.TaskGroup,
        tell: Callable[[Call], Coroutine[None, None, None]],
    ) -> None:
        """`tell` makes one attempt."""
        self._receiver = receiver
        self._book = book
        self._group = group
        self._tell = tell
        self._under_way: dict[Call, asyncio.Task[None]] = {}

    def look(self) -> None:
        """Break off those whose call nobody needs any more, and begin those that are due."""
        for call, task in list(self._under_way.items()):
            if task.done():
                del self._under_way[call]
            elif not self._book.is_open(call):
                task.cancel()
        for call in self._book.due(self._receiver):
            if call not in self._under_way and len(self._under_way) < MOST_AT_ONCE:
                self._under_way[call] = self._group.create_task(
                    self._attempt(call), name=f"call {call.number} to {self._receiver}"
                )

    async def _attempt(self, call: Call) -> None:
        if self._book.tried(self._receiver, call):
            await self._tell(call)
