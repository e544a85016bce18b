"""Deletes the content of old sessions where a clinic has said how long it keeps records: signed ones, one at a time.

The events' links in the chain stay, without their content, so that what is younger can still be verified.
"""

from sqlalchemy import Connection, delete, func, insert, select, update

from monitor.storage import tables

LEAST_KEPT_DAYS = 30  # whatever is asked for
MS_PER_DAY = 86_400_000


def retire_one(connection: Connection, *, now_utc_ms: int, keep_days: int) -> bool:
    """Delete one signed session discharged more than `keep_days` ago; False: there is none."""
    sessions, signatures = tables.sessions.c, tables.signatures.c
    limit = now_utc_ms - max(keep_days, LEAST_KEPT_DAYS) * MS_PER_DAY
    found = connection.execute(
        select(sessions.session_id, signatures.digest)
        .join_from(tables.sessions, tables.signatures, sessions.session_id == signatures.session_id)
        .where(sessions.packed == 1, sessions.admitted_utc_ms < limit, sessions.discharged_utc_ms < limit)
        .order_by(sessions.admitted_utc_ms, signatures.id.desc())
        .limit(1)
    ).one_or_none()
    if found is None:
        return False
    _retire(connection, found.session_id, signed_digest=found.digest, now_utc_ms=now_utc_ms)
    return True


def _retire(connection: Connection, session_id: int, *, signed_digest: bytes, now_utc_ms: int) -> None:
    events, alarms = tables.events.c, tables.alarms.c
    count = connection.execute(
        select(func.count()).select_from(tables.events).where(events.session_id == session_id)
    ).scalar_one()
    connection.execute(
        insert(tables.retirements),
        {
            "session_id": session_id,
            "utc_ms": now_utc_ms,
            "event_count": count,
            "signed_digest": signed_digest,
        },
    )
    connection.execute(update(tables.events).where(events.session_id == session_id).values(payload=""))
    of_session = select(alarms.alarm_id).where(alarms.session_id == session_id)
    connection.execute(delete(tables.marks).where(tables.marks.c.alarm_id.in_(of_session)))
    for table in (
        tables.packed_parts,
        tables.packed_minutes,
        tables.addenda,
        tables.alarms,
        tables.stays,
        tables.sessions,
    ):
        connection.execute(delete(table).where(table.c.session_id == session_id))
