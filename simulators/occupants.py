"""Whoever sits at a place at a moment, as one patient to the devices there: they stay, the patients come and go."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import Final

from simulators.devices.cuff import CycleChange
from simulators.patient import Patient, PumpHistory, SimulatedPatient, Vitals

_NOBODY: Final = Vitals(probe_on=False)
_FIRST_CUFF_AFTER_S: Final = 45.0
_LAST_CUFF_BEFORE_S: Final = 75.0  # the longest determination lasts 45 s
_BASELINE_CYCLE_S, _INFUSION_CYCLE_S, _LATE_CYCLE_S, _NEVER_S = 150.0, 300.0, 600.0, 1e9
_LATE_AFTER_S: Final = 1200.0  # of recovery


@dataclass(frozen=True, slots=True)
class Seat:
    """One patient at this place from `from_s` to `to_s`; infinite where nobody says until when."""

    patient: Patient
    from_s: float
    to_s: float
    pump: PumpHistory


class Occupant:
    """The patients of one place, one after the other."""

    def __init__(self, seats: Sequence[Seat]) -> None:
        self._seats = sorted(seats, key=lambda seat: seat.from_s)

    def at(self, t_s: float) -> Vitals:
        """Say the values of whoever sits there; nobody has none, and no probe on."""
        patient = self.sitting(t_s)
        return _NOBODY if patient is None else patient.at(t_s)

    def sitting(self, t_s: float) -> Patient | None:
        """Give who sits there."""
        return next((seat.patient for seat in self._seats if seat.from_s <= t_s < seat.to_s), None)

    def cuff_programme(self) -> tuple[CycleChange, ...]:
        """Give how a nurse sets the cuff for each of them: closer before and during the infusion; off in between."""
        return tuple(change for seat in self._seats for change in _cycle(seat))

    @property
    def seats(self) -> tuple[Seat, ...]:
        """In order of time."""
        return tuple(self._seats)


def sitting_at(patient: Patient | None, t_s: float) -> Patient | None:
    """Give the person behind what the devices of a place are told is their patient."""
    return patient.sitting(t_s) if isinstance(patient, Occupant) else patient


def cuff_failure_factor(patient: Patient | None, t_s: float) -> float:
    """How many times as often as usual a cuff cannot measure on the arm of who sits there."""
    person = sitting_at(patient, t_s)
    return person.person.cuff_failure_factor if isinstance(person, SimulatedPatient) else 1.0


def _cycle(seat: Seat) -> list[CycleChange]:
    first_s, last_s = seat.from_s + _FIRST_CUFF_AFTER_S, seat.to_s - _LAST_CUFF_BEFORE_S
    start_s = inf if seat.pump.start_s is None else seat.pump.start_s
    end_s = inf if seat.pump.end_s is None else seat.pump.end_s
    wanted = [
        (first_s, _BASELINE_CYCLE_S if first_s < start_s else _INFUSION_CYCLE_S),
        (start_s, _INFUSION_CYCLE_S),
        (end_s + _LATE_AFTER_S, _LATE_CYCLE_S),
    ]
    changes = [CycleChange(from_s=at_s, interval_s=cycle_s) for at_s, cycle_s in wanted if first_s <= at_s < last_s]
    return changes if last_s == inf else [*changes, CycleChange(from_s=last_s, interval_s=_NEVER_S)]
