"""Who sits in the chair: a small seeded physiology behind the `Patient` interface."""

from simulators.patient.archetypes import Archetype, Person, draw_archetype, draw_person
from simulators.patient.events import EventKind, PatientEvent, make_event
from simulators.patient.model import Course, SimulatedPatient
from simulators.patient.vitals import Patient, Vitals

__all__ = [
    "Archetype",
    "Course",
    "EventKind",
    "Patient",
    "PatientEvent",
    "Person",
    "SimulatedPatient",
    "Vitals",
    "draw_archetype",
    "draw_person",
    "make_event",
]
