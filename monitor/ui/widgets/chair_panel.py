"""The chair view beside the grid. It shows a view and decides nothing; the grid, bar and header stay visible."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import draw, rounded, shrunk
from monitor.ui.presenter import trend_cursor
from monitor.ui.theme import Face, Palette
from monitor.ui.views import ChairDetailView
from monitor.ui.widgets.buttons import StationButton
from monitor.ui.widgets.chair_trend import ChairTrend
from monitor.ui.widgets.ground import RADIUS
from monitor.ui.words import tr

PAD_PX = 16
TREND_SHARE = 0.4


class ChairPanel(QWidget):
    """Title and close button, the large trend, then sections in two columns; what finds no room is counted."""

    def __init__(self, palette: Palette, *, close: Callable[[], None], parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self.shown: ChairDetailView | None = None
        self.trend = ChairTrend(
            palette,
            read=trend_cursor.read,
            clock=lambda view, at_s: trend_cursor.clock(view.admitted_utc_ms, at_s, view.zone),
            parent=self,
        )
        self.back = StationButton(palette, self)
        self.back.dress(tr("Close"), accessible_name=tr("Close the chair view"), bright=False)
        self.back.clicked.connect(close)
        self.hide()

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self._arrange()

    def show_view(self, view: ChairDetailView) -> None:
        if view == self.shown:
            return
        self.shown = view
        self.trend.show_view(view)
        spoken = "; ".join(f"{section.heading}: {', '.join(section.lines)}" for section in view.sections)
        self.setAccessibleName(f"{view.title}. {spoken}")
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._arrange()

    def _arrange(self) -> None:
        width, height = max(72, self._scale.px(90)), max(28, self._scale.px(36))
        self.back.setGeometry(self.width() - PAD_PX - width, PAD_PX // 2, width, height)
        self.back.set_face(Face(self._scale.type_px(16), strong=True))
        top = PAD_PX // 2 + height + 8
        trend = round(self.height() * TREND_SHARE)
        self.trend.place(QRect(PAD_PX, top, max(1, self.width() - 2 * PAD_PX), max(1, trend)), self._scale)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, palette = self.shown, self._palette
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=palette.tile, radius=RADIUS, edge=palette.edge)
            if view is None:
                return
            title = QRect(PAD_PX, PAD_PX // 2, self.back.x() - 2 * PAD_PX, self.back.height())
            draw(painter, title, (view.title,), face=Face(self._scale.type_px(22), strong=True), colour=palette.text)
            self._paint_sections(painter, view)

    def _paint_sections(self, painter: QPainter, view: ChairDetailView) -> None:
        top = self.trend.geometry().bottom() + 10
        half = (self.width() - 3 * PAD_PX) // 2
        left = QRect(PAD_PX, top, half, self.height() - top - PAD_PX)
        self._paint_column(painter, left, view, first=0, last=1)
        self._paint_column(painter, left.translated(half + PAD_PX, 0), view, first=1, last=len(view.sections))

    def _paint_column(self, painter: QPainter, room: QRect, view: ChairDetailView, *, first: int, last: int) -> None:
        strong, face = Face(self._scale.type_px(15), strong=True), Face(self._scale.type_px(15))
        line_px = round(face.height * 1.15)
        y, sections = room.y(), view.sections[first:last]
        for index, section in enumerate(sections):
            reserve = 2 * line_px * (len(sections) - index - 1)
            fitting = max(1, (room.bottom() - reserve - y) // line_px - 1)
            shown = section.lines[:fitting]
            if len(shown) < len(section.lines):
                shown = (*shown[:-1], tr("+{lines} more", lines=len(section.lines) - len(shown) + 1))
            head = QRect(room.x(), y, room.width(), line_px)
            draw(painter, head, (section.heading,), face=strong, colour=self._palette.muted)
            for number, line in enumerate(shown, start=1):
                row = head.translated(0, number * line_px)
                fitted = shrunk(line, row.width(), face)  # whole, however long: it may be an alarm
                draw(painter, row, (line,), face=fitted, colour=self._palette.text)
            y += (len(shown) + 1) * line_px + line_px // 2
