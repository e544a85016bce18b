"""What is known of a patient and of the planned session when somebody is admitted: entered, not read from anything."""

from dataclasses import dataclass
from enum import StrEnum

from monitor.domain.entries import ArmsSet


class Route(StrEnum):
    """How the drug is given; it decides phases, words, programme and minimum times."""

    INTRAVENOUS = "intravenous"
    INTRAMUSCULAR = "intramuscular"
    SUBCUTANEOUS = "subcutaneous"
    NASAL = "nasal"

    @property
    def is_infusion(self) -> bool:
        return self is Route.INTRAVENOUS


class RiskFlag(StrEnum):
    """Each chooses the closer profile (alarm design, section 2.5)."""

    HYPERTENSION = "hypertension"
    HEART_DISEASE = "heart_disease"  # heart, vessel or brain disease
    OVER_65 = "over_65"
    SLEEP_APNOEA = "sleep_apnoea"
    HOME_OXYGEN = "home_oxygen"
    SEDATIVE = "sedative"  # a sedative or an opioid today
    EARLY_COURSE = "early_course"  # one of the first three infusions


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The planned dose. `duration_s` is 0 for routes that are no infusion."""

    preset: str = "mood"  # "mood", "pain" or a name from the room file
    route: Route = Route.INTRAVENOUS
    drug: str = "ketamine"
    dose_mg_per_kg: float | None = None
    weight_kg: float | None = None
    duration_s: float = 2400.0
    rate_mg_per_h: float | None = None  # None: dose over duration

    @property
    def dose_mg(self) -> float | None:
        if self.dose_mg_per_kg is None or self.weight_kg is None:
            return None
        return self.dose_mg_per_kg * self.weight_kg


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """Who it is, as far as this program knows: a label, never a full name."""

    label: str  # "A.M. 59"
    clinic_id: str = ""  # the clinic's own number; joins the sessions of a course
    birth_year: int | None = None
    infusion_number: int | None = None  # of the course
    infusions_planned: int | None = None
    risk_flags: tuple[RiskFlag, ...] = ()
    arms: ArmsSet | None = None  # None: nobody has said
    oxygen_l_per_min: float = 0.0
    earlier_read: bool = False  # the worst earlier reaction was shown and confirmed as read


OVER_YEARS = 65
EARLY_SESSIONS = 3


def risk_flags_of(patient: Patient, *, year: int) -> tuple[RiskFlag, ...]:
    """The flags that were ticked, and those that the numbers of the admission say by themselves."""
    found = set(patient.risk_flags)
    if patient.birth_year is not None and year - patient.birth_year > OVER_YEARS:
        found.add(RiskFlag.OVER_65)
    if patient.infusion_number is not None and patient.infusion_number <= EARLY_SESSIONS:
        found.add(RiskFlag.EARLY_COURSE)
    if patient.oxygen_l_per_min > 0:  # whoever needs oxygen before the drug is not better off than at home
        found.add(RiskFlag.HOME_OXYGEN)
    return tuple(flag for flag in RiskFlag if flag in found)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarlierSession:
    """What an admission needs to know of a session of the same course; the shell looks it up by the clinic's number."""

    ended_utc_ms: int
    weight_kg: float | None = None
    worst: str = ""  # the gravest reaction in words: "BP 192/104, faint"; empty: none
    treatment: str = ""  # what was given or done in that session, as entered
    baseline_systolic: float | None = None  # mmHg, frozen at its start


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """A question of the admission and what a person said to it."""

    question: str  # its id
    text: str
