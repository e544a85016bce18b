"""`demo` as people call it: status 0, one line of summary on standard output, a picture, and no trace afterwards."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from system_tools import DEADLINE_S, ROOT

PNG_MAGIC = b"\x89PNG\r\n\x1a\n"


def demo_command(*options: str) -> list[str]:
    return [sys.executable, "-m", "monitor", "demo", *options]


def environment(folder: Path) -> dict[str, str]:
    """Ours, with a temporary folder that the test can look into."""
    return {**os.environ, "TMPDIR": str(folder), "QT_QPA_PLATFORM": "offscreen"}


@pytest.mark.system
def test_a_headless_minute_with_a_picture(tmp_path: Path) -> None:
    picture = tmp_path / "room.png"
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    options = ("--headless", "--minutes", "1", "--speed", "20", "--seed", "7", "--screenshot", str(picture))
    done = subprocess.run(
        demo_command(*options),
        cwd=ROOT,
        env=environment(scratch),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (line,) = done.stdout.splitlines()
    summary = json.loads(line)["summary"]
    assert list(summary) == ["chairs", "simulated_s", "devices", "observations", "alarms", "latency_ms"]
    assert (summary["chairs"], summary["simulated_s"]) == (6, 60)
    assert sum(kind["configured"] for kind in summary["devices"].values()) >= 8
    assert all(kind["on_line"] == kind["configured"] for kind in summary["devices"].values())
    assert summary["observations"] > 500
    assert all(set(alarm) == {"rule", "priority", "count"} for alarm in summary["alarms"])
    assert 0 <= summary["latency_ms"]["p50"] <= summary["latency_ms"]["p99"]
    data = picture.read_bytes()
    assert data.startswith(PNG_MAGIC)
    assert (int.from_bytes(data[16:20]), int.from_bytes(data[20:24])) == (1920, 1080)
    assert "Traceback" not in done.stderr
    assert list(scratch.iterdir()) == []


@pytest.mark.system
def test_no_screen_is_said_and_the_demo_runs_headless(tmp_path: Path) -> None:
    done = subprocess.run(
        demo_command("--minutes", "0.2", "--speed", "20", "--chairs", "1", "--bays", "0"),
        cwd=ROOT,
        env=environment(tmp_path),
        capture_output=True,
        text=True,
        timeout=90,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "No screen" in done.stderr
    assert json.loads(done.stdout)["summary"]["chairs"] == 1


@pytest.mark.system
@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
def test_an_interrupt_ends_it_with_its_summary(tmp_path: Path) -> None:
    process = subprocess.Popen(
        demo_command("--headless", "--minutes", "600", "--chairs", "1", "--bays", "0"),
        cwd=ROOT,
        env=environment(tmp_path),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    for line in process.stderr:
        if "Watching" in line:
            break
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: everybody in the group hears it
    output, words = process.communicate(timeout=DEADLINE_S)
    assert process.returncode == 0, words
    assert json.loads(output)["summary"]["simulated_s"] < 600 * 60
    assert list(tmp_path.iterdir()) == []


@pytest.mark.system
def test_simulators_that_die_are_an_error_in_words(tmp_path: Path) -> None:
    broken = tmp_path / "simulators"
    broken.mkdir()
    (broken / "__init__.py").touch()
    (broken / "__main__.py").write_text("raise SystemExit(3)\n", encoding="utf-8")
    env = {**environment(tmp_path), "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        demo_command("--headless", "--minutes", "1"),
        cwd=tmp_path,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert "the simulators ended at once with status 3" in done.stderr
    assert "Traceback" not in done.stderr
