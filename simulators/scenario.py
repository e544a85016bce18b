"""The typed script of a simulated room: who sits where, on which devices, and what happens. Data only.

Read from TOML. Unknown keys are errors; every problem of a file is reported at once.
"""

import tomllib
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from simulators.kinds import DeviceKind, LinkKind, links_of
from simulators.patient import Archetype, EventKind, Trait

DEVICE_ID_PREFIX = "SIM"  # nobody may take a simulated device for a real one, not even in a log
LONGEST_PAST_MIN = 200.0  # of a patient's day before the run; the physiology reaches back a little further


class ScenarioError(Exception):
    """A scenario cannot be used; the text names every problem, one a line."""


class PlaceKind(StrEnum):
    CHAIR = "chair"
    BAY = "bay"


class Phase(StrEnum):
    """Phase in which a patient is at the start of the run. A free place has no patient and no phase."""

    BASELINE = "baseline"
    INFUSION = "infusion"
    RECOVERY = "recovery"


class _Model(BaseModel):
    # not strict as a whole: TOML has no enums, and 5 is a good way to write 5.0
    model_config = ConfigDict(frozen=True, extra="forbid")


Share = Annotated[float, Field(ge=0.0, le=1.0)]
PastMinutes = Annotated[float, Field(ge=0.0, le=LONGEST_PAST_MIN)]


class EventPlan(_Model):
    """Something that happens to the patient, in minutes after the start of the run."""

    kind: EventKind
    at_min: float
    hold_min: Annotated[float, Field(gt=0.0)] | None = None  # None: as long as such an event usually lasts


class RecordingPlan(_Model):
    """A recorded patient; the file is sought beside the scenario file."""

    file: Path
    start_s: Annotated[float, Field(ge=0.0)] = 0.0
    spo2_column: str | None = None
    pulse_column: str | None = None
    perfusion_index_column: str | None = None


class PatientPlan(_Model):
    """One patient. Minutes count backwards from the start of the run: 23 is 23 minutes ago."""

    place: str
    label: str
    course: str = ""
    phase: Phase
    admitted_min: PastMinutes
    infusion_start_min: PastMinutes | None = None
    infusion_end_min: PastMinutes | None = None
    planned_infusion_min: Annotated[float, Field(gt=0.0, le=300.0)] = 40.0
    archetype: Archetype | None = None
    recording: RecordingPlan | None = None
    motion_per_hour: Annotated[float, Field(ge=0.0, le=60.0)] = 0.0
    infusion_number: Annotated[int, Field(ge=1, le=200)] = 1  # of the course
    traits: frozenset[Trait] = frozenset()
    incidents: bool = False  # whether things happen by themselves as well, as often as in clinics
    same_arm: bool = False  # cuff and probe on one arm
    events: tuple[EventPlan, ...] = ()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.archetype is None) == (self.recording is None):
            raise ValueError("a patient is either an archetype or a recording")
        if (self.infusion_start_min is None) != (self.phase is Phase.BASELINE):
            raise ValueError("infusion_start_min is given exactly in the phases infusion and recovery")
        if (self.infusion_end_min is None) == (self.phase is Phase.RECOVERY):
            raise ValueError("infusion_end_min is given exactly in the phase recovery")
        past = [self.admitted_min, self.infusion_start_min, self.infusion_end_min]
        known = [minutes for minutes in past if minutes is not None]
        if known != sorted(known, reverse=True):
            raise ValueError("admission, infusion start and infusion end must follow each other")
        return self


class FaultPlan(_Model):
    """Shares of the messages on a serial or TCP line that suffer each fault; see `simulators.faults`."""

    split: Share = 0.0
    drop: Share = 0.0
    corrupt: Share = 0.0
    duplicate: Share = 0.0
    longest_delay_s: Annotated[float, Field(ge=0.0, le=60.0)] = 0.0


class CyclePlan(_Model):
    """At `from_min`, counted from the start of the run, the cuff's cycle is set at the bedside."""

    from_min: Annotated[float, Field(ge=-LONGEST_PAST_MIN)]
    interval_min: Annotated[float, Field(ge=1.0, le=120.0)]


class DevicePlan(_Model):
    id: Annotated[str, Field(pattern=r"^SIM[A-Za-z0-9._-]{0,61}$")]
    kind: DeviceKind
    link: LinkKind
    place: str
    oximeter: bool = True  # whether the box has an oximeter in use
    cuff_programme: tuple[CyclePlan, ...] = (CyclePlan(from_min=0.0, interval_min=5.0),)  # empty: waits for START
    cuff_failure_share: Share = 0.02
    cuff_artefact_share: Share = 0.0
    faults: FaultPlan = FaultPlan()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.link not in links_of(self.kind):
            raise ValueError(f"a device of kind {self.kind} is offered over {' or '.join(links_of(self.kind))}")
        if self.kind is DeviceKind.PM6750 and "cuff_programme" in self.model_fields_set and self.cuff_programme:
            raise ValueError("the cuff of a pm6750 has no cycle of its own: cuff_programme is left out, or empty")
        starts = [change.from_min for change in self.cuff_programme]
        if starts != sorted(set(starts)):
            raise ValueError("the changes of cuff_programme must follow each other in time")
        return self


class PlacePlan(_Model):
    id: Annotated[str, Field(min_length=1, max_length=32)]
    kind: PlaceKind


class Scenario(_Model):
    """One room at the start of a run, and what will happen in it."""

    version: Annotated[Literal[1], Field(alias="schema")] = 1
    name: str
    seed: Annotated[int, Field(ge=0)]
    places: tuple[PlacePlan, ...]
    patients: tuple[PatientPlan, ...] = ()
    devices: tuple[DevicePlan, ...]
    folder: Path = Field(default=Path(), exclude=True)  # where recordings are sought

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = [
            *_repeated("place", [place.id for place in self.places]),
            *_repeated("patient at place", [patient.place for patient in self.patients]),
            *_repeated("device", [device.id for device in self.devices]),
        ]
        known = {place.id for place in self.places}
        problems += [f"patient {p.label}: no place {p.place}" for p in self.patients if p.place not in known]
        problems += [f"device {d.id}: no place {d.place}" for d in self.devices if d.place not in known]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def patient_at(self, place_id: str) -> PatientPlan | None:
        """Give the patient who sits there, None where the place is free."""
        return next((patient for patient in self.patients if patient.place == place_id), None)


def load_scenario(path: Path) -> Scenario:
    """Read a scenario file.

    Raises:
        ScenarioError: unreadable, no TOML, or not a scenario; all problems at once.

    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScenarioError(f"{path}: {error}") from error
    if "folder" in data:
        raise ScenarioError(f"{path}: folder: is not a key of a scenario")
    try:
        return Scenario.model_validate({**data, "folder": path.parent})
    except ValidationError as error:
        lines = [f"{path}: {'.'.join(map(str, e['loc'])) or 'scenario'}: {e['msg']}" for e in error.errors()]
        raise ScenarioError("\n".join(lines)) from error


def _repeated(what: str, names: list[str]) -> list[str]:
    return [f"{what} {name} stands there twice" for name in sorted({n for n in names if names.count(n) > 1})]
