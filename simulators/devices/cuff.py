"""What any automatic cuff does: its own cycle, half a minute of inflation, failures, the age of its last result.

What it makes of the pressures is `simulators.patient.cuff_reading`; how a device reports that belongs to the device
files.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from simulators.patient import Patient, ProbeNoise
from simulators.patient.arrays import Floats
from simulators.patient.cuff_reading import CuffLuck, arm_noise, inflation, read_pressure

OLDEST_AGE_S = 5400  # beyond it a DINAMAP no longer gives an age; here for every cuff


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


def _usual(_t_s: float) -> float:
    return 1.0


class Cuff:
    """One cuff on one arm. Call `advance` before looking, in order of time; `patient` None: an empty chair."""

    def __init__(
        self,
        patient: Patient | None,
        *,
        settings: CuffSettings,
        seed: int,
        failure_factor: Callable[[float], float] = _usual,
    ) -> None:
        """`failure_factor` says how many times as often as usual the arm of that moment cannot be measured."""
        self._patient = patient
        self._settings = settings
        self._seed = seed
        self._failure_factor = failure_factor
        self.kinked = False  # the hose: it inflates and measures nothing
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

    def squeeze(self, t_s: float) -> ProbeNoise | None:
        """Say what an oximeter on the same arm suffers now; None while the cuff is empty."""
        if self._started_s is None or not self._started_s <= t_s < self._ends_s:
            return None
        return arm_noise(self._seed, self._count)[int(t_s - self._started_s)]

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

    def forget(self) -> None:
        """Lose what was measured, as a device does that is switched off."""
        self._started_s = self.last = self.last_done = None

    def _begin(self, t_s: float) -> None:
        self._next_start_s = self._next_after(t_s)
        if self._patient is None:
            return  # the cycle runs on, but an empty cuff is not inflated
        self._count += 1
        self._rng, length_s = inflation(self._seed, self._count)
        self._started_s = t_s
        self._ends_s = t_s + length_s

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
        failure_share = min(1.0, self._settings.failure_share * self._failure_factor(self._ends_s))
        luck = CuffLuck(failure_share=failure_share, artefact_share=self._settings.artefact_share)
        signs = None if self.kinked else self._latent()
        if signs is None:
            return CuffResult(outcome=CuffOutcome.FAILED, ended_s=self._ends_s)
        systolic, diastolic, pulse = signs
        reading = read_pressure(self._rng, systolic=systolic, diastolic=diastolic, pulse=pulse, luck=luck)
        if reading is None:
            return CuffResult(outcome=CuffOutcome.FAILED, ended_s=self._ends_s)
        return CuffResult(
            outcome=CuffOutcome.DONE,
            ended_s=self._ends_s,
            systolic=reading.systolic,
            diastolic=reading.diastolic,
            mean=reading.mean,
            pulse=reading.pulse,
        )

    def _latent(self) -> tuple[Floats, Floats, Floats] | None:
        """Systolic, diastolic and pulse of each second of the inflation; None where the patient has no pressure."""
        if self._patient is None or self._started_s is None:
            return None
        seconds = np.arange(self._started_s, self._ends_s, 1.0)
        vitals = [self._patient.at(float(second)) for second in seconds]
        known = [(v.systolic, v.diastolic, v.pulse) for v in vitals]
        if any(value is None for row in known for value in row):
            return None
        systolic, diastolic, pulse = np.array(known, dtype=np.float64).T
        return systolic, diastolic, pulse
