"""Sessions, stays and alarms as rows, kept up with the events in the same transaction. What is not here is in events.

An event tells all but one thing: course and clinic number stand in the command that admitted the patient.
"""

import logging
from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select, update

from drivers.observations import Provenance
from monitor.domain.answer_events import BaselineChanged
from monitor.domain.codec import decode_event, decode_inputs
from monitor.domain.commands import Admit
from monitor.domain.events import AlarmChanged, BaselineFrozen, Event, PatientAdmitted, PatientMoved, PhaseChanged
from monitor.domain.inputs import CommandGiven, Input
from monitor.domain.profile_events import ProfileAccepted
from monitor.domain.vocabulary import AlarmChangeKind, Phase
from monitor.storage import tables

_logger = logging.getLogger(__name__)
_PAGE = 1_000


def register(connection: Connection, event: Event, *, inputs: Iterable[Input], batch_seq: int) -> None:
    """Bring the registers up to `event`, which came out of the batch `batch_seq` with `inputs`."""
    match event:
        case PatientAdmitted():
            _admitted(connection, event, inputs, batch_seq)
        case PatientMoved():
            _moved(connection, event)
        case PhaseChanged():
            _phase_changed(connection, event, batch_seq)
        case BaselineFrozen() | BaselineChanged():
            _update_session(connection, event.session_id, baseline_systolic=event.systolic)
        case AlarmChanged() if event.alarm_id:
            _alarm_changed(connection, event)
        case ProfileAccepted():
            _profile_accepted(connection, event)
        case _:
            pass


def rebuild(connection: Connection) -> None:
    """Fill the registers from all stored events, for a database that had none."""
    for table in (tables.sessions, tables.stays, tables.alarms, tables.accepted_profiles):
        connection.execute(delete(table))
    events, batches = tables.events.c, tables.input_batches.c
    last_seq = 0
    while True:
        statement = select(events.seq, events.batch_seq, events.type, events.payload).where(events.seq > last_seq)
        page = connection.execute(statement.order_by(events.seq).limit(_PAGE)).all()
        if not page:
            return
        for row in page:
            inputs: tuple[Input, ...] = ()
            if row.type == "patient_admitted":
                found = connection.execute(select(batches.payload).where(batches.seq == row.batch_seq)).scalar()
                inputs = () if found is None else decode_inputs(found)
            try:
                event = decode_event(row.payload.encode())
            except ValueError:
                _logger.exception("event %d cannot be read; the lists of sessions and alarms lack it", row.seq)
                continue
            register(connection, event, inputs=inputs, batch_seq=row.batch_seq)
        last_seq = page[-1].seq


def bind_devices(connection: Connection, places: dict[str, str]) -> None:
    """Note which device serves which place from the next tick on; a new database believes it of its whole past."""
    known = _bound(connection)
    batches = tables.input_batches.c
    last_tick = connection.execute(select(batches.tick).order_by(batches.seq.desc()).limit(1)).scalar_one_or_none()
    now: dict[str, str | None] = {**dict.fromkeys(known), **places}
    for device_id, place_id in now.items():
        if known.get(device_id) == place_id and device_id in known:
            continue
        from_tick = 0 if not known or last_tick is None else last_tick + 1
        row = {"device_id": device_id, "from_tick": from_tick, "place_id": place_id}
        key = (tables.device_places.c.device_id == device_id, tables.device_places.c.from_tick == from_tick)
        connection.execute(delete(tables.device_places).where(*key))  # of a start that stored nothing
        connection.execute(insert(tables.device_places), row)


def _bound(connection: Connection) -> dict[str, str | None]:
    columns = tables.device_places.c
    rows = connection.execute(select(columns.device_id, columns.place_id).order_by(columns.from_tick))
    return {row.device_id: row.place_id for row in rows}


def _admitted(connection: Connection, event: PatientAdmitted, inputs: Iterable[Input], batch_seq: int) -> None:
    order = next(
        (
            item.command
            for item in inputs
            if isinstance(item, CommandGiven)
            and isinstance(item.command, Admit)
            and item.command.place_id == event.place_id
        ),
        None,
    )
    patient = None if order is None else order.patient
    room_provenance = connection.execute(select(tables.room.c.provenance)).scalar_one()
    connection.execute(
        insert(tables.sessions),
        {
            "session_id": event.session_id,
            "label": event.label,
            "clinic_id": "" if patient is None else patient.clinic_id,
            "course": "" if order is None else order.course,
            "place_id": event.place_id,
            "provenance": Provenance(room_provenance).value,
            "admitted_tick": event.at.tick,
            "admitted_utc_ms": event.at.utc_ms,
            "first_batch_seq": batch_seq,
            "packed": 0,
            "high_alarms": 0,
            "medium_alarms": 0,
            "low_alarms": 0,
            "profile_digest": event.profile_digest,
        },
    )
    _stay_begins(connection, event.session_id, event.place_id, event.at.tick)


def _moved(connection: Connection, event: PatientMoved) -> None:
    _stay_ends(connection, event.session_id, event.at.tick)
    _stay_begins(connection, event.session_id, event.to_place_id, event.at.tick)
    _update_session(connection, event.session_id, place_id=event.to_place_id)


def _phase_changed(connection: Connection, event: PhaseChanged, batch_seq: int) -> None:
    if event.phase is not Phase.DISCHARGED:
        _update_session(connection, event.session_id, **_drug_times(event))
    else:
        _stay_ends(connection, event.session_id, event.at.tick)
        _update_session(
            connection,
            event.session_id,
            discharged_tick=event.at.tick,
            discharged_utc_ms=event.effective_utc_ms,
            last_batch_seq=batch_seq,
        )


def _profile_accepted(connection: Connection, event: ProfileAccepted) -> None:
    row = {
        "seq": event.seq,
        "utc_ms": event.at.utc_ms,
        "digest": event.digest,
        "name": event.name,
        "text": event.text,
        "approved_by": event.approved_by,
        "approved_on": event.approved_on,
        "accepted_by": event.actor.name,
        "first": int(event.first),
    }
    connection.execute(insert(tables.accepted_profiles), row)


def _drug_times(event: PhaseChanged) -> dict[str, object]:
    """Start and end as recorded now, both None where the start was set aside.

    Events of earlier programs carry neither; there the phase's own time is all that is known.
    """
    if event.phase is Phase.BASELINE or event.first_drug_utc_ms is not None:
        return {"infusion_start_utc_ms": event.first_drug_utc_ms, "infusion_end_utc_ms": event.drug_over_utc_ms}
    column = "infusion_start_utc_ms" if event.phase is Phase.INFUSION else "infusion_end_utc_ms"
    return {column: event.effective_utc_ms}


def _alarm_changed(connection: Connection, event: AlarmChanged) -> None:
    alarms = tables.alarms
    known = connection.execute(select(alarms.c.priority).where(alarms.c.alarm_id == event.alarm_id)).scalar()
    if known is None:
        connection.execute(insert(alarms), _alarm_row(event))
        return
    changes: dict[str, object] = {}
    if event.priority > known:
        changes["priority"] = int(event.priority)
    if event.change is AlarmChangeKind.ACKNOWLEDGED:
        changes["acknowledged_utc_ms"] = event.at.utc_ms
        changes["acknowledged_by"] = None if event.actor is None else event.actor.name
    elif event.change is AlarmChangeKind.CLEARED:
        changes["cleared_utc_ms"] = event.at.utc_ms
    if changes:
        connection.execute(update(alarms).where(alarms.c.alarm_id == event.alarm_id).values(**changes))


def _alarm_row(event: AlarmChanged) -> dict[str, object]:
    return {
        "alarm_id": event.alarm_id,
        "raised_seq": event.seq,
        "raised_utc_ms": event.at.utc_ms,
        "place_id": event.place_id,
        "session_id": event.session_id,
        "rule": event.rule,
        "kind": event.kind.value,
        "priority": int(event.priority),
        "parameter": event.parameter,
        "value": event.value,
        "limit_value": event.limit,
        "shown": event.shown,
    }


def _stay_begins(connection: Connection, session_id: int, place_id: str, tick: int) -> None:
    connection.execute(insert(tables.stays), {"session_id": session_id, "from_tick": tick, "place_id": place_id})


def _stay_ends(connection: Connection, session_id: int, tick: int) -> None:
    columns = tables.stays.c
    connection.execute(
        update(tables.stays).where(columns.session_id == session_id, columns.to_tick.is_(None)).values(to_tick=tick)
    )


def _update_session(connection: Connection, session_id: int, **values: object) -> None:
    connection.execute(update(tables.sessions).where(tables.sessions.c.session_id == session_id).values(**values))
