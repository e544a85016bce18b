"""Many finished sessions one after the other, for those who look at all of them: only what re-judging needs.

A session's whole account reads each value's device, source and reason, every input and every event; of thousands of
sessions that would take minutes. Here some sessions share two questions, and only the columns asked for are unpacked.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select
from sqlalchemy.exc import DatabaseError

from drivers.observations import Parameter
from monitor.domain.codec import decode_event
from monitor.domain.events import Event
from monitor.domain.inputs import CuffReading
from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import DamagedDatabaseError, StorageUnavailableError, in_words
from monitor.storage.packing import Values, joined_values, unpack_values

AT_ONCE = 32  # sessions in one short transaction: a megabyte of packed values


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class KeptSession:
    """What is kept of one finished session, as far as it was asked for.

    Attributes:
        values: samples of the parameters asked for, in order of arrival, lead-in and all.
        readings: what the cuff said.
        events: those of the types asked for.
        alarms: how many alarms each rule raised.
    """

    session_id: int
    admitted_tick: int
    discharged_tick: int
    values: Values
    readings: tuple[CuffReading, ...]
    events: tuple[Event, ...]
    alarms: Mapping[str, int]


class BulkReader:
    """Reads packed sessions from one store while the station goes on writing it."""

    def __init__(self, store: Store, *, parameters: Collection[Parameter], event_types: Collection[str]) -> None:
        self._engine: Engine = reading_engine(store)
        self._parameters = frozenset(parameters)
        self._event_types = tuple(event_types)

    def sessions(self, session_ids: Sequence[int]) -> Iterator[KeptSession]:
        """Those of these sessions that are packed, in this order.

        Raises:
            StorageUnavailableError: the store cannot be read.
            DamagedDatabaseError: values of a session cannot be read back.

        """
        for first in range(0, len(session_ids), AT_ONCE):
            yield from self._some(session_ids[first : first + AT_ONCE])

    def _some(self, session_ids: Sequence[int]) -> Iterator[KeptSession]:
        try:
            with self._engine.begin() as connection:
                found = _Rows(connection, session_ids, self._event_types)
        except DatabaseError as error:
            raise StorageUnavailableError(in_words(error)) from error
        for session_id in session_ids:
            if session_id in found.sessions:
                yield self._session(session_id, found)

    def _session(self, session_id: int, found: "_Rows") -> KeptSession:
        session = found.sessions[session_id]
        try:
            parts = [unpack_values(payload, self._parameters) for payload in found.parts[session_id]]
            count = sum(part.sample_count for part in parts)
            if count != session.sample_count:
                raise DamagedDatabaseError(
                    f"session {session_id}: {session.sample_count} samples were kept, {count} are there"
                )
            return KeptSession(
                session_id=session_id,
                admitted_tick=session.admitted_tick,
                discharged_tick=session.discharged_tick,
                values=joined_values([part.values for part in parts]),
                readings=tuple(reading for part in parts for reading in part.readings),
                events=tuple(decode_event(payload.encode()) for payload in found.events[session_id]),
                alarms=found.alarms[session_id],
            )
        except ValueError as error:
            raise DamagedDatabaseError(f"session {session_id} cannot be read back: {error}") from error


@dataclass(frozen=True, slots=True)
class _Session:
    admitted_tick: int
    discharged_tick: int
    sample_count: int


class _Rows:
    """What the tables hold of some sessions, still packed."""

    def __init__(self, connection: Connection, session_ids: Sequence[int], event_types: Sequence[str]) -> None:
        sessions, parts = tables.sessions.c, tables.packed_parts.c
        events, alarms = tables.events.c, tables.alarms.c
        self.sessions: dict[int, _Session] = {}
        self.parts: dict[int, list[bytes]] = defaultdict(list)
        self.events: dict[int, list[str]] = defaultdict(list)
        self.alarms: dict[int, dict[str, int]] = defaultdict(dict)
        kept = select(
            sessions.session_id, sessions.admitted_tick, sessions.discharged_tick, sessions.sample_count
        ).where(sessions.session_id.in_(session_ids), sessions.packed == 1)
        for session_id, *numbers in connection.execute(kept):
            self.sessions[session_id] = _Session(*numbers)
        packed = select(parts.session_id, parts.payload).where(parts.session_id.in_(session_ids))
        for session_id, payload in connection.execute(packed.order_by(parts.session_id, parts.part)):
            self.parts[session_id].append(payload)
        told = select(events.session_id, events.payload).where(
            events.session_id.in_(session_ids), events.type.in_(event_types), events.payload != ""
        )
        for session_id, text in connection.execute(told.order_by(events.seq)):
            self.events[session_id].append(text)
        raised = select(alarms.session_id, alarms.rule, func.count()).where(alarms.session_id.in_(session_ids))
        for session_id, rule, count in connection.execute(raised.group_by(alarms.session_id, alarms.rule)):
            self.alarms[session_id][rule] = count
