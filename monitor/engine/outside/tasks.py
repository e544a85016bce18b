"""Small help with asyncio's tasks."""

import asyncio


def raise_if_cancelled() -> None:
    """Go on being cancelled where a fault hid it: a TaskGroup that is cancelled raises the faults of its tasks instead.

    Raises:
        asyncio.CancelledError: the running task was asked to end.

    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
