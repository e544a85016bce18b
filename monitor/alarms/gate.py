"""The quality gate: up to when each signal of a column counts as poor. A gate delays an alarm and never suppresses it.

Poor is what the device itself doubts, and a saturation beside a jump of the rate. So is whatever the probe measures
after a plunge of the saturation, with a pulse that contradicts what the cuff has just counted, while the cuff on the
same known arm is inflated or has just emptied, and with a perfusion too weak to be trusted.
"""

from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from monitor.alarms.arrays import NEVER, Columns, Floats, Mask, StatefulArrays, Ticks
from monitor.alarms.limit_bank import CHANNELS, LimitBank
from monitor.alarms.poor_signal import PoorUntil
from monitor.alarms.rate_history import RateHistory
from monitor.alarms.rules import Channel, Profile
from monitor.domain.time import ticks

RATE, SPO2, PERFUSION = (CHANNELS.index(channel) for channel in (Channel.RATE, Channel.SPO2, Channel.PERFUSION))


class QualityGate(StatefulArrays):
    """State per ``[channel, column]``; what concerns the whole column stands in each row alike.

    Attributes:
        doubtful: the newest sample of the channel is one its device doubts.
        cuff_until: last tick up to which the cuff spoils the probe, NEVER while it is inflated.
        same_arm: cuff and probe are known to be on one arm.
        counted, counted_at: pulse that the cuff counted last while the probe showed nothing against it, /min, and when.
        by_probe: the value comes from the oximeter's probe; an ECG's rate does not mind a cuff.
    """

    doubtful: Mask
    cuff_until: Ticks
    same_arm: Mask
    by_probe: Mask
    counted: Floats
    counted_at: Ticks

    INITIAL: ClassVar[Mapping[str, tuple[type[np.generic], Any]]] = {
        "doubtful": (np.bool_, False),
        "cuff_until": (np.int64, -NEVER),
        "same_arm": (np.bool_, False),
        "by_probe": (np.bool_, True),
        "counted": (np.float64, np.nan),
        "counted_at": (np.int64, -NEVER),
    }

    def __init__(self, profile: Profile, limits: LimitBank, rates: RateHistory) -> None:
        self._numbers = profile.gate
        self._limits = limits
        self._rates = rates
        self._make_state(len(CHANNELS), limits.columns)

    def row_names(self) -> list[str]:
        """The channels."""
        return [channel.value for channel in CHANNELS]

    def cuff(self, tick: int, column: int, *, inflated: bool) -> None:
        """The cuff of a column fills or has emptied at `tick`."""
        if inflated:
            self.cuff_until[:, column] = NEVER
        elif self.cuff_until[0, column] == NEVER:
            self.cuff_until[:, column] = tick + ticks(self._numbers.cuff_after_s)

    def count(self, tick: int, column: int, pulse: float) -> None:
        """The cuff has just counted this pulse beside a pressure that nothing speaks against."""
        self.counted[:, column], self.counted_at[:, column] = pulse, tick

    def take(self, usable: Mask, solid: Mask) -> None:
        """Note which of the samples that arrived their devices doubt."""
        np.copyto(self.doubtful, ~solid, where=usable)

    def spoilt(self, tick: int) -> Mask | None:
        """Columns whose saturation is measured beyond a cuff on the same arm; None: no cuff is on a probe's arm."""
        same_arm = self.same_arm[SPO2]
        return same_arm & (self.cuff_until[SPO2] >= tick) if same_arm.any() else None

    def solid(self, tick: int, solid: Mask) -> Mask:
        """`solid` without the saturations measured beyond a cuff on the same arm: they end and reset nothing."""
        spoilt = self.spoilt(tick)
        if spoilt is None:
            return solid
        changed = solid.copy()
        changed[SPO2] &= ~spoilt
        return changed

    def poor_until(self, tick: int, columns: Columns) -> PoorUntil:
        """Last tick up to which each channel counts as poor."""
        until: Ticks = np.where(self.doubtful[:, columns], NEVER, -NEVER)
        moved: Ticks = np.full(until.shape, -NEVER)
        contradicted = self._rates.contradicted_until(
            tick, columns, self.counted[RATE, columns], self.counted_at[RATE, columns]
        )
        plunged = np.maximum(self._rates.plunged_until(tick, columns), contradicted)
        spoilt = np.where(self.same_arm[:, columns], self.cuff_until[:, columns], -NEVER)
        spoilt = np.maximum(spoilt, np.maximum(self._weak_until(columns), plunged))
        until[SPO2] = np.maximum(until[SPO2], self._rates.jumped_until(tick, columns))
        for row in (RATE, SPO2):
            by_probe = self.by_probe[row, columns]
            moved[row] = np.where(by_probe, plunged, -NEVER)
            np.maximum(until[row], np.where(by_probe, spoilt[row], -NEVER), out=until[row])
        return PoorUntil(until, moved)

    def _weak_until(self, columns: Columns) -> Ticks:
        """While the newest perfusion index is fresh and too small."""
        perfusion: Floats = self._limits.last_value[PERFUSION, columns]
        fresh = self._limits.last_tick[PERFUSION, columns] + self._limits.fresh_ticks[PERFUSION, columns]
        weak: Ticks = np.where(perfusion < self._numbers.least_perfusion, fresh, -NEVER)
        return weak
