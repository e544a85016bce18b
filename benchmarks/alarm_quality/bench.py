"""Runs the proof: simulated sessions, noise, low baselines, real recordings as they are and with known events added.

Seeds from `TUNING` on served to choose rules and numbers; the figures come from those from `HELD_OUT` on, which nobody
looked at before. All rule sets are lived by the same sessions. On two free cores the whole takes a quarter of an hour.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Final

from benchmarks.alarm_quality.figures import BY_SCOPE
from benchmarks.alarm_quality.intervals import Resampled
from benchmarks.alarm_quality.kept import forget, live_or_recall
from benchmarks.alarm_quality.living import Form
from benchmarks.alarm_quality.recorded import recordings_folder, signals
from benchmarks.alarm_quality.results import Found, Results, read_results, write_results, write_table
from benchmarks.alarm_quality.rule_sets import DELAYED, OURS, PLAIN, gate_curve, rule_sets
from benchmarks.alarm_quality.scoring import Score
from benchmarks.alarm_quality.work import (
    INJECTED,
    OVERSAMPLED,
    STRATIFIED,
    Key,
    Unit,
    by_recording,
    fall_units,
    injected_units,
    live_all,
    recorded_units,
    stratified,
    units,
)
from benchmarks.report import figure, say
from drivers.clock import Stopwatch

Scores = dict[Key, list[Score]]
TUNING, HELD_OUT = 5_000_000, 6_000_000
SESSIONS, QUICK_SESSIONS = 2000, 12
STORED_EVERY: Final = 6  # wards: hours of work must outlive a crash
NO_RECORDINGS: Final = "the recordings of the reference material are not here: left out"


def run(*, quick: bool) -> None:
    """Print every figure of the held-out seeds."""
    watch = Stopwatch()
    planned = plan(HELD_OUT, sessions=QUICK_SESSIONS if quick else SESSIONS)
    *_, scores = added_up(live_all(planned), len(planned))
    for found in figures_of(scores):
        tell(found)
    say(f"seeds from {HELD_OUT} on; {watch.elapsed_s():.0f} s")


def run_table(*, quick: bool) -> None:
    """Print every figure, store them and write the table of the alarm engine's README."""
    planned = plan(HELD_OUT, sessions=QUICK_SESSIONS if quick else SESSIONS)
    for done, scores in enumerate(added_up(live_or_recall(planned), len(planned)), start=1):
        if done % STORED_EVERY and done < len(planned):
            continue
        found = tuple(figures_of(scores))
        write_results(Results(first_seed=HELD_OUT, tuning_seed=TUNING, found=found))
    for each in read_results().found:
        tell(each)
    write_table(read_results())
    forget()


def tell(found: Found) -> None:
    """Print one figure, its interval on the line for people."""
    name = f"{found.scope}.{found.rule_set}.{found.form}.{found.figure}"
    if found.of > 0:
        figure("alarm_quality", name, found.value, found.unit)
    say(f"{name}: {found.value:.4g} [{found.low:.4g}, {found.high:.4g}] of {found.of:.0f}")


def plan(first_seed: int, *, sessions: int) -> list[Unit]:
    """What is to be lived, of everything a part first: hours of work may be broken off, and go on later."""
    half, few = sessions // 2, max(min(QUICK_SESSIONS, sessions), sessions // 8)
    station, others = ((OURS, Form.STATION),), ((OURS, Form.BEDSIDE), (PLAIN, Form.STATION))
    ablated = tuple((each.name, Form.STATION) for each in rule_sets() if each.name not in (OURS, PLAIN))
    curve = tuple((each.name, Form.STATION) for each in gate_curve())
    noise, low = first_seed + SESSIONS, first_seed + 2 * SESSIONS
    return [
        *units("noise", noise, half, station),
        *units("sessions", first_seed, half, station),
        *_recorded(first_seed, station + others, few=sessions <= QUICK_SESSIONS),
        *fall_units(first_seed + 4 * SESSIONS, few, station + curve),
        *units("sessions", first_seed, few, (*others, (OURS, Form.BY_HAND), *ablated)),
        *units("low_baseline", low, half, station),
        *units("noise", noise, few, curve),
        *units(OVERSAMPLED, first_seed + 3 * SESSIONS, 2 * few, station + others[:1]),
        *units("noise", noise + half, sessions - half, station),
        *units("sessions", first_seed + half, sessions - half, station),
        *units("low_baseline", low + half, sessions - half, station),
        *units("noise", noise + few, half - few, curve),
        *units("sessions", first_seed + few, sessions - few, others),
    ]


def _recorded(first_seed: int, under: tuple[tuple[str, Form], ...], *, few: bool) -> list[Unit]:
    """The real recordings, as they are and with events added; none where they are not here."""
    folder = recordings_folder()
    if folder is None:
        say(NO_RECORDINGS)
        return []
    unstarted = tuple((name, Form.BEDSIDE) for name in (OURS, PLAIN, DELAYED, "no_gates"))
    recorded = recorded_units(len(signals(folder)), unstarted)
    injected = injected_units(first_seed, under)
    return recorded[:1] + injected[:1] if few else recorded + injected


def added_up(parts: Iterator[Scores], wards: int) -> Iterator[Scores]:
    """After each ward, everything so far."""
    scores: Scores = {}
    for number, part in enumerate(parts, start=1):
        say(f"{number} of {wards} wards")
        for key, some in part.items():
            scores.setdefault(key, []).extend(some)
        yield scores


def figures_of(lived_so_far: Scores) -> Iterator[Found]:
    """Every figure of every rule set in every form."""
    scores = dict(lived_so_far)
    for form in Form:
        natural, more = (scores.get((scope, OURS, form.value), []) for scope in ("sessions", OVERSAMPLED))
        if more:
            scores[STRATIFIED, OURS, form.value] = stratified(natural, more)
    for key, some in scores.items():
        if key[0] == OVERSAMPLED:
            continue
        yield from _figures(key, by_recording(some) if key[0] == INJECTED else some)


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
            sessions=len(scores),
            **asdict(each.of(scores, resampled)),
        )
        for each in BY_SCOPE[scope]
    ]
