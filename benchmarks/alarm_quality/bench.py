"""Runs the proof and prints its figures: ours in both forms of the cuff, all others where we may start cuffs.

Seeds below `HELD_OUT` served to choose numbers; those from there on are used for the figures alone.
"""

from dataclasses import asdict, dataclass
from typing import Final

from benchmarks.alarm_quality.figures import BY_SCOPE
from benchmarks.alarm_quality.intervals import Resampled
from benchmarks.alarm_quality.rule_sets import OURS, PLAIN, rule_sets
from benchmarks.alarm_quality.scoring import Score
from benchmarks.alarm_quality.work import Key, Unit, live_all, units
from benchmarks.report import figure, say
from drivers.clock import Stopwatch
from monitor.domain.vocabulary import CuffMaster

TUNING, HELD_OUT = 5_000_000, 6_000_000
FORMS: Final = {CuffMaster.STATION: "repeated from here", CuffMaster.BEDSIDE: "unrepeated"}
SESSIONS, LOW_SESSIONS = 2000, 1000
QUICK_SESSIONS: Final = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One figure of one rule set in one form of the cuff."""

    scope: str
    rule_set: str
    form: str
    figure: str
    value: float
    low: float
    high: float
    of: float
    unit: str


def run(*, quick: bool) -> None:
    """Print every figure."""
    watch = Stopwatch()
    for found in simulated(first_seed=HELD_OUT, quick=quick):
        tell(found)
    say(f"seeds from {HELD_OUT} on, held out from tuning; {watch.elapsed_s():.0f} s")


def tell(found: Found) -> None:
    """Print one figure, its interval on the line for people."""
    name = f"{found.rule_set}.{found.form}.{found.figure}"
    figure("alarm_quality", name, found.value, found.unit)
    say(f"{name}: {found.value:.4g} [{found.low:.4g}, {found.high:.4g}] of {found.of:.0f}")


def simulated(*, first_seed: int, quick: bool) -> list[Found]:
    """All figures of simulated sessions."""
    scores: dict[Key, list[Score]] = {}
    for part in live_all(plan(first_seed, quick=quick)):
        for key, some in part.items():
            scores.setdefault(key, []).extend(some)
    return [each for key, some in scores.items() for each in _figures(key, some)]


def plan(first_seed: int, *, quick: bool) -> list[Unit]:
    """What is to be lived: every rule set on the same seeds."""
    both = tuple((name, master) for name in (OURS, PLAIN) for master in FORMS)
    rest = tuple((each.name, CuffMaster.STATION) for each in rule_sets() if each.name not in (OURS, PLAIN))
    ours = tuple((OURS, master) for master in FORMS)
    sessions, low_sessions = (QUICK_SESSIONS, QUICK_SESSIONS) if quick else (SESSIONS, LOW_SESSIONS)
    return [
        *units("sessions", first_seed, sessions, both + rest),
        *units("noise", first_seed + SESSIONS, sessions, ours),
        *units("low_baseline", first_seed + 2 * SESSIONS, low_sessions, ours),
    ]


def _figures(key: Key, scores: list[Score]) -> list[Found]:
    scope, rule_set, form = key
    resampled = Resampled(len(scores))
    return [
        Found(
            scope=scope,
            rule_set=rule_set,
            form=form,
            figure=each.name,
            unit=each.unit,
            **asdict(each.of(scores, resampled)),
        )
        for each in BY_SCOPE[scope]
    ]
