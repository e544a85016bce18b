"""The devices page as a person uses it; and that the room always comes before it."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from device_samples import ASCII_2, CUFF, GATEWAY, HEALTHY, WRONG_MODE, FakeWires, devices_room, recorded
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QWidget
from ui_builders import FakePort, alarm, chair, room

from drivers.clock import ManualClock
from monitor.domain.commands import Acknowledge
from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import RecordingView, Snapshot
from monitor.ui.actions import TOO_NEW
from monitor.ui.devices_screen import CLOSED_BY_ALARM, IDLE_S
from monitor.ui.surroundings import Surroundings
from monitor.ui.widgets.assign_dialog import AssignDialog
from monitor.ui.widgets.devices_page import NO_PORT
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
HIGH = alarm(7, "2", Priority.HIGH, "BP ↑ 184/112 ≥ 180", short="BP ↑ 184/112")
MEDIUM = alarm(8, "2", Priority.MEDIUM, "SpO2 ↓ 86 < 90", short="SpO2 ↓ 86")


def click(button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def show(window: StationWindow, port: FakePort, snapshot: Snapshot) -> None:
    port.shown = snapshot
    window.refresher.tick()
    QApplication.processEvents()


def open_page(open_station: OpenStation, snapshot: Snapshot | None = None, **options: object) -> StationWindow:
    window = open_station(snapshot or devices_room(), **options)
    click(window.board.bar.devices.button)
    QApplication.processEvents()
    assert window.devices.is_open
    return window


def on_screen(window: StationWindow, widget: QWidget) -> QRect:
    return QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())


@pytest.mark.parametrize(("width", "height"), [(1920, 1080), (1366, 768), (1024, 600)])
def test_the_page_covers_neither_header_nor_alarm_bar_nor_footer(
    open_station: OpenStation, width: int, height: int
) -> None:
    window = open_page(open_station, width=width, height=height)
    page = on_screen(window, window.devices.page)
    for part in (window.board.header, window.board.bar, window.board.footer):
        assert part.isVisible()
        assert not page.intersects(on_screen(window, part))
    for slot in window.board.chairs:
        assert page.contains(on_screen(window, slot))


def test_escape_and_both_buttons_lead_back(open_station: OpenStation) -> None:
    window = open_page(open_station)
    QTest.keyClick(window, Qt.Key.Key_Escape)
    assert not window.devices.is_open
    click(window.board.bar.devices.button)
    click(window.devices.page.back)
    assert not window.devices.is_open
    click(window.board.bar.devices.button)
    click(window.board.bar.devices.button)
    assert not window.devices.is_open


def test_rows_and_detail_follow_the_room(open_station: OpenStation, port: FakePort) -> None:
    window = open_page(open_station)
    page = window.devices.page
    assert [shown.device_id for shown in page.list.rows] == ["rad8-1", "dinamap-1", "rad8-2"]
    assert page.selected == "rad8-1"
    QTest.mouseClick(page.list.rows[2], Qt.MouseButton.LeftButton)
    assert page.detail.title.text() == "Chair 2 · rad8-2"
    assert page.detail.diagnosis.text() == ASCII_2
    show(window, port, devices_room(HEALTHY, CUFF, replace(HEALTHY, device_id="rad8-2", place_id="2")))
    assert page.detail.diagnosis.text() == "Nothing wrong is seen."
    show(window, port, devices_room(HEALTHY))
    assert (len(page.list.rows), page.selected) == (1, "rad8-1")


def test_arrow_keys_move_the_choice(open_station: OpenStation) -> None:
    window = open_page(open_station)
    for key, expected in ((Qt.Key.Key_Down, "dinamap-1"), (Qt.Key.Key_Down, "rad8-2"), (Qt.Key.Key_Down, "rad8-2")):
        QTest.keyClick(window, key)
        assert window.devices.page.selected == expected
    QTest.keyClick(window, Qt.Key.Key_Up)
    assert window.devices.page.selected == "dinamap-1"


@pytest.mark.parametrize("height", [1080, 600])
def test_forty_eight_devices_can_be_reached(open_station: OpenStation, height: int) -> None:
    many = tuple(replace(HEALTHY, device_id=f"d{number}") for number in range(48))
    window = open_page(open_station, devices_room(*many), height=height)
    page = window.devices.page
    for _ in range(47):
        QTest.keyClick(window, Qt.Key.Key_Down)
    QApplication.processEvents()
    assert page.selected == "d47"
    last = page.list.rows[-1]
    assert page.list.viewport().rect().contains(QRect(last.mapTo(page.list.viewport(), QPoint(0, 0)), last.size()))


# --- raw bytes -----------------------------------------------------------------------------------------------------


@pytest.fixture
def wired(station_app: QApplication, port: FakePort, clock: ManualClock) -> Callable[[FakeWires], StationWindow]:
    del station_app

    def make(wires: FakeWires) -> StationWindow:
        return StationWindow(port, clock, Surroundings(devices=wires))

    return make


def wired_page(window: StationWindow, port: FakePort, snapshot: Snapshot) -> StationWindow:
    port.shown = snapshot
    window.resize(1920, 1080)
    window.show()
    window.start()
    window.refresher.stop()
    QApplication.processEvents()
    click(window.board.bar.devices.button)
    window.refresher.tick()
    return window


def test_raw_bytes_are_fetched_for_the_chosen_device_only_while_the_page_is_open(
    wired: Callable[[FakeWires], StationWindow], port: FakePort, clock: ManualClock
) -> None:
    wires = FakeWires()
    window = wired_page(wired(wires), port, devices_room())
    for _ in range(25):  # a second of pictures
        clock.move(0.04)
        window.refresher.tick()
    assert set(wires.asked) == {"rad8-1"}
    assert 2 <= len(wires.asked) <= 4
    assert [row.data for row in window.devices.page.detail.raw.dump.rows] == [b"\x0d NA!2\x0d", b" NA0109999000"]
    window.devices.page.choose("rad8-2")
    assert wires.asked[-1] == "rad8-2"
    window.devices.close()
    before = len(wires.asked)
    clock.move(10)
    window.refresher.tick()
    assert len(wires.asked) == before
    window.close()


def test_the_button_records_and_stops(wired: Callable[[FakeWires], StationWindow], port: FakePort) -> None:
    wires = FakeWires()
    window = wired_page(wired(wires), port, devices_room())
    button = window.devices.page.detail.button
    assert button.text() == "Record raw to file"
    click(button)
    assert wires.started == ["rad8-1"]
    show(window, port, devices_room(recorded(HEALTHY, RecordingView(file="/data/a.jsonl", recorded_bytes=10))))
    assert button.text() == "Stop recording"
    assert "/data/a.jsonl" in window.devices.page.detail.recording.text()
    click(button)
    assert wires.stopped == ["rad8-1"]
    window.close()


def test_a_recording_that_cannot_begin_is_said(wired: Callable[[FakeWires], StationWindow], port: FakePort) -> None:
    window = wired_page(wired(FakeWires(refusal="the disk is read-only")), port, devices_room())
    click(window.devices.page.detail.button)
    assert window.board.footer.message == "Not recorded: the disk is read-only"
    window.close()


def test_a_display_without_wires_says_so(open_station: OpenStation) -> None:
    window = open_page(open_station)
    click(window.devices.page.detail.button)
    assert window.board.footer.message == f"Not recorded: {NO_PORT}"


# --- strangers -----------------------------------------------------------------------------------------------------


def test_assigning_proposes_lines_and_changes_nothing(open_station: OpenStation, port: FakePort) -> None:
    window = open_page(open_station, devices_room(strangers=(GATEWAY,)))
    (stranger,) = window.devices.page.list.strangers
    click(stranger.button)
    dialog = window.actions_.dialog
    assert isinstance(dialog, AssignDialog)
    dialog.place.setCurrentIndex(1)
    assert 'place = "2"' in dialog.lines.toPlainText()
    assert 'link = "mqtt://vitals/v1/clinic1/gw7"' in dialog.lines.toPlainText()
    expected = dialog.lines.toPlainText()
    click(dialog.confirm)
    assert QGuiApplication.clipboard().text() == expected
    assert port.commands == []


def test_the_assigning_dialog_shows_the_alarms_it_may_stand_before(open_station: OpenStation, port: FakePort) -> None:
    window = open_page(open_station, devices_room(strangers=(GATEWAY,)))
    click(window.devices.page.list.strangers[0].button)
    alarmed = replace(room(chair("1"), chair("2", alarms=(MEDIUM,))), devices=(HEALTHY,), unassigned=(GATEWAY,))
    show(window, port, alarmed)
    assert window.actions_.dialog is not None
    assert (MEDIUM.alarm_id, Priority.MEDIUM) in window.actions_.dialog.alarm_line.painted


# --- the room comes first ------------------------------------------------------------------------------------------


def with_alarm(*alarms: object) -> Snapshot:
    return replace(room(chair("1"), chair("2", alarms=alarms)), devices=(HEALTHY, CUFF, WRONG_MODE))  # type: ignore[arg-type]  # AlarmView


def test_a_new_high_alarm_closes_the_page(open_station: OpenStation, port: FakePort) -> None:
    window = open_page(open_station)
    show(window, port, with_alarm(HIGH))
    assert not window.devices.is_open
    assert window.board.footer.message == CLOSED_BY_ALARM


def test_a_lesser_alarm_stands_in_bar_and_row(open_station: OpenStation, port: FakePort) -> None:
    window = open_page(open_station)
    show(window, port, with_alarm(MEDIUM))
    assert window.devices.is_open
    assert (MEDIUM.alarm_id, Priority.MEDIUM) in window.board.bar.painted


def test_who_opens_the_page_during_a_high_alarm_may_work(open_station: OpenStation, port: FakePort) -> None:
    window = open_page(open_station, with_alarm(HIGH))
    show(window, port, with_alarm(HIGH))
    assert window.devices.is_open
    show(window, port, with_alarm(HIGH, alarm(9, "2", Priority.HIGH, "SpO2 ↓ 70 < 80")))
    assert not window.devices.is_open


@pytest.mark.hazard("H30")
def test_an_alarm_that_only_stands_on_a_covered_tile_is_unread(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    """Twenty older alarms fill the bar, so that the one of chair 2 has words on its tile alone."""
    many = tuple(
        alarm(100 + n, "1", Priority.MEDIUM, f"alarm number {n} with many words", since_s=60.0) for n in range(20)
    )
    places = chair("1", alarms=many), chair("2", alarms=(MEDIUM,))
    window = open_page(open_station, replace(room(*places), devices=(HEALTHY,)))
    assert (MEDIUM.alarm_id, Priority.MEDIUM) not in window.board.bar.painted
    window.select("2")
    repaint(window)
    clock.move(5)
    repaint(window)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert port.commands == []
    assert window.board.footer.message == TOO_NEW
    window.devices.close()
    repaint(window)
    clock.move(1)
    QTest.keyClick(window, Qt.Key.Key_A)
    assert port.commands == [Acknowledge(place_id="2", alarm_ids=(MEDIUM.alarm_id,))]


def repaint(window: StationWindow) -> None:
    window.refresher.tick()
    QApplication.processEvents()


def test_a_forgotten_page_gives_way_to_the_room(open_station: OpenStation, clock: ManualClock) -> None:
    window = open_page(open_station)
    clock.move(IDLE_S - 1)
    window.refresher.tick()
    assert window.devices.is_open
    QTest.keyClick(window, Qt.Key.Key_Down)
    clock.move(IDLE_S - 1)
    window.refresher.tick()
    assert window.devices.is_open
    clock.move(1)
    window.refresher.tick()
    assert not window.devices.is_open


def test_a_stalled_engine_covers_the_page_too(open_station: OpenStation, port: FakePort) -> None:
    window = open_page(open_station)
    port.age_s = 3.0
    window.refresher.tick()
    assert window.cover.isVisible()
    assert not window.devices.is_open


def test_a_room_without_devices_says_so_in_words(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(replace(devices_room(), devices=(), unassigned=()))
    window.devices.toggle(0.0, window.board)
    page = window.devices.page
    assert page.heading.text() == "Devices · none"
    assert page.list.empty.isVisible()
    assert "nobody is watched" in page.list.empty.text()
    assert not page.detail.isVisible()
    port.shown = devices_room()
    window.refresher.tick()
    assert not page.list.empty.isVisible()
    assert page.detail.isVisible()
