"""Which alarms reviewers have marked as useful, over the whole record, and whose they were."""

from collections.abc import Collection

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words
from monitor.storage.signing import Mark

_AT_ONCE = 500  # numbers in one question


def useful_alarms(store: Store) -> frozenset[int]:
    """Numbers of the alarms whose newest mark says that they were useful.

    Raises:
        StorageUnavailableError: the record cannot be read.

    """
    columns = tables.marks.c
    newest = select(func.max(columns.id)).group_by(columns.alarm_id)
    statement = select(columns.alarm_id).where(columns.id.in_(newest), columns.mark == Mark.USEFUL.value)
    try:
        with reading_engine(store).begin() as connection:
            return frozenset(connection.execute(statement).scalars())
    except DatabaseError as error:
        raise StorageUnavailableError(in_words(error)) from error


def sessions_of_alarms(store: Store, alarm_ids: Collection[int]) -> frozenset[int]:
    """The sessions that these alarms belong to.

    Raises:
        StorageUnavailableError: the record cannot be read.

    """
    columns, ordered = tables.alarms.c, sorted(alarm_ids)
    found: set[int] = set()
    try:
        for first in range(0, len(ordered), _AT_ONCE):
            statement = select(columns.session_id).where(columns.alarm_id.in_(ordered[first : first + _AT_ONCE]))
            with reading_engine(store).begin() as connection:
                found.update(one for one in connection.execute(statement).scalars() if one is not None)
    except DatabaseError as error:
        raise StorageUnavailableError(in_words(error)) from error
    return frozenset(found)
