"""Keeps other users of the computer out of the record: modes of files and folders, and words where they were open."""

import os
from pathlib import Path

PRIVATE_FILE_MODE = 0o600
PRIVATE_FOLDER_MODE = 0o700
_OTHERS = 0o077
_OTHERS_WRITE = 0o022
_STICKY = 0o1000  # in such a folder nobody renames another's file


def exposure(path: Path) -> str | None:
    """What let other users at the file, in words; None: nothing, or this system keeps its modes elsewhere."""
    if os.name == "nt" or not path.exists():
        return None
    found = []
    if path.stat().st_size and path.stat().st_mode & _OTHERS:
        found.append(f"other users of this computer could open {path.name}; that was stopped")
    mode = path.parent.stat().st_mode
    if mode & _OTHERS_WRITE and not mode & _STICKY:
        found.append(f"other users can exchange files in {path.parent}: take away their right to write there")
    return "; ".join(found) or None
