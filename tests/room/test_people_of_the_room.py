"""Who is signed in, who answers for a patient, what a role may do, and the card of a handover."""

from dataclasses import replace

import pytest
from stays import NURSE, PHYSICIAN, record, refusals, reply, room_with, stay
from worlds import admit, alarms, order, pulse, reading, spo2, step

from monitor.domain.answer_events import AudioPauseEnded
from monitor.domain.commands import Admit, Discharge, PauseAudio, Record, SignIn, SignOut, TakePlace
from monitor.domain.entries import DrugGiven, SideEffect, SideEffectNoted, TextNoted
from monitor.domain.events import AlarmChanged, OwnerChanged, SignedIn, SignedOut
from monitor.domain.people import MAY, UNATTRIBUTED, Actor, Permission, refusal
from monitor.domain.policy import STANDARD, Policy
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.port.projection import Projector
from monitor.room.room import Room

SECOND = Actor("S. Vogel", "nurse")


def test_a_sign_in_ends_by_itself_after_a_while_without_a_deed() -> None:
    room = room_with(Policy(sign_out_after_s=600.0))
    step(room, 10, order(10, SignIn(station="desk", actor=NURSE)))
    step(room, 300, admit(300))
    step(room, 400, order(400, PauseAudio(actor=NURSE)))
    assert Projector(room).snapshot(1, {}).signed_in == (("desk", "R. King", "nurse"),)
    (out,) = [event for event in step(room, 1100) if isinstance(event, SignedOut)]
    assert (out.at.tick, out.station) == (10_000, "desk")
    assert Projector(room).snapshot(1, {}).signed_in == ()


def test_the_next_one_at_a_station_signs_the_former_out() -> None:
    room = room_with(Policy())
    step(room, 10, order(10, SignIn(station="desk", actor=NURSE)))
    said = reply(room, 20, order(20, SignIn(station="desk", actor=SECOND)))
    assert [type(event) for event in said] == [SignedOut, SignedIn]
    (reason,) = refusals(reply(room, 30, order(30, SignIn(station="desk", actor=Actor("x")))))
    assert "a name and a role" in reason


@pytest.mark.parametrize(
    ("actor", "permission", "may"),
    [
        (NURSE, Permission.DISCHARGE, True),
        (NURSE, Permission.LIMITS, False),
        (PHYSICIAN, Permission.LIMITS, True),
        (Actor("T. Ohm", "technician"), Permission.DISCHARGE, False),
        (UNATTRIBUTED, Permission.OVERRIDE, False),
    ],
)
def test_roles_and_what_they_may(actor: Actor, permission: Permission, *, may: bool) -> None:
    reason = refusal(actor, permission)
    assert (reason is None) is may
    assert reason is None or permission.value in reason
    assert set(MAY) == set(Permission)


def test_nobody_known_may_note_and_pause_but_not_discharge() -> None:
    room = stay(policy=Policy(roles=True))
    note = Record(place_id="1", session_id=1, entry=TextNoted(text="calm"))
    assert refusals(reply(room, 20, order(20, note), order(20, PauseAudio()))) == []
    (reason,) = refusals(reply(room, 30, order(30, Discharge(place_id="1", session_id=1))))
    assert reason == "Only a nurse or physician may discharge a patient; nobody is signed in."


def prepared() -> Room:
    """A patient with drugs, a note, a standing alarm with its sound paused, and open checks."""
    room = stay(policy=STANDARD)
    step(room, 20, reading(20, 124, 74), order(20, SignIn(station="desk", actor=NURSE)))
    step(room, 30, reading(30, 184, 96))
    drug = DrugGiven(name="labetalol", dose=5, unit="mg", route="IV")
    step(
        room,
        40,
        record(40, drug),
        record(40, SideEffectNoted(effect=SideEffect.NAUSEA)),
        record(40, TextNoted(text="watch the cannula")),
        order(40, PauseAudio(place_id="1", actor=NURSE)),
    )
    return room


def test_who_leaves_leaves_places_that_nobody_has_taken_over() -> None:
    room = prepared()
    view = Projector(room).snapshot(1, {})
    assert (view.places[0].session.stay.owner, view.not_taken_over) == ("R. King", 0)  # type: ignore[union-attr]
    said = reply(room, 50, order(50, SignOut(station="desk", leaving=True, actor=NURSE)))
    assert [(e.owner, e.place_id) for e in said if isinstance(e, OwnerChanged)] == [(None, "1")]
    assert Projector(room).snapshot(1, {}).not_taken_over == 1
    inputs = [each for second in range(51, 400) for each in (spo2(second, 97), pulse(second, 70))]
    raised = [e for e in step(room, 400, *inputs) if isinstance(e, AlarmChanged) and e.rule == "P-OWNER"]
    assert [(e.at.tick, e.priority, e.kind) for e in raised] == [(3500, Priority.MEDIUM, AlarmKind.PROCESS)]
    taken = step(room, 401, order(401, TakePlace(place_id="1", session_id=1, actor=SECOND)))
    assert alarms(taken, "P-OWNER") == [(401.0, "1", "P-OWNER", "cleared")]
    after = Projector(room).snapshot(1, {})
    assert (after.places[0].session.stay.owner, after.not_taken_over) == ("S. Vogel", 0)  # type: ignore[union-attr]


def test_a_takeover_ends_the_pause_of_the_place() -> None:
    room = prepared()
    assert room.board.sounding() is None
    said = reply(room, 50, order(50, TakePlace(place_id="1", session_id=1, actor=SECOND)))
    assert any(isinstance(event, AudioPauseEnded) for event in said)
    assert room.board.sounding() is Priority.MEDIUM


def test_the_card_of_a_handover_holds_what_was_prepared() -> None:
    card = Projector(prepared()).snapshot(1, {}).places[0].handover
    assert card.worst == ("highest 184/96", "lowest 124/74")
    assert card.drugs == ("labetalol 5 mg IV",)
    assert card.notes == ("nausea", "watch the cannula")
    assert card.silences == ("sound paused by R. King",)
    assert "Consent signed" in card.tasks


def test_an_owned_room_asks_for_an_owner_from_the_admission_on() -> None:
    room = room_with(replace(Policy(), owned=True))
    step(room, 10, order(10, Admit(place_id="1", label="A", planned_infusion_s=2400)))
    inputs = [each for second in range(11, 320) for each in (spo2(second, 97), pulse(second, 70))]
    events = step(room, 320, *inputs)
    assert alarms(events, "P-OWNER") == [(310.0, "1", "P-OWNER", "raised")]


def test_people_and_owners_survive_a_restart() -> None:
    room = prepared()
    back = Room.restore(room.plan, room.profile, room.checkpoint())
    assert back.people.signed_in == room.people.signed_in
    assert back.sessions[1].owner == NURSE
