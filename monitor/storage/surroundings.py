"""What the record holds about a session beside its own events and values: the room, rules, answers, signatures, marks.

Read-only, each question in a short transaction of its own.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, select
from sqlalchemy.exc import DatabaseError

from drivers.observations import Provenance
from monitor.domain.codec import decode_event
from monitor.domain.events import Event
from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words
from monitor.storage.figures import alarm_counts
from monitor.storage.profiles import AcceptedProfile, acceptances
from monitor.storage.signing import Addendum, Mark, Signature, signatures_of, signed_digest

# Of a place or of the whole room, so that no session's number stands beside them.
ANSWER_TYPES = ("audio_paused", "responsibility_taken")
_ROWS_AT_ONCE = 5_000


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """Under which numbers and which program values were judged."""

    profile_digest: str
    rules_version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedAlarm:
    """A reviewer's last word on an alarm."""

    mark: Mark
    reviewer: str
    utc_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """Of one session.

    Attributes:
        room_name, room_provenance: as the record was made.
        rule_sets: in the order of their use; empty: the record no longer tells.
        answers: pauses of the sound and "I am going" at any place during the session, in their order.
        signatures: with whether the session still is what was signed.
        accepted: the acceptance of each profile by its digest, the newest one.
        alarm_counts: alarms in the register by priority, counted apart from the events.
    """

    room_name: str
    room_provenance: Provenance
    rule_sets: tuple[RuleSet, ...]
    answers: tuple[Event, ...]
    signatures: tuple[tuple[Signature, bool], ...]
    addenda: tuple[Addendum, ...]
    marks: Mapping[int, MarkedAlarm]
    accepted: Mapping[str, AcceptedProfile]
    alarm_counts: Mapping[int, int]


class SurroundingsReader:
    """Answers from one store while the station goes on writing it."""

    def __init__(self, store: Store) -> None:
        self._engine: Engine = reading_engine(store)

    def of(self, session_id: int, *, from_utc_ms: int, to_utc_ms: int | None) -> Surroundings:
        """Everything around a session between two times; `to_utc_ms` None: it still runs.

        Raises:
            StorageUnavailableError: the store cannot be read.
            ValueError: an event cannot be read back.

        """
        with self._reading() as connection:
            room = connection.execute(select(tables.room)).one()
            rule_sets = _rule_sets(connection, session_id)
            signatures = signatures_of(connection, session_id)
            addenda = _addenda(connection, session_id)
            marks = _marks(connection, session_id)
            accepted = acceptances(connection)
            counts = alarm_counts(connection, session_id)
        return Surroundings(
            room_name=room.name,
            room_provenance=Provenance(room.provenance),
            rule_sets=rule_sets,
            answers=tuple(self._answers(from_utc_ms, to_utc_ms)),
            signatures=tuple((signature, self._holds(signature)) for signature in signatures),
            addenda=addenda,
            marks=marks,
            accepted=accepted,
            alarm_counts=counts,
        )

    def _answers(self, from_utc_ms: int, to_utc_ms: int | None) -> Iterator[Event]:
        columns = tables.events.c
        conditions = [columns.utc_ms >= from_utc_ms, columns.type.in_(ANSWER_TYPES), columns.payload != ""]
        if to_utc_ms is not None:
            conditions.append(columns.utc_ms <= to_utc_ms)
        last_seq = 0
        while True:
            statement = select(columns.seq, columns.payload).where(*conditions, columns.seq > last_seq)
            with self._reading() as connection:
                page = connection.execute(statement.order_by(columns.seq).limit(_ROWS_AT_ONCE)).all()
            yield from (decode_event(row.payload.encode()) for row in page)
            if len(page) < _ROWS_AT_ONCE:
                return
            last_seq = page[-1].seq

    def _holds(self, signature: Signature) -> bool:
        with self._reading() as connection:
            return signature.digest == signed_digest(
                connection,
                signature.session_id,
                reviewer=signature.reviewer,
                utc_ms=signature.utc_ms,
                comment=signature.comment,
            )

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error


def _rule_sets(connection: Connection, session_id: int) -> tuple[RuleSet, ...]:
    """The only one there ever was; of several those of the session's batches, while these are kept."""
    sets, batches, sessions = tables.rule_sets, tables.input_batches.c, tables.sessions.c
    known = {row.id: row for row in connection.execute(select(sets).order_by(sets.c.id))}
    used = set(known)
    if len(known) > 1:
        span = connection.execute(
            select(sessions.first_batch_seq, sessions.last_batch_seq).where(sessions.session_id == session_id)
        ).one_or_none()
        if span is None:
            return ()  # retired a moment ago
        first = connection.execute(select(batches.seq).where(batches.seq == span.first_batch_seq)).first()
        statement = select(batches.rule_set_id).where(batches.seq >= span.first_batch_seq).distinct()
        if span.last_batch_seq is not None:
            statement = statement.where(batches.seq <= span.last_batch_seq)
        used = set() if first is None else set(connection.execute(statement).scalars())
    return tuple(
        RuleSet(profile_digest=row.profile_digest, rules_version=row.rules_version)
        for number, row in known.items()
        if number in used
    )


def _addenda(connection: Connection, session_id: int) -> tuple[Addendum, ...]:
    columns = tables.addenda.c
    statement = select(columns.session_id, columns.author, columns.utc_ms, columns.text)
    rows = connection.execute(statement.where(columns.session_id == session_id).order_by(columns.id))
    return tuple(Addendum(**row) for row in rows.mappings())


def _marks(connection: Connection, session_id: int) -> dict[int, MarkedAlarm]:
    """The newest mark of each alarm."""
    columns, alarms = tables.marks.c, tables.alarms.c
    rows = connection.execute(
        select(columns.alarm_id, columns.mark, columns.reviewer, columns.utc_ms)
        .join_from(tables.marks, tables.alarms, columns.alarm_id == alarms.alarm_id)
        .where(alarms.session_id == session_id)
        .order_by(columns.id)
    )
    return {row.alarm_id: MarkedAlarm(mark=Mark(row.mark), reviewer=row.reviewer, utc_ms=row.utc_ms) for row in rows}
