"""How strongly the drug acts at a moment, from the recorded rates of the pump: published kinetics and one effect curve.

Amounts follow ``dA/dt = K A + rate``; the response of the effect site to a constant rate is tabulated once per model by
the matrix exponential and any history is the sum of the responses to its steps. The effect is scaled so that it is 1
after 40 minutes of 0.5 mg/kg over 40 minutes. The monitor's own: what simulates patients shares nothing with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from monitor.alarms.arrays import Floats

GRID_MIN = 0.25  # spacing of the tabulated response
LONGEST_MIN = 720.0  # a pain protocol of six hours and the fall after it
REFERENCE_UG_PER_KG_MIN = 12.5  # 0.5 mg/kg over 40 minutes
REFERENCE_MIN = 40.0
_SQUARINGS, _TERMS = 8, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class DrugModel:
    """One published model: rates per minute, `peripherals` as (out of, back to the centre); and its effect curve."""

    name: str
    volume_l_per_kg: float
    elimination: float
    peripherals: tuple[tuple[float, float], ...]
    ke0: float
    steepness: float  # of the effect over the concentration
    half_ng_per_ml: float  # concentration of half the effect
    share: float  # weight in the ensemble before anything was measured


# Domino et al., Clin Pharmacol Ther 1984;36:645; ke0, steepness and half concentration: the calibrated effect model.
DOMINO = DrugModel(
    name="Domino",
    volume_l_per_kg=0.063,
    elimination=0.438,
    peripherals=((0.592, 0.247), (0.590, 0.0146)),
    ke0=0.20,
    steepness=1.5,
    half_ng_per_ml=200.0,
    share=0.5,
)
# Herd's model at its reference weight of 70 kg: V1 38.7 L, V2 102 L, clearance 90 L/h, exchange 215 L/h.
HERD = DrugModel(
    name="Herd",
    volume_l_per_kg=38.7 / 70,
    elimination=1.5 / 38.7,
    peripherals=((215 / 60 / 38.7, 215 / 60 / 102.0),),
    ke0=0.20,
    steepness=1.5,
    half_ng_per_ml=200.0,
    share=0.3,
)
# Clements 250, doi 10.1093/bja/53.1.27
CLEMENTS = DrugModel(
    name="Clements",
    volume_l_per_kg=1.7522,
    elimination=0.0109,
    peripherals=((0.0186, 0.0137),),
    ke0=0.20,
    steepness=2.0,
    half_ng_per_ml=150.0,
    share=0.2,
)
ENSEMBLE = (DOMINO, HERD, CLEMENTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class RateStep:
    """From `at_min` on the pump gives `ug_per_kg_min`; a bolus is a step that brings `bolus_ug_per_kg` at once."""

    at_min: float
    ug_per_kg_min: float
    bolus_ug_per_kg: float = 0.0


def effect(model: DrugModel, steps: Sequence[RateStep], times_min: Floats) -> Floats:
    """The relative effect at each time for this history; 0 before the first step."""
    concentration = effect_site_ng_per_ml(model, steps, times_min)
    return _response_of(model, concentration) / reference_response(model)


def effect_site_ng_per_ml(model: DrugModel, steps: Sequence[RateStep], times_min: Floats) -> Floats:
    """Concentration at the effect site."""
    grid, per_rate, per_bolus = _tables(model)
    total = np.zeros(np.shape(times_min))
    former = 0.0
    for step in steps:
        since = np.asarray(times_min, dtype=np.float64) - step.at_min
        total += (step.ug_per_kg_min - former) * np.interp(since, grid, per_rate)
        if step.bolus_ug_per_kg:
            total += step.bolus_ug_per_kg * np.interp(since, grid, per_bolus)
        former = step.ug_per_kg_min
    return np.maximum(total, 0.0)


@cache
def reference_response(model: DrugModel) -> float:
    """The unscaled effect after 40 minutes of 0.5 mg/kg over 40 minutes."""
    steps = (RateStep(at_min=0.0, ug_per_kg_min=REFERENCE_UG_PER_KG_MIN),)
    return float(_response_of(model, effect_site_ng_per_ml(model, steps, np.array([REFERENCE_MIN])))[0])


def _response_of(model: DrugModel, concentration: Floats) -> Floats:
    raised = concentration**model.steepness
    response: Floats = raised / (model.half_ng_per_ml**model.steepness + raised)
    return response


@cache
def _tables(model: DrugModel) -> tuple[Floats, Floats, Floats]:
    """Effect-site response on the grid to 1 ug/kg/min from time 0 on, and to 1 ug/kg at time 0; ug/L is ng/mL."""
    system = _system(model)
    step = matrix_exponential(system * GRID_MIN)
    site, drive, centre = len(system) - 2, len(system) - 1, 0
    count = round(LONGEST_MIN / GRID_MIN) + 1
    columns = np.zeros((len(system), 2))
    columns[drive, 0] = 1.0  # a constant rate
    columns[centre, 1] = 1.0  # an amount in the centre at time 0
    found = np.zeros((count, 2))
    for index in range(1, count):
        columns = step @ columns
        found[index] = columns[site]
    grid: Floats = np.arange(count, dtype=np.float64) * GRID_MIN
    return grid, found[:, 0], found[:, 1]


def _system(model: DrugModel) -> Floats:
    """Matrix of amounts per kg, the effect site's concentration, and the rate as a state that does not change."""
    places = 1 + len(model.peripherals)
    system = np.zeros((places + 2, places + 2))
    site, drive = places, places + 1
    system[0, 0] = -model.elimination - sum(out for out, _ in model.peripherals)
    system[0, drive] = 1.0
    for index, (out, back) in enumerate(model.peripherals, start=1):
        system[index, 0], system[0, index], system[index, index] = out, back, -back
    system[site, 0], system[site, site] = model.ke0 / model.volume_l_per_kg, -model.ke0
    return system


def matrix_exponential(matrix: Floats) -> Floats:
    """By Taylor series of the matrix scaled down, then squared up again."""
    scaled = matrix / 2**_SQUARINGS
    term = np.eye(len(matrix))
    result = term.copy()
    for order in range(1, _TERMS + 1):
        term = term @ scaled / order
        result += term
    for _ in range(_SQUARINGS):
        result = result @ result
    return result
