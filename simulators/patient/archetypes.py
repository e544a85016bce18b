"""Kinds of patients: how their resting values and their responses to ketamine are distributed.

The numbers are the calibrated mix of the reference material; `python -m benchmarks patient_model` holds it against the
largest published series (2342 infusions, doi 10.1016/j.genhosppsych.2024.07.001). Who is drawn from it stands in
`simulators.patient.person`.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import numpy as np


class Archetype(StrEnum):
    NORMOTENSIVE = "normotensive"
    ELDERLY = "elderly"
    TREATED_HYPERTENSION = "treated_hypertension"
    BETA_BLOCKED = "beta_blocked"
    HYPER_RESPONDER = "hyper_responder"


@dataclass(frozen=True, slots=True)
class Spread:
    mean: float
    sd: float


@dataclass(frozen=True, slots=True)
class Population:
    """Spreads within one archetype: resting values, and rises at full drug effect."""

    weight: float
    systolic: Spread
    diastolic: Spread
    pulse: Spread
    systolic_rise: Spread
    diastolic_rise: Spread
    pulse_rise: Spread


RISE_CALIBRATION: Final = 0.925
"""The rises of pressure below are the reference material's times this: systolic means and spreads, diastolic means.

With its own numbers, and a baseline read two minutes before the start, 3,000 simulated sessions rose by 17.4 SD 11.9 /
11.8 SD 8.2 mmHg at 40 min, where 16.0 SD 11.2 / 11.0 SD 8.45 are published, and 1.8 % of them were severe, of 0.98 %.
A baseline read on sitting down would hide the difference behind the excitement of arriving.
"""
POPULATIONS: Final = {
    Archetype.NORMOTENSIVE: Population(
        0.48, Spread(117, 9), Spread(73, 7), Spread(73, 9), Spread(16, 6), Spread(11.3, 5), Spread(4.5, 6)
    ),
    Archetype.ELDERLY: Population(
        0.14, Spread(127, 9), Spread(73, 7), Spread(68, 8), Spread(20, 7), Spread(12, 5), Spread(3.5, 5)
    ),
    Archetype.TREATED_HYPERTENSION: Population(
        0.26, Spread(129, 8), Spread(78, 6), Spread(73, 9), Spread(19.5, 8), Spread(13, 5.5), Spread(2, 5)
    ),
    Archetype.BETA_BLOCKED: Population(
        0.08, Spread(124, 9), Spread(75, 6), Spread(60, 6), Spread(16.5, 7), Spread(11, 5), Spread(1, 3)
    ),
    Archetype.HYPER_RESPONDER: Population(
        0.04, Spread(128, 9), Spread(79, 6), Spread(80, 9), Spread(37, 8), Spread(24, 6), Spread(16, 8)
    ),
}


def draw_archetype(rng: np.random.Generator) -> Archetype:
    """Choose by the weights of the mix."""
    names = list(POPULATIONS)
    return names[int(rng.choice(len(names), p=[POPULATIONS[name].weight for name in names]))]
