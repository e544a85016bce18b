"""Kinds of patients: how their resting values and their responses to ketamine are distributed.

The numbers are the calibrated mix of the reference material, whose simulated means and spreads at 40 minutes agree
with the largest published series (2342 infusions, doi 10.1016/j.genhosppsych.2024.07.001).
"""

from dataclasses import dataclass
from enum import StrEnum

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


POPULATIONS = {
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
# Clips and correlations of the same mix
_SYSTOLIC_MMHG, _DIASTOLIC_MMHG, _PULSE_BPM, _SPO2_PERCENT = (95, 142), (52, 90), (48, 108), (94, 100)
_DIASTOLIC_WITH_SYSTOLIC, _DIASTOLIC_RISE_WITH_SYSTOLIC_RISE, _PULSE_RISE_WITH_SYSTOLIC_RISE = 0.65, 0.75, 0.4
_SPO2 = Spread(97.3, 1.0)
_LOG_PERFUSION_INDEX = Spread(0.9, 0.4)  # median 2.5 %; a plausible finger, from no published series


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """One drawn patient: resting values and rises at full drug effect, in mmHg, per minute and percent."""

    systolic: float
    diastolic: float
    pulse: float
    spo2: float
    perfusion_index: float
    systolic_rise: float
    diastolic_rise: float
    pulse_rise: float


def draw_archetype(rng: np.random.Generator) -> Archetype:
    """Choose by the weights of the mix."""
    names = list(POPULATIONS)
    return names[int(rng.choice(len(names), p=[POPULATIONS[name].weight for name in names]))]


def draw_person(archetype: Archetype, rng: np.random.Generator) -> Person:
    """Draw resting values and responses with the mix's correlations."""
    population = POPULATIONS[archetype]
    rest, rise, pulse, spo2, perfusion = (float(deviation) for deviation in rng.standard_normal(5))
    diastolic = _correlated(rest, _DIASTOLIC_WITH_SYSTOLIC, rng)
    diastolic_rise = _correlated(rise, _DIASTOLIC_RISE_WITH_SYSTOLIC_RISE, rng)
    pulse_rise = _correlated(rise, _PULSE_RISE_WITH_SYSTOLIC_RISE, rng)
    return Person(
        systolic=_clipped(population.systolic, rest, _SYSTOLIC_MMHG),
        diastolic=_clipped(population.diastolic, diastolic, _DIASTOLIC_MMHG),
        pulse=_clipped(population.pulse, pulse, _PULSE_BPM),
        spo2=_clipped(_SPO2, spo2, _SPO2_PERCENT),
        perfusion_index=float(np.exp(_LOG_PERFUSION_INDEX.mean + _LOG_PERFUSION_INDEX.sd * perfusion)),
        systolic_rise=population.systolic_rise.mean + population.systolic_rise.sd * rise,
        diastolic_rise=population.diastolic_rise.mean + population.diastolic_rise.sd * diastolic_rise,
        pulse_rise=population.pulse_rise.mean + population.pulse_rise.sd * pulse_rise,
    )


def _correlated(other: float, correlation: float, rng: np.random.Generator) -> float:
    return float(correlation * other + np.sqrt(1.0 - correlation**2) * rng.standard_normal())


def _clipped(spread: Spread, deviation: float, limits: tuple[float, float]) -> float:
    return float(np.clip(spread.mean + spread.sd * deviation, *limits))
