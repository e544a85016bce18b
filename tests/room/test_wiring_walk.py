"""The wiring walk across restarts and with several devices at a place: a reaction counts for the wiring it came by."""

from dataclasses import replace

import pytest
from cuff_rooms import entry
from stays import NURSE, refusals, reply
from worlds import admit, device, make_room, order, plan, pulse, reading, spo2, start, step

from drivers.observations import CuffStatus
from monitor.domain.commands import ConfirmWiring
from monitor.domain.entries import ValuesEntered
from monitor.domain.plan import RoomPlan
from monitor.domain.policy import Policy
from monitor.port.projection import Projector
from monitor.room.room import Room

pytestmark = pytest.mark.hazard("H40")
FORMER, OTHER = "tcp://a:1", "tcp://a:9"
UNCONFIRMED, REACTED = "not confirmed", "reacted, not confirmed yet"


def wired(identity: str) -> RoomPlan:
    """One chair with a monitor at this address; wiring has to be confirmed."""
    made = plan(chairs=1, bays=0, devices=[device("1", identity=identity)])
    return replace(made, policy=Policy(confirm_wiring=True))


def restarted(room: Room, identity: str) -> Room:
    return Room.restore(wired(identity), room.profile, room.checkpoint())


def lifted(room: Room, second: float) -> Room:
    step(room, second, spo2(second, None, "1", "probe off"))
    return room


def put_back(room: Room, second: float) -> Room:
    step(room, second, spo2(second, 97, "1"))
    return room


def wiring(room: Room) -> str:
    return Projector(room).snapshot(1, {}).places[0].wiring


def confirm(room: Room, second: float) -> list[str]:
    return refusals(reply(room, second, order(second, ConfirmWiring(place_id="1", actor=NURSE))))


@pytest.mark.parametrize("how", ["probe", "pressure"])
def test_what_reacted_by_the_former_wiring_confirms_no_other(how: str) -> None:
    room = make_room(plan=wired(FORMER))
    if how == "probe":
        put_back(lifted(room, 1), 2)
    else:
        step(room, 2, reading(2, 120))
    assert wiring(room) == REACTED
    assert wiring(restarted(room, FORMER)) == REACTED, "a restart alone asks for nothing twice"
    back = restarted(room, OTHER)
    assert wiring(back) == UNCONFIRMED
    (reason,) = confirm(back, 10)
    assert "Chair 1 has not reacted" in reason
    assert wiring(back) == UNCONFIRMED


def test_a_probe_lifted_by_the_former_wiring_and_put_back_by_another_is_no_reaction() -> None:
    room = lifted(make_room(plan=wired(FORMER)), 1)
    assert wiring(put_back(restarted(room, FORMER), 5)) == REACTED
    assert wiring(put_back(restarted(room, OTHER), 5)) == UNCONFIRMED
    assert wiring(put_back(lifted(restarted(room, OTHER), 5), 6)) == REACTED


def test_what_was_changed_there_and_back_is_walked_again() -> None:
    room = put_back(lifted(make_room(plan=wired(FORMER)), 1), 2)
    assert confirm(room, 3) == []
    assert wiring(restarted(room, FORMER)) == ""
    back = restarted(restarted(room, OTHER), FORMER)
    assert wiring(back) == UNCONFIRMED, "the cable that was moved twice need not be where it was"
    step(back, 10, admit(10))
    assert refusals(reply(back, 11, start(11))) == ["Not started, still open: wiring not confirmed."]


def test_only_the_value_of_the_lifted_probe_itself_is_the_probe_put_back() -> None:
    room = lifted(make_room(plan=wired(FORMER)), 1)
    step(room, 2, pulse(2, 70))
    assert wiring(room) == UNCONFIRMED, "a heart rate goes on while the probe of the saturation hangs in the air"
    assert wiring(put_back(room, 3)) == REACTED


def test_a_pressure_typed_in_or_told_again_says_nothing_of_a_cable() -> None:
    room = make_room(plan=wired(FORMER))
    step(room, 1, admit(1))
    step(room, 10, entry(10, ValuesEntered(systolic=120, diastolic=80)))
    assert room.sessions[1].last_reading is not None
    assert wiring(room) == UNCONFIRMED
    step(room, 20, replace(reading(20, 131), status=CuffStatus.OLD))
    assert room.sessions[1].last_reading.systolic == 131, "it is kept and judged all the same"
    assert wiring(room) == UNCONFIRMED
    step(room, 90, reading(90, 128))
    assert wiring(room) == REACTED


def test_each_device_of_a_place_has_to_react() -> None:
    """The oximeter stands where it stood; the cable of the other monitor is the one that was moved."""
    other = device("1", device_id="e1", title="Rad-8", identity="tcp://b:1", has_cuff=False)
    made = plan(chairs=1, bays=0, devices=[device("1", identity=FORMER), other])
    room = make_room(plan=replace(made, policy=Policy(confirm_wiring=True)))
    assert confirm(room, 1) == [
        "V100 and Rad-8 at Chair 1 have not reacted: lift the probe there and put it back, or take a pressure."
    ]
    step(room, 2, reading(2, 120))
    assert wiring(room) == UNCONFIRMED
    assert confirm(room, 3) == [
        "Rad-8 at Chair 1 has not reacted: lift the probe there and put it back, or take a pressure."
    ]
    for second, value in ((4, None), (5, 97)):
        step(room, second, replace(spo2(second, value), device_id="e1"))
    assert wiring(room) == REACTED
    assert confirm(room, 6) == []
    assert wiring(room) == ""
