"""The engine's event loop: names are looked up in threads of their own, so that a slow name server stops nothing else.

asyncio looks names up in the threads that files and connections wait in. A name server that does not answer keeps each
of these for half a minute, and two receivers with such names are enough to use all of them up. Here each name has at
most one look-up under way; who asks meanwhile waits for the same one.
"""

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Literal

MOST_LOOKUPS = 64  # under way: there are fewer names in a room file
SPARE_THREADS = 16  # for what waits for files, beside one thread for each connection

_Version4 = tuple[Literal[socket.AddressFamily.AF_INET], socket.SocketKind, int, str, tuple[str, int]]
_Version6 = tuple[
    Literal[socket.AddressFamily.AF_INET6],
    socket.SocketKind,
    int,
    str,
    tuple[str, int, int, int] | tuple[int, bytes],  # the latter where Python was built without version 6
]
_Found = list[_Version4 | _Version6]
_Question = tuple[bytes | str | None, bytes | str | int | None, int, int, int, int]


class EngineLoop(asyncio.SelectorEventLoop):
    """A plain selector loop on every platform: aiomqtt needs one (Windows would give a proactor)."""

    def __init__(self, *, connections: int) -> None:
        """`connections`: so many may wait in a thread at the same time, each for ever."""
        super().__init__()
        self._lookups: dict[_Question, asyncio.Future[_Found]] = {}
        threads = ThreadPoolExecutor(connections + SPARE_THREADS, thread_name_prefix="engine waits")
        self.set_default_executor(threads)

    async def getaddrinfo(
        self,
        host: bytes | str | None,
        port: bytes | str | int | None,
        *,
        family: int = 0,
        type: int = 0,  # noqa: A002, the signature is the base class's
        proto: int = 0,
        flags: int = 0,
    ) -> _Found:
        """As `socket.getaddrinfo`. Raises socket.gaierror, also for want of a thread or with too many look-ups."""
        question = (host, port, family, type, proto, flags)
        lookup = self._lookups.get(question)
        if lookup is None:
            if len(self._lookups) >= MOST_LOOKUPS:
                raise socket.gaierror(socket.EAI_AGAIN, "too many names are being looked up")
            lookup = self._begun(question)
        return await asyncio.shield(lookup)

    def _begun(self, question: _Question) -> asyncio.Future[_Found]:
        """A look-up under way, in a daemon: the end of the program waits for no name server."""
        lookup = self.create_future()
        name = f"look-up of {question[0]!r}"
        try:
            threading.Thread(target=self._look_up, args=(question, lookup), name=name, daemon=True).start()
        except RuntimeError as error:
            raise socket.gaierror(socket.EAI_AGAIN, str(error)) from error
        lookup.add_done_callback(partial(self._ended, question))
        self._lookups[question] = lookup
        return lookup

    def _look_up(self, question: _Question, lookup: asyncio.Future[_Found]) -> None:
        """Run in a thread."""
        try:
            found = socket.getaddrinfo(*question)
        except Exception as error:  # noqa: BLE001 - whatever it is belongs to who asked
            self._answer(partial(lookup.set_exception, error))
        else:
            self._answer(partial(lookup.set_result, found))

    def _answer(self, answer: Callable[[], None]) -> None:
        with contextlib.suppress(RuntimeError):  # the loop has ended meanwhile
            self.call_soon_threadsafe(answer)

    def _ended(self, question: _Question, lookup: asyncio.Future[_Found]) -> None:
        del self._lookups[question]
        if not lookup.cancelled():
            lookup.exception()  # perhaps nobody waits any more
