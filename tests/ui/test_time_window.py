"""Zoom, pan and thinning of a reviewed trend: nothing leaves the session, no peak and no gap is lost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.ui.time_window import SHORTEST_S, TimeWindow, nearest, thinned, ticks_of

WHOLE = TimeWindow.of_whole(-600.0, 6000.0)


@given(
    steps=st.lists(st.tuples(st.floats(-20, 20), st.floats(-1e4, 1e4), st.floats(-1e5, 1e5)), max_size=20),
)
def test_no_wheel_and_no_drag_leaves_the_session(steps: list[tuple[float, float, float]]) -> None:
    window = WHOLE
    for zoom, about_s, pan_s in steps:
        window = window.zoomed(zoom, about_s).panned(pan_s)
        assert window.start_s >= WHOLE.start_s - 1e-6
        assert window.end_s <= WHOLE.end_s + 1e-6
        assert SHORTEST_S - 1e-6 <= window.span_s <= WHOLE.span_s + 1e-6


def test_what_lies_under_the_pointer_stays_there_when_the_wheel_turns() -> None:
    at = WHOLE.t_s(300.0, 1000.0)
    assert WHOLE.zoomed(3, at).x(at, 1000.0) == pytest.approx(300.0)


def test_an_alarm_out_of_sight_is_brought_into_it() -> None:
    near = WHOLE.zoomed(10, 0.0)
    moved = near.showing(5000.0, 5060.0)
    assert moved.start_s <= 5000.0
    assert moved.end_s >= 5060.0
    assert moved.showing(5010.0, 5020.0) is moved


def test_thinning_keeps_the_lowest_second_of_a_desaturation() -> None:
    t_s = np.arange(0.0, 20_000.0)
    values = np.full(t_s.size, 97.0)
    values[12_345] = 71.0
    xs, ys = thinned(t_s, values, TimeWindow.of_whole(0.0, 20_000.0), width=500, gap_s=10.0)
    assert xs.size <= 5 * 500
    assert ys.min() == 71.0
    assert xs[int(np.argmin(ys))] == 12_345.0


@given(
    values=st.lists(st.one_of(st.floats(30, 250), st.just(float("nan"))), min_size=1, max_size=300),
    width=st.integers(1, 40),
)
def test_thinning_keeps_the_lowest_and_highest_of_every_pixel(values: list[float], width: int) -> None:
    t_s, given_values = np.arange(float(len(values))), np.array(values)
    window = TimeWindow.of_whole(0.0, float(len(values)))
    xs, ys = thinned(t_s, given_values, window, width=width, gap_s=10.0)
    before = np.floor(t_s / window.span_s * width)
    after = np.floor(xs / window.span_s * width)
    assert (np.diff(xs) > 0).all()
    for pixel in np.unique(before):
        was, kept = given_values[before == pixel], ys[after == pixel]
        assert np.isnan(was).any() == np.isnan(kept).any()
        if not np.isnan(was).all():
            assert (np.nanmin(kept), np.nanmax(kept)) == (np.nanmin(was), np.nanmax(was))


def test_a_stretch_without_values_breaks_the_line() -> None:
    t_s = np.array([0.0, 1.0, 2.0, 60.0, 61.0])
    _, ys = thinned(t_s, np.full(5, 97.0), TimeWindow.of_whole(0.0, 100.0), width=100, gap_s=10.0)
    assert np.isnan(ys).sum() == 1
    many = np.arange(0.0, 20_000.0)
    holed = np.where((many > 5_000) & (many < 5_400), np.nan, 97.0)
    xs, ys = thinned(many, holed, TimeWindow.of_whole(0.0, 20_000.0), width=400, gap_s=10.0)
    assert np.isnan(ys[(xs > 5_000) & (xs < 5_400)]).all()
    assert np.isnan(ys).any()


def test_the_cursor_reads_no_value_that_is_old_or_missing() -> None:
    t_s, values = np.array([0.0, 1.0, 2.0, 100.0]), np.array([97.0, 96.0, np.nan, 95.0])
    assert nearest(t_s, values, 1.4, within_s=15.0) == 96.0
    assert nearest(t_s, values, 2.5, within_s=15.0) is None  # the device could not measure
    assert nearest(t_s, values, 60.0, within_s=15.0) is None
    assert nearest(t_s, values, -1.0, within_s=15.0) is None


@pytest.mark.parametrize("zoom", [0, 5, 12, 20])
def test_marks_of_the_axis_are_round_times_and_not_too_many(zoom: int) -> None:
    window = WHOLE.zoomed(zoom, 1000.0)
    ticks = ticks_of(window, most=12)
    assert 0 < len(ticks) <= 14
    assert all(window.start_s - 1e-6 <= tick <= window.end_s + 1e-6 for tick in ticks)
    assert all(tick % 10 == 0 for tick in ticks)
