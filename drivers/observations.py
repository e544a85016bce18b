"""The values that bedside devices report, as frozen data. What they mean for a patient is left to the monitor.

A value that a device could not measure is ``None`` with a quality and a reason, never 0 and never the last number.
Units are fixed by the parameter and written in UCUM.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

NANOSECONDS_PER_SECOND = 1_000_000_000


class Parameter(StrEnum):
    """Continuous quantities. Pressure from a cuff is an event of its own: `BloodPressure`."""

    HR = "hr"  # heart rate from the ECG
    PULSE = "pulse"  # pulse rate from the oximeter or the cuff
    SPO2 = "spo2"
    RESP = "resp"
    ETCO2 = "etco2"
    PERFUSION_INDEX = "perfusion_index"
    TEMPERATURE = "temperature"

    @property
    def unit(self) -> str:
        """UCUM unit in which values of this parameter are always given."""
        return _UNITS[self]


_UNITS = {
    Parameter.HR: "/min",
    Parameter.PULSE: "/min",
    Parameter.SPO2: "%",
    Parameter.RESP: "/min",
    Parameter.ETCO2: "mm[Hg]",
    Parameter.PERFUSION_INDEX: "%",
    Parameter.TEMPERATURE: "Cel",
}
PRESSURE_UNIT = "mm[Hg]"


class Quality(StrEnum):
    VALID = "valid"
    QUESTIONABLE = "questionable"  # shown and judged, but the quality gate may delay an alarm
    INVALID = "invalid"  # no value


class Source(StrEnum):
    """Where a rate comes from: three different pulses exist and may disagree."""

    ECG = "ecg"
    OXIMETER = "oximeter"
    CUFF = "cuff"
    OTHER = "other"


class Provenance(StrEnum):
    """Property of the configured link; anything but REAL is marked wherever it is shown or stored."""

    REAL = "real"
    SIMULATED = "simulated"
    REPLAYED = "replayed"
    ENTERED = "entered"


class CuffStatus(StrEnum):
    DONE = "done"
    MEASURING = "measuring"
    FAILED = "failed"
    OLD = "old"  # the device repeats a reading it gave before


class NoticeKind(StrEnum):
    TECHNICAL = "technical"  # probe off, cuff hose, wrong mode
    PHYSIOLOGICAL = "physiological"  # the bedside monitor's own alarm
    INFORMATION = "information"


class NoticePriority(StrEnum):
    """Priority that the device itself gives its alarm; UNKNOWN where the format does not say."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, order=True)
class Stamp:
    """An instant on both clocks of this computer, in nanoseconds: monotonic decides, UTC records."""

    mono_ns: int
    utc_ns: int

    @property
    def utc(self) -> datetime:
        return datetime.fromtimestamp(self.utc_ns / NANOSECONDS_PER_SECOND, UTC)

    def earlier(self, seconds: float) -> "Stamp":
        """The instant `seconds` before this one on both clocks."""
        shift_ns = round(seconds * NANOSECONDS_PER_SECOND)
        return Stamp(self.mono_ns - shift_ns, self.utc_ns - shift_ns)


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeric:
    """One continuous value as the device gave it at `stamp` (receipt)."""

    device_id: str
    parameter: Parameter
    value: float | None  # in `parameter.unit`; None exactly when quality is INVALID
    quality: Quality
    stamp: Stamp
    source: Source = Source.OTHER
    why: str | None = None  # why it is questionable or invalid, in words
    provenance: Provenance = Provenance.REAL

    def __post_init__(self) -> None:
        if (self.value is None) != (self.quality is Quality.INVALID):
            raise ValueError(f"{self.parameter}: value {self.value} does not go with quality {self.quality}")


@dataclass(frozen=True, slots=True, kw_only=True)
class BloodPressure:
    """One cuff measurement, in mmHg. Its parts arrive together or not at all; a failed one has no numbers."""

    device_id: str
    status: CuffStatus
    quality: Quality
    stamp: Stamp  # receipt
    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    pulse: float | None = None  # per minute, counted by the cuff
    age_s: float | None = None  # how long before receipt it was measured; None: unknown or not measured
    why: str | None = None
    provenance: Provenance = Provenance.REAL

    def __post_init__(self) -> None:
        if self.quality is Quality.INVALID and (self.systolic, self.diastolic, self.mean) != (None, None, None):
            raise ValueError("an invalid pressure carries no numbers")

    @property
    def measured_at(self) -> Stamp:
        """When the cuff measured, by this computer's clock."""
        return self.stamp.earlier(self.age_s or 0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waveform:
    """Consecutive samples of one wave, oldest first; None marks a sample the device could not take."""

    device_id: str
    label: str  # "pleth", "ecg_ii"
    samples: tuple[float | None, ...]
    rate_hz: float
    stamp: Stamp  # receipt of the last sample
    provenance: Provenance = Provenance.REAL


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A state the device reports in words or bits. `active` False ends the notice of the same code."""

    device_id: str
    code: str  # stable name, for example "probe_off"
    kind: NoticeKind
    stamp: Stamp
    why: str  # the device's own words, or ours for a bit
    active: bool = True
    priority: NoticePriority = NoticePriority.UNKNOWN
    provenance: Provenance = Provenance.REAL


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceIdentity:
    """What a device says of itself on the wire; empty: it does not say. Told when first heard and when it changes."""

    device_id: str
    stamp: Stamp
    model: str = ""
    serial_number: str = ""
    software: str = ""  # version, as the device writes it
    provenance: Provenance = Provenance.REAL


Observation = Numeric | BloodPressure | Waveform | Notice | DeviceIdentity
