"""Patients and mishaps to order, for demonstrations and tests: who does not respond, whose line comes off."""

from collections.abc import Collection
from dataclasses import replace
from enum import StrEnum
from typing import Final

import numpy as np

from simulators.patient.drug import NASAL_ESKETAMINE, Drug
from simulators.patient.events import EventKind, PatientEvent, Sign, make_event
from simulators.patient.incidents import Day
from simulators.patient.person import Person
from simulators.patient.pump import PumpHistory

_MINUTE_S: Final = 60.0
_COPD_SPO2, _ATHLETE_PULSE = 91.0, 46.0
_LOW_PRESSURE_MMHG = (95.0, 58.0)
_OBESE_ARM_FAILURES: Final = 5.0
_OVERRUN_FACTOR: Final = 2.0
_MISHAP_SHARE: Final = 0.5  # of the planned infusion: a line that comes off does so then
_DIP_EVERY_S, _DIP_LENGTH_S, _DIP_PERCENT = (60.0, 150.0), (20.0, 40.0), (4.0, 9.0)


class Trait(StrEnum):
    NON_RESPONDER = "non_responder"
    COPD = "copd"
    ATHLETE = "athlete"
    ESKETAMINE_NASAL = "esketamine_nasal"
    SLEEP_APNOEA = "sleep_apnoea"
    PUMP_OVERRUN = "pump_overrun"
    IV_DISCONNECTION = "iv_disconnection"
    OBESE_ARM = "obese_arm"
    SVT = "svt"
    LOW_PRESSURE = "low_pressure"  # at rest, as many healthy young women have it


def person_with(person: Person, traits: Collection[Trait]) -> Person:
    """Change the person as the traits say."""
    if Trait.NON_RESPONDER in traits:
        person = replace(person, systolic_rise=0.0, diastolic_rise=0.0, pulse_rise=0.0)
    if Trait.COPD in traits:
        person = replace(person, spo2=_COPD_SPO2)
    if Trait.ATHLETE in traits:
        person = replace(person, pulse=_ATHLETE_PULSE)
    if Trait.LOW_PRESSURE in traits:
        person = replace(person, systolic=_LOW_PRESSURE_MMHG[0], diastolic=_LOW_PRESSURE_MMHG[1])
    if Trait.OBESE_ARM in traits:
        person = replace(person, cuff_failure_factor=_OBESE_ARM_FAILURES)
    return person


def drug_with(drug: Drug, traits: Collection[Trait]) -> Drug:
    """Choose the drug."""
    return NASAL_ESKETAMINE if Trait.ESKETAMINE_NASAL in traits else drug


def delivered(pump: PumpHistory, traits: Collection[Trait]) -> PumpHistory:
    """Tell what reaches the patient from what the pump was set to."""
    start_s, end_s = pump.start_s, pump.end_s
    if start_s is None:
        return pump
    if Trait.PUMP_OVERRUN in traits:
        pump = pump.reaching_patient(from_s=start_s, factor=_OVERRUN_FACTOR)
    if Trait.IV_DISCONNECTION in traits and end_s is not None:
        off_s = start_s + _MISHAP_SHARE * (end_s - start_s)
        pump = pump.reaching_patient(from_s=off_s, factor=0.0)
    return pump


def events_of(traits: Collection[Trait], day: Day, rng: np.random.Generator) -> tuple[PatientEvent, ...]:
    """Draw the events that belong to the traits."""
    events: list[PatientEvent] = []
    if Trait.SVT in traits:
        start_s = rng.uniform(day.start_s + 10.0 * _MINUTE_S, day.end_s)
        events.append(make_event(EventKind.SVT, start_s=start_s, hold_s=rng.uniform(60.0, 360.0)))
    if Trait.SLEEP_APNOEA in traits:
        events += _dips(day, rng)
    return tuple(events)


def _dips(day: Day, rng: np.random.Generator) -> list[PatientEvent]:
    """Breathing pauses in the second half of the infusion and the doze after it."""
    dips: list[PatientEvent] = []
    t_s = (day.start_s + day.end_s) / 2.0
    while (t_s := t_s + rng.uniform(*_DIP_EVERY_S)) < day.end_s + 20.0 * _MINUTE_S:
        added, target = {Sign.SPO2: -rng.uniform(*_DIP_PERCENT)}, {Sign.RESPIRATION: 0.0}
        hold_s = rng.uniform(*_DIP_LENGTH_S)
        dips.append(make_event(EventKind.APNOEA, start_s=t_s, hold_s=hold_s, added=added, target=target))
    return dips
