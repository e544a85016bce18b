"""Slow and fast wandering of the vital signs: Ornstein-Uhlenbeck noise, one row a second, reproducible from a seed."""

import numpy as np
import numpy.typing as npt

# Channels in this order, as standard deviation and time constant in seconds:
# pressure slow and fast (mmHg), pulse slow and fast (per minute), saturation (percent), log of perfusion index
_SD = np.array([3.5, 2.5, 2.5, 1.5, 0.4, 0.12])
_TAU_S = np.array([300.0, 8.0, 60.0, 4.0, 40.0, 20.0])
PRESSURE_SLOW, PRESSURE_FAST, PULSE_SLOW, PULSE_FAST, SATURATION, PERFUSION = range(6)

_BLOCK_S = 600
_BLOCKS_CACHED = 3

Row = list[float]  # not an array: rows are read one by one, and numpy's scalars are slow at that


class Variability:
    """Rows of deviations from `first_s` on, in any order. Of a long past only each block's first state is kept."""

    def __init__(self, *, seed: int, first_s: int) -> None:
        self._seed = seed
        self._first_s = first_s
        decay = np.exp(-1.0 / _TAU_S)
        self._drive = _SD * np.sqrt(1.0 - decay**2)
        self._powers = decay ** np.arange(1, _BLOCK_S + 1)[:, None]  # smallest e^-150: still exact enough
        rng = np.random.default_rng([seed])
        self._starts = [_SD * rng.standard_normal(len(_SD))]  # stationary from the first second on
        self._cache: dict[int, list[Row]] = {}

    def row(self, second: int) -> Row:
        """Deviations of all channels in that second.

        Raises:
            ValueError: the second lies before the first one.

        """
        index, offset = divmod(second - self._first_s, _BLOCK_S)
        if index < 0:
            raise ValueError(f"second {second} lies before this patient's first")
        if index not in self._cache:
            self._make_known(index)
        return self._cache[index][offset]

    def _make_known(self, index: int) -> None:
        first = min(index, len(self._starts) - 1)
        for number in range(first, index + 1):
            block = self._block(number)
            if number + 1 == len(self._starts):
                self._starts.append(block[-1])
        self._cache[index] = block.tolist()
        if len(self._cache) > _BLOCKS_CACHED:
            del self._cache[next(iter(self._cache))]

    def _block(self, number: int) -> npt.NDArray[np.float64]:
        rng = np.random.default_rng([self._seed, number])
        shocks = self._drive * rng.standard_normal((_BLOCK_S, len(_SD)))
        # x[n] = a x[n-1] + shock[n], solved for the whole block: x[n] = a^n (x[0] + sum of shock[k] / a^k)
        block: npt.NDArray[np.float64] = self._powers * (
            self._starts[number] + np.cumsum(shocks / self._powers, axis=0)
        )
        return block
