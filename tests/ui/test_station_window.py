"""The station as a person uses it: what is shown, what clicks and keys do, and what never happens."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from ui_builders import FakePort, alarm, bay, chair, free, number, pressure, room, session

from drivers.clock import ManualClock
from drivers.observations import Quality
from monitor.domain.commands import Acknowledge, PauseAudio, ResumeAudio
from monitor.domain.vocabulary import AlarmState, Phase, PlaceKind, Priority
from monitor.port.snapshot import Answer, AudioView, Freshness, NumberView, PlaceView, Snapshot
from monitor.ui.actions import TOO_NEW
from monitor.ui.theme import DARK
from monitor.ui.widgets.free_place import FreePlace
from monitor.ui.widgets.paint_pulse import SIDE_PX as PAINT_PULSE_PX
from monitor.ui.widgets.recovery import BayTile
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
HIGH = alarm(1, "1", Priority.HIGH, "BP ↑ 184/112 ≥ 180", short="BP ↑ 184/112")
LOW = alarm(2, "1", Priority.LOW, "No data: Rad-8", short="No data")


def tick(window: StationWindow) -> None:
    window.refresher.tick()
    QApplication.processEvents()


def show(window: StationWindow, port: FakePort, snapshot: Snapshot) -> None:
    port.shown = snapshot
    tick(window)


def tile(window: StationWindow, place_id: str) -> ChairTile:
    face = next(slot.face for slot in window.board.places if slot.place_id == place_id)
    assert isinstance(face, ChairTile)
    return face


def selected_place(window: StationWindow) -> str | None:
    return window.selected


def face_kinds(window: StationWindow) -> list[type]:
    return [type(slot.face) for slot in window.board.places]


def click(button: QPushButton) -> None:
    assert button.isVisible()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def key(window: StationWindow, pressed: Qt.Key) -> None:
    QTest.keyClick(window, pressed)


# --- acknowledging -------------------------------------------------------------------------------------------------


def test_a_click_acknowledges_what_has_been_read(open_station: OpenStation, port: FakePort, clock: ManualClock) -> None:
    window = open_station(room(chair(alarms=(HIGH,))))
    clock.move(1.0)
    click(tile(window, "1").slots[0].button)
    assert port.commands == [Acknowledge(place_id="1", alarm_ids=(1,))]
    assert window.board.footer.message == "Acknowledged at Chair 1: BP ↑ 184/112"


@pytest.mark.hazard("H30")
def test_a_click_does_not_cover_an_alarm_that_appeared_just_before_it(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(room(chair(alarms=(LOW,))))
    clock.move(5.0)
    show(window, port, room(chair(alarms=(HIGH, LOW))))
    clock.move(0.3)
    tick(window)
    click(tile(window, "1").slots[0].button)
    assert port.commands == [Acknowledge(place_id="1", alarm_ids=(2,))]
    assert "1 newer not acknowledged" in window.board.footer.message


def test_a_click_on_a_new_alarm_alone_acknowledges_nothing_and_says_so(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(room(chair(alarms=(HIGH,))))
    clock.move(0.9)
    click(tile(window, "1").slots[0].button)
    assert port.commands == []
    assert window.board.footer.message == TOO_NEW


def test_an_alarm_that_became_graver_must_be_read_again(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(room(chair(alarms=(replace(HIGH, priority=Priority.MEDIUM),))))
    clock.move(10.0)
    show(window, port, room(chair(alarms=(HIGH,))))
    clock.move(0.5)
    click(tile(window, "1").slots[0].button)
    assert port.commands == []


def test_an_alarm_without_room_for_its_words_is_not_acknowledged_unread(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    many = tuple(
        alarm(n, "1", Priority.MEDIUM, f"a message of some length that needs room, number {n}") for n in range(1, 12)
    )
    window = open_station(room(chair(alarms=many)))
    clock.move(2.0)
    click(tile(window, "1").slots[0].button)
    acknowledged = port.commands[0]
    assert isinstance(acknowledged, Acknowledge)
    assert 0 < len(acknowledged.alarm_ids) < len(many)
    assert set(acknowledged.alarm_ids) == {alarm_id for alarm_id, _ in window.board.painted}


def test_the_key_a_acknowledges_at_the_selected_chair_only(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    other = replace(HIGH, alarm_id=7, place_id="2")
    window = open_station(room(chair("1", alarms=(HIGH,)), chair("2", alarms=(other,))))
    clock.move(2.0)
    key(window, Qt.Key.Key_A)
    assert port.commands == []
    key(window, Qt.Key.Key_2)
    key(window, Qt.Key.Key_A)
    assert port.commands == [Acknowledge(place_id="2", alarm_ids=(7,))]


# --- keys ----------------------------------------------------------------------------------------------------------


def test_digits_select_and_escape_lets_go(open_station: OpenStation, clock: ManualClock) -> None:
    window = open_station(room(*(chair(str(n)) for n in range(1, 13))))
    clock.move(5.0)
    key(window, Qt.Key.Key_1)
    assert selected_place(window) == "1"
    key(window, Qt.Key.Key_2)
    assert selected_place(window) == "12"
    assert tile(window, "12").selected
    assert not tile(window, "1").selected
    key(window, Qt.Key.Key_Escape)
    assert selected_place(window) is None
    assert not tile(window, "12").selected


def test_a_click_on_a_tile_selects_it(open_station: OpenStation) -> None:
    window = open_station(room(chair("1"), chair("2")))
    QTest.mouseClick(tile(window, "2"), Qt.MouseButton.LeftButton, pos=QPoint(30, 12))
    assert window.selected == "2"


def test_space_held_for_a_second_pauses_the_sound_once(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(room(chair()))
    QTest.keyPress(window, Qt.Key.Key_Space)
    clock.move(0.9)
    tick(window)
    assert port.commands == []
    clock.move(0.1)
    tick(window)
    tick(window)
    QTest.keyRelease(window, Qt.Key.Key_Space)
    assert port.commands == [PauseAudio()]


@pytest.mark.hazard("H29")
def test_a_short_space_does_nothing_even_on_a_focused_button(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(room(chair()))
    button = window.board.bar.sound.button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    clock.move(3.0)
    tick(window)
    assert port.commands == []
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert port.commands == [PauseAudio()]


def test_f11_changes_to_full_screen_and_back(open_station: OpenStation) -> None:
    window = open_station(room(chair()))
    assert not window.isFullScreen()
    key(window, Qt.Key.Key_F11)
    assert window.isFullScreen()
    key(window, Qt.Key.Key_F11)
    assert not window.isFullScreen()


def test_the_sound_button_pauses_and_resumes(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    place = window.board.bar.sound.geometry()
    click(window.board.bar.sound.button)
    show(window, port, room(chair(), audio=AudioView(room_paused_for_s=100.0)))
    assert window.board.bar.sound.geometry() == place
    assert window.board.bar.sound.button.text() == "Resume sound"
    click(window.board.bar.sound.button)
    assert port.commands == [PauseAudio(), ResumeAudio()]


# --- nothing moves -------------------------------------------------------------------------------------------------

STATES: tuple[PlaceView, ...] = (
    chair(),
    chair(alarms=(HIGH,)),
    chair(alarms=(HIGH, LOW)),
    chair(alarms=(replace(HIGH, state=AlarmState.ACKNOWLEDGED),)),
    chair(seat=session(phase=Phase.BASELINE, start_s=None)),
    chair(seat=session(phase=Phase.RECOVERY, end_s=60)),
    replace(chair(), no_data_s=12.0, spo2=NumberView(value=None, freshness=Freshness.DASHES, why="probe off")),
    replace(chair(), pressure=pressure(None, None), rate=replace(number(70), quality=Quality.QUESTIONABLE)),
)


@pytest.mark.hazard("H30")
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768)])
def test_button_slots_stand_at_the_same_place_in_all_states(
    open_station: OpenStation, port: FakePort, size: tuple[int, int]
) -> None:
    window = open_station(room(chair("1"), chair("2")), width=size[0], height=size[1])
    seen: set[tuple[tuple[int, int, int, int], ...]] = set()
    for state in STATES:
        show(window, port, room(state, chair("2")))
        slots = tile(window, "1").slots
        corners = [slot.mapTo(window, QPoint(0, 0)) for slot in slots]
        seen.add(tuple((at.x(), at.y(), s.width(), s.height()) for at, s in zip(corners, slots, strict=True)))
        parts = (tile(window, "1").line, tile(window, "1").numbers, tile(window, "1").trace)
        assert all(part.isVisible() for part in parts)
    assert len(seen) == 1


@pytest.mark.hazard("H48")
def test_with_a_high_alarm_acknowledge_comes_first(open_station: OpenStation) -> None:
    window = open_station(room(chair(alarms=(HIGH,))))
    first, second, *_ = tile(window, "1").slots
    assert first.button.text() == "Acknowledge"
    assert second.button.text() == "Record end"
    assert first.geometry().right() < second.geometry().left()


def test_the_place_keeps_its_rectangle_when_people_come_and_go(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(free("1"), chair("2"), bay("bay-1")))
    before = [slot.geometry() for slot in window.board.places]
    assert face_kinds(window) == [FreePlace, ChairTile, BayTile]
    empty = free("bay-1", kind=PlaceKind.BAY, title="Bay 1")
    show(window, port, room(chair("1"), free("2"), empty))
    assert face_kinds(window) == [ChairTile, FreePlace, FreePlace]
    assert [slot.geometry() for slot in window.board.places] == before


# --- what is on screen ---------------------------------------------------------------------------------------------


def colours(image: QImage, rect: QRect) -> set[str]:
    """Every colour that `image` has in `rect`."""
    inside = rect.intersected(image.rect())
    return {
        image.pixelColor(x, y).name()
        for x in range(inside.left(), inside.right() + 1)
        for y in range(inside.top(), inside.bottom() + 1)
    }


def picture(window: StationWindow) -> QImage:
    """What really stands on the screen, without the corner that is repainted all the time."""
    shown = window.screen().grabWindow(window.winId()).toImage()
    return shown.copy(0, 0, window.width() - PAINT_PULSE_PX, window.height())


def test_a_value_that_is_gone_leaves_no_pixel_of_itself(open_station: OpenStation, port: FakePort) -> None:
    gone = NumberView(value=None, freshness=Freshness.DASHES, why="no data")
    for spo2 in (chair("1").spo2, gone):  # glyphs that are drawn for the first time differ by a shade from cached ones
        picture(open_station(room(replace(chair("1"), spo2=spo2), chair("2"))))
    window = open_station(room(chair("1"), chair("2")))
    show(window, port, room(replace(chair("1"), spo2=gone), chair("2")))
    after = picture(window)
    fresh = open_station(room(replace(chair("1"), spo2=gone), chair("2")))
    assert picture(fresh) == after


def test_a_room_that_is_not_real_has_a_banner(open_station: OpenStation) -> None:
    window = open_station(room(chair()))
    image = picture(window)
    assert colours(image, QRect(0, 1, 1920, 2)) == {DARK.simulated}
    assert DARK.simulated in colours(image, window.board.header.geometry())


@pytest.mark.parametrize(
    ("priority", "ground"), [(Priority.HIGH, DARK.tile_high), (Priority.MEDIUM, DARK.tile), (Priority.LOW, DARK.tile)]
)
def test_a_tile_is_tinted_by_a_high_alarm_only(open_station: OpenStation, priority: Priority, ground: str) -> None:
    window = open_station(room(chair(alarms=(replace(HIGH, priority=priority),))))
    image, shown = picture(window), tile(window, "1")
    corner = shown.mapTo(window, QPoint(shown.width() // 2, shown.height() - 6))
    assert image.pixelColor(corner).name() == ground
    edge = image.pixelColor(shown.mapTo(window, QPoint(1, shown.height() // 2))).name()
    assert (edge == DARK.of_priority(priority)) == (priority is not Priority.LOW)


def line_colour(window: StationWindow, place_id: str) -> str:
    line = tile(window, place_id).line
    return picture(window).pixelColor(line.mapTo(window, QPoint(line.width() // 2, 3))).name()


def test_only_the_background_of_an_unread_alarm_line_flashes(open_station: OpenStation, clock: ManualClock) -> None:
    seen = replace(HIGH, alarm_id=5, place_id="2", state=AlarmState.ACKNOWLEDGED)
    window = open_station(room(chair("1", alarms=(HIGH,)), chair("2", alarms=(seen,))))
    bright = picture(window)
    assert line_colour(window, "1") == DARK.high
    clock.move(0.25)
    tick(window)
    dark = picture(window)
    assert line_colour(window, "1") == DARK.high_dim
    numbers = tile(window, "1").numbers
    area = QRect(numbers.mapTo(window, QPoint(0, 0)), numbers.size())
    assert bright.copy(area) == dark.copy(area)
    other = tile(window, "2")
    area = QRect(other.mapTo(window, QPoint(0, 0)), other.size())
    assert bright.copy(area) == dark.copy(area)


def test_all_high_alarms_flash_together(open_station: OpenStation, clock: ManualClock) -> None:
    places = [chair(str(n), alarms=(replace(HIGH, alarm_id=n, place_id=str(n)),)) for n in range(1, 5)]
    window = open_station(room(*places))
    for _ in range(8):
        clock.move(0.13)
        tick(window)
        assert len({line_colour(window, str(n)) for n in range(1, 5)}) == 1


def test_two_alarms_of_one_place_can_both_be_read(open_station: OpenStation) -> None:
    second = alarm(3, "1", Priority.MEDIUM, "Pulse ↑ 126 > 120", short="Pulse ↑ 126")
    window = open_station(room(*(chair(str(n)) for n in range(2, 9)), chair("1", alarms=(HIGH, second))))
    assert tile(window, "1").painted == {(1, Priority.HIGH), (3, Priority.MEDIUM)}


@pytest.mark.parametrize("chairs", [1, 8, 12, 24])
def test_every_button_has_a_name_and_a_size_to_hit(open_station: OpenStation, chairs: int) -> None:
    places = [chair(str(n), alarms=(replace(HIGH, alarm_id=n, place_id=str(n)),)) for n in range(1, chairs + 1)]
    window = open_station(room(*places, bay(alarms=(replace(HIGH, alarm_id=99, place_id="bay-1"),))))
    buttons = [button for button in window.findChildren(QPushButton) if button.isVisible()]
    assert len(buttons) >= chairs * 2 + 3
    for button in buttons:
        assert button.accessibleName()
        assert button.width() >= (28 if button.text() == "…" else 60)


def test_a_refusal_is_said_for_some_seconds(open_station: OpenStation, port: FakePort, clock: ManualClock) -> None:
    old = Answer(seq=3, place_id="1", command="discharge", reason="from yesterday")
    window = open_station(replace(room(chair()), answers=(old,)))
    assert window.board.footer.message == ""
    new = Answer(seq=4, place_id="1", command="discharge", reason="open: gait")
    show(window, port, replace(room(chair()), answers=(old, new)))
    assert window.board.footer.message == "Not done. Chair 1: open: gait"
    clock.move(8.0)
    tick(window)
    assert window.board.footer.message == ""


def test_a_bay_shows_who_is_ready(open_station: OpenStation) -> None:
    window = open_station(room(chair(), bay(ready=True)))
    face = window.board.bays[0].face
    assert isinstance(face, BayTile)
    edge = picture(window).pixelColor(face.mapTo(window, QPoint(1, face.height() // 2)))
    assert edge == QColor(DARK.ready)
