"""What several orders need: the session a person saw, the time they named, the change of a phase."""

from typing import TYPE_CHECKING

from monitor.domain.events import PhaseChanged
from monitor.domain.people import Actor, Permission, refusal
from monitor.domain.stages import PHASE_OF, Stage
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import Phase
from monitor.room.patients import label_of
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room


def session_at(room: "Room", place_id: str, session_id: int) -> Session | str:
    """Give the session the person saw, or the reason why it is not there."""
    seat = room.seats.get(place_id)
    if seat is None:
        return f"There is no place {place_id} in this room."
    if seat.session_id != session_id:
        now = "is free" if seat.session_id is None else f"is now taken by {label_of(room, seat.session_id)}"
        return f"Nothing was recorded: {seat.place.title} {now}."
    return room.sessions[session_id]


def named_tick(room: "Room", at_utc_ms: int | None, *, earliest: int, earliest_words: str) -> int | str:
    """The tick a person named, or why it cannot be."""
    if at_utc_ms is None:
        return room.tick
    tick = room.tick + round((at_utc_ms - room.ledger.instant(room.tick).utc_ms) * TICKS_PER_SECOND / 1000)
    if tick > room.tick:
        return "That time lies in the future."
    if tick < earliest:
        return f"That time lies before {earliest_words}."
    return tick


def not_allowed(room: "Room", actor: Actor, permission: Permission) -> str | None:
    """Why `actor` may not do this in this room; where nobody signs in, roles are not asked for."""
    return refusal(actor, permission) if room.plan.policy.roles else None


def enter_stage(room: "Room", session: Session, stage: Stage, *, effective_tick: int, actor: Actor) -> None:
    """Go on to `stage`; the rules hear of it where its phase is another one."""
    phase = PHASE_OF[stage]
    began = _phase_began(session, phase, effective_tick)
    if phase is not session.phase:
        session.enter(phase, began_tick=began, recorded_tick=room.tick)
    session.phase_tick = began
    session.trend.version += 1
    room.ledger.emit(
        PhaseChanged,
        place_id=session.place_id,
        session_id=session.session_id,
        phase=phase,
        effective_utc_ms=room.ledger.instant(effective_tick).utc_ms,
        actor=actor,
        stage=stage,
        first_drug_utc_ms=_utc_ms(room, session.start_tick),
        drug_over_utc_ms=_utc_ms(room, session.end_tick),
    )


def _utc_ms(room: "Room", tick: int | None) -> int | None:
    return None if tick is None else room.ledger.instant(tick).utc_ms


def _phase_began(session: Session, phase: Phase, effective_tick: int) -> int:
    """A pause does not begin a phase, and neither does a second dose."""
    dosing = session.dosing
    begins = {
        Phase.BASELINE: session.admitted_tick,
        Phase.INFUSION: dosing.start_tick,
        Phase.RECOVERY: dosing.end_tick if dosing.end_tick is not None else next(iter(dosing.dose_ticks), None),
        Phase.DISCHARGED: effective_tick,
    }
    began = begins[phase]
    return effective_tick if began is None else began
