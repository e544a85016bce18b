"""The station display: one window for the whole room. Joins board, cover, keys and refresher."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QColor, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from drivers.clock import Clock
from monitor.domain.vocabulary import PlaceKind
from monitor.port.engine_port import EnginePort
from monitor.port.snapshot import Snapshot
from monitor.ui import presenter
from monitor.ui.actions import StationActions
from monitor.ui.chair_wires import ChairWires
from monitor.ui.devices_screen import DevicesScreen
from monitor.ui.earlier_curves import EarlierCurves
from monitor.ui.flash import AlarmKey, FlashPhase, real_s
from monitor.ui.history_screen import HistoryScreen
from monitor.ui.keys import ChairDigits, HeldKey
from monitor.ui.presenter.chair_view import Beside, chair_detail
from monitor.ui.refresh import Refresher
from monitor.ui.surroundings import NOTHING_MORE, Surroundings
from monitor.ui.theme import DARK, LIGHT
from monitor.ui.views import Action, ButtonView, CoverView, StationView
from monitor.ui.widgets.board import Board
from monitor.ui.widgets.chair_panel import ChairPanel
from monitor.ui.widgets.cover import Cover
from monitor.ui.widgets.paint_pulse import PaintPulse
from monitor.ui.windows.in_front import InFront
from monitor.ui.words import tr

if TYPE_CHECKING:
    from collections.abc import Callable

MESSAGE_FOR_S = 8.0
SETTLES_S = 0.6  # after the chairs made room: the second half of a double click hits nothing
SMALLEST_PX = (1024, 600)
PAGE_KEYS: dict[int, int] = {Qt.Key.Key_Escape: 0, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}  # by how many devices


class StationWindow(QWidget):
    """Owns the board, the cover over it and the refresher. Begins to refresh when told to start."""

    def __init__(
        self,
        port: EnginePort,
        clock: Clock,
        around: Surroundings = NOTHING_MORE,
    ) -> None:
        super().__init__()
        self._port = port
        self._clock = clock
        self._zone = around.zone
        self._palette = LIGHT if around.light else DARK
        self._selected: str | None = None
        self._chair_of_number: dict[str, str] = {}
        self._titles: dict[str, str] = {}
        self._answered_seq: int | None = None
        self._tour_due, self._tour_shown = around.tour_due, around.tour_shown
        self._message_until_s = 0.0
        self.switch_theme: Callable[[], None] = lambda: None  # told by whoever holds the window
        self._digits, self._space = ChairDigits(), HeldKey()
        self.setWindowTitle(tr("Infusion room"))
        self.front = InFront(self, around.tell)
        self.setMinimumSize(*SMALLEST_PX)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.board = Board(self._palette, press=self._press, select=self.select, parent=self)
        self.actions_ = StationActions(
            port,
            clock,
            palette=self._palette,
            say=self.say,
            people=around.people,
            host=self,
            ground=self.board,
        )
        self.actions_.desk.course = around.course
        self.actions_.hide_names = self._toggle_names
        self.devices = DevicesScreen(
            self._palette,
            around.devices,
            say=self.say,
            open_dialog=self.actions_.open_dialog,
            zone=around.zone,
            parent=self,
        )
        self.history = HistoryScreen(self, self._palette, around, say=self.say)
        self.chair = ChairPanel(self._palette, close=lambda: self.select(None), press=self._press, parent=self)
        self._wires = ChairWires(around.devices)
        self._place_keys: dict[int, Callable[[str], None]] = {
            Qt.Key.Key_A: self.actions_.acknowledge,
            Qt.Key.Key_N: self.actions_.note,
            Qt.Key.Key_G: self.actions_.go,
        }
        self._room_keys: dict[int, Callable[[float], None]] = {
            Qt.Key.Key_H: self.history.toggle,
            Qt.Key.Key_M: lambda _now_s: self._toggle_names(),
            Qt.Key.Key_T: lambda _now_s: self.switch_theme(),
        }
        self._snapshot: Snapshot | None = None
        self._moved_s: float | None = None
        self._chair_open = False
        self.cover = Cover(self._palette, self)
        self._pulse = PaintPulse(self._palette, self._on_painted, self)
        self._curves = EarlierCurves(around.course)
        self.refresher = Refresher(port, clock, self, zone=around.zone, curves=self._curves, parent=self)

    def start(self) -> None:
        """Begin to refresh; call once, before or after showing the window."""
        self.setFocus()  # the keys of the room, not of the first button
        self.refresher.start()

    def show_station(self, view: StationView, snapshot: Snapshot) -> None:
        """Draw a new picture of the room."""
        self._titles = {place.place_id: place.title for place in snapshot.places}
        self._chair_of_number = {
            chair.place_id: chair.place_id
            for chair in snapshot.places
            if chair.place_id in {shown.place_id for shown in view.chairs}
        }
        self.board.show_view(view)
        self._snapshot = snapshot
        self._show_chair()
        self.board.select(self._selected)
        live, masked = presenter.live(snapshot, self._zone), bool(view.header.person_note)
        self.actions_.show_snapshot(snapshot, live, masked=masked)
        self.history.show_snapshot(snapshot, live, masked=masked)
        self.devices.show_snapshot(snapshot)
        self._show_answers(snapshot)
        if (
            self._tour_due and not snapshot.alarms and self.actions_.dialog is None
        ):  # an alarm is more important than a card
            self._tour_due = False
            self._tour_shown()
            self.actions_.show_tour()

    def _toggle_names(self) -> None:
        self.refresher.hide_names = not self.refresher.hide_names

    def _show_chair(self) -> None:
        """Open the chair view on the selected patient, follow it, or close it where nobody sits."""
        places = () if self._snapshot is None else self._snapshot.places
        place = next((place for place in places if place.place_id == self._selected), None)
        view = None if place is None else chair_detail(place, self._zone, self._beside())
        self._wires.follow(() if view is None or place is None else place.devices)
        is_open = view is not None
        if is_open is not self._chair_open:
            self._chair_open = is_open
            self._moved_s = real_s(self._clock)
            self.board.set_side(is_open=is_open)
            self._place_chair()
            self.chair.setVisible(is_open and self.cover.shown is None)
            self.devices.page.raise_()
            if self.actions_.dialog is not None:
                self.actions_.dialog.raise_()
            self.cover.raise_()
        if view is not None:
            self.chair.show_view(view)

    def _beside(self) -> Beside:
        snapshot = self._snapshot
        return Beside(
            curves=self._curves.of,
            has_bays=snapshot is not None and any(place.kind is PlaceKind.BAY for place in snapshot.places),
            devices=() if snapshot is None else snapshot.devices,
            wires=self._wires.pieces,
        )

    def _place_chair(self) -> None:
        self.chair.setGeometry(self.board.side)
        self.chair.set_scale(self.board.scale)

    def _press(self, button: ButtonView) -> None:
        if self._moved_s is not None and real_s(self._clock) - self._moved_s < SETTLES_S:
            return
        if button.action is Action.DEVICES:
            self.devices.toggle(real_s(self._clock), self.board)
        elif button.action is Action.HISTORY:
            self.history.toggle(real_s(self._clock))
        else:
            self.actions_.press(button)

    def _show_answers(self, snapshot: Snapshot) -> None:
        newest = max((answer.seq for answer in snapshot.answers), default=-1)
        if self._answered_seq is not None:  # refusals from before this window opened were said elsewhere
            fresh = [answer for answer in snapshot.answers if answer.seq > self._answered_seq]
            if fresh:
                self.say(presenter.refusal(fresh[-1], self._titles))
        self._answered_seq = max(newest, -1 if self._answered_seq is None else self._answered_seq)

    def show_cover(self, view: CoverView | None) -> None:
        """Hide every number behind `view`, or show them again."""
        if (view is None) == (self.cover.shown is None) and view == self.cover.shown:
            return
        self.board.setVisible(view is None)
        self.chair.setVisible(view is None and self._chair_open)
        self.cover.show_view(view)
        self._pulse.raise_()
        if view is not None:
            self.actions_.close_dialog()
            self.devices.close()
            self.history.give_way()
            self._space.release()

    def set_phase(self, phase: FlashPhase) -> None:
        self.board.set_phase(phase)
        self.actions_.set_phase(phase)
        self.history.set_phase(phase)

    def tick(self, now_s: float) -> None:
        """Once in every period: keys that are held, messages that end, and the proof of painting."""
        self.actions_.tick()
        if self._space.acts(now_s):
            self.actions_.pause_sound()
        if self.board.footer.message and now_s >= self._message_until_s:
            self.board.footer.show_message("")
        self.board.renew_traces()
        self.devices.tick(now_s)
        self.history.tick(now_s)
        self._wires.tick(now_s)
        self.chair.show_wave(self._wires.wave, keeps_room=self._wires.had_wave)
        self._pulse.beat()
        places = () if self._snapshot is None else self._snapshot.places
        self.front.tick(now_s, watched=any(place.session is not None for place in places))
        if self.isVisible() and not self.windowHandle().isExposed():
            # nothing is painted behind another program; that the display still turns is all that can be told
            self._port.painted()

    def say(self, text: str) -> None:
        """Tell the person in front of the screen something, for some seconds."""
        self._message_until_s = real_s(self._clock) + MESSAGE_FOR_S
        self.board.footer.show_message(text)

    def select(self, place_id: str | None) -> None:
        """Choose the place that keys act on; None for no place."""
        self._selected = place_id
        self._show_chair()
        self.board.select(place_id)

    @property
    def selected(self) -> str | None:
        return self._selected

    def _on_painted(self) -> None:
        self.actions_.painted.note(self._visible_alarms(), real_s(self._clock))
        self._port.painted()

    def _visible_alarms(self) -> frozenset[AlarmKey]:
        """Those whose words can be read now: under the devices page only the bar's."""
        if self.cover.shown is not None:
            return frozenset()
        if self.history.covers:
            return self.history.painted
        open_dialog = self.actions_.desk.painted
        if self.devices.is_open:
            return self.board.bar_beside(self.actions_.desk.covers) | open_dialog
        return self.board.painted_beside(self.actions_.desk.covers) | open_dialog

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        now_s, key = real_s(self._clock), event.key()
        if key == Qt.Key.Key_F11:
            self.setWindowState(self.windowState() ^ Qt.WindowState.WindowFullScreen)
        elif self.cover.shown is not None:
            return  # nobody acts on what they cannot see
        elif key == Qt.Key.Key_Space:
            self._space.press(now_s)
        elif self.devices.is_open and key in PAGE_KEYS:
            self._page_key(key, now_s)
        elif key == Qt.Key.Key_Escape:
            self._escape()
        elif key in self._place_keys and self._selected is not None:
            self._place_keys[key](self._selected)
        elif key in self._room_keys:
            self._room_keys[key](now_s)
        elif event.text() == "?":
            self.actions_.show_keys()
        elif event.text().isdigit():
            self._select_number(event.text(), now_s)
        else:
            super().keyPressEvent(event)

    def _escape(self) -> None:
        """Close what was opened last: a dialog, or else the chair view."""
        if self.actions_.dialog is not None:
            self.actions_.close_dialog()
        else:
            self.select(None)

    def _page_key(self, key: int, now_s: float) -> None:
        self.devices.touch(now_s)
        if key == Qt.Key.Key_Escape:
            self.devices.close()
        else:
            self.devices.page.step(PAGE_KEYS[key])

    def _select_number(self, digit: str, now_s: float) -> None:
        number = self._digits.press(digit, now_s=now_s, numbers=frozenset(self._chair_of_number))
        if number is not None:
            self.select(self._chair_of_number[number])

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space.release()
        else:
            super().keyReleaseEvent(event)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.board.setGeometry(self.rect())
        self.devices.place(self.board)
        self._place_chair()
        self.actions_.desk.rearrange()
        self.cover.setGeometry(self.rect())
        self._pulse.move(self.width() - self._pulse.width(), self.height() - self._pulse.height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._palette.background))

    def closeEvent(self, event: QCloseEvent) -> None:
        self.refresher.stop()
        self.history.close()
        self.actions_.close_dialog()
        event.accept()
