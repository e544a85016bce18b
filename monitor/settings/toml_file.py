"""Reads a TOML file into plain tables, or says where it cannot be read."""

import tomllib
from pathlib import Path
from typing import Any

from monitor.settings.problems import Problem

Table = dict[str, Any]
MAX_FILE_BYTES = 1_000_000  # a room of a hundred chairs has 30 kB


def read_toml(path: Path, *, shown_as: str) -> tuple[Table, Problem | None]:
    """Return the tables of `path`, or the one problem that keeps us from reading any of it."""
    try:
        with path.open("rb") as file:
            data = file.read(MAX_FILE_BYTES + 1)
    except OSError as error:
        return {}, Problem(file=shown_as, key="", expected=f"cannot be read: {error.strerror}")
    if len(data) > MAX_FILE_BYTES:
        return {}, Problem(file=shown_as, key="", expected=f"is larger than {MAX_FILE_BYTES} bytes")
    try:
        return tomllib.loads(data.decode("utf-8-sig")), None  # editors on Windows put a byte order mark first
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        return {}, Problem(file=shown_as, key="", expected=f"line {line} is not UTF-8 text")
    except tomllib.TOMLDecodeError as error:  # its text ends with "(at line 3, column 5)"
        return {}, Problem(file=shown_as, key="", expected=f"is not TOML: {error}")
