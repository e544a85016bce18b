"""What people ask of the room. Every command carries its actor; the room carries it out or refuses it in words.

A command on a patient names the place *and* the session that the person saw there, so that a click that lands after
a change of occupant is refused instead of hitting the next patient.
"""

from dataclasses import dataclass
from typing import Literal

from monitor.domain.admission import Answered, EarlierSession, Patient, Plan
from monitor.domain.entries import Entry, InfusionAct, InfusionActRecorded
from monitor.domain.people import UNATTRIBUTED, Actor
from monitor.domain.stages import StayAct


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
    earlier: tuple[EarlierSession, ...] = ()  # of the same course, newest first
    earlier_unknown: str = ""  # why they could not be looked up; empty: they were, or there is no clinic number
    looked_up: bool = False
    answers: tuple[Answered, ...] = ()  # to the questions that these numbers raise
    take_samples: bool = False  # what was measured here before was taken from this patient, somebody says
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Transfer:
    """Move the patient with timers, alarms, limits and record to a free place; of the mobile devices those named."""

    type: Literal["transfer"] = "transfer"
    place_id: str
    session_id: int
    to_place_id: str
    with_devices: tuple[str, ...] = ()
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Swap:
    """Two patients have changed places; of the mobile devices those named go along with their patient."""

    type: Literal["swap"] = "swap"
    place_id: str
    session_id: int
    other_place_id: str
    other_session_id: int
    with_devices: tuple[str, ...] = ()
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveDevice:
    """A mobile monitor stands at another place now."""

    type: Literal["move_device"] = "move_device"
    device_id: str
    place_id: str  # where it is now
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmSamePatient:
    """The answer to "same patient?" after two places were silent together; no means: swap or transfer first."""

    type: Literal["confirm_same_patient"] = "confirm_same_patient"
    place_id: str
    session_id: int
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmWiring:
    """Somebody lifted the probe or took a reading at this place and saw this tile react."""

    type: Literal["confirm_wiring"] = "confirm_wiring"
    place_id: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class Discharge:
    """The stay ends. Before any drug it is cancelled, whatever `how` says.

    `override_reason` sets the open checks of the gate aside; the actor's name stands beside it in the record.
    """

    type: Literal["discharge"] = "discharge"
    place_id: str
    session_id: int
    how: StayAct = StayAct.DISCHARGE
    override_reason: str = ""
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class TakePlace:
    """Somebody takes over the patient at a place by name; sounds paused there come back."""

    type: Literal["take_place"] = "take_place"
    place_id: str
    session_id: int
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """Somebody whose PIN has been verified works at this station from now on."""

    type: Literal["sign_in"] = "sign_in"
    station: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOut:
    """Nobody is signed in at this station any more; `leaving`: the places of that person are not taken over."""

    type: Literal["sign_out"] = "sign_out"
    station: str
    leaving: bool = False
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


def record_infusion(
    act: InfusionAct,
    *,
    place_id: str,
    session_id: int,
    at_utc_ms: int | None = None,
    reason: str = "",
    actor: Actor = UNATTRIBUTED,
) -> Record:
    """The pump was started, paused or stopped at the chair, as a person says; a start freezes the baseline."""
    return Record(
        place_id=place_id,
        session_id=session_id,
        entry=InfusionActRecorded(act=act),
        at_utc_ms=at_utc_ms,
        reason=reason,
        actor=actor,
    )


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
    reason: str = ""  # asked for from the third pause within ten minutes on
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeAudio:
    type: Literal["resume_audio"] = "resume_audio"
    place_id: str | None = None
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaySoundTest:
    """Show and play the test of light and sound, which a person then answers with `AnswerSoundTest`."""

    type: Literal["play_sound_test"] = "play_sound_test"
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeResponsibility:
    """Somebody says "I am going": nobody else is called for two minutes, and the sound goes on."""

    type: Literal["take_responsibility"] = "take_responsibility"
    place_id: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSoundTest:
    """Whether the test tone was heard at the staff place."""

    type: Literal["answer_sound_test"] = "answer_sound_test"
    heard: bool
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class SuspendRule:
    """Let one rule be quiet for one patient, for some minutes and for a reason."""

    type: Literal["suspend_rule"] = "suspend_rule"
    place_id: str
    session_id: int
    rule: str
    minutes: float
    reason: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeRule:
    """End a suspension before its time."""

    type: Literal["resume_rule"] = "resume_rule"
    place_id: str
    session_id: int
    rule: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class SetOwnLimit:
    """Give one rule a limit of this patient's own; None: back to the profile's."""

    type: Literal["set_own_limit"] = "set_own_limit"
    place_id: str
    session_id: int
    rule: str
    limit: float | None
    reason: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeBaseline:
    """A physician says other resting values: relative rules compare with them from now on. mmHg, /min."""

    type: Literal["change_baseline"] = "change_baseline"
    place_id: str
    session_id: int
    systolic: float
    diastolic: float
    mean: float | None = None  # None: no rule compares a mean any more
    rate: float | None = None  # None: the rate stays as it was
    reason: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseProfile:
    """Judge a patient by the closer profile, or no longer: that loosens limits, and a physician decides it."""

    type: Literal["choose_profile"] = "choose_profile"
    place_id: str
    session_id: int
    closer: bool
    reason: str
    actor: Actor = UNATTRIBUTED


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptProfile:
    """A physician has read what changes and accepts the limits with this digest."""

    type: Literal["accept_profile"] = "accept_profile"
    digest: str
    actor: Actor = UNATTRIBUTED


Command = (
    Admit
    | Transfer
    | Swap
    | MoveDevice
    | ConfirmSamePatient
    | ConfirmWiring
    | Discharge
    | TakePlace
    | SignIn
    | SignOut
    | Record
    | VoidEntry
    | StartCuff
    | CancelCuff
    | Acknowledge
    | PauseAudio
    | ResumeAudio
    | PlaySoundTest
    | AnswerSoundTest
    | TakeResponsibility
    | SuspendRule
    | ResumeRule
    | SetOwnLimit
    | ChangeBaseline
    | ChooseProfile
    | AcceptProfile
)
