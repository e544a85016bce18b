"""A review port that answers at once or when it is told to, on sessions made by hand. No disk, no process."""

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import replace
from pathlib import Path
from typing import Generic, TypeVar

from review_samples import KNOBS, ZERO_UTC_MS, course_row, result, session_row, session_view, statistics

from drivers.observations import Provenance
from monitor.domain.people import Actor
from monitor.port.review_port import (
    EpisodeRow,
    ExportFormat,
    Proposal,
    Refused,
    StatisticsView,
    WhatIfRequest,
    WhatIfResult,
)
from monitor.port.review_views import (
    AddendumView,
    CourseRow,
    ReviewMark,
    SessionPage,
    SessionQuery,
    SessionView,
    SignatureView,
)

T = TypeVar("T")


class FakeWork(Generic[T]):
    """Work that ends when the test says so."""

    def __init__(self) -> None:
        self.done = 0
        self.total = 0
        self.answer: Future[T | Refused] = Future()
        self.cancelled = False

    def cancel(self) -> None:
        self.cancelled = True
        if not self.answer.done():
            self.answer.set_result(Refused("stopped"))


def at_once(answer: T) -> "Future[T]":
    future: Future[T] = Future()
    future.set_result(answer)
    return future


class FakeReviewPort:
    """Answers at once from what the test put into it, and keeps what it was asked."""

    def __init__(
        self, view: SessionView | None = None, *, sessions: int = 24, provenance: Provenance = Provenance.REAL
    ):
        self.view = view or session_view()
        self.rows = [self.view.row, *(session_row(number) for number in range(2, sessions + 1))]
        self.room_name = "Infusion room A"
        self.provenance = provenance
        self.utc_ms = ZERO_UTC_MS + 3 * 3_600_000
        self.knobs = KNOBS
        self.formats = tuple(ExportFormat)
        self.queries: list[SessionQuery] = []
        self.requests: list[WhatIfRequest] = []
        self.exports: list[tuple[int, ExportFormat, Path]] = []
        self.proposals: list[Proposal] = []
        self.period: FakeWork[WhatIfResult] = FakeWork()
        self.lost: tuple[EpisodeRow, ...] | None = None

    def sessions(self, query: SessionQuery) -> "Future[SessionPage | Refused]":
        self.queries.append(query)
        chosen = [row for row in self.rows if query.text.lower() in row.label.lower()]
        chosen = [row for row in chosen if not (query.unsigned and row.signed_by)]
        return at_once(SessionPage(rows=tuple(row for row in chosen if row.high_alarms or not query.with_high)))

    def session(self, session_id: int) -> "Future[SessionView | Refused]":
        row = next(row for row in self.rows if row.session_id == session_id)
        return at_once(replace(self.view, row=row))

    def course(self, session_id: int) -> "Future[tuple[CourseRow, ...] | Refused]":
        last = course_row(3, peak=62.0, treatments=("labetalol 10 mg IV",))
        earlier = (course_row(1, peak=24.0), course_row(2, peak=55.0, treatments=("labetalol 5 mg IV",)))
        return at_once((*earlier, replace(last, session_id=session_id)))

    def mark(self, alarm_id: int, mark: ReviewMark, *, reviewer: Actor) -> "Future[Refused | None]":
        marked = tuple(
            replace(one, mark=mark, marked_by=reviewer.name) if one.alarm_id == alarm_id else one
            for one in self.view.alarms
        )
        self.view = replace(self.view, alarms=marked)
        return at_once(None)

    def sign(self, session_id: int, *, reviewer: Actor, comment: str) -> "Future[Refused | None]":
        signature = SignatureView(reviewer=reviewer.name, utc_ms=self.utc_ms, comment=comment, holds=True)
        self.view = replace(self.view, signatures=(*self.view.signatures, signature))
        self.rows = [
            replace(row, signed_by=reviewer.name) if row.session_id == session_id else row for row in self.rows
        ]
        return at_once(None)

    def add(self, session_id: int, *, author: Actor, text: str) -> "Future[Refused | None]":
        del session_id
        added = AddendumView(author=author.name, utc_ms=self.utc_ms, text=text)
        self.view = replace(self.view, addenda=(*self.view.addenda, added))
        return at_once(None)

    def export(self, session_id: int, kind: ExportFormat, path: Path) -> FakeWork[Path]:
        self.exports.append((session_id, kind, path))
        work: FakeWork[Path] = FakeWork()
        work.answer.set_result(path)
        return work

    def statistics(
        self, *, from_utc_ms: int | None, to_utc_ms: int | None, utc_offset_min: int
    ) -> FakeWork[StatisticsView]:
        del from_utc_ms, to_utc_ms, utc_offset_min
        work: FakeWork[StatisticsView] = FakeWork()
        work.answer.set_result(statistics())
        return work

    def what_if(self, request: WhatIfRequest) -> FakeWork[WhatIfResult]:
        self.requests.append(request)
        if request.session_id is None:
            return self.period
        work: FakeWork[WhatIfResult] = FakeWork()
        work.answer.set_result(result(request, lost=self.lost))
        return work

    def propose(self, proposal: Proposal) -> "Future[Refused | None]":
        self.proposals.append(proposal)
        return at_once(None)

    def save_statistics(self, view: StatisticsView, path: Path) -> "Future[Refused | None]":
        del view
        path.write_text("written", encoding="utf-8")
        return at_once(None)


def until(is_so: Callable[[], bool], *, turn: Callable[[], None], most: int = 2_000) -> None:
    """Turn an event loop until something is so; bounded by turns, not by time."""
    for _ in range(most):
        if is_so():
            return
        turn()
    raise AssertionError("it never became so")
