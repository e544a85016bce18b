"""What goes out of the room, in one line a receiver, for the devices page. Pure."""

from collections.abc import Iterator

from monitor.port.outside_views import OutletView, OutsideView
from monitor.ui.presenter import words


def outside_lines(outside: OutsideView) -> tuple[str, ...]:
    """Receivers in the order of the room file, then what was refused, the latest in words; else nothing."""
    return tuple(_lines(outside))


def _lines(outside: OutsideView) -> Iterator[str]:
    for outlet in outside.outlets:
        yield _line(outlet)
    if outside.refused:
        yield f"{words.counted(outside.refused, 'message')} from outside refused since the start"
    if outside.security_notice:
        yield outside.security_notice


def _line(outlet: OutletView) -> str:
    state = "on line" if outlet.on_line else "off line"
    counts = [f"{outlet.delivered} sent"]
    counts += [f"{outlet.waiting} waiting"] if outlet.waiting else []
    counts += [f"{outlet.dropped} GIVEN UP"] if outlet.dropped else []
    why = f" ({outlet.why})" if outlet.why else ""
    return f"{outlet.name} to {outlet.target}: {state}{why} · {' · '.join(counts)}"
