"""`simulate` as people and services call it: it says where each device listens, and ends with its input or a signal."""

import json
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from system_tools import DEADLINE_S, ROOT

SCENARIO = """
schema = 1
name = "One oximeter"
seed = 1

[[places]]
id = "1"
kind = "chair"

[[devices]]
id = "SIM-masimo-1"
kind = "masimo_ascii1"
link = "tcp"
place = "1"
"""


@pytest.fixture
def command(tmp_path: Path) -> list[str]:
    scenario = tmp_path / "scenario.toml"
    scenario.write_text(SCENARIO, encoding="utf-8")
    return [sys.executable, "-m", "monitor", "simulate", str(scenario), "--speed", "5"]


def read_offer(process: subprocess.Popen[str]) -> list[dict[str, object]]:
    assert process.stdout is not None
    lines: list[dict[str, object]] = []
    for line in process.stdout:
        lines.append(json.loads(line))
        if "ready" in lines[-1]:
            break
    return lines


@pytest.mark.system
def test_says_where_devices_listen_and_ends_with_its_input(command: list[str]) -> None:
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        offer = read_offer(process)
        assert process.stdin is not None
        process.stdin.close()
        assert process.wait(DEADLINE_S) == 0
    device = next(line for line in offer if "device" in line)
    assert (device["device"], device["kind"], device["place"]) == ("SIM-masimo-1", "masimo_ascii1", "1")
    assert str(device["link"]).startswith("tcp://127.0.0.1:")


@pytest.mark.system
@pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
def test_as_a_service_without_input_it_runs_until_a_signal(command: list[str]) -> None:
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as process:
        read_offer(process)
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(0.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(DEADLINE_S) == 0
