"""Which alarms reviewers have marked as useful, over the whole record."""

from sqlalchemy import func, select
from sqlalchemy.exc import DatabaseError

from monitor.storage import tables
from monitor.storage.engines import Store, reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words
from monitor.storage.signing import Mark


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
