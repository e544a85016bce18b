"""What cannot be trusted is covered: a stalled engine, a start, a fault of the display itself."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, alarm, chair, room

from drivers.clock import ManualClock
from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import Snapshot
from monitor.ui import presenter
from monitor.ui.refresh import PERIOD_MS
from monitor.ui.views import StationView
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
HIGH = alarm(1, "1", Priority.HIGH, "BP ↑ 184/112 ≥ 180", short="BP ↑ 184/112")


def tick(window: StationWindow) -> None:
    window.refresher.tick()
    QApplication.processEvents()


def test_a_running_engine_is_not_covered(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    port.age_s = 1.9
    tick(window)
    assert not window.cover.isVisible()
    assert window.board.isVisible()


@pytest.mark.hazard("H19")
def test_a_stalled_engine_is_covered_two_seconds_after_its_last_step(open_station: OpenStation, port: FakePort) -> None:
    """At the next refresh, which comes within 40 ms; and it says until when it lived, and what to do."""
    window = open_station(room(chair(), chair("2", alarms=(HIGH,))))
    port.age_s = 2.0
    tick(window)
    assert not window.cover.isVisible()
    port.age_s = 2.0 + PERIOD_MS / 1000
    tick(window)
    assert window.cover.isVisible()
    assert not window.board.isVisible()
    assert window.cover.shown is not None
    assert window.cover.shown.detail.endswith("since 22:13:17")
    assert window.cover.shown.advice == "Look at the patients and the bedside monitors"


def test_a_stalled_engine_covers_everything_and_comes_back_by_itself(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair(), chair("2", alarms=(HIGH,))))
    port.age_s = 5.0
    tick(window)
    assert window.cover.geometry() == window.rect()
    assert window.cover.isVisible()
    assert not window.board.isVisible()
    shown = window.cover.shown
    assert shown is not None
    assert (shown.title, shown.detail) == ("MONITOR STALLED", "for 0:05, since 22:13:15")
    port.age_s = 0.0
    tick(window)
    assert not window.cover.isVisible()
    assert window.board.isVisible()


def test_no_number_shows_through_the_cover(open_station: OpenStation, port: FakePort) -> None:
    first = open_station(room(chair()))
    port.age_s = 5.0
    tick(first)
    second = open_station(room(chair(), chair("2", alarms=(HIGH,)), chair("3")))
    without_pulse = QRect(0, 0, first.width(), first.height() - 8)
    assert first.grab(without_pulse).toImage() == second.grab(without_pulse).toImage()


def test_before_the_first_snapshot_the_display_says_that_it_starts(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(None)
    assert window.cover.shown is not None
    assert window.cover.shown.title == "STARTING"
    clock.move(11.0)
    tick(window)
    assert window.cover.shown.title == "MONITOR STALLED"
    port.shown = room(chair())
    tick(window)
    assert not window.cover.isVisible()


def test_alarms_behind_the_cover_do_not_count_as_read(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(room(chair(alarms=(HIGH,))))
    port.age_s = 5.0
    clock.move(3.0)
    tick(window)
    port.age_s = 0.0
    tick(window)
    clock.move(0.5)
    window.actions_.acknowledge("1")
    assert port.commands == []


def test_keys_do_nothing_behind_the_cover(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair("1")))
    port.age_s = 5.0
    tick(window)
    window.select(None)
    QTest.keyClick(window, Qt.Key.Key_1)
    assert window.selected is None


def test_an_open_question_is_withdrawn_when_the_screen_is_covered(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    face = window.board.chairs[0].face
    assert isinstance(face, ChairTile)
    face.slots[1].button.click()
    dialog = window.actions_.dialog
    assert dialog is not None
    assert dialog.isVisible()
    port.age_s = 5.0
    tick(window)
    assert window.actions_.dialog is None
    assert not any(shown.isVisible() for shown in window.findChildren(StationDialog))


@pytest.mark.expect_log
def test_a_fault_of_the_display_covers_the_screen_and_heals(
    open_station: OpenStation, port: FakePort, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    window = open_station(room(chair()))
    healthy = window.show_station

    def faulty(view: StationView, _snapshot: Snapshot) -> None:
        raise KeyError(view.header.room)

    monkeypatch.setattr(window, "show_station", faulty)
    port.shown = room(chair("1"), chair("2"))
    for _ in range(3):
        tick(window)
    assert window.cover.shown == presenter.display_fault(KeyError("Infusion room A"))
    assert not window.board.isVisible()
    assert len(caplog.records) == 1  # said once, not 25 times a second
    monkeypatch.setattr(window, "show_station", healthy)
    tick(window)
    assert not window.cover.isVisible()
    assert len(window.board.chairs) == 2


def test_each_paint_is_told_to_the_port_even_when_nothing_changed(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    before = port.paint_count
    for _ in range(5):
        tick(window)
    assert port.paint_count == before + 5
    port.age_s = 5.0
    tick(window)
    assert port.paint_count > before + 5


def test_a_hidden_window_does_not_claim_to_paint(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    window.hide()
    before = port.paint_count
    tick(window)
    assert port.paint_count == before
