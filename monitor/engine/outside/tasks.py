"""Small help with asyncio's tasks."""

import asyncio
import logging
from collections.abc import Callable, Coroutine

from drivers.clock import Clock

log = logging.getLogger(__name__)

AGAIN_AFTER_S = 2.0  # real seconds; what has a bug is not started a hundred times a second


async def keep(
    run: Callable[[], Coroutine[None, None, None]],
    *,
    name: str,
    clock: Clock,
    failed: Callable[[str], None] = lambda _: None,
) -> None:
    """Run it for ever, until cancelled: what it raises is logged and ends only the present attempt.

    Args:
        run: makes one attempt.
        name: for the log.
        clock: of the engine.
        failed: is told why an attempt ended, in words.

    """
    while True:
        fault = await fault_of(run, name=name)
        if fault is not None:
            log.error("%s failed and is started again", name, exc_info=fault)
            error = first_of(fault)
            failed(f"a fault of this program, told in the log: {type(error).__name__}: {error}")
        await clock.sleep(AGAIN_AFTER_S * clock.speed)


async def fault_of(run: Callable[[], Coroutine[None, None, None]], *, name: str) -> BaseException | None:
    """Make one attempt, in a task of its own; what ended it. Cancelled, it ends the attempt first.

    A TaskGroup within `run` that is cancelled raises the faults of its tasks in place of the cancellation; and one
    whose task fails leaves the task around it marked as cancelled (Python 3.11 and 3.12). Neither reaches the caller.
    """
    attempt = asyncio.create_task(run(), name=name)
    try:
        await asyncio.wait({attempt})
    finally:
        if not attempt.done():
            attempt.cancel()
            await asyncio.wait({attempt})
        fault = None if attempt.cancelled() else attempt.exception()
    return fault


def first_of(error: BaseException) -> BaseException:
    """The first fault in a group, and in the groups within."""
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
