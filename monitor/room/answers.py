"""What people may do with alarms: acknowledge, go, pause, suspend, set a limit of the patient's own.

Each function answers None when done, else the reason it was not.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from monitor.alarms.rules import gravest
from monitor.domain.answer_events import AudioPaused, OwnLimitSet, RuleSuspended
from monitor.domain.commands import (
    Acknowledge,
    Command,
    PauseAudio,
    ResumeAudio,
    ResumeRule,
    SetOwnLimit,
    SuspendRule,
    TakeResponsibility,
)
from monitor.domain.hard_bounds import OWN_LIMITS
from monitor.domain.people import PHYSICIAN_ROLE, REMOTE_ROLE
from monitor.domain.time import ticks
from monitor.domain.vocabulary import AlarmState, Phase, Priority
from monitor.room.acknowledging import acknowledge
from monitor.room.own_limits import OwnLimit
from monitor.room.silences import LONGEST_SUSPENSION_MIN, PAUSES_WITHOUT_REASON, Suspension

if TYPE_CHECKING:
    from monitor.room.room import Room
    from monitor.room.session import Session

SIGN_IN = "Sign in first."


def _acknowledge(room: "Room", command: Acknowledge) -> str | None:
    found = [
        record
        for alarm_id in command.alarm_ids
        if (record := room.board.records.get(alarm_id)) is not None and (record.place_id or "") == command.place_id
    ]
    if not found:
        return "Nothing was acknowledged: this alarm no longer stands."
    if command.actor.role == REMOTE_ROLE:
        room.follow.respond(command.place_id, command.actor, found)
        return None
    for record in found:
        acknowledge(room.desk, record, command.actor)
    return None


def _go(room: "Room", command: TakeResponsibility) -> str | None:
    seat = room.seats.get(command.place_id)
    if seat is None:
        return f"There is no place {command.place_id} in this room."
    if not command.actor.identified:
        return f"{SIGN_IN} Everybody must see who is going."
    calling = [
        record
        for record in room.board.at(command.place_id)
        if not record.attention.answered and record.state in (AlarmState.ACTIVE, AlarmState.ACKNOWLEDGED)
    ]
    if not calling:
        return f"Nothing at {seat.place.title} waits for an answer."
    room.follow.respond(command.place_id, command.actor, calling)
    return None


def _pause(room: "Room", command: PauseAudio) -> str | None:
    if command.place_id is not None and command.place_id not in room.seats:
        return f"There is no place {command.place_id} in this room."
    if command.actor.role == REMOTE_ROLE:
        return "The sound is paused at the station, not from another room."
    many = room.board.silences.pauses_lately(room.tick, command.place_id) >= PAUSES_WITHOUT_REASON
    if many and not command.reason.strip():
        return "This is the third pause within ten minutes: say why."
    room.desk.end_pauses(command.place_id, "a new pause takes its place")
    pause = room.board.pause(room.tick, command.place_id, command.actor)
    room.ledger.emit(
        AudioPaused,
        place_id=pause.place_id,
        until=room.ledger.instant(pause.until_tick),
        alarm_ids=tuple(sorted(pause.alarm_ids)),
        actor=command.actor,
        reason=command.reason.strip(),
    )
    return None


def _resume(room: "Room", command: ResumeAudio) -> str | None:
    if room.board.pause_of(command.place_id) is None:
        return "The sound is not paused."
    room.desk.end_pauses(command.place_id, f"ended by {command.actor.name}")
    return None


def _suspend(room: "Room", command: SuspendRule) -> str | None:
    session = _session_of(room, command)
    if isinstance(session, str):
        return session
    problem = _suspension_problem(room, session, command)
    if problem is not None:
        return problem
    room.desk.end_suspensions("a new one takes its place", session_id=session.session_id, rule=command.rule)
    item = Suspension(
        session_id=session.session_id,
        rule=command.rule,
        until_tick=room.tick + ticks(command.minutes * 60),
        reason=command.reason.strip(),
        actor=command.actor,
    )
    room.board.silences.suspensions.append(item)
    room.ledger.emit(
        RuleSuspended,
        place_id=session.place_id,
        session_id=session.session_id,
        rule=item.rule,
        until=room.ledger.instant(item.until_tick),
        reason=item.reason,
        actor=command.actor,
    )
    return None


def _suspension_problem(room: "Room", session: "Session", command: SuspendRule) -> str | None:
    if not command.actor.identified or command.actor.role == REMOTE_ROLE:
        return f"{SIGN_IN} A rule is suspended by somebody in the room."
    priority = _gravest(room, command.rule)
    if priority is None:
        return f"There is no rule {command.rule} to suspend."
    if not 0 < command.minutes <= LONGEST_SUSPENSION_MIN:
        return f"A rule can be suspended for up to {LONGEST_SUSPENSION_MIN:.0f} minutes."
    if not command.reason.strip():
        return "Suspending a rule needs a reason."
    if priority is Priority.HIGH and session.phase is Phase.INFUSION:
        return f"{command.rule} can rise to HIGH: it is not suspended while the infusion runs."
    return None


def _resume_rule(room: "Room", command: ResumeRule) -> str | None:
    session = _session_of(room, command)
    if isinstance(session, str):
        return session
    if room.board.silences.suspension_of(session.session_id, command.rule) is None:
        return f"{command.rule} is not suspended."
    why = f"ended by {command.actor.name}"
    room.desk.end_suspensions(why, session_id=session.session_id, rule=command.rule)
    return None


def _set_limit(room: "Room", command: SetOwnLimit) -> str | None:
    session = _session_of(room, command)
    if isinstance(session, str):
        return session
    problem = _limit_problem(room, command)
    if problem is not None:
        return problem
    column = room.seats[session.place_id].column
    former = room.engine.limit_of(command.rule, column)
    if command.limit is None:
        room.own_limits.drop(session.session_id, command.rule)
    else:
        own = OwnLimit(
            rule=command.rule,
            limit=command.limit,
            former=former,
            set_tick=room.tick,
            reason=command.reason.strip(),
            actor=command.actor,
        )
        room.own_limits.put(session.session_id, own)
    room.engine.set_own_limits(column, room.own_limits.numbers(session.session_id))
    room.ledger.emit(
        OwnLimitSet,
        place_id=session.place_id,
        session_id=session.session_id,
        rule=command.rule,
        limit=command.limit,
        former=former,
        reason=command.reason.strip(),
        actor=command.actor,
    )
    return None


def _limit_problem(room: "Room", command: SetOwnLimit) -> str | None:
    if command.actor.role != PHYSICIAN_ROLE:
        return "A patient's own limits are set by a physician who is signed in."
    if command.rule not in OWN_LIMITS or _gravest(room, command.rule) is None:
        return f"{command.rule} has no limit that could be set for one patient."
    if not command.reason.strip():
        return "A limit of the patient's own needs a reason."
    low, high = OWN_LIMITS[command.rule]
    if command.limit is not None and not low <= command.limit <= high:
        return f"The limit of {command.rule} can be set from {low:g} to {high:g}."
    return None


def _session_of(room: "Room", command: SuspendRule | ResumeRule | SetOwnLimit) -> "Session | str":
    """Give the session the person saw, or the reason why it is not there."""
    seat = room.seats.get(command.place_id)
    if seat is None:
        return f"There is no place {command.place_id} in this room."
    if seat.session_id != command.session_id:
        return f"Nothing was done: another patient or nobody sits at {seat.place.title}."
    return room.sessions[command.session_id]


def _gravest(room: "Room", rule: str) -> Priority | None:
    """Give the highest priority that a rule of the profile can take; None: the profile has no such rule."""
    return next((gravest(item) for item in room.profile.rules if item.rule == rule and item.enabled), None)


def settle(room: "Room", command: Command) -> None:
    """After a command was carried out: what it means for alarms, suspensions and limits that stand."""
    if type(command) not in _NO_ACTION:
        for record in room.board.at(getattr(command, "place_id", None)):
            record.acted_upon = True
    room.own_limits.keep_only(list(room.sessions))
    room.baselines.keep_only(list(room.sessions))
    for item in list(room.board.silences.suspensions):
        session = room.sessions[item.session_id]
        if session.phase is Phase.INFUSION and _gravest(room, item.rule) is Priority.HIGH:
            room.desk.end_suspensions("the infusion began", session_id=item.session_id, rule=item.rule)


_NO_ACTION = frozenset({Acknowledge, PauseAudio, ResumeAudio, TakeResponsibility})  # they silence, or promise to look

ANSWERS: Mapping[type[Command], Callable[["Room", Any], str | None]] = MappingProxyType(
    {
        Acknowledge: _acknowledge,
        TakeResponsibility: _go,
        PauseAudio: _pause,
        ResumeAudio: _resume,
        SuspendRule: _suspend,
        ResumeRule: _resume_rule,
        SetOwnLimit: _set_limit,
    }
)
