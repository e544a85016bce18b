"""The course's earlier curves: asked for once, never waited for, faint behind today's."""

from collections.abc import Callable
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass, field, replace

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication
from ui_builders import FakePort, chair, free, room, session, trend

from drivers.clock import ManualClock
from monitor.domain.earlier_curve import CurvePoint, EarlierCurve
from monitor.port.course_port import Curves, Earlier
from monitor.ui.earlier_curves import AGAIN_AFTER_S, MOST_ASKS, EarlierCurves
from monitor.ui.presenter.chair_view import Beside, chair_detail
from monitor.ui.presenter.trend import trace_of
from monitor.ui.theme import DARK
from monitor.ui.traces import axes_of, paint_trend
from monitor.ui.trend_window import TrendWindow
from monitor.ui.views import TraceView
from monitor.ui.windows.station import StationWindow

OpenStation = Callable[..., StationWindow]
CURVE = EarlierCurve(0, (CurvePoint(0, 120, 70), CurvePoint(20, 180, 70)))
SEATED = room(chair("1", seat=session(session_id=7)))
WIDTH, HEIGHT = 400, 200


@dataclass
class FakeCourse:
    asked: list[int] = field(default_factory=list)
    answers: list[Future[Curves]] = field(default_factory=list)

    def earlier(self, clinic_id: str) -> Future[Earlier]:
        raise AssertionError(f"nobody is admitted: {clinic_id}")

    def curves(self, session_id: int) -> Future[Curves]:
        self.asked.append(session_id)
        self.answers.append(Future())
        return self.answers[-1]


def test_curves_are_asked_for_once_and_taken_when_they_are_there() -> None:
    course = FakeCourse()
    memory = EarlierCurves(course)
    for now_s in range(100):
        memory.follow(SEATED, now_s)
    assert (course.asked, memory.of(7)) == ([7], ())  # a slow record is not asked twice, and nobody waits
    course.answers[0].set_result((CURVE,))
    for now_s in range(100, 200):
        memory.follow(SEATED, now_s)
    assert (course.asked, memory.of(7)) == ([7], (CURVE,))
    memory.follow(room(free("1")), 200)
    assert memory.of(7) == ()  # forgotten with the patient


def test_a_record_that_does_not_know_the_session_yet_is_asked_again_but_not_for_ever() -> None:
    course = FakeCourse()
    memory = EarlierCurves(course)
    for step in range(10 * MOST_ASKS):
        memory.follow(SEATED, step * AGAIN_AFTER_S / 2)
        if not course.answers[-1].done():
            course.answers[-1].set_result(None if step % 3 else "the disk is gone")
    assert len(course.asked) == MOST_ASKS


@pytest.mark.hazard("H33")
@pytest.mark.expect_log
@pytest.mark.parametrize("fault", [RuntimeError("nobody thought of this"), CancelledError()])
def test_a_look_that_fails_covers_nothing_and_is_tried_again(
    open_station: OpenStation, port: FakePort, clock: ManualClock, fault: Exception
) -> None:
    course = FakeCourse()
    window = open_station(SEATED, course=course)
    course.answers[0].set_exception(fault)
    for _ in range(3):
        port.shown = replace(SEATED)
        clock.move(AGAIN_AFTER_S)
        window.refresher.tick()
        assert not window.cover.isVisible()
    assert len(course.asked) == 2
    course.answers[1].set_result((CURVE,))
    port.shown = replace(SEATED)
    window.refresher.tick()
    window.select("1")
    assert window.chair.shown is not None
    assert window.chair.shown.trace.earlier == (CURVE,)


@pytest.mark.expect_log
def test_a_record_that_cannot_even_be_asked_leaves_todays_curve_alone() -> None:
    class Shut(FakeCourse):
        def curves(self, session_id: int) -> Future[Curves]:
            self.asked.append(session_id)
            raise RuntimeError("cannot schedule new futures after shutdown")

    course = Shut()
    memory = EarlierCurves(course)
    for step in range(10 * MOST_ASKS):
        memory.follow(SEATED, step * AGAIN_AFTER_S / 2)
    assert (len(course.asked), memory.of(7)) == (MOST_ASKS, ())


def painted(view: TraceView) -> QImage:
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(DARK.panel)
    with QPainter(image) as painter:
        paint_trend(painter, QRectF(0, 0, WIDTH, HEIGHT), view, DARK)
    return image


def test_an_earlier_curve_lies_behind_todays_on_todays_start(station_app: QApplication) -> None:
    assert station_app is not None
    place = replace(chair("1"), trend=replace(trend(0, start_s=600), pressures=()))
    assert place.session is not None
    view = trace_of(place, place.session, lambda _: (CURVE,))
    image = painted(view)
    found = [(x, y) for x in range(WIDTH) for y in range(HEIGHT) if image.pixelColor(x, y).name() == DARK.trend_earlier]
    upper, _ = axes_of(QRectF(0, 0, WIDTH, HEIGHT), TrendWindow.all_of(view.end_s))
    assert abs(max(x for x, _ in found) - upper.x(600 + 1200)) <= 1
    assert abs(min(x for x, _ in found) - upper.x(600)) <= 2  # the line of the start stands there itself
    assert abs(min(y for _, y in found) - upper.y(180)) <= 1
    assert not_begun(place.session.session_id) == set()


def not_begun(session_id: int) -> set[str]:
    """Colours of earlier curves before an infusion has begun."""
    place = replace(chair("1"), trend=replace(trend(0), infusion_start_s=None))
    assert place.session is not None
    image = painted(trace_of(place, replace(place.session, session_id=session_id), lambda _: (CURVE,)))
    seen = {image.pixelColor(x, y).name() for x in range(WIDTH) for y in range(HEIGHT)}
    return seen & {DARK.trend_earlier}


def test_curves_that_arrive_are_painted_anew() -> None:
    place = chair("1")
    assert place.session is not None
    assert trace_of(place, place.session) != trace_of(place, place.session, lambda _: (CURVE,))
    detail = chair_detail(place, None, Beside(curves=lambda _: (CURVE,)))
    assert detail is not None
    assert detail.trace.earlier == (CURVE,)


def test_tile_and_chair_view_of_the_station_get_them(open_station: OpenStation, port: FakePort) -> None:
    course = FakeCourse()
    window = open_station(SEATED, course=course)
    window.select("1")
    course.answers[0].set_result((CURVE,))
    port.shown = replace(SEATED)  # the next picture of the room
    window.refresher.tick()
    assert window.chair.shown is not None
    assert window.chair.shown.trace.earlier == (CURVE,)
