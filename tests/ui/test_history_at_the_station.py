"""The reviewer's window on a station: H opens it, alarms come before it, and nothing behind it counts as read."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC
from pathlib import Path

import pytest
from panel_tools import show
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from review_fakes import FakeReviewPort, until
from review_samples import session_row
from ui_builders import FakePort, alarm, chair, room

from drivers.clock import ManualClock
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.port.snapshot import Snapshot
from monitor.ui.history_screen import ALARMS_FIRST, GAVE_WAY, IDLE_S, NO_HISTORY
from monitor.ui.surroundings import Surroundings
from monitor.ui.views import CoverView
from monitor.ui.windows.review import ReviewWindow
from monitor.ui.windows.station import StationWindow

CALM = room(chair("1"), chair("2"))
LOW = room(chair("1"), chair("2", alarms=(alarm(7, "2", Priority.LOW, "Probe off", rule="T-SPO2"),)))
OpenHistory = Callable[..., StationWindow]


def alarmed(priority: Priority, state: AlarmState = AlarmState.ACTIVE) -> Snapshot:
    one = alarm(9, "2", priority, "SpO₂ ↓ 82 < 85", rule="O2-XLO", state=state)
    return room(chair("1"), chair("2", alarms=(one,)))


HIGH, ANSWERED = alarmed(Priority.HIGH), alarmed(Priority.HIGH, AlarmState.ACKNOWLEDGED)


@pytest.fixture
def station(station_app: QApplication, port: FakePort, clock: ManualClock, tmp_path: Path) -> Iterator[OpenHistory]:
    """A station with a record to review. Its timer is stopped: the test ticks."""
    windows: list[StationWindow] = []

    def opened(snapshot: Snapshot, *, with_record: bool = True) -> StationWindow:
        port.shown = snapshot
        review = FakeReviewPort if with_record else None
        window = StationWindow(port, clock, Surroundings(zone=UTC, review=review, folder=tmp_path))
        windows.append(window)
        window.resize(1920, 1080)
        window.show()
        window.start()
        window.refresher.stop()
        station_app.processEvents()
        return window

    yield opened
    for window in windows:
        window.close()
        window.deleteLater()
    station_app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def press_h(window: StationWindow) -> None:
    QTest.keyClick(window, Qt.Key.Key_H)
    QApplication.processEvents()


def answered(history: ReviewWindow) -> None:
    def turn() -> None:
        QApplication.processEvents()
        history.desk.rest()
        history.desk.poll()

    until(lambda: not history.desk.busy, turn=turn)


@pytest.mark.hazard("H21")
@pytest.mark.parametrize("priority", [Priority.HIGH, Priority.MEDIUM])
def test_a_new_alarm_hides_history_is_painted_and_keeps_the_heartbeat(
    station: OpenHistory, port: FakePort, clock: ManualClock, priority: Priority
) -> None:
    alarming, answered = alarmed(priority), alarmed(priority, AlarmState.ACKNOWLEDGED)
    window = station(CALM)
    press_h(window)
    assert window.history.covers
    show(window, port, alarming)
    assert not window.history.is_open
    assert window.board.footer.message == GAVE_WAY
    painted = port.paint_count
    show(window, port, alarming)
    assert port.paint_count > painted
    assert (9, priority) in window.board.painted
    assert port.commands == []  # what is heard is the room's word; nothing here paused it
    clock.move(1.5)
    press_h(window)
    assert not window.history.is_open
    assert window.board.footer.message == ALARMS_FIRST
    show(window, port, answered)
    press_h(window)
    found = []
    for snapshot in (answered, answered, alarming):
        show(window, port, snapshot)
        found.append(window.history.is_open)
    assert found == [True, True, False], "what was answered needs no second look; what is open again does"


@pytest.mark.hazard("H21")
def test_an_answered_alarm_that_grows_graver_hides_history(station: OpenHistory, port: FakePort) -> None:
    window = station(alarmed(Priority.MEDIUM, AlarmState.ACKNOWLEDGED))
    press_h(window)
    assert window.history.covers
    show(window, port, HIGH)
    assert not window.history.is_open
    assert (9, Priority.HIGH) in window.board.painted


@pytest.mark.hazard("H21")
def test_a_low_alarm_stands_at_the_top_of_history_and_nothing_behind_it_counts_as_read(
    station: OpenHistory, port: FakePort
) -> None:
    window = station(CALM)
    press_h(window)
    show(window, port, LOW)
    history = window.history.window
    assert window.history.covers
    assert history is not None
    assert history.band is not None
    assert history.band.painted == {(7, Priority.LOW)}
    assert window._visible_alarms() == {(7, Priority.LOW)}
    history.show_tab("Statistics")
    assert history.band.isVisible()
    pages = (history.panel, history.page, history.course, history.statistics, history.what_if)
    assert not any(page.geometry().intersects(history.band.geometry()) for page in pages)


def test_what_history_shows_stays_while_it_is_hidden(station: OpenHistory, port: FakePort) -> None:
    window = station(CALM)
    press_h(window)
    history = window.history.window
    assert history is not None
    history.show_tab("What if")
    show(window, port, HIGH)
    show(window, port, ANSWERED)
    press_h(window)
    assert window.history.window is history
    assert history.tab == "What if"
    QTest.keyClick(history, Qt.Key.Key_H)
    assert not window.history.is_open


def test_history_that_was_closed_by_its_frame_comes_back_whole(station: OpenHistory) -> None:
    window = station(CALM)
    press_h(window)
    history = window.history.window
    assert history is not None
    history.close()  # what the cross of the frame does
    assert not window.history.is_open
    press_h(window)
    assert window.history.covers
    assert window.history.window is history
    history.panel.search.setText("A.M.")
    history.panel.ask()
    answered(history)
    assert {line.label for line in history.panel.list.lines} == {"A.M. 59"}
    assert history._ticker.isActive()  # messages end, the accounts are asked
    window.history.close()
    assert not history._ticker.isActive()


def test_history_shows_what_was_recorded_while_it_was_away(station: OpenHistory) -> None:
    window = station(CALM)
    press_h(window)
    history = window.history.window
    assert history is not None
    port = history._port
    assert isinstance(port, FakeReviewPort)
    answered(history)
    before = len(history.panel.list.lines)
    opened = history.desk.session_id
    QTest.keyClick(history, Qt.Key.Key_H)
    port.rows.insert(0, session_row(99))
    port.rows = [replace(row, label="Z.Z. 01") if row.session_id == opened else row for row in port.rows]
    port.utc_ms += 86_400_000
    press_h(window)
    answered(history)
    assert len(history.panel.list.lines) == before + 1
    assert history.panel.now_utc_ms == port.utc_ms  # "last 7 days" counts from today
    assert history.desk.session is not None
    assert history.desk.session.row.label == "Z.Z. 01"
    assert history.desk.session_id == opened


def test_a_forgotten_history_gives_the_screen_back(station: OpenHistory, port: FakePort, clock: ManualClock) -> None:
    window = station(CALM)
    press_h(window)
    clock.move(IDLE_S - 10)
    show(window, port, CALM)
    assert window.history.is_open
    history = window.history.window
    assert history is not None
    QTest.keyClick(history, Qt.Key.Key_Escape)
    clock.move(20)
    show(window, port, CALM)
    assert window.history.is_open
    clock.move(IDLE_S + 1)
    show(window, port, CALM)
    assert not window.history.is_open


@pytest.mark.hazard("H33")
def test_a_stalled_engine_is_not_hidden_by_history(station: OpenHistory) -> None:
    window = station(CALM)
    press_h(window)
    window.show_cover(CoverView(title="MONITOR STALLED", detail="", advice=""))
    assert not window.history.is_open


def test_hidden_names_keep_history_closed(station: OpenHistory, port: FakePort) -> None:
    window = station(CALM)
    press_h(window)
    QTest.keyClick(window, Qt.Key.Key_M)
    show(window, port, CALM)
    assert not window.history.is_open
    press_h(window)
    assert not window.history.is_open


def test_the_button_opens_it_and_a_display_without_a_record_says_so(station: OpenHistory) -> None:
    window = station(CALM)
    QTest.mouseClick(window.board.bar.history.button, Qt.MouseButton.LeftButton)
    assert window.history.is_open
    other = station(CALM, with_record=False)
    press_h(other)
    assert not other.history.is_open
    assert other.board.footer.message == NO_HISTORY
