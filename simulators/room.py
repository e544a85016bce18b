"""Builds the patients and devices of a scenario, each with a seed of its own, and plays their past.

The links to the outside and the pace belong to `simulators.serve`.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from simulators.devices.cuff import Cuff, CuffResult, CuffSettings, CycleChange
from simulators.devices.oximeter import RECORDED, Oximeter, OximeterReading, OximeterSettings, Squeeze
from simulators.kinds import DeviceKind, has_cuff
from simulators.making import Parts, SimulatedDevice, make_device
from simulators.patient import Archetype, Chances, Course, Patient, PumpHistory, SimulatedPatient, make_event
from simulators.recording import Columns, RecordedPatient
from simulators.scenario import LONGEST_PAST_MIN, DevicePlan, PatientPlan, Scenario

PAST_STEP_S = 5.0  # between two continuous values of the past


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
        self.patients: Mapping[str, Patient | None] = {
            place.id: self._patient(scenario.patient_at(place.id)) for place in scenario.places
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

    def _patient(self, plan: PatientPlan | None) -> Patient | None:
        if plan is None:
            return None
        if plan.recording is not None:
            recording = plan.recording
            wanted = Columns(
                spo2=recording.spo2_column,
                pulse=recording.pulse_column,
                perfusion_index=recording.perfusion_index_column,
            )
            columns = wanted if wanted.named() else None
            path = self.scenario.folder / recording.file
            return RecordedPatient.from_csv(path, columns=columns, start_s=recording.start_s)
        return self._simulated(plan, plan.archetype or Archetype.NORMOTENSIVE)

    def _simulated(self, plan: PatientPlan, archetype: Archetype) -> SimulatedPatient:
        patient = SimulatedPatient(
            archetype=archetype,
            course=_course(plan),
            seed=self.seed_for("patient", plan.place),
            chances=Chances(motion_per_hour=plan.motion_per_hour, incidents=plan.incidents),
            traits=plan.traits,
        )
        for event in plan.events:
            hold_s = None if event.hold_min is None else 60.0 * event.hold_min
            patient.add_event(make_event(event.kind, start_s=60.0 * event.at_min, hold_s=hold_s))
        return patient

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
        patient = self.scenario.patient_at(place_id)
        if patient is None or not patient.same_arm:
            return None
        cuffs = [self._cuffs[d.id] for d in self.scenario.devices if d.place == place_id and has_cuff(d.kind)]
        return cuffs[0].squeeze if cuffs else None

    def _cuff(self, plan: DevicePlan) -> Cuff:
        patient = self.patients[plan.place]
        factor = patient.person.cuff_failure_factor if isinstance(patient, SimulatedPatient) else 1.0
        # a PM6750 measures only when the host says so
        changes = () if plan.kind is DeviceKind.PM6750 else plan.cuff_programme
        programme = tuple(
            CycleChange(from_s=60.0 * change.from_min, interval_s=60.0 * change.interval_min) for change in changes
        )
        settings = CuffSettings(
            programme=programme,
            failure_share=min(1.0, factor * plan.cuff_failure_share),
            artefact_share=plan.cuff_artefact_share,
        )
        return Cuff(patient, settings=settings, seed=self.seed_for("cuff", plan.id))


def _course(plan: PatientPlan) -> Course:
    return Course(seated_s=-60.0 * plan.admitted_min, pump=_pump(plan), infusion_number=plan.infusion_number)


def _pump(plan: PatientPlan) -> PumpHistory:
    if plan.infusion_start_min is None:
        return PumpHistory()
    pump = PumpHistory.standard(start_s=-60.0 * plan.infusion_start_min, minutes=plan.planned_infusion_min)
    return pump if plan.infusion_end_min is None else pump.ended(-60.0 * plan.infusion_end_min)
