"""Paints the trend and the lanes of alarms of a reviewed session into a strip of time. No interaction here.

Pressures are bars from systolic to diastolic with the mean as a dot, hollow where a person typed them and grey with a
"?" where they are in doubt; saturation has a scale of its own below.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from monitor.port.review_views import AlarmRow, FlagKind, Floats, PressureRow, SessionView
from monitor.ui.geometry import Scale
from monitor.ui.painting import CENTRE, LEFT, RIGHT, draw, rounded, shrunk
from monitor.ui.theme import Face, Palette
from monitor.ui.time_window import TimeWindow, thinned, ticks_of
from monitor.ui.traces import polyline
from monitor.ui.words import tr

LOW_MMHG, HIGH_MMHG = 40.0, 200.0
STEP_MMHG = 20
SPO2_LOW, SPO2_HIGH = 80.0, 100.0
SPO2_SHARE = 0.17
GAP_S = 10.0  # a continuous value that stays away longer than this leaves a gap
LANE_PX, LEAST_LANE_PX = 27, 15
HEADROOM_MMHG = 12  # above the highest reading, for its mark
LANES_SHARE = 0.38  # of the height at most
TICKS_PX = 110
SPANS_PX = 24  # above the chart, for the names of its stretches


@dataclass(frozen=True, slots=True)
class TrendGeometry:
    """Where the parts stand within the widget."""

    chart: QRect
    spo2: QRect
    flags: QRect
    axis: QRect
    lanes: tuple[QRect, ...]
    rules: tuple[str, ...]


def lanes_of(view: SessionView) -> tuple[str, ...]:
    """One lane for each rule, in the order of their first alarm."""
    return tuple(dict.fromkeys(alarm.rule for alarm in view.alarms))


def geometry(width: int, height: int, rules: tuple[str, ...], scale: Scale) -> TrendGeometry:
    """Lay out chart, saturation, flags, axis and lanes from the top down."""
    px = scale.px
    left, right = px(104), px(16)
    inner = max(1, width - left - right)
    axis_px, flags_px = px(24), px(18)
    lane_px = px(LANE_PX)
    if rules:
        lane_px = max(LEAST_LANE_PX, min(lane_px, round(height * LANES_SHARE) // len(rules)))
    lanes_px = lane_px * len(rules)
    plot = max(40, height - lanes_px - axis_px - flags_px - px(8))
    spo2_px = round(plot * SPO2_SHARE)
    chart = QRect(left, px(SPANS_PX), inner, plot - spo2_px - px(SPANS_PX))
    spo2 = QRect(left, chart.bottom() + px(4), inner, spo2_px)
    flags = QRect(left, spo2.bottom() + 1, inner, flags_px)
    axis = QRect(left, flags.bottom() + 1, inner, axis_px)
    lanes = tuple(
        QRect(left, axis.bottom() + px(4) + index * lane_px, inner, lane_px - 2) for index in range(len(rules))
    )
    return TrendGeometry(chart, spo2, flags, axis, lanes, rules)


class TrendPainter:
    """Paints one view at one stretch of time."""

    def __init__(
        self, view: SessionView, window: TimeWindow, places: TrendGeometry, *, palette: Palette, scale: Scale
    ) -> None:
        self._view = view
        self._window = window
        self._places = places
        self._palette = palette
        self._scale = scale
        highest = max((one.systolic for one in view.pressures), default=HIGH_MMHG)
        self._top = max(HIGH_MMHG, float(STEP_MMHG * np.ceil((highest + HEADROOM_MMHG) / STEP_MMHG)))
        self._small = Face(scale.type_px(14))

    def x(self, t_s: float) -> float:
        """Pixels within the widget."""
        chart = self._places.chart
        return chart.left() + self._window.x(t_s, chart.width())

    def y(self, value: float) -> float:
        """Pixels of a pressure or a pulse."""
        chart = self._places.chart
        share = (min(max(value, LOW_MMHG), self._top) - LOW_MMHG) / (self._top - LOW_MMHG)
        return chart.bottom() - share * chart.height()

    def _y_spo2(self, value: float) -> float:
        room = self._places.spo2
        share = (min(max(value, SPO2_LOW), SPO2_HIGH) - SPO2_LOW) / (SPO2_HIGH - SPO2_LOW)
        return room.bottom() - share * room.height()

    def paint(self, painter: QPainter, selected: int | None) -> None:
        """Everything but the cursor. `selected` is the alarm whose bar stands out."""
        self._paint_grid(painter)
        self._paint_labels(painter)
        painter.save()
        chart, flags = self._places.chart, self._places.flags
        painter.setClipRect(QRect(chart.left(), 0, chart.width(), flags.bottom()))
        self._paint_spans(painter)
        self._paint_limits(painter)
        self._paint_selected(painter, selected)
        self._paint_lines(painter)
        self._paint_pressures(painter)
        self._paint_entered(painter)
        self._paint_flags(painter)
        painter.restore()
        self._paint_lanes(painter, selected)

    def _pen(self, painter: QPainter, colour: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> None:
        painter.setPen(QPen(QColor(colour), 1, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _paint_grid(self, painter: QPainter) -> None:
        places, palette = self._places, self._palette
        painter.fillRect(places.chart, QColor(palette.panel))
        painter.fillRect(places.spo2, QColor(palette.panel))
        for value in range(int(LOW_MMHG) + STEP_MMHG, int(self._top), STEP_MMHG):
            self._pen(painter, palette.trend_band)
            painter.drawLine(QLineF(places.chart.left(), self.y(value), places.chart.right(), self.y(value)))
        most = max(2, places.chart.width() // self._scale.px(TICKS_PX))
        for t_s in ticks_of(self._window, most=most):
            x = self.x(t_s)
            self._pen(painter, palette.trend_band)
            painter.drawLine(QLineF(x, places.chart.top(), x, places.spo2.bottom()))
            text = _tick(t_s)
            width = self._small.width(text)
            left = min(max(round(x) - width // 2, 0), places.chart.right() + self._scale.px(14) - width)
            label = QRect(left, places.axis.top(), width, places.axis.height())
            draw(painter, label, (text,), face=self._small, colour=palette.muted, align=CENTRE)

    def _paint_labels(self, painter: QPainter) -> None:
        places, palette, px = self._places, self._palette, self._scale.px
        for value in range(int(LOW_MMHG) + STEP_MMHG, int(self._top), STEP_MMHG):
            room = QRect(0, round(self.y(value)) - px(10), places.chart.left() - px(10), px(20))
            draw(painter, room, (str(value),), face=self._small, colour=palette.muted, align=RIGHT)
        for value in (90, 100):
            room = QRect(0, round(self._y_spo2(value)) - px(8), places.chart.left() - px(10), px(20))
            draw(painter, room, (f"SpO₂ {value}",), face=self._small, colour=palette.trend_spo2, align=RIGHT)
        units = QRect(0, 0, places.chart.left() - px(10), px(SPANS_PX))
        draw(painter, units, ("mmHg, /min", "mmHg"), face=self._small, colour=palette.muted, align=RIGHT)

    def _paint_spans(self, painter: QPainter) -> None:
        chart, palette = self._places.chart, self._palette
        free_from = float(chart.left())
        for span in self._view.spans:
            left, right = self.x(span.start_t_s), self.x(span.end_t_s)
            if right < chart.left() or left > chart.right():
                continue
            if span.shade:
                colour = QColor(palette.progress)
                colour.setAlpha(38 if span.shade == 1 else 70)
                painter.fillRect(QRectF(left, chart.top(), right - left, chart.height()), colour)
            words_left = max(left, float(chart.left()), free_from) + self._scale.px(4)
            room = QRect(round(words_left), 0, round(chart.right() - words_left), self._scale.px(SPANS_PX))
            wording = (span.words, span.words.split(" · ")[0])
            used = draw(painter, room, wording, face=self._small, colour=palette.faded, align=LEFT)
            free_from = words_left + used + self._scale.px(6)

    def _paint_limits(self, painter: QPainter) -> None:
        chart, palette = self._places.chart, self._palette
        for limit in self._view.limits_mmhg:
            self._pen(painter, palette.medium_dim if limit < 180 else palette.high_dim, Qt.PenStyle.DashLine)
            painter.drawLine(QLineF(chart.left(), self.y(limit), chart.right(), self.y(limit)))
        base = self._view.baseline_systolic
        if base is not None:
            self._pen(painter, palette.trend_line, Qt.PenStyle.DotLine)
            painter.drawLine(QLineF(chart.left(), self.y(base), chart.right(), self.y(base)))

    def _paint_selected(self, painter: QPainter, selected: int | None) -> None:
        found = next((alarm for alarm in self._view.alarms if alarm.alarm_id == selected), None)
        if found is None:
            return
        left, right = self._bar_span(found)
        colour = QColor(self._palette.of_priority(found.priority))
        colour.setAlpha(34)
        chart = self._places.chart
        painter.fillRect(QRectF(left, chart.top(), max(right - left, 2), chart.height()), colour)

    def _paint_lines(self, painter: QPainter) -> None:
        trend, palette = self._view.trend, self._palette
        width = self._places.chart.width()
        spo2 = thinned(trend.spo2_t_s, trend.spo2, self._window, width=width, gap_s=GAP_S)
        pulse = thinned(trend.pulse_t_s, trend.pulse, self._window, width=width, gap_s=GAP_S)
        self._pen(painter, palette.trend_spo2)
        painter.drawPath(self._path(*spo2, self._y_spo2_of))
        self._pen(painter, palette.trend_pulse)
        painter.drawPath(self._path(*pulse, self._y_of))
        painter.setPen(QPen(QColor(palette.muted), 2))
        for t_s, values, doubtful, scale in (
            (trend.spo2_t_s, trend.spo2, trend.spo2_doubtful, self._y_spo2_of),
            (trend.pulse_t_s, trend.pulse, trend.pulse_doubtful, self._y_of),
        ):
            if doubtful.any():
                marked = np.where(doubtful, values, np.nan)
                painter.drawPath(self._path(*thinned(t_s, marked, self._window, width=width, gap_s=GAP_S), scale))

    def _path(self, t_s: Floats, values: Floats, scale: Callable[[Floats], Floats]) -> QPainterPath:
        if t_s.size == 0:
            return QPainterPath()
        chart = self._places.chart
        xs = chart.left() + (t_s - self._window.start_s) / self._window.span_s * chart.width()
        return polyline(xs, scale(values))

    def _y_of(self, values: Floats) -> Floats:
        chart = self._places.chart
        share = (np.clip(values, LOW_MMHG, self._top) - LOW_MMHG) / (self._top - LOW_MMHG)
        return np.asarray(chart.bottom() - share * chart.height(), dtype=np.float64)

    def _y_spo2_of(self, values: Floats) -> Floats:
        room = self._places.spo2
        share = (np.clip(values, SPO2_LOW, SPO2_HIGH) - SPO2_LOW) / (SPO2_HIGH - SPO2_LOW)
        return np.asarray(room.bottom() - share * room.height(), dtype=np.float64)

    def _paint_pressures(self, painter: QPainter) -> None:
        for one in self._view.pressures:
            if self._window.start_s - 1 <= one.t_s <= self._window.end_s + 1:
                paint_pressure(
                    painter,
                    one,
                    self.x(one.t_s),
                    self.y,
                    ceiling=self._places.chart.top(),
                    palette=self._palette,
                    scale=self._scale,
                )

    def _paint_entered(self, painter: QPainter) -> None:
        px = self._scale.px(5)
        self._pen(painter, self._palette.text)
        for one in self._view.entered:
            y = self._y_spo2(one.value) if one.parameter == "SpO₂" else self.y(one.value)
            painter.drawEllipse(QPointF(self.x(one.t_s), y), px, px)

    def _paint_flags(self, painter: QPainter) -> None:
        room, palette = self._places.flags, self._palette
        size = self._scale.px(12)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for flag in self._view.flags:
            x = self.x(flag.t_s)
            filled = flag.kind in (FlagKind.DRUG, FlagKind.NOTE, FlagKind.INFUSION, FlagKind.OVERRIDE)
            painter.setBrush(QColor(palette.text if flag.kind is FlagKind.DRUG else palette.muted))
            if filled:
                top, low = room.top() + 2, room.top() + size
                corners = [QPointF(x, top), QPointF(x - size / 2, low), QPointF(x + size / 2, low)]
                painter.drawPolygon(QPolygonF(corners))
            else:
                painter.drawRect(QRectF(x - size / 4, room.top() + 3, size / 2, size - 4))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)

    def _bar_span(self, alarm: AlarmRow) -> tuple[float, float]:
        end = self._view.end_t_s if alarm.end_t_s is None else alarm.end_t_s
        return self.x(alarm.start_t_s), self.x(end)

    def bar_of(self, alarm: AlarmRow) -> QRect:
        """The bar of an alarm on its lane; at least so wide that it can be seen and hit."""
        lane = self._places.lanes[self._places.rules.index(alarm.rule)]
        left, right = self._bar_span(alarm)
        width = max(right - left, self._scale.px(10))
        inset = max(1, lane.height() // 6)
        return QRect(round(left), lane.top() + inset, round(width), lane.height() - 2 * inset)

    def _paint_lanes(self, painter: QPainter, selected: int | None) -> None:
        palette, px = self._palette, self._scale.px
        for rule, lane in zip(self._places.rules, self._places.lanes, strict=True):
            self._pen(painter, palette.trend_band)
            middle = lane.center().y()
            painter.drawLine(QLineF(lane.left(), middle, lane.right(), middle))
            room = QRect(px(8), lane.top(), lane.left() - px(14), lane.height())
            face = Face(min(self._scale.type_px(15), max(11, lane.height() - 2)))
            draw(painter, room, (rule,), face=shrunk(rule, room.width(), face), colour=palette.faded, align=LEFT)
        painter.save()
        chart = self._places.chart
        painter.setClipRect(QRect(chart.left(), 0, chart.width(), 10_000))
        for alarm in self._view.alarms:
            bar, colour = self.bar_of(alarm), palette.of_priority(alarm.priority)
            edge = palette.selection if alarm.alarm_id == selected else None
            rounded(painter, bar, fill=colour, radius=3, edge=edge, edge_px=2)
            if alarm.end_t_s is None:
                draw(painter, bar, (tr("stands"), "…"), face=self._small, colour=palette.on_bright, align=CENTRE)
        painter.restore()


def paint_pressure(
    painter: QPainter,
    one: PressureRow,
    x: float,
    y: Callable[[float], float],
    *,
    ceiling: int,
    palette: Palette,
    scale: Scale,
) -> None:
    """One reading as a bar with a dot; hollow: entered; grey with a mark, nowhere above `ceiling`: doubtful."""
    colour = QColor(palette.trend_line if one.doubt else palette.trend_pressure)
    top = y(one.systolic)
    bottom = y(one.systolic - 4 if one.diastolic is None else one.diastolic)
    width = max(3, scale.px(4))
    bar = QRectF(round(x) - width / 2, top, width, max(bottom - top, 2))
    if one.entered:
        painter.setPen(QPen(colour, 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(bar.adjusted(-1, 0, 1, 0))
    else:
        painter.fillRect(bar, colour)
    if one.mean is not None:
        dot = max(4, scale.px(8))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawEllipse(QPointF(round(x), y(one.mean)), dot / 2, dot / 2)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
    mark = "?" if one.doubt else "e" if one.entered else ""
    if mark:
        above = round(top) - scale.px(20)
        room = QRect(round(x) - 12, above, 24, scale.px(18))
        if above < ceiling:  # beside the bar: above it stands something else
            room.moveTo(round(x) + scale.px(4), max(ceiling, round(top)))
        draw(painter, room, (mark,), face=Face(scale.type_px(14), strong=True), colour=palette.faded, align=CENTRE)


def _tick(t_s: float) -> str:
    minutes, seconds = divmod(round(abs(t_s)), 60)
    sign = "−" if t_s < 0 else ""
    return f"{sign}{minutes} min" if seconds == 0 else f"{sign}{minutes}:{seconds:02d}"
