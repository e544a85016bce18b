"""What an automatic cuff makes of the pressures it was inflated over: mean, noise, failure, gross artefact.

Also what the inflated cuff does to an oximeter on the same arm. When the cuff is inflated, and how a device reports the
result, is left to `simulators.devices`.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import numpy as np

from simulators.patient.arrays import Floats
from simulators.patient.physiology import MEAN_SHARE
from simulators.patient.seeds import Stream, generator
from simulators.patient.vitals import ProbeNoise

# Paired automatic readings agree within 4/3 mmHg in half of the cases: 4.2/3.2 mmHg for one reading (MESA)
_SYSTOLIC_SD, _DIASTOLIC_SD, _CORRELATION, _MEAN_SD = 4.2, 3.2, 0.5, 1.5
_ARTEFACT_MMHG, _ARTEFACT_UPWARDS = (18.0, 55.0), 0.7
_ARTEFACT_DIASTOLIC_MMHG, _ARTEFACT_MEAN_SD = (-8.0, 35.0), 8.0
_DURATION_S = (25.0, 45.0)
_LONGEST_S: Final = 46  # in whole seconds
_LOWEST_PULSE_PRESSURE_MMHG: Final = 10.0
# Same arm: no signal in 60 %; else +2.9 % in the mean, up to 17 % either way (213 subjects, PMC8520452)
_ARMS_CACHED: Final = 64
_BLIND_SHARE, _ARM_SPO2, _ARM_PULSE_SD = 0.6, (2.9, 4.0), 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffLuck:
    """Shares of the readings that fail, and that are grossly wrong."""

    failure_share: float = 0.02
    artefact_share: float = 0.035


@dataclass(frozen=True, slots=True, kw_only=True)
class PressureReading:
    """Numbers as a device shows them, in mmHg and per minute."""

    systolic: int
    diastolic: int
    mean: int
    pulse: int


def inflation(seed: int, number: int) -> tuple[np.random.Generator, float]:
    """Begin the cuff's inflation of that number: its chance, and how long it takes in seconds."""
    rng = generator(seed, Stream.CUFF, number)
    return rng, float(np.round(rng.uniform(*_DURATION_S), 1))


def read_pressure(
    rng: np.random.Generator, *, systolic: Floats, diastolic: Floats, pulse: Floats, luck: CuffLuck
) -> PressureReading | None:
    """Measure over the moments given; None: the cuff could not."""
    fails, goes_wrong = rng.random(2) < (luck.failure_share, luck.artefact_share)
    noise, artefact = rng.standard_normal(3), _artefact(rng)
    if fails:
        return None
    wrong = artefact if goes_wrong else np.zeros(3)
    shown = systolic.mean() + _SYSTOLIC_SD * noise[0] + wrong[0]
    shared = _CORRELATION * noise[0] + np.sqrt(1.0 - _CORRELATION**2) * noise[1]
    low = min(diastolic.mean() + _DIASTOLIC_SD * shared + wrong[1], shown - _LOWEST_PULSE_PRESSURE_MMHG)
    mean = low + MEAN_SHARE * (shown - low) + _MEAN_SD * noise[2] + wrong[2]
    return PressureReading(
        systolic=round(shown),
        diastolic=round(low),
        mean=round(min(max(mean, low + 1.0), shown - 1.0)),
        pulse=round(float(pulse.mean())),
    )


def _artefact(rng: np.random.Generator) -> Floats:
    """Draw errors of systolic, diastolic and mean pressure in mmHg."""
    size, is_up = rng.uniform(*_ARTEFACT_MMHG), rng.random() < _ARTEFACT_UPWARDS
    diastolic, mean = rng.uniform(*_ARTEFACT_DIASTOLIC_MMHG), _ARTEFACT_MEAN_SD * rng.standard_normal()
    return np.array([size if is_up else -size, diastolic, mean])


@lru_cache(maxsize=_ARMS_CACHED)
def arm_noise(seed: int, number: int) -> tuple[ProbeNoise, ...]:
    """What an oximeter on the cuff's arm suffers in each second of the inflation of that number."""
    rng = generator(seed, Stream.ARM, number)
    is_blind, spo2 = rng.random() < _BLIND_SHARE, float(rng.normal(*_ARM_SPO2))
    pulses = _ARM_PULSE_SD * rng.standard_normal(_LONGEST_S)
    return tuple(ProbeNoise(blind=bool(is_blind), spo2_percent=spo2, pulse_bpm=pulse) for pulse in pulses.tolist())
