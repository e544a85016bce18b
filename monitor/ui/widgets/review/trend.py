"""The trend and alarm lanes of a reviewed session: cursor, zoom by wheel, pan by drag, a bar that is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QLineF, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from monitor.port.review_views import SessionView
from monitor.ui.geometry import Scale
from monitor.ui.painting import draw, rounded
from monitor.ui.review_texts import CursorView
from monitor.ui.theme import Face, Palette
from monitor.ui.time_window import TimeWindow
from monitor.ui.widgets.review.trend_paint import TrendGeometry, TrendPainter, geometry, lanes_of
from monitor.ui.words import tr

WHEEL_STEP = 120  # eighths of a degree in one notch
DRAG_FROM_PX = 4
KEY_STEP_SHARE = 0.01
Read = Callable[[float], CursorView]


class SessionTrend(QWidget):
    """Shows one `SessionView`. `read` gives all values at a time for the cursor."""

    alarm_chosen = Signal(int)

    def __init__(self, palette: Palette, parent: QWidget, *, read: Read) -> None:
        super().__init__(parent)
        self._palette = palette
        self._read = read
        self._scale = Scale(1.0)
        self._view: SessionView | None = None
        self._places: TrendGeometry | None = None
        self._picture: QPixmap | None = None
        self._pressed: QPoint | None = None
        self._dragged_from: TimeWindow | None = None
        self.window_ = TimeWindow.of_whole(0.0, 1.0)
        self.cursor_t_s: float | None = None
        self.selected: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(tr("Trend and alarms of the session"))

    def set_scale(self, scale: Scale) -> None:
        self._scale = scale
        self._renew()

    def show_view(self, view: SessionView | None) -> None:
        """Show another session, or the same with newer marks; the stretch of time stays with the session."""
        same = view is not None and self._view is not None and view.row.session_id == self._view.row.session_id
        self._view = view
        if view is not None and not (same and self.window_.whole_end_s >= view.end_t_s):
            self.window_ = TimeWindow.of_whole(view.start_t_s, view.end_t_s)
        if not same:
            self.cursor_t_s = self.selected = None
        self._renew()

    def select(self, alarm_id: int | None) -> None:
        """Let the bar of an alarm stand out, in sight, with the cursor at its beginning."""
        self.selected = alarm_id
        alarms = () if self._view is None else self._view.alarms
        found = next((one for one in alarms if one.alarm_id == alarm_id), None)
        if found is not None:
            end = found.start_t_s if found.end_t_s is None else found.end_t_s
            self.window_ = self.window_.showing(found.start_t_s, end)
            self.cursor_t_s = found.start_t_s
        self._renew()

    def show_whole(self) -> None:
        """Show the session from its beginning to its end."""
        self.window_ = TimeWindow.of_whole(self.window_.whole_start_s, self.window_.whole_end_s)
        self._renew()

    def _renew(self) -> None:
        self._picture = None
        rules = () if self._view is None else lanes_of(self._view)
        self._places = geometry(self.width(), self.height(), rules, self._scale)
        self.update()

    def _painter(self) -> TrendPainter | None:
        if self._view is None or self._places is None:
            return None
        return TrendPainter(self._view, self.window_, self._places, palette=self._palette, scale=self._scale)

    def bar_of(self, alarm_id: int) -> QRect:
        """Where the bar of an alarm stands; empty where there is none."""
        painter = self._painter()
        for alarm in () if self._view is None else self._view.alarms:
            if alarm.alarm_id == alarm_id and painter is not None:
                return painter.bar_of(alarm)
        return QRect()

    def _alarm_at(self, point: QPoint) -> int | None:
        painter = self._painter()
        if painter is None or self._view is None:
            return None
        hit = [one for one in self._view.alarms if painter.bar_of(one).adjusted(-3, -3, 3, 3).contains(point)]
        return hit[-1].alarm_id if hit else None

    def _t_s(self, x: float) -> float:
        chart = QRect(0, 0, 1, 1) if self._places is None else self._places.chart
        return self.window_.t_s(x - chart.left(), max(1, chart.width()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        steps = event.angleDelta().y() / WHEEL_STEP
        self.window_ = self.window_.zoomed(steps, self._t_s(event.position().x()))
        self._renew()
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed, self._dragged_from = event.position().toPoint(), None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        here = event.position().toPoint()
        if self._pressed is not None and self._places is not None:
            by_px = self._pressed.x() - here.x()
            if self._dragged_from is None and abs(by_px) >= DRAG_FROM_PX:
                self._dragged_from = self.window_
            if self._dragged_from is not None:
                by_s = by_px / max(1, self._places.chart.width()) * self._dragged_from.span_s
                self.window_ = self._dragged_from.panned(by_s)
                self._renew()
                return
        self._set_cursor(self._t_s(here.x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._dragged_from is None:
            found = self._alarm_at(event.position().toPoint())
            if found is not None:
                self.alarm_chosen.emit(found)
        self._pressed = self._dragged_from = None

    def mouseDoubleClickEvent(self, _event: QMouseEvent) -> None:
        self.show_whole()

    def enterEvent(self, event: QEnterEvent) -> None:
        self._set_cursor(self._t_s(event.position().x()))

    def leaveEvent(self, _event: QEvent) -> None:
        if self.selected is None:
            self._set_cursor(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None:
            here = self.window_.start_s if self.cursor_t_s is None else self.cursor_t_s
            self._set_cursor(here + step * KEY_STEP_SHARE * self.window_.span_s)
        elif event.text() in {"+", "-"}:
            about = (self.window_.start_s + self.window_.end_s) / 2 if self.cursor_t_s is None else self.cursor_t_s
            self.window_ = self.window_.zoomed(1 if event.text() == "+" else -1, about)
            self._renew()
        else:
            super().keyPressEvent(event)

    def _set_cursor(self, t_s: float | None) -> None:
        if t_s is not None:
            t_s = min(max(t_s, self.window_.start_s), self.window_.end_s)
        self.cursor_t_s = t_s
        self.update()

    def resizeEvent(self, _event: QResizeEvent) -> None:
        self._renew()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._paint_picture()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)
            if self.cursor_t_s is not None and self._view is not None:
                self._paint_cursor(painter, self.cursor_t_s)

    def _paint_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._palette.tile))
        trend = self._painter()
        if trend is not None:
            with QPainter(picture) as painter:
                trend.paint(painter, self.selected)
        return picture

    def _paint_cursor(self, painter: QPainter, t_s: float) -> None:
        places, palette, px = self._places, self._palette, self._scale.px
        if places is None or not self.window_.start_s <= t_s <= self.window_.end_s:
            return
        x = places.chart.left() + self.window_.x(t_s, places.chart.width())
        bottom = places.lanes[-1].bottom() if places.lanes else places.axis.top()
        painter.setPen(QPen(QColor(palette.text), 1))
        painter.drawLine(QLineF(x, places.chart.top(), x, bottom))
        said = self._read(t_s)
        title, body = Face(self._scale.type_px(14)), Face(self._scale.type_px(16), strong=True)
        faces = [body if number < 2 else title for number in range(len(said.lines))]
        width = max(face.width(text) for face, (text, _) in zip(faces, said.lines, strict=True))
        width = min(max(width, title.width(said.title)) + px(28), places.chart.width() - 2)
        line_px = px(25)
        height = line_px * (len(said.lines) + 1) + px(14)
        left = round(x) + px(10)
        if left + width > places.chart.right():
            left = max(places.chart.left(), round(x) - px(10) - width)
        box = QRect(left, places.chart.top() + px(28), width, height)
        rounded(painter, box, fill=palette.background, radius=8, edge=palette.edge)
        row = QRect(box.x() + px(14), box.y() + px(7), width - px(20), line_px)
        draw(painter, row, (said.title,), face=title, colour=palette.muted)
        for face, (text, tone) in zip(faces, said.lines, strict=True):
            row.translate(0, line_px)
            draw(painter, row, (text,), face=face, colour=palette.of_tone(tone))
