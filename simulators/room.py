"""Builds the patients and devices of a scenario, each with a seed of its own, and plays their past.

The links to the outside and the pace belong to `simulators.serve`.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Final

from simulators.devices.cuff import Cuff, CuffResult, CuffSettings, CycleChange
from simulators.devices.oximeter import RECORDED, Oximeter, OximeterReading, OximeterSettings, Squeeze
from simulators.kinds import DeviceKind, has_cuff
from simulators.making import Parts, SimulatedDevice, make_device
from simulators.occupants import Occupant, Seat, cuff_failure_factor, sitting_at
from simulators.patient import Archetype, Chances, Course, Patient, ProbeNoise, SimulatedPatient, make_event
from simulators.patient.model import EARLIEST_S
from simulators.recording import Columns, RecordedPatient
from simulators.scenario import LONGEST_PAST_MIN, DevicePlan, PatientPlan, Phase, Scenario, Stay

PAST_STEP_S = 5.0  # between two continuous values of the past
_LOOKBACK_S: Final = 120  # oximeters average over the last seconds; nobody asks for an earlier past


@dataclass(frozen=True, slots=True)
class RoomDevice:
    plan: DevicePlan
    device: SimulatedDevice


@dataclass(frozen=True, slots=True, kw_only=True)
class Past:
    """What one device had to say at one moment before the run."""

    t_s: float
    device: RoomDevice
    reading: OximeterReading | None
    pressures: tuple[CuffResult, ...]


Wanted = Callable[[RoomDevice, float], bool]


def _nothing(_device: RoomDevice, _t_s: float) -> bool:
    return False


class SimulatedRoom:
    """All patients and devices of one run. `epoch` is the instant of the run's second 0, by the devices' clocks."""

    def __init__(self, scenario: Scenario, *, epoch: datetime) -> None:
        self.scenario = scenario
        self.epoch = epoch
        self.people: Mapping[str, Patient] = {plan.label: self._patient(plan) for plan in scenario.patients}
        self.patients: Mapping[str, Patient | None] = {
            place.id: self._at_place(scenario.stays_at(place.id)) for place in scenario.places
        }
        self._cuffs = {plan.id: self._cuff(plan) for plan in scenario.devices}
        self.devices = tuple(RoomDevice(plan, self._device(plan)) for plan in scenario.devices)

    def seed_for(self, *words: str) -> int:
        """Derive a seed from the scenario's and a name, the same in every process."""
        return zlib.crc32(":".join((str(self.scenario.seed), *words)).encode())

    def live_through(self, *, wanted: Wanted = _nothing) -> Iterator[Past]:
        """Play the past up to second 0, all devices side by side; must be exhausted before the run begins.

        Cuffs speak whenever one ends; oximeters are asked only where `wanted` says so.
        """
        first_step, last_step = -round(60.0 * LONGEST_PAST_MIN / PAST_STEP_S), 0
        for step in range(first_step, last_step + 1):
            t_s = step * PAST_STEP_S
            for device in self.devices:
                cuff, oximeter = device.device.cuff, device.device.oximeter
                pressures = () if cuff is None else tuple(cuff.advance(t_s))
                reading = oximeter.read(t_s) if oximeter is not None and wanted(device, t_s) else None
                if reading is not None or pressures:
                    yield Past(t_s=t_s, device=device, reading=reading, pressures=pressures)

    def _at_place(self, stays: list[tuple[Stay, PatientPlan]]) -> Patient | None:
        """Give who the devices there have before them: one person, or several in turn."""
        if not stays:
            return None
        if len(stays) == 1 and stays[0][0].to_min is None and stays[0][0].from_min <= 0.0:
            return self.people[stays[0][1].label]
        seats = [
            Seat(
                self.people[plan.label],
                from_s=60.0 * stay.from_min,
                to_s=inf if stay.to_min is None else 60.0 * stay.to_min,
                pump=plan.pump_history(),
            )
            for stay, plan in stays
        ]
        return Occupant(seats)

    def _patient(self, plan: PatientPlan) -> Patient:
        if plan.recording is not None:
            recording = plan.recording
            wanted = Columns(
                spo2=recording.spo2_column,
                pulse=recording.pulse_column,
                perfusion_index=recording.perfusion_index_column,
            )
            columns = wanted if wanted.named() else None
            path = self.scenario.folder / recording.file
            start_s = recording.start_s - 60.0 * (plan.arrives_min or 0.0)  # it begins when its patient sits down
            return RecordedPatient.from_csv(path, columns=columns, start_s=start_s)
        return self._simulated(plan, plan.archetype or Archetype.NORMOTENSIVE)

    def _simulated(self, plan: PatientPlan, archetype: Archetype) -> SimulatedPatient:
        patient = SimulatedPatient(
            archetype=archetype,
            course=_course(plan),
            seed=self._seed_of(plan),
            chances=Chances(motion_per_hour=plan.motion_per_hour, incidents=plan.incidents),
            traits=plan.traits,
            earliest_s=EARLIEST_S if plan.arrives_min is None else int(60.0 * plan.arrives_min) - _LOOKBACK_S,
        )
        for event in plan.events:
            hold_s = None if event.hold_min is None else 60.0 * event.hold_min
            patient.add_event(make_event(event.kind, start_s=60.0 * event.at_min, hold_s=hold_s))
        return patient

    def _seed_of(self, plan: PatientPlan) -> int:
        if plan.person_seed is not None:
            return plan.person_seed
        who = (plan.place, plan.label) if plan.phase is Phase.EXPECTED else (plan.place,)
        return self.seed_for("patient", *who)

    def _device(self, plan: DevicePlan) -> SimulatedDevice:
        parts = Parts(
            device_id=plan.id,
            place_id=plan.place,
            epoch=self.epoch,
            serial_number=f"{self.seed_for('serial', plan.id):010d}",
            oximeter=self._oximeter(plan),
            oximeter_used=plan.oximeter,
            cuff=self._cuffs[plan.id],
            patient=self.patients[plan.place],
        )
        return make_device(plan.kind, parts)

    def _oximeter(self, plan: DevicePlan) -> Oximeter:
        patient = self.patients[plan.place]
        match patient:
            case RecordedPatient():
                settings = RECORDED
            case SimulatedPatient():
                settings = OximeterSettings(finger_delay_s=round(patient.person.finger_delay_s))
            case _:
                settings = OximeterSettings()
        return Oximeter(patient, settings, squeeze=self._squeeze(plan.place))

    def _squeeze(self, place_id: str) -> Squeeze | None:
        """Find the cuff that shares the probe's arm, if any does."""
        if not any(patient.same_arm for _stay, patient in self.scenario.stays_at(place_id)):
            return None
        cuffs = [self._cuffs[d.id] for d in self.scenario.devices if d.place == place_id and has_cuff(d.kind)]
        one_arm = [self.people[plan.label] for plan in self.scenario.patients if plan.same_arm]
        patient = self.patients[place_id]

        def squeeze(t_s: float) -> ProbeNoise | None:
            return cuffs[0].squeeze(t_s) if sitting_at(patient, t_s) in one_arm else None

        return squeeze if cuffs else None

    def _cuff(self, plan: DevicePlan) -> Cuff:
        patient = self.patients[plan.place]
        settings = CuffSettings(
            programme=_programme(plan, patient),
            failure_share=plan.cuff_failure_share,
            artefact_share=plan.cuff_artefact_share,
        )
        return Cuff(
            patient,
            settings=settings,
            seed=self.seed_for("cuff", plan.id),
            failure_factor=lambda t_s: cuff_failure_factor(patient, t_s),
        )


def _programme(plan: DevicePlan, patient: Patient | None) -> tuple[CycleChange, ...]:
    if plan.kind is DeviceKind.PM6750:  # it measures only when the host says so
        return ()
    if isinstance(patient, Occupant) and not plan.has_own_programme:
        return patient.cuff_programme()
    return tuple(
        CycleChange(from_s=60.0 * change.from_min, interval_s=60.0 * change.interval_min)
        for change in plan.cuff_programme
    )


def _course(plan: PatientPlan) -> Course:
    return Course(seated_s=60.0 * plan.seated_min, pump=plan.pump_history(), infusion_number=plan.infusion_number)
