"""Runs one blocking call of a serial driver in a thread of its own.

Not in the event loop's shared pool: a USB driver that hangs in `open` would take a place in it for ever and keep the
process from ending.
"""

import asyncio
import threading
from collections.abc import Callable
from functools import partial
from typing import TypeVar

T = TypeVar("T")


async def in_own_thread(call: Callable[[], T], *, name: str, abandoned: Callable[[T], None] | None = None) -> T:
    """What `call` returns or raises.

    If the caller is cancelled meanwhile, the result goes to `abandoned`: a port opened too late is closed again.
    """
    loop = asyncio.get_running_loop()
    result: asyncio.Future[T] = loop.create_future()

    def run() -> None:
        try:
            value = call()
        except Exception as error:  # noqa: BLE001 - handed to the caller, whatever it is
            _tell(loop, partial(_fail, result, error))
        else:
            _tell(loop, partial(_hand_over, result, value, abandoned))

    threading.Thread(target=run, name=name, daemon=True).start()
    return await result


def _fail(result: "asyncio.Future[T]", error: Exception) -> None:
    if not result.done():
        result.set_exception(error)


def _hand_over(result: "asyncio.Future[T]", value: T, abandoned: Callable[[T], None] | None) -> None:
    if not result.done():
        result.set_result(value)
    elif abandoned is not None:
        abandoned(value)


def _tell(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(call)
