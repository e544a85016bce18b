"""What enters the heart, each with the tick at which it arrived.

Inputs are journalled; replaying them gives the same events.
"""

from dataclasses import dataclass
from typing import Literal

from drivers.observations import (
    CuffStatus,
    NoticeKind,
    NoticePriority,
    Parameter,
    Provenance,
    Quality,
    Source,
)
from monitor.domain.call_events import CallReported
from monitor.domain.commands import Command


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One continuous value; `value` is in the parameter's UCUM unit and None when the device could not measure."""

    type: Literal["sample"] = "sample"
    tick: int
    device_id: str
    parameter: Parameter
    value: float | None
    quality: Quality = Quality.VALID
    source: Source = Source.OTHER
    why: str | None = None
    provenance: Provenance = Provenance.REAL


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffReading:
    """One change of a cuff's state, in mmHg.

    `measured_tick` is when the cuff measured, `tick` when we learned of it.
    """

    type: Literal["cuff"] = "cuff"
    tick: int
    measured_tick: int
    device_id: str
    status: CuffStatus
    quality: Quality = Quality.VALID
    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    pulse: float | None = None
    why: str | None = None
    provenance: Provenance = Provenance.REAL


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceNotice:
    type: Literal["notice"] = "notice"
    tick: int
    device_id: str
    code: str
    kind: NoticeKind
    why: str
    active: bool = True
    priority: NoticePriority = NoticePriority.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceIdentified:
    """A device said what it is; empty: it does not say. It is kept with the session, and judged by nobody."""

    type: Literal["identified"] = "identified"
    tick: int
    device_id: str
    model: str = ""
    serial_number: str = ""
    software: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkChange:
    """A link came up or is known to have broken. Silence is no link change: the no-data rule finds it."""

    type: Literal["link"] = "link"
    tick: int
    device_id: str
    up: bool
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CommandGiven:
    type: Literal["command"] = "command"
    tick: int
    command: Command


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockStepped:
    """The wall clock jumped: from this tick on UTC is `utc_ms`."""

    type: Literal["clock"] = "clock"
    tick: int
    utc_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorRestarted:
    """The monitor was not running for `missing_s` seconds before this tick."""

    type: Literal["restart"] = "restart"
    tick: int
    missing_s: float


FaultRule = Literal["T-STORAGE", "T-ENGINE", "T-AUDIO", "T-AWAKE", "T-CALL", "T-FRONT", "T-UNSEEN"]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonitorFault:
    """The shell around the heart found a fault of its own (storage, engine, sound, sleep, a call) or its end."""

    type: Literal["fault"] = "fault"
    tick: int
    rule: FaultRule
    present: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffRefused:
    """The device did not do what was asked of its cuff."""

    type: Literal["cuff_refused"] = "cuff_refused"
    tick: int
    device_id: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileLoaded:
    """The station started under these limits; where the profile file says others, those wait for a physician."""

    type: Literal["profile"] = "profile"
    tick: int
    in_force: str  # digest
    name: str  # of the profile that is accepted with this input, or offered
    text: str  # of it: `monitor.alarms.profile_text`; empty: the file says what is in force
    approved_by: str = ""
    approved_on: str = ""
    first: bool = False  # this record has no accepted profile yet: this one is
    changes: tuple[str, ...] = ()  # what would change, old and new
    why: str = ""  # why the accepted limits are not those in force, where they cannot be


Input = (
    Sample
    | CuffReading
    | CuffRefused
    | DeviceNotice
    | DeviceIdentified
    | LinkChange
    | CommandGiven
    | ClockStepped
    | MonitorRestarted
    | MonitorFault
    | ProfileLoaded
    | CallReported
)
