"""The reviewer's real window on a record: from asking for a session until it is painted, child process and all.

`open_views_ms` is what the benchmark `review` prints; `python -m benchmarks.review_window FOLDER` paints the window's
pages with the sessions of a simulated day, for people who look at them.
"""

import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import QEventLoop, QSize
from PySide6.QtWidgets import QApplication

from benchmarks.day_plan import DayShape, plan_day
from benchmarks.day_world import World, open_journal
from benchmarks.what_if import cpu_time_s
from drivers.clock import SystemClock
from monitor.alarms.rules import Profile
from monitor.app.review_answers import ReviewAnswers
from monitor.app.review_facts import facts_of
from monitor.app.review_screen import review_room
from monitor.ui.application import grab, make_application
from monitor.ui.windows.review import COURSE, SESSIONS, STATISTICS, WHAT_IF, ReviewWindow

NS_PER_MS = 1_000_000
SIZES = (QSize(1920, 1080), QSize(1366, 768))
DAY = DayShape(hours=2.5, chairs=4, bays=2, sessions=4)
TURNED = (("BP-MOD", "limit"), 15), (("O2-LO", "delay_s"), 10)


@contextmanager
def opened(path: Path) -> Iterator[ReviewWindow]:
    """The window on the record at `path`, with its first session."""
    make_application([])
    with review_room(str(path), data_dir=None, clock=SystemClock()) as (room, _):
        window = ReviewWindow(room, zone=UTC, folder=path.parent)
        window.resize(SIZES[0])
        window.show()
        window.start()
        settle(window)
        yield window
        window.close()


def settle(window: ReviewWindow) -> None:
    """Turn the loop until every answer has come and is painted."""
    while window.desk.busy:
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
    window.repaint()


def open_views_ms(path: Path, session_ids: Sequence[int]) -> tuple[list[float], list[float]]:
    """Milliseconds from asking for each session until its trend, alarms and heading are painted.

    Then the same of the processor's time alone, of window and answers together: these machines are shared.
    """
    clock, spent, busy = SystemClock(), [], []
    answers = ReviewAnswers(facts_of(path, Profile(name="shipped"), places=(), devices={}))
    with opened(path) as window:
        for session_id in session_ids:
            began, began_cpu_s = clock.now().mono_ns, cpu_time_s()
            window.desk.open(session_id)
            while not _shows(window, session_id):
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            window.repaint()
            spent.append((clock.now().mono_ns - began) / NS_PER_MS)
            settle(window)  # what else is asked of a session that stays open: it waits until the hand rests
            answers.session(session_id, progress=lambda _done, _total: None)  # as the child has just done
            busy.append((cpu_time_s() - began_cpu_s) * 1000)
            view = window.desk.session
            if view is None or view.row.session_id != session_id:
                raise RuntimeError(f"session {session_id} was not shown: {window.message}")
    return spent, busy


def _shows(window: ReviewWindow, session_id: int) -> bool:
    view = window.desk.session
    return view is not None and view.row.session_id == session_id


def live_through(path: Path, shape: DayShape) -> None:
    """A simulated day, stored and put away."""
    journal = open_journal(path)
    try:
        plan = plan_day(shape, seed=3)
        journal.bind_devices({device.device_id: device.place_id for device in plan.devices})
        World(plan, journal).run()
        while journal.tidy():
            pass
    finally:
        journal.close()


def paint_pages(folder: Path, path: Path) -> None:
    """One PNG for each page and size; the session with the most alarms is open."""
    with opened(path) as window:
        gravest = max(window.desk.page.rows, key=lambda row: (row.high_alarms, row.medium_alarms))
        window.desk.open(gravest.session_id)
        settle(window)
        view = window.desk.session
        for size in SIZES:
            name = f"{size.width()}x{size.height()}"
            window.desk.reset()
            window.desk.rest()
            settle(window)
            window.show_tab(SESSIONS)
            if view is not None and view.alarms:
                window.page.choose(max(view.alarms, key=lambda one: one.priority).alarm_id)
            grab(window, folder / f"review-{name}.png", size)
            for key, steps in TURNED:
                knob = next(one for one in window.desk.port.knobs if (one.rule, one.key) == key)
                window.desk.turn(key, round(knob.value - knob.low) + steps)
            window.desk.rest()
            settle(window)
            grab(window, folder / f"review-what-if-strip-{name}.png", size)
            window.show_tab(WHAT_IF)
            grab(window, folder / f"review-what-if-{name}.png", size)
            window.show_tab(COURSE)
            settle(window)
            grab(window, folder / f"review-course-{name}.png", size)
            window.show_tab(STATISTICS)
            window.desk.count(0)
            settle(window)
            grab(window, folder / f"review-statistics-{name}.png", size)


def main(folder: Path) -> None:
    """Live through a day and paint it."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="review-day-") as room:
        path = Path(room) / "room.sqlite3"
        live_through(path, DAY)
        paint_pages(folder, path)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
