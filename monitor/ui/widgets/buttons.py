"""A button slot: always at its place, empty at rest, filled by a `ButtonView`."""

from collections.abc import Callable

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from monitor.ui.painting import CENTRE, draw, rounded, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.views import Action, ButtonView

Press = Callable[[ButtonView], None]


RADIUS = 8
WORD_FROM_PX, STOP_SIGN = 80, "■"


class PaintedButton(QPushButton):
    """A push button drawn by role: bright for the one thing to do now, dark otherwise. Its words are never cut."""

    def __init__(self, palette: Palette, parent: QWidget | None = None, *, bright: bool = False) -> None:
        super().__init__(parent)
        self._palette = palette
        self._face = Face(16, strong=True)
        self._bright = bright

    def dress(self, text: str, *, accessible_name: str, bright: bool) -> None:
        """Show `text`; the accessible name says the place too."""
        self.setText(text)
        self.setAccessibleName(accessible_name)
        self._bright = bright
        self.update()

    def set_face(self, face: Face) -> None:
        self._face = face
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette = self._palette
        fill, colour, edge = palette.button, palette.text, palette.edge
        if self._bright or self.isChecked():
            fill, colour, edge = palette.text, palette.on_bright, palette.text
        if not self.isEnabled():
            fill, colour, edge = palette.tile, palette.muted, palette.edge
        elif self.isDown():
            fill = palette.muted if self._bright else palette.button_down
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=fill, radius=RADIUS, edge=edge)
            if self.hasFocus():
                inner = self.rect().adjusted(3, 3, -3, -3)
                rounded(painter, inner, fill=None, radius=RADIUS - 2, edge=palette.muted, edge_px=2)
            inner = self.rect().adjusted(4, 0, -4, 0)
            face = shrunk(self.text(), inner.width(), self._face)
            draw(painter, inner, (self.text(),), face=face, colour=colour, align=CENTRE)


class StationButton(PaintedButton):
    """Leaves the space bar to the window, where holding it pauses the sound; Return presses it."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(palette, parent)
        self.setAutoDefault(True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space:
            event.ignore()
        else:
            super().keyReleaseEvent(event)


class ButtonSlot(QWidget):
    """Keeps a button's place. The press hands over exactly the view that was on screen."""

    def __init__(self, palette: Palette, press: Press, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._press = press
        self._shown: ButtonView | None = None
        self.button = StationButton(palette, self)
        self.button.hide()
        self.button.clicked.connect(self._clicked)

    def place(self, rect: QRect, face: Face) -> None:
        """Stand at `rect` for good."""
        self.setGeometry(rect)
        self.setVisible(not rect.isEmpty())
        self.button.setGeometry(0, 0, rect.width(), rect.height())
        self.button.set_face(face)

    def show_view(self, view: ButtonView | None) -> None:
        """Offer `view`, or stand empty."""
        if view == self._shown:
            return
        self._shown = view
        if view is not None:
            bright = view.action is Action.ACKNOWLEDGE
            self.button.dress(view.text, accessible_name=view.accessible_name, bright=bright)
        self.button.setVisible(view is not None)

    def _clicked(self) -> None:
        if self._shown is not None:
            self._press(self._shown)

    @property
    def shown(self) -> ButtonView | None:
        return self._shown

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown is not None:
            return
        with QPainter(self) as painter:  # a faint frame says that something belongs here
            painter.setPen(QPen(QColor(self._palette.edge), 1))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), RADIUS, RADIUS)


class CuffSlot(ButtonSlot):
    """Stands over other parts, and only while there is something to stop: hitting it by mistake lets a cuff go."""

    def show_view(self, view: ButtonView | None) -> None:
        super().show_view(view)
        self._dress()
        self.setVisible(view is not None)
        if view is not None and self.isVisible():
            self.raise_()

    def place(self, rect: QRect, face: Face) -> None:
        super().place(rect, face)
        self._dress()
        self.setVisible(self.shown is not None)

    def _dress(self) -> None:
        """The word where there is room for one, or else the sign that stops every device."""
        if self.shown is not None:
            text = self.shown.text if self.width() >= WORD_FROM_PX else STOP_SIGN
            self.button.dress(text, accessible_name=self.shown.accessible_name, bright=False)
