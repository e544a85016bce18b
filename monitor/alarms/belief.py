"""How far cuff readings are believed, and what else is known of the patient when they come."""

from dataclasses import dataclass

import numpy as np

from monitor.alarms.arrays import Floats, Mask


@dataclass(frozen=True, slots=True, kw_only=True)
class Belief:
    """How far the readings of one tick are believed; one entry per column."""

    solid: Mask  # beyond doubt: may confirm and end
    expected: Mask  # where the trend led
    repeatable: Mask  # the station can have the cuff measure again
    rate: Floats  # heart or pulse rate, /min, NaN where there is none
    unwell: Mask | None = None  # a complaint was noted a short time ago; None: of nobody
    failing: Mask | None = None  # rate or saturation tell of a faint; None: of nobody

    @classmethod
    def full(cls, columns: int, *, solid: Mask | None = None) -> "Belief":
        """Nothing speaks against any reading but what `solid` says."""
        sure = np.ones(columns, dtype=bool)
        beyond_doubt = sure if solid is None else solid
        return cls(solid=beyond_doubt, expected=sure, repeatable=sure, rate=np.full(columns, np.nan))

    def tells_of_faint(self, column: int) -> bool:
        """Whether anything but the pressure does so."""
        return any(mask is not None and bool(mask[column]) for mask in (self.unwell, self.failing))
