"""Patients of a scenario: who sits where from when to when, what the pump does and what else happens. Data only.

A patient who is there at the start of the run has a past, in minutes ago; one who is expected has only a future, in
minutes after the start of the run.
"""

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import BaseModel, ConfigDict, Field, field_serializer, model_validator

from simulators.patient import Archetype, EventKind, PumpHistory, Trait

LONGEST_PAST_MIN: Final = 200.0  # of a patient's day before the run; the physiology reaches back a little further
LONGEST_RUN_MIN: Final = 1440.0
WALK_MIN: Final = 0.75  # from the chair to the bay, with nothing on
_S: Final = 60.0
_UG_PER_MG: Final = 1000.0


class Strict(BaseModel):
    # not strict as a whole: TOML has no enums, and 5 is a good way to write 5.0
    model_config = ConfigDict(frozen=True, extra="forbid")


Share = Annotated[float, Field(ge=0.0, le=1.0)]
PastMinutes = Annotated[float, Field(ge=0.0, le=LONGEST_PAST_MIN)]
RunMinutes = Annotated[float, Field(ge=0.0, le=LONGEST_RUN_MIN)]
Positive = Annotated[float, Field(gt=0.0)]


class Phase(StrEnum):
    """Phase in which a patient is at the start of the run. A free place has no patient and no phase."""

    BASELINE = "baseline"
    INFUSION = "infusion"
    RECOVERY = "recovery"
    EXPECTED = "expected"  # comes during the run


class EventPlan(Strict):
    """Something that happens to the patient, in minutes after the start of the run."""

    kind: EventKind
    at_min: float
    hold_min: Positive | None = None  # None: as long as such an event usually lasts


class RecordingPlan(Strict):
    """A recorded patient; the file is sought beside the scenario file."""

    file: Path
    start_s: Annotated[float, Field(ge=0.0)] = 0.0
    spo2_column: str | None = None
    pulse_column: str | None = None
    perfusion_index_column: str | None = None


class PumpDeed(StrEnum):
    PAUSE = "pause"
    RESUME = "resume"
    RATE = "rate"
    BOLUS = "bolus"


class PumpChange(Strict):
    """Something set at the pump, in minutes after the start of the run."""

    at_min: RunMinutes
    do: PumpDeed
    mg_per_kg_h: Positive | None = None  # of "rate"
    mg_per_kg: Positive | None = None  # of "bolus"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.mg_per_kg_h is None) == (self.do is PumpDeed.RATE):
            raise ValueError("mg_per_kg_h is given exactly with a rate")
        if (self.mg_per_kg is None) == (self.do is PumpDeed.BOLUS):
            raise ValueError("mg_per_kg is given exactly with a bolus")
        return self

    def applied(self, pump: PumpHistory) -> PumpHistory:
        """Give the pump's history with this deed in it."""
        at_s = _S * self.at_min
        if self.mg_per_kg_h is not None:
            return pump.with_rate(at_s, _UG_PER_MG * self.mg_per_kg_h / 60.0)
        if self.mg_per_kg is not None:
            return pump.with_bolus(at_s, _UG_PER_MG * self.mg_per_kg)
        return pump.paused(at_s) if self.do is PumpDeed.PAUSE else pump.resumed(at_s)


class Stay(Strict):
    """One patient at one place, in minutes of the run; `to_min` None: nobody says until when."""

    place: str
    from_min: float
    to_min: float | None

    def meets(self, other: "Stay") -> bool:
        """Whether both are at one place at one time."""
        ends = (float("inf") if stay.to_min is None else stay.to_min for stay in (self, other))
        mine, theirs = ends
        return self.place == other.place and self.from_min < theirs and other.from_min < mine


class PatientPlan(Strict):
    """One patient. `admitted_min`, `infusion_start_min` and `infusion_end_min` are minutes ago, the others to come."""

    place: str
    label: str
    course: str = ""
    phase: Phase
    admitted_min: PastMinutes | None = None
    infusion_start_min: PastMinutes | None = None
    infusion_end_min: PastMinutes | None = None
    arrives_min: RunMinutes | None = None
    starts_min: RunMinutes | None = None  # the infusion, of whoever has none yet
    ends_min: RunMinutes | None = None  # None: when the dose has gone in
    moves_min: RunMinutes | None = None  # to `bay`
    bay: str | None = None
    leaves_min: RunMinutes | None = None
    planned_infusion_min: Annotated[float, Field(gt=0.0, le=300.0)] = 40.0
    dose_mg_per_kg: Positive | None = None  # of the whole infusion; neither this nor a rate: 0.5
    mg_per_kg_h: Positive | None = None  # a rate for the planned time, as against pain
    pump: tuple[PumpChange, ...] = ()
    archetype: Archetype | None = None
    recording: RecordingPlan | None = None
    motion_per_hour: Annotated[float, Field(ge=0.0, le=60.0)] = 0.0
    person_seed: Annotated[int, Field(ge=0)] | None = None  # the same person in other scenarios and infusions
    infusion_number: Annotated[int, Field(ge=1, le=200)] = 1  # of the course
    traits: frozenset[Trait] = frozenset()
    incidents: bool = False  # whether things happen by themselves as well, as often as in clinics
    same_arm: bool = False  # cuff and probe on one arm
    events: tuple[EventPlan, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = [*self._past_problems(), *self._future_problems()]
        if (self.archetype is None) == (self.recording is None):
            problems.append("a patient is either an archetype or a recording")
        if self.dose_mg_per_kg is not None and self.mg_per_kg_h is not None:
            problems.append("an infusion has either dose_mg_per_kg or mg_per_kg_h")
        if not problems:
            problems += self._pump_problems()
        if problems:
            raise ValueError("; ".join(problems))
        return self

    @field_serializer("traits")
    def _in_order(self, traits: frozenset[Trait]) -> list[Trait]:
        """Write them in the same order in every process."""
        return sorted(traits)

    @property
    def seated_min(self) -> float:
        """When the patient sat down, in minutes of the run."""
        return -(self.admitted_min or 0.0) if self.arrives_min is None else self.arrives_min

    def stays(self) -> tuple[Stay, ...]:
        """Give where the patient is from when to when."""
        if self.bay is None or self.moves_min is None:
            return (Stay(place=self.place, from_min=self.seated_min, to_min=self.leaves_min),)
        return (
            Stay(place=self.place, from_min=self.seated_min, to_min=self.moves_min),
            Stay(place=self.bay, from_min=self.moves_min + WALK_MIN, to_min=self.leaves_min),
        )

    def pump_history(self) -> PumpHistory:
        """Give what the pump did and will do, in seconds of the run.

        Raises:
            ValueError: it is asked for something that a pump cannot do.

        """
        start_min = self.starts_min if self.infusion_start_min is None else -self.infusion_start_min
        if start_min is None:
            return PumpHistory()
        start_s, minutes = _S * start_min, self.planned_infusion_min
        if self.mg_per_kg_h is not None:
            pump = PumpHistory.pain(start_s=start_s, mg_per_kg_h=self.mg_per_kg_h, hours=minutes / 60.0)
        else:
            pump = PumpHistory.standard(start_s=start_s, dose_mg_per_kg=self.dose_mg_per_kg or 0.5, minutes=minutes)
        if self.infusion_end_min is not None:
            pump = pump.ended(-_S * self.infusion_end_min)
        for change in self.pump:
            pump = change.applied(pump)
        return pump if self.ends_min is None else pump.ended(_S * self.ends_min)

    def _past_problems(self) -> list[str]:
        problems: list[str] = []
        if (self.admitted_min is None) != (self.phase is Phase.EXPECTED):
            problems.append("admitted_min is given in every phase but expected")
        if (self.infusion_start_min is None) != (self.phase in {Phase.BASELINE, Phase.EXPECTED}):
            problems.append("infusion_start_min is given exactly in the phases infusion and recovery")
        if (self.infusion_end_min is None) == (self.phase is Phase.RECOVERY):
            problems.append("infusion_end_min is given exactly in the phase recovery")
        past = [self.admitted_min, self.infusion_start_min, self.infusion_end_min]
        known = [minutes for minutes in past if minutes is not None]
        if known != sorted(known, reverse=True):
            problems.append("admission, infusion start and infusion end must follow each other")
        return problems

    def _future_problems(self) -> list[str]:
        problems: list[str] = []
        if (self.arrives_min is None) == (self.phase is Phase.EXPECTED):
            problems.append("arrives_min is given exactly in the phase expected")
        if self.starts_min is not None and self.infusion_start_min is not None:
            problems.append("starts_min is for an infusion that has not begun yet")
        if (self.moves_min is None) != (self.bay is None):
            problems.append("moves_min and bay are given together")
        future = [self.arrives_min, self.starts_min, self.ends_min, self.moves_min, self.leaves_min]
        known = [minutes for minutes in future if minutes is not None]
        if known != sorted(known):
            problems.append("arrives_min, starts_min, ends_min, moves_min and leaves_min must follow each other")
        return problems

    def _pump_problems(self) -> list[str]:
        moments = [change.at_min for change in self.pump]
        if moments != sorted(moments):
            return ["the changes of pump must follow each other in time"]
        try:
            pump = self.pump_history()
        except ValueError as error:
            return [str(error)]
        return ["a pump is set only where an infusion is planned"] if self.pump and pump.start_s is None else []
