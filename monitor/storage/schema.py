"""Which shape a database file has: looks at it without changing it, creates it, brings an older one up to date."""

import logging
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, select, text
from sqlalchemy.exc import DatabaseError

from drivers.observations import Provenance
from monitor.storage import tables
from monitor.storage.database import copy_database
from monitor.storage.engines import Store, name_of, reading_engine
from monitor.storage.errors import (
    DamagedDatabaseError,
    NewerDatabaseError,
    StorageUnavailableError,
    WrongDatabaseError,
    in_words,
    is_damage,
)

_logger = logging.getLogger(__name__)
_MIGRATIONS = Path(__file__).parent / "migrations"
# Every page of a file up to this size is checked at each start (about 0.2 s); in a larger one the pages that a restart
# needs are read anyway, and damage elsewhere cannot stop the room.
CHECKED_AT_START_BYTES = 100_000_000
WITHOUT_REGISTERS = frozenset({"0001"})  # revisions that knew no tables of sessions, stays and alarms


def head_revision() -> str:
    """Revision of the tables that this program writes."""
    head = ScriptDirectory.from_config(_alembic_config()).get_current_head()
    if head is None:
        raise FileNotFoundError(f"no migrations in {_MIGRATIONS}: the installation is incomplete")
    return head


def revision_of(store: Store, *, room_name: str, provenance: Provenance) -> str | None:
    """Revision of an existing file or schema; None where it is missing or empty. Changes nothing in it.

    Raises:
        DamagedDatabaseError, NewerDatabaseError, WrongDatabaseError: this program must not go on with the file.
        StorageUnavailableError: it cannot be opened now.

    """
    if isinstance(store, Path):
        if not store.exists():
            return None
        _require_readable(store)
    engine = reading_engine(store)
    try:
        with engine.connect() as connection:
            revision = _revision(connection, store)
            if revision is not None:
                _require_same_room(connection, room_name=room_name, provenance=provenance)
                _require_sound(connection, store)
            return revision
    except DatabaseError as error:
        if is_damage(error):
            raise DamagedDatabaseError(f"{name_of(store)} is damaged: {error.orig}") from error
        raise StorageUnavailableError(f"{name_of(store)}: {in_words(error)}") from error
    finally:
        engine.dispose()


def require_current(store: Store) -> None:
    """Refuse to read what this program cannot: only the station brings tables up to date.

    Raises:
        WrongDatabaseError: it is older, empty or another program's.
        NewerDatabaseError: it is of a newer program.
        DamagedDatabaseError, StorageUnavailableError: it cannot be read.

    """
    engine = reading_engine(store)
    try:
        with engine.connect() as connection:
            revision = _revision(connection, store)
    except DatabaseError as error:
        if is_damage(error):
            raise DamagedDatabaseError(f"{name_of(store)} is damaged: {error.orig}") from error
        raise StorageUnavailableError(f"{name_of(store)}: {in_words(error)}") from error
    finally:
        engine.dispose()
    if revision is None:
        raise WrongDatabaseError(f"{name_of(store)} holds no record")
    if revision != head_revision():
        raise WrongDatabaseError(
            f"{name_of(store)} has tables of revision {revision}, this program reads {head_revision()}: "
            "start the station once, which brings them up to date after a copy"
        )


def copy_before_migration(path: Path, revision: str) -> Path:
    """Keep the file as it is under a name of its own before its tables change.

    Returns:
        The copy; one that is already there is left alone and a number is added.

    Raises:
        OSError, sqlite3.Error: there is no copy, so nothing may be migrated.

    """
    target = free_name(path.with_name(f"{path.stem}.before-migration-from-{revision}{path.suffix}"))
    copy_database(path, target)
    _logger.info("copied %s to %s before bringing its tables up to date", path.name, target.name)
    return target


def upgrade(connection: Connection) -> None:
    """Create or migrate all tables inside the transaction of `connection`."""
    config = _alembic_config()
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


def free_name(path: Path) -> Path:
    """`path`, or the first numbered variant of it that nothing has."""
    candidate, number = path, 1
    while candidate.exists():
        number += 1
        candidate = path.with_name(f"{path.stem}-{number}{path.suffix}")
    return candidate


def _alembic_config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))  # a % starts an interpolation
    return config


def _require_readable(path: Path) -> None:
    if path.is_dir():
        raise WrongDatabaseError(f"{path} is a folder, not a database")
    try:
        with path.open("rb") as file:
            file.read(1)
    except OSError as error:
        raise DamagedDatabaseError(f"{path.name} cannot be read: {error.strerror}") from error


def _revision(connection: Connection, store: Store) -> str | None:
    shown = str(store) if isinstance(store, Path) else name_of(store)
    names = inspect(connection).get_table_names()
    if not names:
        return None
    if "alembic_version" not in names:
        raise WrongDatabaseError(f"{shown} is not a database of this program")
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()
    known = {script.revision for script in ScriptDirectory.from_config(_alembic_config()).walk_revisions()}
    if revision not in known:
        raise NewerDatabaseError(
            f"{name_of(store)} was written by a newer version of this program "
            f"(its tables are of revision {revision}, this program knows up to {head_revision()})"
        )
    return str(revision)


def _require_same_room(connection: Connection, *, room_name: str, provenance: Provenance) -> None:
    row = connection.execute(select(tables.room.c.name, tables.room.c.provenance)).one_or_none()
    if row is None:
        raise WrongDatabaseError("the database belongs to no room")
    if row.provenance != provenance.value:
        raise WrongDatabaseError(
            f"the database holds {row.provenance} data, this room is {provenance.value}: give it a database of its own"
        )
    if row.name != room_name:
        raise WrongDatabaseError(f'the database belongs to the room "{row.name}", not to "{room_name}"')


def _require_sound(connection: Connection, store: Store) -> None:
    """Look at every page of a file that is small enough; a server looks after its own pages."""
    if not isinstance(store, Path) or store.stat().st_size > CHECKED_AT_START_BYTES:
        return
    finding = connection.execute(text("PRAGMA quick_check(1)")).scalar_one()
    if finding != "ok":
        raise DamagedDatabaseError(f"{store.name} is damaged: {finding}")
