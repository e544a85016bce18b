"""Reads back what a restart needs: the newest checkpoint and the batches after it."""

from collections import defaultdict

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError

from monitor.domain.codec import decode_event, decode_inputs
from monitor.domain.events import Event
from monitor.domain.inputs import Input
from monitor.domain.time import Instant
from monitor.storage import tables
from monitor.storage.batch import Batch, Recovery
from monitor.storage.errors import DamagedDatabaseError, StorageUnavailableError, in_words, is_damage


def read_recovery(engine: Engine, *, passed_over_checkpoints: int) -> Recovery:
    """See `Journal.recover`."""
    try:
        with engine.begin() as connection:
            return _read(connection, passed_over_checkpoints)
    except DatabaseError as error:
        if is_damage(error):
            raise DamagedDatabaseError(f"the database is damaged: {error.orig}") from error
        raise StorageUnavailableError(in_words(error)) from error


def _read(connection: Connection, passed_over_checkpoints: int) -> Recovery:
    room = connection.execute(select(tables.room)).one()
    checkpoint = connection.execute(
        select(tables.checkpoints).order_by(tables.checkpoints.c.id.desc()).offset(passed_over_checkpoints).limit(1)
    ).one_or_none()
    last = connection.execute(
        select(tables.input_batches.c.tick, tables.input_batches.c.utc_ms)
        .order_by(tables.input_batches.c.seq.desc())
        .limit(1)
    ).one_or_none()
    return Recovery(
        epoch=Instant(room.epoch_tick, room.epoch_utc_ms),
        checkpoint=None if checkpoint is None else checkpoint.payload,
        checkpoint_event_seq=0 if checkpoint is None else checkpoint.event_seq,
        tail=_tail(connection, after_batch_seq=0 if checkpoint is None else checkpoint.batch_seq),
        last_event_seq=connection.execute(select(func.max(tables.events.c.seq))).scalar_one() or 0,
        last_tick=None if last is None else last.tick,
        last_utc_ms=None if last is None else last.utc_ms,
    )


def _tail(connection: Connection, *, after_batch_seq: int) -> tuple[Batch, ...]:
    batches, events = tables.input_batches.c, tables.events.c
    events_of: dict[int, list[Event]] = defaultdict(list)
    found = connection.execute(
        select(events.batch_seq, events.seq, events.payload)
        .where(events.batch_seq > after_batch_seq)
        .order_by(events.seq)
    )
    for row in found:
        events_of[row.batch_seq].append(_event(row.seq, row.payload))
    rows = connection.execute(
        select(batches.seq, batches.tick, batches.utc_ms, batches.payload)
        .where(batches.seq > after_batch_seq)
        .order_by(batches.seq)
    )
    return tuple(
        Batch(
            tick=row.tick,
            utc_ms=row.utc_ms,
            inputs=_inputs(row.seq, row.payload),
            events=tuple(events_of[row.seq]),
        )
        for row in rows
    )


def _event(seq: int, payload: str) -> Event:
    try:
        return decode_event(payload.encode())
    except ValueError as error:
        raise DamagedDatabaseError(f"event {seq} cannot be read back: {error}") from error


def _inputs(seq: int, payload: bytes) -> tuple[Input, ...]:
    try:
        return decode_inputs(payload)
    except ValueError as error:
        raise DamagedDatabaseError(f"input batch {seq} cannot be read back: {error}") from error
