"""Gets a room a journal whatever state the file is in: a station must not stay dark because of an old file.

A file that this program cannot go on with is never changed: it is set aside or left where it is, and people are told.
"""

import logging
from pathlib import Path

from drivers.clock import Clock
from drivers.observations import Provenance
from monitor.domain.time import Instant
from monitor.storage import schema
from monitor.storage.database import SIDE_SUFFIXES
from monitor.storage.engines import Store
from monitor.storage.errors import DamagedDatabaseError, MigrationError, NewerDatabaseError, StorageUnavailableError
from monitor.storage.journal import Journal
from monitor.storage.private import exposure

_logger = logging.getLogger(__name__)


def open_or_set_aside(
    store: Store, *, room_name: str, provenance: Provenance, epoch: Instant, profile_digest: str, clock: Clock
) -> tuple[Journal, str | None]:
    """Open the journal at `store`; where that file cannot be used, begin a new one.

    A damaged or unreadable file is renamed with today's date. One of a newer program, or one that cannot be brought up
    to date, stays where it is, and this program keeps to a file of its own beside it. On a server there is no beside:
    there the room goes on without a record, and T-STORAGE says why.

    Returns:
        The journal, and words for the people in the room where it is not the file they expect.

    Raises:
        AlreadyOpenError: another station has it open.
        WrongDatabaseError: the file belongs to another room or provenance: the configuration is wrong.
        StorageUnavailableError: the disk is full, read-only or broken.

    """

    def open_at(place: Store) -> Journal:
        return _open_readable(
            place, room_name=room_name, provenance=provenance, epoch=epoch, profile_digest=profile_digest
        )

    def open_or_rename(place: Path) -> tuple[Journal, str | None]:
        try:
            return open_at(place), None
        except DamagedDatabaseError as error:
            aside = _set_aside(place, clock)
            words = f"{error}. It was set aside unharmed as {aside.name} and a new record was begun"
            return open_at(place), words

    if isinstance(store, str):
        try:
            return open_at(store), None
        except (NewerDatabaseError, MigrationError, DamagedDatabaseError) as error:
            raise StorageUnavailableError(f"{error}. It was left untouched") from error
    path = store
    exposed = exposure(path)
    try:
        journal, words = open_or_rename(path)
    except (NewerDatabaseError, MigrationError) as error:
        beside = path.with_name(f"{path.stem}.tables-{schema.head_revision()}{path.suffix}")
        words = f"{error}. It was left untouched; this station records in {beside.name}"
        journal, more = open_or_rename(beside)
        return journal, words if more is None else f"{words}. {more}"
    if exposed is not None and words is None:  # a file that was set aside is as it was, its modes too
        _logger.warning("%s", exposed)
    return journal, words


def _open_readable(
    store: Store, *, room_name: str, provenance: Provenance, epoch: Instant, profile_digest: str
) -> Journal:
    """Open and also read once what a restart needs: damage there should be found while it can still be set aside."""
    journal = Journal.open(
        store, room_name=room_name, provenance=provenance, epoch=epoch, profile_digest=profile_digest
    )
    try:
        journal.recover()
    except BaseException:
        journal.close()
        raise
    return journal


def _set_aside(path: Path, clock: Clock) -> Path:
    """Rename the file and SQLite's own files beside it, so that they still belong together."""
    day = clock.now().utc.strftime("%Y%m%dT%H%M%SZ")
    aside = schema.free_name(path.with_name(f"{path.stem}.damaged-{day}{path.suffix}"))
    try:
        for suffix in ("", *SIDE_SUFFIXES):
            part = path.with_name(path.name + suffix)
            if part.exists():
                part.rename(aside.with_name(aside.name + suffix))
    except OSError as error:
        raise StorageUnavailableError(f"{path.name} is damaged and cannot be renamed: {error.strerror}") from error
    return aside
