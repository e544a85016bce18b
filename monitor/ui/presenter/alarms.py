"""Alarms in words: the line of a place, the chips of the bar, the counts of the header. Order comes from the room."""

from dataclasses import replace
from datetime import tzinfo

from monitor.domain.vocabulary import AlarmState, Priority
from monitor.port.snapshot import AlarmView, PlaceView
from monitor.ui.presenter import words
from monitor.ui.views import (
    Action,
    AlarmSegment,
    ButtonView,
    ChipView,
    CountView,
    LineView,
    Tone,
    Wording,
)
from monitor.ui.words import tr

FLASHING = (Priority.HIGH, Priority.MEDIUM)
ROOM = ""  # the place of an alarm about the room itself: no sound, no record, a fault of the monitor
SIGNALLED = (Priority.HIGH, Priority.MEDIUM, Priority.LOW)


def is_open(alarm: AlarmView) -> bool:
    """Whether nobody has acknowledged `alarm` yet."""
    return alarm.state in {AlarmState.ACTIVE, AlarmState.LATCHED}


def line(place: PlaceView, *, calm: Wording, calm_tone: Tone = Tone.MUTED) -> LineView:
    """The alarm line of `place`; `calm` is said where there is no alarm.

    The gravest stands first, whatever its state; behind it those that nobody has acknowledged yet, so that an
    alarm that came later finds a place where it can be read and acknowledged.
    """
    alarms = place.alarms[:1] + tuple(sorted(place.alarms[1:], key=lambda alarm: not is_open(alarm)))
    return LineView(segments=tuple(_segment(alarm) for alarm in alarms), calm=calm, calm_tone=calm_tone)


def _segment(alarm: AlarmView) -> AlarmSegment:
    acknowledged = not is_open(alarm)
    return AlarmSegment(
        alarm_id=alarm.alarm_id,
        priority=alarm.priority,
        wording=_wording(alarm, prefix=f"{_mark(alarm)} "),
        since=words.stopwatch(alarm.since_s),
        flashing=not acknowledged and alarm.priority in FLASHING,
        acknowledged=acknowledged,
        least=_least(alarm, prefix=f"{_mark(alarm)} "),
    )


def _mark(alarm: AlarmView) -> str:
    return alarm.priority.mark if is_open(alarm) else f"✓ {alarm.priority.mark}"


def _wording(alarm: AlarmView, *, prefix: str) -> Wording:
    """The message, the same with ever fewer of its last parts, and the short words.

    A beginning that is no longer than the short words says less than they do: "BP ↑ last 184/96" without its age.
    """
    over = _over(alarm)  # the whole message says so itself
    parts = alarm.message.split(", ")
    beginnings = (", ".join(parts[:count]) for count in range(len(parts) - 1, 0, -1))
    fewer = tuple(f"{prefix}{text}{over}" for text in beginnings if len(text) > len(alarm.short_message))
    return f"{prefix}{alarm.message}", *fewer, f"{prefix}{alarm.short_message}{over}"


def _least(alarm: AlarmView, *, prefix: str) -> str:
    return f"{prefix}{alarm.least_message or alarm.short_message}{_over(alarm)}"


def _over(alarm: AlarmView) -> str:
    return " " + tr("· over now") if alarm.state is AlarmState.LATCHED else ""


def room_line(alarms: tuple[AlarmView, ...], titles: dict[str, str]) -> LineView:
    """The room's gravest alarms with their places, for a dialog that may stand before them."""
    return LineView(
        segments=tuple(
            replace(
                _segment(alarm),
                wording=_wording(alarm, prefix=f"{_mark(alarm)} {_title(alarm, titles)} "),
                least=_least(alarm, prefix=f"{_mark(alarm)} {_title(alarm, titles)} "),
            )
            for alarm in alarms
        ),
        calm=(tr("No alarms in the room"),),
    )


def _title(alarm: AlarmView, titles: dict[str, str]) -> str:
    return titles.get(alarm.place_id, alarm.place_id or tr("Room"))


def chips(alarms: tuple[AlarmView, ...], titles: dict[str, str], zone: tzinfo | None) -> tuple[ChipView, ...]:
    """The room's alarms for the bar, each with mark, time, place and message."""
    return tuple(_chip(alarm, _title(alarm, titles), zone) for alarm in alarms)


def _chip(alarm: AlarmView, title: str, zone: tzinfo | None) -> ChipView:
    clock = words.local_clock(alarm.raised.utc, zone)
    full, *_, short = _wording(alarm, prefix="")
    mark = _mark(alarm)
    return ChipView(
        alarm_id=alarm.alarm_id,
        place_id=alarm.place_id,
        priority=alarm.priority,
        wording=(f"{mark} {clock} {title} {full}", f"{mark} {clock} {title} {short}", f"{mark} {title} {short}"),
        acknowledged=not is_open(alarm),
    )


def acknowledge_room(alarms: tuple[AlarmView, ...]) -> ButtonView | None:
    """The bar's reserved slot, for alarms about the room itself, which stand on no tile."""
    if not any(is_open(alarm) for alarm in alarms if alarm.place_id == ROOM):
        return None
    return ButtonView(
        action=Action.ACKNOWLEDGE,
        text=tr("Acknowledge room"),
        accessible_name=tr("Acknowledge the alarms about the room itself"),
        place_id=ROOM,
        who=tr("Room"),
    )


def acknowledge_first(alarms: tuple[AlarmView, ...], titles: dict[str, str]) -> ButtonView | None:
    """For a dialog: the place of the gravest alarm that waits for an acknowledgement, named on the button."""
    waiting = next((alarm for alarm in alarms if is_open(alarm)), None)
    if waiting is None:
        return None
    title = _title(waiting, titles)
    return ButtonView(
        action=Action.ACKNOWLEDGE,
        text=tr("Acknowledge {title}", title=title),
        accessible_name=tr("Acknowledge the alarms of {title}", title=title),
        place_id=waiting.place_id,
        who=title,
    )


def counts(alarms: tuple[AlarmView, ...]) -> tuple[CountView, ...]:
    """How many alarms of each priority are present, gravest first; those with none are left out."""
    totals = {priority: sum(alarm.priority is priority for alarm in alarms) for priority in SIGNALLED}
    return tuple(
        CountView(priority=priority, text=f"{priority.mark} {total} {words.priority_word(priority)}")
        for priority, total in totals.items()
        if total
    )


def edge(place: PlaceView) -> Priority | None:
    """The gravest priority present at `place`, acknowledged or not."""
    return max((alarm.priority for alarm in place.alarms), default=None)


def acknowledge_button(place: PlaceView) -> ButtonView | None:
    """The button of the reserved slot; None where nothing waits for an acknowledgement."""
    if not any(is_open(alarm) for alarm in place.alarms):
        return None
    return ButtonView(
        action=Action.ACKNOWLEDGE,
        text=tr("Acknowledge"),
        accessible_name=tr("Acknowledge the alarms of {title}", title=place.title),
        place_id=place.place_id,
        session_id=None if place.session is None else place.session.session_id,
        who=place.title,
    )
