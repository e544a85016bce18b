"""What really flashes: frames of the screen, their rate, their duty, and how much of it."""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import pytest
from numpy.typing import NDArray
from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from ui_builders import alarm, bay, chair, room

from drivers.clock import ManualClock
from monitor.domain.vocabulary import Priority
from monitor.settings.room_models import DeviceSettings, PlaceSettings, RoomHeader
from monitor.ui.refresh import PERIOD_MS
from monitor.ui.widgets.alarm_line import AlarmLine
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
LONGEST_SHARE = 0.25  # of the screen that may flash (hazard H27)
DANGEROUS_HZ = (3.0, 30.0)  # photosensitive patients
SECONDS = 20


def line_of(window: StationWindow, index: int) -> AlarmLine:
    face = window.board.places[index].face
    assert face is not None
    return face.line


@pytest.mark.hazard("H27")
@pytest.mark.parametrize(("priority", "hertz"), [(Priority.HIGH, 2.0), (Priority.MEDIUM, 0.6), (Priority.LOW, 0.0)])
def test_an_alarm_line_flashes_at_its_rate_half_of_the_time(
    open_station: OpenStation, clock: ManualClock, priority: Priority, hertz: float
) -> None:
    """Painted frame by frame at the pace of the display, for twenty seconds."""
    window = open_station(room(chair("1", alarms=(alarm(1, "1", priority, "SpO₂ ↓ 82"),))))
    line = line_of(window, 0)
    spot = QRect(line.width() // 2, 3, 1, 1)
    frames = []
    for _ in range(SECONDS * 1000 // PERIOD_MS):
        clock.move(PERIOD_MS / 1000)
        window.refresher.tick()
        frames.append(line.grab(spot).toImage().pixel(0, 0))
    bright = frames[0] if hertz == 0 else max(frames, key=lambda colour: (colour >> 16 & 255) + (colour >> 8 & 255))
    on = [frame == bright for frame in frames]
    rises = sum(not before and after for before, after in pairwise(on))
    assert rises == pytest.approx(hertz * SECONDS, abs=1)
    assert sum(on) / len(on) == pytest.approx(1.0 if hertz == 0 else 0.5, abs=0.03)
    assert not DANGEROUS_HZ[0] <= rises / SECONDS <= DANGEROUS_HZ[1]


@pytest.mark.hazard("H27")
@pytest.mark.parametrize(("width", "height", "chairs"), [(1920, 1080, 8), (1366, 768, 12), (1920, 1080, 24)])
def test_with_an_alarm_at_every_place_nothing_but_the_lines_flashes_and_that_is_little(
    open_station: OpenStation, clock: ManualClock, width: int, height: int, chairs: int
) -> None:
    places = [chair(str(n), alarms=(alarm(n, str(n), Priority.HIGH, "SpO₂ ↓ 82"),)) for n in range(1, chairs + 1)]
    worst_bay = bay(alarms=(alarm(99, "bay-1", Priority.MEDIUM, "Pulse ↑ 126"),))
    window = open_station(room(*places, worst_bay), width=width, height=height)
    frames: list[NDArray[np.uint8]] = []
    for _ in range(2 * 1000 // 200):  # two seconds, in every combination of the two phases
        clock.move(0.2)
        window.refresher.tick()
        QApplication.processEvents()
        frames.append(pixels(window))
    changed = np.zeros(frames[0].shape[:2], dtype=bool)
    for before, after in pairwise(frames):
        changed |= (before != after).any(axis=2)
    assert 0 < changed.mean() <= LONGEST_SHARE
    lines = np.zeros_like(changed)
    for index in range(chairs + 1):
        line = line_of(window, index)
        at = line.mapTo(window, QPoint(0, 0))
        lines[at.y() : at.y() + line.height(), at.x() : at.x() + line.width()] = True
    changed[-8:, -8:] = False  # the dot that proves that the display paints: nine pixels
    assert not (changed & ~lines).any()
    tile = window.board.chairs[0].face
    assert isinstance(tile, ChairTile)


def pixels(window: StationWindow) -> NDArray[np.uint8]:
    image = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    flat = np.frombuffer(image.constBits(), dtype=np.uint8)
    return flat.reshape(image.height(), image.bytesPerLine() // 4, 4)[:, : image.width(), :3].copy()


@pytest.mark.hazard("H27")
def test_no_sound_at_a_chair_can_be_configured() -> None:
    """The annunciator at the staff place is the only voice: neither room, place nor device has a key for one."""
    names = {name for model in (RoomHeader, PlaceSettings, DeviceSettings) for name in model.model_fields}
    assert names
    assert not {name for name in names if any(word in name for word in ("sound", "audio", "volume", "speaker"))}
