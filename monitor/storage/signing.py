"""What reviewers put under a session: signatures over its events and values, addenda, and marks on its alarms.

A signature holds the digest of what was signed. Nothing of a signed session changes afterwards; what is said later is
an addendum. A mark says whether an alarm was useful; the newest one counts.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, Table, func, insert, select
from sqlalchemy.exc import DatabaseError

from drivers.clock import Clock
from monitor.storage import tables
from monitor.storage.chain import digest_of
from monitor.storage.engines import Store, office_engine
from monitor.storage.errors import StorageError, StorageUnavailableError, in_words

_NS_PER_MS = 1_000_000


class SigningError(StorageError):
    """This cannot be signed or marked; the text says why."""


LOCKED = "This session is signed and locked: say it in an addendum."


class Mark(StrEnum):
    USEFUL = "useful"
    ARTEFACT = "artefact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    session_id: int
    reviewer: str
    utc_ms: int
    comment: str
    digest: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Addendum:
    session_id: int
    author: str
    utc_ms: int
    text: str


class ReviewDesk:
    """Writes what reviewers say. Every method raises StorageUnavailableError where the disk refuses."""

    def __init__(self, store: Store, *, clock: Clock) -> None:
        self._engine = office_engine(store)
        self._clock = clock

    def sign(self, session_id: int, *, reviewer: str, comment: str = "") -> Signature:
        """Sign the session as it is stored now.

        Raises:
            SigningError: the session is not there, still runs, is not packed yet or is signed already.

        """
        _require_name(reviewer)
        with self._writing() as connection:
            packed = connection.execute(
                select(tables.sessions.c.packed)
                .where(tables.sessions.c.session_id == session_id)
                .with_for_update()  # a server lets two transactions look at the same time; SQLite has one writer anyway
            ).scalar_one_or_none()
            if packed is None:
                raise SigningError(f"There is no session {session_id}.")
            if not packed:
                raise SigningError("This session is not finished, or its values are still being put away.")
            if signatures_of(connection, session_id):  # behind the lock: of two at once one is refused
                raise SigningError(LOCKED)
            utc_ms = self._utc_ms()
            digest = signed_digest(connection, session_id, reviewer=reviewer, utc_ms=utc_ms, comment=comment)
            signature = Signature(
                session_id=session_id, reviewer=reviewer, utc_ms=utc_ms, comment=comment, digest=digest
            )
            _append(connection, tables.signatures, _row(signature))
            return signature

    def add(self, session_id: int, *, author: str, text: str) -> Addendum:
        """Add words to a signed session.

        Raises:
            SigningError: nobody has signed it, or there are no words.

        """
        _require_name(author)
        if not text.strip():
            raise SigningError("An addendum needs words.")
        with self._writing() as connection:
            if not signatures_of(connection, session_id):
                raise SigningError("Only a signed session gets an addendum.")
            addendum = Addendum(session_id=session_id, author=author, utc_ms=self._utc_ms(), text=text)
            _append(connection, tables.addenda, _row(addendum))
            return addendum

    def mark(self, alarm_id: int, mark: Mark, *, reviewer: str) -> None:
        """Say what an alarm was worth.

        Raises:
            SigningError: there is no such alarm, or its session is signed: from then on there are addenda only.

        """
        _require_name(reviewer)
        with self._writing() as connection:
            alarms = tables.alarms.c
            found = connection.execute(select(alarms.session_id).where(alarms.alarm_id == alarm_id)).one_or_none()
            if found is None:
                raise SigningError(f"There is no alarm {alarm_id}.")
            if found.session_id is not None and signatures_of(connection, found.session_id):
                raise SigningError(LOCKED)
            row = {"alarm_id": alarm_id, "mark": mark.value, "reviewer": reviewer, "utc_ms": self._utc_ms()}
            _append(connection, tables.marks, row)

    def signatures(self, session_id: int) -> tuple[Signature, ...]:
        with self._writing() as connection:
            return signatures_of(connection, session_id)

    def addenda(self, session_id: int) -> tuple[Addendum, ...]:
        columns = tables.addenda.c
        statement = select(columns.session_id, columns.author, columns.utc_ms, columns.text)
        with self._writing() as connection:
            rows = connection.execute(statement.where(columns.session_id == session_id).order_by(columns.id))
            return tuple(Addendum(**row) for row in rows.mappings())

    def marks(self, session_id: int) -> dict[int, Mark]:
        """The mark that counts, by alarm."""
        columns, alarms = tables.marks.c, tables.alarms.c
        with self._writing() as connection:
            rows = connection.execute(
                select(columns.alarm_id, columns.mark)
                .join_from(tables.marks, tables.alarms, columns.alarm_id == alarms.alarm_id)
                .where(alarms.session_id == session_id)
                .order_by(columns.id)
            )
            return {row.alarm_id: Mark(row.mark) for row in rows}

    def close(self) -> None:
        """Give up the connections; the desk is of no use after it."""
        self._engine.dispose()

    def _utc_ms(self) -> int:
        return self._clock.now().utc_ns // _NS_PER_MS

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        try:
            with self._engine.begin() as connection:
                yield connection
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error


def signed_digest(connection: Connection, session_id: int, *, reviewer: str, utc_ms: int, comment: str) -> bytes:
    """SHA-256 over the session's events and packed values as they are now, and over who signed when and with what."""
    digest = hashlib.sha256()
    events = tables.events
    rows = connection.execute(select(events).where(events.c.session_id == session_id).order_by(events.c.seq))
    for row in rows.mappings():
        digest.update(digest_of(dict(row), previous=bytes(row["previous_digest"])))
    for table in (tables.packed_parts, tables.packed_minutes):
        payloads = connection.execute(
            select(table.c.payload).where(table.c.session_id == session_id).order_by(*table.primary_key)
        ).scalars()
        for payload in payloads:
            content = payload if isinstance(payload, bytes) else repr(payload).encode()  # whatever was put there
            digest.update(hashlib.sha256(content).digest())
    digest.update(json.dumps([session_id, reviewer, utc_ms, comment], ensure_ascii=False).encode())
    return digest.digest()


def false_signatures(connection: Connection) -> Iterator[str]:
    """Words for each signature that no longer fits what it stands under."""
    retired = frozenset(connection.execute(select(tables.retirements.c.session_id)).scalars())
    session_ids = connection.execute(select(tables.signatures.c.session_id).distinct()).scalars().all()
    for session_id in sorted(set(session_ids) - retired):
        for signature in signatures_of(connection, session_id):
            if signature.digest != _digest_now(connection, signature):
                yield f"session {session_id} is not what {signature.reviewer} signed"


def _digest_now(connection: Connection, signature: Signature) -> bytes:
    return signed_digest(
        connection,
        signature.session_id,
        reviewer=signature.reviewer,
        utc_ms=signature.utc_ms,
        comment=signature.comment,
    )


def signatures_of(connection: Connection, session_id: int) -> tuple[Signature, ...]:
    """Every signature under a session, oldest first."""
    columns = tables.signatures.c
    rows = connection.execute(
        select(columns.session_id, columns.reviewer, columns.utc_ms, columns.comment, columns.digest)
        .where(columns.session_id == session_id)
        .order_by(columns.id)
    )
    return tuple(Signature(**{**row, "digest": bytes(row["digest"])}) for row in rows.mappings())


def _append(connection: Connection, table: Table, row: Mapping[str, object]) -> None:
    row_id = (connection.execute(select(func.max(table.c.id))).scalar_one() or 0) + 1
    connection.execute(insert(table), {"id": row_id, **row})


def _row(one: Signature | Addendum) -> dict[str, object]:
    return {name: getattr(one, name) for name in one.__dataclass_fields__}


def _require_name(name: str) -> None:
    if not name.strip():
        raise SigningError("Somebody has to sign with a name.")
