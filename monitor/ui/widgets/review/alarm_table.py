"""The table of a session's alarms, with the reviewer's mark at the end of each row."""

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.port.review_views import ReviewMark
from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, draw, fitted, rounded, shrunk
from monitor.ui.presenter.review_alarms import SHARES, TITLES
from monitor.ui.review_texts import AlarmLineView
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.review.rows import PaintedRows, cells_of
from monitor.ui.words import source, told, tr

ROW_PX = 40
HEAD_PX = 30
EMPTY = source("No alarms in this session.")


class AlarmTable(QWidget):
    """Titles above painted rows."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self.rows = AlarmRows(palette, self)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.rows.set_scale(scale)
        self._place()

    def _place(self) -> None:
        head = self._scale.px(HEAD_PX)
        self.rows.setGeometry(0, head, self.width(), max(0, self.height() - head))

    def resizeEvent(self, _event: object) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        face = Face(self._scale.type_px(14))
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._palette.tile))
            head = QRect(0, 0, self.rows.viewport().width(), self._scale.px(HEAD_PX))
            for cell, title in zip(cells_of(head, SHARES, self._scale.px(8)), map(tr, TITLES), strict=True):
                draw(painter, cell, (title, title.split(" ")[-1]), face=face, colour=self._palette.muted)


class AlarmRows(PaintedRows):
    marked = Signal(int, str)

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(palette, parent, row_px=ROW_PX, ground=palette.tile)
        self.lines: tuple[AlarmLineView, ...] = ()
        self.setAccessibleName(tr("Alarms of the session"))

    def show_lines(self, lines: tuple[AlarmLineView, ...]) -> None:
        self.lines = lines
        self.rows_changed()

    def choose_alarm(self, alarm_id: int | None) -> None:
        """Mark the row of an alarm."""
        self.select(next((index for index, one in enumerate(self.lines) if one.alarm_id == alarm_id), -1))

    def count(self) -> int:
        return len(self.lines)

    def summary(self, index: int) -> str:
        return self.lines[index].summary

    def _mark_rects(self, row: QRect) -> dict[ReviewMark, QRect]:
        cell = cells_of(row, SHARES, self.scale_.px(8))[-1].adjusted(-self.scale_.px(8), 0, 0, 0)
        half = cell.width() // 2
        height = min(row.height() - 8, self.scale_.px(28))
        top = row.y() + (row.height() - height) // 2
        return {
            mark: QRect(cell.x() + number * half, top, half - self.scale_.px(6), height)
            for number, mark in enumerate(ReviewMark)
        }

    def mark_point(self, index: int, mark: ReviewMark) -> QPoint:
        """The middle of a mark's button in the viewport."""
        return self._mark_rects(self.row_rect(index))[mark].center()

    def pressed_at(self, index: int, offset: QPoint) -> bool:
        at = self.row_rect(index)
        point = at.topLeft() + offset
        for mark, rect in self._mark_rects(at).items():
            if rect.contains(point):
                self.marked.emit(self.lines[index].alarm_id, mark.value)
                return True
        return False

    def paint_row(self, painter: QPainter, rect: QRect, index: int) -> None:
        line, palette = self.lines[index], self._palette
        if index == self.selected:
            inner = rect.adjusted(1, 1, -1, -1)
            rounded(painter, inner, fill=palette.button, radius=6, edge=palette.selection, edge_px=2)
        for place, cell in zip(cells_of(rect, SHARES, self.scale_.px(8)), line.cells, strict=False):
            text, face = fitted(cell.wording, place.width(), Face(self.scale_.type_px(16), strong=cell.strong))
            draw(painter, place, (text,), face=face, colour=palette.of_tone(cell.tone))
        for mark, place in self._mark_rects(rect).items():
            chosen = line.mark is mark
            colour = palette.muted if not chosen else palette.ready if mark is ReviewMark.USEFUL else palette.text
            face = shrunk(told(mark.value), place.width() - 6, Face(self.scale_.type_px(14), strong=chosen))
            rounded(painter, place, fill=None, radius=place.height() // 2, edge=colour if chosen else palette.edge)
            draw(painter, place, (told(mark.value),), face=face, colour=colour, align=CENTRE)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.lines:
            room = QRect(self.scale_.px(8), 0, self.width(), self.row_height)
            with QPainter(self.viewport()) as painter:
                face = Face(self.scale_.type_px(16))
                draw(painter, room, (tr(EMPTY),), face=face, colour=self._palette.muted)
