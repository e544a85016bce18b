"""Draws a plausible clinic day from a seed: who comes when, on which monitors, and what goes wrong. Data only."""

import itertools
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulators.deeds import DeviceDeed
from simulators.kinds import DeviceKind, LinkKind
from simulators.patient import Trait, draw_archetype
from simulators.scenario import (
    DevicePlan,
    FaultPlan,
    Happening,
    NursePlan,
    PatientPlan,
    Phase,
    PlaceKind,
    PlacePlan,
    PumpChange,
    PumpDeed,
    Scenario,
)

_TURNOVER_MIN: Final = 6.0  # until the place is ready for the next patient
_WALK_MIN: Final = 1.0
_INITIALS: Final = "ABCDEFGHIJKLMNOPRSTVWZ"
_PAIN_SHARE, _PAUSE_SHARE, _SAME_ARM_SHARE, _BAD_CABLE_SHARE, _FAULT_SHARE = 0.15, 0.1, 0.1, 0.15, 0.5
_PAIN_MIN: Final = (60.0, 120.0, 180.0, 240.0)
_PAIN_MG_PER_KG_H: Final = (0.15, 0.3)
_TRAITS: Final = tuple((trait, 0.02) for trait in Trait if trait is not Trait.ESKETAMINE_NASAL)  # each by its share
# Whatever happens to cables and hoses, and for how long in minutes
_MISHAPS: Final = (
    (DeviceDeed.UNPLUG, (0.5, 4.0)),
    (DeviceDeed.STALL, (0.5, 3.0)),
    (DeviceDeed.PROBE_OFF, (0.5, 3.0)),
    (DeviceDeed.KINK_HOSE, (6.0, 15.0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShape:
    """How big and how busy the day is."""

    hours: float = 8.0
    chairs: int = 6
    bays: int = 3
    sessions: int = 16
    incidents: bool = True  # whether anything goes wrong, with patients, pumps or cables


def generate_day(shape: DayShape, *, seed: int) -> Scenario:
    """Draw a day.

    Raises:
        ValueError: there is no chair, or so many sessions do not fit into the day.

    """
    if shape.chairs < 1 or shape.bays < 0 or shape.sessions < 1:
        raise ValueError("a day has at least one chair and one session")
    rng = np.random.default_rng(seed)
    chairs = [PlacePlan(id=str(number), kind=PlaceKind.CHAIR) for number in range(1, shape.chairs + 1)]
    bays = [PlacePlan(id=f"bay-{number}", kind=PlaceKind.BAY) for number in range(1, shape.bays + 1)]
    patients = _patients(shape, rng)
    devices = [plan for index, place in enumerate([*chairs, *bays]) for plan in _devices(place, index, shape, rng)]
    length_min = max(patient.leaves_min or 0.0 for patient in patients) + 2.0
    return Scenario(
        name=f"A day from seed {seed}",
        seed=seed,
        length_min=_rounded(length_min),
        places=(*chairs, *bays),
        patients=tuple(patients),
        devices=tuple(devices),
        happenings=_happenings(devices, length_min, rng) if shape.incidents else (),
        nurse=NursePlan(answers_after_s=(8.0, 90.0)),
    )


def _patients(shape: DayShape, rng: np.random.Generator) -> list[PatientPlan]:
    """Fill chairs as patients arrive; whoever finds no bay free recovers in the chair."""
    chairs = {str(number): 0.0 for number in range(1, shape.chairs + 1)}
    bays = {f"bay-{number}": 0.0 for number in range(1, shape.bays + 1)}
    labels: set[str] = set()
    last_arrival_min = max(1.0, 60.0 * shape.hours - 130.0)
    patients: list[PatientPlan] = []
    for number in range(shape.sessions):
        due_min = 1.0 + last_arrival_min * number / shape.sessions + float(rng.uniform(0.0, 5.0))
        chair = min(chairs, key=lambda place: chairs[place])
        if chairs[chair] > 60.0 * shape.hours:
            raise ValueError(
                f"{shape.sessions} sessions do not fit into {shape.hours:g} hours on {shape.chairs} chairs"
            )
        patient = _patient(chair, max(due_min, chairs[chair]), bays, shape, rng, labels)
        leaves_min = patient.leaves_min or 0.0
        chairs[chair] = _TURNOVER_MIN + (leaves_min if patient.moves_min is None else patient.moves_min)
        if patient.bay is not None:
            bays[patient.bay] = leaves_min + _TURNOVER_MIN
        patients.append(patient)
    return patients


def _patient(
    chair: str,
    arrives_min: float,
    bays: dict[str, float],
    shape: DayShape,
    rng: np.random.Generator,
    labels: set[str],
) -> PatientPlan:
    is_pain = bool(rng.random() < _PAIN_SHARE) and 60.0 * shape.hours - arrives_min > 5.0 * _PAIN_MIN[0]
    minutes = float(rng.choice(_PAIN_MIN)) if is_pain else 40.0
    starts_min = _rounded(arrives_min + float(rng.uniform(8.0, 12.0)))
    pauses = shape.incidents and bool(rng.random() < _PAUSE_SHARE)
    pause_min = starts_min + 0.4 * minutes
    pump = _pause(pause_min, float(rng.uniform(2.0, 5.0))) if pauses else ()
    ends_min = starts_min + minutes + (pump[1].at_min - pump[0].at_min if pump else 0.0)
    moves_min = _rounded(ends_min + float(rng.uniform(3.0, 7.0)))
    free = [place for place, free_min in bays.items() if free_min <= moves_min]
    course = int(rng.integers(1, 7))
    extra: dict[str, object] = {"mg_per_kg_h": _rounded(float(rng.uniform(*_PAIN_MG_PER_KG_H)), 2)} if is_pain else {}
    if pump:
        extra["pump"] = pump
    if free:
        extra |= {"moves_min": moves_min, "bay": free[0]}
    traits = {trait for trait, share in _TRAITS if rng.random() < share and shape.incidents}
    if traits:
        extra["traits"] = traits
    if rng.random() < _SAME_ARM_SHARE and shape.incidents:
        extra["same_arm"] = True
    return PatientPlan.model_validate(
        {
            "place": chair,
            "label": _label(rng, labels),
            "course": f"infusion {course} of 6",
            "infusion_number": course,
            "phase": Phase.EXPECTED,
            "arrives_min": _rounded(arrives_min),
            "starts_min": starts_min,
            "planned_infusion_min": minutes,
            "leaves_min": _rounded(moves_min + _WALK_MIN + float(rng.uniform(55.0, 75.0))),
            "archetype": draw_archetype(rng),
            "motion_per_hour": 4.0 if shape.incidents else 0.0,
            "incidents": shape.incidents,
            **extra,
        }
    )


def _pause(at_min: float, length_min: float) -> tuple[PumpChange, PumpChange]:
    return (
        PumpChange(at_min=_rounded(at_min), do=PumpDeed.PAUSE),
        PumpChange(at_min=_rounded(at_min) + _rounded(length_min), do=PumpDeed.RESUME),
    )


def _label(rng: np.random.Generator, taken: set[str]) -> str:
    for _ in itertools.count():
        first, last = rng.choice(list(_INITIALS), 2)
        label = f"{first}.{last}. {int(rng.integers(48, 100))}"
        if label not in taken:
            break
    taken.add(label)
    return label


def _devices(place: PlacePlan, index: int, shape: DayShape, rng: np.random.Generator) -> list[DevicePlan]:
    """The mix of the demonstration: an oximeter beside a cuff, a monitor with both, a monitor on the broker."""
    name = place.id.replace("bay-", "bay")
    dinamap, is_bad = f"SIM-dinamap-{name}", shape.incidents and bool(rng.random() < _BAD_CABLE_SHARE)
    faults = {"faults": FaultPlan(split=0.05, drop=0.005, corrupt=0.005, duplicate=0.002)} if is_bad else {}

    def plan(device_id: str, kind: DeviceKind, link: LinkKind, **more: object) -> DevicePlan:
        return DevicePlan.model_validate({"id": device_id, "kind": kind, "link": link, "place": place.id, **more})

    match index % 3:
        case 0:
            return [
                plan(f"SIM-masimo-{name}", DeviceKind.MASIMO_ASCII1, LinkKind.PTY, **faults),
                plan(dinamap, DeviceKind.GE_DINAMAP, LinkKind.PTY, oximeter=False),
            ]
        case 1:
            return [plan(dinamap, DeviceKind.GE_DINAMAP, LinkKind.TCP, **faults)]
        case _:
            return [plan(f"SIM-mqtt-{name}", DeviceKind.MQTT_NATIVE, LinkKind.MQTT)]


def _happenings(devices: list[DevicePlan], length_min: float, rng: np.random.Generator) -> tuple[Happening, ...]:
    found: list[Happening] = []
    for device in devices:
        chance, which, when = rng.random(3)
        deed, span = _MISHAPS[int(which * len(_MISHAPS))]
        has_part = device.oximeter if deed is DeviceDeed.PROBE_OFF else device.kind is not DeviceKind.MASIMO_ASCII1
        for_min = _rounded(float(rng.uniform(*span)))
        if chance < _FAULT_SHARE and (has_part or deed in {DeviceDeed.UNPLUG, DeviceDeed.STALL}):
            at_min = _rounded(length_min * (0.1 + 0.8 * float(when)))
            found.append(Happening(at_min=at_min, device=device.id, do=deed, for_min=for_min))
    return tuple(sorted(found, key=lambda each: each.at_min))


def _rounded(minutes: float, digits: int = 1) -> float:
    return round(float(minutes), digits)
