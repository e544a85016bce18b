"""Entries: written down, corrected, set aside; and what an entry about the drug does to phase, clocks and baseline."""

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.domain.commands import Record, VoidEntry
from monitor.domain.entries import (
    CheckOverridden,
    DrugGiven,
    InfusionAct,
    InfusionActRecorded,
    OffMonitor,
    ValuesEntered,
)
from monitor.domain.events import BaselineFrozen, EntryRecorded, EntryVoided
from monitor.domain.people import Actor
from monitor.room import cuff_orders
from monitor.room.entered_values import values_problem
from monitor.room.entries import KeptEntry
from monitor.room.order_tools import enter_stage, named_tick, session_at
from monitor.room.session import Session
from monitor.room.start_gate import open_start_checks, override_problem

if TYPE_CHECKING:
    from monitor.room.room import Room

LONGEST_OFF_MONITOR_MIN = 10.0
LONGEST_LOT = 40  # characters: what is longer is no lot
FIRST_DRUG = (InfusionAct.START, InfusionAct.DOSE_GIVEN)


def record(room: "Room", command: Record) -> str | None:
    """Write an entry down, unless it cannot be."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    earliest, words = _earliest(session, command)
    tick = named_tick(room, command.at_utc_ms, earliest=earliest, earliest_words=words)
    if isinstance(tick, str):
        return tick
    if tick < room.tick and not command.reason.strip():
        return "An entry for an earlier time needs a reason."
    replaced = None if command.replaces_seq is None else session.book.find(command.replaces_seq)
    if command.replaces_seq is not None and (replaced is None or not replaced.counts):
        return "Nothing was corrected: that entry no longer counts."
    problem = _entry_problem(room, session, command)
    if problem is not None:
        return problem
    return _keep(room, session, command, tick)


def _earliest(session: Session, command: Record) -> tuple[int, str]:
    """Up to where the time of an entry may lie back; what comes after a start cannot lie before it."""
    start = session.dosing.start_tick
    later = isinstance(command.entry, InfusionActRecorded) and command.entry.act not in FIRST_DRUG
    if later and start is not None:
        return start, "the start of the infusion"
    return session.admitted_tick, "the admission"


def _keep(room: "Room", session: Session, command: Record, tick: int) -> str | None:
    command = _with_observation(room, command)
    kept = KeptEntry(
        seq=room.event_seq + 1,
        tick=tick,
        recorded_tick=room.tick,
        entry=command.entry,
        actor=command.actor,
        reason=command.reason,
    )
    before = list(session.book.entries)
    session.book.add(kept, replaces_seq=command.replaces_seq)
    impossible = session.fold_dosing()
    if impossible is not None:
        session.book.entries = before
        return impossible
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
    _follow(room, session, command.actor)
    replaced = None if command.replaces_seq is None else session.book.find(command.replaces_seq)
    if replaced is not None and isinstance(replaced.entry, ValuesEntered):
        session.drop_entered(replaced.tick)
    cuff_orders.recorded(room, session, kept)
    return None


def _with_observation(room: "Room", command: Record) -> Record:
    """A drug of the list is never watched for less than the list says, whatever was entered."""
    entry = command.entry
    if not isinstance(entry, DrugGiven):
        return command
    least = room.plan.policy.observe_min(entry.name)
    return replace(command, entry=replace(entry, observe_min=max(entry.observe_min, least)))


def _entry_problem(room: "Room", session: Session, command: Record) -> str | None:
    entry = command.entry
    match entry:
        case InfusionActRecorded():
            return _drug_problem(room, session, command, entry)
        case CheckOverridden():
            return override_problem(room, session, entry, command.actor)
        case ValuesEntered():
            return values_problem(entry)
        case OffMonitor():
            return _leaving_problem(entry)
        case DrugGiven():
            return _lot_problem(entry)
    return None


def _leaving_problem(entry: OffMonitor) -> str | None:
    if not entry.companion.strip():
        return "Who goes along? Nobody leaves the monitor alone."
    if not 0 < entry.minutes <= LONGEST_OFF_MONITOR_MIN:
        return f"At most {LONGEST_OFF_MONITOR_MIN:.0f} minutes without a monitor."
    return None


def _lot_problem(entry: InfusionActRecorded | DrugGiven) -> str | None:
    if len(entry.lot) > LONGEST_LOT:
        return f"The lot has {len(entry.lot)} characters; {LONGEST_LOT} are the most."
    return None


def _drug_problem(room: "Room", session: Session, command: Record, entry: InfusionActRecorded) -> str | None:
    numbers = (entry.rate_mg_per_h, entry.amount_mg)
    if any(number is not None and not 0 < number <= 10_000 for number in numbers):
        return "A rate or an amount is more than 0 and at most 10 000."
    no_lot = _lot_problem(entry)
    if no_lot is not None:
        return no_lot
    first = entry.act in FIRST_DRUG and session.dosing.first_tick is None and command.replaces_seq is None
    if not first:
        return None
    still_open = [item.text for item in open_start_checks(room, session)]
    return f"Not started, still open: {'; '.join(still_open)}." if still_open else None


def void(room: "Room", command: VoidEntry) -> str | None:
    """Set an entry aside, unless the others make no sense without it."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    kept = session.book.find(command.entry_seq)
    if kept is None or not kept.counts:
        return "Nothing was set aside: that entry no longer counts."
    if not command.reason.strip():
        return "Setting an entry aside needs a reason."
    before = list(session.book.entries)
    session.book.void(command.entry_seq, command.reason)
    if session.fold_dosing() is not None:
        session.book.entries = before
        return "Nothing was set aside: what was recorded after it rests on it. Set the later entries aside first."
    room.ledger.emit(
        EntryVoided,
        place_id=session.place_id,
        session_id=session.session_id,
        entry_seq=command.entry_seq,
        reason=command.reason,
        actor=command.actor,
    )
    if isinstance(kept.entry, ValuesEntered):
        session.drop_entered(kept.tick)
    _follow(room, session, command.actor)
    return None


def _follow(room: "Room", session: Session, actor: Actor) -> None:
    """Let phase, clocks and baseline follow what the book says of the drug now."""
    dosing = session.dosing
    was = (session.start_tick, session.end_tick, session.stage_known)
    session.start_tick, session.end_tick = dosing.first_tick, dosing.over_tick
    session.stage_known = dosing.stage
    if was == (session.start_tick, session.end_tick, session.stage_known):
        return
    began = session.admitted_tick if dosing.stage_tick is None else dosing.stage_tick
    enter_stage(room, session, dosing.stage, effective_tick=began, actor=actor)
    if was[0] != session.start_tick:
        _freeze(room, session)
    seat = room.seats[session.place_id]
    if was[1] != session.end_tick and session.end_tick is not None:
        room.pressures.drug_ended(seat, session, session.end_tick)
    room.expect.reading(seat)


def _freeze(room: "Room", session: Session) -> None:
    """Freeze the baseline as of the first drug, or give it up where no drug has been given after all."""
    baseline: Baseline | None = None
    used = 0
    if session.start_tick is not None:
        baseline, used = session.resting(session.start_tick)
    session.baseline, session.baseline_readings = baseline, used
    room.baselines.of_session.pop(session.session_id, None)
    seat = room.seats[session.place_id]
    room.engine.set_baseline(seat.column, baseline or NO_BASELINE)
    if baseline is None:
        room.pressures.infusion_withdrawn(seat, session)
        return
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
    if session.start_tick is not None:
        room.pressures.infusion_started(seat, session, session.start_tick)
