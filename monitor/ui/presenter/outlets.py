"""What goes out of the room, in one line a receiver, for the devices page. Pure."""

from collections.abc import Iterator

from monitor.port.outside_views import OutletView, OutsideView
from monitor.ui.words import tr, tr_n


def outside_lines(outside: OutsideView) -> tuple[str, ...]:
    """Receivers in the order of the room file, then what was refused, the latest in words; else nothing."""
    return tuple(_lines(outside))


def _lines(outside: OutsideView) -> Iterator[str]:
    for outlet in outside.outlets:
        yield _line(outlet)
    if outside.refused:
        yield tr(
            "{messages} from outside refused since the start",
            messages=tr_n(outside.refused, "{count} message", "{count} messages"),
        )
    if outside.security_notice:
        yield outside.security_notice


def _line(outlet: OutletView) -> str:
    state = tr("on line") if outlet.on_line else tr("off line")
    counts = [tr("{delivered} sent", delivered=outlet.delivered)]
    counts += [tr("{waiting} waiting", waiting=outlet.waiting)] if outlet.waiting else []
    counts += [tr("{dropped} GIVEN UP", dropped=outlet.dropped)] if outlet.dropped else []
    why = f" ({outlet.why})" if outlet.why else ""
    return tr(
        "{name} to {target}: {state}{why} · {list}",
        name=outlet.name,
        target=outlet.target,
        state=state,
        why=why,
        list=" · ".join(counts),
    )
