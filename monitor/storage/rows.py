"""Batches and events as rows and back. Pure: no connection, no SQL."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from monitor.domain.codec import encode_event, encode_inputs
from monitor.domain.events import AlarmChanged, Event, PatientMoved
from monitor.storage.batch import Batch
from monitor.storage.chain import chained

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ends:
    """The last number of each kind that a database holds; 0: none."""

    batch_seq: int
    input_seq: int
    event_seq: int
    event_digest: bytes  # of the last event: the next one is chained to it
    checkpoint_id: int


@dataclass(frozen=True, slots=True)
class EncodedBatch:
    """A batch whose bytes are made before a transaction begins, so that a bad value cannot break one."""

    batch: Batch
    inputs: bytes
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """What one transaction inserts. `repeated` are events whose number was already stored before it."""

    batches: list[Row] = field(default_factory=list)
    events: list[Row] = field(default_factory=list)
    new_events: list[tuple[Event, EncodedBatch, int]] = field(default_factory=list)  # with batch and its number
    checkpoints: list[Row] = field(default_factory=list)
    repeated: dict[int, str] = field(default_factory=dict)


def encode(batch: Batch) -> EncodedBatch:
    """Raise whatever the codec raises for a value it does not know."""
    return EncodedBatch(
        batch, encode_inputs(batch.inputs), tuple(encode_event(event).decode() for event in batch.events)
    )


def rows_for(batches: Sequence[EncodedBatch], *, after: Ends, rule_set_id: int) -> Rows:
    """Number `batches` on from `after`; an event that is already stored is left out."""
    rows = Rows()
    input_seq, event_seq, checkpoint_id = after.input_seq, after.event_seq, after.checkpoint_id
    digest = after.event_digest
    for batch_seq, encoded in enumerate(batches, start=after.batch_seq + 1):
        batch = encoded.batch
        rows.batches.append(
            {
                "seq": batch_seq,
                "tick": batch.tick,
                "utc_ms": batch.utc_ms,
                "first_input_seq": input_seq + 1,
                "last_input_seq": input_seq + len(batch.inputs),
                "rule_set_id": rule_set_id,
                "payload": encoded.inputs,
            }
        )
        input_seq += len(batch.inputs)
        for event, payload in zip(batch.events, encoded.events, strict=True):
            if event.seq > event_seq:
                row = chained(_event_row(event, payload=payload, batch_seq=batch_seq), previous=digest)
                rows.events.append(row)
                rows.new_events.append((event, encoded, batch_seq))
                event_seq, digest = event.seq, row["digest"]
            elif event.seq <= after.event_seq:
                rows.repeated[event.seq] = payload
        if batch.checkpoint is not None:
            checkpoint_id += 1
            rows.checkpoints.append(
                _checkpoint_row(batch, row_id=checkpoint_id, batch_seq=batch_seq, event_seq=event_seq)
            )
    return rows


def _checkpoint_row(batch: Batch, *, row_id: int, batch_seq: int, event_seq: int) -> Row:
    return {
        "id": row_id,
        "tick": batch.tick,
        "utc_ms": batch.utc_ms,
        "batch_seq": batch_seq,
        "event_seq": event_seq,
        "payload": batch.checkpoint,
    }


def _event_row(event: Event, *, payload: str, batch_seq: int) -> Row:
    left, reached = None, getattr(event, "place_id", None)
    if isinstance(event, PatientMoved):
        left, reached = event.from_place_id, event.to_place_id
    return {
        "seq": event.seq,
        "batch_seq": batch_seq,
        "tick": event.at.tick,
        "utc_ms": event.at.utc_ms,
        "type": event.type,
        "place_id": reached,
        "left_place_id": left,
        "session_id": getattr(event, "session_id", None),
        "rule": event.rule if isinstance(event, AlarmChanged) else None,
        "priority": int(event.priority) if isinstance(event, AlarmChanged) else None,
        "payload": payload,
    }
