"""Things that happen to a patient: a surge, a desaturation, a faint, retching, a probe that comes off.

Pure functions of time. An event may add to the values (drawn ones of 5-22 mmHg) or pull them towards a height that must
be reached (a faint, and whatever somebody orders for a demonstration). When what happens is left to
`simulators.patient.incidents`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

import numpy as np

from simulators.patient.arrays import Floats

_EDGE_TAUS: Final = 4.0  # the beginning's middle lies this many time constants after its first sign
_BELL_SDS: Final = 6.0  # from a bell's first sign to its last
_STEEPEST: Final = 60.0  # exponents beyond it change nothing


class EventKind(StrEnum):
    SURGE = "surge"
    DESATURATION = "desaturation"
    FAINT = "faint"
    TACHYARRHYTHMIA = "tachyarrhythmia"
    SVT = "svt"
    APNOEA = "apnoea"  # one pause of breathing
    RETCHING = "retching"
    COUGH = "cough"
    POSTURE = "posture"
    TALKING = "talking"
    PROBE_OFF = "probe_off"


class Sign(StrEnum):
    """What an event can act upon: mmHg, per minute, percent."""

    SYSTOLIC = "systolic"
    DIASTOLIC = "diastolic"
    PULSE = "pulse"
    SPO2 = "spo2"
    RESPIRATION = "respiration"


class Outline(StrEnum):
    """How an event comes and goes."""

    PLATEAU = "plateau"  # logistic beginning, `hold_s` at its height, exponential end
    BELL = "bell"  # Gaussian, over within `hold_s`
    BOX = "box"  # there for `hold_s`, or not


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEvent:
    """One event from its first sign at `start_s`. At its height, `added` is added and `target` reached."""

    kind: EventKind
    start_s: float
    hold_s: float
    outline: Outline
    rise_tau_s: float = 0.0
    fall_tau_s: float = 0.0
    added: Mapping[Sign, float] = field(default_factory=dict)
    target: Mapping[Sign, float] = field(default_factory=dict)

    def strength(self, t_s: Floats) -> Floats:
        """Say how far the event has the patient in its grip at each moment: 0 before it, 1 at its height."""
        begun = t_s >= self.start_s
        match self.outline:
            case Outline.BOX:
                held = t_s < self.start_s + self.hold_s
            case Outline.BELL:
                deviations = _BELL_SDS * ((t_s - self.start_s) / self.hold_s - 0.5)
                return np.where(begun & (deviations <= _BELL_SDS / 2.0), np.exp(-0.5 * deviations**2), 0.0)
            case Outline.PLATEAU:
                return np.where(begun, self._plateau(t_s), 0.0)
        return np.where(begun & held, 1.0, 0.0)

    def _plateau(self, t_s: Floats) -> Floats:
        middle_s = self.start_s + _EDGE_TAUS * self.rise_tau_s
        steepness = np.clip((middle_s - t_s) / self.rise_tau_s, -_STEEPEST, _STEEPEST)
        over_s = np.maximum(0.0, t_s - middle_s - self.hold_s)
        return np.asarray(np.exp(-over_s / self.fall_tau_s) / (1.0 + np.exp(steepness)), dtype=np.float64)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Usual:
    """An ordinary event of a kind: its course and its height."""

    hold_s: float
    outline: Outline = Outline.PLATEAU
    rise_tau_s: float = 0.0
    fall_tau_s: float = 0.0
    added: Mapping[Sign, float] = field(default_factory=dict)
    target: Mapping[Sign, float] = field(default_factory=dict)


def _exertion(*, hold_s: float, systolic: float, pulse: float, respiration: float = 0.0) -> _Usual:
    added = {Sign.SYSTOLIC: systolic, Sign.DIASTOLIC: 0.6 * systolic, Sign.PULSE: pulse, Sign.RESPIRATION: respiration}
    return _Usual(hold_s=hold_s, outline=Outline.BELL, added=added)


# Time constants of the reference material: desaturation falls with 8 s; faint falls with 15 s, holds for 2.5 min and
# recovers with 2 min, to the middle of systolic 60-78, diastolic 38-50, rate 34-52 (Alboni et al. 2002). Exertions:
# systolic +5-15 for 1-2 min. The surge to order is steeper than the 2-5 min of anxiety, so that watching pays within
# two minutes. Arrhythmias begin from one beat to the next, smoothed by any monitor.
_USUAL: Final = {
    EventKind.SURGE: _Usual(
        hold_s=300.0,
        rise_tau_s=8.0,
        fall_tau_s=40.0,
        target={Sign.SYSTOLIC: 182.0, Sign.DIASTOLIC: 104.0, Sign.PULSE: 104.0},
    ),
    EventKind.DESATURATION: _Usual(hold_s=75.0, rise_tau_s=8.0, fall_tau_s=8.0, target={Sign.SPO2: 85.5}),
    EventKind.FAINT: _Usual(
        hold_s=150.0,
        rise_tau_s=15.0,
        fall_tau_s=120.0,
        target={Sign.SYSTOLIC: 69.0, Sign.DIASTOLIC: 44.0, Sign.PULSE: 43.0},
    ),
    EventKind.TACHYARRHYTHMIA: _Usual(hold_s=180.0, rise_tau_s=1.5, fall_tau_s=5.0, target={Sign.PULSE: 152.0}),
    EventKind.SVT: _Usual(
        hold_s=300.0,
        rise_tau_s=1.0,
        fall_tau_s=2.0,
        added={Sign.SYSTOLIC: -15.0, Sign.DIASTOLIC: -5.0},
        target={Sign.PULSE: 182.0},
    ),
    EventKind.APNOEA: _Usual(
        hold_s=25.0, rise_tau_s=4.0, fall_tau_s=6.0, added={Sign.SPO2: -7.0}, target={Sign.RESPIRATION: 0.0}
    ),
    EventKind.RETCHING: _exertion(hold_s=90.0, systolic=12.0, pulse=12.0, respiration=6.0),
    EventKind.COUGH: _exertion(hold_s=60.0, systolic=9.0, pulse=6.0, respiration=6.0),
    EventKind.POSTURE: _exertion(hold_s=75.0, systolic=8.0, pulse=6.0),
    EventKind.TALKING: _exertion(hold_s=90.0, systolic=8.0, pulse=3.0, respiration=2.0),
    EventKind.PROBE_OFF: _Usual(hold_s=45.0, outline=Outline.BOX),
}


def make_event(
    kind: EventKind,
    *,
    start_s: float,
    hold_s: float | None = None,
    added: Mapping[Sign, float] | None = None,
    target: Mapping[Sign, float] | None = None,
) -> PatientEvent:
    """Build an event of a kind; what is not given is as usual for it."""
    usual = _USUAL[kind]
    is_usual = added is None and target is None
    return PatientEvent(
        kind=kind,
        start_s=start_s,
        hold_s=usual.hold_s if hold_s is None else hold_s,
        outline=usual.outline,
        rise_tau_s=usual.rise_tau_s,
        fall_tau_s=usual.fall_tau_s,
        added=usual.added if is_usual else added or {},
        target=usual.target if is_usual else target or {},
    )
