"""The whole review of one session in the real window on a real record: open, find, mark, what if, sign, export."""

import sqlite3
import zipfile
from collections.abc import Iterator
from datetime import UTC
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QEventLoop, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton
from review_fakes import until
from review_samples import PHYSICIAN
from told_stays import SESSION_ID, tell_stay

from drivers.clock import SystemClock
from monitor.app.review_screen import review_room
from monitor.port.review_views import ReviewMark
from monitor.storage.verify import verify
from monitor.ui.widgets.review.review_dialogs import FileDialog, WordsDialog
from monitor.ui.windows.review import ReviewWindow

SEVERE = "BP-SEV"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A stay with a surge, answered and treated; nobody has signed it. Each test has its own, for it changes it."""
    return tell_stay(tmp_path / "room.db", complete=False)


@pytest.fixture
def review(station_app: QApplication, record: Path, tmp_path: Path) -> Iterator[ReviewWindow]:
    with review_room(str(record), data_dir=None, clock=SystemClock()) as (port, _store):
        window = ReviewWindow(port, zone=UTC, folder=tmp_path)
        window.resize(1920, 1080)
        window.show()
        window.start()
        window.actions_.actor = PHYSICIAN
        answered(window)
        yield window
        window.close()
        window.deleteLater()
        station_app.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def answered(window: ReviewWindow) -> None:
    """Until the child process has answered everything; the desk's own timer turns the loop."""
    until(
        lambda: not window.desk.busy,
        turn=lambda: QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents),
        most=20_000,
    )


def click(button: QPushButton) -> None:
    assert button.isEnabled()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def row_of(window: ReviewWindow, rule: str) -> int:
    view = window.desk.session
    assert view is not None
    return next(index for index, alarm in enumerate(view.alarms) if alarm.rule == rule)


@pytest.mark.system
@pytest.mark.hazard("H55")
def test_a_session_is_reviewed_from_the_list_to_the_signed_export(
    review: ReviewWindow, record: Path, tmp_path: Path
) -> None:
    find_the_surge(review)
    mark_it(review)
    ask_what_if(review)
    sign_it(review, record)
    export_it(review, tmp_path)
    change_a_stored_value(record)
    review.desk.open(SESSION_ID)
    answered(review)
    assert review.page.heading_view is not None
    assert review.page.heading_view.signature[0].startswith("NOT WHAT WAS SIGNED")


def find_the_surge(review: ReviewWindow) -> None:
    assert [line.label for line in review.panel.list.lines] == ["A.M. 59"]
    rows = review.page.table.rows
    row = row_of(review, SEVERE)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.row_rect(row).center() - QPoint(400, 0))
    trend = review.page.trend
    assert trend.selected == rows.lines[row].alarm_id
    assert trend.cursor_t_s is not None
    assert "192/104" in review.page._read(trend.cursor_t_s).lines[0][0]
    said = [cell.text for cell in rows.lines[row].cells]
    assert said[3] == "192/104"
    assert said[5:] == ["after 12 s: R. King", "after 25 s: Dr Lund", "after 95 s: Labetalol 10 mg IV"]


def mark_it(review: ReviewWindow) -> None:
    rows, row = review.page.table.rows, row_of(review, "BP-JUMP")
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.mark_point(row, ReviewMark.ARTEFACT))
    answered(review)
    assert rows.lines[row].mark is ReviewMark.ARTEFACT


def ask_what_if(review: ReviewWindow) -> None:
    key = (SEVERE, "limit")
    knob = next(one for one in review.desk.port.knobs if (one.rule, one.key) == key)
    review.desk.turn(key, round(198 - knob.low))
    answered(review)
    outcome = review.page.strip.outcome
    assert outcome is not None
    assert "1 alarm lost" in outcome.headline
    assert "peak 192, marked useful" in outcome.must_name[0]
    assert "1 of 1 session treated" in outcome.said_along
    review.desk.reset()
    answered(review)


def sign_it(review: ReviewWindow, record: Path) -> None:
    click(review.sign)
    dialog = review.actions_.dialog
    assert isinstance(dialog, WordsDialog)
    dialog.words.setPlainText("surge answered in time")
    click(dialog.confirm)
    answered(review)
    view = review.desk.session
    assert view is not None
    assert [(one.reviewer, one.comment, one.holds) for one in view.signatures] == [
        ("Dr. F.", "surge answered in time", True)
    ]
    assert verify(record).findings == ()
    rows = review.page.table.rows
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.mark_point(0, ReviewMark.ARTEFACT))
    answered(review)
    assert "locked" in review.message
    assert rows.lines[0].mark is ReviewMark.USEFUL


def export_it(review: ReviewWindow, folder: Path) -> None:
    for kind, name in (("csv", "values.zip"), ("pdf", "report.pdf")):
        click(review.export)
        dialog = review.actions_.dialog
        assert isinstance(dialog, FileDialog)
        assert dialog.kind is not None
        dialog.kind.box.setCurrentIndex(dialog.kind.box.findData(kind))
        dialog.path.setText(str(folder / name))
        click(dialog.confirm)
        answered(review)
        assert review.message == f"Written: {folder / name}"
    assert (folder / "report.pdf").read_bytes().startswith(b"%PDF")
    assert zipfile.ZipFile(folder / "values.zip").namelist()


def change_a_stored_value(record: Path) -> None:
    with sqlite3.connect(record) as connection:
        rowid, payload = connection.execute(
            "SELECT rowid, payload FROM events WHERE payload LIKE '%192%' AND payload LIKE '%reading_judged%'"
        ).fetchone()
        connection.execute("UPDATE events SET payload = ? WHERE rowid = ?", (payload.replace("192", "182"), rowid))
    connection.close()
