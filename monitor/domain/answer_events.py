"""What people did about alarms and their sound, as events: pauses, answers, suspensions, own limits.

Like every event, one carries the instant at which it fell due.
"""

from dataclasses import dataclass
from typing import Literal

from monitor.domain.people import Actor
from monitor.domain.time import Instant
from monitor.domain.vocabulary import Priority


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
class BaselineChanged:
    """A physician's resting values in place of the measured ones from now on; None: not known. mmHg, /min, per cent."""

    type: Literal["baseline_changed"] = "baseline_changed"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    systolic: float
    diastolic: float
    mean: float | None
    rate: float | None
    spo2: float | None
    former_systolic: float | None
    former_diastolic: float | None
    former_rate: float | None
    reason: str
    actor: Actor


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


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundTestPlayed:
    type: Literal["sound_test_played"] = "sound_test_played"
    seq: int
    at: Instant
    actor: Actor


@dataclass(frozen=True, slots=True, kw_only=True)
class SoundTestAnswered:
    type: Literal["sound_test_answered"] = "sound_test_answered"
    seq: int
    at: Instant
    heard: bool
    actor: Actor
