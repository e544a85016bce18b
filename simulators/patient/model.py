"""A small seeded physiology: resting values, settling, ketamine's effect, wandering and events.

A placeholder for the full model, which keeps the `Patient` interface. Equations of the reference material, at 1 Hz.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulators.patient import variability
from simulators.patient.archetypes import Archetype, draw_person
from simulators.patient.drug import drug_effect
from simulators.patient.events import EventKind, PatientEvent
from simulators.patient.motion import HandMotion
from simulators.patient.vitals import Vitals

EARLIEST_S: Final = -4 * 3600  # a patient's past begins here, whatever part of it anybody asks for
MAX_EVENTS: Final = 200  # oldest forgotten beyond; far more than anybody scripts for one session
_SETTLING_TAU_S = 360.0
_MEAN_SHARE = 0.36  # mean pressure = diastolic + this share of the pulse pressure
_LOWEST_PULSE_PRESSURE_MMHG = 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What happens to a patient, in seconds after the start of the run. `infusion_start_s` None: no drug yet."""

    seated_s: float
    infusion_start_s: float | None = None
    infusion_min: float = 40.0


class SimulatedPatient:
    """One patient, reproducible from the seed."""

    def __init__(self, *, archetype: Archetype, course: Course, seed: int, motion_per_hour: float = 0.0) -> None:
        rng = np.random.default_rng(seed)
        self.person = draw_person(archetype, rng)
        self.course = course
        self._settling_mmhg = max(0.0, float(rng.normal(6.0, 4.0)))
        self._wandering = variability.Variability(seed=int(rng.integers(2**63)), first_s=EARLIEST_S)
        self._motion = HandMotion(seed=seed, per_hour=motion_per_hour)
        self._events: list[PatientEvent] = []

    def add_event(self, event: PatientEvent) -> None:
        """Let something happen; the past before its start stays as it was."""
        self._events = [*self._events, event][-MAX_EVENTS:]

    def at(self, t_s: float) -> Vitals:
        """Say the values at `t_s`; see `Patient.at`."""
        row = self._wandering.row(math.floor(t_s))
        systolic, diastolic, pulse, spo2 = self._pulled_by_events(t_s, *self._undisturbed(t_s))
        systolic += row[variability.PRESSURE_SLOW] + row[variability.PRESSURE_FAST]
        diastolic += 0.6 * row[variability.PRESSURE_SLOW] + 0.5 * row[variability.PRESSURE_FAST]
        diastolic = min(diastolic, systolic - _LOWEST_PULSE_PRESSURE_MMHG)
        return Vitals(
            systolic=systolic,
            diastolic=diastolic,
            mean=diastolic + _MEAN_SHARE * (systolic - diastolic),
            pulse=pulse + row[variability.PULSE_SLOW] + row[variability.PULSE_FAST],
            spo2=min(100.0, spo2 + row[variability.SATURATION]),
            perfusion_index=self.person.perfusion_index * math.exp(row[variability.PERFUSION]),
            probe_on=self._wears_probe(t_s),
            motion=self._motion.moving(t_s),
        )

    def _wears_probe(self, t_s: float) -> bool:
        if t_s < self.course.seated_s:
            return False
        return not any(event.kind is EventKind.PROBE_OFF and event.strength(t_s) > 0 for event in self._events)

    def _undisturbed(self, t_s: float) -> tuple[float, float, float, float]:
        effect = self._drug_effect(t_s)
        settling = self._settling_mmhg * math.exp(-max(0.0, t_s - self.course.seated_s) / _SETTLING_TAU_S)
        person = self.person
        return (
            person.systolic + person.systolic_rise * effect + settling,
            person.diastolic + person.diastolic_rise * effect + 0.5 * settling,
            person.pulse + person.pulse_rise * effect + 0.4 * settling,
            person.spo2 - 0.4 * min(effect, 1.3),
        )

    def _drug_effect(self, t_s: float) -> float:
        start_s = self.course.infusion_start_s
        if start_s is None:
            return 0.0
        return drug_effect(since_start_min=(t_s - start_s) / 60.0, infusion_min=self.course.infusion_min)

    def _pulled_by_events(
        self, t_s: float, systolic: float, diastolic: float, pulse: float, spo2: float
    ) -> tuple[float, float, float, float]:
        for event in self._events:
            strength = event.strength(t_s)
            if strength > 0.0:
                systolic = _pulled(systolic, event.systolic, strength)
                diastolic = _pulled(diastolic, event.diastolic, strength)
                pulse = _pulled(pulse, event.pulse, strength)
                spo2 = _pulled(spo2, event.spo2, strength)
        return systolic, diastolic, pulse, spo2


def _pulled(value: float, target: float | None, strength: float) -> float:
    return value if target is None else value + strength * (target - value)
