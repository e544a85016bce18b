"""Commands: carried out or refused in words. Each function answers None when done, else the reason it was not."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from monitor.alarms.engine import Watch
from monitor.domain.commands import (
    Acknowledge,
    Admit,
    Command,
    Discharge,
    MoveToRecovery,
    PauseAudio,
    Record,
    RecordInfusionEnd,
    RecordInfusionStart,
    ResumeAudio,
    VoidEntry,
)
from monitor.domain.events import (
    AudioPaused,
    BaselineFrozen,
    EntryRecorded,
    EntryVoided,
    PatientAdmitted,
    PatientMoved,
    PhaseChanged,
)
from monitor.domain.people import Actor
from monitor.domain.time import TICKS_PER_SECOND
from monitor.domain.vocabulary import Phase
from monitor.room.entries import KeptEntry
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room

LONGEST_INFUSION_S = 6 * 3600.0  # the longest pain protocol read of lasts six hours
NEXT_PHASES = {
    Phase.BASELINE: (Phase.INFUSION, Phase.DISCHARGED),
    Phase.INFUSION: (Phase.RECOVERY,),
    Phase.RECOVERY: (Phase.DISCHARGED,),
    Phase.DISCHARGED: (),
}
"""Which phase may follow which; recovery never begins by itself."""


def carry_out(room: "Room", command: Command) -> str | None:
    """Carry out `command` or answer why not."""
    return _ORDERS[type(command)](room, command)


def _admit(room: "Room", command: Admit) -> str | None:
    seat = room.seats.get(command.place_id)
    if seat is None:
        return f"There is no place {command.place_id} in this room."
    if seat.session_id is not None:
        return f"{seat.place.title} is taken by {room.sessions[seat.session_id].label}."
    if not command.label.strip():
        return "A patient needs a label, for example initials and year of birth."
    if not 0 < command.planned_infusion_s <= LONGEST_INFUSION_S:
        return f"A planned infusion takes 1 to {LONGEST_INFUSION_S / 60:.0f} minutes."
    session = Session(
        session_id=room.next_session_id,
        place_id=command.place_id,
        label=command.label.strip(),
        course=command.course,
        planned_infusion_s=command.planned_infusion_s,
        admitted_tick=room.tick,
        patient=command.patient,
        plan=command.plan,
        phase_tick=room.tick,
    )
    room.next_session_id += 1
    room.desk.take_down(seat, "a patient was admitted")
    room.sessions[session.session_id] = session
    seat.session_id = session.session_id
    seat.change_occupant(room.tick)
    room.engine.watch(seat.column, Watch.PATIENT)
    room.expect.data(seat)
    room.ledger.emit(
        PatientAdmitted,
        place_id=command.place_id,
        session_id=session.session_id,
        label=session.label,
        actor=command.actor,
    )
    return None


def _session_at(room: "Room", place_id: str, session_id: int) -> Session | str:
    """Give the session the person saw, or the reason why it is not there."""
    seat = room.seats.get(place_id)
    if seat is None:
        return f"There is no place {place_id} in this room."
    if seat.session_id != session_id:
        now = "is free" if seat.session_id is None else f"is now taken by {room.sessions[seat.session_id].label}"
        return f"Nothing was recorded: {seat.place.title} {now}."
    return room.sessions[session_id]


def _enter_phase(room: "Room", session: Session, phase: Phase, *, effective_tick: int, actor: Actor) -> None:
    session.enter(phase, began_tick=effective_tick, recorded_tick=room.tick)
    room.ledger.emit(
        PhaseChanged,
        place_id=session.place_id,
        session_id=session.session_id,
        phase=phase,
        effective_utc_ms=room.ledger.instant(effective_tick).utc_ms,
        actor=actor,
    )


def _named_tick(room: "Room", at_utc_ms: int | None, *, earliest: int, earliest_words: str) -> int | str:
    """The tick a person named, or why it cannot be."""
    if at_utc_ms is None:
        return room.tick
    tick = room.tick + round((at_utc_ms - room.ledger.instant(room.tick).utc_ms) * TICKS_PER_SECOND / 1000)
    if tick > room.tick:
        return "That time lies in the future."
    if tick < earliest:
        return f"That time lies before {earliest_words}."
    return tick


def _start(room: "Room", command: RecordInfusionStart) -> str | None:
    session = _session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    if Phase.INFUSION not in NEXT_PHASES[session.phase]:
        return f"The start of an infusion cannot be recorded in the {session.phase.value} phase."
    tick = _named_tick(room, command.at_utc_ms, earliest=session.admitted_tick, earliest_words="the admission")
    if isinstance(tick, str):
        return tick
    baseline, used = session.resting(tick)
    session.start_tick, session.baseline, session.baseline_readings = tick, baseline, used
    seat = room.seats[session.place_id]
    room.engine.set_baseline(seat.column, baseline)
    _enter_phase(room, session, Phase.INFUSION, effective_tick=tick, actor=command.actor)
    room.ledger.emit(
        BaselineFrozen,
        place_id=session.place_id,
        session_id=session.session_id,
        systolic=baseline.systolic,
        diastolic=baseline.diastolic,
        mean=baseline.mean,
        rate=baseline.rate,
        spo2=baseline.spo2,
        readings_used=used,
    )
    room.expect.reading(seat)
    return None


def _end(room: "Room", command: RecordInfusionEnd) -> str | None:
    session = _session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    if session.phase is not Phase.INFUSION or session.start_tick is None:
        return f"No infusion is running in the {session.phase.value} phase."
    tick = _named_tick(room, command.at_utc_ms, earliest=session.start_tick, earliest_words="the start of the infusion")
    if isinstance(tick, str):
        return tick
    session.end_tick = tick
    _enter_phase(room, session, Phase.RECOVERY, effective_tick=tick, actor=command.actor)
    room.expect.reading(room.seats[session.place_id])
    return None


def _move(room: "Room", command: MoveToRecovery) -> str | None:
    session = _session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    target = room.seats.get(command.to_place_id)
    if target is None:
        return f"There is no place {command.to_place_id} in this room."
    if target.session_id is not None:
        return f"{target.place.title} is taken by {room.sessions[target.session_id].label}."
    if session.phase is not Phase.RECOVERY:
        return "Record the end of the infusion first; recovery never begins by itself."
    source = room.seats[session.place_id]
    room.desk.take_down(target, "a patient was moved here")
    room.engine.move(source.column, target.column)
    source.session_id, target.session_id = None, session.session_id
    source.change_occupant(room.tick)
    target.change_occupant(room.tick)
    session.place_id = target.place.place_id
    for record in room.board.at(source.place.place_id):
        record.place_id = target.place.place_id
    for pause in room.board.pauses:
        if pause.place_id == source.place.place_id:
            pause.place_id = target.place.place_id
    room.free(source)
    room.expect.data(target)
    room.ledger.emit(
        PatientMoved,
        session_id=session.session_id,
        from_place_id=source.place.place_id,
        to_place_id=target.place.place_id,
        actor=command.actor,
    )
    return None


def _discharge(room: "Room", command: Discharge) -> str | None:
    session = _session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    if Phase.DISCHARGED not in NEXT_PHASES[session.phase]:
        return "Record the end of the infusion first."
    seat = room.seats[session.place_id]
    _enter_phase(room, session, Phase.DISCHARGED, effective_tick=room.tick, actor=command.actor)
    room.desk.take_down(seat, "the patient was discharged")
    seat.session_id = None
    seat.change_occupant(room.tick)
    del room.sessions[session.session_id]
    room.free(seat)
    return None


def _record(room: "Room", command: Record) -> str | None:
    session = _session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    tick = _named_tick(room, command.at_utc_ms, earliest=session.admitted_tick, earliest_words="the admission")
    if isinstance(tick, str):
        return tick
    if tick < room.tick and not command.reason.strip():
        return "An entry for an earlier time needs a reason."
    replaced = None if command.replaces_seq is None else session.book.find(command.replaces_seq)
    if command.replaces_seq is not None and (replaced is None or not replaced.counts):
        return "Nothing was corrected: that entry no longer counts."
    room.ledger.emit(
        EntryRecorded,
        place_id=session.place_id,
        session_id=session.session_id,
        entry=command.entry,
        effective_utc_ms=room.ledger.instant(tick).utc_ms,
        actor=command.actor,
        reason=command.reason,
        replaces_seq=command.replaces_seq,
    )
    kept = KeptEntry(
        seq=room.event_seq,
        tick=tick,
        recorded_tick=room.tick,
        entry=command.entry,
        actor=command.actor,
        reason=command.reason,
    )
    session.book.add(kept, replaces_seq=command.replaces_seq)
    return None


def _void(room: "Room", command: VoidEntry) -> str | None:
    session = _session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    kept = session.book.find(command.entry_seq)
    if kept is None or not kept.counts:
        return "Nothing was set aside: that entry no longer counts."
    if not command.reason.strip():
        return "Setting an entry aside needs a reason."
    session.book.void(command.entry_seq, command.reason)
    room.ledger.emit(
        EntryVoided,
        place_id=session.place_id,
        session_id=session.session_id,
        entry_seq=command.entry_seq,
        reason=command.reason,
        actor=command.actor,
    )
    return None


def _acknowledge(room: "Room", command: Acknowledge) -> str | None:
    done = 0
    for alarm_id in command.alarm_ids:
        record = room.board.records.get(alarm_id)
        if record is None or (record.place_id or "") != command.place_id:
            continue
        done += 1
        room.desk.acknowledge(record, command.actor)
    return None if done else "Nothing was acknowledged: this alarm no longer stands."


def _pause(room: "Room", command: PauseAudio) -> str | None:
    if command.place_id is not None and command.place_id not in room.seats:
        return f"There is no place {command.place_id} in this room."
    pause = room.board.pause(room.tick, command.place_id, command.actor)
    room.ledger.emit(
        AudioPaused,
        place_id=pause.place_id,
        until=room.ledger.instant(pause.until_tick),
        alarm_ids=tuple(sorted(pause.alarm_ids)),
        actor=command.actor,
    )
    return None


def _resume(room: "Room", command: ResumeAudio) -> str | None:
    if room.board.pause_of(command.place_id) is None:
        return "The sound is not paused."
    room.desk.end_pauses(command.place_id, f"ended by {command.actor.name}")
    return None


_ORDERS: Mapping[type[Command], Callable[["Room", Any], str | None]] = {
    Admit: _admit,
    RecordInfusionStart: _start,
    RecordInfusionEnd: _end,
    MoveToRecovery: _move,
    Discharge: _discharge,
    Record: _record,
    VoidEntry: _void,
    Acknowledge: _acknowledge,
    PauseAudio: _pause,
    ResumeAudio: _resume,
}
