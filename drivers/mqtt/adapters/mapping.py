"""What a room file says about the messages of one device, as frozen types. Pure; reading messages is left to others.

Nothing here is guessed: a value is read from where the map says, in the unit the map says, or not at all.
"""

from dataclasses import dataclass
from enum import StrEnum

from drivers.observations import NoticeKind, NoticePriority, Parameter, Source

Scalar = bool | float | str
Path = tuple[str, ...]  # names of members, or places in a list; empty: the whole payload


class GivenUnit(StrEnum):
    """Units in which a map may say that numbers come; each is converted to the parameter's own."""

    PERCENT = "%"
    PER_MINUTE = "/min"
    MMHG = "mm[Hg]"
    KPA = "kPa"
    CELSIUS = "Cel"
    FAHRENHEIT = "degF"


class NewWhen(StrEnum):
    """How a new cuff reading is told from one that the publisher repeats."""

    MESSAGE = "message"  # it sends each reading once
    CHANGED = "changed"  # it repeats; other numbers are a new reading
    TIME = "time"  # it repeats; another time of measurement is a new reading


class TimeFormat(StrEnum):
    """How the publisher writes the time of measurement. Only distances between its own times are ever used."""

    UNIX_S = "unix_s"
    UNIX_MS = "unix_ms"
    ISO = "iso"  # 2024-05-17T14:28:02 or with a blank, with or without zone


class Effect(StrEnum):
    """What a state makes of the continuous values that come while it lasts."""

    NONE = "none"
    QUESTIONABLE = "questionable"
    INVALID = "invalid"


@dataclass(frozen=True, slots=True)
class Condition:
    """What must stand in a message for it to be meant at all."""

    path: Path
    value: Scalar


@dataclass(frozen=True, slots=True, kw_only=True)
class NumericRule:
    """Where one continuous value stands, and how it is to be read."""

    parameter: Parameter
    topic: str  # below the device's link; empty: the link itself
    path: Path
    unit: GivenUnit
    missing: tuple[Scalar, ...]  # what stands there when there is no value, besides null and empty text
    scale: float = 1.0  # the number times this is in `unit`
    source: Source = Source.OTHER
    only_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureRule:
    """Where the parts of a cuff reading stand: in one message, or it is no reading."""

    topic: str
    systolic: Path
    diastolic: Path
    mean: Path | None
    pulse: Path | None
    unit: GivenUnit
    missing: tuple[Scalar, ...]
    new_when: NewWhen
    time: Path | None = None  # when this reading was measured; set exactly where `new_when` is TIME
    time_format: TimeFormat = TimeFormat.ISO
    only_if: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityRule:
    """Where it stands whether the device is there. What is in neither list counts as "not there"."""

    topic: str
    shared: bool  # `topic` is a full one, which may serve several devices; otherwise it lies below the link
    path: Path
    available: tuple[Scalar, ...]
    unavailable: tuple[Scalar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StateRule:
    """A state or an alarm of the bedside device, passed on as a notice while it lasts."""

    code: str
    topic: str
    path: Path
    when: tuple[Scalar, ...]
    why: str
    kind: NoticeKind = NoticeKind.TECHNICAL
    priority: NoticePriority = NoticePriority.UNKNOWN
    effect: Effect = Effect.NONE


@dataclass(frozen=True, slots=True, kw_only=True)
class ClockRule:
    """Where each message says when it was made, by the publisher's clock: order, repetition and age come from it."""

    path: Path
    format: TimeFormat


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscoveryRule:
    """A parameter whose place is told by a retained Home Assistant configuration."""

    parameter: Parameter
    topic: str  # full: homeassistant/sensor/<object>/config
    missing: tuple[Scalar, ...]
    source: Source = Source.OTHER


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicMap:
    """The explicit map of one device."""

    numerics: tuple[NumericRule, ...] = ()
    discoveries: tuple[DiscoveryRule, ...] = ()
    pressure: PressureRule | None = None
    availability: AvailabilityRule | None = None
    states: tuple[StateRule, ...] = ()
    clock: ClockRule | None = None
    only_if: tuple[Condition, ...] = ()  # which of several devices on one topic is meant
    period_s: float = 1.0  # between two continuous values of a healthy device

    @property
    def parameters(self) -> frozenset[Parameter]:
        """What the device gives continuously."""
        explicit = {rule.parameter for rule in self.numerics}
        return frozenset(explicit | {rule.parameter for rule in self.discoveries})

    @property
    def has_cuff(self) -> bool:
        return self.pressure is not None

    @property
    def reports_alarms(self) -> bool:
        return any(state.kind is NoticeKind.PHYSIOLOGICAL for state in self.states)


CARE_PARAMETERS = frozenset({Parameter.HR, Parameter.PULSE, Parameter.SPO2, Parameter.RESP, Parameter.TEMPERATURE})


@dataclass(frozen=True, slots=True, kw_only=True)
class CareMonitor:
    """Which monitor's objects of a CARE stream are meant; a gateway sends those of a whole ward together."""

    monitor: str  # `device_id` in the objects: address or name of the monitor
    period_s: float = 1.0
    parameters: frozenset[Parameter] = CARE_PARAMETERS
    has_cuff: bool = True
    reports_alarms: bool = True


Mapping = TopicMap | CareMonitor
