"""Which alarms are one and the same to the ear: one sound for each place and direction, the others named behind it."""

from collections.abc import Mapping
from types import MappingProxyType

UP, DOWN = ">", "<"
FAMILIES: Mapping[str, str] = MappingProxyType(
    {
        "BP-CRIT": "pressure",
        "BP-SEV": "pressure",
        "BP-LOW": "pressure",
        "BP-MOD": "pressure",
        "BP-PERSIST": "pressure",
        "BP-JUMP": "pressure",
        "BP-EARLY": "pressure",
        "BP-FCST": "pressure",
        "BP-CUSUM": "pressure",
        "O2-XLO": "saturation",
        "O2-LO": "saturation",
        "O2-ADV": "saturation",
        "VVS": "rate",
        "HR-XHI": "rate",
        "HR-XLO": "rate",
        "HR-HI": "rate",
        "HR-LO": "rate",
        "HR-REL": "rate",
    }
)
"""The gravest first: of two with the same priority the one named first speaks. A rule that is not here speaks alone."""
ORDER = {rule: index for index, rule in enumerate(FAMILIES)}
ALWAYS_DOWN = frozenset({"VVS"})  # a fall, whatever its operator says
ADDS_NO_SOUND_TO_HIGH = frozenset({"DBL"})  # speaks of two alarms that stand; silent beside one that is HIGH


def group_of(rule: str, op: str) -> tuple[str, str] | None:
    """Family and direction of an alarm; None: it has a sound of its own."""
    family = FAMILIES.get(rule)
    if family is None:
        return None
    return family, DOWN if rule in ALWAYS_DOWN or op.startswith(DOWN) else UP
