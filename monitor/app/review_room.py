"""The review port of one record: short questions to one child process, long work to a child of its own each."""

from concurrent.futures import Future
from pathlib import Path
from typing import Any

from drivers.clock import Clock
from drivers.observations import Provenance
from monitor.app.frames import Setup
from monitor.app.low_priority import Child, Work, alone
from monitor.app.review_facts import RoomFacts
from monitor.app.review_rules import knobs_of
from monitor.domain.people import Actor
from monitor.port.review_port import (
    ExportFormat,
    Proposal,
    Refused,
    StatisticsView,
    WhatIfRequest,
    WhatIfResult,
)
from monitor.port.review_views import CourseRow, ReviewMark, SessionPage, SessionQuery, SessionView

FACTORY = "monitor.app.review_answers:ReviewAnswers"
NS_PER_MS = 1_000_000


class ReviewRoom:
    """Implements `monitor.port.review_port.ReviewPort`; close it at the end."""

    def __init__(self, facts: RoomFacts, *, room_name: str, provenance: Provenance, clock: Clock) -> None:
        self.room_name = room_name
        self.provenance = provenance
        self.knobs = knobs_of(facts.profile)
        self._clock = clock
        self._setup = Setup(FACTORY, facts)
        self._child = Child(self._setup)
        self._works: list[Work[Any]] = []
        self._closed = False

    @property
    def utc_ms(self) -> int:
        return self._clock.now().utc_ns // NS_PER_MS

    @property
    def formats(self) -> tuple[ExportFormat, ...]:
        from monitor.app.review_export import formats  # noqa: PLC0415 - no station waits at its start for the reports

        return formats()

    def close(self) -> None:
        """End all children."""
        for work in self._works:
            work.cancel()
        self._closed = True
        self._child.close()

    def sessions(self, query: SessionQuery) -> Future[SessionPage | Refused]:
        return self._living().ask("sessions", query).answer

    def session(self, session_id: int) -> Future[SessionView | Refused]:
        return self._living().ask("session", session_id).answer

    def course(self, session_id: int) -> Future[tuple[CourseRow, ...] | Refused]:
        return self._living().ask("course", session_id).answer

    def mark(self, alarm_id: int, mark: ReviewMark, *, reviewer: Actor) -> Future[Refused | None]:
        return self._living().ask("mark", alarm_id, mark, reviewer.name).answer

    def sign(self, session_id: int, *, reviewer: Actor, comment: str) -> Future[Refused | None]:
        return self._living().ask("sign", session_id, reviewer.name, comment).answer

    def add(self, session_id: int, *, author: Actor, text: str) -> Future[Refused | None]:
        return self._living().ask("add", session_id, author.name, text).answer

    def export(self, session_id: int, kind: ExportFormat, path: Path) -> Work[Path]:
        return self._alone("export", session_id, kind, path)

    def statistics(
        self, *, from_utc_ms: int | None, to_utc_ms: int | None, utc_offset_min: int
    ) -> Work[StatisticsView]:
        return self._alone("statistics", from_utc_ms, to_utc_ms, utc_offset_min)

    def what_if(self, request: WhatIfRequest) -> Work[WhatIfResult]:
        if request.session_id is not None:
            return self._living().ask("what_if", request)
        return self._alone("what_if", request)

    def propose(self, proposal: Proposal) -> Future[Refused | None]:
        return self._living().ask("propose", proposal).answer

    def save_statistics(self, view: StatisticsView, path: Path) -> Future[Refused | None]:
        return self._living().ask("save_statistics", view, path).answer

    def _living(self) -> Child:
        """The child that answers; another one where the last has ended, which what it wrote to the log explains."""
        if self._child.ended and not self._closed:
            self._child.close()
            self._child = Child(self._setup)
        return self._child

    def _alone(self, name: str, *arguments: object) -> Work[Any]:
        work = alone(self._setup, name, *arguments)
        self._works = [*(one for one in self._works if not one.answer.done()), work]
        return work
