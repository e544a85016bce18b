"""Real processes for system tests: simulators, a station without a screen, and waiting with a deadline."""

import json
import queue
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self, TypeVar

from drivers.clock import Stopwatch

T = TypeVar("T")
DEADLINE_S = 30.0  # generous: it only decides how long a failing test takes
ROOT = Path(__file__).resolve().parents[2]
Line = dict[str, Any]


def wait_for(condition: Callable[[], T | None], *, what: str, deadline_s: float = DEADLINE_S) -> T:
    """Ask again and again until there is an answer that is not None; `what` names it in the failure."""
    watch = Stopwatch()
    pause = threading.Event()
    while watch.elapsed_s() < deadline_s:
        answer = condition()
        if answer is not None:
            return answer
        pause.wait(0.01)
    raise AssertionError(f"not within {deadline_s} s: {what}")


class JsonProcess:
    """A child that speaks JSON lines on both streams."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self._lines: queue.SimpleQueue[Line | None] = queue.SimpleQueue()
        self.process = subprocess.Popen(
            [sys.executable, *arguments], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self._reader = threading.Thread(target=self._read, name="reader of a child", daemon=True)
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self._finish()

    def say(self, line: Mapping[str, object]) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(json.dumps(line) + "\n")
        self.process.stdin.flush()

    def next_line(self) -> Line:
        """The next line; fails where the child ended or said nothing in time."""
        line = self._lines.get(timeout=DEADLINE_S)
        assert line is not None, f"the child ended with status {self.process.wait()}"
        return line

    def kill(self) -> None:
        """End it as a power cut would."""
        self.process.send_signal(signal.SIGKILL)
        self._finish()

    def close(self) -> int:
        """Close its input, as whoever started it would; its exit status."""
        assert self.process.stdin is not None
        self.process.stdin.close()
        status = self.process.wait(DEADLINE_S)
        self._finish()
        return status

    def _finish(self) -> None:
        self.process.wait(DEADLINE_S)
        self._reader.join(DEADLINE_S)
        for stream in (self.process.stdin, self.process.stdout):
            if stream is not None and not stream.closed:
                try:
                    stream.close()
                except BrokenPipeError:
                    continue  # it was killed with something unread

    def _read(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)


class Simulators(JsonProcess):
    """`python -m simulators run SCENARIO`, ready."""

    def __init__(self, scenario: Path, *options: str) -> None:
        super().__init__(["-m", "simulators", "run", str(scenario), *options])
        self.devices: list[Line] = []
        while "ready" not in (line := self.next_line()):
            if "device" in line:
                self.devices.append(line)

    def order(self, **order: str) -> None:
        self.say(order)
        answer = self.next_line()
        assert answer == {"done": order}, answer


class HeadlessStation(JsonProcess):
    """`station ROOM.toml --simulated --headless`, with its first picture taken."""

    def __init__(self, room: Path, data_dir: Path) -> None:
        super().__init__(
            ["-m", "monitor", "station", str(room), "--simulated", "--headless", "--data-dir", str(data_dir)]
        )
        self.first = self.snapshot()

    def snapshot(self) -> Line:
        self.say({"ask": "snapshot"})
        found = self.next_line()["snapshot"]
        assert isinstance(found, dict)
        return found

    def until(self, condition: Callable[[Line], bool], *, what: str) -> Line:
        def look() -> Line | None:
            picture = self.snapshot()
            return picture if condition(picture) else None

        return wait_for(look, what=what)

    def place(self, place_id: str) -> Line:
        return place_in(self.snapshot(), place_id)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether somebody listens there, found out without connecting."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def place_in(picture: Line, place_id: str) -> Line:
    found: Line = next(place for place in picture["places"] if place["place_id"] == place_id)
    return found


def write_room(folder: Path, devices: Sequence[Line], place_ids: Sequence[str]) -> Path:
    """A room file for what the simulators offer, with the shipped profile `mood`."""
    lines = ["schema = 1", 'name = "Test room"', f'profile = "{ROOT / "config" / "profiles" / "mood.toml"}"']
    for place_id in place_ids:
        lines += ["[[places]]", f'id = "{place_id}"', 'kind = "chair"']
    for device in devices:
        lines += ["[[devices]]", f'id = "{device["device"]}"', f'kind = "{device["kind"]}"']
        lines += [f'link = "{device["link"]}"', f'place = "{device["place"]}"', 'provenance = "simulated"']
    lines += ["[stay]", "pressure_gate = false", "discharge_gate = false"]  # nobody answers checks here
    path = folder / "room.toml"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def stored(data_dir: Path, query: str, scratch: Path) -> list[tuple[Any, ...]]:
    """Ask the record of a station that is gone, without touching its files: what a crash left must stay as it is."""
    (database,) = data_dir.glob("*.db")
    copy = scratch / "copy"
    shutil.rmtree(copy, ignore_errors=True)
    copy.mkdir()
    for part in data_dir.glob(f"{database.name}*"):
        shutil.copy(part, copy / part.name)
    connection = sqlite3.connect(copy / database.name)
    try:
        return connection.execute(query).fetchall()
    finally:
        connection.close()
