"""CUSUM change detection on cuff readings; the rule refers them to the frozen baseline. Over arrays of series.

After Yang, Dumont and Ansermino 2010. Errors are in standard deviations, held within a few of them, so that one
artefact cannot decide alone. A sum that reaches its threshold is a change; both sums then begin anew.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from monitor.alarms.arrays import Floats, Mask

CERTAIN = 5.0  # threshold of "changed"
SLACK = 0.5  # half the change, in standard deviations, that is looked for
WINSOR = 3.0
LEAST_SD_SYSTOLIC = 6.0  # mmHg: device noise and what pressure does from minute to minute


@dataclass(frozen=True, slots=True)
class Sums:
    """The two one-sided sums of each series."""

    up: Floats
    down: Floats

    @classmethod
    def zero(cls, count: int) -> "Sums":
        return cls(np.zeros(count), np.zeros(count))


def add(sums: Sums, errors: ArrayLike, *, slack: float = SLACK, winsor: float = WINSOR) -> Sums:
    """The sums after one error more of each series; NaN changes nothing."""
    error = np.clip(np.asarray(errors, dtype=np.float64), -winsor, winsor)
    missing = np.isnan(error)
    return Sums(
        np.where(missing, sums.up, np.maximum(0.0, sums.up + error - slack)),
        np.where(missing, sums.down, np.maximum(0.0, sums.down - error - slack)),
    )


def changed(sums: Sums, threshold: float = CERTAIN) -> tuple[Mask, Mask]:
    """Where the rise, and where the fall, has reached the threshold."""
    return sums.up >= threshold, sums.down >= threshold


def restart(sums: Sums, where: Mask) -> Sums:
    """Both sums at zero in the series `where`."""
    return Sums(np.where(where, 0.0, sums.up), np.where(where, 0.0, sums.down))
