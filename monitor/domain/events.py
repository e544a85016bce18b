"""What happened, as the room says it.

An event carries the instant at which it fell due, never the tick that noticed it.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from monitor.domain.answer_events import (
    AudioPaused,
    AudioPauseEnded,
    BaselineChanged,
    EscalationRaised,
    OwnLimitSet,
    ResponsibilityEnded,
    ResponsibilityTaken,
    RuleResumed,
    RuleSuspended,
    SoundTestAnswered,
    SoundTestPlayed,
)
from monitor.domain.call_events import CallNoted
from monitor.domain.device_events import DevicesBound
from monitor.domain.entries import Entry
from monitor.domain.people import Actor
from monitor.domain.profile_events import ProfileAccepted, ProfileChangeFound, ProfileChosen
from monitor.domain.stages import Stage
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, AlarmKind, Phase, Priority, Verdict


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientAdmitted:
    type: Literal["patient_admitted"] = "patient_admitted"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    label: str
    actor: Actor
    profile_digest: str = ""  # of the limits in force then; empty: an older version said nothing
    weight_kg: float | None = None  # as entered: the next session asks where it differs


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
    stage: Stage | None = None  # finer than the phase: paused, and how a stay ended
    first_drug_utc_ms: int | None = None  # by all that is recorded now; a pause moves neither
    drug_over_utc_ms: int | None = None


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
class DeviceMoved:
    """A mobile device is bound to another place from now on."""

    type: Literal["device_moved"] = "device_moved"
    seq: int
    at: Instant
    device_id: str
    from_place_id: str
    to_place_id: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityAsked:
    """Two places were silent together and are back: are these still the same patients?"""

    type: Literal["identity_asked"] = "identity_asked"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    other_place_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityConfirmed:
    type: Literal["identity_confirmed"] = "identity_confirmed"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class WiringConfirmed:
    """Somebody saw the tile of this place react to what was done there."""

    type: Literal["wiring_confirmed"] = "wiring_confirmed"
    seq: int
    at: Instant
    place_id: str
    devices: tuple[str, ...]
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnerChanged:
    """Who answers for the patient; None: nobody has taken over."""

    type: Literal["owner_changed"] = "owner_changed"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    owner: Actor | None
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    type: Literal["signed_in"] = "signed_in"
    seq: int
    at: Instant
    station: str
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut:
    type: Literal["signed_out"] = "signed_out"
    seq: int
    at: Instant
    station: str
    actor: Actor
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GateOverridden:
    """A patient left with open checks; who decided it and why."""

    type: Literal["gate_overridden"] = "gate_overridden"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    open_checks: tuple[str, ...]
    reason: str
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
    delay_s: float | None = None  # of RAISED: the condition's own delay
    gate_s: float | None = None  # of RAISED: how long a poor signal held the alarm back beyond that
    why: str = ""
    actor: Actor | None = None
    until: Instant | None = None  # of an acknowledgement by somebody who is not signed in
    extends: bool = False  # raised again within a minute of its end: the old record goes on

    @property
    def signal_delay_s(self) -> float:
        """From the moment it was due until it was signalled: the third part of the whole delay."""
        return (self.at.utc_ms - self.due.utc_ms) / 1000


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
    profile_digest: str = ""  # of the limits that judge from now on


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
class ReadingJudged:
    """A cuff reading came, or failed (no systolic), with what was found about it. mmHg, /min."""

    type: Literal["reading_judged"] = "reading_judged"
    seq: int
    at: Instant
    place_id: str
    session_id: int | None
    device_id: str  # empty: entered by hand
    measured_utc_ms: int
    systolic: float | None
    diastolic: float | None
    mean: float | None
    pulse: float | None
    verdict: Verdict
    why: str = ""
    innovation: float | None = None  # systolic against where the trend led; None: no trend yet
    entered: bool = False


class CuffAct(StrEnum):
    START = "start"
    CANCEL = "cancel"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffRequested:
    """The device is to inflate, or to let go; whoever holds the driver carries it out."""

    type: Literal["cuff_requested"] = "cuff_requested"
    seq: int
    at: Instant
    place_id: str
    session_id: int | None
    device_id: str
    act: CuffAct
    why: str
    actor: Actor


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


Event = (
    PatientAdmitted
    | PhaseChanged
    | BaselineFrozen
    | BaselineChanged
    | PatientMoved
    | DeviceMoved
    | DevicesBound
    | IdentityAsked
    | IdentityConfirmed
    | OwnerChanged
    | WiringConfirmed
    | SignedIn
    | SignedOut
    | GateOverridden
    | AlarmChanged
    | AudioPaused
    | AudioPauseEnded
    | LinkChanged
    | CommandRefused
    | ClockStepNoted
    | RestartNoted
    | EntryRecorded
    | EntryVoided
    | SoundTestPlayed
    | SoundTestAnswered
    | ResponsibilityTaken
    | ResponsibilityEnded
    | EscalationRaised
    | RuleSuspended
    | RuleResumed
    | OwnLimitSet
    | ProfileChosen
    | ProfileChangeFound
    | ProfileAccepted
    | ReadingJudged
    | CuffRequested
    | CallNoted
)
