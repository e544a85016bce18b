"""Opens SQLite the way this product wants it. Knows nothing of rooms or events.

The only module that names SQLite's pragmas: another database needs another module like this one and nothing else.
"""

import os
import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import NullPool, QueuePool

from monitor.storage.private import PRIVATE_FILE_MODE, PRIVATE_FOLDER_MODE

BUSY_TIMEOUT_MS = 2_000  # nobody else writes here; a backup program may hold the file for a moment
WAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024
COPIED_AT_ONCE = 256  # pages, one megabyte: other threads of the process run in between
SIDE_SUFFIXES = ("-wal", "-shm")  # SQLite's own files beside the database; the first one holds committed data


def writing_engine(path: Path) -> Engine:
    """Engine for the one writer: WAL, every commit on the disk before it returns."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: _connect(path, "rw"),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        pool_timeout=5,
    )
    event.listen(engine, "connect", _set_writing_pragmas)
    event.listen(engine, "begin", _begin_immediate)
    return engine


def reading_engine(path: Path) -> Engine:
    """Engine for readers: cannot change the file, keeps no connection between two questions."""
    engine = create_engine("sqlite://", creator=lambda: _connect(path, "ro"), poolclass=NullPool)
    event.listen(engine, "begin", _begin)
    return engine


def create_private(path: Path) -> None:
    """Make sure an empty database file exists that other users cannot read, in a folder they cannot enter.

    A folder that was there before keeps its mode: it may hold other people's files.
    """
    if not path.parent.exists():
        path.parent.mkdir(mode=PRIVATE_FOLDER_MODE, parents=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE_MODE))
    if path.stat().st_mode & 0o777 != PRIVATE_FILE_MODE:
        path.chmod(PRIVATE_FILE_MODE)


def copy_database(source: Path, target: Path) -> None:
    """Copy with all that is committed, also what still stands in the write-ahead log; `target` appears when complete.

    Raises:
        OSError, sqlite3.Error: the copy could not be made.

    """
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    create_private(part)
    with closing(_connect(source, "ro")) as origin, closing(_connect(part, "rw")) as copy:
        origin.execute("BEGIN")
        origin.execute("SELECT count(*) FROM sqlite_master")  # from here on the copy is of one moment
        origin.backup(copy, pages=COPIED_AT_ONCE)
    part.replace(target)


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?mode={mode}"
    # isolation_level None: SQLAlchemy's begin event below says when a transaction begins, not Python's driver
    return sqlite3.connect(uri, uri=True, isolation_level=None, check_same_thread=False, timeout=BUSY_TIMEOUT_MS / 1000)


def _set_writing_pragmas(connection: sqlite3.Connection, _record: object) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA journal_size_limit = {WAL_SIZE_LIMIT_BYTES}")


def _begin_immediate(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def _begin(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN")
