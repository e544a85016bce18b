"""`what_if`: seconds to judge a clinic's year again, 20,000 sessions at one value a second, and the memory it takes."""

import multiprocessing
import resource
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.report import figure, say
from drivers.clock import Stopwatch
from monitor.alarms.arrays import Floats
from monitor.alarms.baseline import Baseline
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel, LimitRule
from monitor.review.batch import judge
from monitor.review.stored_session import MISSING, StoredSession, minutes_of
from monitor.review.what_if import compare
from monitor.settings import load_profile

PROFILE = load_profile(Path(__file__).resolve().parents[1] / "config" / "profiles" / "mood.toml")
LOOSER = replace(
    PROFILE,
    name="a looser saturation",
    rules=tuple(
        replace(rule, limit=88) if isinstance(rule, LimitRule) and rule.rule == "O2-LO" else rule
        for rule in PROFILE.rules
    ),
)
SESSIONS, DISTINCT, PROCESSES, TARGET_S = 20_000, 400, 2, 10.0
EACH_FLAGGED = 3  # every third patient is judged by the closer limits
SHORTEST_MIN, LONGEST_MIN = 60, 130
SEED = 11


def run(*, quick: bool) -> None:
    """Print how long a year takes, the peak of memory, and how far that is from reading the values once."""
    distinct, sessions = (40, 400) if quick else (DISTINCT, SESSIONS)
    shares = [(number, distinct, sessions // PROCESSES) for number in range(PROCESSES)]
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        found = pool.starmap(judge_share, shares, chunksize=1)
    took_s = max(share.took_s for share in found)
    figure("what_if", "clinic_year_s", took_s * SESSIONS / sessions, "s")
    cpu_s = max(share.cpu_s for share in found)
    figure("what_if", "clinic_year_cpu_s", cpu_s * SESSIONS / sessions, "s")
    figure("what_if", "one_limit_changed_s", max(share.compare_s for share in found) * SESSIONS / sessions, "s")
    figure("what_if", "peak_mb", sum(share.peak_mb for share in found), "MB")
    figure("what_if", "times_reading_once", cpu_s / max(share.read_s for share in found), "1")
    hours, alarms = sum(share.hours for share in found), sum(share.changes for share in found)
    say(f"{sessions} sessions, {hours:.0f} session hours, {alarms} alarm changes; target {TARGET_S:.0f} s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """What one process found about its part of the year."""

    took_s: float
    cpu_s: float  # of the process alone: these machines are shared
    compare_s: float  # CPU time of old limits against new ones, one limit changed
    read_s: float  # in which it adds up every value once: the bandwidth of memory
    hours: float
    changes: int
    peak_mb: float


def judge_share(number: int, distinct: int, sessions: int) -> Share:
    """Make one part of the year, each session many times over, and judge it."""
    made = [make_session(np.random.default_rng([SEED, number, each]), each) for each in range(distinct // PROCESSES)]
    part = [own_patient(made[each % len(made)], each) for each in range(sessions)]
    watch, began_s = Stopwatch(), cpu_time_s()
    changes = sum(map(len, judge(part, PROFILE)))
    took_s, cpu_s = watch.elapsed_s(), cpu_time_s() - began_s
    began_s = cpu_time_s()
    compare(part, old=PROFILE, new=LOOSER)
    compare_s = cpu_time_s() - began_s
    began_s = cpu_time_s()
    total = sum(int(session.values.sum(dtype=np.uint64)) for session in part)
    read_s = cpu_time_s() - began_s
    if total == 0:
        raise AssertionError("the sessions are empty")
    return Share(
        took_s=took_s,
        cpu_s=cpu_s,
        compare_s=compare_s,
        read_s=read_s,
        hours=sum(session.seconds for session in part) / 3600,
        changes=changes,
        peak_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def own_patient(session: StoredSession, number: int) -> StoredSession:
    """The same stay of another patient: with a baseline of his own, so that his limits have to be worked out too."""
    rate = round(session.baseline.rate or 0.0) + number % 21 / 2 - 5
    baseline = replace(session.baseline, rate=rate, systolic=(session.baseline.systolic or 0.0) + number * 1e-6)
    closer = ((0, True),) if number % EACH_FLAGGED == 0 else ()
    return replace(session, session_id=number, baseline=baseline, closer=closer)


def cpu_time_s() -> float:
    """CPU time of this process."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def make_session(rng: np.random.Generator, number: int) -> StoredSession:
    """A stay as the evidence describes it: slow wandering, four motion artefacts an hour, now and then an event."""
    seconds = int(rng.integers(SHORTEST_MIN * 60, LONGEST_MIN * 60))
    base_rate, base_systolic = rng.normal(73, 9), float(np.clip(rng.normal(121, 10), 95, 142))
    rise = max(0.0, rng.normal(17, 8))
    effect = _effect(seconds)
    rate = base_rate + _noise(rng, seconds, 2.5, 60) + rng.normal(4, 5) * effect
    spo2 = np.minimum(100, rng.normal(97.3, 1) + _noise(rng, seconds, 0.5, 40))
    for _ in range(rng.poisson(4 * seconds / 3600)):  # motion
        begin, length = int(rng.integers(0, seconds)), int(min(90, rng.lognormal(2.5, 0.8)))
        spo2[begin : begin + length] -= rng.uniform(3, 15)
    if rng.random() < 0.06:  # a true desaturation
        begin, length = int(rng.integers(0, seconds)), int(rng.integers(30, 180))
        spo2[begin : begin + length] -= rng.uniform(7, 16)
    values = np.full((len(CHANNELS), seconds), MISSING, dtype=np.uint8)
    values[CHANNELS.index(Channel.RATE)] = np.clip(np.round(rate), 30, 200)
    values[CHANNELS.index(Channel.SPO2)] = np.clip(np.round(spo2), 50, 100)
    reading_s = np.arange(int(rng.integers(30, 120)), seconds, 300)
    systolic = base_systolic + rise * effect[reading_s] + rng.normal(0, 5, reading_s.size)
    diastolic = systolic * 0.6 + rng.normal(0, 3, reading_s.size)
    lowest, highest = minutes_of(values)
    return StoredSession(
        session_id=number,
        values=values,
        reading_s=reading_s,
        readings=_rounded(systolic, diastolic),
        baseline=Baseline(
            systolic=base_systolic, diastolic=base_systolic * 0.6, mean=base_systolic * 0.74, rate=base_rate, spo2=97
        ),
        baseline_s=min(900, seconds - 1),
        lowest=lowest,
        highest=highest,
    )


def _rounded(systolic: Floats, diastolic: Floats) -> Floats:
    readings: Floats = np.round(np.array([systolic, diastolic, diastolic + 0.36 * (systolic - diastolic)]))
    return readings


def _effect(seconds: int) -> Floats:
    """Rises for forty minutes from the fifteenth on, then falls."""
    minutes = np.arange(seconds) / 60 - 15
    rising = 1 - np.exp(-np.clip(minutes, 0, 40) / 10)
    effect: Floats = rising * np.exp(-np.clip(minutes - 40, 0, None) / 15)
    return effect


def _noise(rng: np.random.Generator, seconds: int, sd: float, tau_s: float) -> Floats:
    """Slow wandering: white noise through a running mean of about `tau_s`."""
    width = round(tau_s)
    steps = np.cumsum(rng.normal(0, 1, seconds + width))
    noise: Floats = (steps[width:] - steps[:-width])[:seconds] * sd / width**0.5
    return noise
