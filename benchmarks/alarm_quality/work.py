"""Spreads sessions over processes: each unit of work is one batch of seeds under all rule sets that are asked for."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from itertools import count, islice
from typing import Final

from benchmarks.alarm_quality.living import Form, Life
from benchmarks.alarm_quality.recorded import (
    PEOPLE_EACH,
    InjectedStays,
    RecordedStays,
    cuff_deviations,
    recordings_folder,
    signals,
)
from benchmarks.alarm_quality.rule_sets import named
from benchmarks.alarm_quality.scoring import Score, score
from benchmarks.alarm_quality.stays import AFTER_S, BEFORE_S, PLAN, SimulatedStays, Stays
from simulators.patient.archetypes import POPULATIONS, Archetype
from simulators.patient.batch import NOISE_ONLY, BatchPlan, session_patient
from simulators.patient.events import EventKind, Sign
from simulators.patient.model import Chances
from simulators.patient.traits import Trait

WARD_SESSIONS: Final = 125
PROCESSES: Final = 2
PLANS: Final[dict[str, BatchPlan]] = {
    "sessions": PLAN,
    "noise": replace(NOISE_ONLY, before_s=BEFORE_S, after_s=AFTER_S),
    "falls": PLAN,
    "hyper_responders": replace(PLAN, archetype=Archetype.HYPER_RESPONDER),
    "low_baseline": replace(
        PLAN,
        chances=Chances(motion_per_hour=4.0, incidents=False),
        traits=frozenset({Trait.LOW_PRESSURE}),
    ),
}
FALLS: Final = "falls"  # sessions of the natural mix in which the saturation falls below 85
DEEPEST_AT_MOST: Final = 84.0  # latent saturation less the depth of the fall
OVERSAMPLED, STRATIFIED = "hyper_responders", "stratified"
RECORDED, INJECTED = "recorded", "injected"
RECORDINGS_A_WARD, PEOPLE_STRIDE = 22, 1000
Key = tuple[str, str, str]  # scope, rule set, form


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """Seeds of one scope, and under what they are lived: rule set and form."""

    scope: str
    seeds: Sequence[int]
    under: tuple[tuple[str, Form], ...]


def live(unit: Unit) -> dict[Key, list[Score]]:
    """Live one unit; the sessions are the same under all rule sets."""
    stays = _stays(unit)
    found: dict[Key, list[Score]] = {}
    for name, form in unit.under:
        lived = Life(stays, named(name), form).live()
        found[unit.scope, name, form.value] = [
            score(one, truth, seconds) for one, truth, seconds in zip(lived, stays.truths, stays.lengths, strict=True)
        ]
    return found


def _stays(unit: Unit) -> Stays:
    if unit.scope in PLANS:
        return SimulatedStays(unit.seeds, PLANS[unit.scope])
    folder = recordings_folder()
    if folder is None:
        raise FileNotFoundError("the recordings of the reference material are not here")
    chosen = signals(folder)
    if unit.scope == RECORDED:
        return RecordedStays([chosen[index] for index in unit.seeds])
    return InjectedStays(chosen, cuff_deviations(folder), unit.seeds[0])


def live_all(units: Sequence[Unit], *, processes: int = PROCESSES) -> Iterator[dict[Key, list[Score]]]:
    """Live all units, in their order, each as soon as it is done."""
    with ProcessPoolExecutor(processes) as pool:
        yield from pool.map(live, units)


def units(scope: str, first_seed: int, sessions: int, under: tuple[tuple[str, Form], ...]) -> list[Unit]:
    """Cut the seeds of a scope into wards."""
    return _wards(scope, range(first_seed, first_seed + sessions), under)


def fall_units(first_seed: int, sessions: int, under: tuple[tuple[str, Form], ...]) -> list[Unit]:
    """Sessions with a deep fall of the saturation, one in thirty of the natural mix, from a seed on."""
    deep = (seed for seed in count(first_seed) if _falls_deep(seed))
    return _wards(FALLS, list(islice(deep, sessions)), under)


def _falls_deep(seed: int) -> bool:
    patient = session_patient(seed, PLAN)
    depths = [event.added.get(Sign.SPO2, 0.0) for event in patient.events if event.kind is EventKind.DESATURATION]
    return patient.person.spo2 + min(depths, default=0.0) <= DEEPEST_AT_MOST


def _wards(scope: str, seeds: Sequence[int], under: tuple[tuple[str, Form], ...]) -> list[Unit]:
    return [
        Unit(scope=scope, seeds=seeds[start : start + WARD_SESSIONS], under=under)
        for start in range(0, len(seeds), WARD_SESSIONS)
    ]


def recorded_units(recordings: int, under: tuple[tuple[str, Form], ...]) -> list[Unit]:
    """Recordings of like length together; their numbers stand in the place of seeds."""
    return [
        Unit(scope=RECORDED, seeds=range(start, min(start + RECORDINGS_A_WARD, recordings)), under=under)
        for start in range(0, recordings, RECORDINGS_A_WARD)
    ]


def injected_units(first_seed: int, under: tuple[tuple[str, Form], ...]) -> list[Unit]:
    """Every long recording with some people each."""
    starts = [first_seed + PEOPLE_STRIDE * number for number in range(PEOPLE_EACH)]
    return [Unit(scope=INJECTED, seeds=range(start, start + 1), under=under) for start in starts]


def by_recording(scores: Sequence[Score]) -> list[Score]:
    """Sessions made of the same recording are one in a bootstrap."""
    found: dict[int, Score] = {}
    for each in scores:
        into = found.setdefault(each.session % PEOPLE_STRIDE, Score(session=each.session))
        into.counts.update(each.counts)
        for name, delays in each.delays_s.items():
            into.delays_s.setdefault(name, []).extend(delays)
    return list(found.values())


def stratified(natural: Sequence[Score], oversampled: Sequence[Score]) -> list[Score]:
    """Sessions of the natural mix and more hyper-responders, each weighted so that the mix is the natural one again."""
    share = POPULATIONS[Archetype.HYPER_RESPONDER].weight
    both = [*natural, *oversampled]
    rich = sum(each.hyper_responder for each in both)
    weights = {True: share * len(natural) / max(1, rich), False: (1 - share) * len(natural) / max(1, len(both) - rich)}
    return [replace(each, weight=weights[each.hyper_responder]) for each in both]
