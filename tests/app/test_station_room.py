"""What a room file becomes: specs, plan, database; and a station whose disk refuses."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from app_samples import blueprint_of_one_chair, later

from drivers.clock import ManualClock
from drivers.observations import Provenance
from monitor.app.compose import Beginning, RunningRoom
from monitor.app.console import Console
from monitor.app.display import missing_screen
from monitor.app.record_place import database_path, record_store
from monitor.app.station import StationError, run_station, station_blueprint
from monitor.domain.commands import Command, PauseAudio
from monitor.domain.time import Instant
from monitor.engine.timeline import resume
from monitor.port.snapshot import Snapshot
from monitor.room.room import Room
from monitor.settings import RoomSettings, load_room

ROOT = Path(__file__).resolve().parents[2]
ROOM = """
schema = 1
name = "Infusion room Ä/1"
profile = "PROFILE"
[[places]]
id = "1"
kind = "chair"
[[places]]
id = "bay1"
kind = "bay"
[[devices]]
id = "rad8-1"
kind = "masimo_ascii1"
link = "tcp://10.1.2.3:4001"
place = "1"
provenance = "KIND"
[[devices]]
id = "gateway"
kind = "mqtt_native"
link = "mqtt://vitals/v1/clinic1/bay1"
place = "bay1"
provenance = "KIND"
mobile = false
[broker]
url = "mqtts://broker.clinic.example:8883"
username = "station"
password_env = "TEST_BROKER_PASSWORD"
ca_file = "ca.pem"
"""


def settings(folder: Path, provenance: str = "real", extra: str = "") -> RoomSettings:
    path = folder / "room.toml"
    (folder / "ca.pem").touch()
    profile = ROOT / "config" / "profiles" / "mood.toml"
    text = ROOM.replace("PROFILE", str(profile)).replace("KIND", provenance) + extra
    path.write_text(text, encoding="utf-8")
    return load_room(path)


def test_devices_are_planned_from_room_file_and_registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_BROKER_PASSWORD", "secret")
    blueprint = station_blueprint(settings(tmp_path))
    oximeter, gateway = blueprint.specs
    assert oximeter.broker is None
    assert gateway.broker is not None
    assert (gateway.broker.password, gateway.broker.ca_file) == ("secret", tmp_path / "ca.pem")
    assert [place.title for place in blueprint.plan.places] == ["Chair 1", "Bay 1"]
    assert [(device.place_id, device.mobile, device.period_s) for device in blueprint.plan.devices] == [
        ("1", False, 1.0),
        ("bay1", False, 1.0),
    ]
    assert {spec.provenance for spec in blueprint.specs} == {blueprint.plan.provenance} == {Provenance.REAL}


def test_what_is_not_real_has_a_database_of_its_own(tmp_path: Path) -> None:
    real = database_path(settings(tmp_path), None)
    fake = database_path(settings(tmp_path, "simulated"), None)
    assert real.name == "infusion-room-1.db"
    assert fake.name == "infusion-room-1.simulated.db"
    stored = '[storage]\npath = "record.db"\n'
    assert database_path(settings(tmp_path, extra=stored), None) == tmp_path / "record.db"
    assert database_path(settings(tmp_path, "replayed", stored), None) == tmp_path / "record.replayed.db"
    assert database_path(settings(tmp_path), tmp_path / "data") == tmp_path / "data" / "infusion-room-1.db"


@pytest.mark.expect_log
def test_a_room_whose_record_cannot_be_kept_is_watched_all_the_same() -> None:
    blueprint = blueprint_of_one_chair()
    clock = ManualClock()
    start = clock.now()
    room = Room(blueprint.plan, blueprint.profile, Instant(0, start.utc_ns // 1_000_000))
    running = RunningRoom(
        blueprint,
        Beginning(room, resume(start, room.now).timeline),
        journal="the disk is read-only",
        clock=clock,
    )
    step = running._core.step(later(0.2))
    assert step is not None
    assert [(alarm.rule, alarm.priority.word) for alarm in step.snapshot.alarms] == [("T-STORAGE", "high")]
    assert "the disk is read-only" in step.snapshot.alarms[0].message
    running.close()


def test_a_record_is_on_the_server_that_the_room_file_names_unless_a_folder_is_given(tmp_path: Path) -> None:
    url = "postgresql+psycopg://station@db.clinic.example/room_a"
    room = settings(tmp_path, extra=f'[storage]\nurl = "{url}"\nkeep_days = 3650\n')
    assert record_store(room, None) == url
    assert record_store(room, tmp_path) == tmp_path / "infusion-room-1.db"
    assert room.storage.keep_days == 3650


def test_a_station_without_a_screen_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEST_BROKER_PASSWORD", "secret")
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    path = settings(tmp_path).file
    with pytest.raises(StationError, match="no screen to show the room on: QT_QPA_PLATFORM is offscreen"):
        run_station(path, simulated=False, data_dir=tmp_path, headless=False)
    assert not list(tmp_path.glob("*.db"))


def test_no_display_variable_means_no_screen(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert missing_screen() == "neither DISPLAY nor WAYLAND_DISPLAY is set"


class Port:
    """A port that remembers commands and has no picture yet."""

    def __init__(self) -> None:
        self.commands: list[Command] = []

    def snapshot(self) -> Snapshot | None:
        return None

    def engine_age_s(self) -> float:
        return 0.0

    def submit(self, command: Command) -> None:
        self.commands.append(command)

    def painted(self) -> None:
        raise AssertionError("a console paints nothing")


def test_the_console_takes_whole_commands_only() -> None:
    port, answers = Port(), io.StringIO()
    lines: list[Any] = [
        {"type": "pause_audio", "place_id": None, "actor": {"name": "N.", "role": "nurse"}},
        {"type": "pause"},
        {"place_id": "1"},
        [1, 2],
        {"ask": "snapshot"},
    ]
    text = "".join(json.dumps(line) + "\n" for line in lines) + "rubbish\n"
    Console(port, lines=io.StringIO(text), answers=answers).serve()
    assert len(port.commands) == 1
    assert isinstance(port.commands[0], PauseAudio)
    assert port.commands[0].actor.name == "N."
    refusals = [json.loads(line) for line in answers.getvalue().splitlines()]
    assert len(refusals) == 5
    assert all(set(answer) == {"refused"} for answer in refusals)
