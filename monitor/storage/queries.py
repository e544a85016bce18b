"""Questions about what happened. Read-only, each in a short transaction of its own: a long one would pin the WAL."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Engine, func, or_, select
from sqlalchemy.exc import DatabaseError

from monitor.domain.codec import decode_event
from monitor.domain.events import Event
from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words

MAX_PAGE = 5_000  # events; read in well under the two seconds that a reader may hold its transaction


@dataclass(frozen=True, slots=True, kw_only=True)
class EventFilter:
    """Which events to show; None means any. Times are milliseconds since 1970, from inclusive, to exclusive."""

    from_utc_ms: int | None = None
    to_utc_ms: int | None = None
    place_id: str | None = None  # also finds the patients who were moved away from it
    session_id: int | None = None
    rule: str | None = None


class History:
    """Answers from one store while the station goes on writing it."""

    def __init__(self, store: Store) -> None:
        self._engine: Engine = reading_engine(store)

    def events(self, which: EventFilter, *, after_seq: int = 0, limit: int = MAX_PAGE) -> tuple[Event, ...]:
        """One page of events in order of their numbers; go on with the last one's `seq` as `after_seq`.

        Raises:
            ValueError: `limit` is over MAX_PAGE.
            StorageUnavailableError: the file cannot be read.

        """
        if not 0 < limit <= MAX_PAGE:
            raise ValueError(f"limit {limit} is not between 1 and {MAX_PAGE}")
        columns = tables.events.c
        statement = (
            select(columns.payload)
            .where(columns.seq > after_seq, columns.payload != "", *_conditions(which))  # empty: retired
            .order_by(columns.seq)
            .limit(limit)
        )
        try:
            with self._engine.begin() as connection:
                payloads = connection.execute(statement).scalars().all()
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error
        return tuple(decode_event(payload.encode()) for payload in payloads)

    def count(self, which: EventFilter) -> int:
        """How many events there are; raises StorageUnavailableError where the file cannot be read."""
        try:
            with self._engine.begin() as connection:
                found = connection.execute(select(func.count()).select_from(tables.events).where(*_conditions(which)))
                return int(found.scalar_one())
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error


def _conditions(which: EventFilter) -> list[ColumnElement[bool]]:
    columns = tables.events.c
    conditions: list[ColumnElement[bool]] = []
    if which.from_utc_ms is not None:
        conditions.append(columns.utc_ms >= which.from_utc_ms)
    if which.to_utc_ms is not None:
        conditions.append(columns.utc_ms < which.to_utc_ms)
    if which.place_id is not None:
        conditions.append(or_(columns.place_id == which.place_id, columns.left_place_id == which.place_id))
    if which.session_id is not None:
        conditions.append(columns.session_id == which.session_id)
    if which.rule is not None:
        conditions.append(columns.rule == which.rule)
    return conditions
