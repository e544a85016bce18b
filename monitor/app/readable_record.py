"""Finds the record that a command on history names: a room file, a database file, or a PostgreSQL address."""

from dataclasses import dataclass
from pathlib import Path

from drivers.registry import KINDS
from monitor.app.record_office import OfficeError
from monitor.app.record_place import record_store
from monitor.review.device_rows import DeviceFacts
from monitor.settings import SettingsError, load_room
from monitor.settings.aftercare_models import AfterCareSettings
from monitor.storage import StorageError, Store
from monitor.storage.schema import require_current

_ADDRESS = "postgresql"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadableRecord:
    """A record, and what the room file adds to it: a bare database knows devices by their ids alone."""

    store: Store
    devices: dict[str, DeviceFacts]
    aftercare: AfterCareSettings


def readable_record(source: str, *, data_dir: Path | None) -> ReadableRecord:
    """Find the record and see whether this program can read it.

    Raises:
        OfficeError: there is none, or its tables are of another version.

    """
    try:
        record = _found(source, data_dir)
        if isinstance(record.store, Path) and not record.store.is_file():
            raise OfficeError(f"There is no record at {record.store}.")
        require_current(record.store)
    except (SettingsError, StorageError) as error:
        raise OfficeError(str(error)) from error
    return record


def _found(source: str, data_dir: Path | None) -> ReadableRecord:
    if source.startswith(_ADDRESS):
        return ReadableRecord(store=source, devices={}, aftercare=AfterCareSettings())
    path = Path(source)
    if path.suffix != ".toml":
        return ReadableRecord(store=path, devices={}, aftercare=AfterCareSettings())
    if not path.is_file():
        raise OfficeError(f"There is no room file {path}.")
    room = load_room(path)
    devices = {
        one.id: DeviceFacts(kind=one.kind, title=KINDS[one.kind].title, serial_number=one.serial_number)
        for one in room.devices
    }
    return ReadableRecord(store=record_store(room, data_dir), devices=devices, aftercare=room.aftercare)
