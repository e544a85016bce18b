"""How long one refresh of the station display takes with software painting, and what a calm room costs.

A frame is one tick of the refresher and all painting that follows from it, on a window of 1920x1080 with Qt's
offscreen platform. In each measured frame *every* chair has new numbers *and* a new trend: the worst the room can do.
The calm room is played at its real pace of ten snapshots and 25 refreshes a second: the share is the processor time
of the frames of a second, over that second.
"""

import os
from collections.abc import Callable, Iterable

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QCoreApplication

from benchmarks.report import figure, percentile
from benchmarks.snapshots import SyntheticRoom
from drivers.clock import ManualClock, Stopwatch
from monitor.domain.commands import Command
from monitor.port.snapshot import Snapshot
from monitor.ui.application import make_application
from monitor.ui.windows.station import StationWindow

WIDTH, HEIGHT = 1920, 1080
REFRESHES_PER_S, SNAPSHOTS_PER_S = 25, 10
WARM_UP_FRAMES = 20  # fonts and fitted texts are remembered after the first pictures


class StillPort:
    """Shows what it is given."""

    def __init__(self) -> None:
        self.shown: Snapshot | None = None
        self.age_s = 0.0

    def snapshot(self) -> Snapshot | None:
        return self.shown

    def engine_age_s(self) -> float:
        return self.age_s

    def submit(self, command: Command) -> None:
        raise AssertionError(f"nobody presses a button here: {command}")

    def painted(self) -> None:
        return


def measure_frames(chairs: int, *, frames: int) -> list[float]:
    """Milliseconds of each frame in which all chairs and their trends change."""
    room, port, clock = SyntheticRoom(chairs, alarms=4), StillPort(), ManualClock()
    pictures = (room.at(second, trend_version=second) for second in range(frames + WARM_UP_FRAMES))
    return _play(port, clock, pictures)[WARM_UP_FRAMES:]


def measure_calm_share(chairs: int, *, seconds: int) -> float:
    """Share of one core that a room without alarms takes."""
    room, port, clock = SyntheticRoom(chairs), StillPort(), ManualClock()
    frames = _play(port, clock, _calm_pictures(room, seconds + 2))
    return sum(frames[2 * REFRESHES_PER_S :]) / 1000 / seconds


def _calm_pictures(room: SyntheticRoom, seconds: int) -> Iterable[Snapshot]:
    """25 pictures a second, of which ten are new objects; values change once a second."""
    for second in range(seconds):
        snapshots = [room.at(second) for _ in range(SNAPSHOTS_PER_S)]
        for refresh in range(REFRESHES_PER_S):
            yield snapshots[refresh * SNAPSHOTS_PER_S // REFRESHES_PER_S]


def _play(port: StillPort, clock: ManualClock, pictures: Iterable[Snapshot]) -> list[float]:
    window = StationWindow(port, clock)
    window.resize(WIDTH, HEIGHT)
    window.show()
    times: list[float] = []
    for picture in pictures:
        port.shown = picture
        clock.move(1 / REFRESHES_PER_S)
        times.append(_timed_ms(window.refresher.tick))
    window.close()
    return times


def _timed_ms(tick: Callable[[], None]) -> float:
    watch = Stopwatch()
    tick()
    QCoreApplication.processEvents()
    return watch.elapsed_s() * 1000


def run(*, quick: bool) -> None:
    """Print frame times of 16 and 24 chairs, and the share of a core that 12 calm chairs take."""
    make_application([])
    frames, seconds = (40, 4) if quick else (400, 30)
    sixteen, many = measure_frames(16, frames=frames), measure_frames(24, frames=frames)
    figure("redraw", "frame_p50_ms_16_tiles", percentile(sixteen, 0.50), "ms")
    figure("redraw", "frame_p99_ms_16_tiles", percentile(sixteen, 0.99), "ms")
    figure("redraw", "frame_p99_ms_24_tiles", percentile(many, 0.99), "ms")
    figure("redraw", "core_share_12_calm", measure_calm_share(12, seconds=seconds), "1")
