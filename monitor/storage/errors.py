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

import psycopg
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
# PostgreSQL's error codes by their first letters, the longer ones first (appendix A of its manual).
_WORDS_FOR_SQLSTATE = {
    "53100": "the server's disk is full",
    "25006": "the database is read-only",
    "57014": "the database server did not answer in time",
    "08": "the database server cannot be reached",
    "28": "the database server refuses this user",
    "3D": "the database server has no such database",
    "40": "another program holds the database locked",
    "53": "the database server lacks room or memory",
    "55": "another program holds the database locked",
    "57": "the database server is shutting down",
    "58": "the database server's disk reports an error",
    "XX": "the database is damaged",
}
_DAMAGE_CODES = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
_PRIMARY_CODE = 0xFF  # "The least significant 8 bits of the result code" (sqlite.org/rescode.html)


def is_damage(error: BaseException) -> bool:
    """Say whether SQLite calls the file itself broken."""
    return _sqlite_code(error) in _DAMAGE_CODES or (_sqlstate(error) or "").startswith("XX")


def is_environment_fault(error: BaseException) -> bool:
    """Say whether the disk or the file is at fault, not the statement or the value: a retry may help."""
    if _sqlite_code(error) in _WORDS_FOR_SQLITE_CODE or isinstance(error, (exc.TimeoutError, OSError)):
        return True
    return _server_words(error) is not None


def in_words(error: BaseException) -> str:
    """Name an environment fault for people."""
    words = _WORDS_FOR_SQLITE_CODE.get(_sqlite_code(error) or 0) or _server_words(error)
    return words or getattr(error, "strerror", None) or str(error)


def _server_words(error: BaseException) -> str | None:
    """Words for a fault of the server or the way to it; None: it is no such fault."""
    orig = getattr(error, "orig", error)
    if not isinstance(orig, psycopg.Error):
        return None
    code = orig.sqlstate
    if code is None:  # the connection broke, or there was none
        return "the database server cannot be reached" if isinstance(orig, psycopg.OperationalError) else None
    return next((words for start, words in _WORDS_FOR_SQLSTATE.items() if code.startswith(start)), None)


def _sqlstate(error: BaseException) -> str | None:
    orig = getattr(error, "orig", error)
    return orig.sqlstate if isinstance(orig, psycopg.Error) else None


def _sqlite_code(error: BaseException) -> int | None:
    """SQLite's primary result code, from its own exception or the one SQLAlchemy wrapped around it."""
    code = getattr(getattr(error, "orig", error), "sqlite_errorcode", None)
    return code & _PRIMARY_CODE if isinstance(code, int) else None
