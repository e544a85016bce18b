"""A patient is moved while somebody is called: the call names the chair as it is, and an acceptance counts there."""

import json

import pytest
from outside_rooms import ON_CALL, CalledRoom
from worlds import NURSE, admit, step

from monitor.domain.call_events import CallStep
from monitor.domain.commands import Command, Swap, Transfer
from monitor.domain.people import REMOTE_ROLE, Actor

TRANSFER = Transfer(place_id="1", session_id=1, to_place_id="2", with_devices=(), actor=NURSE)
SWAP = Swap(place_id="1", session_id=1, other_place_id="2", other_session_id=2, with_devices=(), actor=NURSE)


def call_of(world: CalledRoom) -> dict[str, object]:
    (call,) = world.book.due(ON_CALL)
    found: dict[str, object] = json.loads(world.book.message(ON_CALL, call))
    return found


def steps(world: CalledRoom) -> list[CallStep]:
    return [report.step for report in world.machine.take_reports()]


@pytest.mark.hazard("H22")
@pytest.mark.parametrize("move", [TRANSFER, SWAP], ids=["transfer", "swap"])
def test_after_a_move_a_new_call_names_the_new_chair_and_its_acceptance_counts(move: Command) -> None:
    world = CalledRoom()
    if move is SWAP:
        step(world.room, 69.5, admit(69.5, "2", "B.N. 40"))
    before = call_of(world)
    world.do(move)
    after = call_of(world)
    assert (before["place"], after["place"], after["session"]) == ("Chair 1", "Chair 2", 1)
    assert after["number"] != before["number"]
    assert world.book.words() == (f"Chair 2: calling {ON_CALL}",)
    world.book.replied(ON_CALL, world.answer(before))
    assert (world.commands, world.refusals.count) == ([], 1), "that call is over"
    world.book.replied(ON_CALL, world.answer(after, reply_id="r2"))
    world.obey()
    assert world.book.words() == (), "somebody comes"
    (alarm,) = [alarm for alarm in world.view.alarms if alarm.rule == "O2-XLO"]
    assert (alarm.place_id, alarm.going_by, alarm.going_remote) == ("2", "Dr. Vogt", True)
    assert steps(world) == [
        *(CallStep.BEGUN, CallStep.OVER, CallStep.BEGUN, CallStep.RECEIVED, CallStep.ACCEPTED, CallStep.OVER),
    ]


@pytest.mark.hazard("H22")
def test_an_acceptance_that_the_room_refuses_is_none() -> None:
    world = CalledRoom()
    world.book.replied(ON_CALL, world.answer(call_of(world)))
    world.do(TRANSFER, *world.commands)  # the patient went in the same tick
    assert world.book.words() == (f"Chair 2: calling {ON_CALL}",), "nobody comes yet"
    assert CallStep.ACCEPTED not in steps(world)


@pytest.mark.hazard("H22")
def test_another_person_that_the_room_hears_of_does_not_make_it_an_acceptance() -> None:
    world = CalledRoom()
    call = call_of(world)
    world.book.replied(ON_CALL, world.answer(call))
    (command,) = world.commands
    world.do(type(command)(place_id="1", alarm_ids=command.alarm_ids, actor=Actor("Dr. Adler", REMOTE_ROLE)))
    assert CallStep.ACCEPTED not in steps(world)
