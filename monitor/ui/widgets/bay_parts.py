"""The two painted rows of a recovery bay: its heading and its numbers."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import RIGHT, columns, draw, draw_number, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.views import HeadingView, NumbersView, NumberText

SHARES = (0.46, 0.28, 0.26)
NUMBER_SHARE, LEAST_SHARE = 0.6, 0.3  # of its cell; the rest is for age or rise


class BayHeading(QWidget):
    """Title, label, minutes since the end, and the state on the right."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: HeadingView | None = None
        self._scale = Scale(1.0)

    def place(self, rect: QRect, scale: Scale) -> None:
        self.setGeometry(rect)
        self._scale = scale
        self.update()

    def show_view(self, view: HeadingView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._shown
        if view is None:
            return
        gap, row = self._scale.px(12), self.rect()
        title, label = Face(self._scale.type_px(20), strong=True), Face(self._scale.type_px(17))
        strong = Face(self._scale.type_px(17), strong=True)
        status = view.sound if view.sound != ("",) else view.status
        with QPainter(self) as painter:
            x = draw(painter, row, (view.title,), face=title, colour=self._palette.text) + gap
            x += draw(painter, row.adjusted(x, 0, 0, 0), (view.label,), face=label, colour=self._palette.faded) + gap
            room, colour = row.adjusted(x, 0, 0, 0), self._palette.of_tone(view.status_tone)
            used = draw(painter, room, status, face=strong, colour=colour, align=RIGHT) + gap
            room.adjust(0, 0, -used, 0)
            draw(painter, room, view.progress_text, face=label, colour=self._palette.text)


class BayNumbers(QWidget):
    """Three numbers in one row: name and unit above each, age or rise beside it."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: NumbersView | None = None
        self._scale = Scale(1.0)
        self._number_px = 28

    def place(self, rect: QRect, scale: Scale, *, number_px: int) -> None:
        self.setGeometry(rect)
        self._scale, self._number_px = scale, number_px
        self.update()

    def show_view(self, view: NumbersView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view = self._shown
        if view is None:
            return
        cells = columns(self.rect(), SHARES, self._scale.px(10))
        with QPainter(self) as painter:
            for number, cell in zip((view.pressure, view.rate, view.spo2), cells, strict=True):
                self._paint_number(painter, number, cell)

    def _paint_number(self, painter: QPainter, number: NumberText, cell: QRect) -> None:
        small, gap = Face(self._scale.type_px(14)), self._scale.px(7)
        name = QRect(cell.x(), cell.y(), cell.width(), small.height)
        draw(painter, name, number.label, face=small, colour=self._palette.muted)
        below = cell.adjusted(0, name.height() - 1, 0, 0)
        wanted = cell.width() - gap - small.width(number.detail[-1])  # "no data" and "doubtful" are never half said
        share = max(cell.width() * LEAST_SHARE, min(cell.width() * NUMBER_SHARE, wanted))
        face = shrunk(number.value, round(share), Face(self._number_px, strong=True))
        colour = self._palette.faded if number.faded else self._palette.text
        draw_number(painter, below, number.value, face=face, colour=colour)
        beside = below.adjusted(face.width(number.value) + gap, 0, 0, 0)
        detail = self._palette.of_tone(number.detail_tone)
        fitting = shrunk(number.detail[-1], beside.width(), small)
        draw(painter, beside, number.detail, face=fitting, colour=detail)
