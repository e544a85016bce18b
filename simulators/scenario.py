"""The typed script of a simulated room: who sits where, on which devices, and what happens. Data only.

Read from TOML. Unknown keys are errors; every problem of a file is reported at once.
"""

import itertools
import tomllib
from collections.abc import Iterator
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import Field, ValidationError, model_validator

from simulators.scenario_devices import DEVICE_ID_PREFIX, CyclePlan, DevicePlan, FaultPlan
from simulators.scenario_patients import (
    LONGEST_PAST_MIN,
    EventPlan,
    PatientPlan,
    Phase,
    PumpChange,
    PumpDeed,
    RecordingPlan,
    RunMinutes,
    Stay,
    Strict,
)
from simulators.scenario_problems import problems_of
from simulators.scenario_script import Happening, NurseDeed, NurseDo, NursePlan

__all__ = [
    "DEVICE_ID_PREFIX",
    "LONGEST_PAST_MIN",
    "CyclePlan",
    "DevicePlan",
    "EventPlan",
    "FaultPlan",
    "Happening",
    "NurseDeed",
    "NurseDo",
    "NursePlan",
    "PatientPlan",
    "Phase",
    "PlaceKind",
    "PlacePlan",
    "PumpChange",
    "PumpDeed",
    "RecordingPlan",
    "Scenario",
    "ScenarioError",
    "Stay",
    "load_scenario",
]


class ScenarioError(Exception):
    """A scenario cannot be used; the text names every problem, one a line."""


class PlaceKind(StrEnum):
    CHAIR = "chair"
    BAY = "bay"


class PlacePlan(Strict):
    id: Annotated[str, Field(min_length=1, max_length=32)]
    kind: PlaceKind


class Scenario(Strict):
    """One room at the start of a run, and what will happen in it."""

    version: Annotated[Literal[1], Field(alias="schema")] = 1
    name: str
    about: str = ""  # for people: what is to be seen
    seed: Annotated[int, Field(ge=0)]
    length_min: RunMinutes | None = None  # when everything has happened; None: nobody says
    places: tuple[PlacePlan, ...]
    patients: tuple[PatientPlan, ...] = ()
    devices: tuple[DevicePlan, ...]
    happenings: tuple[Happening, ...] = ()
    nurse: NursePlan | None = None
    folder: Path = Field(default=Path(), exclude=True)  # where recordings are sought

    @model_validator(mode="after")
    def _check(self) -> Self:
        problems = [*self._twice(), *self._unknown_places(), *self._unknown_devices(), *self._crowded()]
        if problems:
            raise ValueError("; ".join(problems))
        return self

    def patient_at(self, place_id: str) -> PatientPlan | None:
        """Give the patient who sits there at the start, None where the place is free."""
        there = (patient for patient in self.patients if patient.phase is not Phase.EXPECTED)
        return next((patient for patient in there if patient.place == place_id), None)

    def stays_at(self, place_id: str) -> list[tuple[Stay, PatientPlan]]:
        """Give who sits there from when to when, in order of time."""
        found = [(stay, patient) for patient in self.patients for stay in patient.stays() if stay.place == place_id]
        return sorted(found, key=lambda each: each[0].from_min)

    def _twice(self) -> list[str]:
        return [
            *_repeated("place", [place.id for place in self.places]),
            *_repeated("patient", [patient.label for patient in self.patients]),
            *_repeated("device", [device.id for device in self.devices]),
        ]

    def _unknown_places(self) -> Iterator[str]:
        known = {place.id for place in self.places}
        named = [(f"patient {p.label}", stay.place) for p in self.patients for stay in p.stays()]
        named += [(f"device {device.id}", device.place) for device in self.devices]
        named += [
            (f"{each.do} at {each.at_min:g} min", each.place) for each in self.happenings if each.place is not None
        ]
        for deed in () if self.nurse is None else self.nurse.deeds:
            named += [(f"nurse: {deed.do} at {deed.at_min:g} min", place) for place in (deed.place, deed.to) if place]
        return (f"{who}: no place {place}" for who, place in named if place not in known)

    def _unknown_devices(self) -> Iterator[str]:
        known = {device.id for device in self.devices}
        for each in self.happenings:
            if each.device is not None and each.device not in known:
                yield f"{each.do} at {each.at_min:g} min: no device {each.device}"

    def _crowded(self) -> Iterator[str]:
        stays = [(stay, patient.label) for patient in self.patients for stay in patient.stays()]
        for (stay, label), (other, other_label) in itertools.combinations(stays, 2):
            if label != other_label and stay.meets(other):
                yield f"patients {label} and {other_label} are at place {stay.place} at the same time"


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
        raise ScenarioError("\n".join(problems_of(path, error, Scenario))) from error


def _repeated(what: str, names: list[str]) -> list[str]:
    return [f"{what} {name} stands there twice" for name in sorted({n for n in names if names.count(n) > 1})]
