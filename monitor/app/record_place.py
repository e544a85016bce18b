"""Where the record of a room is kept: a file of its own in the user's data folder, or a server."""

import re
from pathlib import Path

import platformdirs

from drivers.observations import Provenance
from monitor.settings import RoomSettings
from monitor.storage import Store

PROGRAM = "infusion-monitor"


def database_path(settings: RoomSettings, data_dir: Path | None) -> Path:
    """Where the record of this room is kept; what is not real has a file of its own beside it."""
    folder = data_dir or Path(platformdirs.user_data_dir(PROGRAM, appauthor=False))
    slug = re.sub(r"[^a-z0-9]+", "-", settings.name.lower()).strip("-") or "room"
    path = settings.database_file if data_dir is None else None
    path = path or folder / f"{slug}.db"
    if settings.provenance is Provenance.REAL:
        return path
    return path.with_name(f"{path.stem}.{settings.provenance}{path.suffix}")


def record_store(settings: RoomSettings, data_dir: Path | None) -> Store:
    """File or server on which the record of this room is kept; a folder named at the start means a file."""
    if settings.storage.url is not None and data_dir is None:
        return settings.storage.url
    return database_path(settings, data_dir)
