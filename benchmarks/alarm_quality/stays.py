"""What a ward of patients looks like to the monitor, second by second: simulated ones, or any other source.

Time 0 is the start of the infusion. Arrays are sessions x seconds.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, Protocol

from benchmarks.alarm_quality.truths import SessionTruths, truths_of
from simulators.patient.batch import BatchPlan, Determination, SessionBatch
from simulators.patient.bedside import Shown

BEFORE_S: Final = 900  # five minutes of rest and four readings at two minutes' distance
AFTER_S: Final = 7200  # 40 min of infusion, 80 min of recovery
INFUSION_S: Final = 2400
LONGEST_INFLATION_S: Final = 46
PLAN: Final = BatchPlan(before_s=BEFORE_S, after_s=AFTER_S)


class Stays(Protocol):
    """Some sessions side by side."""

    first_s: int
    seconds: int
    lengths: tuple[int, ...]  # of each session, in seconds
    same_arm: tuple[bool, ...]
    truths: tuple[SessionTruths, ...]

    def shown(self) -> Shown:
        """Give what the oximeters show while no cuff is inflated on their arm; the caller may change the arrays."""

    def pressure(self, row: int, start_s: int, number: int) -> Determination | None:
        """Inflate the cuff for the `number`-th time; None: the session ends before it would be done."""

    def beside_cuff(self, row: int, number: int, determination: Determination) -> Shown:
        """Give what the oximeter shows during an inflation on its arm; asked only of sessions of `same_arm`."""


class SimulatedStays:
    """Sessions of the patient model."""

    def __init__(self, seeds: Sequence[int], plan: BatchPlan = PLAN) -> None:
        self._batch = SessionBatch(plan, seeds)
        self.first_s = self._batch.first_s
        self.seconds = plan.before_s + plan.after_s
        self.lengths = (self.seconds,) * len(seeds)
        self.same_arm = self._batch.same_arm
        self.truths = truths_of(self._batch)
        self._shown = self._batch.shown()

    def shown(self) -> Shown:
        """Copies, for a cuff may disturb them."""
        base = self._shown
        return replace(base, spo2=base.spo2.copy(), pulse=base.pulse.copy(), flagged=base.flagged.copy())

    def pressure(self, row: int, start_s: int, number: int) -> Determination | None:
        """Ask the patient model."""
        if start_s + LONGEST_INFLATION_S >= self.first_s + self.seconds:
            return None
        return self._batch.pressure(row, start_s=start_s, number=number)

    def beside_cuff(self, row: int, number: int, determination: Determination) -> Shown:
        """Ask the patient model."""
        return self._batch.beside_cuff(row, number, determination)
