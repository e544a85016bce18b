"""Answers a reviewer's questions from the record. Runs in a child process of low priority; knows no screen.

Reading goes through `monitor.review`, in short transactions. What is not a patient's is neither in statistics nor in a
what-if over a period nor in a course (hazard H59).
"""

import contextlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from drivers.clock import SystemClock
from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.app.proposal_files import write_proposal
from monitor.app.review_facts import RoomFacts
from monitor.app.review_rules import RulesError, changed, gravest_of, pressure_limits
from monitor.app.whole_file import write_whole
from monitor.port.review_port import (
    ExportFormat,
    Proposal,
    Refused,
    StatisticsView,
    WhatIfRequest,
    WhatIfResult,
)
from monitor.port.review_views import CourseRow, ReviewMark, SessionPage, SessionQuery, SessionRow, SessionView
from monitor.review.account import Account
from monitor.review.account_reader import AccountReader
from monitor.review.sessions import SessionRow as ListedSession
from monitor.review.sessions import SessionState, row_of, session_rows
from monitor.review.statistics import infusion_number, statistics
from monitor.review.statistics_table import as_csv
from monitor.review.stored_columns import columns_of, real_sessions, stored_sessions
from monitor.review.what_if import Comparison, Outcome, compare
from monitor.review.what_if_view import result_of
from monitor.review.window_views import listed, readings_of, session_view
from monitor.storage import SessionFilter, SessionSummary, StorageError
from monitor.storage.marks import useful_alarms
from monitor.storage.records import MAX_PAGE
from monitor.storage.review_lists import ReviewLists
from monitor.storage.signing import Mark, ReviewDesk

if TYPE_CHECKING:
    from monitor.review.stored_session import StoredSession

MOST_ROWS = 500  # of the list at once: nobody scrolls farther, and a search finds the rest
MOST_LOOKED_AT = 20_000  # sessions gone through for a filter that no index holds
COURSE_SHOWN = 6
TILE = 64  # sessions of a period between two looks at its progress
NO_SESSION = "There is no session {}."
P = ParamSpec("P")
T = TypeVar("T")
Progress = Callable[[int, int], None]


def _in_words(method: Callable[P, T]) -> Callable[P, T | Refused]:
    """The same method; where the record or the numbers refuse, their words."""

    def answered(*args: P.args, **kwargs: P.kwargs) -> T | Refused:
        try:
            return method(*args, **kwargs)
        except (StorageError, RulesError) as error:
            return Refused(str(error))
        except OSError as error:
            return Refused(f"{error.filename or 'The file'}: {error.strerror or error}")

    return answered


class ReviewAnswers:
    """One record, asked one question after the other."""

    def __init__(self, facts: RoomFacts) -> None:
        self._facts = facts
        self._reader = AccountReader(facts.store, devices=facts.devices)
        self._records = self._reader.records
        self._lists = ReviewLists(facts.store)
        self._judged: tuple[tuple[int, frozenset[int]], StoredSession] | None = None

    def _title(self, place_id: str) -> str:
        return self._facts.titles.get(place_id, f"Place {place_id}" if place_id.isdigit() else place_id)

    def _review_desk(self) -> contextlib.closing[ReviewDesk]:
        """A desk for one word: nothing of it stays open where this process is ended at any moment."""
        return contextlib.closing(ReviewDesk(self._facts.store, clock=SystemClock()))

    @_in_words
    def sessions(self, query: SessionQuery, *, progress: Progress) -> SessionPage:
        """The newest sessions that fit."""
        del progress
        which = SessionFilter(text=query.text or None, from_utc_ms=query.from_utc_ms, to_utc_ms=query.to_utc_ms)
        found: list[ListedSession] = []
        after: ListedSession | None = None
        looked_at, more = 0, False
        while looked_at < MOST_LOOKED_AT:
            size = MAX_PAGE if query.unsigned or query.with_high else MOST_ROWS + 1
            page = session_rows(self._records, which, after=after, limit=size)
            looked_at += len(page)
            found += [row for row in page if _fits(row, query)]
            more = len(found) > MOST_ROWS
            if more or len(page) < size:
                break
            after = page[-1]
        return SessionPage(rows=self._listed(found[:MOST_ROWS]), more=more)

    def _listed(self, rows: list[ListedSession]) -> tuple[SessionRow, ...]:
        signed = [row.session_id for row in rows if row.state is SessionState.SIGNED]
        reviewers = self._lists.reviewers(signed) if signed else {}
        return tuple(listed(row, signed_by=reviewers.get(row.session_id, ""), title_of=self._title) for row in rows)

    @_in_words
    def session(self, session_id: int, *, progress: Progress) -> SessionView | Refused:
        """Everything of one session."""
        del progress
        summary, account = self._records.session(session_id), self._reader.account(session_id)
        if summary is None or account is None:
            return Refused(NO_SESSION.format(session_id))
        signed_by = account.signatures[-1].signature.reviewer if account.signatures else ""
        row = replace(listed(row_of(summary), signed_by=signed_by, title_of=self._title), provenance=account.provenance)
        return session_view(
            account,
            row,
            profile=self._profile_words(account),
            limits_mmhg=pressure_limits(self._facts.profile),
            packed=summary.packed,
            title_of=self._title,
        )

    def _profile_words(self, account: Account) -> str:
        digests = {one.profile_digest for one in account.rule_sets}
        if digests == {self._facts.profile_digest}:
            by = f" ({self._facts.profile.approved_by})" if self._facts.profile.approved_by else " (not approved)"
            return f"profile {self._facts.profile.name}{by}"
        return f"rules {', '.join(sorted(digest[:8] for digest in digests))}" if digests else "rules not on record"

    @_in_words
    def course(self, session_id: int, *, progress: Progress) -> tuple[CourseRow, ...] | Refused:
        """The real infusions of the patient's course, this session among them; the newest six."""
        del progress
        summary = self._records.session(session_id)
        if summary is None:
            return Refused(NO_SESSION.format(session_id))
        others = self._records.course(summary.clinic_id) if summary.provenance is Provenance.REAL else ()
        chosen = [one for one in others if one.admitted_utc_ms <= summary.admitted_utc_ms][-COURSE_SHOWN:]
        if all(one.session_id != session_id for one in chosen):
            chosen.append(summary)
        accounts = ((one, self._reader.account(one.session_id)) for one in chosen)
        return tuple(_course_row(one, account) for one, account in accounts if account is not None)

    @_in_words
    def mark(self, alarm_id: int, mark: ReviewMark, reviewer: str, *, progress: Progress) -> Refused | None:
        """Mark an alarm of a session that nobody has signed yet."""
        del progress
        with self._review_desk() as desk:
            desk.mark(alarm_id, Mark(mark.value), reviewer=reviewer)
        return None

    @_in_words
    def sign(self, session_id: int, reviewer: str, comment: str, *, progress: Progress) -> Refused | None:
        """Sign the session as it is stored now."""
        del progress
        with self._review_desk() as desk:
            desk.sign(session_id, reviewer=reviewer, comment=comment)
        return None

    @_in_words
    def add(self, session_id: int, author: str, text: str, *, progress: Progress) -> Refused | None:
        """Add words to a signed session."""
        del progress
        with self._review_desk() as desk:
            desk.add(session_id, author=author, text=text)
        return None

    @_in_words
    def statistics(
        self, from_utc_ms: int | None, to_utc_ms: int | None, utc_offset_min: int, *, progress: Progress
    ) -> StatisticsView:
        """The burden of alarms over a period."""
        return statistics(
            self._records,
            self._lists,
            from_utc_ms=from_utc_ms,
            to_utc_ms=to_utc_ms,
            utc_offset_min=utc_offset_min,
            title_of=self._title,
            progress=progress,
        )

    @_in_words
    def what_if(self, request: WhatIfRequest, *, progress: Progress) -> WhatIfResult | Refused:
        """Judge one session, or all finished real ones of a period, by other numbers."""
        new = changed(self._facts.profile, request.changes)
        if request.session_id is not None:
            return self._of_session(request, request.session_id, new)
        since, until = request.from_utc_ms, request.to_utc_ms
        session_ids = real_sessions(self._records, from_utc_ms=since, to_utc_ms=until)
        sessions = stored_sessions(self._facts.store, session_ids, useful=useful_alarms(self._facts.store))
        comparison = Comparison(old=self._facts.profile, new=new)
        for step in comparison.steps(sessions, total=len(session_ids), tile=TILE):
            progress(step.sessions_done, step.sessions)
        return self._result(request, comparison.outcome(), new, real=True)

    def _of_session(self, request: WhatIfRequest, session_id: int, new: Profile) -> WhatIfResult | Refused:
        summary = self._records.session(session_id)
        if summary is None:
            return Refused(NO_SESSION.format(session_id))
        if summary.discharged_utc_ms is None:
            return Refused("The session still runs: what if is for finished ones.")
        useful = frozenset(one.alarm_id for one in self._lists.marked(session_id) if one.mark is Mark.USEFUL)
        if self._judged is None or self._judged[0] != (session_id, useful):
            record = self._records.open_session(session_id)
            if record is None:
                return Refused(NO_SESSION.format(session_id))
            self._judged = (session_id, useful), columns_of(record, useful=useful)
        columns = self._judged[1]
        if not columns.seconds:
            return Refused("There is nothing to judge in this session.")
        outcome = compare([columns], old=self._facts.profile, new=new)
        return self._result(request, outcome, new, real=summary.provenance is Provenance.REAL)

    def _result(self, request: WhatIfRequest, outcome: Outcome, new: Profile, *, real: bool) -> WhatIfResult:
        told = {one.session_id for rule in outcome.rules for one in (*rule.lost, *rule.gained)}
        told |= {one.session_id for one in outcome.useful_lost}
        known = self._lists.named(told)
        return result_of(
            outcome,
            request.changes,
            admitted_utc_ms=lambda session_id: known[session_id].admitted_utc_ms,
            label=lambda session_id: known[session_id].label,
            marked=self._lists.marked,
            priority_of=lambda rule: gravest_of(new, rule),
            real=real,
        )

    @_in_words
    def save_statistics(self, view: StatisticsView, path: Path, *, progress: Progress) -> None:
        """Write the figures of a period to a new file."""
        del progress
        write_whole(path, as_csv(view))

    @_in_words
    def propose(self, proposal: Proposal, *, progress: Progress) -> Refused | None:
        """Write a proposal file."""
        del progress
        return write_proposal(self._facts.profile, proposal)

    @_in_words
    def export(self, session_id: int, kind: ExportFormat, path: Path, *, progress: Progress) -> Path | Refused:
        """Write a session to a file."""
        from monitor.app.review_export import write_export  # noqa: PLC0415 - a list waits for the record, not for Qt

        del progress
        account = self._reader.account(session_id)
        if account is None:
            return Refused(NO_SESSION.format(session_id))
        return write_export(account, kind, path)


def _fits(row: ListedSession, query: SessionQuery) -> bool:
    if query.unsigned and row.state is SessionState.SIGNED:
        return False
    return not query.with_high or row.high_alarms > 0


def _course_row(summary: SessionSummary, account: Account) -> CourseRow:
    number, peak = infusion_number(summary.course), account.highest_systolic()
    return CourseRow(
        session_id=summary.session_id,
        title="infusion" if number is None else f"infusion {number}",
        admitted_utc_ms=summary.admitted_utc_ms,
        baseline_systolic=summary.baseline_systolic,
        peak_systolic=None if peak is None else peak.systolic,
        peak_marks=() if peak is None else peak.marks,
        lowest_spo2=summary.lowest_spo2,
        high_alarms=summary.high_alarms,
        medium_alarms=summary.medium_alarms,
        low_alarms=summary.low_alarms,
        pressures=readings_of(account),
        treatments=tuple(row.text for row in account.drugs),
    )
