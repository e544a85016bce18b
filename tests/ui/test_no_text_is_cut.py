"""The gallery on small screens: a text that finds no room says the same in fewer words, never half of it."""

from dataclasses import replace

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QApplication

from benchmarks import gallery
from benchmarks.gallery import Shot
from benchmarks.gallery_rooms import clinic, many_alarms
from monitor.ui import painting
from monitor.ui.theme import Face
from monitor.ui.views import AlarmSegment, Wording
from monitor.ui.widgets.alarm_line import AlarmLine

SMALL, FULL_HD = QSize(1366, 768), QSize(1920, 1080)
STATES = sorted(gallery.states())


@pytest.fixture
def cut(monkeypatch: pytest.MonkeyPatch) -> set[tuple[Wording, str]]:
    """Texts that were drawn with words missing."""
    found: set[tuple[Wording, str]] = set()
    fit = painting.fit

    def noting(wording: Wording, width: int, face: Face) -> str:
        text = fit(wording, width, face)
        if text not in wording and width > 0:
            found.add((wording, text))
        return text

    monkeypatch.setattr("monitor.ui.painting.fit", noting)
    return found


def paint(shot: Shot, cut: set[tuple[Wording, str]]) -> None:
    """Paint it, and hold what was drawn and what the alarm lines say to be whole."""
    window = gallery.open_window(shot)
    cut.clear()
    window.grab()
    drawn = set(cut)
    lines = [line for line in window.findChildren(AlarmLine) if line.isVisible()]
    short = [text for line in lines for segment, text in line.said if text not in _whole(segment)]
    window.close()
    window.deleteLater()
    QApplication.processEvents()
    assert drawn == set()
    assert short == []


def _whole(segment: AlarmSegment) -> set[str]:
    """What may stand for an alarm: a wording, or name, arrow and value alone."""
    return {*segment.wording, segment.least}


@pytest.mark.parametrize("state", STATES)
def test_twelve_places_on_a_small_screen(station_app: QApplication, cut: set[tuple[Wording, str]], state: str) -> None:
    shot = gallery.states()[state]
    if state == "24-places":
        shot = replace(shot, snapshot=many_alarms(clinic(12)))
    paint(replace(shot, size=SMALL), cut)
    station_app.processEvents()


@pytest.mark.parametrize("screen", [gallery.STATION, gallery.CHAIR])
def test_twenty_four_places(station_app: QApplication, cut: set[tuple[Wording, str]], screen: str) -> None:
    paint(replace(gallery.states()["24-places"], size=FULL_HD, screen=screen), cut)
    station_app.processEvents()


@pytest.mark.parametrize("name", sorted(name for name in gallery.dialogs() if not name.endswith("-light")))
def test_dialogs(station_app: QApplication, cut: set[tuple[Wording, str]], name: str) -> None:
    paint(replace(gallery.dialogs()[name], size=SMALL), cut)
    station_app.processEvents()
