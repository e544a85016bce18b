"""What people ask of the room. Every command carries its actor; the room carries it out or refuses it in words.

A command on a patient names the place *and* the session that the person saw there, so that a click that lands after
a change of occupant is refused instead of hitting the next patient.
"""

from dataclasses import dataclass
from typing import Literal

from monitor.domain.people import UNATTRIBUTED, Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class Admit:
    """Begin a session at a free place, in the baseline phase."""

    type: Literal["admit"] = "admit"
    place_id: str
    label: str  # "A.M. 59": never a full name
    planned_infusion_s: float
    course: str = ""  # "infusion 3 of 6"
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
    | Acknowledge
    | PauseAudio
    | ResumeAudio
)
