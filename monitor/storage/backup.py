"""A copy of a record while the station goes on writing it: whole, of one moment, and it holds nobody up.

One read transaction spans the copy, because a copy without it would begin again with each commit of a busy room. The
write-ahead log grows for those seconds and is cut afterwards; commits do not wait.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from monitor.storage.database import copy_database
from monitor.storage.engines import reading_engine
from monitor.storage.errors import StorageUnavailableError, in_words


class BackupError(StorageUnavailableError):
    """There is no backup; the text says why."""


def backup(source: Path, target: Path) -> int:
    """Copy `source` to `target`, which appears when it is complete and sound; its size in bytes.

    Raises:
        BackupError: `target` exists, the disk refuses, or the copy is not sound.

    """
    if target.exists():
        raise BackupError(f"{target} is there already; a backup never takes the place of another file")
    try:
        copy_database(source, target)
        _require_sound(target)
    except (sqlite3.Error, OSError) as error:
        raise BackupError(in_words(error)) from error
    return target.stat().st_size


def _require_sound(target: Path) -> None:
    engine = reading_engine(target)
    try:
        with closing(engine.raw_connection()) as connection:
            finding = connection.cursor().execute("PRAGMA quick_check(1)").fetchone()[0]
    finally:
        engine.dispose()
    if finding != "ok":
        target.unlink()
        raise BackupError(f"the copy is not sound: {finding}")
