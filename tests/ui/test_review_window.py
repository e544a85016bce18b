"""The reviewer's window on a port that answers at once: list, table, trend, marks, what-if, statistics, signature."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import replace
from datetime import UTC
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QPainter, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from review_fakes import FakeReviewPort, until
from review_samples import PHYSICIAN, episode, result, session_row, session_view

from drivers.observations import Provenance
from monitor.domain.people import Actor
from monitor.port.review_port import ExportFormat, Refused, WhatIfRequest
from monitor.port.review_views import ReviewMark
from monitor.ui.painting import draw
from monitor.ui.sign_in import SignInDialog
from monitor.ui.views import Wording
from monitor.ui.widgets.review import what_if_strip
from monitor.ui.widgets.review.review_dialogs import FileDialog, WordsDialog
from monitor.ui.widgets.review.session_panel import THIS_WEEK, UNSIGNED, WITH_HIGH
from monitor.ui.windows.review import COURSE, SESSIONS, STATISTICS, WHAT_IF, ReviewWindow

BP_MOD = ("BP-MOD", "limit")


class People:
    """One account; no PIN is wrong but "no"."""

    nobody_yet = False
    hint = ""

    def verified(self, name: str, pin: str) -> "Future[Actor | str]":
        future: Future[Actor | str] = Future()
        future.set_result("This is not the PIN." if pin == "no" else Actor(name, "physician"))
        return future

    def make_first(self, name: str, pin: str) -> "Future[Actor | str]":
        raise AssertionError(name + pin)


OpenReview = Callable[..., ReviewWindow]


@pytest.fixture
def open_review(station_app: QApplication, tmp_path: Path) -> Iterator[OpenReview]:
    """Open the window at 1920x1080 with its first session."""
    windows: list[ReviewWindow] = []

    def opened(port: FakeReviewPort, *, signed_in: bool = False) -> ReviewWindow:
        window = ReviewWindow(port, zone=UTC, people=People(), folder=tmp_path)
        windows.append(window)
        window.resize(1920, 1080)
        window.show()
        window.start()
        settle(window)
        if signed_in:
            window.actions_.actor = PHYSICIAN
        return window

    yield opened
    for window in windows:
        window.close()
        window.deleteLater()
    station_app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(window: ReviewWindow) -> None:
    """Until every answer has come; a slider is taken to rest at once."""

    def turn() -> None:
        QApplication.processEvents()
        window.desk.rest()
        window.desk.poll()

    until(lambda: not window.desk.busy, turn=turn)
    QApplication.processEvents()


def click(button: QPushButton) -> None:
    assert button.isVisible()
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def mark_of(port: FakeReviewPort, row: int) -> ReviewMark | None:
    return port.view.alarms[row].mark


def progress_of(window: ReviewWindow) -> tuple[str, float] | None:
    return window.what_if.progress


def click_mark(window: ReviewWindow, row: int, mark: ReviewMark) -> None:
    rows = window.page.table.rows
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.mark_point(row, mark))
    settle(window)


def test_the_first_session_is_open_and_the_list_can_be_searched_and_filtered(open_review: OpenReview) -> None:
    port = FakeReviewPort()
    window = open_review(port)
    assert window.desk.session_id == 1
    assert window.page.heading_view is not None
    assert len(window.panel.list.lines) == 24
    click(window.panel.filters[UNSIGNED])
    settle(window)
    assert {line.signed for line in window.panel.list.lines} == {False}
    click(window.panel.filters[WITH_HIGH])
    click(window.panel.filters[THIS_WEEK])
    window.panel.search.setText("A.M.")
    QTest.keyClick(window.panel.search, Qt.Key.Key_Return)
    settle(window)
    last = port.queries[-1]
    assert (last.text, last.unsigned, last.with_high) == ("A.M.", True, True)
    assert last.from_utc_ms == port.utc_ms - 7 * 86_400_000
    assert {line.label for line in window.panel.list.lines} == {"A.M. 59"}


def test_another_session_opens_by_a_press_and_by_arrow_keys(open_review: OpenReview) -> None:
    window = open_review(FakeReviewPort())
    rows = window.panel.list
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.row_rect(2).center())
    settle(window)
    assert window.desk.session_id == 3
    QTest.keyClick(rows, Qt.Key.Key_Down)
    settle(window)
    assert window.desk.session_id == 4


def test_an_alarm_in_the_table_selects_its_bar_and_the_other_way_round(open_review: OpenReview) -> None:
    window = open_review(FakeReviewPort())
    table, trend = window.page.table.rows, window.page.trend
    QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, pos=table.row_rect(1).center() - QPoint(300, 0))
    assert trend.selected == 2
    assert trend.cursor_t_s == pytest.approx(25.1 * 60)
    QTest.mouseClick(trend, Qt.MouseButton.LeftButton, pos=trend.bar_of(4).center())
    assert table.selected == 3
    assert trend.selected == 4


def test_the_wheel_zooms_a_drag_pans_and_a_double_click_shows_everything(open_review: OpenReview) -> None:
    trend = open_review(FakeReviewPort()).page.trend
    whole = trend.window_
    at = QPointF(trend.width() / 2, 100)
    wheel = QWheelEvent(
        at,
        trend.mapToGlobal(at),
        QPoint(),
        QPoint(0, 480),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,  # noqa: FBT003 - Qt takes this by its place alone
    )
    QApplication.sendEvent(trend, wheel)
    near = trend.window_
    assert near.span_s < whole.span_s / 2
    QTest.mousePress(trend, Qt.MouseButton.LeftButton, pos=QPoint(900, 100))
    QTest.mouseMove(trend, QPoint(700, 100))
    QTest.mouseRelease(trend, Qt.MouseButton.LeftButton, pos=QPoint(700, 100))
    assert trend.window_.start_s > near.start_s
    assert trend.window_.span_s == pytest.approx(near.span_s)
    QTest.mouseDClick(trend, Qt.MouseButton.LeftButton, pos=QPoint(900, 100))
    assert trend.window_ == whole


def test_nobody_marks_without_signing_in_and_a_physician_does(open_review: OpenReview) -> None:
    port = FakeReviewPort()
    window = open_review(port)
    click_mark(window, 1, ReviewMark.USEFUL)
    assert mark_of(port, 1) is None
    assert "nobody is signed in" in window.message
    click(window.person)
    dialog = window.actions_.dialog
    assert isinstance(dialog, SignInDialog)
    dialog.name.setText("Dr. F.")
    dialog.pin.setText("no")
    click(dialog.confirm)
    window.actions_.tick()
    assert dialog.problem.text() == "This is not the PIN."
    dialog.pin.setText("yes")
    click(dialog.confirm)
    window.actions_.tick()
    assert window.actions_.actor == PHYSICIAN
    click_mark(window, 1, ReviewMark.USEFUL)
    assert mark_of(port, 1) is ReviewMark.USEFUL
    assert window.page.table.rows.lines[1].mark is ReviewMark.USEFUL


def test_a_signed_session_is_locked_and_what_comes_later_is_an_addendum(open_review: OpenReview) -> None:
    port = FakeReviewPort()
    window = open_review(port, signed_in=True)
    click(window.sign)
    dialog = window.actions_.dialog
    assert isinstance(dialog, WordsDialog)
    dialog.words.setPlainText("surge answered in time")
    click(dialog.confirm)
    settle(window)
    assert port.view.signatures[0].comment == "surge answered in time"
    assert window.panel.list.lines[0].state == "✓ Dr. F."
    click_mark(window, 0, ReviewMark.ARTEFACT)
    assert port.view.alarms[0].mark is ReviewMark.USEFUL
    assert "locked" in window.message
    assert window.sign.text() == "Addendum …"
    click(window.sign)
    addendum = window.actions_.dialog
    assert isinstance(addendum, WordsDialog)
    assert not addendum.confirm.isEnabled()
    addendum.words.setPlainText("the escort called: well")
    click(addendum.confirm)
    settle(window)
    assert port.view.addenda[0].text == "the escort called: well"
    assert window.page.heading_view is not None
    assert "1 addendum" in window.page.heading_view.signature[0]


def test_a_slider_judges_the_open_session_at_once(open_review: OpenReview) -> None:
    port = FakeReviewPort()
    window = open_review(port)
    window.page.strip.knobs[0].turned.emit(BP_MOD, 45)
    window.page.strip.knobs[0].turned.emit(BP_MOD, 46)
    settle(window)
    assert [request.session_id for request in port.requests] == [1]  # one judgement, once the hand rests
    assert port.requests[0].changes[0].value == 166.0
    outcome = window.page.strip.outcome
    assert outcome is not None
    assert outcome.headline == "1 alarm lost"
    window.show_tab(WHAT_IF)
    click(window.what_if.back)
    settle(window)
    assert window.desk.changes == ()
    assert window.page.strip.outcome is None


@pytest.mark.hazard("H57")
@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 600)])
def test_the_figures_stand_whole_below_many_lost_alarms(
    open_review: OpenReview, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int]
) -> None:
    port = FakeReviewPort()
    port.lost = (episode(),) * 7
    window = open_review(port)
    window.resize(*size)
    window.desk.turn(BP_MOD, 45)
    settle(window)
    strip = window.page.strip
    assert strip.outcome is not None
    drawn: dict[str, QRect] = {}

    def noting(painter: QPainter, rect: QRect, wording: Wording, **how: Any) -> int:
        drawn[wording[0]] = rect
        return draw(painter, rect, wording, **how)

    monkeypatch.setattr(what_if_strip, "draw", noting)
    strip.grab()
    assert strip.outcome.figures in drawn
    outside = {text: rect for text, rect in drawn.items() if not strip.rect().contains(rect)}
    assert outside == {}


def test_a_period_shows_progress_and_can_be_cancelled(open_review: OpenReview) -> None:
    port = FakeReviewPort()
    window = open_review(port)
    window.desk.turn(BP_MOD, 45)
    settle(window)
    window.show_tab(WHAT_IF)
    click(window.what_if.periods[1])
    port.period.done, port.period.total = 30, 120
    window.desk.poll()
    assert progress_of(window) == ("30 of 120 sessions", 0.25)
    click(window.what_if.cancel)
    assert port.period.cancelled
    assert progress_of(window) is None
    assert window.what_if.outcome is None
    assert window.desk.note == "Cancelled: no result."
    asked = port.requests[-1]
    assert asked.session_id is None
    assert asked.from_utc_ms == port.utc_ms - 30 * 86_400_000


@pytest.mark.hazard("H57")
def test_a_result_of_a_period_names_lost_useful_alarms_and_ends_only_in_a_file(
    open_review: OpenReview, tmp_path: Path
) -> None:
    port = FakeReviewPort()
    window = open_review(port, signed_in=True)
    window.desk.turn(BP_MOD, 45)
    settle(window)
    window.show_tab(WHAT_IF)
    click(window.what_if.periods[0])
    request = WhatIfRequest(changes=window.desk.changes)
    port.period.answer.set_result(result(request, lost=(episode(ReviewMark.USEFUL), episode())))
    settle(window)
    outcome = window.what_if.outcome
    assert outcome is not None
    assert len(outcome.must_name) == 1
    assert "taken under the old rules" in outcome.said_along
    click(window.what_if.propose)
    dialog = window.actions_.dialog
    assert isinstance(dialog, FileDialog)
    dialog.path.setText(str(tmp_path / "looser.toml"))
    click(dialog.confirm)
    settle(window)
    assert [(one.path.name, one.author) for one in port.proposals] == [("looser.toml", "Dr. F.")]
    assert not hasattr(port, "submit")  # there is no way from here to a room


def test_a_refusal_of_the_numbers_stands_where_the_result_would(open_review: OpenReview) -> None:
    port = FakeReviewPort()
    window = open_review(port)
    window.desk.turn(BP_MOD, 45)
    settle(window)
    window.show_tab(WHAT_IF)
    click(window.what_if.periods[0])
    port.period.answer.set_result(Refused("BP-MOD must stay below BP-SEV"))
    settle(window)
    assert window.what_if.outcome is None
    assert window.desk.note == "BP-MOD must stay below BP-SEV"


def test_statistics_and_course_are_asked_for_when_their_pages_are(open_review: OpenReview, tmp_path: Path) -> None:
    window = open_review(FakeReviewPort(), signed_in=True)
    window.show_tab(COURSE)
    settle(window)
    assert [card.title for _, card in window.course.cards][-1].endswith("this one")
    window.show_tab(STATISTICS)
    click(window.statistics.periods[1])
    settle(window)
    assert window.statistics.texts is not None
    assert "31 % artefact" in window.statistics.texts.lines[1]
    click(window.statistics.save)
    dialog = window.actions_.dialog
    assert isinstance(dialog, FileDialog)
    click(dialog.confirm)
    settle(window)
    assert (tmp_path / "alarm-statistics.csv").exists()


def test_an_export_names_format_and_file(open_review: OpenReview, tmp_path: Path) -> None:
    port = FakeReviewPort()
    window = open_review(port)
    click(window.export)
    dialog = window.actions_.dialog
    assert isinstance(dialog, FileDialog)
    assert dialog.path.text() == str(tmp_path / "session-1.pdf")
    assert dialog.kind is not None
    dialog.kind.box.setCurrentIndex(dialog.kind.box.findData("fhir"))
    assert dialog.path.text().endswith("session-1.json")
    dialog.path.setText(str(tmp_path / "nowhere" / "x.json"))
    assert not dialog.confirm.isEnabled()
    assert "There is no folder" in dialog.problem.text()
    dialog.path.setText(str(tmp_path / "x.json"))
    click(dialog.confirm)
    settle(window)
    assert port.exports == [(1, ExportFormat.FHIR, tmp_path / "x.json")]
    assert window.message == f"Written: {tmp_path / 'x.json'}"


@pytest.mark.hazard("H59")
def test_what_is_no_patient_bears_a_banner_and_proposes_nothing(open_review: OpenReview) -> None:
    row = session_row(1, provenance=Provenance.SIMULATED)
    port = FakeReviewPort(session_view(row=row), provenance=Provenance.SIMULATED)
    window = open_review(port, signed_in=True)
    assert window.page.heading_view is not None
    assert "SIMULATED" in window.page.heading_view.banner
    window.desk.turn(BP_MOD, 45)
    settle(window)
    window.desk.result = replace(result(WhatIfRequest(changes=window.desk.changes, session_id=1)), real=False)
    window.actions_.propose()
    assert window.actions_.dialog is None
    assert "no patient's" in window.message


@pytest.mark.parametrize("size", [(1920, 1080), (1366, 768), (1024, 600)])
def test_every_page_is_painted_at_every_size(open_review: OpenReview, size: tuple[int, int]) -> None:
    window = open_review(FakeReviewPort())
    window.resize(*size)
    window.desk.turn(BP_MOD, 45)
    window.desk.count(30)
    settle(window)
    for tab in (COURSE, STATISTICS, WHAT_IF, SESSIONS):
        window.show_tab(tab)
        settle(window)
        picture = window.grab().toImage()
        assert picture.width() >= size[0]
        points = ((x, y) for x in range(0, picture.width(), 7) for y in range(80, picture.height(), 11))
        assert len({picture.pixelColor(x, y).rgb() for x, y in points}) > 12, tab  # more than grounds: words, lines
    buttons = [*window.tabs.values(), window.export, window.sign, window.person]
    assert all(window.rect().contains(button.geometry()) for button in buttons)
    assert all(
        not one.geometry().intersects(other.geometry()) for one in buttons for other in buttons if one is not other
    )
