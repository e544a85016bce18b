"""Every error that storage raises on purpose, as one tree. The texts are meant for people.

    StorageError
    ├── StorageUnavailableError  the disk is full, read-only, locked or broken: the environment's fault, worth a retry
    ├── AlreadyOpenError         another station has this database open
    ├── NewerDatabaseError       written by a newer version of this program; nothing was touched
    ├── WrongDatabaseError       belongs to another room or provenance, or is no database of this program
    ├── DamagedDatabaseError     cannot be read as a database
    ├── MigrationError           an older file could not be brought up to date; it was left as it was
    ├── BatchDroppedError        given up because memory for unwritten batches was used up
    └── WriterClosedError        the writer was closed before the batch was written

Anything else that leaves this package is a bug of ours.
"""

import sqlite3

from sqlalchemy import exc


class StorageError(Exception):
    """Base of everything raised on purpose in `monitor.storage`."""


class StorageUnavailableError(StorageError):
    pass


class AlreadyOpenError(StorageError):
    pass


class NewerDatabaseError(StorageError):
    pass


class WrongDatabaseError(StorageError):
    pass


class DamagedDatabaseError(StorageError):
    pass


class MigrationError(StorageError):
    pass


class BatchDroppedError(StorageError):
    pass


class WriterClosedError(StorageError):
    pass


_WORDS_FOR_SQLITE_CODE = {
    sqlite3.SQLITE_FULL: "the disk is full",
    sqlite3.SQLITE_READONLY: "the database is read-only",
    sqlite3.SQLITE_BUSY: "another program holds the database locked",
    sqlite3.SQLITE_LOCKED: "another program holds the database locked",
    sqlite3.SQLITE_IOERR: "the disk reports an error",
    sqlite3.SQLITE_CANTOPEN: "the database file cannot be opened",
    sqlite3.SQLITE_PERM: "the database file may not be opened",
    sqlite3.SQLITE_NOMEM: "there is not enough memory",
    sqlite3.SQLITE_CORRUPT: "the database file is damaged",
    sqlite3.SQLITE_NOTADB: "the database file is damaged",
}
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY_CODE = 0xFF  # "The least significant 8 bits of the result code" (sqlite.org/rescode.html)


def is_damage(error: BaseException) -> bool:
    """Say whether SQLite calls the file itself broken."""
    return _sqlite_code(error) in _DAMAGE_CODES


def is_environment_fault(error: BaseException) -> bool:
    """Say whether the disk or the file is at fault, not the statement or the value: a retry may help."""
    return _sqlite_code(error) in _WORDS_FOR_SQLITE_CODE or isinstance(error, (exc.TimeoutError, OSError))


def in_words(error: BaseException) -> str:
    """Name an environment fault for people."""
    words = _WORDS_FOR_SQLITE_CODE.get(_sqlite_code(error) or 0)
    return words or getattr(error, "strerror", None) or str(error)


def _sqlite_code(error: BaseException) -> int | None:
    """SQLite's primary result code, from its own exception or the one SQLAlchemy wrapped around it."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code & _PRIMARY_CODE if isinstance(code, int) else None
