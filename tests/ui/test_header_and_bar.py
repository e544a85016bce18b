"""The header's second line and the alarm bar on screen: nothing in them is cut, and a room's own alarm is answered."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, alarm, chair, room

from drivers.clock import ManualClock
from monitor.domain.commands import Acknowledge
from monitor.domain.vocabulary import Priority
from monitor.ui import painting, presenter
from monitor.ui.geometry import Scale
from monitor.ui.theme import DARK, MIN_LABEL_PX
from monitor.ui.widgets.alarm_bar import AlarmBar
from monitor.ui.widgets.header import Header
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
LONG = "No data from the monitor on the serial server behind the wall for eleven minutes, the plug was pulled, over now"


def drawn_by(header: Header, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The texts that a repaint of `header` really puts on screen."""
    said: list[str] = []
    draw = painting.draw

    def noting(painter: object, rect: QRect, wording: tuple[str, ...], **rest: object) -> int:
        width = draw(painter, rect, wording, **rest)  # type: ignore[arg-type]  # handed through
        said.extend(text for text in wording if width == rest["face"].width(text))  # type: ignore[attr-defined]  # Face
        return width

    monkeypatch.setattr("monitor.ui.widgets.header.draw", noting)
    header.grab()
    return said


@pytest.mark.parametrize("size", [(1024, 600), (1366, 768), (1920, 1080), (3840, 2160)])
def test_the_second_line_of_the_header_is_whole_on_every_screen(
    open_station: OpenStation, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    snapshot = replace(room(chair()), calling="nobody else is called", not_taken_over=12)
    window = open_station(snapshot, width=size[0], height=size[1])
    said = drawn_by(window.board.header, monkeypatch)
    assert (
        "nobody else is called · 12 not taken over" in said
        or "nobody else is called · 12 places not taken over" in said
    )
    assert "profile mood" in said
    assert "SIMULATED" in said


@pytest.mark.parametrize("width", [900, 1100, 1366])
@pytest.mark.parametrize("count", [1, 2, 9])
def test_an_alarm_in_the_bar_is_written_smaller_and_never_cut(
    station_app: QApplication, width: int, count: int
) -> None:
    alarms = tuple(alarm(n, "1", Priority.HIGH, LONG) for n in range(count))
    bar = AlarmBar(DARK, press=lambda _button: None, select=lambda _place: None, parent=None)  # type: ignore[arg-type]  # stands alone
    bar.show_view(presenter.present(room(chair("1", alarms=alarms))).bar)
    bar.place(QRect(0, 0, width, 34), Scale(0.5, MIN_LABEL_PX))
    ((chip, rect, text), *_) = bar.placed
    assert text in chip.wording
    assert rect.right() <= bar.acknowledge.geometry().left()
    assert bar.chip_face.width(text) <= rect.width()
    station_app.processEvents()


@pytest.mark.parametrize("rule", ["T-AUDIO", "T-STORAGE", "T-ENGINE", "T-AWAKE"])
def test_a_fault_of_the_room_covers_no_number_and_is_acknowledged_in_the_bar(
    open_station: OpenStation, port: FakePort, clock: ManualClock, rule: str
) -> None:
    """It stands on no tile; while a dialog is open it stands there as well."""
    fault = alarm(9, "", Priority.HIGH, "NO ALARM SOUND", rule=rule)
    window = open_station(room(chair()))
    assert not window.board.bar.acknowledge.button.isVisible()
    port.shown = replace(room(chair()), alarms=(fault,))
    window.refresher.tick()
    QApplication.processEvents()
    assert window.cover.shown is None
    assert (9, Priority.HIGH) in window.board.painted
    clock.move(1.5)
    window.refresher.tick()
    QApplication.processEvents()
    QTest.mouseClick(window.board.bar.acknowledge.button, Qt.MouseButton.LeftButton)
    assert port.commands == [Acknowledge(place_id="", alarm_ids=(9,))]
