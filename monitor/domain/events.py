"""What happened, as the room says it.

An event carries the instant at which it fell due, never the tick that noticed it.
"""

from dataclasses import dataclass
from typing import Literal

from monitor.domain.entries import Entry
from monitor.domain.people import Actor
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Phase, Priority


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAdmitted:
    type: Literal["patient_admitted"] = "patient_admitted"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    label: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseChanged:
    """`effective_utc_ms` is the time the person named, `at` when it was recorded."""

    type: Literal["phase_changed"] = "phase_changed"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    phase: Phase
    effective_utc_ms: int
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineFrozen:
    """The values all relative rules use from now on; None where there were too few readings."""

    type: Literal["baseline_frozen"] = "baseline_frozen"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    systolic: float | None
    diastolic: float | None
    mean: float | None
    rate: float | None
    spo2: float | None
    readings_used: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientMoved:
    type: Literal["patient_moved"] = "patient_moved"
    seq: int
    at: Instant
    session_id: int
    from_place_id: str
    to_place_id: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmChanged:
    """One edge of one condition. Numbers are those that caused the edge."""

    type: Literal["alarm_changed"] = "alarm_changed"
    seq: int
    at: Instant
    due: Instant  # when delay and confirmation had run out; equal to `at` unless data were missing then
    alarm_id: int  # from raised to cleared; 0 while only pending
    place_id: str
    session_id: int | None
    rule: str
    kind: AlarmKind
    priority: Priority
    change: AlarmChangeKind
    parameter: str
    value: float | None = None
    op: str = ""
    limit: float | None = None
    baseline: float | None = None
    confirmed: bool | None = None  # None: the rule asks for no confirmation
    shown: str = ""  # the value as people read it, where it is more than one number: "184/96"
    why: str = ""
    actor: Actor | None = None
    until: Instant | None = None  # of an acknowledgement by somebody who is not signed in
    extends: bool = False  # raised again within a minute of its end: the old record goes on
    delay_s: float | None = None  # of RAISED: the condition's own delay
    gate_s: float | None = None  # of RAISED: how long a poor signal held the alarm back beyond that

    @property
    def signal_delay_s(self) -> float:
        """From the moment it was due until it was signalled: the third part of the whole delay."""
        return (self.at.utc_ms - self.due.utc_ms) / 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioPaused:
    type: Literal["audio_paused"] = "audio_paused"
    seq: int
    at: Instant
    place_id: str | None
    until: Instant
    alarm_ids: tuple[int, ...]
    actor: Actor
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AudioPauseEnded:
    type: Literal["audio_pause_ended"] = "audio_pause_ended"
    seq: int
    at: Instant
    place_id: str | None
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChanged:
    type: Literal["link_changed"] = "link_changed"
    seq: int
    at: Instant
    place_id: str
    device_id: str
    up: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandRefused:
    """`reason` is shown to the person as it stands."""

    type: Literal["command_refused"] = "command_refused"
    seq: int
    at: Instant
    place_id: str | None
    command: str
    reason: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStepNoted:
    type: Literal["clock_step_noted"] = "clock_step_noted"
    seq: int
    at: Instant
    step_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class RestartNoted:
    type: Literal["restart_noted"] = "restart_noted"
    seq: int
    at: Instant
    missing_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryRecorded:
    """A person recorded something. `at` is when it was written down, `effective_utc_ms` the time it is about."""

    type: Literal["entry_recorded"] = "entry_recorded"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    entry: Entry
    effective_utc_ms: int
    actor: Actor
    reason: str = ""  # why it was dated back, or why something was overridden
    replaces_seq: int | None = None  # the entry that this one corrects


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryVoided:
    """A wrong entry is set aside with a reason; both stay in the record."""

    type: Literal["entry_voided"] = "entry_voided"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    entry_seq: int
    reason: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityTaken:
    """Somebody said "I am going", or answered from another room."""

    type: Literal["responsibility_taken"] = "responsibility_taken"
    seq: int
    at: Instant
    place_id: str
    alarm_ids: tuple[int, ...]
    until: Instant
    remote: bool
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponsibilityEnded:
    """The time of "I am going" is over and these alarms are still unanswered: calling goes on."""

    type: Literal["responsibility_ended"] = "responsibility_ended"
    seq: int
    at: Instant
    place_id: str
    alarm_ids: tuple[int, ...]
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationRaised:
    """Nobody answered an alarm: from level 1 on it is louder, from level 2 on a second person is to be called."""

    type: Literal["escalation_raised"] = "escalation_raised"
    seq: int
    at: Instant
    place_id: str
    session_id: int | None
    alarm_id: int
    rule: str
    priority: Priority
    level: int
    somebody_called: bool  # False at level 2: the room has no second person to call


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSuspended:
    type: Literal["rule_suspended"] = "rule_suspended"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    rule: str
    until: Instant
    reason: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleResumed:
    type: Literal["rule_resumed"] = "rule_resumed"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    rule: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLimitSet:
    """A rule has a limit of this patient's own from now on; `limit` None: the profile's again."""

    type: Literal["own_limit_set"] = "own_limit_set"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    rule: str
    limit: float | None
    former: float | None  # the limit that held before, as far as one number says it
    reason: str
    actor: Actor


Event = (
    PatientAdmitted
    | PhaseChanged
    | BaselineFrozen
    | PatientMoved
    | AlarmChanged
    | AudioPaused
    | AudioPauseEnded
    | LinkChanged
    | CommandRefused
    | ClockStepNoted
    | RestartNoted
    | EntryRecorded
    | EntryVoided
    | ResponsibilityTaken
    | ResponsibilityEnded
    | EscalationRaised
    | RuleSuspended
    | RuleResumed
    | OwnLimitSet
)
