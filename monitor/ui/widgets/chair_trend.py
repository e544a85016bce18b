"""The large trend of the chair view: scales, zoom by wheel, pan by drag, and a cursor that reads all values."""

from collections.abc import Callable

from PySide6.QtCore import QLineF, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QWidget

from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, LEFT, RIGHT, draw, rounded
from monitor.ui.theme import Face, Palette
from monitor.ui.traces import PRESSURE_RANGE, SPO2_RANGE, axes_of, paint_trend
from monitor.ui.trend_window import TrendWindow, ticks_s
from monitor.ui.views import ChairDetailView
from monitor.ui.words import tr

Read = Callable[[ChairDetailView, float], tuple[str, ...]]
Clock = Callable[[ChairDetailView, float], str]
NOTCH = 120  # eighths of a degree in one notch of a wheel
KEY_SHARE = 0.02  # of the span, by which an arrow key moves the cursor
PRESSURE_TICKS, SPO2_TICKS = (80, 120, 160, 200), (80, 90, 100)
MOST_TIMES = 8


class ChairTrend(QWidget):
    """Arrow keys move the cursor, plus and minus zoom, Home shows all again; so does a double click."""

    def __init__(self, palette: Palette, *, read: Read, clock: Clock, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._read = read
        self._clock = clock
        self._face = Face(13)
        self._view: ChairDetailView | None = None
        self.window_ = TrendWindow.all_of(1.0)
        self.cursor_s: float | None = None
        self._grip: tuple[QPoint, TrendWindow] | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def place(self, rect: QRect, scale: Scale) -> None:
        self.setGeometry(rect)
        self._face = Face(scale.type_px(14))
        self.update()

    def show_view(self, view: ChairDetailView) -> None:
        """Follow `view`; another patient's trend begins anew."""
        before, self._view = self._view, view
        if before is None or before.trace.key[:2] != view.trace.key[:2]:
            self.window_, self.cursor_s = TrendWindow.all_of(view.trace.end_s), None
        else:
            self.window_ = self.window_.grown(view.trace.end_s)
        self._speak()
        if before is None or before.trace != view.trace:
            self.update()

    def shown_lines(self) -> tuple[str, ...]:
        """What the cursor reads; empty without one."""
        if self._view is None or self.cursor_s is None:
            return ()
        return self._read(self._view, self.cursor_s)

    def _speak(self) -> None:
        lines = self.shown_lines()
        self.setAccessibleName(
            tr("Trend, {list}", list="; ".join(lines)) if lines else tr("Trend. Arrow keys move a cursor")
        )

    @property
    def plot(self) -> QRect:
        """Where the trend stands, within the scales."""
        left = self._face.width("000") + 6
        return self.rect().adjusted(left, 0, 0, -round(self._face.height * 1.1))

    def moment_at(self, x: float) -> float:
        """The moment of the trend under a horizontal position."""
        plot, window = self.plot, self.window_
        share = min(max((x - plot.x()) / max(1, plot.width()), 0.0), 1.0)
        return window.start_s + share * window.span_s

    def set_cursor(self, at_s: float | None) -> None:
        """Read the values of a moment; None for no cursor."""
        window = self.window_
        self.cursor_s = None if at_s is None else min(max(at_s, window.start_s), window.end_s)
        self._speak()
        self.update()

    def zoom(self, at_s: float, notches: float) -> None:
        self.window_ = self.window_.zoomed(at_s, notches)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.zoom(self.moment_at(event.position().x()), event.angleDelta().y() / NOTCH)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._grip = (event.position().toPoint(), self.window_)
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is not None and event.buttons() & Qt.MouseButton.LeftButton:
            start, window = self._grip
            moved = event.position().x() - start.x()
            self.window_ = window.panned(-moved * window.span_s / max(1, self.plot.width()))
        self.set_cursor(self.moment_at(event.position().x()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._show_all()
        event.accept()

    def _show_all(self) -> None:
        self.window_ = TrendWindow.all_of(self.window_.whole_s)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        window = self.window_
        at_s = window.end_s if self.cursor_s is None else self.cursor_s
        key = event.key()
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.set_cursor(at_s + (1 if key == Qt.Key.Key_Right else -1) * KEY_SHARE * window.span_s)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Minus):
            self.zoom(at_s, 1 if key == Qt.Key.Key_Plus else -1)
        elif key == Qt.Key.Key_Home:
            self._show_all()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        view, plot = self._view, self.plot
        with QPainter(self) as painter:
            painter.fillRect(plot, QColor(self._palette.panel))
            if view is None:
                return
            painter.save()
            painter.setClipRect(plot)
            paint_trend(painter, QRectF(plot), view.trace, self._palette, window=self.window_)
            painter.restore()
            self._paint_scales(painter, view, plot)
            if self.hasFocus():
                rounded(painter, plot, fill=None, radius=2, edge=self._palette.muted)
            if self.cursor_s is not None:
                self._paint_cursor(painter, plot)

    def _paint_scales(self, painter: QPainter, view: ChairDetailView, plot: QRect) -> None:
        upper, lower = axes_of(QRectF(plot), self.window_)
        face, height = self._face, self._face.height
        for axes, values, value_range in ((upper, PRESSURE_TICKS, PRESSURE_RANGE), (lower, SPO2_TICKS, SPO2_RANGE)):
            for value in values:
                if value_range[0] <= value <= value_range[1]:
                    row = QRect(0, max(0, round(axes.y(value)) - height // 2), plot.x() - 4, height)
                    draw(painter, row, (str(value),), face=face, colour=self._palette.muted, align=RIGHT)
        for moment in ticks_s(self.window_, MOST_TIMES):
            x = round(upper.x(moment))
            half = face.width("00:00") // 2 + 2
            cell = QRect(min(max(x - half, plot.left()), plot.right() - 2 * half), plot.bottom() + 2, 2 * half, height)
            draw(painter, cell, (self._clock(view, moment),), face=face, colour=self._palette.muted, align=CENTRE)

    def _paint_cursor(self, painter: QPainter, plot: QRect) -> None:
        upper, _ = axes_of(QRectF(plot), self.window_)
        x = upper.x(self.cursor_s or 0.0)
        painter.setPen(QPen(QColor(self._palette.text), 1))
        painter.drawLine(QLineF(x, plot.top(), x, plot.bottom()))
        lines, face = self.shown_lines(), self._face
        width = max(face.width(line) for line in lines) + 16
        left = round(x) + 8 if x + 8 + width <= plot.right() else round(x) - 8 - width
        box = QRect(max(plot.left(), left), plot.top() + 4, width, len(lines) * face.height + 8)
        rounded(painter, box, fill=self._palette.tile, radius=6, edge=self._palette.text)
        for index, line in enumerate(lines):
            row = QRect(box.x() + 8, box.y() + 4 + index * face.height, width - 8, face.height)
            draw(painter, row, (line,), face=face, colour=self._palette.text, align=LEFT)
