"""What `doctor` finds, and what its bundle leaves out."""

import json
import os
import socket
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from drivers.clock import ManualClock
from drivers.observations import Stamp
from drivers.transport.address import SerialAddress
from monitor.annunciator.outputs import NoOutputError
from monitor.app.doctor import Finding, State, broker, disk, port, sound, wall_clock
from monitor.app.support_bundle import HIDDEN, without_secrets, write_bundle
from monitor.cli import NO, app

ROOM = """
schema = 1
name = "Room"
profile = "mood.toml"
[broker]
url = "mqtts://nurse:hunter2@broker.clinic.example"
username = "hunter3"
password_file = "hunter4"
"""


@pytest.fixture
def listener() -> Iterator[int]:
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise NoOutputError("no sound device (no sound system is installed)")

    monkeypatch.setenv("PATH", "")
    assert sound(refuse).state is State.WRONG
    assert "no sound device" in sound(refuse).words
    assert sound(lambda: None).state is State.GOOD


def test_ports(tmp_path: Path) -> None:
    assert port("x", SerialAddress(port=str(tmp_path / "none"))).state is State.WRONG
    there = tmp_path / "ttyS9"
    there.touch()
    assert port("x", SerialAddress(port=str(there))) == Finding("port of x", State.GOOD, str(there))


def test_brokers(listener: int) -> None:
    assert broker(f"mqtt://127.0.0.1:{listener}").state is State.GOOD
    with socket.create_server(("127.0.0.1", 0)) as server:
        free = server.getsockname()[1]
    assert broker(f"mqtt://127.0.0.1:{free}").state is State.WRONG


def test_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("monitor.app.doctor.LEAST_FREE_BYTES", 1)
    assert disk(tmp_path / "not" / "yet").state is State.GOOD
    monkeypatch.setattr("monitor.app.doctor.LEAST_FREE_BYTES", 1 << 62)
    assert disk(tmp_path).state is State.WRONG
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "cannot be written" in disk(tmp_path).words


@pytest.mark.parametrize(("year", "state"), [(2023, State.WRONG), (2030, State.GOOD)])
def test_clock(year: int, state: State, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    utc_ns = round(datetime(year, 5, 1, tzinfo=UTC).timestamp()) * 1_000_000_000
    assert wall_clock(ManualClock(Stamp(0, utc_ns))).state is state


def test_the_bundle_opens_no_door(tmp_path: Path) -> None:
    room, bundle = tmp_path / "room.toml", tmp_path / "bundle.zip"
    room.write_text(ROOM, encoding="utf-8")
    write_bundle(bundle, [Finding("disk", State.GOOD, "fine")], room_file=room)
    with zipfile.ZipFile(bundle) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist()}
    assert set(texts) == {"versions.json", "doctor.jsonl", "room.json"}
    assert "hunter" not in "".join(texts.values())
    assert json.loads(texts["room.json"])["broker"]["url"] == f"mqtts://{HIDDEN}@broker.clinic.example"
    assert "numpy" in json.loads(texts["versions.json"])


def test_a_room_that_cannot_be_read_is_not_quoted(tmp_path: Path) -> None:
    room, bundle = tmp_path / "room.toml", tmp_path / "bundle.zip"
    room.write_text("password = hunter2 = 3", encoding="utf-8")
    write_bundle(bundle, [], room_file=room)
    with zipfile.ZipFile(bundle) as archive:
        assert "hunter" not in archive.read("room.json").decode()


def test_secrets_hide_at_any_depth() -> None:
    assert without_secrets([{"a": [{"password": "x", "b": 1}]}]) == [{"a": [{"password": HIDDEN, "b": 1}]}]


def test_the_command_says_no_where_something_is_wrong(tmp_path: Path) -> None:
    """No test runs on a screen."""
    result = CliRunner().invoke(app, ["doctor", "--data-dir", str(tmp_path)])
    lines = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == NO
    assert {"python", "screen", "fonts", "sound", "ports", "disk", "clock"} == {line["check"] for line in lines}
    assert [line["state"] for line in lines if line["check"] == "screen"] == ["wrong"]
    assert len(result.stderr.splitlines()) == len(lines)
