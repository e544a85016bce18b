"""An alarm raised while any dialog, menu or view is open is seen, heard and answered all the same."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest
from every_dialog import DIALOGS, eight, full_room
from panel_tools import show
from PySide6.QtCore import QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton
from test_people_at_the_station import FakePeople
from ui_builders import FakePort, alarm, chair
from worlds import admit, make_room, order, pulse, spo2, step

from drivers.clock import ManualClock
from monitor.app.sound import sound_of
from monitor.domain.commands import Acknowledge, Command, PlaySoundTest
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.port.projection import Projector
from monitor.port.snapshot import Snapshot
from monitor.room.room import Room
from monitor.ui.front import HEARD, HEARD_AFTER_S, SHOWN, SHOWN_AFTER_S, WHY, Front, FrontWatch
from monitor.ui.surroundings import Surroundings
from monitor.ui.theme import DARK
from monitor.ui.widgets.dialogs import StationDialog
from monitor.ui.windows.station import StationWindow

if TYPE_CHECKING:
    from monitor.domain.inputs import FaultRule

OpenStation = Callable[..., StationWindow]
HIGH = alarm(9, "2", Priority.HIGH, "SpO₂ ↓ 82 < 85", rule="O2-XLO")
CALM, NOISY = eight(), eight(chair("2", alarms=(HIGH,)))


def opened(open_station: OpenStation, name: str, **options: object) -> tuple[StationWindow, StationDialog]:
    window = open_station(CALM, people=FakePeople(), **options)
    return window, opened_on(window, name)


def opened_on(window: StationWindow, name: str) -> StationDialog:
    DIALOGS[name](window)
    QApplication.processEvents()
    dialog = window.actions_.dialog
    assert dialog is not None, name
    return dialog


@pytest.mark.hazard("H21")
def test_an_alarm_is_seen_and_heard_and_answered_while_a_dialog_is_open(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    window = open_station(CALM, people=FakePeople())
    for name in sorted(DIALOGS):
        show(window, port, CALM)
        dialog = opened_on(window, name)
        assert not dialog.isWindow(), f"{name}: a panel, so that nothing can be blocked or slip behind"
        assert not dialog.isModal(), name
        painted = port.paint_count
        show(window, port, NOISY)
        show(window, port, NOISY)
        assert port.paint_count == painted + 2, f"{name}: the heartbeat without which the failure alarm would sound"
        port.commands = [command for command in port.commands if not isinstance(command, PlaySoundTest)]
        assert port.commands == [], f"{name}: nothing paused, what is wanted of the sound is the room's word alone"
        assert dialog.isVisible(), name
        assert dialog.alarm_line.painted == {(9, Priority.HIGH)}, name
        bar = window.board.bar
        assert (9, Priority.HIGH) in bar.painted, name
        assert not dialog.geometry().intersects(bar.geometry()), name
        assert DARK.high in colours_of(window, bar.geometry()), name
        clock.move(1.5)
        show(window, port, NOISY)
        QTest.mouseClick(dialog.acknowledge.button, Qt.MouseButton.LeftButton)
        command = port.commands.pop()
        assert isinstance(command, Acknowledge), name
        assert (command.place_id, command.alarm_ids) == ("2", (9,)), name
        assert dialog.isVisible(), f"{name}: answering an alarm throws nothing away that was being filled in"
        window.actions_.close_dialog()


def colours_of(window: StationWindow, rect: QRect) -> set[str]:
    image = window.grab(rect).toImage()
    return {image.pixelColor(x, image.height() // 2).name() for x in range(image.width())}


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080)])
def test_every_dialog_keeps_to_the_middle_of_the_screen(open_station: OpenStation, size: tuple[int, int]) -> None:
    window = open_station(CALM, people=FakePeople(), width=size[0], height=size[1])
    for name in sorted(DIALOGS):
        dialog = opened_on(window, name)
        assert window.board.middle.contains(dialog.geometry()), (name, dialog.size(), window.board.middle.size())


@pytest.mark.parametrize("place_id", [str(n) for n in range(1, 8)])
def test_a_dialog_opens_beside_the_line_that_alarms(open_station: OpenStation, port: FakePort, place_id: str) -> None:
    own = alarm(3, place_id, Priority.MEDIUM, "Pulse ↑ 126 > 120")
    window = open_station(eight(chair(place_id, alarms=(own,))))
    DIALOGS["more"](window)
    dialog = window.actions_.dialog
    assert dialog is not None
    slot = next(slot for slot in window.board.places if slot.place_id == place_id)
    assert not slot.line.translated(slot.pos()).intersects(dialog.geometry())
    assert not slot.acknowledge.translated(slot.pos()).intersects(dialog.geometry())
    assert (3, Priority.MEDIUM) in window.board.painted_beside(dialog.geometry())
    assert port.commands == []


@pytest.mark.hazard("H30")
def test_an_alarm_line_under_a_dialog_does_not_count_as_read(
    open_station: OpenStation, port: FakePort, clock: ManualClock
) -> None:
    """Twelve graver ones fill the bar and the dialog; the one whose words are hidden stays open."""
    window, dialog = opened(open_station, "admission")
    hidden = next(
        slot for slot in window.board.places if slot.line.translated(slot.pos()).intersects(dialog.geometry())
    )
    many = tuple(alarm(n, "3", Priority.HIGH, f"one of many that fill the bar {n}") for n in range(20, 40))
    late = alarm(99, hidden.place_id, Priority.LOW, "Probe off")
    places = {"3": chair("3", alarms=many), hidden.place_id: chair(hidden.place_id, alarms=(late,))}
    show(window, port, eight(*places.values()))
    clock.move(2.0)
    window.refresher.tick()
    QApplication.processEvents()
    window.actions_.acknowledge(hidden.place_id)
    assert port.commands == []
    window.actions_.close_dialog()
    window.refresher.tick()
    QApplication.processEvents()
    clock.move(2.0)
    window.actions_.acknowledge(hidden.place_id)
    assert port.commands == [Acknowledge(place_id=hidden.place_id, alarm_ids=(99,), actor=port.commands[0].actor)]


@pytest.mark.hazard("H21")
@pytest.mark.qt_log_ignore("This plugin does not support")
def test_an_alarm_is_seen_while_a_list_of_choices_hangs_open(open_station: OpenStation, port: FakePort) -> None:
    window, dialog = opened(open_station, "form transfer")
    box = dialog.findChild(QComboBox)
    assert box is not None
    box.showPopup()
    QApplication.processEvents()
    assert box.view().isVisible()
    painted = port.paint_count
    show(window, port, NOISY)
    assert port.paint_count == painted + 1
    assert dialog.alarm_line.painted == {(9, Priority.HIGH)}
    assert (9, Priority.HIGH) in window.board.bar.painted
    box.hidePopup()


@pytest.mark.hazard("H21")
@pytest.mark.parametrize("view", ["chair view", "devices page"])
def test_an_alarm_is_seen_beside_a_view(open_station: OpenStation, port: FakePort, view: str) -> None:
    window = open_station(CALM)
    if view == "chair view":
        window.select("1")
    else:
        window.devices.toggle(0.0, window.board)
    QApplication.processEvents()
    painted = port.paint_count
    show(window, port, NOISY)
    assert port.paint_count == painted + 1
    assert DARK.high in colours_of(window, window.board.bar.geometry())
    tile = next(slot for slot in window.board.places if slot.place_id == "2")
    assert tile.painted == {(9, Priority.HIGH)}
    assert tile.isVisible()
    assert not window.devices.is_open, "the page gives way to a new high alarm"


@dataclass
class RoomPort:
    """A real room behind the display, stepped by the test."""

    room: Room
    second: int = 0
    commands: list[Command] = field(default_factory=list)
    shown: Snapshot | None = None
    paint_count: int = 0

    def __post_init__(self) -> None:
        self._projector = Projector(self.room)

    def run(self, seconds: int, value: float) -> None:
        for _ in range(seconds):
            self.second += 1
            told = [order(self.second, command) for command in self.commands]
            self.commands.clear()
            step(self.room, self.second, *told, spo2(self.second, value), pulse(self.second, 70))
            self.shown = self._projector.snapshot(self.second, {})

    def snapshot(self) -> Snapshot | None:
        return self.shown

    def engine_age_s(self) -> float:
        return 0.0

    def submit(self, command: Command) -> None:
        self.commands.append(command)

    def painted(self) -> None:
        self.paint_count += 1


@pytest.mark.hazard("H21")
def test_a_real_room_alarms_sounds_and_is_answered_through_an_open_form(
    station_app: QApplication, clock: ManualClock
) -> None:
    made = make_room()
    step(made, 0.5, admit(0.5))
    port = RoomPort(made)
    port.run(5, 98)
    window = StationWindow(port, clock)
    window.resize(1920, 1080)
    window.show()
    window.start()
    window.refresher.stop()
    window.refresher.tick()
    QTest.mouseClick(next(b for b in window.findChildren(QPushButton) if b.text() == "Note"), Qt.MouseButton.LeftButton)
    dialog = window.actions_.dialog
    assert dialog is not None
    port.run(100, 70)  # a graver word of a probe waits for a good signal
    assert port.shown is not None
    wanted = sound_of(port.shown.audio)
    assert wanted is not None
    assert wanted.priority is Priority.HIGH
    for _ in range(2):
        window.refresher.tick()
        QApplication.processEvents()
        clock.move(1.5)
    assert Priority.HIGH in {priority for _, priority in dialog.alarm_line.painted}
    QTest.mouseClick(dialog.acknowledge.button, Qt.MouseButton.LeftButton)
    port.run(1, 70)
    states = {alarm.rule: alarm.state for alarm in port.shown.alarms if alarm.priority is Priority.HIGH}
    assert states == {"O2-XLO": AlarmState.ACKNOWLEDGED}
    window.close()
    window.deleteLater()
    station_app.processEvents()


@pytest.mark.hazard("H21")
def test_a_station_that_nobody_can_see_says_so_after_ten_seconds_and_sounds_after_sixty() -> None:
    watch = FrontWatch()
    assert watch.look(0.0, in_front=True, watched=True) is Front.SEEN
    assert watch.look(5.0, in_front=False, watched=True) is Front.SEEN
    assert watch.look(5.0 + SHOWN_AFTER_S - 0.1, in_front=False, watched=True) is Front.SEEN
    assert watch.look(5.0 + SHOWN_AFTER_S, in_front=False, watched=True) is Front.SHOWN
    assert watch.look(5.0 + HEARD_AFTER_S, in_front=False, watched=True) is Front.HEARD
    assert watch.look(80.0, in_front=True, watched=True) is Front.SEEN
    assert watch.look(81.0, in_front=False, watched=True) is Front.SEEN, "it counts anew"
    assert (SHOWN_AFTER_S, HEARD_AFTER_S) == (10.0, 60.0)


def test_without_a_patient_nobody_needs_to_see_the_station() -> None:
    watch = FrontWatch()
    assert watch.look(0.0, in_front=False, watched=False) is Front.SEEN
    assert watch.look(500.0, in_front=False, watched=False) is Front.SEEN
    assert watch.look(505.0, in_front=False, watched=True) is Front.SEEN


@pytest.mark.hazard("H21")
def test_a_minimised_station_tells_the_room_and_itself_and_takes_it_back(
    station_app: QApplication, port: FakePort, clock: ManualClock
) -> None:
    told: list[tuple[FaultRule, str]] = []
    port.shown = full_room()
    window = StationWindow(port, clock, Surroundings(tell=lambda rule, why: told.append((rule, why))))
    window.show()
    window.start()
    window.refresher.stop()
    QApplication.processEvents()
    window.refresher.tick()
    assert told == [(SHOWN, ""), (HEARD, "")], "what a former run left standing is over"
    window.showMinimized()
    QApplication.processEvents()
    for seconds, expected in (
        (9.9, []),
        (0.2, [(SHOWN, WHY), (HEARD, "")]),
        (50.0, [(SHOWN, WHY), (HEARD, WHY)]),
    ):
        told.clear()
        window.refresher.tick()
        clock.move(seconds)
        window.refresher.tick()
        assert told == expected
    assert window.windowTitle().startswith("!! NOT IN FRONT")
    told.clear()
    window.showNormal()
    QApplication.processEvents()
    window.refresher.tick()
    assert told == [(SHOWN, ""), (HEARD, "")]
    assert window.windowTitle() == "Infusion room"
    window.close()
    window.deleteLater()
    station_app.processEvents()
