"""The top of a tile: who sits here, in which phase, and how far. It shows a view and decides nothing."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import RIGHT, draw
from monitor.ui.theme import Face, Palette
from monitor.ui.views import HeadingView


class Heading(QWidget):
    """Title, label and status in one line; in a full tile the progress in words stands below."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: HeadingView | None = None
        self._scale = Scale(1.0)
        self._progress_line = True

    def place(self, rect: QRect, scale: Scale, *, progress_line: bool) -> None:
        """Stand at `rect`; without a line of its own the progress in words takes the status's place."""
        self.setGeometry(rect)
        self._scale, self._progress_line = scale, progress_line
        self.update()

    def show_view(self, view: HeadingView) -> None:
        if view == self._shown:
            return
        self._shown = view
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._shown is None:
            return
        with QPainter(self) as painter:
            if self._progress_line:
                self._paint_full(painter, self._shown)
            else:
                self._paint_compact(painter, self._shown)

    def _paint_full(self, painter: QPainter, view: HeadingView) -> None:
        name, small = self._scale.type_px(22), Face(self._scale.type_px(15))
        first = QRect(0, 0, self.width(), round(name * 1.4))
        self._paint_names(painter, first, view, status=(view.status, self._palette.of_tone(view.status_tone)))
        bar_top = first.bottom() + self._scale.px(3)
        self._paint_bar(painter, QRect(0, bar_top, self.width(), self._scale.px(7)), view)
        top = bar_top + self._scale.px(9)
        row = QRect(0, top, self.width(), self.height() - top)
        used = draw(painter, row, view.progress_text, face=small, colour=self._palette.muted, align=RIGHT)
        room = row.adjusted(0, 0, -used - self._scale.px(12), 0)
        draw(painter, room, view.sound, face=small, colour=self._palette.text)

    def _paint_compact(self, painter: QPainter, view: HeadingView) -> None:
        row = QRect(0, 0, self.width(), self.height() - 5)
        status = (*view.progress_text, *view.status) if view.progress is not None else view.status
        if view.sound != ("",):
            status = view.sound
        self._paint_names(painter, row, view, status=(status, self._palette.of_tone(view.status_tone)))
        self._paint_bar(painter, QRect(0, self.height() - 5, self.width(), 3), view)

    def _paint_names(
        self, painter: QPainter, row: QRect, view: HeadingView, *, status: tuple[tuple[str, ...], str]
    ) -> None:
        gap = self._scale.px(12)
        title = Face(self._scale.type_px(22 if self._progress_line else 20), strong=True)
        label = Face(self._scale.type_px(19 if self._progress_line else 18))
        small = Face(self._scale.type_px(17 if self._progress_line else 15))
        used = draw(painter, row, (view.title,), face=title, colour=self._palette.text) + gap
        used += draw(painter, row.adjusted(used, 0, 0, 0), (view.label,), face=label, colour=self._palette.faded) + gap
        wording, colour = status
        draw(painter, row.adjusted(used, 0, 0, 0), wording, face=small, colour=colour, align=RIGHT)

    def _paint_bar(self, painter: QPainter, rect: QRect, view: HeadingView) -> None:
        if view.progress is None:
            return
        painter.fillRect(rect, QColor(self._palette.edge))
        filled = QRect(rect.x(), rect.y(), round(rect.width() * view.progress), rect.height())
        painter.fillRect(filled, QColor(self._palette.progress))
