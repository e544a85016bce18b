"""What a reviewer's lists need beside sessions and alarms: who signed, what was marked, and the burden of alarms.

Read-only, each question in a short transaction of its own. Statistics know real sessions alone.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DatabaseError

from drivers.observations import Provenance
from monitor.domain.answer_events import AudioPaused
from monitor.domain.codec import decode_event
from monitor.domain.events import AlarmChanged
from monitor.domain.vocabulary import AlarmChangeKind, Priority
from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words
from monitor.storage.signing import Mark

_AT_ONCE = 10_000
_ACKNOWLEDGED = AlarmChangeKind.ACKNOWLEDGED
_SEEN = f'"change":"{_ACKNOWLEDGED.value}"'  # as `encode_event` writes it
_NAMED_AT_ONCE = 500  # numbers in one question; a server or an old SQLite takes no more than some hundreds


@dataclass(frozen=True, slots=True)
class NamedSession:
    """Whose session, and from when."""

    label: str
    admitted_utc_ms: int


@dataclass(frozen=True, slots=True)
class MarkedSpan:
    """An alarm in time with the reviewer's last word on it; `cleared_utc_ms` None: it stood to the end."""

    alarm_id: int
    rule: str
    priority: Priority
    raised_utc_ms: int
    cleared_utc_ms: int | None
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class BurdenRow:
    """One alarm of a real session, as far as statistics look at it."""

    alarm_id: int
    session_id: int
    rule: str
    priority: Priority
    place_id: str
    raised_utc_ms: int
    raised_tick: int | None  # None: its event is gone
    acknowledged_tick: int | None  # of the first acknowledgement by a person
    mark: Mark | None


@dataclass(frozen=True, slots=True)
class DevicePlace:
    """From this tick on the device served this place; None: none."""

    device_id: str
    from_tick: int
    place_id: str | None


class ReviewLists:
    """Answers from one store while the station goes on writing it. Every method raises StorageUnavailableError."""

    def __init__(self, store: Store) -> None:
        self._engine: Engine = reading_engine(store)

    def room(self) -> tuple[str, Provenance]:
        """Name and provenance of the record's room."""
        with self._reading() as connection:
            row = connection.execute(select(tables.room.c.name, tables.room.c.provenance)).one()
            return row.name, Provenance(row.provenance)

    def reviewers(self, session_ids: Collection[int]) -> dict[int, str]:
        """Who signed last, by session; unsigned ones are left out."""
        columns, found = tables.signatures.c, {}
        for some in _parts(session_ids):
            with self._reading() as connection:
                statement = select(columns.session_id, columns.reviewer).where(columns.session_id.in_(some))
                found.update(
                    {row.session_id: row.reviewer for row in connection.execute(statement.order_by(columns.id))}
                )
        return found

    def named(self, session_ids: Collection[int]) -> dict[int, NamedSession]:
        """What the patients are called and when they came, by session."""
        columns = tables.sessions.c
        found: dict[int, NamedSession] = {}
        for some in _parts(session_ids):
            statement = select(columns.session_id, columns.label, columns.admitted_utc_ms)
            with self._reading() as connection:
                rows = connection.execute(statement.where(columns.session_id.in_(some)))
                found.update({row.session_id: NamedSession(row.label, row.admitted_utc_ms) for row in rows})
        return found

    def marked(self, session_id: int) -> tuple[MarkedSpan, ...]:
        """The alarms of a session with their marks, in the order of raising."""
        columns = tables.alarms.c
        statement = select(
            columns.alarm_id, columns.rule, columns.priority, columns.raised_utc_ms, columns.cleared_utc_ms
        ).where(columns.session_id == session_id)
        with self._reading() as connection:
            rows = connection.execute(statement.order_by(columns.raised_utc_ms, columns.alarm_id)).all()
        marks = self._marks([row.alarm_id for row in rows])
        return tuple(
            MarkedSpan(
                row.alarm_id,
                row.rule,
                Priority(row.priority),
                row.raised_utc_ms,
                row.cleared_utc_ms,
                marks.get(row.alarm_id),
            )
            for row in rows
        )

    def burden(self, *, from_utc_ms: int | None, to_utc_ms: int | None) -> Iterator[BurdenRow]:
        """Every alarm of the real sessions admitted in this time, a page at a time."""
        columns, sessions, events = tables.alarms.c, tables.sessions.c, tables.events.c
        conditions = [sessions.provenance == Provenance.REAL.value]
        conditions += [] if from_utc_ms is None else [sessions.admitted_utc_ms >= from_utc_ms]
        conditions += [] if to_utc_ms is None else [sessions.admitted_utc_ms < to_utc_ms]
        last_id = -1
        while True:
            statement = (
                select(
                    columns.alarm_id,
                    columns.session_id,
                    columns.rule,
                    columns.priority,
                    columns.place_id,
                    columns.raised_utc_ms,
                    columns.acknowledged_utc_ms,
                    events.tick,
                )
                .join_from(tables.alarms, tables.sessions, columns.session_id == sessions.session_id)
                .outerjoin(tables.events, events.seq == columns.raised_seq)
                .where(*conditions, columns.alarm_id > last_id)
                .order_by(columns.alarm_id)
                .limit(_AT_ONCE)
            )
            with self._reading() as connection:
                page = connection.execute(statement).all()
            marks = self._marks([row.alarm_id for row in page])
            seen = self._first_acknowledgements({row.session_id for row in page if row.acknowledged_utc_ms is not None})
            for row in page:
                yield BurdenRow(
                    row.alarm_id,
                    row.session_id,
                    row.rule,
                    Priority(row.priority),
                    row.place_id,
                    row.raised_utc_ms,
                    row.tick,
                    seen.get(row.alarm_id),
                    marks.get(row.alarm_id),
                )
            if len(page) < _AT_ONCE:
                return
            last_id = page[-1].alarm_id

    def first_pauses(self, *, from_utc_ms: int | None) -> dict[int, int]:
        """The tick of the first pause of the sound, of its place or of the room, that covered an alarm, by alarm."""
        columns = tables.events.c
        conditions = [columns.rule.is_(None), columns.type == "audio_paused", columns.payload != ""]  # by the index
        conditions += [] if from_utc_ms is None else [columns.utc_ms >= from_utc_ms]
        found: dict[int, int] = {}
        with self._reading() as connection:
            payloads = connection.execute(select(columns.payload).where(*conditions).order_by(columns.seq)).scalars()
            for event in (decode_event(payload.encode()) for payload in payloads):
                for alarm_id in event.alarm_ids if isinstance(event, AudioPaused) else ():
                    found.setdefault(alarm_id, event.at.tick)
        return found

    def _first_acknowledgements(self, session_ids: Collection[int]) -> dict[int, int]:
        """The tick at which a person first saw an alarm, by alarm: the wall clock may be set between the two."""
        columns = tables.events.c
        found: dict[int, int] = {}
        for some in _parts(session_ids):
            statement = select(columns.payload).where(
                columns.session_id.in_(some), columns.type == "alarm_changed", columns.payload.contains(_SEEN)
            )
            with self._reading() as connection:
                payloads = connection.execute(statement.order_by(columns.seq)).scalars().all()
            for event in (decode_event(payload.encode()) for payload in payloads):
                if isinstance(event, AlarmChanged) and event.change is _ACKNOWLEDGED and event.actor is not None:
                    found.setdefault(event.alarm_id, event.at.tick)
        return found

    def device_places(self) -> tuple[DevicePlace, ...]:
        """Which device served which place since when, in the order of time."""
        columns = tables.device_places.c
        with self._reading() as connection:
            rows = connection.execute(
                select(columns.device_id, columns.from_tick, columns.place_id).order_by(columns.from_tick)
            )
            return tuple(DevicePlace(row.device_id, row.from_tick, row.place_id) for row in rows)

    def _marks(self, alarm_ids: Collection[int]) -> dict[int, Mark]:
        columns, found = tables.marks.c, {}
        for some in _parts(alarm_ids):
            with self._reading() as connection:
                statement = select(columns.alarm_id, columns.mark).where(columns.alarm_id.in_(some))
                found.update(
                    {row.alarm_id: Mark(row.mark) for row in connection.execute(statement.order_by(columns.id))}
                )
        return found

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error


def _parts(numbers: Collection[int]) -> Iterator[list[int]]:
    ordered = sorted(numbers)
    for first in range(0, len(ordered), _NAMED_AT_ONCE):
        yield ordered[first : first + _NAMED_AT_ONCE]
