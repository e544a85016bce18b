"""Packs finished sessions, drops batches that nothing needs any more, retires sessions past their time: in small steps.

Each step reads a page or writes a small transaction, so that a commit never waits long for it. A step that a kill
interrupts is done again: a session counts as packed only with its last transaction.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, Row, delete, func, insert, select, update

from drivers.observations import Provenance
from monitor.domain.codec import decode_inputs
from monitor.domain.time import ticks
from monitor.storage import tables
from monitor.storage.belonging import LEAD_IN_TICKS, Belonging, belonging_of
from monitor.storage.figures import figures_of
from monitor.storage.minutes import minutes_of, pack_minutes
from monitor.storage.packing import PROVENANCES, Part, joined, pack, part_of
from monitor.storage.retention import retire_one

if TYPE_CHECKING:
    from monitor.domain.inputs import Input

PAGE_BATCHES = 25  # decoded in about a millisecond for a room of twelve chairs
PART_TICKS = ticks(600.0)  # ten minutes are packed in about five milliseconds
DROPPED_AT_ONCE = 500
KEPT_MS = 24 * 3_600_000  # batches of the last day stay, packed or not: a fault is easier to find in them
_OF_THE_PATIENT = frozenset({PROVENANCES.index(Provenance.REAL), PROVENANCES.index(Provenance.ENTERED)})


class Upkeep:
    """Owns the session that is being packed. Belongs to the journal's thread."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._packing: _Packing | None = None
        self.keep_days: int | None = None  # None: everything is kept for ever

    def step(self) -> bool:
        """Do one step; True: there is more to do now."""
        try:
            with self._engine.begin() as connection:
                if self._packing is None:
                    self._packing = _next_session(connection)
                    return self._packing is not None or _drop_batches(connection) or self._retire(connection)
                is_done = self._packing.step(connection)
        except BaseException:
            self._packing = None  # begun again: what of it was committed is not known
            raise
        if is_done:
            self._packing = None
        return True

    def _retire(self, connection: Connection) -> bool:
        columns = tables.input_batches.c
        now = connection.execute(select(columns.utc_ms).order_by(columns.seq.desc()).limit(1)).scalar_one_or_none()
        if self.keep_days is None or now is None:
            return False
        return retire_one(connection, now_utc_ms=now, keep_days=self.keep_days)


class _Packing:
    """One session on its way into columns."""

    def __init__(self, session: Row[tuple[object, ...]], belonging: Belonging, *, first_seq: int) -> None:
        self._session = session
        self._belonging = belonging
        self._next_seq = first_seq
        self._inputs: list[Input] = []
        self._part_from = belonging.from_tick
        self._parts: list[Part] = []
        self._bytes = 0

    def step(self, connection: Connection) -> bool:
        """Read one page or write one part; True: the session is packed."""
        rows = connection.execute(
            select(tables.input_batches.c.seq, tables.input_batches.c.tick, tables.input_batches.c.payload)
            .where(tables.input_batches.c.seq.between(self._next_seq, self._session.last_batch_seq))
            .order_by(tables.input_batches.c.seq)
            .limit(PAGE_BATCHES)
        ).all()
        for row in rows:
            self._inputs += [item for item in decode_inputs(row.payload) if self._belonging.takes(item)]
            self._next_seq = row.seq + 1
        if rows and self._next_seq <= self._session.last_batch_seq:
            if rows[-1].tick >= self._part_from + PART_TICKS:
                self._write_part(connection, to_tick=rows[-1].tick + 1)
            return False
        self._write_part(connection, to_tick=self._session.discharged_tick + 1)
        self._finish(connection)
        return True

    def _write_part(self, connection: Connection, *, to_tick: int) -> None:
        part = part_of(self._inputs)
        payload = pack(part)
        row = {
            "session_id": self._session.session_id,
            "part": len(self._parts),
            "from_tick": self._part_from,
            "to_tick": to_tick,
            "sample_count": len(part.samples.tick),
            "payload": payload,
        }
        connection.execute(insert(tables.packed_parts), row)
        self._parts.append(part)
        self._bytes += len(payload)
        self._inputs, self._part_from = [], to_tick

    def _finish(self, connection: Connection) -> None:
        session_id = self._session.session_id
        whole = joined(self._parts)
        minutes = pack_minutes(minutes_of(whole.samples))
        connection.execute(insert(tables.packed_minutes), {"session_id": session_id, "payload": minutes})
        values = {
            **figures_of(connection, self._session, whole),
            "packed": 1,
            "provenance": _provenance(self._session.provenance, whole),
            "sample_count": len(whole.samples.tick),
            "packed_bytes": self._bytes + len(minutes),
        }
        connection.execute(update(tables.sessions).where(tables.sessions.c.session_id == session_id).values(**values))


def _next_session(connection: Connection) -> _Packing | None:
    """The oldest finished session that is not packed, cleared of what an earlier try left."""
    columns = tables.sessions.c
    session = connection.execute(
        select(tables.sessions)
        .where(columns.packed == 0, columns.last_batch_seq.is_not(None))
        .order_by(columns.first_batch_seq)
        .limit(1)
    ).one_or_none()
    belonging = None if session is None else belonging_of(connection, session.session_id)
    if session is None or belonging is None or not belonging.device_places:
        return None  # without the devices' places nobody could say whose samples these are
    for table in (tables.packed_parts, tables.packed_minutes):
        connection.execute(delete(table).where(table.c.session_id == session.session_id))
    return _Packing(session, belonging, first_seq=first_seq_of(connection, session.first_batch_seq, belonging))


def first_seq_of(connection: Connection, admission_seq: int, belonging: Belonging) -> int:
    """Number of the batch with which the session's lead-in begins."""
    columns = tables.input_batches.c
    found = connection.execute(
        select(func.min(columns.seq)).where(
            columns.seq.between(admission_seq - LEAD_IN_TICKS, admission_seq), columns.tick >= belonging.from_tick
        )
    ).scalar_one()
    return admission_seq if found is None else int(found)


def _provenance(room: str, whole: Part) -> str:
    """Real only where the room is and every value came from a patient or a person."""
    codes = set(whole.samples.provenance.tolist())
    codes |= {PROVENANCES.index(reading.provenance) for reading in whole.readings}
    strangers = sorted(codes - _OF_THE_PATIENT)
    return PROVENANCES[strangers[0]].value if room == Provenance.REAL and strangers else room


def _drop_batches(connection: Connection) -> bool:
    """Drop some batches older than every checkpoint, every session that is not packed, and a day."""
    columns = tables.input_batches.c
    oldest_checkpoint = connection.execute(select(func.min(tables.checkpoints.c.batch_seq))).scalar_one()
    if oldest_checkpoint is None:
        return False
    open_from = connection.execute(
        select(func.min(tables.sessions.c.first_batch_seq)).where(tables.sessions.c.packed == 0)
    ).scalar_one()
    bound = oldest_checkpoint if open_from is None else min(oldest_checkpoint, open_from - LEAD_IN_TICKS)
    newest_ms = connection.execute(select(columns.utc_ms).order_by(columns.seq.desc()).limit(1)).scalar_one()
    rows = connection.execute(
        select(columns.seq, columns.utc_ms).where(columns.seq < bound).order_by(columns.seq).limit(DROPPED_AT_ONCE)
    ).all()
    old = [row.seq for row in rows if row.utc_ms < newest_ms - KEPT_MS]
    if old:
        connection.execute(delete(tables.input_batches).where(columns.seq.between(old[0], old[-1])))
    return len(old) == DROPPED_AT_ONCE
