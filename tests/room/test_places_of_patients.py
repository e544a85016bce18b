"""Transfer, swap, monitors that roll, two patients of one label, places silent together, values nobody owns."""

from dataclasses import replace

import pytest
from stays import NURSE, refusals, reply, room_with, stay
from worlds import admit, alarms, device, make_room, order, plan, pulse, reading, spo2, start, step

from monitor.domain.admission import Patient
from monitor.domain.commands import Admit, ConfirmSamePatient, ConfirmWiring, MoveDevice, Swap, Transfer
from monitor.domain.device_events import DevicesBound
from monitor.domain.events import (
    AlarmChanged,
    DeviceMoved,
    IdentityAsked,
    IdentityConfirmed,
    PatientMoved,
    WiringConfirmed,
)
from monitor.domain.inputs import CommandGiven
from monitor.domain.labels import distinct
from monitor.domain.plan import RoomPlan
from monitor.domain.policy import Policy
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.port.projection import DeviceStatus, Projector
from monitor.port.snapshot import PlaceView
from monitor.room.room import Room

MOBILE = [device("1", mobile=True), device("2"), device("3"), device("bay1")]


def places(room: Room) -> dict[str, PlaceView]:
    return {place.place_id: place for place in Projector(room).snapshot(1, {}).places}


def low_pulse(room: Room, first: int, last: int, place_id: str = "1") -> None:
    for second in range(first, last):
        step(room, second, pulse(second, 30, place_id), spo2(second, 97, place_id))


def swap(seconds: float, *with_devices: str) -> CommandGiven:
    return order(
        seconds,
        Swap(
            place_id="1",
            session_id=1,
            other_place_id="2",
            other_session_id=2,
            with_devices=with_devices,
            actor=NURSE,
        ),
    )


@pytest.fixture
def two() -> Room:
    """Two patients; the one at chair 1 has a standing HIGH alarm of the rate. Its monitor can roll."""
    room = room_with(Policy(), MOBILE)
    step(room, 10, admit(10, "1", "A.M. 59"), admit(10, "2", "B.N. 61"))
    low_pulse(room, 11, 30)
    assert [record.rule for record in room.board.at("1") if record.priority is Priority.HIGH] == ["HR-XLO"]
    return room


@pytest.mark.hazard("H08")
def test_a_swap_takes_alarms_and_record_along_and_leaves_the_fixed_monitors(two: Room) -> None:
    step(two, 30, reading(30, 131, 80, place_id="2"))
    said = reply(two, 31, swap(31))
    assert [(e.session_id, e.from_place_id, e.to_place_id) for e in said if isinstance(e, PatientMoved)] == [
        (1, "1", "2"),
        (2, "2", "1"),
    ]
    seen = places(two)
    assert (seen["1"].session.label, seen["2"].session.label) == ("B.N. 61", "A.M. 59")  # type: ignore[union-attr]
    assert "HR-XLO" in [alarm.rule for alarm in seen["2"].alarms]
    assert "HR-XLO" not in [alarm.rule for alarm in seen["1"].alarms]
    assert seen["1"].pressure.systolic == 131
    assert (seen["1"].rate.value, seen["2"].rate.value) == (None, None)  # measured on somebody else
    assert seen["1"].devices == ("d1",)
    events = []
    for second in range(32, 60):  # the pulse at chair 2 is well: that is the patient of the alarm now
        events += step(two, second, pulse(second, 70, "2"), spo2(second, 97, "2"), pulse(second, 70), spo2(second, 97))
    assert (52.0, "2", "HR-XLO", "latched") in alarms(events, "HR-XLO")


def test_a_swap_with_the_mobile_monitor_follows_it(two: Room) -> None:
    said = reply(two, 31, swap(31, "d1"))
    assert [(e.device_id, e.to_place_id) for e in said if isinstance(e, DeviceMoved)] == [("d1", "2")]
    step(two, 32, pulse(32, 33), spo2(32, 95), pulse(32, 70, "2"))
    seen = places(two)
    assert seen["1"].rate.value is None
    assert seen["2"].spo2.value == 95
    assert seen["2"].devices == ("d1", "d2")


def test_an_alarm_that_sounds_goes_on_sounding_through_a_transfer(two: Room) -> None:
    move = Transfer(place_id="1", session_id=1, to_place_id="bay1", actor=NURSE)
    events = step(two, 31, order(31, move))
    assert not [e for e in events if isinstance(e, AlarmChanged) and e.rule == "HR-XLO"]
    assert two.board.sounding() is Priority.HIGH
    assert "HR-XLO" in [alarm.rule for alarm in places(two)["bay1"].alarms]


@pytest.mark.hazard("H08")
def test_a_transfer_asks_which_monitors_come_along(two: Room) -> None:
    fixed = Transfer(place_id="2", session_id=2, to_place_id="bay1", with_devices=("d2",), actor=NURSE)
    (reason,) = refusals(reply(two, 31, order(31, fixed)))
    assert "fixed to Chair 2" in reason
    reply(two, 32, order(32, Transfer(place_id="1", session_id=1, to_place_id="bay1", with_devices=("d1",))))
    step(two, 33, pulse(33, 71), spo2(33, 96))
    seen = places(two)
    assert seen["bay1"].spo2.value == 96
    assert seen["1"].devices == ()
    assert Projector(two).snapshot(1, {"d1": DeviceStatus(on_line=True)}).devices[0].place_id == "bay1"


def test_a_monitor_rolled_back_feeds_the_next_patient_only_from_then_on(two: Room) -> None:
    reply(two, 32, order(32, Transfer(place_id="1", session_id=1, to_place_id="bay1", with_devices=("d1",))))
    step(two, 33, admit(33, "1", "C.O. 70"), pulse(33, 71), spo2(33, 91))
    assert places(two)["1"].spo2.value is None
    said = reply(two, 34, order(34, MoveDevice(device_id="d1", place_id="1", actor=NURSE)))
    assert [type(event) for event in said] == [DeviceMoved, DevicesBound, DevicesBound]  # of both patients
    assert places(two)["bay1"].spo2.value is None
    step(two, 35, pulse(35, 80), spo2(35, 98))
    assert (places(two)["1"].spo2.value, places(two)["bay1"].spo2.value) == (98, None)


def test_a_rolled_monitor_is_where_it_was_after_a_restart(two: Room) -> None:
    reply(two, 32, order(32, Transfer(place_id="1", session_id=1, to_place_id="bay1", with_devices=("d1",))))
    step(two, 33, pulse(33, 71), spo2(33, 96))
    back = Room.restore(two.plan, two.profile, two.checkpoint())
    assert places(back) == places(two)
    step(back, 34, spo2(34, 95))
    assert places(back)["bay1"].spo2.value == 95


@pytest.mark.hazard("H07")
def test_the_same_label_twice_gets_the_year_of_birth_on_both() -> None:
    room = room_with(Policy())
    first = Patient(label="A.M.", birth_year=1959, clinic_id="1001")
    other = Patient(label="A.M.", birth_year=1981, clinic_id="1002")
    step(room, 10, order(10, Admit(place_id="1", label="A.M.", planned_infusion_s=2400, patient=first)))
    assert places(room)["1"].session.label == "A.M."  # type: ignore[union-attr]
    step(room, 20, order(20, Admit(place_id="2", label="A.M.", planned_infusion_s=2400, patient=other)))
    seen = places(room)
    assert (seen["1"].session.label, seen["2"].session.label) == ("A.M. · 1959", "A.M. · 1981")  # type: ignore[union-attr]
    assert (seen["1"].session.masked_label, seen["2"].session.masked_label) == ("A.M. · 1959", "A.M. · 1981")  # type: ignore[union-attr]
    (reason,) = refusals(reply(room, 30, admit(30, "2", "X")))
    assert "A.M. · 1981" in reason


@pytest.mark.parametrize(
    ("years", "numbers", "expected"),
    [
        ((1959, 1959), ("1001", "1002"), ["A.M. · 001", "A.M. · 002"]),
        ((1959, None), ("1001", ""), ["A.M. · no. 1", "A.M. · no. 2"]),
        ((None, None), ("1001", "2001"), ["A.M. · no. 1", "A.M. · no. 2"]),
    ],
)
def test_what_tells_two_patients_apart(
    years: tuple[int | None, ...], numbers: tuple[str, ...], expected: list[str]
) -> None:
    patients = {
        key: Patient(label=label, birth_year=year, clinic_id=number)
        for key, label, year, number in zip((1, 2), ("A.M.", "A.M."), years, numbers, strict=True)
    }
    assert [shown.label for shown in distinct(patients).values()] == expected


def test_labels_that_differ_still_differ_when_masked() -> None:
    shown = distinct({1: Patient(label="A.M. 59", birth_year=1959), 2: Patient(label="A.M. 61", birth_year=1961)})
    assert [one.label for one in shown.values()] == ["A.M. 59", "A.M. 61"]
    assert [one.masked for one in shown.values()] == ["A.M. · 1959", "A.M. · 1961"]


def silent_and_back(room: Room, apart_s: int = 0) -> list[object]:
    """Chairs 2 and 3 lose their monitors and get them back."""
    events: list[object] = []
    for second in range(11, 500 + apart_s):
        inputs = []
        if not 60 <= second < 100:
            inputs += [spo2(second, 97, "2"), pulse(second, 70, "2")]
        if not 70 + apart_s <= second < 110 + apart_s:
            inputs += [spo2(second, 97, "3"), pulse(second, 70, "3")]
        events += step(room, second, *sorted(inputs, key=lambda item: item.tick))
        if events and any(isinstance(event, IdentityAsked) for event in events):
            break
    return events


def asking() -> Room:
    room = room_with(Policy(ask_identity=True))
    step(room, 10, admit(10, "2", "A"), admit(10, "3", "B"))
    return room


@pytest.mark.hazard("H08")
def test_two_places_silent_together_are_asked_about_until_somebody_answers() -> None:
    room = asking()
    events = silent_and_back(room)
    assert [e.place_id for e in events if isinstance(e, IdentityAsked)] == ["2", "3"]
    seen = places(room)
    assert "same patient" in seen["2"].same_patient
    assert "Chair 2" in seen["3"].same_patient
    asked = room.tick
    confirm = ConfirmSamePatient(place_id="2", session_id=1, actor=NURSE)
    said = reply(room, asked / 10 + 60, order(asked / 10 + 60, confirm))
    assert [type(e) for e in said] == [IdentityConfirmed]
    assert places(room)["2"].same_patient == ""
    raised = [e for e in step(room, asked / 10 + 200) if isinstance(e, AlarmChanged) and e.rule == "P-SAME"]
    assert [(e.place_id, e.at.tick, e.priority, e.kind) for e in raised] == [
        ("3", asked + 1200, Priority.MEDIUM, AlarmKind.PROCESS)
    ]
    last = replace(confirm, place_id="3", session_id=2)
    step(room, asked / 10 + 210, order(asked / 10 + 210, last))
    assert room.board.find("3", "P-SAME") is None


@pytest.mark.hazard("H08")
@pytest.mark.parametrize(("apart_s", "asked"), [(200, ["2", "3"]), (289, ["2", "3"]), (292, []), (320, [])])
def test_places_are_asked_about_whose_silences_began_within_five_minutes(apart_s: int, asked: list[str]) -> None:
    events = silent_and_back(asking(), apart_s=apart_s)
    assert [e.place_id for e in events if isinstance(e, IdentityAsked)] == asked


@pytest.mark.hazard("H08")
def test_what_the_other_place_measured_raises_no_alarm_of_who_moves_there() -> None:
    room = room_with(Policy(), MOBILE)
    step(room, 10, admit(10, "1", "A.M. 59"))
    for second in range(11, 15):  # pending: five seconds are wanted
        step(room, second, spo2(second, 80), pulse(second, 70), spo2(second, 80, "bay1"))
    events = reply(room, 14.5, order(14.5, Transfer(place_id="1", session_id=1, to_place_id="bay1", actor=NURSE)))
    events += step(room, 17)
    assert [change for *_, change in alarms(events, "O2-XLO")] == []
    events += step(room, 17.1, spo2(17.1, 80, "bay1"))
    assert alarms(events, "O2-XLO") == [(17.1, "bay1", "O2-XLO", "raised")], "its own time went on"


@pytest.mark.hazard("H09")
def test_a_monitor_rolled_to_a_free_place_is_judged_there_at_once() -> None:
    room = room_with(Policy(), [device("1", mobile=True), device("2")])
    assert places(room)["3"].devices == ()
    reply(room, 10, order(10, MoveDevice(device_id="d1", place_id="3", actor=NURSE)))
    events = []
    for second in range(11, 20):
        events += step(room, second, pulse(second, 30), spo2(second, 97))
    assert (16.0, "3", "HR-XLO", "raised") in alarms(events)
    assert room.board.sounding() is Priority.HIGH
    assert places(room)["1"].alarms == ()


@pytest.mark.hazard("H09")
def test_a_slow_pulse_at_a_free_place_alarms_and_the_place_says_that_nobody_is_admitted() -> None:
    room = room_with(Policy())
    events = []
    for second in range(1, 50):
        events += step(room, second, pulse(second, 34), spo2(second, 97))
        assert places(room)["1"].unadmitted is (second >= 31)
    assert (6.0, "1", "HR-XLO", "raised") in alarms(events)
    assert "not admitted" in places(room)["1"].device_line


@pytest.mark.hazard("H09")
@pytest.mark.parametrize("take", [True, False])
def test_what_was_measured_before_is_taken_only_after_a_yes(*, take: bool) -> None:
    room = room_with(Policy())
    for second in range(1, 61):
        step(room, second, pulse(second, 70), spo2(second, 97))
    step(room, 61, reading(61, 131, 80))
    admission = Admit(place_id="1", label="A", planned_infusion_s=2400, take_samples=take)
    step(room, 62, order(62, admission))
    seen = places(room)["1"]
    assert (seen.pressure.systolic == 131) is take
    assert (len(seen.trend.spo2) > 3) is take
    assert not seen.unadmitted


def test_nothing_measured_on_the_former_patient_is_offered_to_the_next() -> None:
    room = stay()
    for second in range(11, 60):
        step(room, second, pulse(second, 70), spo2(second, 90))
    reply(room, 60, order(60, Transfer(place_id="1", session_id=1, to_place_id="bay1")))
    step(room, 61, order(61, Admit(place_id="1", label="B", planned_infusion_s=2400, take_samples=True)))
    assert room.sessions[2].admitted_tick == 610
    assert places(room)["1"].trend.spo2 == ()


def wired(*identities: str) -> RoomPlan:
    """Chairs 1 and 2, each with a monitor at this address; wiring has to be confirmed."""
    devices = [device(str(n), identity=identity) for n, identity in enumerate(identities, start=1)]
    return replace(plan(chairs=2, bays=0, devices=devices), policy=Policy(confirm_wiring=True))


def confirmed_room() -> Room:
    room = make_room(plan=wired("tcp://a:1", "tcp://a:2"))
    for place_id in ("1", "2"):
        step(room, room.tick / 10 + 1, spo2(room.tick / 10 + 1, None, place_id, "probe off"))
        step(room, room.tick / 10 + 1, spo2(room.tick / 10 + 1, 97, place_id))
        now = room.tick / 10 + 1
        said = reply(room, now, order(now, ConfirmWiring(place_id=place_id, actor=NURSE)))
        assert [(type(e), e.place_id) for e in said] == [(WiringConfirmed, place_id)]  # type: ignore[union-attr]
    return room


@pytest.mark.hazard("H40")
def test_one_port_changed_leaves_that_place_alone_unconfirmed_and_refuses_the_start() -> None:
    former = confirmed_room()
    assert [place.wiring for place in places(former).values()] == ["", ""]
    room = Room.restore(wired("tcp://a:1", "tcp://a:9"), former.profile, former.checkpoint())
    assert [place.wiring for place in places(room).values()] == ["", "not confirmed"]
    step(room, 20, admit(20, "1", "A"), admit(20, "2", "B"))
    assert refusals(reply(room, 21, start(21, "1", 1))) == []
    assert refusals(reply(room, 22, start(22, "2", 2))) == ["Not started, still open: wiring not confirmed."]


@pytest.mark.hazard("H40")
def test_only_the_tile_that_saw_probe_off_and_probe_on_is_confirmed() -> None:
    room = make_room(plan=wired("tcp://a:1", "tcp://a:2"))
    step(room, 1, spo2(1, 97, "1"), spo2(1, 97, "2"))
    step(room, 2, spo2(2, None, "1", "probe off"), spo2(2, 97, "2"))
    step(room, 3, spo2(3, 97, "1"), spo2(3, 97, "2"))
    assert [place.wiring for place in places(room).values()] == ["reacted, not confirmed yet", "not confirmed"]
    (reason,) = refusals(reply(room, 4, order(4, ConfirmWiring(place_id="2", actor=NURSE))))
    assert "Chair 2 has not reacted" in reason
    assert refusals(reply(room, 5, order(5, ConfirmWiring(place_id="1", actor=NURSE)))) == []
    back = Room.restore(room.plan, room.profile, room.checkpoint())
    assert [place.wiring for place in places(back).values()] == ["", "not confirmed"]


def test_a_pressure_taken_at_the_place_is_a_reaction_too() -> None:
    room = make_room(plan=wired("tcp://a:1", "tcp://a:2"))
    step(room, 10, reading(10, 120, place_id="2"))
    assert [place.wiring for place in places(room).values()] == ["not confirmed", "reacted, not confirmed yet"]
