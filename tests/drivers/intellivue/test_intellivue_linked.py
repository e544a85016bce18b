"""Linked parts: collected until the last, used as incomplete where one is lost, bounded."""

from dataclasses import replace

from intellivue_bench import (
    OPENED,
    Bench,
    spo2,
)

from drivers.philips_intellivue.linked import MAX_OPEN_ANSWERS, MAX_PARTS, LinkedParts
from drivers.philips_intellivue.operations import LinkedState, Part
from drivers.philips_intellivue.polls import PollReply


def part(second: int, state: LinkedState | None, count: int, *, invoke_id: int = 2) -> PollReply:
    linked = None if state is None else Part(state, count)
    base = Bench().answer(spo2(90.0 + count)).reply
    return replace(base, invoke_id=invoke_id, at_ticks=second, part=linked)


def test_linked_parts_wait_for_the_last_and_come_as_one() -> None:
    parts = LinkedParts()
    assert parts.add(part(1, LinkedState.FIRST, 1), OPENED) == []
    assert parts.add(part(1, LinkedState.FIRST, 1), OPENED) == []  # the datagram came twice
    assert parts.add(part(1, LinkedState.MIDDLE, 2), OPENED) == []
    (answer,) = parts.add(part(1, None, 0), OPENED)
    assert (answer.complete, len(answer.reply.objects)) == (True, 3)
    assert parts.waiting_parts == 0


def test_a_lost_part_makes_the_answer_incomplete_and_takes_nothing_else_with_it() -> None:
    parts = LinkedParts()
    parts.add(part(1, LinkedState.FIRST, 1), OPENED)
    (answer,) = parts.add(part(1, LinkedState.LAST, 3), OPENED)
    assert (answer.complete, len(answer.reply.objects)) == (False, 2)
    parts.add(part(2, LinkedState.FIRST, 1), OPENED)
    closed = parts.add(part(3, LinkedState.FIRST, 1), OPENED)
    assert [(answer.complete, answer.reply.at_ticks) for answer in closed] == [(False, 2)]


def test_waiting_parts_are_bounded() -> None:
    parts = LinkedParts()
    for count in range(1, MAX_PARTS):
        assert parts.add(part(1, LinkedState.MIDDLE, count), OPENED) == []
    (answer,) = parts.add(part(1, LinkedState.MIDDLE, MAX_PARTS), OPENED)
    assert len(answer.reply.objects) == MAX_PARTS
    for invoke_id in range(MAX_OPEN_ANSWERS):
        assert parts.add(part(1, LinkedState.FIRST, 1, invoke_id=invoke_id), OPENED) == []
    (oldest,) = parts.add(part(1, LinkedState.FIRST, 1, invoke_id=99), OPENED)
    assert (oldest.reply.invoke_id, parts.waiting_parts) == (0, MAX_OPEN_ANSWERS)
