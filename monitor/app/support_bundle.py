"""`doctor --bundle FILE`: what a developer needs to help, and nothing about patients, passwords or accounts.

It holds versions, the findings and the room file's settings. The record is never opened.
"""

import json
import platform
import re
import tomllib
import zipfile
from collections.abc import Iterable, Mapping
from importlib import metadata
from pathlib import Path
from typing import Any

from monitor.app.doctor import Finding

HIDDEN = "(left out)"
SECRET_KEYS = re.compile(r"pass|secret|token|user|key_file|account", re.IGNORECASE)
_USER_IN_URL = re.compile(r"(?<=://)[^/@\s]+@")


def write_bundle(file: Path, findings: Iterable[Finding], *, room_file: Path | None) -> None:
    """Write the archive.

    Raises:
        OSError: it cannot be written.

    """
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("versions.json", _json(_versions()))
        lines = "".join(json.dumps(finding.line(), ensure_ascii=False) + "\n" for finding in findings)
        archive.writestr("doctor.jsonl", lines)
        if room_file is not None:
            archive.writestr("room.json", _json(_room(room_file)))


def without_secrets(value: Any) -> Any:
    """The same settings with everything that opens a door left out."""
    if isinstance(value, Mapping):
        return {key: HIDDEN if SECRET_KEYS.search(str(key)) else without_secrets(part) for key, part in value.items()}
    if isinstance(value, list):
        return [without_secrets(part) for part in value]
    return _USER_IN_URL.sub(f"{HIDDEN}@", value) if isinstance(value, str) else value


def _room(room_file: Path) -> Any:
    try:
        return without_secrets(tomllib.loads(room_file.read_text(encoding="utf-8")))
    except ValueError as error:  # no TOML, or no text: its words may hold a secret, so only the place is told
        return {"unreadable": type(error).__name__}


def _versions() -> dict[str, str]:
    names = sorted({each.metadata["Name"] for each in metadata.distributions() if each.metadata["Name"]})
    return {
        "python": platform.python_version(),
        "system": platform.platform(),
        **{name: metadata.version(name) for name in names},
    }


def _json(value: object) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False, default=str) + "\n"
