"""The room of the demonstration: chairs and bays on all kinds of devices, patients at all stages, something to watch.

Within two minutes a surge is confirmed, a saturation falls and a probe comes off, whatever the seed.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulators.kinds import DeviceKind, LinkKind
from simulators.patient import EventKind, draw_archetype
from simulators.scenario import (
    CyclePlan,
    DevicePlan,
    EventPlan,
    PatientPlan,
    Phase,
    PlaceKind,
    PlacePlan,
    Scenario,
)

MOST_PLACES: Final = 48  # two displays full


@dataclass(frozen=True, slots=True)
class _Stage:
    """Where in the day a patient is, in minutes ago; small differences are drawn on top."""

    phase: Phase
    admitted_min: float
    start_min: float | None = None
    end_min: float | None = None


_CHAIR_STAGES = (
    _Stage(Phase.INFUSION, 41, 23),
    _Stage(Phase.INFUSION, 47, 30),
    _Stage(Phase.BASELINE, 11),
    _Stage(Phase.INFUSION, 28, 11),
    _Stage(Phase.INFUSION, 54, 37),
    _Stage(Phase.BASELINE, 5),
)
_BAY_STAGES = (
    _Stage(Phase.RECOVERY, 82, 62, 22),
    _Stage(Phase.RECOVERY, 115, 95, 55),
)
# At the first three infusing chairs, in this order. The surge begins before the run: two readings soon confirm it
_WORTH_WATCHING = (
    EventPlan(kind=EventKind.DESATURATION, at_min=0.25),
    EventPlan(kind=EventKind.SURGE, at_min=-0.6),
    EventPlan(kind=EventKind.PROBE_OFF, at_min=1.0, hold_min=0.75),
)
# The nurse sees the surge coming and lets the cuff measure each minute for a while
_CLOSER_LOOK = (CyclePlan(from_min=-0.03, interval_min=1.0), CyclePlan(from_min=6.0, interval_min=5.0))
_INITIALS = "ABCDEFGHIJKLMNOPRSTVWZ"


def demo_scenario(*, chairs: int, bays: int, seed: int) -> Scenario:
    """Build the demonstration's room; from three chairs on the last one is free, with its monitors on line.

    Raises:
        ValueError: no chair at all, or more places than `MOST_PLACES`.

    """
    if chairs < 1 or bays < 0 or chairs + bays > MOST_PLACES:
        raise ValueError(f"a demonstration has at least 1 chair and at most {MOST_PLACES} places")
    rng = np.random.default_rng(seed)
    places = [PlacePlan(id=str(number), kind=PlaceKind.CHAIR) for number in range(1, chairs + 1)]
    places += [PlacePlan(id=f"bay-{number}", kind=PlaceKind.BAY) for number in range(1, bays + 1)]
    occupied = chairs - 1 if chairs >= 3 else chairs
    stages = [_CHAIR_STAGES[index % len(_CHAIR_STAGES)] for index in range(occupied)]
    patients = [_patient(places[index].id, stage, rng) for index, stage in enumerate(stages)]
    patients = _with_events(patients)
    bay_stages = [_BAY_STAGES[index % len(_BAY_STAGES)] for index in range(bays)]
    patients += [_patient(places[chairs + index].id, stage, rng) for index, stage in enumerate(bay_stages)]
    devices = [plan for index, place in enumerate(places) for plan in _devices(place, index, chairs, patients)]
    return Scenario(
        name="Demonstration", seed=seed, places=tuple(places), patients=tuple(patients), devices=tuple(devices)
    )


def _patient(place_id: str, stage: _Stage, rng: np.random.Generator) -> PatientPlan:
    later_min = float(rng.integers(0, 3))
    first, last = rng.choice(list(_INITIALS), 2)
    course = int(rng.integers(1, 7))
    return PatientPlan(
        place=place_id,
        label=f"{first}.{last}. {int(rng.integers(48, 100))}",
        course=f"infusion {course} of 6",
        infusion_number=course,
        phase=stage.phase,
        admitted_min=stage.admitted_min + later_min,
        infusion_start_min=None if stage.start_min is None else stage.start_min + later_min,
        infusion_end_min=None if stage.end_min is None else stage.end_min + later_min,
        archetype=draw_archetype(rng),
    )


def _with_events(patients: list[PatientPlan]) -> list[PatientPlan]:
    infusing = [index for index, patient in enumerate(patients) if patient.phase is Phase.INFUSION]
    result = list(patients)
    for number, event in enumerate(_WORTH_WATCHING):
        index = infusing[number % len(infusing)]
        result[index] = result[index].model_copy(update={"events": (*result[index].events, event)})
    return result


def _devices(place: PlacePlan, index: int, chairs: int, patients: list[PatientPlan]) -> list[DevicePlan]:
    patient = next((patient for patient in patients if patient.place == place.id), None)
    name = place.id.replace("bay-", "bay")
    programme = _programme(patient)
    kind = index % 3 if place.kind is PlaceKind.CHAIR else 1 + (index - chairs) % 2
    # A surge must be confirmed in every seed, so the cuff that is to do so has no bad luck
    unlucky_share = 0.0 if _surges(patient) else 0.02
    if kind == 0:
        masimo = DevicePlan(id=f"SIM-masimo-{name}", kind=DeviceKind.MASIMO_ASCII1, link=LinkKind.PTY, place=place.id)
        link, oximeter = LinkKind.PTY, False
    else:
        masimo, link, oximeter = None, LinkKind.TCP if kind == 1 else LinkKind.MQTT, True
    device_kind = DeviceKind.MQTT_NATIVE if link is LinkKind.MQTT else DeviceKind.GE_DINAMAP
    word = "mqtt" if link is LinkKind.MQTT else "dinamap"
    box = DevicePlan(
        id=f"SIM-{word}-{name}",
        kind=device_kind,
        link=link,
        place=place.id,
        oximeter=oximeter,
        cuff_programme=programme,
        cuff_failure_share=unlucky_share,
    )
    return [box] if masimo is None else [masimo, box]


def _programme(patient: PatientPlan | None) -> tuple[CyclePlan, ...]:
    """Give the cuff's cycle: closer in the baseline and the infusion than in recovery."""
    if patient is None:
        return ()
    changes = [CyclePlan(from_min=1.0 + patient.seated_min, interval_min=2.5)]
    if patient.infusion_start_min is not None:
        changes.append(CyclePlan(from_min=1.0 - patient.infusion_start_min, interval_min=5.0))
    if patient.infusion_end_min is not None and patient.infusion_end_min > 20.0:
        changes.append(CyclePlan(from_min=20.0 - patient.infusion_end_min, interval_min=10.0))
    return (*changes, *_CLOSER_LOOK) if _surges(patient) else tuple(changes)


def _surges(patient: PatientPlan | None) -> bool:
    return patient is not None and any(event.kind is EventKind.SURGE for event in patient.events)
