"""The trend on a tile: what it draws, and that it draws only when it must."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, chair, room, session, trend

from monitor.port.snapshot import PressurePoint, TrendView
from monitor.ui.theme import DARK
from monitor.ui.traces import PRESSURE_RANGE, Axes, paint_trend
from monitor.ui.trend_window import TrendWindow
from monitor.ui.views import TraceView
from monitor.ui.widgets.board import TRACES_PER_FRAME
from monitor.ui.widgets.tile import ChairTile
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
WIDTH, HEIGHT = 400, 100


def painted(trend_view: TrendView) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(DARK.panel)
    view = TraceView(key=("1", 1, trend_view.version, 3600, 0), trend=trend_view, end_s=3600)
    with QPainter(image) as painter:
        paint_trend(painter, QRectF(0, 0, WIDTH, HEIGHT), view, DARK)
    return image


def columns_of(image: QImage, colour: str) -> set[int]:
    return {x for x in range(WIDTH) for y in range(HEIGHT) if image.pixelColor(x, y).name() == colour}


def test_a_pressure_is_a_bar_from_systolic_to_diastolic(station_app: QApplication) -> None:
    assert station_app is not None
    image = painted(TrendView(version=1, pressures=(PressurePoint(t_s=1800, systolic=160, diastolic=80, mean=None),)))
    xs = columns_of(image, DARK.trend_pressure)
    assert max(xs) - min(xs) == 2
    assert min(xs) == pytest.approx(WIDTH / 2, abs=3)
    rows = [y for y in range(HEIGHT) if image.pixelColor(min(xs), y).name() == DARK.trend_pressure]
    axes = Axes(QRectF(3, 3, WIDTH - 6, (HEIGHT - 6) * 0.74 - 3), TrendWindow.all_of(3600), PRESSURE_RANGE)
    assert rows[0] == pytest.approx(axes.y(160), abs=1)
    assert rows[-1] == pytest.approx(axes.y(80), abs=1)


def test_a_doubtful_reading_looks_different(station_app: QApplication) -> None:
    assert station_app is not None
    point = PressurePoint(t_s=1800, systolic=160, diastolic=80, mean=100, questionable=True)
    image = painted(TrendView(version=1, pressures=(point,)))
    assert not columns_of(image, DARK.trend_pressure)
    assert columns_of(image, DARK.trend_line)


def test_a_missing_value_breaks_the_line(station_app: QApplication) -> None:
    assert station_app is not None
    values = [(float(t), None if 1500 <= t <= 2100 else 70.0) for t in range(0, 3600, 30)]
    xs = columns_of(painted(TrendView(version=1, pulse=tuple(values))), DARK.trend_pulse)
    gap = range(round(1560 / 3600 * WIDTH), round(2040 / 3600 * WIDTH))
    assert not xs & set(gap)
    assert len(xs) > WIDTH / 2


def test_values_beyond_the_range_are_drawn_on_its_edge() -> None:
    axes = Axes(QRectF(0, 0, 100, 50), TrendWindow.all_of(100), (40, 200))
    assert axes.y(260) == axes.y(200) == 0
    assert axes.y(10) == axes.y(40) == 50
    path = axes.line(((0.0, 300.0), (50.0, 120.0), (100.0, -5.0)))
    ys = [path.elementAt(index).y for index in range(path.elementCount())]
    assert np.allclose(ys, [0, 25, 50])


def test_infusion_start_and_end_are_lines_and_the_limits_a_band(station_app: QApplication) -> None:
    assert station_app is not None
    image = painted(
        TrendView(version=1, infusion_start_s=900, infusion_end_s=2700, limit_low_mmhg=90, limit_high_mmhg=160)
    )
    xs = columns_of(image, DARK.muted)
    assert len(xs) == 2
    assert min(xs) == pytest.approx(WIDTH / 4, abs=3)
    assert max(xs) == pytest.approx(WIDTH * 3 / 4, abs=3)
    assert len(columns_of(image, DARK.trend_band)) > WIDTH * 0.9


def test_an_empty_trend_is_an_empty_picture(station_app: QApplication) -> None:
    assert station_app is not None
    image = painted(TrendView(version=0))
    assert {image.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT)} == {DARK.panel}


def tick(window: StationWindow) -> None:
    window.refresher.tick()
    QApplication.processEvents()


def trace_counts(window: StationWindow) -> list[int]:
    faces = [slot.face for slot in window.board.chairs]
    return [face.trace.repaint_count for face in faces if isinstance(face, ChairTile)]


def test_a_trend_is_repainted_only_when_its_version_changes(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(chair()))
    assert trace_counts(window) == [1]
    port.shown = room(replace(chair(), trend=trend(23)))  # an equal trend in a new snapshot
    tick(window)
    assert trace_counts(window) == [1]
    port.shown = room(replace(chair(), trend=trend(23, version=2)))
    tick(window)
    assert trace_counts(window) == [2]


def test_another_patients_trend_is_replaced_at_once(open_station: OpenStation, port: FakePort) -> None:
    window = open_station(room(*(chair(str(n)) for n in range(1, 9))))
    port.shown = room(*(chair(str(n), seat=session(100 + n)) for n in range(1, 9)))
    tick(window)
    assert trace_counts(window) == [2] * 8


def test_many_trends_that_grow_at_once_are_spread_over_frames(open_station: OpenStation, port: FakePort) -> None:
    count = 2 * TRACES_PER_FRAME
    window = open_station(room(*(chair(str(n)) for n in range(1, count + 1))))
    port.shown = room(*(replace(chair(str(n)), trend=trend(23, version=2)) for n in range(1, count + 1)))
    tick(window)
    assert sum(trace_counts(window)) == count + TRACES_PER_FRAME
    tick(window)
    assert trace_counts(window) == [2] * count
