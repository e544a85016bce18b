"""Keeps what entered the room and what happened there; judges nothing. SQLAlchemy Core and Alembic on SQLite."""

from monitor.storage.batch import Batch, Recovery
from monitor.storage.engines import Store
from monitor.storage.errors import (
    AlreadyOpenError,
    BatchDroppedError,
    DamagedDatabaseError,
    MigrationError,
    NewerDatabaseError,
    StorageError,
    StorageUnavailableError,
    WriterClosedError,
    WrongDatabaseError,
)
from monitor.storage.journal import Journal
from monitor.storage.opening import open_or_set_aside
from monitor.storage.queries import EventFilter, History
from monitor.storage.records import AlarmFilter, AlarmSummary, Records, SessionFilter, SessionRecord, SessionSummary
from monitor.storage.writer import JournalWriter

__all__ = [
    "AlarmFilter",
    "AlarmSummary",
    "AlreadyOpenError",
    "Batch",
    "BatchDroppedError",
    "DamagedDatabaseError",
    "EventFilter",
    "History",
    "Journal",
    "JournalWriter",
    "MigrationError",
    "NewerDatabaseError",
    "Records",
    "Recovery",
    "SessionFilter",
    "SessionRecord",
    "SessionSummary",
    "StorageError",
    "StorageUnavailableError",
    "Store",
    "WriterClosedError",
    "WrongDatabaseError",
    "open_or_set_aside",
]
