"""The last bytes on a wire as hex and letters. Painted cell by cell, so that columns stand straight in any font."""

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from monitor.port.device_port import RawPiece
from monitor.ui.device_views import RawRow
from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, draw
from monitor.ui.presenter.devices import raw_rows
from monitor.ui.theme import Face, Palette
from monitor.ui.words import source, tr

ROW_BYTES = (16, 12, 8)  # in a line; the first that finds room
ARROWS = {"from": "←", "to": "→", "": ""}  # as seen from this computer
NOTHING = source("Nothing has gone over this wire yet.")


class RawView(QScrollArea):
    """Follows the newest bytes unless somebody scrolled up to read."""

    def __init__(self, palette: Palette, zone: tzinfo | None, parent: QWidget) -> None:
        super().__init__(parent)
        self._zone = zone
        self._pieces: tuple[RawPiece, ...] = ()
        self.dump = _Dump(palette, self)
        self.setWidget(self.dump)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(tr("Last bytes on the wire"))
        self._follows = True
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def set_scale(self, scale: Scale) -> None:
        self.dump.set_scale(scale)
        self._arrange()

    def show_pieces(self, pieces: Sequence[RawPiece]) -> None:
        if tuple(pieces) == self._pieces:
            return
        self._pieces = tuple(pieces)
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        bar = self.verticalScrollBar()
        self._follows = bar.value() >= bar.maximum() - 2
        room = self.viewport().width()
        per_row = next((count for count in ROW_BYTES if self.dump.width_of(count) <= room), ROW_BYTES[-1])
        self.dump.show_rows(raw_rows(self._pieces, per_row=per_row, zone=self._zone), per_row)

    def _range_changed(self, _lowest: int, highest: int) -> None:
        """The bar learns of new rows after they were laid out, not before."""
        if self._follows:
            self.verticalScrollBar().setValue(highest)


class _Dump(QWidget):
    """All rows; only those in sight are painted."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self._per_row = ROW_BYTES[0]
        self.rows: tuple[RawRow, ...] = ()

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.update()

    def width_of(self, per_row: int) -> int:
        """Pixels that a line of `per_row` bytes takes."""
        return self._time_px + per_row * (self._cell_px + self._letter_px) + self._letter_px

    def show_rows(self, rows: tuple[RawRow, ...], per_row: int) -> None:
        self.rows, self._per_row = rows, per_row
        self.setMinimumHeight(max(1, len(rows)) * self._line_px)
        self.update()

    @property
    def _face(self) -> Face:
        return Face(self._scale.type_px(14))

    @property
    def _line_px(self) -> int:
        return round(self._face.height * 1.15)

    @property
    def _time_px(self) -> int:
        return self._face.width("00:00:00.0 → ") + self._scale.px(4)

    @property
    def _cell_px(self) -> int:
        return self._face.width("0C") + self._scale.px(6)

    @property
    def _letter_px(self) -> int:
        return self._face.width("0") + 1  # a W reaches into its neighbours

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            if not self.rows:
                colour = self._palette.muted
                draw(painter, QRect(0, 0, self.width(), self._line_px), (tr(NOTHING),), face=self._face, colour=colour)
            first = max(0, event.rect().top() // self._line_px)
            last = event.rect().bottom() // self._line_px + 1
            for index, row in enumerate(self.rows[first:last], start=first):
                self._paint_row(painter, index * self._line_px, row)

    def _paint_row(self, painter: QPainter, top: int, row: RawRow) -> None:
        palette, face, height = self._palette, self._face, self._line_px
        head = f"{row.time} {ARROWS[row.direction]}".strip()
        draw(painter, QRect(0, top, self._time_px, height), (head,), face=face, colour=palette.muted)
        x = self._time_px
        for byte in row.data:
            draw(painter, QRect(x, top, self._cell_px, height), (f"{byte:02X}",), face=face, colour=palette.text)
            x += self._cell_px
        x = self._time_px + self._per_row * self._cell_px + self._letter_px
        for letter in row.text:
            cell = QRect(x - self._letter_px, top, 3 * self._letter_px, height)
            draw(painter, cell, (letter,), face=face, colour=palette.faded, align=CENTRE)
            x += self._letter_px
