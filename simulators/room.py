"""Builds the patients and devices of a scenario, each with a seed of its own, and plays their past.

The links to the outside and the pace belong to `simulators.serve`.
"""

import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import assert_never

from simulators.devices.cuff import Cuff, CuffResult, CuffSettings, CycleChange
from simulators.devices.ge_dinamap import Dinamap
from simulators.devices.masimo_ascii1 import MasimoRad8
from simulators.devices.mqtt_native import MqttMonitor, NativeVoice
from simulators.devices.oximeter import RECORDED, Oximeter, OximeterReading, OximeterSettings
from simulators.patient import Archetype, Course, Patient, SimulatedPatient, make_event
from simulators.recording import Columns, RecordedPatient
from simulators.scenario import LONGEST_PAST_MIN, DeviceKind, DevicePlan, PatientPlan, Scenario

PAST_STEP_S = 5.0  # between two continuous values of the past


@dataclass(frozen=True, slots=True)
class RoomDevice:
    plan: DevicePlan
    device: MasimoRad8 | Dinamap | MqttMonitor


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
            motion_per_hour=plan.motion_per_hour,
        )
        for event in plan.events:
            hold_s = None if event.hold_min is None else 60.0 * event.hold_min
            patient.add_event(make_event(event.kind, start_s=60.0 * event.at_min, hold_s=hold_s))
        return patient

    def _device(self, plan: DevicePlan) -> MasimoRad8 | Dinamap | MqttMonitor:
        patient = self.patients[plan.place]
        settings = RECORDED if isinstance(patient, RecordedPatient) else OximeterSettings()
        oximeter = Oximeter(patient, settings)
        match plan.kind:
            case DeviceKind.MASIMO_ASCII1:
                serial_number = f"{self.seed_for('serial', plan.id):010d}"
                return MasimoRad8(oximeter=oximeter, epoch=self.epoch, serial_number=serial_number)
            case DeviceKind.GE_DINAMAP:
                return Dinamap(oximeter=oximeter if plan.oximeter else None, cuff=self._cuff(plan))
            case DeviceKind.MQTT_NATIVE:
                voice = NativeVoice(device_id=plan.id, epoch=self.epoch)
                return MqttMonitor(voice=voice, oximeter=oximeter if plan.oximeter else None, cuff=self._cuff(plan))
            case _:
                assert_never(plan.kind)

    def _cuff(self, plan: DevicePlan) -> Cuff:
        programme = tuple(
            CycleChange(from_s=60.0 * change.from_min, interval_s=60.0 * change.interval_min)
            for change in plan.cuff_programme
        )
        settings = CuffSettings(
            programme=programme,
            failure_share=plan.cuff_failure_share,
            artefact_share=plan.cuff_artefact_share,
        )
        return Cuff(self.patients[plan.place], settings=settings, seed=self.seed_for("cuff", plan.id))


def _course(plan: PatientPlan) -> Course:
    start_min, end_min = plan.infusion_start_min, plan.infusion_end_min
    infusion_min = plan.planned_infusion_min
    if start_min is not None and end_min is not None:
        infusion_min = start_min - end_min
    return Course(
        seated_s=-60.0 * plan.admitted_min,
        infusion_start_s=None if start_min is None else -60.0 * start_min,
        infusion_min=infusion_min,
    )
