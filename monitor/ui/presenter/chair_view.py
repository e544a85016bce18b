"""One chair in full, beside the grid: large trend, readings, alarms, entries, limits and devices in lines."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from monitor.port.snapshot import DeviceView, PlaceView, PressurePoint, SessionView
from monitor.ui.presenter import words
from monitor.ui.presenter.alarms import is_open
from monitor.ui.presenter.calm import outlook
from monitor.ui.presenter.chair_devices import Wires, device_lines
from monitor.ui.presenter.chair_steps import next_steps
from monitor.ui.presenter.numbers import baseline_change, baseline_text
from monitor.ui.presenter.trend import CurvesOf, no_curves, trace_of
from monitor.ui.views import ChairDetailView, SectionView
from monitor.ui.words import tr

MOST_LINES = 14


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What the chair view needs beside the place: the course, the room's devices and what came over their wires."""

    curves: CurvesOf = no_curves
    has_bays: bool = False  # patients of this room move to recovery
    devices: tuple[DeviceView, ...] = ()
    wires: Wires = field(default_factory=dict)


def chair_detail(place: PlaceView, zone: tzinfo | None, beside: Beside | None = None) -> ChairDetailView | None:
    """The chair view; None where nobody sits."""
    beside = beside or Beside()
    session = place.session
    if session is None:
        return None
    sections = (
        SectionView(heading=tr("Readings mmHg"), lines=_readings(place, session, zone)),
        SectionView(heading=tr("Devices"), lines=device_lines(place, beside.devices, beside.wires, zone)),
        SectionView(heading=tr("Alarms"), lines=_alarms(place, zone)),
        SectionView(heading=tr("Recorded (entered)"), lines=_entries(place, zone)),
        SectionView(heading=tr("Limits and silences"), lines=_limits(place, session, zone)),
        *_estimate(place),
    )
    return ChairDetailView(
        place_id=place.place_id,
        title=f"{place.title} · {session.label}",
        trace=trace_of(place, session, beside.curves),
        admitted_utc_ms=session.admitted_utc_ms,
        zone=zone,
        flags=tuple(
            ((entry.at_utc_ms - session.admitted_utc_ms) / 1000, entry.text) for entry in reversed(place.entries)
        ),
        sections=sections,
        steps=next_steps(place, session, has_bays=beside.has_bays),
    )


def _minute(utc_ms: float, zone: tzinfo | None) -> str:
    return words.local_minute(datetime.fromtimestamp(utc_ms / 1000, UTC), zone)


def _readings(place: PlaceView, session: SessionView, zone: tzinfo | None) -> tuple[str, ...]:
    newest = reversed(place.trend.pressures[-MOST_LINES:])
    return tuple(_reading(point, session, zone) for point in newest) or (tr("none yet"),)


def _estimate(place: PlaceView) -> tuple[SectionView, ...]:
    """Apart from everything that was measured (hazard H51)."""
    found = outlook(place)[:1]
    return (SectionView(heading=tr("Estimate, not measured"), lines=found),) if found else ()


def _reading(point: PressurePoint, session: SessionView, zone: tzinfo | None) -> str:
    mean = "" if point.mean is None else "  " + tr("mean {mean}", mean=words.whole(point.mean))
    doubt = "  " + tr("doubtful") if point.questionable else ""
    time = _minute(session.admitted_utc_ms + point.t_s * 1000, zone)
    return f"{time}  {words.whole(point.systolic)}/{words.whole(point.diastolic)}{mean}{doubt}"


def _alarms(place: PlaceView, zone: tzinfo | None) -> tuple[str, ...]:
    return tuple(
        f"{'' if is_open(alarm) else '✓ '}{alarm.priority.mark} "
        f"{words.local_clock(alarm.raised.utc, zone)} {alarm.message}"
        for alarm in place.alarms
    ) or (tr("none"),)


def _entries(place: PlaceView, zone: tzinfo | None) -> tuple[str, ...]:
    return tuple(
        f"{_minute(entry.at_utc_ms, zone)}  {entry.text}" + (f" ({entry.by})" if entry.by else "")
        for entry in place.entries[:MOST_LINES]
    ) or (tr("nothing yet"),)


def _limits(place: PlaceView, session: SessionView, zone: tzinfo | None) -> tuple[str, ...]:
    own = tuple(
        tr(
            "{rule} {limit}, set by {by} {set_utc}: {reason}",
            rule=limit.rule,
            limit=f"{limit.limit:g}",
            by=limit.by,
            set_utc=_minute(limit.set_utc_ms, zone),
            reason=limit.reason,
        )
        for limit in place.own_limits
    )
    quiet = tuple(
        tr(
            "{rule} suspended {ends_in} by {by}: {reason}",
            rule=each.rule,
            ends_in=words.countdown(each.ends_in_s),
            by=each.by,
            reason=each.reason,
        )
        for each in place.suspensions
    )
    base = session.baseline
    rest = (f"{tr('baseline')} {baseline_text(base)}{baseline_change(base)}",) if base.changed_by else ()
    return (*rest, *own, *quiet, place.profile_line or tr("as the profile"))
