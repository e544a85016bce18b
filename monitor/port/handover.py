"""Writes the card of a handover: what somebody who takes a patient over has to know (hazard H52)."""

from monitor.domain.entries import DrugGiven, SideEffectNoted, TextNoted
from monitor.domain.time import TICKS_PER_SECOND, seconds
from monitor.port.handover_view import HandoverView
from monitor.port.rule_words import words_of
from monitor.port.snapshot import AlarmView, GateItemView, StayView
from monitor.port.stay import stay_view
from monitor.room.room import Room
from monitor.room.session import Reading, Session
from monitor.room.start_gate import unheard_devices

TICKS_PER_MIN = 60 * TICKS_PER_SECOND


def handover(
    room: Room, session: Session, alarms: tuple[AlarmView, ...], tasks: tuple[GateItemView, ...]
) -> HandoverView:
    """The card of one patient."""
    stay = stay_view(room, session)
    return HandoverView(
        phase=f"{stay.stage.value} for {(room.tick - session.phase_tick) // TICKS_PER_MIN} min",
        baseline=_baseline(room, session),
        worst=_worst(session),
        drugs=tuple(f"{drug.name} {drug.dose:g} {drug.unit} {drug.route}" for _, drug in session.book.of(DrugGiven)),
        notes=(
            *(noted.effect.value.replace("_", " ") for _, noted in session.book.of(SideEffectNoted)),
            *(noted.text for _, noted in session.book.of(TextNoted)),
        ),
        alarms=tuple(_alarm(alarm) for alarm in alarms),
        silences=_silences(room, session),
        own_limits=tuple(
            f"{words_of(item.rule)} from {item.limit:g} on, {item.reason} ({item.actor.name})"
            for item in room.own_limits.of(session.session_id).values()
        ),
        due=_due(room, session, stay),
        tasks=(*(item.text for item in tasks if not item.done), *_to_be_heard(room, session)),
    )


def _alarm(alarm: AlarmView) -> str:
    by = f" by {alarm.acknowledged_by}" if alarm.acknowledged_by else ""
    return f"{alarm.message} ({alarm.state.name.lower()}{by})"


def _baseline(room: Room, session: Session) -> str:
    """What the patient is compared with, and what it lacks."""
    base = session.baseline or session.resting(room.tick)[0]
    pressure = f"{base.systolic:.0f}/{base.diastolic:.0f}" if base.systolic and base.diastolic else "no pressure"
    rate = "" if base.rate is None else f", rate {base.rate:.0f}"
    return f"{pressure}{rate}" + ("" if base.spo2 is None else f", SpO₂ {base.spo2:.0f}")


def _worst(session: Session) -> tuple[str, ...]:
    """The highest and the lowest pressure and the lowest saturation; nothing of what was never measured."""
    readings = session.trend.readings
    lines = []
    if readings:
        lines.append(f"highest {_pressure(max(readings, key=lambda item: item.systolic))}")
        lines.append(f"lowest {_pressure(min(readings, key=lambda item: item.systolic))}")
    known = [value for value in session.trend.spo2 if value == value]  # noqa: PLR0124 - NaN does not equal itself
    return (*lines, f"SpO₂ {min(known):.0f}") if known else tuple(lines)


def _pressure(reading: Reading) -> str:
    return f"{reading.systolic:.0f}" + ("" if reading.diastolic is None else f"/{reading.diastolic:.0f}")


def _silences(room: Room, session: Session) -> tuple[str, ...]:
    pauses = (room.board.pause_of(session.place_id), room.board.pause_of(None))
    suspended = [item for item in room.board.silences.suspensions if item.session_id == session.session_id]
    return (
        *(f"sound paused by {pause.actor.name}" for pause in pauses if pause is not None),
        *(f"without sound: {words_of(item.rule)}, {item.reason} ({item.actor.name})" for item in suspended),
    )


def _due(room: Room, session: Session, stay: StayView) -> tuple[str, ...]:
    """What falls due next, each with its minutes."""
    lines = []
    reading = room.expect.next_reading_due(room.seats[session.place_id])
    if reading is not None:
        lines.append(f"pressure {_in_minutes(seconds(reading - room.tick))}")
    if stay.end_reading_due_in_s is not None and not stay.end_reading_done:
        lines.append(f"mandatory pressure {_in_minutes(stay.end_reading_due_in_s)}")
    if stay.off_monitor_left_s is not None:
        lines.append(f"back on the monitor {_in_minutes(stay.off_monitor_left_s)}, with {stay.off_monitor_with}")
    if stay.earliest_leave_utc_ms is not None:
        left_s = (stay.earliest_leave_utc_ms - room.now.utc_ms) / 1000
        lines.append(f"earliest leave {_in_minutes(left_s)}: {stay.earliest_leave_why}")
    return tuple(lines)


def _in_minutes(left_s: float) -> str:
    return f"in {left_s / 60:.0f} min" if left_s >= 0 else f"overdue by {-left_s / 60:.0f} min"


def _to_be_heard(room: Room, session: Session) -> tuple[str, ...]:
    """A bedside monitor that cannot say that it is muted has to be listened to at each handover (hazard H32)."""
    return tuple(f"{title}: bedside alarm on and heard?" for title in unheard_devices(room, session.place_id))
