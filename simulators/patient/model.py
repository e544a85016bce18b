"""A simulated patient: one seed, one day of one course of infusions, and whatever happens or is ordered meanwhile.

`latent_of` computes any number of patients at once; a single patient asks it for a block of seconds at a time.
"""

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

import numpy as np

from simulators.patient.archetypes import Archetype
from simulators.patient.arrays import Flags, Floats
from simulators.patient.drug import DOMINO_DRUG, Drug, unit_effect
from simulators.patient.events import EventKind, PatientEvent
from simulators.patient.incidents import Day, draw_incidents
from simulators.patient.motion import HandMotion, Motion
from simulators.patient.person import draw_constitution, draw_day
from simulators.patient.physiology import Latent, latent
from simulators.patient.pump import PumpHistory
from simulators.patient.seeds import Stream, generator
from simulators.patient.traits import Trait, delivered, drug_with, events_of, person_with
from simulators.patient.variability import Variability
from simulators.patient.vitals import Vitals

EARLIEST_S: Final = -4 * 3600  # a patient's past begins here, whatever part of it anybody asks for
MAX_EVENTS: Final = 200  # oldest forgotten beyond; far more than anybody scripts for one session
_BLOCK_S: Final = 120
_BLOCKS_CACHED: Final = 4
_USUAL_WAIT_S, _USUAL_INFUSION_S = 600.0, 2400.0  # where no infusion is planned, events are drawn as if one were


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A patient's day, in seconds of the run, and which infusion of the course it is."""

    seated_s: float
    pump: PumpHistory = field(default_factory=PumpHistory)  # as it was set; see `Trait` for mishaps
    infusion_number: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Chances:
    """What may happen by itself."""

    motion_per_hour: float = 0.0
    incidents: bool = False  # surges, faints, coughs … as often as in clinics; False: only what a script says


class SimulatedPatient:
    """One patient, reproducible from the seed: the same seed with another infusion number is the same person."""

    def __init__(
        self,
        *,
        archetype: Archetype,
        course: Course,
        seed: int,
        chances: Chances | None = None,
        traits: Collection[Trait] = (),
        drug: Drug = DOMINO_DRUG,
        earliest_s: int = EARLIEST_S,
    ) -> None:
        number = course.infusion_number
        chances = chances or Chances()
        self.seed: Final = seed
        self.archetype: Final = archetype
        self.course: Final = course
        self.traits: Final = frozenset(traits)
        self.drug: Final = drug_with(drug, traits)
        constitution = draw_constitution(archetype, generator(seed, Stream.CONSTITUTION))
        self.person: Final = person_with(draw_day(constitution, generator(seed, Stream.DAY, number)), traits)
        self.motion: Final = HandMotion(seed=seed, day=number, per_hour=chances.motion_per_hour)
        self._wandering = Variability(seed=(seed, Stream.WANDERING, number), first_s=earliest_s)
        self._earliest_s = earliest_s
        self._pump = course.pump
        self._events = self._draw_events(incidents=chances.incidents)
        self._blocks: dict[int, list[Vitals]] = {}

    @property
    def events(self) -> tuple[PatientEvent, ...]:
        """Everything that has happened or will, as far as known."""
        return self._events

    @property
    def pump(self) -> PumpHistory:
        """What the pump was set to."""
        return self._pump

    @property
    def drug_given(self) -> PumpHistory:
        """What reaches the patient, mishaps included."""
        return delivered(self._pump, self.traits)

    def add_event(self, event: PatientEvent) -> None:
        """Let something happen; the past before its start stays as it was."""
        self._events = (*self._events, event)[-MAX_EVENTS:]
        self._blocks.clear()

    def set_pump(self, pump: PumpHistory) -> None:
        """Let the pump's history be this one; the past before its first difference stays as it was."""
        self._pump = pump
        self._blocks.clear()

    def at(self, t_s: float) -> Vitals:
        """Say the values of the second in which `t_s` lies; see `Patient.at`."""
        index, offset = divmod(math.floor(t_s) - self._earliest_s, _BLOCK_S)
        if index < 0:
            raise ValueError(f"{t_s} s lies before this patient's first second")
        if index not in self._blocks:
            if len(self._blocks) >= _BLOCKS_CACHED:
                del self._blocks[next(iter(self._blocks))]
            self._blocks[index] = self._block(self._earliest_s + index * _BLOCK_S)
        return self._blocks[index][offset]

    def wandering(self, first_s: int, seconds: int) -> Floats:
        """Noise of those seconds, seconds × channels; see `Variability.rows`."""
        return self._wandering.rows(first_s, seconds)

    def _draw_events(self, *, incidents: bool) -> tuple[PatientEvent, ...]:
        pump, seated_s = self.course.pump, self.course.seated_s
        start_s = pump.start_s if pump.start_s is not None else seated_s + _USUAL_WAIT_S
        end_s = pump.end_s if pump.end_s is not None else start_s + _USUAL_INFUSION_S
        number = self.course.infusion_number
        day = Day(seated_s=seated_s, start_s=start_s, end_s=max(start_s, end_s), infusion_number=number)
        rng = generator(self.seed, Stream.EVENTS, number)
        drawn = draw_incidents(rng, day) if incidents else ()
        return (*drawn, *events_of(self.traits, day, rng))

    def _block(self, first_s: int) -> list[Vitals]:
        signs = latent_of([self], first_s=first_s, seconds=_BLOCK_S)
        t_s = np.arange(first_s, first_s + _BLOCK_S, dtype=np.float64)
        off = t_s < self.course.seated_s
        for event in self._events:
            if event.kind is EventKind.PROBE_OFF:
                off |= event.strength(t_s) > 0.0
        return _moments(signs, self.motion.during(t_s), off)


def latent_of(patients: Sequence[SimulatedPatient], *, first_s: int, seconds: int) -> Latent:
    """Compute what is true of each patient in each of those seconds, patients × seconds.

    Raises:
        ValueError: `first_s` lies before a patient's time.

    """
    t_s = np.arange(first_s, first_s + seconds, dtype=np.float64)
    effects = [
        unit_effect(patient.drug, patient.drug_given, t_s, clearance=patient.person.clearance) for patient in patients
    ]
    return latent(
        [patient.person for patient in patients],
        seated_s=np.array([patient.course.seated_s for patient in patients]),
        t_s=t_s,
        effect=np.stack(effects),
        wandering=np.stack([patient.wandering(first_s, seconds) for patient in patients]),
        events=[patient.events for patient in patients],
    )


def _moments(signs: Latent, motion: Motion, off: Flags) -> list[Vitals]:
    """Turn the arrays of one patient into a list of moments, in which a missing value is None."""
    columns = (signs.systolic, signs.diastolic, signs.mean, signs.pulse, signs.spo2, signs.perfusion_index)
    rows = zip(*(column[0].tolist() for column in columns), strict=True)
    breaths = zip(signs.respiration[0].tolist(), signs.etco2[0].tolist(), strict=True)
    hands = zip(off.tolist(), motion.noticed.tolist(), motion.noises(), strict=True)
    return [
        Vitals(
            systolic=systolic,
            diastolic=diastolic,
            mean=mean,
            pulse=pulse,
            spo2=spo2,
            perfusion_index=perfusion_index,
            respiration=respiration,
            etco2=None if math.isnan(etco2) else etco2,
            probe_on=not is_off,
            motion=is_noticed,
            noise=noise,
        )
        for (systolic, diastolic, mean, pulse, spo2, perfusion_index), (respiration, etco2), (
            is_off,
            is_noticed,
            noise,
        ) in zip(rows, breaths, hands, strict=True)
    ]
