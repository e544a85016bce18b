"""The commands on a record beside the station: verify, backup, and the accounts of its people."""

import getpass
import sys
from collections.abc import Iterator
from pathlib import Path

from drivers.clock import SystemClock
from monitor.alarms.profile_text import profile_digest
from monitor.app.record_place import record_store
from monitor.domain.time import Instant
from monitor.engine.timeline import NS_PER_MS
from monitor.settings import SettingsError, load_room
from monitor.storage import Journal, StorageError, Store
from monitor.storage.accounts import Account, Accounts, Role
from monitor.storage.backup import backup
from monitor.storage.verify import verify


class OfficeError(Exception):
    """This cannot be done; the text says why."""


def run_verify(source: Path, data_dir: Path | None) -> tuple[dict[str, object], tuple[str, ...]]:
    """Look through a record; one line for machines, and what is wrong with it in words."""
    try:
        verdict = verify(existing_store(source, data_dir))
    except StorageError as error:
        raise OfficeError(str(error)) from error
    line = {
        "holds": not verdict.findings,
        "events": verdict.events,
        "signatures": verdict.signatures,
        "retired_sessions": verdict.retired_sessions,
        "findings": list(verdict.findings),
    }
    return line, verdict.findings


def run_backup(source: Path, target: Path, data_dir: Path | None) -> dict[str, object]:
    """Copy a record while the station goes on writing it."""
    store = existing_store(source, data_dir)
    if not isinstance(store, Path):
        raise OfficeError("This room's record is on a PostgreSQL server: copy it with pg_dump.")
    try:
        size = backup(store, target)
    except (StorageError, OSError) as error:
        raise OfficeError(f"{target}: {error}") from error
    return {"backup": str(target), "bytes": size}


class AccountOffice:
    """The accounts of one room's record; the record is made where there is none yet."""

    def __init__(self, room_file: Path, data_dir: Path | None) -> None:
        try:
            store = _made(room_file, data_dir)
        except (SettingsError, StorageError) as error:
            raise OfficeError(str(error)) from error
        self._accounts = Accounts(store, clock=SystemClock())
        self._by = f"{getpass.getuser()} at the command line"

    def add(self, name: str, role: Role, pin: str) -> dict[str, object]:
        try:
            return _line(self._accounts.add(name, role, pin, by=self._by))
        except StorageError as error:
            raise OfficeError(str(error)) from error

    def everybody(self) -> Iterator[dict[str, object]]:
        try:
            yield from map(_line, self._accounts.everybody())
        except StorageError as error:
            raise OfficeError(str(error)) from error

    def disable(self, name: str) -> None:
        try:
            self._accounts.disable(name, by=self._by)
        except StorageError as error:
            raise OfficeError(str(error)) from error

    def set_pin(self, name: str, pin: str) -> None:
        try:
            self._accounts.set_pin(name, pin, by=self._by)
        except StorageError as error:
            raise OfficeError(str(error)) from error


def role_named(word: str) -> Role:
    """Read the role that was typed."""
    try:
        return Role(word)
    except ValueError:
        raise OfficeError(f'There is no role "{word}"; there are {", ".join(Role)}.') from None


def ask_pin(*, from_stdin: bool) -> str:
    """A new PIN, typed twice unseen, or the first line of standard input. It never stands on the command line."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n")
    pin = getpass.getpass("New PIN: ")
    if pin != getpass.getpass("The same again: "):
        raise OfficeError("The two PINs differ.")
    return pin


def _store(source: Path, data_dir: Path | None) -> Store:
    if source.suffix != ".toml":
        return source
    try:
        return record_store(load_room(source), data_dir)
    except SettingsError as error:
        raise OfficeError(str(error)) from error


def existing_store(source: Path, data_dir: Path | None) -> Store:
    """Where the record of a room file lies, or the database itself; it must be there."""
    store = _store(source, data_dir)
    if isinstance(store, Path) and not store.is_file():
        raise OfficeError(f"There is no record at {store}.")
    return store


def _made(room_file: Path, data_dir: Path | None) -> Store:
    """The room's record, made as the station would make it."""
    settings = load_room(room_file)
    store = record_store(settings, data_dir)
    if isinstance(store, Path) and store.exists():
        return store
    Journal.open(
        store,
        room_name=settings.name,
        provenance=settings.provenance,
        epoch=Instant(0, SystemClock().now().utc_ns // NS_PER_MS),
        profile_digest=profile_digest(settings.profile),
    ).close()
    return store


def _line(account: Account) -> dict[str, object]:
    return {
        "name": account.name,
        "role": account.role.value,
        "active": account.active,
        "created_utc_ms": account.created_utc_ms,
        "created_by": account.created_by,
        "changed_utc_ms": account.changed_utc_ms,
        "changed_by": account.changed_by,
    }
