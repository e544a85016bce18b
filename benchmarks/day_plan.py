"""The script of a clinic day, drawn from a seed: who sits where and when, on which monitors, and which cables fail.

Pure data, made before the day begins. Patients and devices are made in `benchmarks.day_lines`, the day is lived in
`benchmarks.day_world`.
"""

import random
from dataclasses import dataclass

from simulators.devices.cuff import CycleChange
from simulators.kinds import DeviceKind

_MINUTE_S = 60.0
_WALK_S = 60.0  # from the chair to the bay, with nothing on
_ADMITTED_AFTER_S = 30.0
_FIRST_CUFF_AFTER_S = 45.0
_LAST_CUFF_BEFORE_S = 75.0  # the nurse takes one more pressure, the longest determination lasts 45 s
_UNPUNCTUAL = (-0.2, 0.2)  # of the time between two appointments
_ON_BEFORE_S, _ON_AFTER_S = 60.0, 20.0  # the monitors, around each stay
_NEVER_S = 1e9
_INITIALS = "ABCDEFGHIJKLMNOPRSTVWZ"
_PHASES_S = (0.2, 0.5, 0.9)  # of a second: ticks differ within each step
_SAME_ARM_SHARE = 0.1
_CABLE_FAULT_SHARE = 0.25  # of the devices, once on a day
_CABLE_FAULT_S = (20.0, 240.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """How long each part of a session takes, in minutes, shortest and longest."""

    baseline_min: tuple[float, float] = (8.0, 12.0)
    infusion_min: float = 40.0
    rest_min: tuple[float, float] = (2.0, 6.0)  # in the chair, between the end of the infusion and the bay
    recovery_min: tuple[float, float] = (30.0, 45.0)
    turnover_min: float = 5.0  # until the place is ready for the next patient
    baseline_cuff_s: float = 150.0
    cuff_s: float = 300.0

    @property
    def longest_s(self) -> float:
        """No session takes longer."""
        parts_min = self.baseline_min[1] + self.infusion_min + self.rest_min[1] + self.recovery_min[1]
        return _MINUTE_S * parts_min + _WALK_S


@dataclass(frozen=True, slots=True, kw_only=True)
class DayShape:
    """How big and how busy the day is."""

    hours: float = 8.0
    chairs: int = 12
    bays: int = 4
    sessions: int = 40
    rhythm: Rhythm = Rhythm()
    monitors_stay_on: bool = False  # False: switched on for each patient and off again, True: also at empty places


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """One patient at one place, in seconds of the day."""

    session: int  # counted by arrival
    from_s: float
    to_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionPlan:
    """One patient's way through the day. `bay` None: there was none free, recovery took place in the chair."""

    number: int
    label: str
    infusion_number: int
    chair: str
    bay: str | None
    seated_s: float
    start_s: float
    end_s: float
    moved_s: float  # when the chair was left, or would have been
    leaves_s: float
    infusion_min: float

    @property
    def admitted_s(self) -> float:
        return self.seated_s + _ADMITTED_AFTER_S

    def stays(self) -> dict[str, Stay]:
        """By place."""
        left_s = self.leaves_s if self.bay is None else self.moved_s
        found = {self.chair: Stay(session=self.number, from_s=self.seated_s, to_s=left_s)}
        if self.bay is not None:
            found[self.bay] = Stay(session=self.number, from_s=self.moved_s + _WALK_S, to_s=self.leaves_s)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Outage:
    """The cable is out, or, if `silent`, the device says nothing while its link stays open."""

    from_s: float
    to_s: float
    silent: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicePlan:
    device_id: str
    kind: DeviceKind
    place_id: str
    oximeter: bool
    phase_s: float  # at which part of each second it speaks
    outage: Outage | None
    same_arm: bool  # cuff and probe on one arm
    noisy: bool  # whether its line splits, drops, doubles and corrupts messages


@dataclass(frozen=True, slots=True, kw_only=True)
class DayPlan:
    seed: int
    shape: DayShape
    sessions: tuple[SessionPlan, ...]
    devices: tuple[DevicePlan, ...]

    @property
    def length_s(self) -> int:
        return round(3600.0 * self.shape.hours)

    @property
    def chairs(self) -> tuple[str, ...]:
        return _chairs(self.shape)

    @property
    def bays(self) -> tuple[str, ...]:
        return _bays(self.shape)

    def stays_at(self, place_id: str) -> tuple[Stay, ...]:
        """In order of time."""
        found = [session.stays()[place_id] for session in self.sessions if place_id in session.stays()]
        return tuple(sorted(found, key=lambda stay: stay.from_s))

    def powered(self, place_id: str) -> tuple[tuple[float, float], ...]:
        """From when to when the monitors of that place are on, in order of time."""
        if self.shape.monitors_stay_on:
            return ((0.0, float(self.length_s)),)
        return tuple((stay.from_s - _ON_BEFORE_S, stay.to_s + _ON_AFTER_S) for stay in self.stays_at(place_id))

    def cuff_programme(self, place_id: str) -> tuple[CycleChange, ...]:
        """How the nurse sets the cuff of that place over the day; off while nobody sits there."""
        changes: list[CycleChange] = []
        rhythm = self.shape.rhythm
        for stay in self.stays_at(place_id):
            session = self.sessions[stay.session]
            first_s = stay.from_s + _FIRST_CUFF_AFTER_S
            if stay.from_s <= session.start_s < stay.to_s:
                changes.append(CycleChange(from_s=first_s, interval_s=rhythm.baseline_cuff_s))
                first_s = session.start_s
            changes.append(CycleChange(from_s=first_s, interval_s=rhythm.cuff_s))
            changes.append(CycleChange(from_s=stay.to_s - _LAST_CUFF_BEFORE_S, interval_s=_NEVER_S))
        return tuple(changes)


def plan_day(shape: DayShape, *, seed: int) -> DayPlan:
    """Draw a day.

    Raises:
        ValueError: so many sessions do not fit into it.

    """
    rng = random.Random(seed)
    return DayPlan(seed=seed, shape=shape, sessions=_sessions(shape, rng), devices=_devices(shape, rng))


def _chairs(shape: DayShape) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, shape.chairs + 1))


def _bays(shape: DayShape) -> tuple[str, ...]:
    return tuple(f"bay-{number}" for number in range(1, shape.bays + 1))


def _sessions(shape: DayShape, rng: random.Random) -> tuple[SessionPlan, ...]:
    """Fill chairs as patients arrive; whoever finds no bay free recovers in the chair."""
    free_s = dict.fromkeys((*_chairs(shape), *_bays(shape)), 0.0)
    turnover_s = _MINUTE_S * shape.rhythm.turnover_min
    last_arrival_s = 3600.0 * shape.hours - shape.rhythm.longest_s - turnover_s
    every_s = (last_arrival_s - _MINUTE_S) / max(1, shape.sessions - 1)
    planned: list[SessionPlan] = []
    for number in range(shape.sessions):
        arrives_s = _MINUTE_S + every_s * number + rng.uniform(*_UNPUNCTUAL) * every_s
        session = _session(number, arrives_s, shape, rng, free_s)
        for place_id, stay in session.stays().items():
            free_s[place_id] = stay.to_s + turnover_s
        planned.append(session)
    if max(session.leaves_s for session in planned) > 3600.0 * shape.hours:
        raise ValueError(f"{shape.sessions} sessions do not fit into {shape.hours} hours on {shape.chairs} chairs")
    return tuple(planned)


def _session(
    number: int, arrives_s: float, shape: DayShape, rng: random.Random, free_s: dict[str, float]
) -> SessionPlan:
    rhythm = shape.rhythm
    chair = min(_chairs(shape), key=lambda place_id: free_s[place_id])
    seated_s = max(arrives_s, free_s[chair])
    start_s = seated_s + _MINUTE_S * rng.uniform(*rhythm.baseline_min)
    end_s = start_s + _MINUTE_S * rhythm.infusion_min
    moved_s = end_s + _MINUTE_S * rng.uniform(*rhythm.rest_min)
    bays = [place_id for place_id in _bays(shape) if free_s[place_id] <= moved_s]
    return SessionPlan(
        number=number,
        label=f"{rng.choice(_INITIALS)}.{rng.choice(_INITIALS)}. {rng.randrange(48, 100)}",
        infusion_number=rng.randrange(1, 7),
        chair=chair,
        bay=bays[0] if bays else None,
        seated_s=seated_s,
        start_s=start_s,
        end_s=end_s,
        moved_s=moved_s,
        leaves_s=moved_s + _WALK_S + _MINUTE_S * rng.uniform(*rhythm.recovery_min),
        infusion_min=rhythm.infusion_min,
    )


def _devices(shape: DayShape, rng: random.Random) -> tuple[DevicePlan, ...]:
    """The mix of the demonstration: an oximeter beside a cuff, a monitor with both, a monitor on the broker."""
    found: list[DevicePlan] = []
    for index, place_id in enumerate((*_chairs(shape), *_bays(shape))):
        match index % 3:
            case 0:
                found.append(_device(DeviceKind.MASIMO_ASCII1, place_id, shape, rng))
                found.append(_device(DeviceKind.GE_DINAMAP, place_id, shape, rng, oximeter=False))
            case 1:
                found.append(_device(DeviceKind.GE_DINAMAP, place_id, shape, rng))
            case _:
                found.append(_device(DeviceKind.MQTT_NATIVE, place_id, shape, rng))
    return tuple(found)


def _device(
    kind: DeviceKind, place_id: str, shape: DayShape, rng: random.Random, *, oximeter: bool = True
) -> DevicePlan:
    from_s = rng.uniform(0.1, 0.9) * 3600.0 * shape.hours
    outage = Outage(from_s=from_s, to_s=from_s + rng.uniform(*_CABLE_FAULT_S), silent=rng.random() < 0.5)
    return DevicePlan(
        device_id=f"SIM-{kind}-{place_id}",
        kind=kind,
        place_id=place_id,
        oximeter=oximeter,
        phase_s=rng.choice(_PHASES_S),
        outage=outage if rng.random() < _CABLE_FAULT_SHARE else None,
        same_arm=rng.random() < _SAME_ARM_SHARE,
        noisy=kind is not DeviceKind.MQTT_NATIVE and rng.random() < 0.5,
    )
