"""What an oximeter shows: averaging, the finger's delay, a moving hand, an inflated cuff on the same arm.

`displayed` serves the live oximeter and thousands of sessions at once; `oximeter_of` does the rest for the latter (a
test holds it against `simulators.devices.oximeter`, second by second).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulators.patient.arrays import Flags, Floats
from simulators.patient.cuff_reading import arm_noise
from simulators.patient.model import SimulatedPatient
from simulators.patient.physiology import Latent

AVERAGING_S: Final = 8
LOOKBACK_S: Final = AVERAGING_S + 15  # seconds before the first shown one on which it still depends
_SPO2_PERCENT, _PULSE_BPM = (1.0, 100.0), (1.0, 300.0)  # what a display can show; it shows no 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Inflation:
    """The cuff on the oximeter's arm is inflated from `start_s` to `end_s`, for the `number`-th time."""

    number: int
    start_s: float
    end_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Disturbance:
    """What is added to an averaged value, and whether there is any; arrays of one shape."""

    blind: Flags
    spo2_percent: Floats
    pulse_bpm: Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Sessions × seconds; NaN where no value is shown."""

    spo2: Floats
    pulse: Floats
    flagged: Flags  # the device says that its signal is poor


def displayed(spo2: Floats, pulse: Floats, disturbance: Disturbance) -> tuple[Floats, Floats]:
    """Give what the display makes of averaged values, in whole percent and beats; NaN where it shows nothing."""
    shown_spo2 = np.clip(np.rint(spo2 + disturbance.spo2_percent), *_SPO2_PERCENT)
    shown_pulse = np.clip(np.rint(pulse + disturbance.pulse_bpm), *_PULSE_BPM)
    return np.where(disturbance.blind, np.nan, shown_spo2), np.where(disturbance.blind, np.nan, shown_pulse)


def oximeter_of(
    signs: Latent,
    *,
    patients: Sequence[SimulatedPatient],
    first_s: int,
    inflations: Sequence[Sequence[Inflation]],
) -> Shown:
    """Show latent signs that begin `LOOKBACK_S` before `first_s`, as rows of `patients`.

    `inflations` are those of a cuff on the probe's arm, by session.
    """
    seconds = signs.spo2.shape[1] - LOOKBACK_S
    t_s = np.arange(first_s, first_s + seconds, dtype=np.float64)
    rows = []
    for row, patient in enumerate(patients):
        delay_s = round(patient.person.finger_delay_s)
        spo2 = _averaged(signs.spo2[row], seconds, delay_s=delay_s)
        pulse = _averaged(signs.pulse[row], seconds, delay_s=0)
        disturbance, flagged = _disturbance(patient, t_s, inflations[row])
        rows.append((*displayed(spo2, pulse, disturbance), flagged))
    spo2s, pulses, flags = zip(*rows, strict=True)
    return Shown(spo2=np.stack(spo2s), pulse=np.stack(pulses), flagged=np.stack(flags))


def _averaged(values: Floats, seconds: int, *, delay_s: int) -> Floats:
    """Average over the last `AVERAGING_S` seconds of what was true `delay_s` ago."""
    sums = np.concatenate([[0.0], np.cumsum(values)])
    ends = np.arange(LOOKBACK_S, LOOKBACK_S + seconds) - delay_s + 1
    return np.asarray((sums[ends] - sums[ends - AVERAGING_S]) / AVERAGING_S, dtype=np.float64)


def _disturbance(patient: SimulatedPatient, t_s: Floats, inflations: Sequence[Inflation]) -> tuple[Disturbance, Flags]:
    motion = patient.motion.during(t_s)
    for inflation in inflations:
        noises = arm_noise(patient.seed, inflation.number)
        for index in np.flatnonzero((t_s >= inflation.start_s) & (t_s < inflation.end_s)).tolist():
            noise = noises[int(t_s[index] - inflation.start_s)]
            motion.blind[index] |= noise.blind
            motion.spo2_percent[index] += noise.spo2_percent
            motion.pulse_bpm[index] += noise.pulse_bpm
    found = Disturbance(blind=motion.blind, spo2_percent=motion.spo2_percent, pulse_bpm=motion.pulse_bpm)
    return found, motion.noticed
