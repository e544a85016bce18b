"""From bytes on the wire to picture and sound: 12 oximeters on pseudo-terminals, written by another process.

A saturation that crosses its limit without any delay must be an alarm in the snapshot and on the screen. Measured
twice: undisturbed, and with a 5 MB `json.loads` in the GUI thread every two seconds, which holds the interpreter's
lock. Sound is measured to the first sample that the annunciator's process hands to its output, here a wave file; a
device adds its buffer of 40 ms. The room of this part has no other alarm, so that each one begins a sound.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer

from benchmarks.report import figure, percentile
from drivers.clock import SystemClock
from drivers.device import DeviceSpec
from drivers.observations import Provenance
from monitor.annunciator.protocol import Begun
from monitor.app.compose import Blueprint, RunningRoom, planned_device, recall
from monitor.app.sound import SoundKeeper
from monitor.domain.commands import Admit, Command
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind, Priority
from monitor.port.snapshot import Snapshot
from monitor.settings import load_profile
from monitor.storage.journal import Journal
from monitor.ui.application import make_application
from monitor.ui.windows.station import StationWindow

DEVICES = 12
PLAIN = Path(__file__).resolve().parents[1] / "config" / "profiles" / "plain-limits.toml"
POLL_S = 0.001  # how finely the moment of publishing is seen
BLOB = json.dumps([{"value": number, "name": f"sample {number}"} for number in range(130_000)])  # about 5 MB
BLOB_EVERY_MS = 2000


class Watch:
    """Notes when each change that the source told of first shows as it should."""

    def __init__(self) -> None:
        self._told: dict[tuple[int, bool], list[int]] = {}
        self._lock = threading.Lock()
        self._low: frozenset[int] = frozenset()
        self._first_low_ns: int | None = None
        self.snapshot_ms: list[float] = []
        self.pixel_ms: list[float] = []
        self.sound_ms: list[float] = []
        self._seen: dict[str, dict[int, bool]] = {"snapshot": {}, "pixel": {}}

    def told(self, device: int, *, low: bool, mono_ns: int) -> None:
        with self._lock:
            self._told.setdefault((device, low), []).append(mono_ns)
            if low and not self._low:
                self._first_low_ns = mono_ns
            self._low = self._low | {device} if low else self._low - {device}

    def begun(self, begun: Begun) -> None:
        """A sound began: the first device that went low in a quiet room is why."""
        with self._lock:
            if begun.sound.priority is Priority.MEDIUM and self._first_low_ns is not None:
                self.sound_ms.append((begun.mono_ns - self._first_low_ns) / 1e6)
                self._first_low_ns = None

    def look(self, snapshot: Snapshot, now_ns: int, stage: str) -> None:
        """Compare what `snapshot` says with what was told."""
        for index, place in enumerate(snapshot.places):
            low = any(alarm.rule == "O2-LO" for alarm in place.alarms)
            if self._seen[stage].get(index, False) == low:
                continue
            self._seen[stage][index] = low
            with self._lock:
                instants = [mono_ns for mono_ns in self._told.get((index, low), []) if mono_ns <= now_ns]
            if instants:
                found = self.snapshot_ms if stage == "snapshot" else self.pixel_ms
                found.append((now_ns - instants[-1]) / 1e6)


class ProbedPort:
    """The engine's port, with a look at what was painted."""

    def __init__(self, running: RunningRoom, watch: Watch) -> None:
        self._host = running.host
        self._watch = watch
        self._clock = SystemClock()
        self._pulled: Snapshot | None = None

    def snapshot(self) -> Snapshot | None:
        self._pulled = self._host.snapshot()
        return self._pulled

    def engine_age_s(self) -> float:
        return self._host.engine_age_s()

    def submit(self, command: Command) -> None:
        self._host.submit(command)

    def painted(self) -> None:
        self._host.painted()
        if self._pulled is not None:
            self._watch.look(self._pulled, self._clock.now().mono_ns, "pixel")


def run(*, quick: bool) -> None:
    """Print the latencies of both runs."""
    seconds = 12 if quick else 60
    for disturbed in (False, True):
        watch = measure(seconds, disturbed=disturbed)
        suffix = "_with_5mb_json" if disturbed else ""
        stages = {"snapshot": watch.snapshot_ms, "pixel": watch.pixel_ms, "sound": watch.sound_ms}
        for stage, values in stages.items():
            if not values:
                raise RuntimeError(f"no change reached the {stage}")
            figure("latency", f"wire_to_{stage}_p50_ms{suffix}", percentile(values, 0.5), "ms")
            figure("latency", f"wire_to_{stage}_p99_ms{suffix}", percentile(values, 0.99), "ms")


def measure(seconds: int, *, disturbed: bool) -> Watch:
    """One run of a whole station against devices in another process."""
    watch = Watch()
    pairs = [os.openpty() for _ in range(DEVICES)]
    for _, slave in pairs:
        tty.setraw(slave)
    with tempfile.TemporaryDirectory() as folder, _station(Path(folder), pairs) as running:
        application = make_application(sys.argv[:1])
        window = StationWindow(ProbedPort(running, watch), SystemClock())
        window.resize(1920, 1080)
        window.show()
        window.start()
        for number in range(1, DEVICES + 1):
            running.host.submit(Admit(place_id=str(number), label=f"P{number}", planned_infusion_s=2400))
        with _heard(running, watch, Path(folder)):
            _play(running, watch, [master for master, _ in pairs], seconds=seconds, disturbed=disturbed)
        window.close()
        window.deleteLater()
        application.processEvents()
    for master, slave in pairs:
        os.close(master)
        os.close(slave)
    return watch


@contextmanager
def _station(folder: Path, pairs: list[tuple[int, int]]) -> Iterator[RunningRoom]:
    clock = SystemClock()
    start = clock.now()
    specs = tuple(
        DeviceSpec(
            device_id=f"SIM-{number}",
            kind="masimo_ascii1",
            link=f"serial://{os.ttyname(slave)}?baud=9600",
            provenance=Provenance.SIMULATED,
        )
        for number, (_, slave) in enumerate(pairs, start=1)
    )
    plan = RoomPlan(
        name="bench",
        provenance=Provenance.SIMULATED,
        places=tuple(Place(place_id=str(number), kind=PlaceKind.CHAIR) for number in range(1, len(specs) + 1)),
        devices=tuple(planned_device(spec, place_id=str(number)) for number, spec in enumerate(specs, start=1)),
    )
    profile = load_profile(PLAIN)
    journal = Journal.open(
        folder / "bench.db",
        room_name="bench",
        provenance=Provenance.SIMULATED,
        epoch=Instant(0, start.utc_ns // 1_000_000),
        profile_digest="bench",
    )
    blueprint = Blueprint(plan=plan, profile=profile, specs=specs)
    running = RunningRoom(blueprint, recall(blueprint, journal, start), journal=journal, clock=clock)
    running.start()
    try:
        yield running
    finally:
        running.close()


@contextmanager
def _heard(running: RunningRoom, watch: Watch, folder: Path) -> Iterator[None]:
    """The room's sound, as a wave file."""
    keeper = SoundKeeper(
        running.host.snapshot,
        lambda: running.host.paint_count,
        speak=lambda _why: None,
        arguments=("--wave", str(folder)),
        on_begun=watch.begun,
    )
    keeper.start()
    try:
        yield
    finally:
        keeper.close()


def _play(running: RunningRoom, watch: Watch, masters: list[int], *, seconds: int, disturbed: bool) -> None:
    """Let the source speak and the window live; returns when the source has ended."""
    command = [sys.executable, "-m", "benchmarks.latency_source", str(seconds), *(str(fd) for fd in masters)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, pass_fds=masters, text=True) as source:
        ended = threading.Event()
        threads = [
            threading.Thread(target=_listen, args=(source, watch), name="told"),
            threading.Thread(target=_poll, args=(running, watch, ended), name="poll"),
        ]
        for thread in threads:
            thread.start()
        loop = QEventLoop()
        check, blob = QTimer(), QTimer()
        check.timeout.connect(lambda: loop.quit() if source.poll() is not None else None)
        check.start(200)
        if disturbed:
            blob.timeout.connect(lambda: json.loads(BLOB))
            blob.start(BLOB_EVERY_MS)
        loop.exec()
        ended.set()
        for thread in threads:
            thread.join()
    QCoreApplication.processEvents()


def _listen(source: "subprocess.Popen[str]", watch: Watch) -> None:
    for line in source.stdout or ():
        told = json.loads(line)
        watch.told(told["device"], low=told["low"], mono_ns=told["mono_ns"])


def _poll(running: RunningRoom, watch: Watch, ended: threading.Event) -> None:
    clock = SystemClock()
    last: Snapshot | None = None
    while not ended.wait(POLL_S):
        snapshot = running.host.snapshot()
        if snapshot is not None and snapshot is not last:
            last = snapshot
            watch.look(snapshot, clock.now().mono_ns, "snapshot")
