"""The infusions of one course side by side, on the same scales: pressures over the minutes since the start."""

from PySide6.QtCore import QLineF, QRect, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from monitor.port.review_views import CourseRow
from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, RIGHT, draw, rounded
from monitor.ui.presenter.words import whole
from monitor.ui.review_texts import CourseCard
from monitor.ui.theme import Face, Palette
from monitor.ui.time_window import TimeWindow, ticks_of
from monitor.ui.widgets.review.trend_paint import HIGH_MMHG, LOW_MMHG, STEP_MMHG, paint_pressure
from monitor.ui.words import source, tr

ALONE = source(
    "No other infusion of this course is on record: courses are joined by the clinic's number of the patient."
)
IN_A_ROW = 3
EDGE_S = 120.0


class CoursePanel(QWidget):
    """A press on a card opens that session."""

    session_chosen = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._scale = Scale(1.0)
        self.cards: tuple[tuple[CourseRow, CourseCard], ...] = ()

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self.update()

    def show_cards(self, cards: tuple[tuple[CourseRow, CourseCard], ...]) -> None:
        """Show the infusions in their order; the newest six where there are more."""
        self.cards = cards[-2 * IN_A_ROW :]
        self.setAccessibleName(tr("Course of {cards} infusions", cards=len(cards)))
        self.update()

    def _places(self) -> tuple[QRect, ...]:
        count = len(self.cards)
        across = min(IN_A_ROW, count)
        down = -(-count // IN_A_ROW)
        gap, px = self._scale.px(16), self._scale.px(16)
        width = (self.width() - 2 * px - (across - 1) * gap) // max(1, across)
        top = self._scale.px(52) if count < 2 else px  # below the sentence that it is alone
        height = (self.height() - top - px - (down - 1) * gap) // max(1, down)
        return tuple(
            QRect(px + index % IN_A_ROW * (width + gap), top + index // IN_A_ROW * (height + gap), width, height)
            for index in range(count)
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        for (row, _), place in zip(self.cards, self._places(), strict=True):
            if place.contains(event.position().toPoint()):
                self.session_chosen.emit(row.session_id)

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, px = self._palette, self._scale.px
        with QPainter(self) as painter:
            painter.fillRect(self.rect(), QColor(palette.tile))
            if len(self.cards) < 2:
                room = QRect(px(20), px(10), self.width() - px(40), px(36))
                draw(painter, room, (tr(ALONE),), face=Face(self._scale.type_px(16)), colour=palette.muted)
            times = [one.t_s for row, _ in self.cards for one in row.pressures]
            window = TimeWindow.of_whole(min(times, default=0.0) - EDGE_S, max(times, default=3600.0) + EDGE_S)
            for (row, card), place in zip(self.cards, self._places(), strict=True):
                self._paint_card(painter, place, row, card, window)

    def _paint_card(
        self, painter: QPainter, place: QRect, row: CourseRow, card: CourseCard, window: TimeWindow
    ) -> None:
        palette, px = self._palette, self._scale.px
        edge = palette.selection if card.current else palette.edge
        rounded(painter, place, fill=palette.panel, radius=10, edge=edge, edge_px=2 if card.current else 1)
        line = QRect(place.x() + px(16), place.y() + px(10), place.width() - px(32), px(28))
        draw(painter, line, (card.title,), face=Face(self._scale.type_px(18), strong=True), colour=palette.text)
        for cell in card.lines:
            line.translate(0, px(26))
            face = Face(self._scale.type_px(15), strong=cell.strong)
            draw(painter, line, (cell.text,), face=face, colour=palette.of_tone(cell.tone))
        top = line.bottom() + px(12)
        plot = QRect(place.x() + px(56), top, place.width() - px(76), place.bottom() - top - px(34))
        self._paint_plot(painter, plot, row, window)

    def _paint_plot(self, painter: QPainter, plot: QRect, row: CourseRow, window: TimeWindow) -> None:
        palette, px, small = self._palette, self._scale.px, Face(self._scale.type_px(13))

        def y(value: float) -> float:
            share = (min(max(value, LOW_MMHG), HIGH_MMHG) - LOW_MMHG) / (HIGH_MMHG - LOW_MMHG)
            return plot.bottom() - share * plot.height()

        for value in range(int(LOW_MMHG) + STEP_MMHG, int(HIGH_MMHG), 2 * STEP_MMHG):
            painter.setPen(QPen(QColor(palette.trend_band), 1))
            painter.drawLine(QLineF(plot.left(), y(value), plot.right(), y(value)))
            room = QRect(plot.left() - px(50), round(y(value)) - px(9), px(42), px(18))
            draw(painter, room, (str(value),), face=small, colour=palette.muted, align=RIGHT)
        for t_s in ticks_of(window, most=max(2, plot.width() // px(80))):
            x = plot.left() + window.x(t_s, plot.width())
            room = QRect(round(x) - px(40), plot.bottom() + px(4), px(80), px(22))
            draw(painter, room, (f"{whole(t_s / 60)} min",), face=small, colour=palette.muted, align=CENTRE)
        if row.baseline_systolic is not None:
            painter.setPen(QPen(QColor(palette.trend_line), 1))
            painter.drawLine(QLineF(plot.left(), y(row.baseline_systolic), plot.right(), y(row.baseline_systolic)))
        for one in row.pressures:
            x = plot.left() + window.x(one.t_s, plot.width())
            scale = Scale(self._scale.factor * 0.8)
            paint_pressure(painter, one, x, y, ceiling=plot.top(), palette=palette, scale=scale)
