"""Where ketamine is at a moment: plasma and effect site, solved exactly for any history of a pump.

Compartments hang on the central one alone, so the system matrix becomes symmetric when the amounts are scaled by
sqrt(k_out / k_back). Its eigenvalues are then real, and one symmetric decomposition gives the response to a unit dose
as a sum of decaying exponentials with positive weights:

    A1(t) = sum w_i exp(-l_i t),  w_i = (first component of eigenvector i)^2

An infusion integrates it, the effect site convolves it with ke0 exp(-ke0 t); both keep closed forms. A history of rates
is the sum of the responses to its steps. So any moment is exact by itself and nothing is stepped, and a long session
gathers no error. What the concentration does to a patient is left to `simulators.patient.drug`.
"""

import math
from dataclasses import dataclass
from typing import Final

import numpy as np

from simulators.patient.arrays import Floats
from simulators.patient.pump import SECONDS_PER_MINUTE, PumpHistory

_CLOSEST: Final = 1e-7
"""Closer to one another than this share, ke0 and a rate of decay are held apart: the result errs by as little."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kinetics:
    """One published model; rates per minute, `peripherals` as pairs of the rates out of and back to the centre."""

    name: str
    volume_l_per_kg: float
    elimination: float
    peripherals: tuple[tuple[float, float], ...]
    ke0: float


DOMINO: Final = Kinetics(
    # Domino et al., Clin Pharmacol Ther 1984;36:645, as open infusion software has it. ke0 is the calibrated 0.20/min
    # of the reference material: with the 0.652 of such software the pressure would lead the published course
    name="Domino",
    volume_l_per_kg=0.063,
    elimination=0.438,
    peripherals=((0.592, 0.247), (0.590, 0.0146)),
    ke0=0.20,
)
CLEMENTS: Final = Kinetics(
    # Clements 250, doi 10.1093/bja/53.1.27
    name="Clements",
    volume_l_per_kg=1.7522,
    elimination=0.0109,
    peripherals=((0.0186, 0.0137),),
    ke0=0.20,
)
HERD_REFERENCE_KG: Final = 70.0


def herd(weight_kg: float = HERD_REFERENCE_KG) -> Kinetics:
    """Give Herd's model: V1 38.7 and V2 102 L scale with weight, CL 90 and Q 215 L/h with its power 0.75."""
    size = weight_kg / HERD_REFERENCE_KG
    central_l, peripheral_l = 38.7 * size, 102.0 * size
    clearance_l_min, exchange_l_min = 90.0 * size**0.75 / 60.0, 215.0 * size**0.75 / 60.0
    return Kinetics(
        name="Herd",
        volume_l_per_kg=central_l / weight_kg,
        elimination=clearance_l_min / central_l,
        peripherals=((exchange_l_min / central_l, exchange_l_min / peripheral_l),),
        # The table of unit responses was made with the effect delay of the other models, not with Herd's own 3.0/min
        ke0=0.20,
    )


def plasma_ng_per_ml(kinetics: Kinetics, pump: PumpHistory, t_s: Floats, *, clearance: float = 1.0) -> Floats:
    """Concentration in plasma at each of `t_s`, which ascend, at `clearance` times the usual one; ug/L is ng/mL."""
    weights, rates = _decay(kinetics, clearance)
    return _amount(weights, rates, pump, t_s) / kinetics.volume_l_per_kg


def effect_site_ng_per_ml(kinetics: Kinetics, pump: PumpHistory, t_s: Floats, *, clearance: float = 1.0) -> Floats:
    """Concentration at the effect site; see `plasma_ng_per_ml`."""
    ke0 = kinetics.ke0
    weights, rates = _decay(kinetics, clearance)
    rates = np.where(np.abs(rates - ke0) < _CLOSEST * ke0, ke0 * (1.0 + _CLOSEST), rates)
    shares = weights * ke0 / (ke0 - rates)
    # ke0's own term stands beside the others with the opposite sum: in the first moment nothing has arrived
    amount = _amount(np.append(shares, -shares.sum()), np.append(rates, ke0), pump, t_s)
    return np.maximum(amount, 0.0) / kinetics.volume_l_per_kg  # rounding may leave something below nothing


def _decay(kinetics: Kinetics, clearance: float) -> tuple[Floats, Floats]:
    """Weights and rates (per minute) with which a unit dose leaves the central compartment."""
    size = 1 + len(kinetics.peripherals)
    matrix = np.zeros((size, size))
    matrix[0, 0] = kinetics.elimination * clearance + sum(out for out, _back in kinetics.peripherals)
    for index, (out, back) in enumerate(kinetics.peripherals, start=1):
        matrix[index, index] = back
        matrix[0, index] = matrix[index, 0] = -math.sqrt(out * back)
    rates, vectors = np.linalg.eigh(matrix)
    return vectors[0] ** 2, rates


def _amount(weights: Floats, rates: Floats, pump: PumpHistory, t_s: Floats) -> Floats:
    """Add up what every change of the rate and every bolus has left, in ug/kg."""
    total, before = np.zeros(len(t_s)), 0.0
    for segment in pump.segments():
        first = int(np.searchsorted(t_s, segment.at_s))
        minutes = (t_s[first:] - segment.at_s) / SECONDS_PER_MINUTE
        step = segment.rate_ug_per_kg_min - before
        for weight, rate in zip(weights, rates, strict=True):
            total[first:] -= step * weight / rate * np.expm1(-rate * minutes)
        before = segment.rate_ug_per_kg_min
    for bolus in pump.boluses:
        first = int(np.searchsorted(t_s, bolus.at_s))
        minutes = (t_s[first:] - bolus.at_s) / SECONDS_PER_MINUTE
        for weight, rate in zip(weights, rates, strict=True):
            total[first:] += bolus.dose_ug_per_kg * weight * np.exp(-rate * minutes)
    return total
