"""The limits that are accepted for a record, with their text: what a start asks before it judges anything."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, inspect, select
from sqlalchemy.exc import DatabaseError

from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedProfile:
    """One acceptance. `first`: taken as shipped, because the record had none."""

    utc_ms: int
    digest: str
    name: str
    text: str
    approved_by: str
    approved_on: str
    accepted_by: str
    first: bool


def read_accepted(connection: Connection) -> AcceptedProfile | None:
    """The limits accepted last; None: this record has none yet."""
    columns = tables.accepted_profiles.c
    row = connection.execute(select(tables.accepted_profiles).order_by(columns.seq.desc()).limit(1)).one_or_none()
    return None if row is None else _of(row)


def acceptances(connection: Connection) -> dict[str, AcceptedProfile]:
    """The newest acceptance of each profile that ever judged in this record, by digest."""
    rows = connection.execute(select(tables.accepted_profiles).order_by(tables.accepted_profiles.c.seq))
    return {row.digest: _of(row) for row in rows}


def _of(row: Row[Any]) -> AcceptedProfile:
    return AcceptedProfile(
        utc_ms=row.utc_ms,
        digest=row.digest,
        name=row.name,
        text=row.text,
        approved_by=row.approved_by,
        approved_on=row.approved_on,
        accepted_by=row.accepted_by,
        first=bool(row.first),
    )


def accepted_profile(store: Store) -> AcceptedProfile | None:
    """The same, read beside a running station; None also where there is no record yet.

    Raises:
        StorageUnavailableError: the record cannot be read.

    """
    if isinstance(store, Path) and not store.is_file():
        return None
    engine = reading_engine(store)
    try:
        with engine.connect() as connection:
            if not inspect(connection).has_table(tables.accepted_profiles.name):
                return None
            return read_accepted(connection)
    except DatabaseError as error:
        raise StorageUnavailableError(in_words(error)) from error
    finally:
        engine.dispose()
