"""What the review window holds instead of the record: questions whose answers come later, and long work with a stop.

Every answer is a future, so that the screen waits for no disk; `Refused` in its place says why there is none. Nothing
here leads to the limits that a room uses: a what-if ends in a file that somebody has to approve (hazard H57).
"""

from concurrent.futures import Future
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol, TypeVar

from drivers.observations import Provenance
from monitor.domain.people import Actor
from monitor.domain.vocabulary import Priority
from monitor.port.review_views import CourseRow, ReviewMark, SessionPage, SessionQuery, SessionView

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Refused:
    """Stands in place of an answer; `why` is shown as it is."""

    why: str


class ExportFormat(StrEnum):
    """What a session can be handed on as."""

    PDF = "pdf"
    CSV = "csv"
    FHIR = "fhir"
    HL7 = "hl7"


@dataclass(frozen=True, slots=True, kw_only=True)
class Knob:
    """One number of a rule that a what-if may change, within the bounds of a profile; 0 and 1 for a switch."""

    rule: str
    key: str
    words: str
    unit: str
    value: float  # as the room has it
    low: float
    high: float
    step: float = 1.0
    is_switch: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One number set otherwise."""

    rule: str
    key: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfRequest:
    """Other limits for one session, or for all real ones of a period (admission, from inclusive, to exclusive)."""

    changes: tuple[Change, ...]
    session_id: int | None = None
    from_utc_ms: int | None = None
    to_utc_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class EpisodeRow:
    """One alarm that other limits would have taken away, or added."""

    session_id: int
    label: str
    rule: str
    words: str
    priority: Priority
    raised_utc_ms: int
    peak: float | None
    peak_words: str
    mark: ReviewMark | None  # of the reviewed alarm that it is
    alarm_id: int | None = None  # of that alarm; None: the room had none like it
    undetermined: bool = False  # it rests on a repeat that nobody took, or its rule cannot be judged afterwards
    milder: bool = False  # it would still come, but not so grave, or without a sound


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleRow:
    """One rule under both limits; the interval is of the change in alarms per session hour, None with one session."""

    rule: str
    lost: int
    gained: int
    undetermined: int
    old_count: int
    new_count: int
    old_per_hour: float
    new_per_hour: float
    low: float | None
    high: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfResult:
    """Lost alarms first. `caution` and the count of treated sessions stand wherever a figure of this stands."""

    old_profile: str
    sessions: int
    sessions_treated: int
    session_hours: float
    lost: tuple[EpisodeRow, ...]
    gained: tuple[EpisodeRow, ...]
    undetermined: int
    not_judged: tuple[str, ...]  # rules that were changed and cannot be judged afterwards, in words
    rules: tuple[RuleRow, ...]
    old_per_hour: float
    new_per_hour: float
    caution: str
    changes: tuple[Change, ...] = ()
    real: bool = True  # False: a session that is no patient's; nothing may be proposed from it


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A what-if to be kept: as a file that nothing reads until a physician has approved it."""

    changes: tuple[Change, ...]
    result: WhatIfResult
    author: str
    path: Path


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsRow:
    """Alarms of one rule, place, device or hour of the day in real sessions."""

    name: str
    count: int
    per_hour: float  # of session hours
    high: int
    medium: int
    low: int
    artefact_share: float | None  # of those that were marked; None: none was


@dataclass(frozen=True, slots=True, kw_only=True)
class RiseRow:
    """Peak rise over baseline by number of the infusion in its course, mmHg."""

    infusion: int
    sessions: int
    median: float
    highest: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StatisticsView:
    """The burden of alarms over a period; real sessions only."""

    sessions: int
    session_hours: float
    alarms: int
    marked: int
    artefact_share: float | None
    silence_median_s: float | None  # from raised to sound silenced
    silence_p90_s: float | None
    by_rule: tuple[StatisticsRow, ...]
    by_place: tuple[StatisticsRow, ...]
    by_device: tuple[StatisticsRow, ...]
    by_hour: tuple[StatisticsRow, ...]
    rises: tuple[RiseRow, ...]


class LongWork(Protocol[T]):
    """Work in a process of its own that can be watched and stopped."""

    @property
    def done(self) -> int: ...

    @property
    def total(self) -> int:
        """0 while that is not known."""
        ...

    @property
    def answer(self) -> Future[T | Refused]:
        """What came out, or why nothing did."""
        ...

    def cancel(self) -> None:
        """Stop it; `answer` then says that it was stopped."""
        ...


class ReviewPort(Protocol):
    """The record as a reviewer uses it. `Refused` in place of an answer says why there is none."""

    @property
    def room_name(self) -> str: ...

    @property
    def provenance(self) -> Provenance:
        """Of the whole record: anything but real stands on every page."""
        ...

    @property
    def utc_ms(self) -> int:
        """The time now."""
        ...

    @property
    def knobs(self) -> tuple[Knob, ...]:
        """What a what-if may change."""
        ...

    @property
    def formats(self) -> tuple[ExportFormat, ...]:
        """What a session can be written as."""
        ...

    def sessions(self, query: SessionQuery) -> Future[SessionPage | Refused]:
        """The newest sessions that fit."""
        ...

    def session(self, session_id: int) -> Future[SessionView | Refused]:
        """One session with everything of it."""
        ...

    def course(self, session_id: int) -> Future[tuple[CourseRow, ...] | Refused]:
        """The infusions of the session's course on record, oldest first, this one among them."""
        ...

    def mark(self, alarm_id: int, mark: ReviewMark, *, reviewer: Actor) -> Future[Refused | None]:
        """Say what an alarm was worth."""
        ...

    def sign(self, session_id: int, *, reviewer: Actor, comment: str) -> Future[Refused | None]:
        """Sign the session as it is stored."""
        ...

    def add(self, session_id: int, *, author: Actor, text: str) -> Future[Refused | None]:
        """Add words to a signed session."""
        ...

    def export(self, session_id: int, kind: ExportFormat, path: Path) -> LongWork[Path]:
        """Write the session to `path`; the answer is what was written."""
        ...

    def statistics(
        self, *, from_utc_ms: int | None, to_utc_ms: int | None, utc_offset_min: int
    ) -> LongWork[StatisticsView]:
        """The burden of alarms over a period; hours of the day are those of a clock so many minutes before UTC."""
        ...

    def what_if(self, request: WhatIfRequest) -> LongWork[WhatIfResult]:
        """Judge one session, or a period, by other limits."""
        ...

    def propose(self, proposal: Proposal) -> Future[Refused | None]:
        """Write the proposal file."""
        ...

    def save_statistics(self, view: StatisticsView, path: Path) -> Future[Refused | None]:
        """Write statistics as a table."""
        ...
