"""Rows of one height that are painted and scrolled: only those in sight cost anything, of 20,000 too."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import LEFT, draw
from monitor.ui.review_texts import Cell, TableView
from monitor.ui.theme import Face, Palette

STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -10, Qt.Key.Key_PageDown: 10}


class PaintedRows(QAbstractScrollArea):
    """A subclass says how many rows there are and paints one; a press or an arrow key chooses one."""

    chosen = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget, *, row_px: int, ground: str) -> None:
        super().__init__(parent)
        self._palette = palette
        self._ground = ground
        self._row_px = row_px
        self.scale_ = Scale(1.0)
        self.selected = -1
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)

    def count(self) -> int:
        raise NotImplementedError

    def paint_row(self, painter: QPainter, rect: QRect, index: int) -> None:
        raise NotImplementedError

    def summary(self, index: int) -> str:
        """What a screen reader says of a row."""
        raise NotImplementedError

    def pressed_at(self, index: int, offset: QPoint) -> bool:
        """Whether a press at `offset` within row `index` was for something in the row, and has been carried out."""
        del index, offset
        return False

    @property
    def row_height(self) -> int:
        return max(24, self.scale_.px(self._row_px))

    def set_scale(self, scale: Scale) -> None:
        self.scale_ = scale
        self.rows_changed()

    def rows_changed(self) -> None:
        """The rows are others now, or of another height."""
        self.selected = min(self.selected, self.count() - 1)
        beyond = self.count() * self.row_height - self.viewport().height()
        self.verticalScrollBar().setRange(0, max(0, beyond))
        self.verticalScrollBar().setSingleStep(self.row_height)
        self.verticalScrollBar().setPageStep(max(1, self.viewport().height()))
        self.viewport().update()

    def select(self, index: int) -> None:
        """Mark row `index` and bring it into sight; says nothing to anybody."""
        if self.selected == index:
            return
        self.selected = index
        if index >= 0:
            self.setAccessibleDescription(self.summary(index))
            top, bar = index * self.row_height, self.verticalScrollBar()
            if top < bar.value():
                bar.setValue(top)
            elif top + self.row_height > bar.value() + self.viewport().height():
                bar.setValue(top + self.row_height - self.viewport().height())
        self.viewport().update()

    def row_rect(self, index: int) -> QRect:
        """Where a row stands in the viewport."""
        top = index * self.row_height - self.verticalScrollBar().value()
        return QRect(0, top, self.viewport().width(), self.row_height)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self.rows_changed()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = (event.position().toPoint().y() + self.verticalScrollBar().value()) // self.row_height
        if event.button() is not Qt.MouseButton.LeftButton or not 0 <= index < self.count():
            return
        if not self.pressed_at(index, event.position().toPoint() - self.row_rect(index).topLeft()):
            self._choose(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None or not self.count():
            super().keyPressEvent(event)
            return
        self._choose(min(max(self.selected + step, 0), self.count() - 1))

    def _choose(self, index: int) -> None:
        self.select(index)
        self.chosen.emit(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        top = self.verticalScrollBar().value()
        first = top // self.row_height
        last = min(self.count(), (top + self.viewport().height()) // self.row_height + 1)
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), QColor(self._ground))
            for index in range(first, last):
                self.paint_row(painter, self.row_rect(index), index)


class TextTable(QWidget):
    """A title, the names of the columns, and rows of texts."""

    def __init__(self, palette: Palette, parent: QWidget, *, ground: str | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._ground = ground or palette.tile
        self._view: TableView | None = None
        self.scale_ = Scale(1.0)
        self.rows = _TextRows(palette, self, ground=self._ground)

    def set_scale(self, scale: Scale) -> None:
        self.scale_ = scale
        self.rows.set_scale(scale)
        self._place()

    def show_view(self, view: TableView | None) -> None:
        if view == self._view:
            return
        self._view = view
        self.rows.show_view(view)
        self.setAccessibleName("" if view is None else view.title)
        self.update()

    @property
    def _head_px(self) -> int:
        return self.scale_.px(62)

    def _place(self) -> None:
        self.rows.setGeometry(0, self._head_px, self.width(), max(0, self.height() - self._head_px))

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, px = self._view, self.scale_.px
        if view is None:
            return
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(self._ground))
            title = QRect(px(8), 0, self.width() - px(16), px(32))
            face = Face(self.scale_.type_px(17), strong=True)
            draw(painter, title, (view.title,), face=face, colour=self._palette.text)
            heads = QRect(0, px(34), self.rows.viewport().width(), px(26))
            small = Face(self.scale_.type_px(14))
            for cell, text in zip(cells_of(heads, view.shares, px(8)), view.titles, strict=True):
                draw(painter, cell, (text,), face=small, colour=self._palette.muted)
            if not view.rows:
                empty = QRect(px(8), self._head_px, self.width() - px(16), px(34))
                draw(painter, empty, (view.empty,), face=small, colour=self._palette.muted)


class _TextRows(PaintedRows):
    def __init__(self, palette: Palette, parent: QWidget, *, ground: str) -> None:
        super().__init__(palette, parent, row_px=30, ground=ground)
        self._rows: tuple[tuple[Cell, ...], ...] = ()
        self._shares: tuple[float, ...] = (1.0,)

    def show_view(self, view: TableView | None) -> None:
        self._rows = () if view is None else view.rows
        self._shares = (1.0,) if view is None else view.shares
        self.setVisible(bool(self._rows))
        self.rows_changed()

    def count(self) -> int:
        return len(self._rows)

    def summary(self, index: int) -> str:
        return ", ".join(cell.text for cell in self._rows[index])

    def paint_row(self, painter: QPainter, rect: QRect, index: int) -> None:
        if index == self.selected:
            painter.fillRect(rect, QColor(self._palette.button))
        places = cells_of(rect, self._shares, self.scale_.px(8))
        for place, cell in zip(places, self._rows[index], strict=True):
            face = Face(self.scale_.type_px(15), strong=cell.strong)
            draw(painter, place, cell.wording, face=face, colour=self._palette.of_tone(cell.tone), align=LEFT)


def cells_of(rect: QRect, shares: tuple[float, ...], pad: int) -> tuple[QRect, ...]:
    """Columns of a row, with `pad` pixels free on each side."""
    total, x, found = sum(shares), 0.0, []
    for share in shares:
        width = rect.width() * share / total
        found.append(QRect(rect.x() + round(x) + pad, rect.y(), max(0, round(width) - pad), rect.height()))
        x += width
    return tuple(found)
