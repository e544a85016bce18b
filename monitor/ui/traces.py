"""The trend on a tile, painted once into a pixmap and again only when its version changes.

Pressures are bars from systolic to diastolic with the mean as a dot, the pulse is a line on the same scale, the
saturation has a scale of its own below. Earlier infusions of the course lie behind, faint. Ranges are fixed. Why no
PlotWidget: see the decision in README.md.
"""

import numpy as np
from numpy.typing import NDArray
from pyqtgraph import functions as pg_functions  # type: ignore[import-untyped]  # pyqtgraph ships no type marker
from PySide6.QtCore import QLineF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from monitor.port.snapshot import PressurePoint, TrendView
from monitor.ui.theme import Palette
from monitor.ui.trend_window import TrendWindow
from monitor.ui.views import TraceView

PRESSURE_RANGE = (40.0, 200.0)  # mmHg, and beats per minute of the pulse
SPO2_RANGE = (80.0, 100.0)  # per cent
SPO2_SHARE = 0.26  # of the height
PAD_PX = 3
DOT_PX = 4
BAR_PX = 3
LOW_TREND_PX = 40  # below this the mean is a smaller dot, or it would hide its bar

Floats = NDArray[np.float64]


def polyline(xs: Floats, ys: Floats) -> QPainterPath:
    """A line through pixels, broken where one of the two is NaN."""
    path = pg_functions.arrayToQPath(xs, ys, connect="finite")
    if not isinstance(path, QPainterPath):
        raise TypeError(f"pyqtgraph gave a {type(path).__name__} for a path")
    return path


class Axes:
    """Seconds and values to pixels within one rectangle. Values beyond the range are drawn on its edge."""

    def __init__(self, rect: QRectF, window: TrendWindow, value_range: tuple[float, float]) -> None:
        self._rect = rect
        self._low, self._high = value_range
        self._start_s = window.start_s
        self._per_second = rect.width() / window.span_s
        self._per_unit = rect.height() / (self._high - self._low)

    @property
    def height(self) -> float:
        return self._rect.height()

    def x(self, t_s: float) -> float:
        return self._rect.left() + (t_s - self._start_s) * self._per_second

    def y(self, value: float) -> float:
        return self._rect.bottom() - (min(max(value, self._low), self._high) - self._low) * self._per_unit

    def line(self, series: tuple[tuple[float, float | None], ...]) -> QPainterPath:
        """`series` as a path, broken where a value is missing."""
        if not series:
            return QPainterPath()
        times, values = zip(*series, strict=True)
        xs: Floats = self._rect.left() + (np.array(times, dtype=np.float64) - self._start_s) * self._per_second
        clipped: Floats = np.clip(np.array(values, dtype=np.float64), self._low, self._high)  # None becomes NaN
        ys: Floats = self._rect.bottom() - (clipped - self._low) * self._per_unit
        return polyline(xs, ys)


class Trace(QWidget):
    """Shows a `TraceView`; empty sizes show nothing."""

    def __init__(self, palette: Palette, parent: QWidget) -> None:
        super().__init__(parent)
        self._palette = palette
        self._shown: TraceView | None = None
        self._picture: QPixmap | None = None
        self._due = False
        self.repaint_count = 0
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    def place(self, rect: QRect) -> None:
        self.setGeometry(rect)
        self.setVisible(not rect.isEmpty())
        self._forget()

    def show_view(self, view: TraceView) -> None:
        """Take over `view`: at once if it is somebody else's trend, else when `renew` is called."""
        if view == self._shown:
            return
        stranger = self._shown is None or view.key[:2] != self._shown.key[:2]
        self._shown = view
        if stranger:
            self._forget()
        else:
            self._due = True

    def renew(self) -> bool:
        """Repaint if the trend has grown since the last picture; says whether it had."""
        was_due = self._due and self.isVisible()
        if was_due:
            self._forget()
        return was_due

    def _forget(self) -> None:
        self._picture = None
        self._due = False
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture is None:
            self._picture = self._paint_picture()
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)

    def _paint_picture(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(round(self.width() * ratio), round(self.height() * ratio))
        picture.setDevicePixelRatio(ratio)
        picture.fill(QColor(self._palette.panel))
        self.repaint_count += 1
        if self._shown is not None:
            with QPainter(picture) as painter:
                paint_trend(painter, QRectF(0, 0, self.width(), self.height()), self._shown, self._palette)
        return picture


def axes_of(rect: QRectF, window: TrendWindow) -> tuple[Axes, Axes]:
    """The axes of pressure and pulse, and those of the saturation below them."""
    inner = _inner(rect)
    split = inner.height() * SPO2_SHARE
    upper = Axes(inner.adjusted(0, 0, 0, -split - PAD_PX), window, PRESSURE_RANGE)
    return upper, Axes(inner.adjusted(0, inner.height() - split, 0, 0), window, SPO2_RANGE)


def _inner(rect: QRectF) -> QRectF:
    return rect.adjusted(PAD_PX, PAD_PX, -PAD_PX, -PAD_PX)


def paint_trend(
    painter: QPainter, rect: QRectF, view: TraceView, palette: Palette, *, window: TrendWindow | None = None
) -> None:
    """Paint the trend into `rect`, or the part of it in `window`."""
    inner = _inner(rect)
    upper, lower = axes_of(rect, window or TrendWindow.all_of(view.end_s))
    trend = view.trend
    _paint_band(painter, inner, upper, trend, palette)
    _paint_earlier(painter, upper, view, palette)
    _paint_infusion(painter, inner, upper, trend, palette)
    _pen(painter, palette.trend_spo2)
    painter.drawPath(lower.line(trend.spo2))
    _pen(painter, palette.trend_pulse)
    painter.drawPath(upper.line(trend.pulse))
    _paint_pressures(painter, upper, trend, palette)


def _paint_earlier(painter: QPainter, axes: Axes, view: TraceView, palette: Palette) -> None:
    """Systolic and diastolic of earlier infusions, laid on today's start; before the start there is nothing to lay."""
    start_s = view.trend.infusion_start_s
    if start_s is None:
        return
    _pen(painter, palette.trend_earlier)
    for curve in view.earlier:
        moments = [start_s + point.at_min * 60 for point in curve.points]
        for values in ([point.systolic for point in curve.points], [point.diastolic for point in curve.points]):
            painter.drawPath(axes.line(tuple(zip(moments, values, strict=True))))


def _pen(painter: QPainter, colour: str) -> None:
    painter.setPen(QPen(QColor(colour), 1))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_band(painter: QPainter, inner: QRectF, axes: Axes, trend: TrendView, palette: Palette) -> None:
    low, high = trend.limit_low_mmhg, trend.limit_high_mmhg
    if low is None and high is None:
        return
    top = axes.y(PRESSURE_RANGE[1] if high is None else high)
    bottom = axes.y(PRESSURE_RANGE[0] if low is None else low)
    painter.fillRect(QRectF(inner.left(), top, inner.width(), bottom - top), QColor(palette.trend_band))
    _pen(painter, palette.trend_line)
    for limit, y in ((high, top), (low, bottom)):
        if limit is not None:
            painter.drawLine(QLineF(inner.left(), y, inner.right(), y))


def _paint_infusion(painter: QPainter, inner: QRectF, axes: Axes, trend: TrendView, palette: Palette) -> None:
    _pen(painter, palette.muted)
    for t_s in (trend.infusion_start_s, trend.infusion_end_s):
        if t_s is not None:
            painter.drawLine(QLineF(axes.x(t_s), inner.top(), axes.x(t_s), inner.bottom()))


def _paint_pressures(painter: QPainter, axes: Axes, trend: TrendView, palette: Palette) -> None:
    for questionable, colour in ((False, palette.trend_pressure), (True, palette.trend_line)):
        shapes = QPainterPath()
        shapes.setFillRule(Qt.FillRule.WindingFill)
        for point in trend.pressures:
            if point.questionable is questionable:
                shapes.addRect(_bar(axes, point))
                if point.mean is not None:
                    shapes.addRect(_dot(axes, point.t_s, point.mean))
        painter.fillPath(shapes, QColor(colour))


def _bar(axes: Axes, point: PressurePoint) -> QRectF:
    top = axes.y(point.systolic)
    return QRectF(round(axes.x(point.t_s)) - BAR_PX // 2, top, BAR_PX, max(axes.y(point.diastolic) - top, 1))


def _dot(axes: Axes, t_s: float, mean: float) -> QRectF:
    dot = DOT_PX if axes.height >= LOW_TREND_PX else DOT_PX // 2
    half = (BAR_PX + dot) / 2
    return QRectF(round(axes.x(t_s)) + 0.5 - half, axes.y(mean) - dot / 2, 2 * half, dot)
