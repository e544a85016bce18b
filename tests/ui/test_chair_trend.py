"""The large trend: the window never leaves what was recorded, and the cursor reads every value of its moment."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, chair, room, session

from monitor.port.snapshot import EntryView, PlaceView, PressurePoint, TrendView
from monitor.ui.presenter import trend_cursor
from monitor.ui.presenter.chair_view import chair_detail
from monitor.ui.theme import DARK
from monitor.ui.trend_window import SHORTEST_S, TrendWindow, ticks_s
from monitor.ui.views import ChairDetailView
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
ADMITTED_MS = 1_700_000_000_000  # 22:13:20
TREND = TrendView(
    version=3,
    pressures=(
        PressurePoint(t_s=0, systolic=124, diastolic=78, mean=93),
        PressurePoint(t_s=600, systolic=171.6, diastolic=101, mean=None, questionable=True),
    ),
    pulse=((0.0, 70.0), (590.0, 81.4), (700.0, None), (720.0, 90.0)),
    spo2=((0.0, 98.0), (595.0, 91.0)),
    infusion_start_s=300.0,
)
wholes = st.floats(SHORTEST_S, 4 * 3600)


def place() -> PlaceView:
    seat = replace(session(), admitted_utc_ms=ADMITTED_MS)
    note = EntryView(entry_seq=1, at_utc_ms=ADMITTED_MS + 620_000, text="nausea", by="R. Kern")
    return replace(chair("1", seat=seat), trend=TREND, entries=(note,))


def detail() -> ChairDetailView:
    view = chair_detail(place(), UTC)
    assert view is not None
    return view


@given(whole=wholes, moves=st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.floats(-8, 8)), max_size=20))
def test_no_wheel_and_no_drag_leaves_what_was_recorded(whole: float, moves: list[tuple[bool, float, float]]) -> None:
    window = TrendWindow.all_of(whole)
    for is_zoom, share, amount in moves:
        at_s = window.start_s + share * window.span_s
        window = window.zoomed(at_s, amount) if is_zoom else window.panned(amount * whole / 8)
        assert -1e-6 <= window.start_s < window.end_s <= whole + 1e-6
        assert window.span_s >= SHORTEST_S - 1e-6
        assert 1 <= len(ticks_s(window, 8)) <= 9 or window.span_s < 30 * 8


def test_a_moment_stays_under_the_pointer_and_a_part_stays_where_it_is() -> None:
    near = TrendWindow.all_of(3600).zoomed(1800, 3)
    assert (1800 - near.start_s) / near.span_s == pytest.approx(0.5)
    grown = near.grown(3900)
    assert (grown.start_s, grown.end_s, grown.whole_s) == (near.start_s, near.end_s, 3900)
    assert TrendWindow.all_of(3600).grown(3900) == TrendWindow.all_of(3900)
    assert near.zoomed(1800, -30).is_whole


def test_the_cursor_reads_every_value_with_its_own_time() -> None:
    assert trend_cursor.read(detail(), 600.0) == (
        "22:23:20 · +5 min from the start",
        "BP 172/101? mmHg, measured 22:23",
        "Pulse 81 /min",
        "SpO₂ 91 %",
        "22:23 nausea",
    )


def test_where_nothing_was_measured_the_cursor_reads_nothing() -> None:
    assert trend_cursor.read(detail(), 300.0)[1:] == (
        "BP 124/78, mean 93 mmHg, measured 22:13",
        "Pulse – – – /min",
        "SpO₂ – – – %",
    )
    assert trend_cursor.read(detail(), 701.0)[2] == "Pulse – – – /min", "the line is broken there"
    empty = replace(detail(), trace=replace(detail().trace, trend=TrendView(version=0)), flags=())
    assert trend_cursor.read(empty, 10.0) == ("22:13:30", "BP none yet", "Pulse – – – /min", "SpO₂ – – – %")


def opened(open_station: OpenStation) -> StationWindow:
    window = open_station(room(place(), chair("2")))
    QTest.keyClick(window, Qt.Key.Key_1)
    QApplication.processEvents()
    assert window.chair.trend.isVisible()
    return window


def turn(window: StationWindow, at: QPoint, notches: int) -> None:
    trend = window.chair.trend
    event = QWheelEvent(
        QPointF(at),
        QPointF(trend.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * notches),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes no name here
    )
    QApplication.sendEvent(trend, event)


def test_the_wheel_zooms_the_drag_moves_and_a_double_click_shows_all(open_station: OpenStation) -> None:
    window = opened(open_station)
    trend = window.chair.trend
    middle = trend.plot.center()
    turn(window, middle, 4)
    near = trend.window_
    assert near.span_s < near.whole_s / 2
    QTest.mousePress(trend, Qt.MouseButton.LeftButton, pos=middle)
    QTest.mouseMove(trend, middle - QPoint(60, 0))
    QTest.mouseRelease(trend, Qt.MouseButton.LeftButton, pos=middle - QPoint(60, 0))
    assert trend.window_.start_s > near.start_s
    assert trend.window_.span_s == pytest.approx(near.span_s)
    QTest.mouseDClick(trend, Qt.MouseButton.LeftButton, pos=middle)
    assert trend.window_.is_whole


def test_pointer_and_keys_move_the_cursor_which_is_painted_and_spoken(
    open_station: OpenStation, port: FakePort
) -> None:
    window = opened(open_station)
    trend = window.chair.trend
    QTest.mouseMove(trend, trend.plot.center())
    assert trend.shown_lines()
    column = trend.grab().toImage()
    assert column.pixelColor(trend.plot.center().x(), trend.plot.bottom() - 3).name() == DARK.text
    assert "BP" in trend.accessibleName()
    before = trend.cursor_s
    trend.setFocus()
    QTest.keyClick(trend, Qt.Key.Key_Left)
    assert trend.cursor_s is not None
    assert before is not None
    assert trend.cursor_s < before
    QTest.keyClick(trend, Qt.Key.Key_Plus)
    spans = [trend.window_.span_s]
    QTest.keyClick(trend, Qt.Key.Key_Home)
    spans.append(trend.window_.span_s)
    assert spans[0] < spans[1] == trend.window_.whole_s
    QTest.keyClick(trend, Qt.Key.Key_Escape)
    assert not window.chair.isVisible()
    assert port.commands == []


def test_another_patients_trend_begins_anew(open_station: OpenStation) -> None:
    window = opened(open_station)
    trend = window.chair.trend
    turn(window, trend.plot.center(), 4)
    trend.set_cursor(400.0)
    window.select("2")
    QApplication.processEvents()
    assert trend.window_.is_whole
    assert trend.shown_lines() == ()
