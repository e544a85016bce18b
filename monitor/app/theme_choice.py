"""Which theme this station shows: as the room file says, until somebody here chooses; kept beside the record."""

import logging
from pathlib import Path

log = logging.getLogger(__name__)

LIGHT, DARK = "light", "dark"


class ThemeChoice:
    """Remembers the choice of one station in a file of one word; without a file only while it runs."""

    def __init__(self, file: Path | None, *, light: bool) -> None:
        """`light`: what holds where nobody has chosen."""
        self._file = file
        self.light = self._read(default=light)

    def choose(self, *, light: bool) -> None:
        """A folder that cannot be written to forgets it at the next start; that is no fault of the room."""
        self.light = light
        if self._file is None:
            return
        try:
            self._file.write_text(LIGHT if light else DARK, encoding="utf-8")
        except OSError as error:
            log.warning("The chosen theme will not be remembered: %s", error)

    def _read(self, *, default: bool) -> bool:
        if self._file is None or not self._file.exists():
            return default
        try:
            word = self._file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            log.warning("The chosen theme cannot be read, so the room file decides: %s", error)
            return default
        if word not in (LIGHT, DARK):
            log.warning('%s says "%s"; expected "%s" or "%s", so the room file decides', self._file, word, LIGHT, DARK)
            return default
        return word == LIGHT
