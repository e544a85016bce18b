"""Orders to a running room from another program: local channel, command line, window; the truth at the end."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot
from test_simulators_process import DEADLINE_S, ROOT, Child, running_child

from simulators.control import ControlError, RoomControl
from simulators.control_channel import read_control_file
from simulators.control_window import ControlWindow

pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name != "posix", reason="runs only on Linux and macOS"),
]


class Served:
    """A scenario that runs, and where its control file is."""

    def __init__(self, child: Child, folder: Path) -> None:
        self.child = child
        self.done: list[object] = []
        self.file = folder / "control.json"
        self.truth = folder / "truth.jsonl"

    def heard(self, **wanted: object) -> None:
        """Wait until the room has said that this order was carried out."""
        while wanted not in self.done:
            self.done.append(self.child.next().get("done"))


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    arguments = ("--speed", "20", "--control-file", str(tmp_path / "control.json"))
    truth = ("--truth-file", str(tmp_path / "truth.jsonl"))
    with running_child("run", "config/scenarios/surge.toml", *arguments, *truth) as child:
        said = child.until_ready()
        assert {"control": str(tmp_path / "control.json")} in said
        nurse: list[dict[str, Any]] = next(line["nurse"] for line in said if "nurse" in line)
        assert [deed["do"] for deed in nurse] == ["pause", "note", "end"]
        yield Served(child, tmp_path)


def _command(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "simulators", "control", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=DEADLINE_S, check=False)


def test_orders_from_the_command_line_and_the_truth_at_the_end(served: Served) -> None:
    listed = _command("--file", str(served.file))
    assert "SIMULATED" in listed.stdout
    assert "place 1: A.M. 59" in listed.stdout
    assert "SIM-masimo-1" in listed.stdout
    assert _command("2", "desaturate", "--file", str(served.file)).returncode == 0
    served.heard(place="2", do="desaturate")
    assert _command("SIM-masimo-1", "unplug", "--file", str(served.file)).returncode == 0
    served.heard(device="SIM-masimo-1", do="unplug")
    refused = _command("SIM-nobody", "unplug", "--file", str(served.file))
    assert (refused.returncode, refused.stderr.strip()) == (2, "there is no device SIM-nobody")
    served.heard(place="1", do="surge")  # by the scenario's own script
    assert served.child.end()[0] == 0
    assert not served.file.exists()
    truths = [json.loads(line) for line in served.truth.read_text(encoding="utf-8").splitlines()]
    assert [{event["kind"] for event in truth["events"]} for truth in truths] == [{"surge"}, {"desaturation"}]


def test_the_window_gives_orders(served: Served, qtbot: QtBot) -> None:
    with RoomControl(served.file) as control:
        window = ControlWindow(control)
        qtbot.addWidget(window)
        assert "SIMULATED" in window.windowTitle()
        assert window.places.count() == 2
        window.places.setCurrentIndex(1)
        assert [window.devices.itemData(row) for row in range(window.devices.count())] == ["SIM-dinamap-2"]
        for name in ("faint", "unplug"):
            button = window.findChild(QPushButton, name)
            assert button is not None
            button.click()
            assert "Refused" not in window.answer.text()
        served.heard(place="2", do="faint")
        served.heard(device="SIM-dinamap-2", do="unplug")


def test_only_who_can_read_the_file_gives_orders(served: Served) -> None:
    assert served.file.stat().st_mode & 0o077 == 0
    with socket.create_connection(("127.0.0.1", read_control_file(served.file).port), DEADLINE_S) as stranger:
        stranger.sendall(b'a guess\n{"place": "2", "do": "faint"}\n')
        assert stranger.recv(100) == b""
    with pytest.raises(ControlError, match="no simulated room"):
        RoomControl(served.file.with_name("nobody.json"))
