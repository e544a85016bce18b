"""What a host may say to a 9560: select a data format, set or read its clock. For simulators and captures.

The driver sends none of them: the format is kept in the device's memory, and changing it is the clinic's business.
(Nonin OEM specification 6470-000-01.)
"""

import re
from dataclasses import dataclass
from typing import Final

ACCEPTED: Final = b"\x06"
REFUSED: Final = b"\x15"
LONGEST_BYTES: Final = 10
_FORMATS = {0x02: "DF2", 0x07: "DF7", 0x08: "DF8", 0x0D: "DF13"}
_FORM = re.compile(
    rb"\x02\x70\x02\x02(?P<format>[\x02\x07\x08\x0d])\x03"
    rb"|\x02\x72\x06(?P<clock>[\x00-\x63][\x01-\x0c][\x01-\x1f][\x00-\x17][\x00-\x3b][\x00-\x3b])\x03"
    rb"|(?P<read>\x02\x72\x00\x03)",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Command:
    """One command as found in a stream. `number`: the format's number, where one is selected."""

    name: str
    meaning: str
    number: int | None = None
    clock: bytes | None = None  # year since 2000, month, day, hour, minute, second


def _command(match: re.Match[bytes]) -> Command:
    if match["format"] is not None:
        number = match["format"][0]
        return Command(f"select_{_FORMATS[number]}", f"select {_FORMATS[number]}", number=number)
    if match["clock"] is not None:
        return Command("set_time", "set clock", clock=match["clock"])
    return Command("read_time", "read clock")


class CommandScanner:
    """Finds commands anywhere in a stream, at whatever byte they begin."""

    def __init__(self) -> None:
        self.found_bytes = 0
        self._tail = b""

    def feed(self, data: bytes) -> list[Command]:
        """Commands that ended with `data`, oldest first."""
        stream = self._tail + data
        commands: list[Command] = []
        end = 0
        for match in _FORM.finditer(stream):
            commands.append(_command(match))
            self.found_bytes += len(match[0])
            end = match.end()
        self._tail = stream[end:][-(LONGEST_BYTES - 1) :]
        return commands
