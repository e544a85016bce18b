"""The two ends of a stay: admission with its questions, and leaving with its gate."""

from statistics import median
from typing import TYPE_CHECKING

from monitor.alarms.engine import Watch
from monitor.domain.admission import EarlierSession, Patient, Plan
from monitor.domain.commands import Admit, Discharge
from monitor.domain.entries import ArmsSet, CheckAnswered, Entry, OxygenSet
from monitor.domain.events import EntryRecorded, GateOverridden, PatientAdmitted
from monitor.domain.people import UNATTRIBUTED, Permission
from monitor.domain.questions import questions_of, weight_problem
from monitor.domain.stages import StayAct, table_of, why_not
from monitor.domain.vocabulary import AlarmKind, Priority
from monitor.room.alarm_desk import P_GONE
from monitor.room.entries import KeptEntry
from monitor.room.gate import gate_items
from monitor.room.order_tools import enter_stage, not_allowed, session_at
from monitor.room.patients import label_of, open_alarms
from monitor.room.profiles import begin_profile
from monitor.room.session import Session

if TYPE_CHECKING:
    from monitor.room.room import Room

LONGEST_INFUSION_S = 6 * 3600.0  # the longest pain protocol read of lasts six hours


def admit(room: "Room", command: Admit) -> str | None:
    """Begin a session at a free place."""
    plan = command.plan or Plan(duration_s=command.planned_infusion_s)
    problem = _admission_problem(room, command, plan)
    if problem is not None:
        return problem
    seat = room.seats[command.place_id]
    patient = command.patient or Patient(label=command.label.strip())
    session = Session(
        session_id=room.next_session_id,
        place_id=command.place_id,
        label=command.label.strip(),
        course=command.course or _course(patient),
        planned_infusion_s=command.planned_infusion_s,
        admitted_tick=room.tick,
        phase_tick=room.tick,
        patient=patient,
        plan=plan,
        owner=None if command.actor == UNATTRIBUTED else command.actor,
        course_systolic=course_systolic(command.earlier),
    )
    unclaimed = seat.unclaimed
    if command.take_samples and unclaimed.begin_tick is not None:
        session.admitted_tick = session.phase_tick = unclaimed.begin_tick
        session.trend = unclaimed.trend
    if session.owner is None and room.plan.policy.owned:
        session.unowned_tick = room.tick
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
        profile_digest=room.profiles.digest,
        weight_kg=plan.weight_kg,
    )
    begin_profile(room, session, command.actor)
    for entry in _said_at_admission(command, patient):
        _write(room, session, entry, command)
    return None


def _admission_problem(room: "Room", command: Admit, plan: Plan) -> str | None:
    seat = room.seats.get(command.place_id)
    if seat is None:
        return f"There is no place {command.place_id} in this room."
    if seat.session_id is not None:
        return f"{seat.place.title} is taken by {label_of(room, seat.session_id)}."
    if not command.label.strip():
        return "A patient needs a label, for example initials and year of birth."
    if plan.route.is_infusion and not 0 < command.planned_infusion_s <= LONGEST_INFUSION_S:
        return f"A planned infusion takes 1 to {LONGEST_INFUSION_S / 60:.0f} minutes."
    heavy = weight_problem(plan, room.plan.policy.plausibility)
    if heavy is not None:
        return heavy
    answered = {answer.question for answer in command.answers if answer.text.strip()}
    asked = questions_of(
        plan,
        command.earlier,
        room.plan.policy,
        now_utc_ms=room.now.utc_ms,
        earlier_unknown=command.earlier_unknown,
    )
    waiting = [question.text for question in asked if question.question not in answered]
    return " ".join(waiting) or None


def course_systolic(earlier: tuple[EarlierSession, ...]) -> float | None:
    """The median of the course's baselines, mmHg; None: none is known."""
    known = [one.baseline_systolic for one in earlier if one.baseline_systolic is not None]
    return median(known) if known else None


def _course(patient: Patient) -> str:
    if patient.infusion_number is None:
        return ""
    number, planned = patient.infusion_number, patient.infusions_planned
    return f"session {number}" if planned is None else f"session {number} of {planned}"


def _said_at_admission(command: Admit, patient: Patient) -> list[Entry]:
    """What the admission says about the patient, as entries: rules and reports read them there."""
    entries: list[Entry] = [] if patient.arms is None else [patient.arms]
    if patient.oxygen_l_per_min > 0:
        entries.append(OxygenSet(flow_l_per_min=patient.oxygen_l_per_min))
    answers = (
        CheckAnswered(check=f"question:{answer.question}", done=True, text=answer.text) for answer in command.answers
    )
    return [*entries, *answers]


def _write(room: "Room", session: Session, entry: Entry | ArmsSet, command: Admit) -> None:
    room.ledger.emit(
        EntryRecorded,
        place_id=session.place_id,
        session_id=session.session_id,
        entry=entry,
        effective_utc_ms=room.now.utc_ms,
        actor=command.actor,
    )
    session.book.add(
        KeptEntry(seq=room.event_seq, tick=room.tick, recorded_tick=room.tick, entry=entry, actor=command.actor)
    )


def discharge(room: "Room", command: Discharge) -> str | None:
    """End a stay, or name the open lines of the gate."""
    session = session_at(room, command.place_id, command.session_id)
    if isinstance(session, str):
        return session
    stage = session.dosing.stage
    how = command.how
    if session.dosing.first_tick is None and how in (StayAct.DISCHARGE, StayAct.AGAINST_ADVICE):
        how = StayAct.CANCEL
    to = table_of(session.plan.route).get((stage, how))
    if to is None:
        return why_not(stage, how, session.plan.route)
    refused = not_allowed(room, command.actor, Permission.DISCHARGE)
    if refused is None and how is StayAct.DISCHARGE:
        refused = _gate_problem(room, session, command)
    if refused is not None:
        return refused
    seat = room.seats[session.place_id]
    enter_stage(room, session, to, effective_tick=room.tick, actor=command.actor)
    left_open = open_alarms(room, session)
    room.desk.take_down(seat, "the patient was discharged")
    room.identity.forget(session.place_id)
    seat.session_id = None
    seat.change_occupant(room.tick)
    del room.sessions[session.session_id]
    room.free(seat)
    if left_open:
        why = f"{session.label} left with {left_open}: look where the patient is"
        room.desk.room_alarm(seat.place.place_id, P_GONE, why, priority=Priority.LOW, kind=AlarmKind.PROCESS)
    return None


def _gate_problem(room: "Room", session: Session, command: Discharge) -> str | None:
    """What keeps the patient here; an override with a name and a reason is kept in the record."""
    still_open = [item for item in gate_items(room, session) if not item.done]
    if not still_open:
        return None
    if not command.override_reason.strip():
        words = "; ".join(f"{item.text} ({item.why})" if item.why else item.text for item in still_open)
        return f"{label_of(room, session.session_id)} stays, still open: {words}."
    if command.actor == UNATTRIBUTED:
        return "Who decides that the patient leaves with open checks? Give a name."
    refused = not_allowed(room, command.actor, Permission.OVERRIDE)
    if refused is not None:
        return refused
    room.ledger.emit(
        GateOverridden,
        place_id=session.place_id,
        session_id=session.session_id,
        open_checks=tuple(item.check for item in still_open),
        reason=command.override_reason,
        actor=command.actor,
    )
    return None
