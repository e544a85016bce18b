"""The journal of one room: batches in, in whole transactions; after a restart, all that is needed to go on.

It is synchronous and belongs to one thread at a time. Grouping, retries and waiting are the writer's business.
"""

import logging
import sqlite3
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.exc import SQLAlchemyError

from drivers.observations import Provenance
from monitor.alarms.rules import RULES_VERSION
from monitor.domain.events import Event
from monitor.domain.time import Instant
from monitor.storage import registers, schema, server, tables
from monitor.storage.batch import Batch, Recovery
from monitor.storage.chain import FIRST_DIGEST
from monitor.storage.database import create_private
from monitor.storage.engines import Store, name_of, writing_engine
from monitor.storage.errors import (
    AlreadyOpenError,
    MigrationError,
    StorageUnavailableError,
    in_words,
    is_environment_fault,
)
from monitor.storage.lock import DatabaseLock, lock_of
from monitor.storage.profiles import AcceptedProfile, read_accepted
from monitor.storage.recovery import read_recovery
from monitor.storage.rows import EncodedBatch, Ends, Rows, encode, rows_for
from monitor.storage.upkeep import Upkeep

_logger = logging.getLogger(__name__)
KEPT_CHECKPOINTS = 5  # a restart uses the newest; the older ones are there in case it cannot be read


class Journal:
    """Owns the lock, the connection and the numbering of batches and inputs. Made by `Journal.open`."""

    def __init__(self, store: Store, *, engine: Engine, lock: DatabaseLock | None, rule_set_id: int) -> None:
        self.store = store
        self._engine = engine
        self._lock = lock
        self._rule_set_id = rule_set_id
        self._last_batch_seq = 0
        self._in_doubt: tuple[Batch, ...] = ()  # of a write that failed: its commit may have landed all the same
        self._upkeep = Upkeep(engine)

    @classmethod
    def open(
        cls, store: Store, *, room_name: str, provenance: Provenance, epoch: Instant, profile_digest: str
    ) -> "Journal":
        """Open the database at a path or address, creating it or bringing its tables up to date after a copy.

        `epoch` counts only where the database is new; `recover` tells the stored one.

        Raises:
            AlreadyOpenError: another process has it open.
            NewerDatabaseError, MigrationError, WrongDatabaseError, DamagedDatabaseError: not with this file, which
                was not changed.
            StorageUnavailableError: the disk is full, read-only or broken.

        """
        lock = lock_of(store)
        try:
            revision = schema.revision_of(store, room_name=room_name, provenance=provenance)
            return cls._open_locked(
                store,
                lock=lock,
                revision=revision,
                room_row={
                    "id": 1,
                    "name": room_name,
                    "provenance": provenance.value,
                    "epoch_tick": epoch.tick,
                    "epoch_utc_ms": epoch.utc_ms,
                },
                profile_digest=profile_digest,
            )
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def _open_locked(
        cls,
        store: Store,
        *,
        lock: DatabaseLock | None,
        revision: str | None,
        room_row: dict[str, object],
        profile_digest: str,
    ) -> "Journal":
        engine = writing_engine(store)
        try:
            if isinstance(store, Path):
                create_private(store)
                if revision not in {None, schema.head_revision()}:
                    schema.copy_before_migration(store, str(revision))
            with engine.begin() as connection:
                _bring_up_to_date(connection, store, revision=revision, room_row=room_row)
                rule_set_id = _rule_set_id(connection, profile_digest)
                last_batch_seq = read_ends(connection).batch_seq
        except (SQLAlchemyError, sqlite3.Error, OSError) as error:
            engine.dispose()
            if is_environment_fault(error):
                raise StorageUnavailableError(f"{name_of(store)}: {in_words(error)}") from error
            raise MigrationError(
                f"{name_of(store)} could not be brought up to date: {getattr(error, 'orig', error)}"
            ) from error
        except BaseException:
            engine.dispose()
            raise
        journal = cls(store, engine=engine, lock=lock, rule_set_id=rule_set_id)
        journal._last_batch_seq = last_batch_seq
        return journal

    def accepted_profile(self) -> AcceptedProfile | None:
        """The limits accepted last; None: this record has none yet.

        Raises:
            StorageUnavailableError: the disk does not let us read.

        """
        try:
            with self._engine.connect() as connection:
                return read_accepted(connection)
        except SQLAlchemyError as error:
            if is_environment_fault(error):
                raise StorageUnavailableError(in_words(error)) from error
            raise

    def judge_by(self, profile_digest: str) -> None:
        """What is written from now on was judged by these limits.

        Raises:
            StorageUnavailableError: the disk refuses.

        """
        try:
            with self._engine.begin() as connection:
                self._rule_set_id = _rule_set_id(connection, profile_digest)
        except SQLAlchemyError as error:
            if is_environment_fault(error):
                raise StorageUnavailableError(in_words(error)) from error
            raise

    def recover(self, *, passed_over_checkpoints: int = 0) -> Recovery:
        """Read the newest checkpoint and all that came after it.

        `passed_over_checkpoints` newest ones are left out, for one that its reader could not make sense of.

        Raises:
            DamagedDatabaseError: a stored batch or event cannot be read.
            StorageUnavailableError: the disk does not let us read.

        """
        return read_recovery(self._engine, passed_over_checkpoints=passed_over_checkpoints)

    def write(self, batches: Sequence[Batch]) -> None:
        """Store `batches` in one transaction; on return they are on the disk.

        The same batch objects may be handed over again after an error: what had landed is not stored twice.

        Raises:
            StorageUnavailableError: nothing is known to be stored; try again later.

        """
        encoded = [encode(batch) for batch in batches]
        try:
            with self._engine.begin() as connection:
                ends = read_ends(connection)
                fresh = self._not_landed(encoded, stored_batch_seq=ends.batch_seq)
                rows = rows_for(fresh, after=ends, rule_set_id=self._rule_set_id)
                _insert(connection, rows)
        except Exception as error:
            self._in_doubt = tuple(batches)
            if is_environment_fault(error) or isinstance(error, AlreadyOpenError):  # the server gave the lock away
                raise StorageUnavailableError(in_words(error)) from error
            raise
        self._in_doubt = ()
        self._last_batch_seq = ends.batch_seq + len(fresh)

    def bind_devices(self, places: dict[str, str]) -> None:
        """Note at which place each device stands from now on: without it no session can be packed.

        Raises:
            StorageUnavailableError: the disk refuses.

        """
        try:
            with self._engine.begin() as connection:
                registers.bind_devices(connection, places)
        except SQLAlchemyError as error:
            if is_environment_fault(error):
                raise StorageUnavailableError(in_words(error)) from error
            raise

    def keep_for(self, days: int | None) -> None:
        """How long signed sessions are kept; None, as at the beginning: for ever."""
        self._upkeep.keep_days = days

    def tidy(self) -> bool:
        """Do one small step of packing finished sessions and dropping what is packed; True: more is left to do.

        Raises:
            StorageUnavailableError: the disk refuses; the step is done again later.

        """
        try:
            return self._upkeep.step()
        except SQLAlchemyError as error:
            if is_environment_fault(error):
                raise StorageUnavailableError(in_words(error)) from error
            raise

    def close(self) -> None:
        """Close the file and let others open it. The journal cannot be used afterwards."""
        self._engine.dispose()
        if self._lock is not None:
            self._lock.release()

    def _not_landed(self, encoded: list[EncodedBatch], *, stored_batch_seq: int) -> list[EncodedBatch]:
        landed = {id(batch) for batch in self._in_doubt[: stored_batch_seq - self._last_batch_seq]}
        return [one for one in encoded if id(one.batch) not in landed]


def _bring_up_to_date(
    connection: Connection, store: Store, *, revision: str | None, room_row: dict[str, object]
) -> None:
    if revision is not None and revision != schema.head_revision() and not isinstance(store, Path):
        _logger.info("copied all tables to %s before they change", server.copy_tables(connection, revision=revision))
    if revision != schema.head_revision():
        schema.upgrade(connection)
    if revision is None:
        connection.execute(insert(tables.room), room_row)
    elif revision in schema.WITHOUT_REGISTERS:
        registers.rebuild(connection)


def read_ends(connection: Connection) -> Ends:
    """Numbers from which the next rows go on."""
    batch_seq = connection.execute(select(func.max(tables.input_batches.c.seq))).scalar_one() or 0
    input_seq = connection.execute(
        select(tables.input_batches.c.last_input_seq).where(tables.input_batches.c.seq == batch_seq)
    ).scalar_one_or_none()
    last_event = connection.execute(
        select(tables.events.c.seq, tables.events.c.digest).order_by(tables.events.c.seq.desc()).limit(1)
    ).one_or_none()
    return Ends(
        batch_seq=batch_seq,
        input_seq=input_seq or 0,
        event_seq=0 if last_event is None else last_event.seq,
        event_digest=FIRST_DIGEST if last_event is None else bytes(last_event.digest),
        checkpoint_id=connection.execute(select(func.max(tables.checkpoints.c.id))).scalar_one() or 0,
    )


def _insert(connection: Connection, rows: Rows) -> None:
    if rows.repeated:
        _compare_repeated(connection, rows.repeated)
    if rows.batches:
        connection.execute(insert(tables.input_batches), rows.batches)
    if rows.events:
        connection.execute(insert(tables.events), rows.events)
        for event, encoded, batch_seq in rows.new_events:
            _register(connection, event, encoded.batch, batch_seq)
    if rows.checkpoints:
        connection.execute(insert(tables.checkpoints), rows.checkpoints)
        oldest_kept = rows.checkpoints[-1]["id"] - KEPT_CHECKPOINTS + 1
        connection.execute(delete(tables.checkpoints).where(tables.checkpoints.c.id < oldest_kept))


def _register(connection: Connection, event: Event, batch: Batch, batch_seq: int) -> None:
    """The registers can be made again, the event cannot: what is wrong with them never keeps it out."""
    try:
        with connection.begin_nested():
            registers.register(connection, event, inputs=batch.inputs, batch_seq=batch_seq)
    except SQLAlchemyError as error:
        if is_environment_fault(error):
            raise
        _logger.exception("event %d could not be entered into the lists of sessions and alarms", event.seq)


def _compare_repeated(connection: Connection, repeated: dict[int, str]) -> None:
    """Events that a restart worked out again should be what is stored; where not, the stored ones stand."""
    columns = tables.events.c
    for seq, payload in repeated.items():
        stored = connection.execute(select(columns.payload).where(columns.seq == seq)).scalar_one_or_none()
        if stored != payload:
            _logger.error("event %d came again with other content; what was stored first stands", seq)


def _rule_set_id(connection: Connection, profile_digest: str) -> int:
    """Row of the numbers that judge from now on, made where it is new."""
    columns = tables.rule_sets.c
    same = (columns.profile_digest == profile_digest, columns.rules_version == RULES_VERSION)
    found = connection.execute(select(columns.id).where(*same)).scalar_one_or_none()
    if found is not None:
        return int(found)
    row_id = (connection.execute(select(func.max(columns.id))).scalar_one() or 0) + 1
    connection.execute(
        insert(tables.rule_sets), {"id": row_id, "profile_digest": profile_digest, "rules_version": RULES_VERSION}
    )
    return int(row_id)
