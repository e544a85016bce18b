"""Limits that nobody may cross at the bedside: the bounds of a patient's own limits, and of a baseline that is entered.

Saturation in per cent, rates per minute, systolic pressures in mmHg. They lie within the bounds of a profile's numbers
(a test holds it): what no profile may say, no bedside may say either.
"""

from collections.abc import Mapping
from types import MappingProxyType

OWN_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    {
        "O2-LO": (80.0, 95.0),
        "O2-XLO": (80.0, 90.0),
        "HR-HI": (90.0, 160.0),
        "HR-XHI": (110.0, 200.0),
        "HR-LO": (35.0, 60.0),
        "HR-XLO": (30.0, 50.0),
        "BP-MOD": (130.0, 200.0),
        "BP-SEV": (150.0, 200.0),
        "BP-LOW": (70.0, 110.0),
    }
)
"""Lowest and highest limit a physician may give one patient; a rule that is not here has none of the patient's own."""

BASELINES: Mapping[str, tuple[float, float]] = MappingProxyType(
    {"systolic": (80.0, 180.0), "diastolic": (40.0, 110.0), "mean": (50.0, 130.0), "rate": (40.0, 120.0)}
)
"""Lowest and highest resting value a physician may enter; proposals to be confirmed by the clinic, like every limit."""
