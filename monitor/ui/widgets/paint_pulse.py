"""A dot that is repainted in every period: its paint event proves that the screen really paints."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.theme import Palette

SIDE_PX = 3


class PaintPulse(QWidget):
    """Calls `painted` from within its paint event, in the same pass as everything else that changed."""

    def __init__(self, palette: Palette, painted: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._colours = (QColor(palette.edge), QColor(palette.tile))
        self._painted = painted
        self._bright = False
        self.setFixedSize(SIDE_PX, SIDE_PX)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def beat(self) -> None:
        """Ask for the next paint."""
        self._bright = not self._bright
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), self._colours[self._bright])
        self._painted()
