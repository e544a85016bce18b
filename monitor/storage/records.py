"""Finished and running sessions for whoever reviews them: lists, one session with all its values, alarms.

Read-only, each question in short transactions of its own. Lists go on by key (keyset), so the thousandth page costs
what the first does.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, func, or_, select
from sqlalchemy.exc import DatabaseError

from drivers.observations import Provenance
from monitor.domain.codec import decode_event, decode_inputs
from monitor.domain.events import Event
from monitor.domain.inputs import CuffReading, Input
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.storage import tables
from monitor.storage.belonging import Belonging, Stay, belonging_of
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import DamagedDatabaseError, StorageUnavailableError, in_words
from monitor.storage.figures import alarm_counts
from monitor.storage.minutes import Minutes, minutes_of, unpack_minutes
from monitor.storage.packing import Part, Samples, joined, part_of, unpack
from monitor.storage.upkeep import first_seq_of

MAX_PAGE = 1_000
_PAGE_BATCHES = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionSummary:
    """What a list shows of a session. Pressures in mmHg, saturation in per cent; None: not known."""

    session_id: int
    label: str
    clinic_id: str
    course: str
    place_id: str
    provenance: Provenance
    admitted_tick: int
    admitted_utc_ms: int
    infusion_start_utc_ms: int | None
    infusion_end_utc_ms: int | None
    discharged_tick: int | None
    discharged_utc_ms: int | None
    packed: bool  # the figures below are final; before, peak and lowest are not known yet
    high_alarms: int
    medium_alarms: int
    low_alarms: int
    baseline_systolic: float | None
    peak_systolic: float | None
    lowest_spo2: float | None
    signed: bool
    profile_digest: str = ""  # of the limits in force at the admission; empty: an older version said nothing

    @property
    def peak_rise(self) -> float | None:
        """How far the highest reading lay above the baseline, mmHg."""
        if self.peak_systolic is None or self.baseline_systolic is None:
            return None
        return self.peak_systolic - self.baseline_systolic


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmSummary:
    """One alarm from raised to cleared."""

    alarm_id: int
    raised_utc_ms: int
    place_id: str
    session_id: int | None
    rule: str
    kind: AlarmKind
    priority: Priority  # the highest it reached
    parameter: str
    value: float | None
    limit: float | None
    shown: str
    acknowledged_utc_ms: int | None
    acknowledged_by: str | None
    cleared_utc_ms: int | None


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class SessionRecord:
    """All that is kept of one session. What lies before `summary.admitted_tick` is the lead-in at the same place."""

    summary: SessionSummary
    stays: tuple[Stay, ...]
    samples: Samples
    minutes: Minutes
    readings: tuple[CuffReading, ...]
    others: tuple[Input, ...]  # links, notices, commands, faults of the monitor
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionFilter:
    """Which sessions; None means any. Times of admission, from inclusive, to exclusive."""

    from_utc_ms: int | None = None
    to_utc_ms: int | None = None
    place_id: str | None = None
    label: str | None = None
    clinic_id: str | None = None
    provenance: Provenance | None = None
    text: str | None = None  # somewhere in label, clinic number, course or place; upper and lower case are the same


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmFilter:
    """Which alarms; None means any. Times of raising, from inclusive, to exclusive."""

    from_utc_ms: int | None = None
    to_utc_ms: int | None = None
    place_id: str | None = None
    session_id: int | None = None
    rule: str | None = None
    least_priority: Priority | None = None


class Records:
    """Answers from one store while the station goes on writing it. Every method raises StorageUnavailableError."""

    def __init__(self, store: Store) -> None:
        self._engine: Engine = reading_engine(store)

    def sessions(
        self, which: SessionFilter, *, before: SessionSummary | None = None, limit: int = MAX_PAGE
    ) -> tuple[SessionSummary, ...]:
        """One page of sessions, newest first; go on with the last one as `before`."""
        _check_limit(limit)
        columns = tables.sessions.c
        conditions = _session_conditions(which)
        if before is not None:
            conditions.append(
                _older(columns.admitted_utc_ms, columns.session_id, before.admitted_utc_ms, before.session_id)
            )
        statement = (
            _session_select()
            .where(*conditions)
            .order_by(columns.admitted_utc_ms.desc(), columns.session_id.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            return tuple(_summary(connection, row) for row in connection.execute(statement))

    def session(self, session_id: int) -> SessionSummary | None:
        """One session; None: there is none of this number."""
        with self._reading() as connection:
            row = connection.execute(_session_select().where(tables.sessions.c.session_id == session_id)).one_or_none()
            return None if row is None else _summary(connection, row)

    def course(self, clinic_id: str) -> tuple[SessionSummary, ...]:
        """The real infusions of one patient, oldest first: what baseline and comparison may be drawn from."""
        which = SessionFilter(clinic_id=clinic_id, provenance=Provenance.REAL)
        return tuple(reversed(self.sessions(which))) if clinic_id else ()

    def alarms(
        self, which: AlarmFilter, *, before: AlarmSummary | None = None, limit: int = MAX_PAGE
    ) -> tuple[AlarmSummary, ...]:
        """One page of alarms, newest first; go on with the last one as `before`."""
        _check_limit(limit)
        columns = tables.alarms.c
        conditions = _alarm_conditions(which)
        if before is not None:
            conditions.append(_older(columns.raised_utc_ms, columns.alarm_id, before.raised_utc_ms, before.alarm_id))
        statement = (
            select(tables.alarms)
            .where(*conditions)
            .order_by(columns.raised_utc_ms.desc(), columns.alarm_id.desc())
            .limit(limit)
        )
        with self._reading() as connection:
            return tuple(_alarm(row) for row in connection.execute(statement))

    def open_session(self, session_id: int) -> SessionRecord | None:
        """One session with all its values, also while it runs; None: there is none of this number.

        Raises:
            DamagedDatabaseError: its values cannot be read back.

        """
        with self._reading() as connection:
            row = connection.execute(_session_select().where(tables.sessions.c.session_id == session_id)).one_or_none()
            if row is None:
                return None
            summary, belonging = _summary(connection, row), belonging_of(connection, session_id)
        try:
            whole = self._packed(session_id) if summary.packed else self._from_journal(row, belonging)
            if summary.packed and len(whole.samples.tick) != row.sample_count:
                raise DamagedDatabaseError(
                    f"session {session_id}: {row.sample_count} samples were kept, {len(whole.samples.tick)} are there"
                )
            return SessionRecord(
                summary=summary,
                stays=belonging.stays,
                samples=whole.samples,
                minutes=self._minutes(session_id) if summary.packed else minutes_of(whole.samples),
                readings=whole.readings,
                others=whole.others,
                events=self._events(session_id),
            )
        except ValueError as error:
            raise DamagedDatabaseError(f"session {session_id} cannot be read back: {error}") from error

    def _packed(self, session_id: int) -> Part:
        columns = tables.packed_parts.c
        statement = select(columns.payload).where(columns.session_id == session_id).order_by(columns.part)
        with self._reading() as connection:
            payloads = connection.execute(statement).scalars().all()
        return joined([unpack(payload) for payload in payloads])

    def _minutes(self, session_id: int) -> Minutes:
        columns = tables.packed_minutes.c
        with self._reading() as connection:
            payload = connection.execute(
                select(columns.payload).where(columns.session_id == session_id)
            ).scalar_one_or_none()
        return minutes_of(joined([]).samples) if payload is None else unpack_minutes(payload)

    def _events(self, session_id: int) -> tuple[Event, ...]:
        columns = tables.events.c
        statement = select(columns.payload).where(columns.session_id == session_id, columns.payload != "")
        with self._reading() as connection:
            payloads = connection.execute(statement.order_by(columns.seq)).scalars().all()
        return tuple(decode_event(payload.encode()) for payload in payloads)

    def _from_journal(self, session: Row[Any], belonging: Belonging) -> Part:
        """What is not packed yet, out of the batches of the whole room, a page at a time."""
        columns = tables.input_batches.c
        inputs: list[Input] = []
        with self._reading() as connection:
            next_seq = first_seq_of(connection, session.first_batch_seq, belonging)
        while True:
            conditions = [columns.seq >= next_seq]
            if session.last_batch_seq is not None:
                conditions.append(columns.seq <= session.last_batch_seq)
            statement = select(columns.seq, columns.payload).where(*conditions).order_by(columns.seq)
            with self._reading() as connection:
                page = connection.execute(statement.limit(_PAGE_BATCHES)).all()
            inputs += [item for row in page for item in decode_inputs(row.payload) if belonging.takes(item)]
            if len(page) < _PAGE_BATCHES:
                return part_of(inputs)
            next_seq = page[-1].seq + 1

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error


def _check_limit(limit: int) -> None:
    if not 0 < limit <= MAX_PAGE:
        raise ValueError(f"limit {limit} is not between 1 and {MAX_PAGE}")


def _older(time: ColumnElement[int], key: ColumnElement[int], utc_ms: int, last_key: int) -> ColumnElement[bool]:
    """Rows behind the given one; the first comparison alone lets the index begin there."""
    return and_(time <= utc_ms, or_(time < utc_ms, key < last_key))


def _session_select() -> Select[Any]:
    is_signed = (
        select(tables.signatures.c.id).where(tables.signatures.c.session_id == tables.sessions.c.session_id).exists()
    )
    return select(tables.sessions, is_signed.label("signed"))


def _session_conditions(which: SessionFilter) -> list[ColumnElement[bool]]:
    columns = tables.sessions.c
    provenance = None if which.provenance is None else which.provenance.value
    equal = {
        columns.place_id: which.place_id,
        columns.label: which.label,
        columns.clinic_id: which.clinic_id,
        columns.provenance: provenance,
    }
    return [
        *_between(columns.admitted_utc_ms, which.from_utc_ms, which.to_utc_ms),
        *(column == wanted for column, wanted in equal.items() if wanted is not None),
        *([] if which.text is None else [_contains(which.text)]),
    ]


def _contains(text: str) -> ColumnElement[bool]:
    columns = tables.sessions.c
    searched = (columns.label, columns.clinic_id, columns.course, columns.place_id)
    return or_(*(func.lower(column).contains(text.strip().lower(), autoescape=True) for column in searched))


def _alarm_conditions(which: AlarmFilter) -> list[ColumnElement[bool]]:
    columns = tables.alarms.c
    equal = {columns.place_id: which.place_id, columns.session_id: which.session_id, columns.rule: which.rule}
    conditions = [
        *_between(columns.raised_utc_ms, which.from_utc_ms, which.to_utc_ms),
        *(column == wanted for column, wanted in equal.items() if wanted is not None),
    ]
    if which.least_priority is not None:
        conditions.append(columns.priority >= int(which.least_priority))
    return conditions


def _between(column: ColumnElement[int], from_ms: int | None, to_ms: int | None) -> list[ColumnElement[bool]]:
    conditions = [] if from_ms is None else [column >= from_ms]
    return conditions if to_ms is None else [*conditions, column < to_ms]


def _summary(connection: Connection, row: Row[Any]) -> SessionSummary:
    counts = None if row.packed else alarm_counts(connection, row.session_id)
    return SessionSummary(
        session_id=row.session_id,
        label=row.label,
        clinic_id=row.clinic_id,
        course=row.course,
        place_id=row.place_id,
        provenance=Provenance(row.provenance),
        admitted_tick=row.admitted_tick,
        admitted_utc_ms=row.admitted_utc_ms,
        infusion_start_utc_ms=row.infusion_start_utc_ms,
        infusion_end_utc_ms=row.infusion_end_utc_ms,
        discharged_tick=row.discharged_tick,
        discharged_utc_ms=row.discharged_utc_ms,
        packed=bool(row.packed),
        high_alarms=row.high_alarms if counts is None else counts.get(Priority.HIGH, 0),
        medium_alarms=row.medium_alarms if counts is None else counts.get(Priority.MEDIUM, 0),
        low_alarms=row.low_alarms if counts is None else counts.get(Priority.LOW, 0),
        baseline_systolic=row.baseline_systolic,
        peak_systolic=row.peak_systolic,
        lowest_spo2=row.lowest_spo2,
        signed=bool(row.signed),
        profile_digest=row.profile_digest,
    )


def _alarm(row: Row[Any]) -> AlarmSummary:
    return AlarmSummary(
        alarm_id=row.alarm_id,
        raised_utc_ms=row.raised_utc_ms,
        place_id=row.place_id,
        session_id=row.session_id,
        rule=row.rule,
        kind=AlarmKind(row.kind),
        priority=Priority(row.priority),
        parameter=row.parameter,
        value=row.value,
        limit=row.limit_value,
        shown=row.shown,
        acknowledged_utc_ms=row.acknowledged_utc_ms,
        acknowledged_by=row.acknowledged_by,
        cleared_utc_ms=row.cleared_utc_ms,
    )
