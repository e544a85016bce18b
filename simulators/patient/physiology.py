"""The equations: resting values, settling, ketamine's effect, events and wandering make the latent vital signs.

One implementation for the live patient and for thousands of sessions at once: every array has the shape sessions ×
moments, and a live patient is one row. What an instrument makes of the result is left to `simulators.patient.bedside`
and `simulators.devices`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Final

import numpy as np

from simulators.patient.arrays import Floats
from simulators.patient.events import PatientEvent, Sign
from simulators.patient.person import Person
from simulators.patient.variability import Wander

_SETTLING_TAU_S: Final = 360.0
MEAN_SHARE: Final = 0.36  # mean pressure = diastolic + this share of the pulse pressure
_LOWEST_PULSE_PRESSURE_MMHG: Final = 15.0
_DIASTOLIC_SETTLING, _PULSE_SETTLING = 0.5, 0.4
_DIASTOLIC_SLOW, _DIASTOLIC_FAST = 0.6, 0.5
_SPO2_FALL, _MOST_EFFECT = 0.4, 1.3  # SpO2 - 0.4 min(u, 1.3): the published series see no more
_RESPIRATION_FALL: Final = 0.1  # share of the breaths lost at full effect, as in an open physiology engine
_LOWEST: Final = {Sign.SYSTOLIC: 40.0, Sign.DIASTOLIC: 20.0, Sign.PULSE: 20.0, Sign.SPO2: 50.0, Sign.RESPIRATION: 0.0}
_BREATHING: Final = 3.0  # per minute; below it no breath gives a CO2 value


@dataclass(frozen=True, slots=True, kw_only=True)
class Latent:
    """What is true, sessions × moments; mmHg, per minute, percent. `etco2` is NaN while there is no breath."""

    systolic: Floats
    diastolic: Floats
    mean: Floats
    pulse: Floats
    spo2: Floats
    perfusion_index: Floats
    respiration: Floats
    etco2: Floats


class People:
    """The day's persons as columns, so that their values meet moments by broadcasting."""

    def __init__(self, persons: Sequence[Person]) -> None:
        names = [entry.name for entry in fields(Person)]
        self._columns = {name: np.array([[getattr(person, name)] for person in persons]) for name in names}

    def __getitem__(self, name: str) -> Floats:
        return self._columns[name]


def latent(
    persons: Sequence[Person],
    *,
    seated_s: Floats,
    t_s: Floats,
    effect: Floats,
    wandering: Floats,
    events: Sequence[Sequence[PatientEvent]],
) -> Latent:
    """Compute all signs.

    `seated_s` has one value for each session, `t_s` one for each moment, `effect` is sessions × moments, `wandering`
    sessions × moments × channels; `events` are each session's own.
    """
    people = People(persons)
    signs = _undisturbed(people, seated_s[:, None], t_s[None, :], effect)
    _happen(signs, events, t_s)
    slow, fast = wandering[..., Wander.PRESSURE_SLOW], wandering[..., Wander.PRESSURE_FAST]
    systolic = np.maximum(signs[Sign.SYSTOLIC] + slow + fast, _LOWEST[Sign.SYSTOLIC])
    diastolic = signs[Sign.DIASTOLIC] + _DIASTOLIC_SLOW * slow + _DIASTOLIC_FAST * fast
    diastolic = np.minimum(np.maximum(diastolic, _LOWEST[Sign.DIASTOLIC]), systolic - _LOWEST_PULSE_PRESSURE_MMHG)
    pulse = signs[Sign.PULSE] + wandering[..., Wander.PULSE_SLOW] + wandering[..., Wander.PULSE_FAST]
    breaths = np.maximum(signs[Sign.RESPIRATION], 0.0)
    # A breath that is held does not wander
    respiration = breaths + wandering[..., Wander.RESPIRATION] * np.minimum(1.0, breaths / people["respiration"])
    return Latent(
        systolic=systolic,
        diastolic=diastolic,
        mean=diastolic + MEAN_SHARE * (systolic - diastolic),
        pulse=np.maximum(pulse, _LOWEST[Sign.PULSE]),
        spo2=np.clip(signs[Sign.SPO2] + wandering[..., Wander.SATURATION], _LOWEST[Sign.SPO2], 100.0),
        perfusion_index=people["perfusion_index"] * np.exp(wandering[..., Wander.PERFUSION]),
        respiration=np.maximum(respiration, 0.0),
        etco2=np.where(respiration < _BREATHING, np.nan, people["etco2"] + wandering[..., Wander.CO2]),
    )


def _undisturbed(people: People, seated_s: Floats, t_s: Floats, effect: Floats) -> dict[Sign, Floats]:
    settling = people["settling"] * np.exp(-np.maximum(0.0, t_s - seated_s) / _SETTLING_TAU_S)
    systolic = people["systolic"] + people["systolic_rise"] * effect + settling
    diastolic = people["diastolic"] + people["diastolic_rise"] * effect + _DIASTOLIC_SETTLING * settling
    pulse = people["pulse"] + people["pulse_rise"] * effect + _PULSE_SETTLING * settling
    share = np.minimum(effect, _MOST_EFFECT)
    return {
        Sign.SYSTOLIC: systolic,
        Sign.DIASTOLIC: diastolic,
        Sign.PULSE: pulse,
        Sign.SPO2: people["spo2"] - _SPO2_FALL * share,
        Sign.RESPIRATION: people["respiration"] * (1.0 - _RESPIRATION_FALL * share),
    }


def _happen(signs: dict[Sign, Floats], events: Sequence[Sequence[PatientEvent]], t_s: Floats) -> None:
    """Let each session's events act, in place: first all that add, then all that pull."""
    for row, of_session in enumerate(events):
        acting = [(event, event.strength(t_s)) for event in of_session if event.start_s <= t_s[-1]]
        for event, strength in acting:
            for sign, added in event.added.items():
                signs[sign][row] += added * strength
        for event, strength in acting:
            for sign, target in event.target.items():
                signs[sign][row] += strength * (target - signs[sign][row])
