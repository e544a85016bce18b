"""The review window in a language of strange letters: nothing is left in plain ones but names and data."""

from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import pytest
from pseudo_language import Painted, plain_words, spoken, written_on
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from review_fakes import FakeReviewPort, until
from review_samples import PHYSICIAN, episode, result

from monitor.port.review_port import WhatIfRequest
from monitor.port.review_views import ReviewMark
from monitor.ui.windows.review import COURSE, SESSIONS, STATISTICS, WHAT_IF, ReviewWindow

# rule ids, names, drugs, devices; a profile's name; a course and an answer as somebody typed them: data in any language
DATA = (
    *("BP-SEV", "BP-MOD", "HR-HI", "O2-LO", "T-SPO2", "Infusion room A", "Dr. F.", "RK", "labetalol", "ketamine", "IV"),
    *("rad8-1", "ge-2", "closer profile (Dr. F., 2 Nov)", "deep breaths"),
)


@pytest.fixture
def window(station_app: QApplication, tmp_path: Path) -> Iterator[ReviewWindow]:
    """Opened in the strange language, with a changed limit, its result, and statistics."""
    with spoken(station_app):
        port = FakeReviewPort()
        window = ReviewWindow(port, zone=UTC, folder=tmp_path)
        window.resize(1920, 1080)
        window.show()
        window.start()
        settle(window)
        window.actions_.actor = PHYSICIAN
        window.desk.turn(("BP-MOD", "limit"), 45)
        settle(window)
        window.desk.judge_period(30)
        request = WhatIfRequest(changes=window.desk.changes)
        port.period.answer.set_result(result(request, lost=(episode(ReviewMark.USEFUL), episode())))
        window.desk.count(30)
        settle(window)
        yield window
        window.close()
        window.deleteLater()
        station_app.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def settle(window: ReviewWindow) -> None:
    def turn() -> None:
        QApplication.processEvents()
        window.desk.rest()
        window.desk.poll()

    until(lambda: not window.desk.busy, turn=turn)
    QApplication.processEvents()


def left_plain(window: ReviewWindow, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    painted = Painted(monkeypatch)
    window.repaint()
    window.grab()
    assert painted.texts
    return plain_words((*painted.texts, *written_on(window)), DATA)


@pytest.mark.parametrize("tab", [SESSIONS, COURSE, STATISTICS, WHAT_IF])
def test_every_page(window: ReviewWindow, monkeypatch: pytest.MonkeyPatch, tab: str) -> None:
    window.show_tab(tab)
    settle(window)
    assert left_plain(window, monkeypatch) == {}


QUESTIONS: dict[str, Callable[[ReviewWindow], None]] = {
    "sign": lambda window: window.actions_.sign(),
    "export": lambda window: window.actions_.export(),
    "propose": lambda window: window.actions_.propose(),
    "statistics": lambda window: window.actions_.save_statistics(),
}


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question(window: ReviewWindow, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    QUESTIONS[name](window)
    QApplication.processEvents()
    assert window.actions_.dialog is not None
    assert left_plain(window, monkeypatch) == {}
