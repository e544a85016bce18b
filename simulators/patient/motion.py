"""Bursts in which the patient moves the hand that wears the probe, and what each does to an oximeter's values.

Lengths and shares of the reference material: 35 % drop-outs; else SpO2 3-15 % too low, ramped over 6 s, and in 60 % of
those the pulse 10-50 off; the device notices 70 %.
"""

from dataclasses import dataclass
from typing import Final

import numpy as np

from simulators.patient.arrays import Flags, Floats
from simulators.patient.seeds import Stream, generator
from simulators.patient.vitals import ProbeNoise

_SECONDS_PER_HOUR: Final = 3600
_HOURS_BEFORE: Final = 100_000  # hours before the run's start become positive with it: seeds are never negative
_MEDIAN_S, _LOG_SD, _SHORTEST_S, _LONGEST_S = 12.0, 0.8, 3.0, 90.0
_BLIND_SHARE, _PULSE_SHARE, _NOTICED_SHARE = 0.35, 0.60, 0.70
_SPO2_PERCENT, _PULSE_BPM = (3.0, 15.0), (10.0, 50.0)
_RAMP_S: Final = 6.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Burst:
    """One burst: what it adds to the values, and whether the device's quality flag is raised."""

    start_s: float
    end_s: float
    blind: bool
    noticed: bool
    spo2_percent: float
    pulse_bpm: float


@dataclass(frozen=True, slots=True)
class Motion:
    """What moving hands do at each moment: arrays of one shape."""

    moving: Flags
    noticed: Flags
    blind: Flags
    spo2_percent: Floats
    pulse_bpm: Floats

    def noises(self) -> list[ProbeNoise | None]:
        """Moment by moment, None where nothing moves."""
        rows = zip(self.moving, self.blind.tolist(), self.spo2_percent.tolist(), self.pulse_bpm.tolist(), strict=True)
        return [
            ProbeNoise(blind=blind, spo2_percent=spo2, pulse_bpm=pulse) if moving else None
            for moving, blind, spo2, pulse in rows
        ]


class HandMotion:
    """Poisson bursts, `per_hour` on average; each hour is drawn by itself, so that any hour can be asked for."""

    def __init__(self, *, seed: int, day: int, per_hour: float) -> None:
        self._seed = seed
        self._day = day
        self._per_hour = per_hour
        self._hours: dict[int, list[Burst]] = {}

    def during(self, t_s: Floats) -> Motion:
        """Say what moves at each of `t_s`, which ascend."""
        shape = t_s.shape
        motion = Motion(
            np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape, bool), np.zeros(shape), np.zeros(shape)
        )
        if self._per_hour <= 0.0:
            return motion
        for burst in self.bursts(first_s=float(t_s[0]), last_s=float(t_s[-1])):
            inside = (t_s >= burst.start_s) & (t_s < burst.end_s)
            motion.moving[inside] = True
            motion.noticed[inside] |= burst.noticed
            motion.blind[inside] |= burst.blind
            ramp = np.minimum(1.0, (t_s[inside] - burst.start_s) / _RAMP_S)
            motion.spo2_percent[inside] += burst.spo2_percent * ramp
            motion.pulse_bpm[inside] += burst.pulse_bpm * ramp
        return motion

    def bursts(self, *, first_s: float, last_s: float) -> list[Burst]:
        """List the bursts that touch that span, in order of time."""
        first_hour = int((first_s - _LONGEST_S) // _SECONDS_PER_HOUR)  # one may have begun in the hour before
        hours = range(first_hour, int(last_s // _SECONDS_PER_HOUR) + 1)
        drawn = [burst for hour in hours for burst in self._hour(hour)]
        return [burst for burst in drawn if burst.start_s <= last_s and burst.end_s > first_s]

    def _hour(self, hour: int) -> list[Burst]:
        if hour not in self._hours:
            if len(self._hours) >= 3:
                del self._hours[next(iter(self._hours))]
            self._hours[hour] = self._draw(hour)
        return self._hours[hour]

    def _draw(self, hour: int) -> list[Burst]:
        rng = generator(self._seed, Stream.MOTION, self._day, hour + _HOURS_BEFORE)
        count = int(rng.poisson(self._per_hour))
        starts_s = np.sort(_SECONDS_PER_HOUR * (hour + rng.random(count)))
        return [_burst(float(start_s), rng) for start_s in starts_s]


def _burst(start_s: float, rng: np.random.Generator) -> Burst:
    length_s = float(np.clip(_MEDIAN_S * np.exp(_LOG_SD * rng.standard_normal()), _SHORTEST_S, _LONGEST_S))
    is_blind, is_pulse_off, is_noticed, is_up = rng.random(4) < (_BLIND_SHARE, _PULSE_SHARE, _NOTICED_SHARE, 0.5)
    spo2, pulse = rng.uniform(*_SPO2_PERCENT), rng.uniform(*_PULSE_BPM)
    return Burst(
        start_s=start_s,
        end_s=start_s + length_s,
        blind=bool(is_blind),
        noticed=bool(is_noticed),
        spo2_percent=0.0 if is_blind else -float(spo2),
        pulse_bpm=0.0 if is_blind or not is_pulse_off else float(pulse if is_up else -pulse),
    )
