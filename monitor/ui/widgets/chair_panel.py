"""The chair view beside the grid. It shows a view and decides nothing; the grid, bar and header stay visible."""

from collections.abc import Callable

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.port.device_port import WaveView
from monitor.ui.geometry import Scale
from monitor.ui.painting import draw, rounded, shrunk, wrapped
from monitor.ui.presenter import trend_cursor
from monitor.ui.presenter.chair_steps import MOST_STEPS
from monitor.ui.theme import Face, Palette
from monitor.ui.views import ChairDetailView, SectionView
from monitor.ui.widgets.buttons import ButtonSlot, Press, StationButton
from monitor.ui.widgets.chair_trend import ChairTrend
from monitor.ui.widgets.ground import RADIUS
from monitor.ui.widgets.wave_strip import WaveStrip
from monitor.ui.words import tr

PAD_PX = 16
GAP_PX = 8
WAVE_PX = 84
LEFT_SECTIONS = 2  # readings and devices
LATER_LINES = 3  # a section below another keeps room for so many
TREND_SHARE = 0.4  # of the height, with the wave where there is one


class ChairPanel(QWidget):
    """Title, large trend, wave, sections in two columns, next steps at the foot; what finds no room is counted."""

    def __init__(self, palette: Palette, *, close: Callable[[], None], press: Press, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self._sections_top = self._sections_bottom = 0
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
        self.wave = WaveStrip(palette, self)
        self.wave.hide()
        self.steps = tuple(ButtonSlot(palette, press, self) for _ in range(MOST_STEPS))
        self.hide()

    def show_wave(self, wave: WaveView | None, *, keeps_room: bool) -> None:
        """`keeps_room`: a device here has sent a wave, so that its strip stays where it is."""
        self.wave.show_wave(wave)
        if keeps_room is self.wave.isHidden():
            self.wave.setVisible(keeps_room)
            self._arrange()

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self._arrange()

    def show_view(self, view: ChairDetailView) -> None:
        if view == self.shown:
            return
        self.shown = view
        self.trend.show_view(view)
        for slot, step in zip(self.steps, view.steps, strict=True):
            slot.show_view(step)
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
        inner = max(1, self.width() - 2 * PAD_PX)
        trend = max(1, round(self.height() * TREND_SHARE))
        strip = 0 if self.wave.isHidden() else self._scale.px(WAVE_PX)
        self.trend.place(QRect(PAD_PX, top, inner, trend - strip), self._scale)
        self.wave.place(QRect(PAD_PX, top + trend - strip + 4, inner, strip), self._scale)
        self._sections_top = top + trend + 10
        self._place_steps(inner)
        self.update()

    def _place_steps(self, inner: int) -> None:
        """Two rows at the foot."""
        face = Face(self._scale.type_px(16), strong=True)
        height = max(30, self._scale.px(40))
        columns = MOST_STEPS // 2
        width = (inner - (columns - 1) * GAP_PX) // columns
        self._sections_bottom = self.height() - PAD_PX - 2 * height - 2 * GAP_PX
        for index, slot in enumerate(self.steps):
            row, column = divmod(index, columns)
            x, y = PAD_PX + column * (width + GAP_PX), self._sections_bottom + GAP_PX + row * (height + GAP_PX)
            slot.place(QRect(x, y, width, height), face)

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
        top = self._sections_top
        half = (self.width() - 3 * PAD_PX) // 2
        left = QRect(PAD_PX, top, half, self._sections_bottom - top)
        first, last = view.sections[:LEFT_SECTIONS], view.sections[LEFT_SECTIONS:]
        self._paint_column(painter, left, first)
        self._paint_column(painter, left.translated(half + PAD_PX, 0), last)

    def _paint_column(self, painter: QPainter, room: QRect, sections: tuple[SectionView, ...]) -> None:
        strong, face = Face(self._scale.type_px(15), strong=True), Face(self._scale.type_px(15))
        line_px = round(face.height * 1.15)
        rows = [self._rows(section, room.width(), face) for section in sections]
        y = room.y()
        for index, (section, lines) in enumerate(zip(sections, rows, strict=True)):
            later = sum(1.5 + min(len(each), LATER_LINES) for each in rows[index + 1 :])
            fitting = max(1, int((room.bottom() - y) / line_px - later) - 1)
            shown = lines[:fitting]
            if len(shown) < len(lines):
                shown = [*shown[:-1], tr("+{lines} more", lines=len(lines) - len(shown) + 1)]
            head = QRect(room.x(), y, room.width(), line_px)
            draw(painter, head, (section.heading,), face=strong, colour=self._palette.muted)
            for number, line in enumerate(shown, start=1):
                row = head.translated(0, number * line_px)
                draw(painter, row, (line,), face=shrunk(line, row.width(), face), colour=self._palette.text)
            y += (len(shown) + 1) * line_px + line_px // 2

    def _rows(self, section: SectionView, width: int, face: Face) -> list[str]:
        """Every line whole, however long: it may be an alarm."""
        return [row for line in section.lines for row in wrapped(line, width, face)]
