"""Which devices measured whom is told at the admission and whenever it changes, also over a restart."""

from dataclasses import replace

import pytest
from worlds import EPOCH, admit, device, make_room, order, plan, spo2, step

from monitor.alarms.rules import Profile
from monitor.domain.commands import MoveDevice, Transfer
from monitor.domain.device_events import BoundDevice, DevicesBound
from monitor.domain.events import Event
from monitor.domain.inputs import DeviceIdentified, MonitorRestarted
from monitor.room.room import Room

CHAIR = BoundDevice(device_id="d1", kind="ge_dinamap", title="V100", serial_number="SN 1")
PLANNED = (device("1", serial_number="SN 1"), device("bay1", mobile=True))


def told(events: list[Event]) -> list[DevicesBound]:
    return [event for event in events if isinstance(event, DevicesBound)]


@pytest.fixture
def room() -> Room:
    return Room(plan(chairs=1, devices=PLANNED), Profile(name="test"), EPOCH)


def says(seconds: float, number: str, device_id: str = "d1") -> DeviceIdentified:
    return DeviceIdentified(tick=round(10 * seconds), device_id=device_id, model="V100", serial_number=number)


def test_the_admission_tells_the_devices_of_the_place(room: Room) -> None:
    (event,) = told(step(room, 10, admit(10)))
    assert (event.place_id, event.session_id, event.devices) == ("1", 1, (CHAIR,))
    assert told(step(room, 20, spo2(20, 97.0))) == []


@pytest.mark.parametrize("before", [True, False])
def test_what_a_device_says_of_itself_is_kept_whenever_it_says_it(room: Room, *, before: bool) -> None:
    inputs = [says(5, "77")] if before else []
    events = step(room, 10, *inputs, admit(10)) + step(room, 20, says(20, "77")) + step(room, 30, says(30, "77"))
    last = told(events)[-1]
    assert len(told(events)) == (1 if before else 2)
    assert last.devices == (replace(CHAIR, said_model="V100", said_serial_number="77"),)


def test_a_device_of_no_place_is_no_patients(room: Room) -> None:
    step(room, 10, admit(10))
    assert told(step(room, 20, says(20, "77", "elsewhere"))) == []


def test_another_place_and_a_mobile_device_change_who_measures(room: Room) -> None:
    step(room, 10, admit(10))
    rolled = told(step(room, 20, order(20, MoveDevice(device_id="dbay1", place_id="1"))))
    assert [device.device_id for event in rolled for device in event.devices] == ["d1", "dbay1"]
    moved = told(step(room, 30, order(30, Transfer(place_id="1", session_id=1, to_place_id="bay1"))))
    assert [(event.place_id, event.devices) for event in moved] == [("bay1", ())]


def test_a_restart_tells_what_the_room_file_says_otherwise_and_nothing_else(room: Room) -> None:
    step(room, 10, admit(10), says(10, "77"))
    step(room, 15)
    for number, count in (("SN 1", 0), ("SN 2", 1)):
        devices = (replace(PLANNED[0], serial_number=number), PLANNED[1])
        again = Room.restore(plan(chairs=1, devices=devices), Profile(name="test"), room.checkpoint())
        events = told(step(again, 20, MonitorRestarted(tick=200, missing_s=3.0)))
        assert [event.devices[0].serial_number for event in events] == [number] * count


def test_a_checkpoint_of_a_program_that_told_no_devices_has_them_told_at_its_restart() -> None:
    room = make_room()
    step(room, 10, admit(10))
    room.devices.load({"said": {}, "told": []})
    assert [event.session_id for event in told(step(room, 20, MonitorRestarted(tick=200, missing_s=3.0)))] == [1]
