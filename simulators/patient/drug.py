"""How strongly ketamine acts, as a share of its effect at the end of 0.5 mg/kg over 40 minutes.

E(c) = c^g / (EC50^g + c^g) of the concentration at the effect site, divided by its value at that moment: 1 is the usual
peak of the usual infusion. What that does to pressure and rate is each patient's own.
"""

from dataclasses import dataclass
from functools import cache
from typing import Final

import numpy as np

from simulators.patient.arrays import Floats
from simulators.patient.kinetics import CLEMENTS, DOMINO, Kinetics, effect_site_ng_per_ml, herd
from simulators.patient.pump import SECONDS_PER_MINUTE, PumpHistory

PEAK_S: Final = 40.0 * SECONDS_PER_MINUTE
_USUAL: Final = PumpHistory.standard(start_s=0.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drug:
    """Kinetics with a response; `stretch` slows the fall after the peak of a drug that lasts longer."""

    kinetics: Kinetics
    exponent: float
    ec50_ng_per_ml: float
    stretch: float = 1.0


# The calibrated effect model of the reference material. Domino's fall (half gone 11 min after the end) is that of the
# published infusions; the other two bracket slow responders
DOMINO_DRUG: Final = Drug(kinetics=DOMINO, exponent=1.5, ec50_ng_per_ml=200.0)
HERD_DRUG: Final = Drug(kinetics=herd(), exponent=1.5, ec50_ng_per_ml=200.0)
CLEMENTS_DRUG: Final = Drug(kinetics=CLEMENTS, exponent=2.0, ec50_ng_per_ml=150.0)
# Label of the spray: the peak comes at 40 min and the rise lasts about 4 h. Herd's response at 120 min is reached at
# (120 - 40) x 2.5 + 40 = 240 min. A template of the course, not a model of absorption: the dose stands for a 40-minute
# infusion of 0.5 mg/kg
NASAL_ESKETAMINE: Final = Drug(kinetics=herd(), exponent=1.5, ec50_ng_per_ml=200.0, stretch=2.5)


def unit_effect(drug: Drug, pump: PumpHistory, t_s: Floats, *, clearance: float = 1.0) -> Floats:
    """Effect without unit at each of `t_s`, which ascend, in a patient of `clearance` times the usual clearance."""
    moments_s = t_s if drug.stretch == 1.0 else _stretched(drug, pump, t_s)
    concentration = effect_site_ng_per_ml(drug.kinetics, pump, moments_s, clearance=clearance)
    return _response(drug, concentration) / _reference(drug)


def _stretched(drug: Drug, pump: PumpHistory, t_s: Floats) -> Floats:
    if pump.start_s is None:
        return t_s
    peak_s = pump.start_s + PEAK_S
    return np.where(t_s > peak_s, peak_s + (t_s - peak_s) / drug.stretch, t_s)


def _response(drug: Drug, concentration: Floats) -> Floats:
    powered = concentration**drug.exponent
    return np.asarray(powered / (drug.ec50_ng_per_ml**drug.exponent + powered), dtype=np.float64)


@cache
def _reference(drug: Drug) -> float:
    peak = effect_site_ng_per_ml(drug.kinetics, _USUAL, np.array([PEAK_S]))
    return float(_response(drug, peak)[0])
