"""What the review window works with: the questions it has asked of the record, the answers that came, the work in hand.

It owns every pending answer and looks after them on one timer, so that no widget waits. Widgets are told by signals.
"""

from collections.abc import Callable
from concurrent.futures import Future
from datetime import tzinfo
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from monitor.domain.people import Actor
from monitor.port.review_port import (
    Change,
    ExportFormat,
    LongWork,
    Proposal,
    Refused,
    ReviewPort,
    StatisticsView,
    WhatIfRequest,
    WhatIfResult,
)
from monitor.port.review_views import CourseRow, ReviewMark, SessionPage, SessionQuery, SessionView
from monitor.ui.presenter import review_what_if as words
from monitor.ui.presenter.review_sessions import offset_min
from monitor.ui.told_views import in_language
from monitor.ui.words import told, tr

POLL_MS = 15
SETTLE_MS = 180  # a slider that still moves asks nothing
DAY_MS = 86_400_000
T = TypeVar("T")


class ReviewDesk(QObject):
    """One session is open at a time; turning a number judges it anew once the hand rests."""

    page_changed = Signal()
    session_changed = Signal()
    course_changed = Signal()
    knobs_changed = Signal()
    outcome_changed = Signal()
    progress_changed = Signal()
    statistics_changed = Signal()
    said = Signal(str)

    def __init__(self, port: ReviewPort, *, zone: tzinfo | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.port = port
        self._zone = zone
        self.course: tuple[CourseRow, ...] = ()
        self._course_of: int | None = None
        self.query = SessionQuery()
        self.page = SessionPage(rows=())
        self.session: SessionView | None = None
        self.session_id: int | None = None
        self.values: dict[tuple[str, str], float] = {}
        self.result: WhatIfResult | None = None
        self.of_period = False
        self.note = tr(words.NOTHING_CHANGED)
        self.statistics: StatisticsView | None = None
        self.statistics_note = ""
        self._pending: list[tuple[str, Future[object], Callable[[object], None]]] = []
        self._judging: LongWork[WhatIfResult] | None = None
        self._counting: LongWork[StatisticsView] | None = None
        self._writing: list[LongWork[Path]] = []
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self.poll)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(SETTLE_MS)
        self._settle.timeout.connect(self.judge_session)

    def close(self) -> None:
        """Stop what is under way; answers that still come are nobody's."""
        self._timer.stop()
        self._settle.stop()
        for work in (self._judging, self._counting, *self._writing):
            if work is not None:
                work.cancel()
        self._pending.clear()

    @property
    def busy(self) -> bool:
        """Whether any answer is still awaited."""
        return bool(self._pending) or self._settle.isActive()

    def look_for(self, query: SessionQuery) -> None:
        """List the sessions that fit; an earlier question is forgotten."""
        self.query = query
        self._ask("page", self.port.sessions(query), self._take_page)

    def open(self, session_id: int) -> None:
        """Open a session; one that was asked for before is forgotten."""
        self.session_id = session_id
        self._ask("session", self.port.session(session_id), self._take_session)

    def look_again(self) -> None:
        """Open the open session anew, and its course when it is asked for: both may have gone on."""
        self._course_of = None
        if self.session_id is not None:
            self.open(self.session_id)

    def compare_course(self) -> None:
        """Look up the other infusions of the open session's course, once for each session."""
        if self.session is None or self._course_of == self.session.row.session_id:
            return
        self._course_of, self.course = self.session.row.session_id, ()
        self._ask("course", self.port.course(self._course_of), self._take_course)

    def _take_course(self, answer: object) -> None:
        if isinstance(answer, tuple):
            self.course = answer
            self.course_changed.emit()

    def mark(self, alarm_id: int, mark: ReviewMark, reviewer: Actor) -> None:
        self._act(self.port.mark(alarm_id, mark, reviewer=reviewer), tr("Marked {mark}", mark=told(mark.value)))

    def sign(self, comment: str, reviewer: Actor) -> None:
        if self.session is not None:
            future = self.port.sign(self.session.row.session_id, reviewer=reviewer, comment=comment)
            self._act(future, tr("Signed by {name}", name=reviewer.name))

    def add(self, text: str, author: Actor) -> None:
        if self.session is not None:
            self._act(self.port.add(self.session.row.session_id, author=author, text=text), tr("Addendum kept"))

    def export(self, kind: ExportFormat, path: Path) -> None:
        """Write the open session to a file, in a process of its own."""
        if self.session is None:
            return
        work = self.port.export(self.session.row.session_id, kind, path)
        self._writing.append(work)
        self.said.emit(tr("Writing {name} …", name=path.name))
        self._ask(f"export {path}", work.answer, lambda answer: self.said.emit(tr("Written: {path}", path=answer)))

    def turn(self, key: tuple[str, str], position: int) -> None:
        """Set a number of a rule to a position of its slider."""
        knob = next(one for one in self.port.knobs if (one.rule, one.key) == key)
        self.values[key] = words.value_at(knob, position)
        self.knobs_changed.emit()
        self._settle.start()

    def reset(self) -> None:
        """Back to the limits of the room."""
        self.values.clear()
        self.knobs_changed.emit()
        self._settle.start()

    def rest(self) -> None:
        """The hand rests: judge now what waits to be judged."""
        if self._settle.isActive():
            self.judge_session()

    @property
    def changes(self) -> tuple[Change, ...]:
        return words.changes_of(self.port.knobs, self.values)

    def judge_session(self) -> None:
        """Judge the open session by the numbers as they stand."""
        self._settle.stop()
        if not self.changes or self.session is None:
            self._stop_judging()
            self._show_result(None, tr(words.NOTHING_CHANGED))
            return
        request = WhatIfRequest(changes=self.changes, session_id=self.session.row.session_id)
        self._judge(request, of_period=False)

    def judge_period(self, days: int) -> None:
        """Judge all real sessions of the last `days` days."""
        if not self.changes:
            self._show_result(None, tr(words.NOTHING_CHANGED))
            return
        now = self.port.utc_ms
        self._judge(WhatIfRequest(changes=self.changes, from_utc_ms=now - days * DAY_MS, to_utc_ms=now), of_period=True)

    def cancel_judging(self) -> None:
        """Stop the work on a period; there is no result then."""
        self._stop_judging()
        self._show_result(None, tr("Cancelled: no result."))

    def _stop_judging(self) -> None:
        if self._judging is not None:
            self._judging.cancel()
        self._judging = None
        self._pending = [one for one in self._pending if one[0] != "what if"]
        self.progress_changed.emit()

    def _judge(self, request: WhatIfRequest, *, of_period: bool) -> None:
        self._stop_judging()
        self.of_period = of_period
        self._judging = self.port.what_if(request)
        self._ask("what if", self._judging.answer, self._take_result, refused=self._no_result)
        self.progress_changed.emit()

    def _take_result(self, answer: object) -> None:
        self._judging = None
        self.progress_changed.emit()
        if isinstance(answer, WhatIfResult):
            self._show_result(answer, "")

    def _no_result(self, why: str) -> None:
        self._judging = None
        self.progress_changed.emit()
        self._show_result(None, why)

    def _show_result(self, result: WhatIfResult | None, note: str) -> None:
        self.result, self.note = result, note
        self.outcome_changed.emit()

    @property
    def progress(self) -> tuple[int, int] | None:
        """Sessions judged, and of how many; None where no period is being judged."""
        if self._judging is None or not self.of_period:
            return None
        return self._judging.done, self._judging.total

    def propose(self, path: Path, author: Actor) -> None:
        """Write the last result as a proposal, with the alarms it would lose."""
        if self.result is None:
            return
        future = self.port.propose(
            Proposal(changes=self.result.changes, result=self.result, author=author.name, path=path)
        )
        self._ask("proposal", future, lambda _answer: self.said.emit(tr("Proposal written: {path}", path=path)))

    def count(self, days: int) -> None:
        """Work out the statistics of the last `days` days; 0: of everything."""
        if self._counting is not None:
            self._counting.cancel()
        since = self.port.utc_ms - days * DAY_MS if days else None
        self._counting = self.port.statistics(
            from_utc_ms=since, to_utc_ms=None, utc_offset_min=offset_min(self.port.utc_ms, self._zone)
        )
        self._show_statistics(None, tr("Counting …"))
        self._ask(
            "statistics",
            self._counting.answer,
            lambda answer: self._show_statistics(answer if isinstance(answer, StatisticsView) else None, ""),
            refused=lambda why: self._show_statistics(None, why),
        )

    def _show_statistics(self, view: StatisticsView | None, note: str) -> None:
        self.statistics, self.statistics_note = view, note
        self.statistics_changed.emit()

    def save_statistics(self, path: Path) -> None:
        """Write the figures that are shown."""
        if self.statistics is not None:
            future = self.port.save_statistics(self.statistics, path)
            self._ask("save", future, lambda _answer: self.said.emit(tr("Written: {path}", path=path)))

    def poll(self) -> None:
        """See which answers have come."""
        come = [one for one in self._pending if one[1].done()]
        self._pending = [one for one in self._pending if not one[1].done()]
        for _, future, take in come:
            take(future.result())
        if self.progress is not None:
            self.progress_changed.emit()
        if not self._pending:
            self._timer.stop()

    def _ask(
        self,
        name: str,
        future: "Future[T | Refused]",
        take: Callable[[object], None],
        refused: Callable[[str], None] | None = None,
    ) -> None:
        """Wait for an answer beside everything else; a newer question of the same name takes the place of an older."""

        def taken(answer: object) -> None:
            if isinstance(answer, Refused):
                (self.said.emit if refused is None else refused)(told(answer.why))
            else:
                take(in_language(answer))

        self._pending = [one for one in self._pending if one[0] != name]
        self._pending.append((name, _anything(future), taken))
        self._timer.start()

    def _act(self, future: "Future[Refused | None]", done: str) -> None:
        def acted(_answer: object) -> None:
            self.said.emit(done)
            if self.session is not None:
                self.open(self.session.row.session_id)
            self.look_for(self.query)

        self._ask(done, future, acted)

    def _take_page(self, answer: object) -> None:
        if isinstance(answer, SessionPage):
            self.page = answer
            self.page_changed.emit()

    def _take_session(self, answer: object) -> None:
        if isinstance(answer, SessionView):
            other = self.session is None or self.session.row.session_id != answer.row.session_id
            self.session = answer
            self.session_changed.emit()
            if other and not self.of_period:
                self._show_result(None, tr(words.NOTHING_CHANGED))
                self._settle.start()


def _anything(future: "Future[T]") -> "Future[object]":
    """The same future for a list of several kinds."""
    passed: Future[object] = Future()

    def pass_on(one: "Future[T]") -> None:
        fault = one.exception()
        passed.set_result(one.result() if fault is None else Refused(f"{type(fault).__name__}: {fault}"))

    future.add_done_callback(pass_on)
    return passed
