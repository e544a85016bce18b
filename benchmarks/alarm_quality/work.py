"""Spreads sessions over processes: each unit of work is one batch of seeds under all rule sets that are asked for."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from typing import Final

from benchmarks.alarm_quality.living import Life
from benchmarks.alarm_quality.rule_sets import rule_sets
from benchmarks.alarm_quality.scoring import Score, score
from benchmarks.alarm_quality.stays import AFTER_S, BEFORE_S, PLAN, SimulatedStays
from monitor.domain.vocabulary import CuffMaster
from simulators.patient.batch import NOISE_ONLY, BatchPlan
from simulators.patient.model import Chances
from simulators.patient.traits import Trait

WARD_SESSIONS: Final = 100
PROCESSES: Final = 2
PLANS: Final[dict[str, BatchPlan]] = {
    "sessions": PLAN,
    "noise": replace(NOISE_ONLY, before_s=BEFORE_S, after_s=AFTER_S),
    "low_baseline": replace(
        PLAN,
        chances=Chances(motion_per_hour=4.0, incidents=False),
        traits=frozenset({Trait.LOW_PRESSURE}),
    ),
}
Key = tuple[str, str, str]  # scope, rule set, form


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Seeds of one scope, and under what they are lived: rule set and form."""

    scope: str
    seeds: range
    under: tuple[tuple[str, CuffMaster], ...]


def live(unit: Unit) -> dict[Key, list[Score]]:
    """Live one unit; the sessions are the same under all rule sets."""
    stays = SimulatedStays(unit.seeds, PLANS[unit.scope])
    known = {each.name: each for each in rule_sets()}
    found: dict[Key, list[Score]] = {}
    for name, master in unit.under:
        lived = Life(stays, known[name], master=master).live()
        found[unit.scope, name, master.value] = [
            score(one, truth, stays.seconds) for one, truth in zip(lived, stays.truths, strict=True)
        ]
    return found


def live_all(units: Sequence[Unit], *, processes: int = PROCESSES) -> Iterator[dict[Key, list[Score]]]:
    """Live all units, in their order, each as soon as it is done."""
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(live, units)


def units(scope: str, first_seed: int, sessions: int, under: tuple[tuple[str, CuffMaster], ...]) -> list[Unit]:
    """Cut the seeds of a scope into wards."""
    last = first_seed + sessions
    return [
        Unit(scope=scope, seeds=range(start, min(start + WARD_SESSIONS, last)), under=under)
        for start in range(first_seed, last, WARD_SESSIONS)
    ]
