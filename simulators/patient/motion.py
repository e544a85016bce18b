"""Bursts in which the patient moves the hand that wears the probe. What the oximeter makes of it is left to it."""

import numpy as np

_SECONDS_PER_HOUR = 3600
_MEDIAN_S, _LOG_SD, _SHORTEST_S, _LONGEST_S = 12.0, 0.8, 3.0, 90.0  # log-normal lengths of the reference material


class HandMotion:
    """Poisson bursts, `per_hour` on average; each hour is drawn by itself, so that any hour can be asked for."""

    def __init__(self, *, seed: int, per_hour: float) -> None:
        self._seed = seed
        self._per_hour = per_hour
        self._hour: int | None = None
        self._bursts: list[tuple[float, float]] = []

    def moving(self, t_s: float) -> bool:
        """Say whether the hand moves `t_s` seconds after the start of the run."""
        if self._per_hour <= 0.0:
            return False
        hour = int(t_s // _SECONDS_PER_HOUR)
        if hour != self._hour:
            self._hour, self._bursts = hour, self._draw(hour)
        return any(start_s <= t_s < end_s for start_s, end_s in self._bursts)

    def _draw(self, hour: int) -> list[tuple[float, float]]:
        rng = np.random.default_rng([self._seed, hour + _SECONDS_PER_HOUR])  # shifted: seeds are never negative
        count = int(rng.poisson(self._per_hour))
        starts_s = hour * _SECONDS_PER_HOUR + _SECONDS_PER_HOUR * rng.random(count)
        lengths_s = np.clip(_MEDIAN_S * np.exp(_LOG_SD * rng.standard_normal(count)), _SHORTEST_S, _LONGEST_S)
        return [
            (float(start_s), float(start_s + length_s)) for start_s, length_s in zip(starts_s, lengths_s, strict=True)
        ]
