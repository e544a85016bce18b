"""What a handover has to tell beside the place's own view (hazard H52): worst values, drugs, notes, pauses, tasks."""

from monitor.domain.entries import DrugGiven, SideEffectNoted, TextNoted
from monitor.port.cuff_views import is_doubtful
from monitor.port.handover_view import HandoverView
from monitor.port.snapshot import GateItemView
from monitor.room.room import Room
from monitor.room.session import Reading, Session
from monitor.room.start_gate import unheard_devices


def handover(room: Room, session: Session, tasks: tuple[GateItemView, ...]) -> HandoverView:
    """The card of one patient."""
    return HandoverView(
        worst=_worst(session),
        drugs=tuple(f"{drug.name} {drug.dose:g} {drug.unit} {drug.route}" for _, drug in session.book.of(DrugGiven)),
        notes=(
            *(noted.effect.value.replace("_", " ") for _, noted in session.book.of(SideEffectNoted)),
            *(noted.text for _, noted in session.book.of(TextNoted)),
        ),
        silences=_silences(room, session),
        tasks=(*(item.text for item in tasks if not item.done), *_to_be_heard(room, session)),
    )


def _worst(session: Session) -> tuple[str, ...]:
    """The highest and the lowest pressure and the lowest saturation; nothing of what was never measured.

    Where the extreme is in doubt it is called so, and the extreme of the undoubted ones stands behind it.
    """
    readings = session.trend.readings
    by_systolic = sorted(readings, key=lambda item: item.systolic)
    known = [value for value in session.trend.spo2 if value == value]  # noqa: PLR0124 - NaN does not equal itself
    return (
        *(f"highest {text}" for text in _with_undoubted(by_systolic[::-1])),
        *(f"lowest {text}" for text in _with_undoubted(by_systolic)),
        *((f"lowest SpO₂ {min(known):.0f}",) if known else ()),
    )


def _with_undoubted(readings: list[Reading]) -> tuple[str, ...]:
    """The first in words; where it is in doubt also the first undoubted one."""
    if not readings:
        return ()
    extreme = _pressure(readings[0])
    if not is_doubtful(readings[0]):
        return (extreme,)
    sure = next((item for item in readings if not is_doubtful(item)), None)
    return (f"{extreme} (doubtful)",) if sure is None else (f"{extreme} (doubtful)", f"undoubted {_pressure(sure)}")


def _pressure(reading: Reading) -> str:
    return f"{reading.systolic:.0f}" + ("" if reading.diastolic is None else f"/{reading.diastolic:.0f}")


def _silences(room: Room, session: Session) -> tuple[str, ...]:
    pauses = (room.board.pause_of(session.place_id), room.board.pause_of(None))
    return tuple(f"sound paused by {pause.actor.name}" for pause in pauses if pause is not None)


def _to_be_heard(room: Room, session: Session) -> tuple[str, ...]:
    """A bedside monitor that cannot say that it is muted has to be listened to at each handover (hazard H32)."""
    return tuple(f"{title}: bedside alarm on and heard?" for title in unheard_devices(room, session.place_id))
