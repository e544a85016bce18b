"""Who sits in the chair: a seeded physiology behind the `Patient` interface.

Many sessions at once stand in `simulators.patient.batch`; what is true of a session in `simulators.patient.truth`,
which nothing that serves a room imports.
"""

from simulators.patient.archetypes import Archetype, draw_archetype
from simulators.patient.events import EventKind, PatientEvent, make_event
from simulators.patient.model import Chances, Course, SimulatedPatient
from simulators.patient.person import Person
from simulators.patient.pump import PumpHistory
from simulators.patient.traits import Trait
from simulators.patient.vitals import Patient, ProbeNoise, Vitals

__all__ = [
    "Archetype",
    "Chances",
    "Course",
    "EventKind",
    "Patient",
    "PatientEvent",
    "Person",
    "ProbeNoise",
    "PumpHistory",
    "SimulatedPatient",
    "Trait",
    "Vitals",
    "draw_archetype",
    "make_event",
]
