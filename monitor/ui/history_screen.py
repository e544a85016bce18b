"""The reviewer's window on a station: when it is open, and how it gives way. The room always comes first (hazard H21).

Where there is a second screen it stands there and covers nothing. On the station's own screen it opens only while no
medium or high alarm waits for an answer, and hides by itself when one comes or nobody has touched it for a while.
"""

from collections.abc import Callable

from PySide6.QtGui import QCursor, QScreen
from PySide6.QtWidgets import QWidget

from monitor.domain.vocabulary import Priority
from monitor.port.snapshot import Snapshot
from monitor.ui.flash import AlarmKey, FlashPhase
from monitor.ui.presenter.alarms import is_open
from monitor.ui.surroundings import Surroundings
from monitor.ui.theme import Palette
from monitor.ui.views import LiveView
from monitor.ui.windows.review import ReviewWindow
from monitor.ui.words import source, tr

IDLE_S = 300.0
NO_HISTORY = source("No history here: this display has no record.")
ALARMS_FIRST = source("Answer the alarms first: history would stand before them.")
MASKED = source("Names are hidden here: sign in, or show names, before history is opened.")
GAVE_WAY = source("History hidden: a new alarm. H shows it again.")
GOES_BEFORE = (Priority.HIGH, Priority.MEDIUM)


class HistoryScreen:
    """Owns the window, once somebody has asked for it. Follows the room with every snapshot, open or not."""

    def __init__(self, station: QWidget, palette: Palette, around: Surroundings, *, say: Callable[[str], None]) -> None:
        self._station = station
        self._palette = palette
        self._around = around
        self._say = say
        self._waiting: frozenset[AlarmKey] = frozenset()
        self._live: LiveView | None = None
        self._masked = False
        self._hand = QCursor.pos()
        self._idle_since_s = 0.0
        self.window: ReviewWindow | None = None

    @property
    def is_open(self) -> bool:
        return self.window is not None and self.window.isVisible()

    @property
    def covers(self) -> bool:
        """Whether it stands before the station."""
        return self.is_open and not self._has_other_screen()

    @property
    def painted(self) -> frozenset[AlarmKey]:
        """Alarms whose words stand in the open window."""
        band = None if self.window is None else self.window.band
        return band.painted if band is not None and self.is_open else frozenset()

    def toggle(self, now_s: float) -> None:
        """Show the window, or hide it; what it shows stays."""
        if self.is_open:
            self.hide()
        elif self._around.review is None:
            self._say(tr(NO_HISTORY))
        elif self._masked:
            self._say(tr(MASKED))
        elif self._waiting and not self._has_other_screen():
            self._say(tr(ALARMS_FIRST))
        else:
            self._show(now_s)

    def hide(self) -> None:
        """Give the screen back to the room."""
        if self.window is not None:
            self.window.close()

    def close(self) -> None:
        """End it with the station, which goes as well and is not called to the front any more."""
        window, self.window = self.window, None
        if window is not None:
            window.put_away.disconnect(self._station.activateWindow)
            window.close()
            window.end()

    def _has_other_screen(self) -> bool:
        return self._other_screen() is not None

    def _other_screen(self) -> QScreen | None:
        own = self._station.screen()
        return next((screen for screen in own.virtualSiblings() if screen is not own), None)

    def _show(self, now_s: float) -> None:
        self._idle_since_s, self._hand = now_s, QCursor.pos()
        if self.window is not None:
            self.window.look_again()
        elif self._around.review is not None:
            self.window = ReviewWindow(
                self._around.review(),
                palette=self._palette,
                zone=self._around.zone,
                people=self._around.people,
                folder=self._around.folder,
                station=self._station,
            )
            self.window.put_away.connect(self._station.activateWindow)
            self.window.start()
        if self.window is None:
            return
        other = self._other_screen()
        self.window.setGeometry(self._station.geometry() if other is None else other.availableGeometry())
        if self._live is not None:
            self.window.show_live(self._live)
        self.window.show()
        self.window.activateWindow()

    def give_way(self) -> None:
        """Hide where it stands before the station, whose state has to be seen now."""
        if self.covers:
            self.hide()

    def show_snapshot(self, snapshot: Snapshot, live: LiveView, *, masked: bool) -> None:
        """Follow the room: an alarm that waits for an answer comes before history, and names stay hidden with it."""
        self._live, self._masked = live, masked
        if masked and self.is_open:
            self.hide()
        waiting = frozenset(
            (alarm.alarm_id, alarm.priority)
            for alarm in snapshot.alarms
            if alarm.priority in GOES_BEFORE and is_open(alarm)
        )
        new, self._waiting = waiting - self._waiting, waiting
        if self.window is not None:
            self.window.show_live(live)
        if new and self.covers:
            self.hide()
            self._say(tr(GAVE_WAY))

    def set_phase(self, phase: FlashPhase) -> None:
        if self.window is not None:
            self.window.set_phase(phase)

    def tick(self, now_s: float) -> None:
        """Hide a window that was forgotten before the room."""
        if not self.covers:
            return
        hand = QCursor.pos()
        if hand != self._hand or (self.window is not None and self.window.take_touched()):
            self._hand, self._idle_since_s = hand, now_s
        elif now_s - self._idle_since_s >= IDLE_S:
            self.hide()
