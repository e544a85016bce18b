"""One opener per database: a lock file beside it, held by the operating system and gone with the process."""

import os
import sys
from pathlib import Path

from monitor.storage.database import create_private
from monitor.storage.engines import Store
from monitor.storage.errors import AlreadyOpenError, StorageUnavailableError
from monitor.storage.private import PRIVATE_FILE_MODE

LOCK_SUFFIX = ".lock"


class DatabaseLock:
    """Held from construction to `release`. The file stays: deleting it would let two openers hold two files.

    Raises:
        AlreadyOpenError: somebody else holds it.
        OSError: the folder cannot be written.

    """

    def __init__(self, database: Path) -> None:
        path = database.with_name(database.name + LOCK_SUFFIX)
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE_MODE)
        try:
            _lock(self._descriptor)
        except OSError as error:
            os.close(self._descriptor)
            raise AlreadyOpenError(f"another station has this database open: {database}") from error

    def release(self) -> None:
        """Let others in; closing the descriptor ends the lock on every system."""
        os.close(self._descriptor)


def lock_of(store: Store) -> DatabaseLock | None:
    """Lock a file, making an empty one where there is none; None for a server, whose lock goes with the connection.

    Raises:
        AlreadyOpenError: somebody else holds it.
        StorageUnavailableError: the disk is full, read-only or broken.

    """
    if isinstance(store, str):
        return None
    try:
        if not store.exists():
            create_private(store)
        return DatabaseLock(store)
    except OSError as error:
        raise StorageUnavailableError(f"{store}: {error.strerror}") from error


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
