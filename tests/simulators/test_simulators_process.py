"""`python -m simulators` as its parent sees it: announcements, bytes on a port, orders, the end."""

import gzip
import json
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import serial

from drivers.clock import SystemClock

ROOT = Path(__file__).resolve().parents[2]
DEADLINE_S = 30.0
pytestmark = [
    pytest.mark.system,
    pytest.mark.skipif(os.name != "posix", reason="runs only on Linux and macOS"),
]


class Child:
    """The simulators as a child process; every wait has a deadline."""

    def __init__(self, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "simulators", *arguments],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self._said: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, name="simulators' output")
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._said.put(line)

    def next(self) -> dict[str, Any]:
        said: dict[str, Any] = json.loads(self._said.get(timeout=DEADLINE_S))
        return said

    def until_ready(self) -> list[dict[str, Any]]:
        said = [self.next()]
        while "ready" not in said[-1]:
            said.append(self.next())
        return said

    def order(self, **order: str) -> dict[str, Any]:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return self.next()

    def end(self) -> tuple[int, str]:
        """Close its input; gives its exit status and what it said to people."""
        assert self.process.stdin is not None
        assert self.process.stderr is not None
        self.process.stdin.close()
        return self.process.wait(DEADLINE_S), self.process.stderr.read()

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait(DEADLINE_S)
        self._reader.join(DEADLINE_S)
        for stream in (self.process.stdin, self.process.stdout, self.process.stderr):
            if stream is not None:
                stream.close()


@contextmanager
def running_child(*arguments: str) -> Iterator[Child]:
    child = Child(*arguments)
    try:
        yield child
    finally:
        child.close()


def _lines(link: str, count: int) -> list[bytes]:
    path = link.removeprefix("serial://").split("?")[0]
    with serial.Serial(path, 9600, timeout=DEADLINE_S) as port:
        port.readline()  # may be cut
        return [port.readline() for _ in range(count)]


def test_demo_announces_serves_obeys_and_ends_with_its_parent(tmp_path: Path) -> None:
    history = tmp_path / "past.jsonl.gz"
    with running_child(
        "demo", "--seed", "7", "--speed", "20", "--history-minutes", "5", "--history-file", str(history)
    ) as child:
        said = child.until_ready()
        links = {line["device"]: line["link"] for line in said if "device" in line}
        assert len(links) == 10
        assert [line["place"] for line in said if "label" in line] == ["1", "2", "3", "4", "5", "6", "bay-1", "bay-2"]
        assert [line["history"] for line in said if "history" in line] == [str(history)]
        assert history.stat().st_size > 1000
        broker = next(line for line in said if "broker" in line)
        assert broker["broker"].startswith("mqtt://127.0.0.1:")
        assert len(broker["password"]) >= 16
        assert all(b" SPO2=" in line and line.endswith(b"\r\n") for line in _lines(links["SIM-masimo-1"], 3))

        assert "done" in child.order(device="SIM-masimo-1", do="unplug")
        assert not Path(links["SIM-masimo-1"].removeprefix("serial://").split("?")[0]).exists()
        assert "done" in child.order(device="SIM-masimo-1", do="replug")
        assert "done" in child.order(device="SIM-masimo-1", do="probe_off")
        assert any(b"SPO2=---%" in line for line in _lines(links["SIM-masimo-1"], 3))
        assert "done" in child.order(place="1", do="faint")
        assert child.order(place="6", do="surge")["refused"] == "place 6 has no simulated patient"
        assert child.order(device="SIM-dinamap-1", do="explode")["refused"] == "not an order"
        assert child.order(device="nobody", do="stall")["refused"] == "there is no device nobody"

        assert child.end() == (0, "")
        assert not Path(links["SIM-masimo-1"].removeprefix("serial://")).parent.exists()


def test_same_seed_same_past_and_same_lines_in_another_process(tmp_path: Path) -> None:
    def run(name: str) -> tuple[bytes, dict[bytes, bytes]]:
        """Give the past, and the lines by the time printed in them."""
        history = tmp_path / name
        anchor = ("--anchor-mono-ns", str(SystemClock().now().mono_ns), "--anchor-utc-ns", "1700000000000000000")
        arguments = ("--speed", "20", *anchor, "--history-minutes", "5", "--history-file", str(history))
        with running_child("run", "config/scenarios/small-room.toml", *arguments) as child:
            links = {line["device"]: line["link"] for line in child.until_ready() if "device" in line}
            lines = _lines(links["SIM-masimo-1"], 60)
            assert child.end()[0] == 0
        return gzip.decompress(history.read_bytes()), {line[:17]: line for line in lines}

    (past, lines), (past_again, lines_again) = run("first.gz"), run("second.gz")
    assert past == past_again
    common = lines.keys() & lines_again.keys()
    assert len(common) >= 5, "the two runs were too slow to overlap"
    assert {moment: lines[moment] for moment in common} == {moment: lines_again[moment] for moment in common}


def test_terminate_ends_it_cleanly() -> None:
    with running_child("run", "config/scenarios/small-room.toml") as child:
        child.until_ready()
        child.process.terminate()
        assert child.process.wait(DEADLINE_S) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("run", "missing.toml"), "missing.toml"),
        (("demo", "--chairs", "0"), "at least 1 chair"),
        (("demo", "--speed", "0"), "--speed"),
        (("demo", "--anchor-mono-ns", "1"), "together"),
        (("demo", "--broker", "http://broker"), "mqtt://host:port"),
    ],
)
def test_wrong_use_is_explained(arguments: tuple[str, ...], words: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "simulators", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=DEADLINE_S,
        check=False,
    )
    assert done.returncode == 2
    assert words in done.stderr
    assert done.stdout == ""


def test_history_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    with running_child("demo", "--history-file", str(tmp_path / "missing" / "past.gz")) as child:
        status, words = child.end()
    assert status == 2
    assert "past.gz" in words
