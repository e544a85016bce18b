"""Simulated sessions measured as the published series were: single cuff readings against the one before it all."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from simulators.patient.arrays import Flags, Floats
from simulators.patient.batch import BatchPlan, SessionBatch, generate
from simulators.patient.cuff_reading import CuffLuck, PressureReading
from simulators.patient.pump import PumpHistory
from simulators.patient.truth import TruthKind

COURSE = 17  # infusions a patient: 2342 of 138 in the largest series
BASELINE_S = -120
READINGS_S = tuple(range(600, 6001, 600))  # every 10 min to 100 min
AT_VISIT_S = (2400, 3600, 5400)  # 40, 60 and 90 min
FIRST_VISITS = 8
SUBSTANTIAL_MMHG = (40, 25)
_EARLY = 3
# Staff repeat what cannot be true, so that a published series has no gross artefacts
_BELIEVED = CuffLuck(failure_share=0.0, artefact_share=0.0)


@dataclass(frozen=True, slots=True)
class Sessions:
    """Measured sessions: rises and ratios by session and reading, shares of sessions by condition."""

    rises: Floats  # × readings × (S, D, pulse)
    ratios: Floats  # × readings, of S
    fast: Flags  # any pulse > 110
    shares: dict[TruthKind, float]


@dataclass(frozen=True, slots=True)
class Courses:
    """Shares of patients, and of severe sessions."""

    severe_patients: float
    severe_early: float
    substantial: float


def measured_sessions(seeds: Sequence[int], *, pump: PumpHistory | None = None) -> Sessions:
    """Simulate one session a seed and read the cuff at the published times."""
    plan = BatchPlan(luck=_BELIEVED, after_s=7200)
    if pump is not None:
        plan = BatchPlan(luck=_BELIEVED, after_s=7200, pump=pump)
    readings, counts = [], dict.fromkeys(TruthKind, 0)
    for batch in generate(seeds, plan):
        readings += [_read(batch, row, (BASELINE_S, *READINGS_S)) for row in range(len(batch.patients))]
        for truth in batch.truths():
            for kind in {episode.kind for episode in truth.episodes}:
                counts[kind] += 1
    values = np.array(readings, dtype=np.float64)
    later = values[:, 1:, :]
    return Sessions(
        rises=later - values[:, :1, :],
        ratios=later[:, :, 0] / values[:, :1, 0],
        fast=np.asarray((later[:, :, 2] > 110).any(axis=1)),
        shares={kind: count / len(seeds) for kind, count in counts.items()},
    )


def course_of_patients(seeds: Sequence[int]) -> Courses:
    """Give each patient a whole course."""
    severe, substantial = [], []
    for number in range(1, COURSE + 1):
        found = _visits(seeds, number)
        severe.append([is_severe for is_severe, _is_substantial in found])
        substantial.append([is_substantial for _is_severe, is_substantial in found])
    by_number = np.array(severe)
    return Courses(
        severe_patients=float(by_number.any(axis=0).mean()),
        severe_early=float(by_number[:_EARLY].sum() / max(1, by_number.sum())),
        substantial=float(np.array(substantial[:FIRST_VISITS]).any(axis=0).mean()),
    )


def _visits(seeds: Iterable[int], number: int) -> list[tuple[bool, bool]]:
    """By patient, whether that infusion had severe pressure and a substantial rise."""
    found: list[tuple[bool, bool]] = []
    for batch in generate(seeds, BatchPlan(luck=_BELIEVED, infusion_number=number)):
        truths = batch.truths()
        for row, truth in enumerate(truths):
            before, *visit = _read(batch, row, (BASELINE_S, *AT_VISIT_S))
            rises = [(after[0] - before[0], after[1] - before[1]) for after in visit]
            over = [s >= SUBSTANTIAL_MMHG[0] or d >= SUBSTANTIAL_MMHG[1] for s, d in rises]
            found.append((truth.has(TruthKind.SEVERE), any(over)))
    return found


def _read(batch: SessionBatch, row: int, starts_s: Sequence[int]) -> list[tuple[int, int, int]]:
    readings = [
        batch.pressure(row, start_s=start_s, number=number).reading for number, start_s in enumerate(starts_s, start=1)
    ]
    return [_numbers(reading) for reading in readings]


def _numbers(reading: PressureReading | None) -> tuple[int, int, int]:
    if reading is None:
        raise ValueError("a cuff that never fails has failed")
    return reading.systolic, reading.diastolic, reading.pulse
