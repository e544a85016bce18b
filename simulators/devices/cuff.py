"""What any automatic cuff does: its own cycle, half a minute of inflation, noise, failures, the age of its last result.

How a device reports that belongs to the device files.
"""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from simulators.patient import Patient

OLDEST_AGE_S = 5400  # beyond it a DINAMAP no longer gives an age; here for every cuff
# Noise and faults of the reference material: S 4.2 and D 3.2 mmHg with correlation 0.5, mean pressure 1.5 mmHg beside
# its share of the pulse pressure, failure 2 %, gross artefact 3.5 % with S off by 18-55 mmHg (70 % of them upwards)
_SYSTOLIC_SD, _DIASTOLIC_SD, _CORRELATION, _MEAN_SD = 4.2, 3.2, 0.5, 1.5
_ARTEFACT_MMHG, _ARTEFACT_UPWARDS = (18.0, 55.0), 0.7
_DURATION_S = (25.0, 45.0)
_LOWEST_PULSE_PRESSURE_MMHG = 10.0


class CuffOutcome(StrEnum):
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffResult:
    """How one determination ended, at `ended_s`; numbers (mmHg, per minute) only when DONE."""

    outcome: CuffOutcome
    ended_s: float
    systolic: int | None = None
    diastolic: int | None = None
    mean: int | None = None
    pulse: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleChange:
    """At `from_s` somebody sets the cycle to `interval_s` at the bedside, and the first determination begins."""

    from_s: float
    interval_s: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CuffSettings:
    """Programme in order of time; empty: the cuff waits for START."""

    programme: tuple[CycleChange, ...] = (CycleChange(from_s=0.0, interval_s=300.0),)
    failure_share: float = 0.02
    artefact_share: float = 0.035


class Cuff:
    """One cuff on one arm. Call `advance` before looking, in order of time; `patient` None: an empty chair."""

    def __init__(self, patient: Patient | None, *, settings: CuffSettings, seed: int) -> None:
        self._patient = patient
        self._settings = settings
        self._seed = seed
        self._count = 0
        self._next_start_s = settings.programme[0].from_s if settings.programme else None
        self._started_s: float | None = None
        self._ends_s = -math.inf
        self.last: CuffResult | None = None  # the last determination, however it ended
        self.last_done: CuffResult | None = None

    @property
    def busy(self) -> bool:
        """Say whether the cuff is inflated now."""
        return self._started_s is not None

    def advance(self, t_s: float) -> list[CuffResult]:
        """Do everything that falls due up to `t_s`; give the determinations that ended, oldest first."""
        ended: list[CuffResult] = []
        while True:
            if self._started_s is not None and self._ends_s <= t_s:
                ended.append(self._end(self._measure()))
            elif self._started_s is None and self._next_start_s is not None and self._next_start_s <= t_s:
                self._begin(max(self._next_start_s, self._ends_s))
            else:
                return ended

    def start(self, t_s: float) -> bool:
        """Begin a determination by order; False when one is running or nobody wears the cuff."""
        if self.busy or self._patient is None:
            return False
        self._begin(t_s)
        return True

    def cancel(self, t_s: float) -> CuffResult | None:
        """Deflate; gives the broken-off determination, None when none was running."""
        if not self.busy:
            return None
        return self._end(CuffResult(outcome=CuffOutcome.CANCELLED, ended_s=t_s))

    def _begin(self, t_s: float) -> None:
        self._next_start_s = self._next_after(t_s)
        if self._patient is None:
            return  # the cycle runs on, but an empty cuff is not inflated
        self._count += 1
        self._rng = np.random.default_rng([self._seed, self._count])
        self._started_s = t_s
        self._ends_s = t_s + float(np.round(self._rng.uniform(*_DURATION_S), 1))

    def _next_after(self, t_s: float) -> float | None:
        """When the cycle begins its next determination; None without a cycle."""
        in_force = [change for change in self._settings.programme if change.from_s <= t_s]
        to_come = [change.from_s for change in self._settings.programme if change.from_s > t_s]
        if in_force:
            since_s = t_s - in_force[-1].from_s
            interval_s = in_force[-1].interval_s
            to_come.append(in_force[-1].from_s + interval_s * (math.floor(since_s / interval_s) + 1))
        return min(to_come, default=None)

    def _end(self, result: CuffResult) -> CuffResult:
        self._started_s = None
        self.last = result
        if result.outcome is CuffOutcome.DONE:
            self.last_done = result
        return result

    def _measure(self) -> CuffResult:
        failed = CuffResult(outcome=CuffOutcome.FAILED, ended_s=self._ends_s)
        latent = self._latent_means()
        if latent is None or self._rng.random() < self._settings.failure_share:
            return failed
        systolic, diastolic, pulse = latent
        noise = self._rng.standard_normal(3)
        systolic += _SYSTOLIC_SD * noise[0] + self._artefact_mmhg()
        shared = _CORRELATION * noise[0] + np.sqrt(1.0 - _CORRELATION**2) * noise[1]
        diastolic = min(diastolic + _DIASTOLIC_SD * shared, systolic - _LOWEST_PULSE_PRESSURE_MMHG)
        mean = diastolic + 0.36 * (systolic - diastolic) + _MEAN_SD * noise[2]
        return CuffResult(
            outcome=CuffOutcome.DONE,
            ended_s=self._ends_s,
            systolic=round(systolic),
            diastolic=round(diastolic),
            mean=round(min(max(mean, diastolic + 1.0), systolic - 1.0)),
            pulse=round(pulse),
        )

    def _latent_means(self) -> tuple[float, float, float] | None:
        """Average the patient over the inflation; None where the patient has no pressure."""
        if self._patient is None or self._started_s is None:
            return None
        seconds = np.arange(self._started_s, self._ends_s, 1.0)
        vitals = [self._patient.at(float(second)) for second in seconds]
        known = [(v.systolic, v.diastolic, v.pulse) for v in vitals]
        if any(value is None for row in known for value in row):
            return None
        systolic, diastolic, pulse = np.array(known, dtype=float).mean(axis=0)
        return float(systolic), float(diastolic), float(pulse)

    def _artefact_mmhg(self) -> float:
        happens, upwards, size = self._rng.random(3)
        if happens >= self._settings.artefact_share:
            return 0.0
        low, high = _ARTEFACT_MMHG
        return float((1.0 if upwards < _ARTEFACT_UPWARDS else -1.0) * (low + (high - low) * size))
