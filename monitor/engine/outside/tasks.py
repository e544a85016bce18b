"""Small help with asyncio's tasks."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from drivers.clock import Clock

log = logging.getLogger(__name__)

AGAIN_AFTER_S = 2.0  # real seconds; what has a bug is not started a hundred times a second


async def keep(
    run: Callable[[], Awaitable[None]], *, name: str, clock: Clock, failed: Callable[[str], None] = lambda _: None
) -> None:
    """Run it for ever, until cancelled: what it raises is logged and ends only the present attempt.

    Args:
        run: makes one attempt.
        name: for the log.
        clock: of the engine.
        failed: is told why an attempt ended, in words.

    """
    while True:
        try:
            await run()
        except* Exception as errors:
            log.exception("%s failed and is started again", name)
            error = first_of(errors)
            failed(f"a fault of this program, told in the log: {type(error).__name__}: {error}")
        raise_if_cancelled()
        await clock.sleep(AGAIN_AFTER_S * clock.speed)


def raise_if_cancelled() -> None:
    """Go on being cancelled where a fault hid it: a TaskGroup that is cancelled raises the faults of its tasks instead.

    Raises:
        asyncio.CancelledError: the running task was asked to end.

    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError


def first_of(error: BaseException) -> BaseException:
    """The first fault in a group, and in the groups within."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
