"""Who a patient is: what stays the same over a course of infusions, and what that person is like on one day.

Every quantity is a standard deviate of its archetype. A part of it belongs to the person, the rest to the day, so that
infusions of one course resemble each other while the whole population keeps the archetype's spread.
"""

import math
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

import numpy as np

from simulators.patient.archetypes import POPULATIONS, RISE_CALIBRATION, Archetype, Population, Spread
from simulators.patient.arrays import Floats

# Clips and correlations of the calibrated mix
_SYSTOLIC_MMHG, _DIASTOLIC_MMHG, _PULSE_BPM, _SPO2_PERCENT = (95, 142), (52, 90), (48, 108), (94, 100)
_DIASTOLIC_WITH_SYSTOLIC, _DIASTOLIC_RISE_WITH_SYSTOLIC_RISE, _PULSE_RISE_WITH_SYSTOLIC_RISE = 0.65, 0.75, 0.4
_SPO2: Final = Spread(97.3, 1.0)
_SETTLING: Final = Spread(6.0, 4.0)
_LOG_CLEARANCE_SD: Final = 0.2
_FINGER_DELAY_S: Final = (10.0, 15.0)
# Plausible, from no published series: perfusion 2.5 % in the median, breathing and exhaled CO2 of people at rest
_LOG_PERFUSION_INDEX: Final = Spread(0.9, 0.4)
_RESPIRATION: Final = Spread(14.0, 2.0)
_CO2: Final = Spread(38.0, 2.5)
_DAY_SHARE: Final = 0.3
"""Of the variance, what changes from day to day. A resting pressure that varies by 9 mmHg between people then varies by
5 between one person's visits. Assumed; no published series of infusions gives it."""


class _Trait(IntEnum):
    REST = 0
    DIASTOLIC = 1
    PULSE = 2
    SPO2 = 3
    RISE = 4
    DIASTOLIC_RISE = 5
    PULSE_RISE = 6
    PERFUSION = 7
    RESPIRATION = 8
    CO2 = 9
    CLEARANCE = 10


@dataclass(frozen=True, slots=True)
class Constitution:
    """What a person brings to every infusion of a course."""

    archetype: Archetype
    deviates: tuple[float, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A person on one day: resting values and rises at full drug effect, in mmHg, per minute and percent."""

    systolic: float
    diastolic: float
    pulse: float
    spo2: float
    perfusion_index: float
    respiration: float
    etco2: float
    systolic_rise: float
    diastolic_rise: float
    pulse_rise: float
    settling: float  # mmHg above rest on sitting down
    clearance: float  # multiple of the usual
    finger_delay_s: float  # blood needs so long from lung to fingertip
    cuff_failure_factor: float = 1.0  # how many times as often as usual the cuff cannot measure on this arm


def draw_constitution(archetype: Archetype, rng: np.random.Generator) -> Constitution:
    """Draw what stays."""
    return Constitution(archetype, tuple(rng.standard_normal(len(_Trait)).tolist()))


def draw_day(constitution: Constitution, rng: np.random.Generator) -> Person:
    """Draw how that person is today, with the correlations of the mix."""
    lasting = np.array(constitution.deviates)
    shares = np.full(len(_Trait), _DAY_SHARE)
    shares[_Trait.CLEARANCE] = 0.0  # the same liver every day
    today: Floats = np.sqrt(1.0 - shares) * lasting + np.sqrt(shares) * rng.standard_normal(len(_Trait))
    settling = max(0.0, float(rng.normal(_SETTLING.mean, _SETTLING.sd)))
    return _person(POPULATIONS[constitution.archetype], today, settling, float(rng.uniform(*_FINGER_DELAY_S)))


def _person(population: Population, today: Floats, settling: float, finger_delay_s: float) -> Person:
    rest, rise = today[_Trait.REST], today[_Trait.RISE]
    diastolic = _correlated(rest, _DIASTOLIC_WITH_SYSTOLIC, today[_Trait.DIASTOLIC])
    diastolic_rise = _correlated(rise, _DIASTOLIC_RISE_WITH_SYSTOLIC_RISE, today[_Trait.DIASTOLIC_RISE])
    pulse_rise = _correlated(rise, _PULSE_RISE_WITH_SYSTOLIC_RISE, today[_Trait.PULSE_RISE])
    return Person(
        systolic=_clipped(population.systolic, rest, _SYSTOLIC_MMHG),
        diastolic=_clipped(population.diastolic, diastolic, _DIASTOLIC_MMHG),
        pulse=_clipped(population.pulse, today[_Trait.PULSE], _PULSE_BPM),
        spo2=_clipped(_SPO2, today[_Trait.SPO2], _SPO2_PERCENT),
        perfusion_index=math.exp(_at(_LOG_PERFUSION_INDEX, today[_Trait.PERFUSION])),
        respiration=_at(_RESPIRATION, today[_Trait.RESPIRATION]),
        etco2=_at(_CO2, today[_Trait.CO2]),
        systolic_rise=RISE_CALIBRATION * _at(population.systolic_rise, rise),
        # The spread stays: with a smaller one, readings would vary less than the published 8.45 mmHg
        diastolic_rise=_at(
            Spread(RISE_CALIBRATION * population.diastolic_rise.mean, population.diastolic_rise.sd), diastolic_rise
        ),
        pulse_rise=_at(population.pulse_rise, pulse_rise),
        settling=settling,
        clearance=math.exp(_LOG_CLEARANCE_SD * today[_Trait.CLEARANCE]),
        finger_delay_s=finger_delay_s,
    )


def _correlated(other: float, correlation: float, own: float) -> float:
    return correlation * other + math.sqrt(1.0 - correlation**2) * own


def _at(spread: Spread, deviate: float) -> float:
    return float(spread.mean + spread.sd * deviate)


def _clipped(spread: Spread, deviate: float, limits: tuple[float, float]) -> float:
    return float(np.clip(_at(spread, deviate), *limits))
