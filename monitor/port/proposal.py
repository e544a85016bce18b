"""Lines for the room file that would assign a device which it does not name. Pure text.

The monitor never changes a room file, nor a running room: which monitor stands at which place is a person's word, and
`check-config` looks the lines over before the station is started with them.
"""

import json
import re
from collections.abc import Sequence

from drivers.observations import Provenance
from monitor.port.snapshot import UnassignedView

UNKNOWN = "?"  # refused by check-config, which names what is possible
LONGEST_ID = 32


def proposal(
    found: UnassignedView,
    *,
    provenance: Provenance,
    place_ids: Sequence[str],
    place_id: str = UNKNOWN,
) -> str:
    """A [[devices]] table for `found`; what only a person knows stands there as a question mark."""
    lines = [
        f"# {_quoted(found.what)}, {found.seen}. Add these lines to the room file, look it over with",
        "#     infusion-monitor check-config ROOM.toml",
        "# and start the station again.",
        "[[devices]]",
        f"id = {_quoted(_device_id(found.link))}",
        f"kind = {_quoted(found.kind or UNKNOWN)}" + ("" if found.kind else "  # which monitor hangs on it"),
        f"link = {_quoted(_link(found.link))}" + ("  # the speed set on the monitor" if _is_serial(found.link) else ""),
        f"place = {_quoted(place_id)}" + (f"  # one of {', '.join(place_ids)}" if place_id == UNKNOWN else ""),
        f"provenance = {_quoted(provenance.value)}",
    ]
    return "\n".join(lines)


def _is_serial(link: str) -> bool:
    return link.startswith("serial://")


def _link(link: str) -> str:
    return f"{link}?baud=9600" if _is_serial(link) else link


def _device_id(link: str) -> str:
    """The last part of the link, as far as an id may hold it."""
    last = re.sub(r"[^A-Za-z0-9._-]+", "-", re.split(r"[/:]", link)[-1]).strip("._-")
    return last[:LONGEST_ID] or "new-device"


def _quoted(text: str) -> str:
    """A TOML basic string; what came over the network cannot leave its quotes."""
    return json.dumps(text.replace("\x7f", " "), ensure_ascii=False)
