"""Who speaks for a station: the youngest annunciator whose station is alive takes the seat.

One whose station is gone goes on sounding until a successor sits there, so that a restarted monitor takes the alarm
over without a silent gap and without two voices.
"""

import os
from pathlib import Path


class Seat:
    """A small file beside the record; None: there is no such place, and nobody takes over."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._name = str(os.getpid())

    def take(self) -> None:
        """Sit down; whoever sat there gives way at the end of their burst."""
        if self._path is not None:
            self._path.write_text(self._name, encoding="ascii")

    def taken_by_another(self) -> bool:
        """Whether a successor sits there."""
        if self._path is None:
            return False
        try:
            return self._path.read_text(encoding="ascii") not in {"", self._name}
        except OSError:
            return False
