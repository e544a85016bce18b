"""The last line: what this display is not, and on its right what the station has to tell the person in front of it."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import LEFT, RIGHT, draw, rounded, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.views import FooterView


class Footer(QWidget):
    """A message of the moment takes the right side before the banner of the room."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: FooterView | None = None
        self._message = ""
        self._scale = Scale(1.0)

    def place(self, rect: QRect, scale: Scale) -> None:
        self.setGeometry(rect)
        self._scale = scale
        self.update()

    def show_view(self, view: FooterView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self.update()

    def show_message(self, text: str) -> None:
        """Say `text` until told otherwise; empty ends it."""
        if text == self._message:
            return
        self._message = text
        self.setAccessibleName(text)
        self.update()

    @property
    def message(self) -> str:
        return self._message

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._shown
        if view is None:
            return
        small, strong = Face(self._scale.type_px(15)), Face(self._scale.type_px(16), strong=True)
        with QPainter(self) as painter:
            used = draw(painter, self.rect(), (view.text,), face=small, colour=self._palette.muted, align=LEFT)
            said = self._message or view.banner
            if said:
                pad = self._scale.px(12)
                room = self.rect().adjusted(used + 2 * pad, 0, 0, 0)
                width = min(room.width(), strong.width(said) + 2 * pad)
                chip = QRect(room.right() + 1 - width, 0, width, self.height())
                rounded(painter, chip, fill=self._palette.button, radius=6, edge=self._palette.text)
                inside = chip.adjusted(pad, 0, -pad, 0)
                whole = shrunk(said, inside.width(), strong)
                draw(painter, inside, (said,), face=whole, colour=self._palette.text, align=RIGHT)
