"""What people ask of the room. Every command carries its actor; the room carries it out or refuses it in words.

A command on a patient names the place *and* the session that the person saw there, so that a click that lands after
a change of occupant is refused instead of hitting the next patient.
"""

from dataclasses import dataclass
from typing import Literal

from monitor.domain.admission import Patient, Plan
from monitor.domain.entries import Entry
from monitor.domain.people import UNATTRIBUTED, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """Begin a session at a free place, in the baseline phase."""

    type: Literal["admit"] = "admit"
    place_id: str
    label: str  # "A.M. 59": never a full name
    planned_infusion_s: float
    course: str = ""  # "infusion 3 of 6"
    patient: Patient | None = None  # what was asked at admission; None: only the label is known
    plan: Plan | None = None
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInfusionStart:
    """The pump was started at the chair, now or at `at_utc_ms`. Freezes the baseline."""

    type: Literal["record_infusion_start"] = "record_infusion_start"
    place_id: str
    session_id: int
    at_utc_ms: int | None = None
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordInfusionEnd:
    """The pump was stopped at the chair, now or at `at_utc_ms`. The patient stays where they are."""

    type: Literal["record_infusion_end"] = "record_infusion_end"
    place_id: str
    session_id: int
    at_utc_ms: int | None = None
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveToRecovery:
    """Move the patient with timers, alarms and record to `to_place_id`."""

    type: Literal["move_to_recovery"] = "move_to_recovery"
    place_id: str
    session_id: int
    to_place_id: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    type: Literal["discharge"] = "discharge"
    place_id: str
    session_id: int
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Write down what was done, seen or measured at the chair, now or as of `at_utc_ms`."""

    type: Literal["record"] = "record"
    place_id: str
    session_id: int
    entry: Entry
    at_utc_ms: int | None = None
    reason: str = ""  # asked for where the time lies back
    replaces_seq: int | None = None  # the entry that this one corrects
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class VoidEntry:
    """Set a wrong entry aside; it stays in the record with the reason."""

    type: Literal["void_entry"] = "void_entry"
    place_id: str
    session_id: int
    entry_seq: int
    reason: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class StartCuff:
    """Measure a pressure now."""

    type: Literal["start_cuff"] = "start_cuff"
    place_id: str
    session_id: int
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class CancelCuff:
    """Let the cuff go now."""

    type: Literal["cancel_cuff"] = "cancel_cuff"
    place_id: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledge:
    """Somebody has seen exactly these alarms; others at the place are not touched."""

    type: Literal["acknowledge"] = "acknowledge"
    place_id: str
    alarm_ids: tuple[int, ...]
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class PauseAudio:
    """Silence the sound of the alarms present now for two minutes; `place_id` None means the room."""

    type: Literal["pause_audio"] = "pause_audio"
    place_id: str | None = None
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeAudio:
    type: Literal["resume_audio"] = "resume_audio"
    place_id: str | None = None
    actor: Actor = UNATTRIBUTED


Command = (
    Admit
    | RecordInfusionStart
    | RecordInfusionEnd
    | MoveToRecovery
    | Discharge
    | Record
    | VoidEntry
    | StartCuff
    | CancelCuff
    | Acknowledge
    | PauseAudio
    | ResumeAudio
)
