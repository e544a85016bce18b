"""Thousands of sessions at 1 Hz for statistics and proofs, by the same equations as the live patient.

Time 0 is the start of the infusion. Each session follows from its seed alone, whatever else is in the batch.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

import numpy as np

from simulators.patient.archetypes import Archetype, draw_archetype
from simulators.patient.arrays import Floats
from simulators.patient.bedside import LOOKBACK_S, Inflation, Shown, oximeter_of
from simulators.patient.cuff_reading import CuffLuck, PressureReading, inflation, read_pressure
from simulators.patient.drug import DOMINO_DRUG, Drug
from simulators.patient.model import Chances, Course, SimulatedPatient, latent_of
from simulators.patient.physiology import Latent
from simulators.patient.pump import PumpHistory
from simulators.patient.seeds import Stream, generator
from simulators.patient.traits import Trait
from simulators.patient.truth import SessionTruth, label

CHUNK_SESSIONS: Final = 32
"""Computed together: more gains no speed and costs memory, about 8 MB a session while it is being made."""
MEAN_COURSE: Final = 17
"""Infusions a patient in the largest series: 2342 of 138 patients."""
_SAME_ARM_SHARE: Final = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class BatchPlan:
    """What all sessions of a batch share."""

    before_s: int = 600
    after_s: int = 7200  # from the start of the infusion
    pump: PumpHistory = field(default_factory=lambda: PumpHistory.standard(start_s=0.0))
    chances: Chances = field(default_factory=lambda: Chances(motion_per_hour=4.0, incidents=True))
    luck: CuffLuck = field(default_factory=CuffLuck)
    archetype: Archetype | None = None  # None: drawn by the weights of the mix
    infusion_number: int | None = None  # None: drawn evenly from a mean course
    traits: frozenset[Trait] = frozenset()
    drug: Drug = DOMINO_DRUG


NOISE_ONLY: Final = BatchPlan(
    chances=Chances(motion_per_hour=4.0, incidents=False), traits=frozenset({Trait.NON_RESPONDER})
)
"""Nothing happens to anybody, instruments err as always: whatever alarms here is false."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Determination:
    """One cuff reading; `reading` None: the cuff could not measure."""

    start_s: int
    end_s: float
    reading: PressureReading | None


class SessionBatch:
    """Some sessions, side by side; rows of all arrays are in the order of the seeds."""

    def __init__(self, plan: BatchPlan, seeds: Sequence[int]) -> None:
        self.plan: Final = plan
        self.first_s: Final = -plan.before_s
        self.patients: Final = tuple(session_patient(seed, plan) for seed in seeds)
        self._same_arm = [_is_same_arm(seed) for seed in seeds]
        seconds = plan.before_s + plan.after_s
        self._signs = latent_of(self.patients, first_s=self.first_s - LOOKBACK_S, seconds=LOOKBACK_S + seconds)

    @property
    def t_s(self) -> Floats:
        """Seconds of the columns."""
        return np.arange(self.first_s, self.plan.after_s, dtype=np.float64)

    @property
    def latent(self) -> Latent:
        """What is true, at `t_s`."""
        return _from_column(self._signs, LOOKBACK_S)

    @property
    def same_arm(self) -> tuple[bool, ...]:
        """By session, whether cuff and probe share an arm."""
        return tuple(self._same_arm)

    def truths(self) -> tuple[SessionTruth, ...]:
        """Label all sessions."""
        return label(self.latent, patients=self.patients, first_s=self.first_s)

    def pressure(self, row: int, *, start_s: int, number: int) -> Determination:
        """Inflate the cuff at `start_s`, for the `number`-th time in that session.

        Raises:
            ValueError: the session does not last so long.

        """
        patient, first = self.patients[row], start_s - self.first_s + LOOKBACK_S
        rng, length_s = inflation(patient.seed, number)
        span = slice(first, first + int(np.ceil(length_s)))
        if start_s < self.first_s or span.stop > self._signs.pulse.shape[1]:
            raise ValueError(f"no whole inflation fits into the session at {start_s} s")
        luck = self.plan.luck
        failure_share = min(1.0, luck.failure_share * patient.person.cuff_failure_factor)
        signs = self._signs
        reading = read_pressure(
            rng,
            systolic=signs.systolic[row, span],
            diastolic=signs.diastolic[row, span],
            pulse=signs.pulse[row, span],
            luck=replace(luck, failure_share=failure_share),
        )
        return Determination(start_s=start_s, end_s=start_s + length_s, reading=reading)

    def shown(self, readings: Sequence[Sequence[tuple[int, Determination]]] = ()) -> Shown:
        """Give what the oximeters show; `readings` by session with their numbers disturb those of `same_arm`."""
        inflations: list[list[Inflation]] = [[] for _patient in self.patients]
        for row, of_session in enumerate(readings):
            if self._same_arm[row]:
                inflations[row] = [Inflation(number=n, start_s=d.start_s, end_s=d.end_s) for n, d in of_session]
        return oximeter_of(self._signs, patients=self.patients, first_s=self.first_s, inflations=inflations)

    def beside_cuff(self, row: int, number: int, determination: Determination) -> Shown:
        """Give what an oximeter on the cuff's arm shows in the whole seconds of one inflation, as one row."""
        first, last = determination.start_s, int(np.ceil(determination.end_s))
        signs = _columns(self._signs, row, slice(first - self.first_s, last - self.first_s + LOOKBACK_S))
        during = Inflation(number=number, start_s=first, end_s=determination.end_s)
        return oximeter_of(signs, patients=[self.patients[row]], first_s=first, inflations=[[during]])


def generate(seeds: Iterable[int], plan: BatchPlan | None = None) -> Iterator[SessionBatch]:
    """Give the sessions of those seeds, some at a time."""
    plan = plan or BatchPlan()
    waiting: list[int] = []
    for seed in seeds:
        waiting.append(seed)
        if len(waiting) == CHUNK_SESSIONS:
            yield SessionBatch(plan, waiting)
            waiting = []
    if waiting:
        yield SessionBatch(plan, waiting)


def session_patient(seed: int, plan: BatchPlan) -> SimulatedPatient:
    """Build the patient of one session."""
    rng = generator(seed, Stream.SESSION)
    archetype, number = draw_archetype(rng), int(rng.integers(1, MEAN_COURSE + 1))
    course = Course(
        seated_s=float(-plan.before_s),
        pump=plan.pump,
        infusion_number=number if plan.infusion_number is None else plan.infusion_number,
    )
    return SimulatedPatient(
        archetype=archetype if plan.archetype is None else plan.archetype,
        course=course,
        seed=seed,
        chances=plan.chances,
        traits=plan.traits,
        drug=plan.drug,
        earliest_s=-plan.before_s - LOOKBACK_S,
    )


def _is_same_arm(seed: int) -> bool:
    return bool(generator(seed, Stream.ARM).random() < _SAME_ARM_SHARE)


def _columns(signs: Latent, row: int, span: slice) -> Latent:
    return replace(signs, **{name: getattr(signs, name)[row : row + 1, span] for name in Latent.__dataclass_fields__})


def _from_column(signs: Latent, first: int) -> Latent:
    return replace(signs, **{name: getattr(signs, name)[:, first:] for name in Latent.__dataclass_fields__})
