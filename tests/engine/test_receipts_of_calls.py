"""What counts as a receipt of a call (H22): an answer that names this very call, and nothing else."""

import json
from collections.abc import Callable
from dataclasses import replace

import pytest
from outside_rooms import ON_CALL, CalledRoom, http_receiver, picture, running, webhook_of

pytestmark = [pytest.mark.timeout(60), pytest.mark.hazard("H22")]


@pytest.mark.parametrize("status", [200, 202, 302, 500])
async def test_an_answer_that_does_not_name_the_call_is_no_receipt(status: int) -> None:
    async def polite(_: dict[str, object]) -> tuple[int, bytes]:
        return status, b'{"ok": true}'

    world = CalledRoom()
    async with (
        http_receiver(polite) as receiver,
        running(webhook_of(world, receiver.url)),
    ):
        await world.until(lambda: bool(world.complaint), "complained")
    words = "does not name the call" if status < 300 else f"status {status}"
    assert words in world.complaint


OTHER_NUMBERS: dict[str, Callable[[int], object]] = {
    "the next": lambda number: number + 1,
    "the one before": lambda number: number - 1,
    "one": lambda _: 1,
    "true": lambda _: True,
    "a text": str,
    "a list": lambda number: [number],
    "nothing": lambda _: None,
}


@pytest.mark.parametrize("named", OTHER_NUMBERS)
async def test_an_answer_that_names_another_call_is_no_receipt(named: str) -> None:
    async def other(call: dict[str, object]) -> tuple[int, bytes]:
        number = call["number"]
        assert isinstance(number, int)
        return 200, json.dumps({"number": OTHER_NUMBERS[named](number)}).encode()

    world = CalledRoom()
    async with http_receiver(other) as receiver:
        phone = webhook_of(world, receiver.url)
        async with running(phone):
            await world.until(lambda: bool(world.complaint), "complained")
    assert len(receiver.calls) > 1, "it is tried again"
    assert "CALL NOT DELIVERED" in world.complaint
    assert "does not name the call" in world.complaint
    assert phone.view().delivered == 0


def test_a_receipt_for_one_call_is_none_for_another() -> None:
    world = CalledRoom()
    (call,) = world.book.due(ON_CALL)
    view = picture(world.room)
    second = replace(next(alarm for alarm in view.alarms if alarm.rule == "O2-XLO"), alarm_id=999)
    world.book.heard(replace(view, alarms=(*view.alarms, second)))
    world.clock.move(21)
    (other,) = [each for each in world.book.due(ON_CALL) if each.alarm_id == 999]
    assert other.number > call.number
    world.book.received(ON_CALL, other.number + 1)
    assert sum("NOT DELIVERED" in line for line in world.book.words()) == 2, "of a call that is not open"
    world.book.received(ON_CALL, call.number)
    assert [("NOT DELIVERED" in line) for line in world.book.words()] == [True, False]
