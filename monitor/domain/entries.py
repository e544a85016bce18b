"""What people record at a chair: a closed set of entries, each kept with who wrote it, when, and the time it is about.

An entry is a person's word, not a measurement; whatever shows or exports one marks it as entered. The station records
what people did at the chair; it neither sees nor drives the pump.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal


class SideEffect(StrEnum):
    NAUSEA = "nausea"
    VOMITING = "vomiting"
    DIZZINESS = "dizziness"
    HEADACHE = "headache"
    ANXIETY = "anxiety"
    DISSOCIATION = "dissociation"
    AGITATION = "agitation"
    FAINT = "faint"  # raises the alarm FAINT
    ITCHING = "itching"
    UNRESPONSIVE = "unresponsive"  # raises the alarm FAINT
    OTHER = "other"


class Score(StrEnum):
    """Scales a nurse rates at the chair."""

    MOAAS = "moaas"  # sedation, 5 awake to 0 unresponsive (Modified Observer's Assessment of Alertness/Sedation)
    ALDRETE = "aldrete"  # modified Aldrete, 0 to 10
    DISSOCIATION = "dissociation"  # 0 none to 10
    NAUSEA = "nausea"  # 0 none to 10
    PAIN = "pain"  # 0 none to 10


class Arm(StrEnum):
    LEFT = "left"
    RIGHT = "right"


class InfusionAct(StrEnum):
    """What was done at the pump, or with a syringe or spray, as a person says."""

    START = "start"
    PAUSE = "pause"
    RESUME = "resume"
    RATE = "rate"  # a new rate
    BOLUS = "bolus"
    DOSE_GIVEN = "dose_given"  # intramuscular, subcutaneous, nasal: one injection or device
    END = "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class SideEffectNoted:
    type: Literal["side_effect"] = "side_effect"
    effect: SideEffect
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugGiven:
    """A drug from the list in the room file. `observe_min`: how long the patient must stay from then on, at least."""

    type: Literal["drug"] = "drug"
    name: str
    dose: float
    unit: str  # UCUM: "mg", "ug"
    route: str  # "IV", "PO", "SL"
    observe_min: float = 0.0
    sedative: bool = False
    lot: str = ""  # as printed on the vial; empty: not recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreNoted:
    type: Literal["score"] = "score"
    score: Score
    value: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TextNoted:
    type: Literal["text"] = "text"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InfusionActRecorded:
    """`rate_mg_per_h` for START, RESUME and RATE; `amount_mg` for BOLUS and DOSE_GIVEN; `lot` where a vial is begun."""

    type: Literal["infusion"] = "infusion"
    act: InfusionAct
    rate_mg_per_h: float | None = None
    amount_mg: float | None = None
    lot: str = ""  # as printed on the vial; empty: not recorded


@dataclass(frozen=True, slots=True, kw_only=True)
class OxygenSet:
    """Oxygen as given at the chair; 0 means room air again."""

    type: Literal["oxygen"] = "oxygen"
    flow_l_per_min: float


@dataclass(frozen=True, slots=True, kw_only=True)
class ArmsSet:
    """Which arm carries what; None: not known. No entry, no remote cuff start."""

    type: Literal["arms"] = "arms"
    cuff: Arm | None = None
    probe: Arm | None = None
    line: Arm | None = None  # the infusion
    forbidden: tuple[Arm, ...] = ()  # lymph nodes removed, fistula, injury


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffMoved:
    """The cuff went to the other arm: the trend is marked and one reading asked for."""

    type: Literal["cuff_moved"] = "cuff_moved"
    to: Arm


@dataclass(frozen=True, slots=True, kw_only=True)
class ValuesEntered:
    """Vital signs a person measured by hand. mmHg, /min, per cent; None: not measured."""

    type: Literal["values"] = "values"
    systolic: float | None = None
    diastolic: float | None = None
    mean: float | None = None
    pulse: float | None = None
    spo2: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswered:
    """One item of the pre-infusion or the discharge checklist, by its id in the profile."""

    type: Literal["check"] = "check"
    check: str
    done: bool
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOverridden:
    """A blocking item set aside by somebody whose role may do so."""

    type: Literal["override"] = "override"
    check: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OffMonitor:
    """The patient leaves the monitor for a while on purpose (toilet, dressing), with somebody."""

    type: Literal["off_monitor"] = "off_monitor"
    companion: str
    reason: str = ""
    minutes: float = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class BackOnMonitor:
    type: Literal["back_on_monitor"] = "back_on_monitor"


Entry = (
    SideEffectNoted
    | DrugGiven
    | ScoreNoted
    | TextNoted
    | InfusionActRecorded
    | OxygenSet
    | ArmsSet
    | CuffMoved
    | ValuesEntered
    | CheckAnswered
    | CheckOverridden
    | OffMonitor
    | BackOnMonitor
)
