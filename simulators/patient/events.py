"""Things that happen to a patient: a surge, a desaturation, a faint, a probe that comes off. Pure functions of time."""

import math
from dataclasses import dataclass
from enum import StrEnum

_EDGE_TAUS = 4.0  # the beginning's middle lies this many time constants after its first sign


class EventKind(StrEnum):
    SURGE = "surge"
    DESATURATION = "desaturation"
    FAINT = "faint"
    PROBE_OFF = "probe_off"


@dataclass(frozen=True, slots=True)
class Shape:
    """Time constants of a logistic beginning and an exponential end, and the usual time between them, in seconds."""

    rise_tau_s: float
    fall_tau_s: float
    hold_s: float


# Desaturation and faint: time constants of the reference material (fall 8 s; fall 15 s, recovery 2 min, hold 2.5 min).
# The surge is steeper than the 2-5 min of anxiety surges, so that watching pays within two minutes.
SHAPES = {
    EventKind.SURGE: Shape(rise_tau_s=8.0, fall_tau_s=40.0, hold_s=300.0),
    EventKind.DESATURATION: Shape(rise_tau_s=8.0, fall_tau_s=8.0, hold_s=75.0),
    EventKind.FAINT: Shape(rise_tau_s=15.0, fall_tau_s=120.0, hold_s=150.0),
    EventKind.PROBE_OFF: Shape(rise_tau_s=0.0, fall_tau_s=0.0, hold_s=45.0),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PatientEvent:
    """Pulls the patient towards the values given (mmHg, per minute, percent); None leaves that value alone."""

    kind: EventKind
    start_s: float
    hold_s: float
    systolic: float | None = None
    diastolic: float | None = None
    pulse: float | None = None
    spo2: float | None = None

    def strength(self, t_s: float) -> float:
        """Say how far the event has the patient in its grip: 0 before it, 1 at its height."""
        if t_s < self.start_s:
            return 0.0
        shape = SHAPES[self.kind]
        if self.kind is EventKind.PROBE_OFF:
            return 1.0 if t_s < self.start_s + self.hold_s else 0.0
        middle_s = self.start_s + _EDGE_TAUS * shape.rise_tau_s
        rising = _logistic((t_s - middle_s) / shape.rise_tau_s)
        over_s = max(0.0, t_s - middle_s - self.hold_s)
        return rising * math.exp(-over_s / shape.fall_tau_s)


def make_event(kind: EventKind, *, start_s: float, hold_s: float | None = None) -> PatientEvent:
    """Build the ordinary event of a kind, with its usual height; `hold_s` replaces its usual length."""
    hold_s = SHAPES[kind].hold_s if hold_s is None else hold_s
    match kind:
        case EventKind.SURGE:
            return PatientEvent(kind=kind, start_s=start_s, hold_s=hold_s, systolic=182.0, diastolic=104.0, pulse=104.0)
        case EventKind.DESATURATION:
            return PatientEvent(kind=kind, start_s=start_s, hold_s=hold_s, spo2=85.5)
        case EventKind.FAINT:  # values after Alboni et al. 2002: systolic 60-78, diastolic 38-50, rate 34-52
            return PatientEvent(kind=kind, start_s=start_s, hold_s=hold_s, systolic=69.0, diastolic=44.0, pulse=43.0)
        case EventKind.PROBE_OFF:
            return PatientEvent(kind=kind, start_s=start_s, hold_s=hold_s)


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + math.exp(-max(-60.0, min(60.0, x))))
