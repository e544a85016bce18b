"""One session: heading, trend with lanes, table of alarms, and the small what-if below."""

from datetime import tzinfo

from PySide6.QtCore import QRect, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from monitor.port.review_views import SessionView
from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, RIGHT, draw, fit, rounded
from monitor.ui.presenter import review_alarms
from monitor.ui.presenter.review_sessions import day_and_minute, heading
from monitor.ui.review_texts import CursorView, HeadingView
from monitor.ui.theme import Face, Palette
from monitor.ui.widgets.review.alarm_table import AlarmTable
from monitor.ui.widgets.review.trend import SessionTrend
from monitor.ui.widgets.review.what_if_strip import WhatIfStrip
from monitor.ui.words import source, tr

CHOOSE = source("Choose a session on the left.")
HEADING_PX, STRIP_PX = 84, 150
TABLE_SHARE = 0.27
ADDENDA_SHOWN = 2


class SessionPage(QWidget):
    """An alarm chosen in the table or on a lane is chosen in both."""

    marked = Signal(int, str)

    def __init__(self, palette: Palette, parent: QWidget, *, zone: tzinfo | None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._zone = zone
        self._scale = Scale(1.0)
        self._view: SessionView | None = None
        self._heading: HeadingView | None = None
        self.trend = SessionTrend(palette, self, read=self._read)
        self.table = AlarmTable(palette, self)
        self.strip = WhatIfStrip(palette, self)
        self.trend.alarm_chosen.connect(self.choose)
        self.table.rows.chosen.connect(lambda index: self.choose(self.table.rows.lines[index].alarm_id))
        self.table.rows.marked.connect(self.marked)
        self._show_parts()

    def _read(self, t_s: float) -> CursorView:
        if self._view is None:
            return CursorView(title="", lines=())
        return review_alarms.cursor(self._view, t_s, self._zone)

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        for part in (self.trend, self.table, self.strip):
            part.set_scale(scale)
        self._place()

    def show_view(self, view: SessionView | None) -> None:
        """Show a session; the chosen alarm stays chosen where it is the same session."""
        same = view is not None and self._view is not None and view.row.session_id == self._view.row.session_id
        self._view = view
        self._heading = None if view is None else heading(view, self._zone)
        self.trend.show_view(view)
        self.table.rows.show_lines(() if view is None else review_alarms.alarm_lines(view, self._zone))
        self.choose(self.trend.selected if same else None)
        self._show_parts()
        self._place()
        self.update()

    def _show_parts(self) -> None:
        for part in (self.trend, self.table, self.strip):
            part.setVisible(self._view is not None)

    def choose(self, alarm_id: int | None) -> None:
        """Choose an alarm in table and trend."""
        self.table.rows.choose_alarm(alarm_id)
        self.trend.select(alarm_id)

    @property
    def heading_view(self) -> HeadingView | None:
        return self._heading

    def _addenda_px(self) -> int:
        count = 0 if self._view is None else min(ADDENDA_SHOWN, len(self._view.addenda))
        return self._scale.px(26) * count

    def _place(self) -> None:
        px = self._scale.px
        margin = px(12)
        head = px(HEADING_PX) + self._addenda_px()
        strip = max(px(STRIP_PX), self._scale.type_px(15) * 8)
        room = QRect(margin, head, self.width() - 2 * margin, self.height() - head - strip - px(18))
        table = max(round(self.height() * TABLE_SHARE), px(150))
        self.trend.setGeometry(room.x(), room.y(), room.width(), room.height() - table - px(6))
        self.table.setGeometry(room.x(), room.bottom() + 1 - table, room.width(), table)
        self.strip.setGeometry(margin, self.height() - strip - px(10), self.width() - 2 * margin, strip)

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._place()

    def paintEvent(self, _event: QPaintEvent) -> None:
        palette, px = self._palette, self._scale.px
        with QPainter(self) as painter:
            rounded(painter, self.rect(), fill=palette.tile, radius=10, edge=palette.edge)
            row = QRect(px(22), px(12), self.width() - px(44), px(36))
            if self._heading is None or self._view is None:
                draw(painter, row, (tr(CHOOSE),), face=Face(self._scale.type_px(18)), colour=palette.muted)
                return
            self._paint_heading(painter, row, self._heading)
            line = QRect(px(22), px(HEADING_PX) - px(4), self.width() - px(44), px(24))
            for one in self._view.addenda[-ADDENDA_SHOWN:]:
                said = tr(
                    "addendum · {day_and_minute} · {author}: {text}",
                    day_and_minute=day_and_minute(one.utc_ms, self._zone),
                    author=one.author,
                    text=one.text,
                )
                draw(painter, line, (said,), face=Face(self._scale.type_px(15)), colour=palette.faded)
                line.translate(0, px(26))

    def _paint_heading(self, painter: QPainter, row: QRect, view: HeadingView) -> None:
        palette, px = self._palette, self._scale.px
        plain = Face(self._scale.type_px(17))
        state = row.adjusted(round(row.width() * 0.68), 0, 0, 0)
        colour = palette.of_tone(view.signature_tone)
        used_right = draw(painter, state, view.signature, face=plain, colour=colour, align=RIGHT)
        strong = Face(self._scale.type_px(26), strong=True)
        used = draw(painter, row, (view.label,), face=strong, colour=palette.text)
        first = row.adjusted(used + px(24), 0, -used_right - px(20), 0)
        draw(painter, first, view.first, face=plain, colour=palette.faded)
        second = row.translated(0, px(34))
        free = second
        if view.banner:
            face = Face(self._scale.type_px(15), strong=True)
            short = " · ".join(view.banner.split(" · ")[:2])
            words = fit((view.banner, short), second.width() // 2 - 2 * px(12), face)
            width = face.width(words) + 2 * px(12)
            free = second.adjusted(0, 0, -width - px(16), 0)
            pill = QRect(second.right() - width, second.y() + px(5), width, px(26))
            rounded(painter, pill, fill=palette.simulated, radius=pill.height() // 2)
            inside = pill.adjusted(px(12), 0, -px(12), 0)
            draw(painter, inside, (words,), face=face, colour=palette.on_bright, align=CENTRE)
        draw(painter, free, view.second, face=Face(self._scale.type_px(16)), colour=palette.faded)
