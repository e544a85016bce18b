"""What happens in a session by itself, how often and when: drawn from the seed.

Shares of sessions are those of the reference material. Some are deliberately high for the power of tests (desaturation
6 %), and the times of day are assumptions: no open series of ketamine sessions gives them.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from simulators.patient.events import EventKind, Outline, PatientEvent, Sign, make_event

_MINUTE_S: Final = 60.0
_BELL_WIDTHS: Final = 6.0  # a bell lasts six of its standard deviations


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """When a session's stages are, in seconds of the run; `infusion_number` counts within the course."""

    seated_s: float
    start_s: float
    end_s: float
    infusion_number: int


Draw = Callable[[np.random.Generator, Day], PatientEvent]


def draw_incidents(rng: np.random.Generator, day: Day) -> tuple[PatientEvent, ...]:
    """Draw the events of one session, each kind by its own chance and independently."""
    events = [(rng.random() < share(day), draw(rng, day)) for share, draw in _INCIDENTS]
    return tuple(event for happens, event in events if happens)


def _surge_share(day: Day) -> float:
    """Anxiety and dissociation come oftener to newcomers; 15 % over the 17 infusions of the mean patient.

    Of the severe pressures of the largest series 43 % fell into the first three infusions (Yale 2024).
    """
    return 0.34 if day.infusion_number <= 3 else 0.11


def _surge(rng: np.random.Generator, day: Day) -> PatientEvent:
    """Gaussian, centre 15-45 min after the start, width 2-5 min, S +8-22, D 0.6 of it, HR +8-25."""
    centre_s, width_s = day.start_s + _minutes(rng, 15, 45), _minutes(rng, 2, 5)
    systolic = rng.uniform(8.0, 22.0)
    added = {Sign.SYSTOLIC: systolic, Sign.DIASTOLIC: 0.6 * systolic, Sign.PULSE: rng.uniform(8.0, 25.0)}
    start_s, hold_s = centre_s - _BELL_WIDTHS / 2.0 * width_s, _BELL_WIDTHS * width_s
    event = make_event(EventKind.SURGE, start_s=start_s, hold_s=hold_s, added=added)
    return replace(event, outline=Outline.BELL)


def _desaturation(rng: np.random.Generator, day: Day) -> PatientEvent:
    """Depth 7-16 %, 30-180 s, while the drug acts."""
    start_s = rng.uniform(day.start_s + 5.0 * _MINUTE_S, day.end_s + 20.0 * _MINUTE_S)
    depth = {Sign.SPO2: -rng.uniform(7.0, 16.0)}
    return make_event(EventKind.DESATURATION, start_s=start_s, hold_s=rng.uniform(30.0, 180.0), added=depth)


def _faint(rng: np.random.Generator, day: Day) -> PatientEvent:
    """S 60-78, D 38-50, HR 34-52: at the cannulation, or on getting up in recovery."""
    at_cannulation, later = rng.random() < 1.0 / 3.0, rng.random()
    cannulation_s = day.seated_s + later * 0.8 * (day.start_s - day.seated_s)
    start_s = cannulation_s if at_cannulation else day.end_s + (5.0 + 50.0 * later) * _MINUTE_S
    target = {
        Sign.SYSTOLIC: rng.uniform(60.0, 78.0),
        Sign.DIASTOLIC: rng.uniform(38.0, 50.0),
        Sign.PULSE: rng.uniform(34.0, 52.0),
    }
    return make_event(EventKind.FAINT, start_s=start_s, target=target)


def _tachyarrhythmia(rng: np.random.Generator, day: Day) -> PatientEvent:
    """HR 140-165 for 1-6 min."""
    start_s = rng.uniform(day.start_s, day.end_s + 30.0 * _MINUTE_S)
    target = {Sign.PULSE: rng.uniform(140.0, 165.0)}
    return make_event(EventKind.TACHYARRHYTHMIA, start_s=start_s, hold_s=_minutes(rng, 1, 6), target=target)


def _exertion(kind: EventKind) -> Draw:
    """S +5-15 for 1-2 min, anywhere in the session."""

    def draw(rng: np.random.Generator, day: Day) -> PatientEvent:
        start_s = rng.uniform(day.seated_s, day.end_s + 60.0 * _MINUTE_S)
        systolic, pulse = rng.uniform(5.0, 15.0), rng.uniform(2.0, 10.0)
        added = {Sign.SYSTOLIC: systolic, Sign.DIASTOLIC: 0.6 * systolic, Sign.PULSE: pulse, Sign.RESPIRATION: 3.0}
        return make_event(kind, start_s=start_s, hold_s=_minutes(rng, 1, 2), added=added)

    return draw


def _always(share: float) -> Callable[[Day], float]:
    return lambda _day: share


# Nausea 14 % is that of the nasal label's first week; cough, posture and talking are assumed
_INCIDENTS: Final = (
    (_surge_share, _surge),
    (_always(0.06), _desaturation),
    (_always(0.03), _faint),
    (_always(0.01), _tachyarrhythmia),
    (_always(0.14), _exertion(EventKind.RETCHING)),
    (_always(0.10), _exertion(EventKind.COUGH)),
    (_always(0.50), _exertion(EventKind.POSTURE)),
    (_always(0.50), _exertion(EventKind.TALKING)),
)


def _minutes(rng: np.random.Generator, low: float, high: float) -> float:
    return _MINUTE_S * float(rng.uniform(low, high))
