"""What is heard when the station stands still or dies, and who comes back: real processes, sound as wave files."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from drivers.clock import Stopwatch, SystemClock
from monitor.annunciator.tones import RATE_HZ

CHILD = Path(__file__).with_name("hanging_station.py")
ROOT = Path(__file__).resolve().parents[2]
HEADER_BYTES = 44
DEADLINE_S = 40.0
HEARD_WITHIN_S = STARTED_WITHIN_S = 3.0
LOUD = 300  # of 32767


@dataclass(frozen=True, slots=True)
class State:
    station: int
    annunciator: int
    paints: int
    rules: tuple[str, ...]


class WatchedStation:
    """A watcher with its station in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "sound").mkdir()
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
        self.watcher = subprocess.Popen(
            [sys.executable, str(CHILD), "watch", str(folder)], env=environment, stderr=subprocess.DEVNULL
        )

    def state(self) -> State | None:
        try:
            words = (self.folder / "state").read_text(encoding="ascii").split()
        except FileNotFoundError:
            return None
        station, annunciator, paints, *rules = words
        return State(int(station), 0 if annunciator == "None" else int(annunciator), int(paints), tuple(rules))

    def until(self, condition: Callable[[State], bool], what: str) -> State:
        waiting, pause = Stopwatch(), threading.Event()
        while waiting.elapsed_s() < DEADLINE_S:
            state = self.state()
            if state is not None and condition(state):
                return state
            pause.wait(0.02)
        raise AssertionError(f"not within {DEADLINE_S:.0f} s: {what}; last: {self.state()}")

    def until_well(self, *, other_than: int = 0) -> State:
        """A station that paints and whose annunciator writes sound."""
        return self.until(
            lambda state: state.station != other_than and state.paints > 10 and bool(self._file_of(state.annunciator)),
            "a station that paints and can be heard",
        )

    def heard_after_s(self, instant_ns: int) -> float | None:
        """Seconds from `instant_ns` to the first sample that anybody could hear."""
        found = []
        for file in (self.folder / "sound").glob("*.wav"):
            start_ns = int(file.stem.split("-")[0])
            data = file.read_bytes()[HEADER_BYTES:]
            samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2")
            skipped = max(0, (instant_ns - start_ns) * RATE_HZ // 1_000_000_000)
            loud = np.flatnonzero(np.abs(samples[skipped:].astype(np.int32)) > LOUD)
            if loud.size:
                found.append((start_ns - instant_ns) / 1e9 + (skipped + int(loud[0])) / RATE_HZ)
        return min(found, default=None)

    def until_heard_after_s(self, instant_ns: int) -> float:
        waiting, pause = Stopwatch(), threading.Event()
        while waiting.elapsed_s() < DEADLINE_S:
            heard = self.heard_after_s(instant_ns)
            if heard is not None:
                return heard
            pause.wait(0.05)
        raise AssertionError("nothing was heard")

    def _file_of(self, annunciator: int) -> list[Path]:
        return list((self.folder / "sound").glob(f"*-{annunciator}.wav"))

    def close(self) -> None:
        """End the watcher and whoever is left of its station; each by its id."""
        self.watcher.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.watcher.wait(DEADLINE_S)
        self.watcher.kill()
        self.watcher.wait()
        state = self.state()
        annunciators = [int(file.stem.split("-")[1]) for file in (self.folder / "sound").glob("*.wav")]
        for pid in [*annunciators, *([] if state is None else [state.station])]:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[WatchedStation]:
    station = WatchedStation(tmp_path)
    try:
        yield station
    finally:
        station.close()


def now_ns() -> int:
    return SystemClock().now().mono_ns


def started_ns(pid: int) -> int:
    """When a process began, on the clock of this computer's uptime."""
    after_name = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return int(after_name[19]) * 1_000_000_000 // os.sysconf("SC_CLK_TCK")


@pytest.mark.system
@pytest.mark.hazard("H19")
@pytest.mark.parametrize(
    "blow",
    [
        pytest.param(signal.SIGSTOP, id="stopped"),
        pytest.param(signal.SIGUSR1, id="display hangs"),
        pytest.param(signal.SIGUSR2, id="engine hangs"),
        pytest.param(signal.SIGKILL, id="killed"),
    ],
)
def test_a_station_that_fails_is_heard_and_comes_back(watched: WatchedStation, blow: signal.Signals) -> None:
    before = watched.until_well()
    assert watched.heard_after_s(0) is None, "a quiet room is quiet"
    struck_ns = now_ns()
    os.kill(before.station, blow)
    assert watched.until_heard_after_s(struck_ns) <= HEARD_WITHIN_S
    after = watched.until_well(other_than=before.station)
    assert started_ns(after.station) - struck_ns <= STARTED_WITHIN_S * 1e9
    assert after.annunciator != before.annunciator
    assert watched.watcher.poll() is None


@pytest.mark.system
@pytest.mark.hazard("H20")
def test_a_killed_annunciator_comes_back_and_is_an_alarm(watched: WatchedStation) -> None:
    before = watched.until_well()
    struck_ns = now_ns()
    os.kill(before.annunciator, signal.SIGKILL)
    watched.until(lambda state: "T-AUDIO" in state.rules, "the alarm T-AUDIO")
    assert (now_ns() - struck_ns) / 1e9 <= 2.0
    after = watched.until(lambda state: state.annunciator not in {0, before.annunciator}, "another annunciator")
    assert after.station == before.station, "the station itself went on"
    assert watched.until_heard_after_s(struck_ns) > 0, "the alarm about the sound is heard, once there is sound"


@pytest.mark.system
def test_a_station_closed_on_purpose_stays_closed_in_silence(watched: WatchedStation) -> None:
    state = watched.until_well()
    instant_ns = now_ns()
    watched.watcher.terminate()
    assert watched.watcher.wait(DEADLINE_S) == 0
    assert watched.heard_after_s(instant_ns) is None
    with pytest.raises(ProcessLookupError):
        os.kill(state.annunciator, 0)
