"""Attempts that are made again and again: whatever ends one, the next follows; only a cancellation ends them all."""

import asyncio
from collections.abc import Callable, Coroutine

import pytest

from drivers.clock import ManualClock
from monitor.engine.outside.tasks import AGAIN_AFTER_S, fault_of, first_of, keep


async def fails() -> None:
    raise KeyError("a bug")


async def group_whose_task_fails_while_it_waits() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(fails())


async def group_whose_task_fails_in_its_body() -> None:
    async with asyncio.TaskGroup() as group:
        group.create_task(fails())
        await asyncio.Event().wait()


async def group_whose_task_fails_when_it_is_cancelled() -> None:
    async def stubborn() -> None:
        try:
            await asyncio.Event().wait()
        finally:
            raise KeyError("a bug on the way out")

    async with asyncio.TaskGroup() as group:
        group.create_task(stubborn())
        await asyncio.Event().wait()


@pytest.mark.expect_log
@pytest.mark.parametrize(
    "attempt",
    [fails, group_whose_task_fails_while_it_waits, group_whose_task_fails_in_its_body],
    ids=lambda it: it.__name__,
)
async def test_the_next_attempt_follows_whatever_ended_the_last(
    attempt: Callable[[], Coroutine[None, None, None]],
) -> None:
    clock, told = ManualClock(), list[str]()
    task = asyncio.create_task(keep(attempt, name="it", clock=clock, failed=told.append))
    for _ in range(3):
        await clock.advance(AGAIN_AFTER_S)
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()
    assert len(told) >= 3
    assert set(told) == {"a fault of this program, told in the log: KeyError: 'a bug'"}


async def test_a_cancellation_ends_it_whatever_its_tasks_raise_then() -> None:
    task = asyncio.create_task(keep(group_whose_task_fails_when_it_is_cancelled, name="it", clock=ManualClock()))
    await asyncio.sleep(0.001)
    task.cancel()
    await asyncio.wait({task}, timeout=5.0)
    assert task.cancelled()


async def test_a_fault_is_handed_over_and_its_first_cause_found() -> None:
    fault = await fault_of(group_whose_task_fails_while_it_waits, name="it")
    assert isinstance(fault, ExceptionGroup)
    assert isinstance(first_of(fault), KeyError)
    own = asyncio.current_task()
    assert own is not None
    assert own.cancelling() == 0, "who asked is not marked as cancelled"
