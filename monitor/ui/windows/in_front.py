"""Whether a window of the station is in front of everything else, and what is told when it is not."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from monitor.ui.front import Front, FrontWatch, faults
from monitor.ui.surroundings import Tell
from monitor.ui.words import source, tr

HIDDEN_TITLE = source("!! NOT IN FRONT")


class InFront:
    """Follows one window. On a screen whose system never makes a window active, being uncovered has to do."""

    def __init__(self, window: QWidget, tell: Tell | None) -> None:
        self._window = window
        self._tell = tell
        self._title = window.windowTitle()
        self._front: Front | None = None  # nothing told yet: what a former run left standing is ended first
        self._watch = FrontWatch()
        self._was_active = False

    @property
    def is_in_front(self) -> bool:
        window = self._window
        state = QApplication.applicationState()
        self._was_active = self._was_active or state is Qt.ApplicationState.ApplicationActive
        uncovered = window.isVisible() and not window.isMinimized() and window.windowHandle().isExposed()
        return uncovered and (state is Qt.ApplicationState.ApplicationActive or not self._was_active)

    def tick(self, now_s: float, *, watched: bool) -> None:
        """Once in every period; the room is told of changes only."""
        front = self._watch.look(now_s, in_front=self.is_in_front, watched=watched)
        if front is self._front:
            return
        self._front = front
        self._window.setWindowTitle(self._title if front is Front.SEEN else f"{tr(HIDDEN_TITLE)} · {self._title}")
        if front is not Front.SEEN:
            QApplication.alert(self._window)
        if self._tell is not None:
            for rule, why in faults(front).items():
                self._tell(rule, why)
