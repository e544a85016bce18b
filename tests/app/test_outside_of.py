"""What leaves a room is made from its room file: who is called, what is published, where HL7 goes and waits."""

from pathlib import Path

import pytest
from engine_fakes import Bench, step_after
from hl7apy.parser import parse_message
from told_stays import SESSION_ID, tell_stay

from drivers.clock import ManualClock
from drivers.mqtt.session import client_identifier
from drivers.observations import Provenance
from monitor.app.hl7_on_demand import queue_session
from monitor.app.outside import connection, outbox_path, outside_of
from monitor.app.record_office import OfficeError
from monitor.app.record_place import database_path
from monitor.app.station import station_blueprint
from monitor.domain.time import Instant
from monitor.engine.inbox import CommandQueue
from monitor.engine.machine_health import MachineHealth
from monitor.port.projection import Projector
from monitor.room.room import Room
from monitor.settings import RoomSettings, SettingsError, load_room
from monitor.storage.outbox import Outbox

ROOM = """
schema = 1
name = "Room"
profile = "profile.toml"
[[places]]
id = "1"
kind = "chair"
[[devices]]
id = "d1"
kind = "mqtt_native"
link = "mqtt://ward/chair1"
place = "1"
provenance = "real"
[broker]
url = "mqtts://broker.clinic.example"
username = "station"
[storage]
path = "room.sqlite3"
"""
OUTSIDE = """
[[escalation]]
name = "on-call phone"
kind = "webhook"
url = "https://calls.clinic.example/room"
token_file = "token"
[[escalation]]
name = "ward"
kind = "mqtt"
topic = "calls/room"
token_file = "token"
[publish]
topic = "out/room"
[hl7]
host = "127.0.0.1"
port = 2575
tls = false
sending_facility = "CLINIC"
receiving_facility = "MAIN"
"""


def settings_of(folder: Path, text: str) -> RoomSettings:
    (folder / "profile.toml").write_text('schema = 1\nname = "Test"\n')
    (folder / "token").write_text("a secret of more than twenty letters\n")
    (folder / "room.toml").write_text(text)
    return load_room(folder / "room.toml")


def test_the_picture_names_every_receiver(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, ROOM + OUTSIDE)
    blueprint = station_blueprint(settings)
    clock = ManualClock()
    outside = outside_of(settings, blueprint.broker, record=database_path(settings, None))(
        clock, MachineHealth(), CommandQueue()
    )
    room = Room(blueprint.plan, blueprint.profile, _epoch(clock))
    view = outside.adorn(Projector(room).snapshot(1, {}))
    assert view.calling == "", "somebody would be called"
    assert [outlet.name for outlet in view.outside.outlets] == [
        *("MQTT numerics and alarms", "HL7", "on-call phone", "ward"),
    ]
    assert outbox_path(tmp_path / "room.sqlite3").is_file()


def _epoch(clock: ManualClock) -> Instant:
    return Instant(0, clock.now().utc_ns // 1_000_000)


@pytest.mark.parametrize("name", ["publish", "calls-ward"])
def test_a_device_of_the_same_name_throws_no_connection_of_ours_off_the_broker(tmp_path: Path, name: str) -> None:
    settings = settings_of(tmp_path, (ROOM + OUTSIDE).replace('id = "d1"', f'id = "{name}"'))
    (device,) = station_blueprint(settings).specs
    own = connection(name, device.broker, Provenance.REAL)
    assert client_identifier(own.device_id) != client_identifier(device.device_id)
    with pytest.raises(SettingsError, match="devices"):
        settings_of(tmp_path, ROOM.replace('id = "d1"', f'id = "{own.device_id}"'))


def test_without_the_tables_nothing_leaves_and_nobody_is_called(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, ROOM)
    blueprint = station_blueprint(settings)
    assert not blueprint.plan.calls_second_person
    clock = ManualClock()
    outside = outside_of(settings, blueprint.broker, record=tmp_path / "x")(clock, MachineHealth(), CommandQueue())
    view = outside.adorn(Projector(Room(blueprint.plan, blueprint.profile, _epoch(clock))).snapshot(1, {}))
    assert (view.calling, view.outside.outlets) == ("nobody else is called", ())


@pytest.mark.hazard("H22")
@pytest.mark.expect_log
def test_a_call_not_delivered_ends_where_nobody_is_called_any_more(tmp_path: Path, bench: Bench[ManualClock]) -> None:
    bench.machine.note("T-CALL", "Chair 1: CALL NOT DELIVERED")
    assert [alarm.rule for alarm in step_after(bench, 0.1).snapshot.alarms] == ["T-CALL"]
    bench.start_again()
    make = outside_of(settings_of(tmp_path, ROOM), None, record=tmp_path / "x")
    make(bench.clock, bench.machine, CommandQueue())
    assert step_after(bench, 0.1).snapshot.alarms == ()


def test_a_secret_that_is_not_there_stops_the_start(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, ROOM + OUTSIDE)
    (tmp_path / "token").unlink()
    with pytest.raises(SettingsError, match="token_file"):
        outside_of(settings, None, record=tmp_path / "x")


@pytest.mark.expect_log
def test_a_queue_that_cannot_be_opened_stops_nobody_from_being_watched(tmp_path: Path) -> None:
    settings = settings_of(tmp_path, ROOM + OUTSIDE)
    outbox_path(tmp_path / "room.sqlite3").write_bytes(b"no database at all" * 100)
    make = outside_of(settings, station_blueprint(settings).broker, record=tmp_path / "room.sqlite3")
    clock = ManualClock()
    outside = make(clock, MachineHealth(), CommandQueue())
    blueprint = station_blueprint(settings)
    view = outside.adorn(Projector(Room(blueprint.plan, blueprint.profile, _epoch(clock))).snapshot(1, {}))
    (hl7,) = [outlet for outlet in view.outside.outlets if outlet.name == "HL7"]
    assert not hl7.on_line
    assert "the database file is damaged" in hl7.why


def test_a_session_is_queued_on_demand_with_a_number_of_its_own(tmp_path: Path) -> None:
    tell_stay(tmp_path / "room.sqlite3", provenance=Provenance.REAL)
    settings_of(tmp_path, ROOM)
    with pytest.raises(OfficeError, match="says nowhere to send to"):
        queue_session(str(tmp_path / "room.toml"), SESSION_ID, data_dir=None)
    settings_of(tmp_path, ROOM + OUTSIDE)
    with pytest.raises(OfficeError, match="There is no session 77"):
        queue_session(str(tmp_path / "room.toml"), 77, data_dir=None)
    line = queue_session(str(tmp_path / "room.toml"), SESSION_ID, data_dir=None)
    assert line == {"session": SESSION_ID, "format": "hl7", "control_id": "IRM1", "waiting": 1}
    (waiting,) = Outbox(tmp_path / "room.sqlite3.hl7").oldest(5)
    message = parse_message(waiting.payload)
    assert (message.msh.msh_10.value, message.msh.msh_4.value, message.msh.msh_6.value) == ("IRM1", "CLINIC", "MAIN")


def test_on_demand_needs_a_room_file() -> None:
    with pytest.raises(OfficeError, match="name that one"):
        queue_session("room.sqlite3", 1, data_dir=None)
