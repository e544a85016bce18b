"""Slow and fast wandering of the vital signs: Ornstein-Uhlenbeck noise, one row a second, reproducible from a seed.

Discretised exactly: x' = a x + sd sqrt(1 - a^2) n with a = exp(-1 s / tau) has the process's own spread and memory.
"""

from enum import IntEnum

import numpy as np

from simulators.patient.arrays import Floats


class Wander(IntEnum):
    """Channels of the noise, in the order of the columns."""

    PRESSURE_SLOW = 0
    PRESSURE_FAST = 1
    PULSE_SLOW = 2
    PULSE_FAST = 3
    SATURATION = 4
    PERFUSION = 5  # of the logarithm
    RESPIRATION = 6
    CO2 = 7


# mmHg, per minute, percent; the last three are plausible, from no published series
_SD = np.array([3.5, 2.5, 2.5, 1.5, 0.4, 0.12, 1.2, 1.0])
_TAU_S = np.array([300.0, 8.0, 60.0, 4.0, 40.0, 20.0, 30.0, 30.0])

_BLOCK_S = 600
_BLOCKS_CACHED = 3


class Variability:
    """Rows of deviations from `first_s` on, in any order. Of a long past only each block's first state is kept."""

    def __init__(self, *, seed: tuple[int, ...], first_s: int) -> None:
        self._seed = seed
        self._first_s = first_s
        decay = np.exp(-1.0 / _TAU_S)
        self._drive = _SD * np.sqrt(1.0 - decay**2)
        self._powers = decay ** np.arange(1, _BLOCK_S + 1)[:, None]  # smallest e^-150: still exact enough
        rng = np.random.default_rng(seed)
        self._starts = [_SD * rng.standard_normal(len(_SD))]  # stationary from the first second on
        self._cache: dict[int, Floats] = {}

    def rows(self, first_s: int, seconds: int) -> Floats:
        """Deviations of that many seconds, seconds × channels.

        Raises:
            ValueError: `first_s` lies before the first second.

        """
        start = first_s - self._first_s
        if start < 0:
            raise ValueError(f"second {first_s} lies before this patient's first")
        blocks = range(start // _BLOCK_S, (start + seconds - 1) // _BLOCK_S + 1)
        known = np.concatenate([self._known(index) for index in blocks])
        offset = start - blocks[0] * _BLOCK_S
        return known[offset : offset + seconds]

    def _known(self, index: int) -> Floats:
        if index not in self._cache:
            for number in range(min(index, len(self._starts) - 1), index + 1):
                block = self._block(number)
                if number + 1 == len(self._starts):
                    self._starts.append(block[-1].copy())  # a view would keep the whole block
            self._cache[index] = block
            if len(self._cache) > _BLOCKS_CACHED:
                del self._cache[next(iter(self._cache))]
        return self._cache[index]

    def _block(self, number: int) -> Floats:
        rng = np.random.default_rng([*self._seed, number])
        shocks = self._drive * rng.standard_normal((_BLOCK_S, len(_SD)))
        # x[n] = a x[n-1] + shock[n], solved for the whole block: x[n] = a^n (x[0] + sum of shock[k] / a^k)
        block: Floats = self._powers * (self._starts[number] + np.cumsum(shocks / self._powers, axis=0))
        return block
