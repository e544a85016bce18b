"""Vital signs that a person measured by hand: the impossible is refused, a pressure counts like a reading."""

from itertools import pairwise
from typing import TYPE_CHECKING

from drivers.observations import Provenance
from monitor.domain.entries import ValuesEntered
from monitor.room.session import Reading, Session

if TYPE_CHECKING:
    from monitor.room.room import Room

RANGES = (("systolic", 30.0, 300.0), ("mean", 20.0, 250.0), ("diastolic", 10.0, 200.0), ("pulse", 10.0, 300.0))
SPO2_RANGE = (30.0, 100.0)


def values_problem(entry: ValuesEntered) -> str | None:
    """Why these numbers cannot be; None: they can."""
    given = [(name, getattr(entry, name), low, high) for name, low, high in (*RANGES, ("spo2", *SPO2_RANGE))]
    if all(value is None for _, value, _, _ in given):
        return "No value was entered."
    for name, value, low, high in given:
        if value is not None and not low <= value <= high:
            return f"{name} {value:g} is not between {low:g} and {high:g}."
    if entry.systolic is None and (entry.diastolic is not None or entry.mean is not None):
        return "A pressure needs its systolic value."
    parts = [part for part in (entry.systolic, entry.mean, entry.diastolic) if part is not None]
    if any(upper <= lower for upper, lower in pairwise(parts)):
        return "Systolic must be above mean, and mean above diastolic."
    return None


def take_entered(room: "Room", session: Session, entry: ValuesEntered, tick: int) -> None:
    """Let an entered pressure count like a reading of the cuff, measured at the time that the person named."""
    if entry.systolic is None:
        return
    reading = Reading(
        measured_tick=tick,
        systolic=entry.systolic,
        diastolic=entry.diastolic,
        mean=entry.mean,
        provenance=Provenance.ENTERED,
    )
    room.take_entered(session, reading)
