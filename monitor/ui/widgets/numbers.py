"""The numbers of a place, each with name, unit and age. A number is never cut; it shrinks where it must."""

from dataclasses import dataclass, replace

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import DETAIL_LEADING, LABEL_LEADING, NUMBER_LEADING, Scale
from monitor.ui.painting import columns, draw, draw_number
from monitor.ui.theme import Face, Palette
from monitor.ui.views import NumbersView, NumberText

SHARES = (0.495, 0.265, 0.24)  # pressure, rate, saturation


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where one number stands."""

    whole: QRect
    label: QRect
    value: QRect
    detail: QRect


class Numbers(QWidget):
    """Label above, number, one or two lines of detail below. Each number repaints alone."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: NumbersView | None = None
        self._faces = (Face(14), Face(46, strong=True), Face(15), Face(15, strong=True))
        self._cells: tuple[_Cell, ...] = ()
        self._last_row = QRect()  # empty where there is one line of detail

    def place(self, rect: QRect, scale: Scale, *, number_px: int, detail_lines: int) -> None:
        """Stand at `rect` with one or two lines of detail under the numbers."""
        self.setGeometry(rect)
        label, detail = Face(scale.type_px(14)), Face(scale.type_px(15))
        self._faces = (label, Face(number_px, strong=True), detail, Face(detail.size_px, strong=True))
        heights = (
            round(label.size_px * LABEL_LEADING),
            round(number_px * NUMBER_LEADING),
            round(detail.size_px * DETAIL_LEADING),
        )
        whole = columns(QRect(0, 0, rect.width(), sum(heights)), SHARES, max(4, scale.px(8)))
        self._cells = tuple(_cell(column, heights, spare=number_px // 8) for column in whole)
        second = QRect(0, sum(heights), rect.width(), heights[2])
        self._last_row = second if detail_lines > 1 else QRect()
        self.update()

    def show_view(self, view: NumbersView) -> None:
        before, self._shown = self._shown, view
        if view == before:
            return
        if before is None:
            self.update()
            return
        for cell, old, new in zip(self._cells, self._texts(before), self._texts(view), strict=True):
            if old != new:
                self.update(cell.whole)
        if (before.next_cuff, before.rise, before.rise_tone) != (view.next_cuff, view.rise, view.rise_tone):
            self.update(self._last_row)

    def _texts(self, view: NumbersView) -> tuple[NumberText, NumberText, NumberText]:
        pressure = view.pressure
        if self._last_row.isEmpty():
            pressure = replace(pressure, detail=view.cuff_brief)
        return pressure, view.rate, view.spo2

    def paintEvent(self, event: QPaintEvent) -> None:
        view, dirty = self._shown, event.region()
        if view is None:
            return
        with QPainter(self) as painter:
            for number, cell in zip(self._texts(view), self._cells, strict=True):
                if dirty.intersects(cell.whole):
                    self._paint_number(painter, number, cell)
            if dirty.intersects(self._last_row):
                self._paint_last_row(painter, view)

    def _paint_number(self, painter: QPainter, number: NumberText, cell: _Cell) -> None:
        label, value, detail, _ = self._faces
        palette = self._palette
        draw(painter, cell.label, number.label, face=label, colour=palette.muted)
        colour = palette.faded if number.faded else palette.text
        draw_number(painter, cell.value, number.value, face=value, colour=colour)
        draw(painter, cell.detail, number.detail, face=detail, colour=palette.of_tone(number.detail_tone))

    def _paint_last_row(self, painter: QPainter, view: NumbersView) -> None:
        _, _, face, strong = self._faces
        used = draw(painter, self._last_row, view.next_cuff, face=face, colour=self._palette.muted)
        left = max(self._cells[1].whole.x(), used + face.size_px)
        room = self._last_row.adjusted(left, 0, 0, 0)
        draw(painter, room, view.rise, face=strong, colour=self._palette.of_tone(view.rise_tone))


def _cell(column: QRect, heights: tuple[int, int, int], *, spare: int) -> _Cell:
    """Stack label, value and detail; `spare` pixels right of a value keep two numbers apart."""
    x, width = column.x(), column.width()
    label, value, detail = heights
    return _Cell(
        whole=column,
        label=QRect(x, 0, width, label),
        value=QRect(x, label, width - spare, value),
        detail=QRect(x, label + value, width, detail),
    )
