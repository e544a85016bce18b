"""The chair view beside the grid: opened by a click or a digit, closed by Escape, never over an alarm."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, alarm, chair, free, room, session

from drivers.clock import ManualClock
from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import EntryView, OwnLimitView
from monitor.ui.presenter.chair_view import chair_detail
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
LIMIT = OwnLimitView(rule="HR-LO", limit=45, former=50, set_utc_ms=0, reason="athlete", by="Dr. F.")
NOTE = EntryView(entry_seq=4, at_utc_ms=60_000, text="nausea", by="R. Kern")
HIGH = alarm(1, "1", Priority.HIGH, "BP ↑ 184/112 ≥ 180")


def test_a_click_opens_it_beside_the_grid_and_escape_returns(open_station: OpenStation, clock: ManualClock) -> None:
    window = open_station(room(chair("1", alarms=(HIGH,)), chair("2", seat=session(2, label="B.N. 88"))))
    clock.move(5.0)
    face = window.board.chairs[1].face
    assert isinstance(face, ChairTile)
    QTest.mouseClick(face, Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    assert window.chair.isVisible()
    assert window.chair.shown is not None
    assert window.chair.shown.title == "Chair 2 · B.N. 88"
    for slot in window.board.places:
        assert not slot.geometry().intersects(window.chair.geometry())
    assert not window.board.bar.geometry().intersects(window.chair.geometry())
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.chair.isVisible()
    assert window.board.side.isEmpty()


def test_a_double_click_presses_nothing_that_moved_under_it(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(room(chair("1", alarms=(HIGH,)), chair("2")))
    clock.move(5.0)
    QTest.keyClick(window, Qt.Key.Key_1)
    face = window.board.chairs[0].face
    assert isinstance(face, ChairTile)
    QTest.mouseClick(face.slots[0].button, Qt.MouseButton.LeftButton)
    assert port.commands == []
    clock.move(1.0)
    QTest.mouseClick(face.slots[0].button, Qt.MouseButton.LeftButton)
    assert [command.type for command in port.commands] == ["acknowledge"]


def test_it_closes_when_the_patient_has_left_and_under_the_cover(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair("1"), free("2")))
    QTest.keyClick(window, Qt.Key.Key_2)
    assert not window.chair.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1)
    assert window.chair.isVisible()
    port.age_s = 5.0
    window.refresher.tick()
    assert not window.chair.isVisible()
    port.age_s = 0.0
    port.shown = room(free("1"), free("2"))
    window.refresher.tick()
    QApplication.processEvents()
    assert not window.chair.isVisible()


def test_it_says_who_changed_a_limit_and_who_noted_what() -> None:
    view = chair_detail(replace(chair(alarms=(HIGH,)), own_limits=(LIMIT,), entries=(NOTE,)), None)
    assert view is not None
    lines = {section.heading: section.lines for section in view.sections}
    assert "set by Dr. F." in lines["Limits and silences"][0]
    assert lines["Recorded (entered)"][0].endswith("nausea (R. Kern)")
    assert lines["Alarms"][0].startswith("!!! ")
    assert len(lines["Readings mmHg"]) == 7
    assert chair_detail(free("2"), None) is None
