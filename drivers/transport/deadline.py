"""Waiting for bytes no longer than a number of seconds of the injected clock."""

import asyncio

from drivers.clock import Clock
from drivers.transport.base import Chunk, Transport


async def receive_within(transport: Transport, clock: Clock, seconds: float) -> Chunk | None:
    """Next chunk, or None once `seconds` of `clock` have passed without one.

    Raises:
        LinkLostError: the link broke.

    """
    if seconds <= 0:
        return None
    receiving = asyncio.create_task(transport.receive(), name="receive before the deadline")
    timer = asyncio.create_task(clock.sleep(seconds), name="deadline")
    tasks = {receiving, timer}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        unfinished = {task for task in tasks if not task.done()}
        for task in unfinished:
            task.cancel()
        if unfinished:
            await asyncio.wait(unfinished)
    # a chunk that came in while the timer was being cancelled counts: nothing received is ever thrown away
    return None if receiving.cancelled() else receiving.result()
