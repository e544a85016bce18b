"""Paints the trend of a session as lines: pressures, rates, saturation, alarms and what was given, on one axis of time.

Minutes of continuous values are drawn as a band from lowest to highest with the median in it; where there was no value
there is a gap. An entered pressure is hollow, a doubtful one dashed, so that neither is taken for a measurement.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF

from drivers.observations import Parameter
from monitor.domain.vocabulary import Phase
from monitor.reports.paper import (
    ACTION_INK,
    INK,
    MM,
    MUTED_INK,
    PRESSURE_INK,
    PRIORITY_INKS,
    PULSE_INK,
    RULE_INK,
    SPO2_INK,
    STRIPE,
    font,
    see_through,
)
from monitor.reports.scales import RATES, Scale, pressure_scale, rate_scale, saturation_scale
from monitor.review.account import Account
from monitor.review.reading_row import ReadingRow
from monitor.review.value_columns import MS_PER_MINUTE, ValueColumn

LABELS, AXIS, LANE, BETWEEN = 21 * MM, 6 * MM, 3.4 * MM, 4.2 * MM
MOST_LANES = 8
LABEL_PT = 6.5
TICK_STEPS_MIN = (5, 10, 15, 30, 60)
MOST_TICKS = 14
THIN, LINE = 0.12 * MM, 0.28 * MM


@dataclass(frozen=True, slots=True)
class _Panel:
    """One scale of values, from its bottom to its top; it holds every value that is drawn on it."""

    rect: QRectF
    scale: Scale
    x: Callable[[float], float]

    def y(self, value: float) -> float:
        return self.rect.bottom() - self.scale.share(value) * self.rect.height()


def paint_trend(painter: QPainter, rect: QRectF, account: Account) -> None:
    """Paint into `rect`, in tenths of a point."""
    painter.save()
    lanes = _lanes(account)
    from_ms, to_ms = _span(account)
    plot = QRectF(rect.left() + LABELS, rect.top(), rect.width() - LABELS - MM, rect.height() - AXIS)

    def x(utc_ms: float) -> float:
        return plot.left() + (utc_ms - from_ms) / (to_ms - from_ms) * plot.width()

    _paint_phases(painter, plot, account, x, to_ms)
    room = plot.height() - len(lanes) * LANE - 3 * BETWEEN - LANE
    heights = (0.46 * room, 0.27 * room, 0.27 * room)
    top = plot.top() + LANE
    pressures = _Panel(QRectF(plot.left(), top, plot.width(), heights[0]), pressure_scale(account), x)
    _paint_scale(painter, pressures, "BP, mmHg", PRESSURE_INK)
    for reading in account.counted():
        _paint_reading(painter, pressures, reading)
    top = pressures.rect.bottom() + BETWEEN
    rates = _Panel(QRectF(plot.left(), top, plot.width(), heights[1]), rate_scale(account), x)
    _paint_scale(painter, rates, "Rate, /min", PULSE_INK)
    _paint_columns(painter, rates, account, RATES, PULSE_INK)
    top = rates.rect.bottom() + BETWEEN
    oxygen = _Panel(QRectF(plot.left(), top, plot.width(), heights[2]), saturation_scale(account), x)
    _paint_scale(painter, oxygen, "SpO₂, %", SPO2_INK)
    _paint_columns(painter, oxygen, account, (Parameter.SPO2,), SPO2_INK)
    _paint_lanes(painter, plot, account, lanes, top=oxygen.rect.bottom() + BETWEEN, x=x, to_ms=to_ms)
    _paint_axis(painter, plot, account, x, (from_ms, to_ms))
    painter.restore()


def _span(account: Account) -> tuple[int, int]:
    """First and last instant shown."""
    times = [account.admitted_utc_ms, *(int(column.utc_ms[-1]) for column in account.values if len(column.utc_ms))]
    times += [row.measured_utc_ms for row in account.readings]
    last = max(times) if account.discharged_utc_ms is None else account.discharged_utc_ms
    first = min([account.admitted_utc_ms, *(row.measured_utc_ms for row in account.readings if row.before_admission)])
    return first, max(last, first + MS_PER_MINUTE)


def _label(painter: QPainter, text: str, rect: QRectF, ink: str, align: Qt.AlignmentFlag) -> None:
    painter.setFont(font(LABEL_PT))
    painter.setPen(QColor(ink))
    painter.drawText(rect, int(align | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine), text)


def _paint_phases(painter: QPainter, plot: QRectF, account: Account, x: Callable[[float], float], to_ms: int) -> None:
    for row in account.phases:
        if row.phase is Phase.DISCHARGED:
            continue
        left, right = x(row.began_utc_ms), x(to_ms if row.ended_utc_ms is None else row.ended_utc_ms)
        if row.phase is Phase.INFUSION:
            painter.fillRect(QRectF(left, plot.top(), right - left, plot.height()), see_through(STRIPE))
        painter.setPen(QPen(QColor(RULE_INK), THIN))
        painter.drawLine(QPointF(left, plot.top()), QPointF(left, plot.bottom()))
        rect = QRectF(left + 0.8 * MM, plot.top(), max(right - left, 18 * MM), LANE)
        _label(painter, row.stage.value, rect, MUTED_INK, Qt.AlignmentFlag.AlignLeft)


def _paint_scale(painter: QPainter, panel: _Panel, title: str, ink: str) -> None:
    rect = panel.rect
    area = QRectF(rect.left() - LABELS, rect.top(), LABELS - 9 * MM, LANE)
    _label(painter, title, area, ink, Qt.AlignmentFlag.AlignLeft)
    for value in panel.scale.lines:
        y = panel.y(value)
        painter.setPen(QPen(QColor(RULE_INK), THIN))
        painter.drawLine(QPointF(rect.left(), y), QPointF(rect.right(), y))
        area = QRectF(rect.left() - 9 * MM, y - LANE / 2, 8.2 * MM, LANE)
        _label(painter, str(value), area, MUTED_INK, Qt.AlignmentFlag.AlignRight)


def _paint_reading(painter: QPainter, panel: _Panel, reading: ReadingRow) -> None:
    """A bar from diastolic to systolic with a tick at the mean."""
    if reading.systolic is None:
        return
    x, top = panel.x(reading.measured_utc_ms), panel.y(reading.systolic)
    pen = QPen(QColor(PRESSURE_INK), LINE)
    pen.setStyle(Qt.PenStyle.DashLine if reading.doubtful else Qt.PenStyle.SolidLine)
    painter.setPen(pen)
    half = 0.75 * MM
    if reading.diastolic is not None:
        bottom = panel.y(reading.diastolic)
        painter.drawLine(QPointF(x, top), QPointF(x, bottom))
        painter.drawLine(QPointF(x - half, bottom), QPointF(x + half, bottom))
    painter.setPen(QPen(QColor(PRESSURE_INK), LINE))
    if reading.mean is not None:
        y = panel.y(reading.mean)
        painter.drawLine(QPointF(x - half / 2, y), QPointF(x + half / 2, y))
    if reading.entered:
        painter.setBrush(QColor("white"))
        painter.drawEllipse(QPointF(x, top), half, half)
        painter.setBrush(Qt.BrushStyle.NoBrush)
    else:
        painter.drawLine(QPointF(x - half, top), QPointF(x + half, top))


def _paint_columns(
    painter: QPainter, panel: _Panel, account: Account, parameters: Sequence[Parameter], ink: str
) -> None:
    for column in account.values:
        if column.parameter in parameters:
            _paint_minutes(painter, panel, column, ink)


def _paint_minutes(painter: QPainter, panel: _Panel, column: ValueColumn, ink: str) -> None:
    """Bands and medians of each stretch of minutes without a gap."""
    minutes = column.minutes()
    if not len(minutes.utc_ms):
        return
    breaks = np.flatnonzero(np.diff(minutes.utc_ms) > MS_PER_MINUTE) + 1
    for part in np.split(np.arange(len(minutes.utc_ms)), breaks):
        xs = [panel.x(float(minutes.utc_ms[i]) + MS_PER_MINUTE / 2) for i in part]
        tops = [QPointF(x, panel.y(float(minutes.highest[i]))) for x, i in zip(xs, part, strict=True)]
        bottoms = [QPointF(x, panel.y(float(minutes.lowest[i]))) for x, i in zip(xs, part, strict=True)]
        band = QColor(ink)
        band.setAlphaF(0.22)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawPolygon(QPolygonF([*tops, *reversed(bottoms)]))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(ink), LINE))
        middle = [QPointF(x, panel.y(float(minutes.median[i]))) for x, i in zip(xs, part, strict=True)]
        painter.drawPolyline(QPolygonF(middle))


def _lanes(account: Account) -> list[str]:
    """The rules that spoke, gravest first; those beyond the room there is stand in the table alone."""
    gravest: dict[str, int] = {}
    for row in account.alarms:
        gravest[row.rule] = max(gravest.get(row.rule, 0), int(row.priority))
    ordered = sorted(gravest, key=lambda rule: (-gravest[rule], rule))
    return [*ordered[:MOST_LANES], "given"]


def _paint_lanes(
    painter: QPainter,
    plot: QRectF,
    account: Account,
    lanes: Sequence[str],
    *,
    top: float,
    x: Callable[[float], float],
    to_ms: int,
) -> None:
    for number, lane in enumerate(lanes):
        y = top + number * LANE
        area = QRectF(plot.left() - LABELS, y, LABELS - MM, LANE)
        _label(painter, lane, area, INK, Qt.AlignmentFlag.AlignLeft)
        painter.setPen(QPen(QColor(RULE_INK), THIN))
        painter.drawLine(QPointF(plot.left(), y + LANE / 2), QPointF(plot.right(), y + LANE / 2))
        for row in account.alarms:
            if row.rule == lane:
                left, right = x(row.raised_utc_ms), x(to_ms if row.ended_utc_ms is None else row.ended_utc_ms)
                bar = QRectF(left, y + 0.6 * MM, max(right - left, 0.5 * MM), LANE - 1.2 * MM)
                painter.fillRect(bar, QColor(PRIORITY_INKS[row.priority]))
    y = top + (len(lanes) - 1) * LANE + LANE / 2
    painter.setPen(QPen(QColor(ACTION_INK), LINE))
    painter.setBrush(QColor(ACTION_INK))
    for utc_ms in [*(row.utc_ms for row in account.drugs), *(row.utc_ms for row in account.doses.acts)]:
        at = QPointF(x(utc_ms), y)
        half = 0.9 * MM
        painter.drawPolygon(QPolygonF([at + QPointF(0, -half), at + QPointF(half, half), at + QPointF(-half, half)]))
    painter.setBrush(Qt.BrushStyle.NoBrush)


def _paint_axis(
    painter: QPainter, plot: QRectF, account: Account, x: Callable[[float], float], span: tuple[int, int]
) -> None:
    """Minutes since the start of the drug, or since the admission where there was none."""
    zero = account.doses.started_utc_ms or account.admitted_utc_ms
    minutes = (span[1] - span[0]) / MS_PER_MINUTE
    step = next((one for one in TICK_STEPS_MIN if minutes / one <= MOST_TICKS), TICK_STEPS_MIN[-1])
    tick = int(np.ceil((span[0] - zero) / MS_PER_MINUTE / step)) * step
    while zero + tick * MS_PER_MINUTE <= span[1]:
        at = x(zero + tick * MS_PER_MINUTE)
        painter.setPen(QPen(QColor(MUTED_INK), THIN))
        painter.drawLine(QPointF(at, plot.bottom()), QPointF(at, plot.bottom() + 0.8 * MM))
        area = QRectF(at - 8 * MM, plot.bottom() + 0.8 * MM, 16 * MM, LANE)
        _label(painter, str(tick), area, MUTED_INK, Qt.AlignmentFlag.AlignHCenter)
        tick += step
    since = "min since start" if account.doses.started_utc_ms else "min since admission"
    area = QRectF(plot.left() - LABELS, plot.bottom() + 0.8 * MM, LABELS, LANE)
    _label(painter, since, area, MUTED_INK, Qt.AlignmentFlag.AlignLeft)
