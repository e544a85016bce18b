"""The pulse wave that oximeters show: where in the heart beat an instant lies, and how high the wave stands there."""

import math

_SYSTOLE_SHARE = 0.3  # of the beat, in which the wave rises; the rest is its fall
_NOTCH_HEIGHT = 0.35  # of the wave where the slow fall begins


class PulseWave:
    """Goes on from sample to sample, so that the wave does not jump when the rate changes."""

    def __init__(self, *, samples_per_s: int) -> None:
        self._samples_per_s = samples_per_s
        self._phase = 0.0

    def next(self, pulse_bpm: int | None) -> tuple[float, bool]:
        """Give the height (0-1) of the next sample and whether a beat begins with it; flat without a pulse."""
        if pulse_bpm is None:
            self._phase = 0.0
            return 0.0, False
        before = self._phase
        self._phase = (before + pulse_bpm / 60.0 / self._samples_per_s) % 1.0
        return _height(self._phase), self._phase < before


def _height(phase: float) -> float:
    if phase < _SYSTOLE_SHARE:
        return math.sin(math.pi * phase / _SYSTOLE_SHARE / 2.0)
    rest = (phase - _SYSTOLE_SHARE) / (1.0 - _SYSTOLE_SHARE)
    return max(0.0, math.exp(-3.0 * rest) * (1.0 - _NOTCH_HEIGHT) + _NOTCH_HEIGHT * (1.0 - rest))
