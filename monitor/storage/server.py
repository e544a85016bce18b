"""Opens PostgreSQL the way this product wants it. Knows nothing of rooms or events; its only names of PostgreSQL.

One room is one schema of a database, chosen by the address (`?options=-csearch_path%3Droom_a`). Who holds the writing
connection holds the schema's advisory lock: it goes with the connection, so a station that lost it cannot write on.
"""

from typing import TYPE_CHECKING

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError
from sqlalchemy.pool import NullPool, QueuePool

from monitor.storage.errors import AlreadyOpenError, WrongDatabaseError

if TYPE_CHECKING:
    from psycopg import Connection as ServerConnection

CONNECT_TIMEOUT_S = 5
STATEMENT_TIMEOUT_MS = 10_000  # a server that hangs is a disk that hangs: tried again, and T-STORAGE says so
DRIVER = "postgresql+psycopg"
_LOCK_WORDS = "infusion-room-monitor writer"


def writing_engine(url: str) -> Engine:
    """Engine for the one writer; every commit is on the server's disk before it returns."""
    engine = create_engine(
        _checked(url),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=5,
        pool_pre_ping=True,
        connect_args=_connect_args(),
    )
    event.listen(engine, "connect", _take_lock)
    return engine


def office_engine(url: str) -> Engine:
    """Engine for short writes of other tables than the journal's, without the lock."""
    return create_engine(_checked(url), poolclass=NullPool, connect_args=_connect_args())


def reading_engine(url: str) -> Engine:
    """Engine for readers, whose transactions the server keeps from writing."""
    engine = create_engine(_checked(url), poolclass=NullPool, connect_args=_connect_args())
    event.listen(engine, "begin", _read_only)
    return engine


def shown(url: str) -> str:
    """Address without its password."""
    return make_url(url).render_as_string(hide_password=True)


def copy_tables(connection: Connection, *, revision: str) -> str:
    """Copy all tables of this schema into one of its own before they change, in the same transaction."""
    here = connection.execute(text("SELECT current_schema()")).scalar_one()
    quote = connection.dialect.identifier_preparer.quote
    names = connection.execute(
        text("SELECT tablename FROM pg_tables WHERE schemaname = :here ORDER BY tablename"), {"here": here}
    ).scalars()
    copy = f"{here}_before_migration_from_{revision}"
    connection.exec_driver_sql(f"CREATE SCHEMA {quote(copy)}")
    for name in names:
        table = quote(name)
        connection.exec_driver_sql(f"CREATE TABLE {quote(copy)}.{table} AS TABLE {quote(here)}.{table}")
    return copy


def _checked(url: str) -> str:
    try:
        driver = make_url(url).drivername
    except ArgumentError as error:
        raise WrongDatabaseError("the storage url cannot be read") from error
    if driver != DRIVER:
        raise WrongDatabaseError(f'the storage url begins with "{driver}:", expected "{DRIVER}://"')
    return url


def _connect_args() -> dict[str, object]:
    return {"connect_timeout": CONNECT_TIMEOUT_S}


def _take_lock(connection: "ServerConnection[tuple[object, ...]]", _record: object) -> None:
    """Refuse the connection where another station writes into this schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('statement_timeout', %s, false)", (str(STATEMENT_TIMEOUT_MS),))
        cursor.execute("SET synchronous_commit = on")
        cursor.execute(
            "SELECT pg_try_advisory_lock(hashtext(%s), hashtext(coalesce(current_schema(), '')))", (_LOCK_WORDS,)
        )
        row = cursor.fetchone()
    connection.commit()
    if row is None or row[0] is not True:
        connection.close()
        raise AlreadyOpenError("another station writes into this database")


def _read_only(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY")
