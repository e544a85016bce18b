"""Seeded stored sessions for tests of re-judging."""

import numpy as np

from monitor.alarms.baseline import NO_BASELINE, Baseline
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel
from monitor.review.stored_session import MISSING, StoredSession


def stored_session(seed: int, *, minutes: int = 40, calm: float = 0.8) -> StoredSession:
    """A stay with wandering values, dips and gaps; `calm` is the share of time in which nothing happens."""
    rng = np.random.default_rng(seed)
    seconds = minutes * 60 + int(rng.integers(0, 59))
    values = np.full((len(CHANNELS), seconds), float(MISSING))
    values[CHANNELS.index(Channel.RATE)] = _wander(rng, seconds, 70, 30, 40, calm)
    values[CHANNELS.index(Channel.SPO2)] = _wander(rng, seconds, 96, -9, 14, calm)
    values[CHANNELS.index(Channel.RESP)] = _wander(rng, seconds, 14, -7, 8, calm)
    codes = np.clip(np.round(values), 0, MISSING).astype(np.uint8)
    codes[:, rng.random(seconds) < 0.02] = MISSING
    gap = int(rng.integers(0, seconds - 60))
    codes[:, gap : gap + 60] = MISSING
    reading_s = np.unique(np.sort(rng.integers(0, seconds, minutes // 3)))
    systolic = rng.normal(135, 22, reading_s.size).round()
    readings = np.vstack([systolic, (systolic * 0.62).round(), (systolic * 0.75).round()])
    readings[2, rng.random(reading_s.size) < 0.2] = np.nan
    began = rng.random() < 0.8
    baseline_s = int(rng.integers(0, seconds))
    return StoredSession(
        session_id=seed,
        values=codes,
        doubtful=rng.random(codes.shape) < 0.03,
        reading_s=reading_s,
        readings=readings,
        reading_doubtful=rng.random(reading_s.size) < 0.05,
        baseline=Baseline(systolic=118, diastolic=72, mean=88, rate=66, spo2=97) if began else NO_BASELINE,
        baseline_s=baseline_s if began else None,
        infusion_end_s=int(rng.integers(baseline_s, seconds)) if began and rng.random() < 0.8 else None,
        treated=bool(rng.random() < 0.1),
    )


def _wander(
    rng: np.random.Generator, seconds: int, level: float, swing: float, other: float, calm: float
) -> np.ndarray:
    series = level + rng.normal(0, 1, seconds)
    for _ in range(round((1 - calm) * seconds / 60)):
        start, length = int(rng.integers(0, seconds)), int(rng.integers(3, 120))
        series[start : start + length] += swing if rng.random() < 0.6 else -other * rng.random()
    return series
