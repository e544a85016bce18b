"""The messages that may ever leave for an IntelliVue monitor, character for character.

All but one are fixed. The answer to the create event repeats the event's invoke id, and no other byte of it is free.
"""

from collections.abc import Container

from drivers.philips_intellivue.conversation import FIXED_WRITES
from drivers.philips_intellivue.identity import MdsCreateResult
from drivers.philips_intellivue.lines import Line
from drivers.philips_intellivue.protocol import parse_message


class AllowedWrites(Container[bytes]):
    """The gate's list, for messages as `line` packs them."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def __contains__(self, data: object) -> bool:
        message = self._line.unpack(data) if isinstance(data, bytes) else None
        if message is None:
            return False
        return message in FIXED_WRITES or _is_create_result(message)


def _is_create_result(message: bytes) -> bool:
    parsed = parse_message(message)
    return isinstance(parsed, MdsCreateResult) and parsed.encode() == message
