"""Messages that wait for a receiver outside, in a file beside the record: bounded, still there after a restart.

A message leaves the file when its receiver has confirmed it, so it is delivered at least once. One that the receiver
refuses for good is set aside and kept for people to look at. Where the file is full the oldest goes, and is counted.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from sqlalchemy import BigInteger, Column, Integer, MetaData, Table, Text, delete, func, insert, select, update
from sqlalchemy.engine import Connection

from monitor.storage.database import create_private, writing_engine
from monitor.storage.errors import NewerDatabaseError, StorageUnavailableError, in_words, is_environment_fault

REVISION = 1  # of the tables below; kept in SQLite's user_version
CAPACITY = 100_000  # messages: three days of 24 places at one a minute; some 100 MB
T = TypeVar("T")
_METADATA = MetaData()
_MESSAGES = Table(
    "messages",
    _METADATA,
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("created_utc_ms", BigInteger, nullable=False),
    Column("payload", Text, nullable=False),
    Column("refused", Text),  # why it was set aside; NULL: it waits
)
_COUNTERS = Table(
    "counters", _METADATA, Column("name", Text, primary_key=True), Column("value", BigInteger, nullable=False)
)


@dataclass(frozen=True, slots=True)
class Waiting:
    """One message and its number, which no other message of this file ever has."""

    number: int
    payload: str


@dataclass(frozen=True, slots=True)
class Counts:
    """What is in the file, and what was given up since it was made."""

    waiting: int
    refused: int
    dropped: int


class Outbox:
    """Every call is one short transaction, from any thread; several processes may put messages in."""

    def __init__(self, path: Path, *, capacity: int = CAPACITY) -> None:
        """Open the file; make it where it is not there.

        Raises:
            StorageUnavailableError: the disk or the file cannot be used.
            NewerDatabaseError: a newer version of this program wrote it.

        """
        self.path = path
        self._capacity = capacity
        try:
            create_private(path)
        except OSError as error:
            raise StorageUnavailableError(f"{path.name}: {in_words(error)}") from error
        self._engine = writing_engine(path)
        self._within(_prepared)

    def put(self, make: Callable[[int], str], *, utc_ms: int) -> int:
        """Store the message that `make` writes for its number; the number."""

        def work(connection: Connection) -> int:
            number = _count(connection, "number", 1)
            over = _number_of(connection) + 1 - self._capacity
            if over > 0:
                oldest = select(_MESSAGES.c.number).order_by(_MESSAGES.c.number).limit(over)
                connection.execute(delete(_MESSAGES).where(_MESSAGES.c.number.in_(oldest)))
                _count(connection, "dropped", over)
            connection.execute(insert(_MESSAGES).values(number=number, created_utc_ms=utc_ms, payload=make(number)))
            return number

        return self._within(work)

    def oldest(self, limit: int) -> list[Waiting]:
        """The messages that have waited longest."""
        query = select(_MESSAGES.c.number, _MESSAGES.c.payload).where(_MESSAGES.c.refused.is_(None))
        query = query.order_by(_MESSAGES.c.number).limit(limit)
        return self._within(lambda connection: [Waiting(row.number, row.payload) for row in connection.execute(query)])

    def confirmed(self, number: int) -> None:
        """The receiver has it."""
        self._within(lambda connection: connection.execute(delete(_MESSAGES).where(_MESSAGES.c.number == number)))

    def set_aside(self, number: int, why: str) -> None:
        """The receiver does not want it: it waits no longer, and stays in the file."""
        statement = update(_MESSAGES).where(_MESSAGES.c.number == number).values(refused=why)
        self._within(lambda connection: connection.execute(statement))

    def counts(self) -> Counts:
        return self._within(
            lambda connection: Counts(
                waiting=_number_of(connection, waiting=True),
                refused=_number_of(connection, waiting=False),
                dropped=_count(connection, "dropped", 0),
            )
        )

    def close(self) -> None:
        self._engine.dispose()

    def _within(self, work: Callable[[Connection], T]) -> T:
        try:
            with self._engine.begin() as connection:
                return work(connection)
        except Exception as error:
            if is_environment_fault(error):
                raise StorageUnavailableError(f"{self.path.name}: {in_words(error)}") from error
            raise


def _prepared(connection: Connection) -> None:
    found = connection.exec_driver_sql("PRAGMA user_version").scalar_one()
    if found > REVISION:
        raise NewerDatabaseError(f"its revision is {found}, and this program knows {REVISION}: update the program")
    _METADATA.create_all(connection)
    connection.exec_driver_sql(f"PRAGMA user_version = {REVISION}")


def _number_of(connection: Connection, *, waiting: bool | None = None) -> int:
    query = select(func.count()).select_from(_MESSAGES)
    if waiting is not None:
        query = query.where(_MESSAGES.c.refused.is_(None) if waiting else _MESSAGES.c.refused.is_not(None))
    return int(connection.execute(query).scalar_one())


def _count(connection: Connection, name: str, by: int) -> int:
    """A counter of the file, raised by so much."""
    found = connection.execute(select(_COUNTERS.c.value).where(_COUNTERS.c.name == name)).scalar()
    if found is None:
        connection.execute(insert(_COUNTERS).values(name=name, value=by))
        return by
    if by:
        connection.execute(update(_COUNTERS).where(_COUNTERS.c.name == name).values(value=found + by))
    return int(found) + by
