"""The list of sessions: two painted lines each, alarms by priority as pills."""

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from monitor.ui.painting import CENTRE, LEFT, RIGHT, draw, rounded
from monitor.ui.review_texts import SessionLine
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.review.rows import PaintedRows
from monitor.ui.words import tr

ROW_PX = 84


class SessionList(PaintedRows):
    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(palette, parent, row_px=ROW_PX, ground=palette.tile)
        self.lines: tuple[SessionLine, ...] = ()
        self.setAccessibleName(tr("Sessions"))

    def show_lines(self, lines: tuple[SessionLine, ...], selected: int | None) -> None:
        """Show `lines` with the session numbered `selected` marked."""
        self.lines = lines
        self.selected = next((index for index, one in enumerate(lines) if one.session_id == selected), -1)
        self.rows_changed()

    def count(self) -> int:
        return len(self.lines)

    def summary(self, index: int) -> str:
        return self.lines[index].summary

    def paint_row(self, painter: QPainter, rect: QRect, index: int) -> None:
        line, palette, px = self.lines[index], self._palette, self.scale_.px
        inner = rect.adjusted(px(6), px(3), -px(6), -px(3))
        if index == self.selected:
            rounded(painter, inner, fill=palette.button, radius=8, edge=palette.selection, edge_px=2)
        pad = inner.adjusted(px(16), px(6), -px(14), -px(6))
        half = pad.height() // 2
        self._paint_first(painter, QRect(pad.x(), pad.y(), pad.width(), half), line)
        self._paint_second(painter, QRect(pad.x(), pad.y() + half, pad.width(), half), line)

    def _paint_first(self, painter: QPainter, room: QRect, line: SessionLine) -> None:
        palette, px, plain = self._palette, self.scale_.px, Face(self.scale_.type_px(16))
        used = draw(painter, room, (line.when,), face=plain, colour=palette.muted, align=RIGHT)
        left = room.adjusted(0, 0, -used - px(8), 0)
        strong = Face(self.scale_.type_px(19), strong=True)
        used = draw(painter, left, (line.label,), face=strong, colour=palette.text)
        rest = left.adjusted(max(used + px(10), px(84)), 0, 0, 0)
        draw(painter, rest, (line.place,), face=plain, colour=palette.faded)

    def _paint_second(self, painter: QPainter, room: QRect, line: SessionLine) -> None:
        palette, px, plain = self._palette, self.scale_.px, Face(self.scale_.type_px(15))
        state = palette.ready if line.signed else palette.muted
        used = draw(painter, room, (line.state,), face=plain, colour=state, align=RIGHT)
        left = room.adjusted(0, 0, -used - px(8), 0)
        if line.mark:
            used = draw(painter, left, (line.mark,), face=plain, colour=palette.simulated, align=LEFT)
        else:
            used = draw(painter, left, (line.course or "–",), face=plain, colour=palette.muted)
        left.adjust(max(used + px(10), px(84)), 0, 0, 0)
        rise = palette.text if line.rise_strong else palette.faded
        face = Face(self.scale_.type_px(15), strong=line.rise_strong)
        pill_width = px(34)
        pills = left.adjusted(0, 0, -len(line.counts) * (pill_width + px(5)), 0)
        used = draw(painter, pills, line.rise, face=face, colour=rise)
        x = left.x() + used + px(8)
        for priority, count in line.counts:
            pill = QRect(x, room.y() + (room.height() - px(25)) // 2, pill_width, px(25))
            colour = palette.of_priority(priority)
            rounded(painter, pill, fill=None, radius=pill.height() // 2, edge=colour, edge_px=2)
            strong = Face(self.scale_.type_px(14), strong=True)
            draw(painter, pill, (count,), face=strong, colour=colour, align=CENTRE)
            x += pill_width + px(5)
