"""A cuff reading in the words of people."""

import numpy as np

from monitor.alarms.acceptance import HIGHEST
from monitor.alarms.pressure_branches import SYSTOLIC


def reading_text(systolic: float, diastolic: float) -> str:
    """A reading as people say it: "184/96"; a missing part is a dash, above the measuring range it is "> 260"."""
    if systolic > HIGHEST[SYSTOLIC]:
        return f"> {HIGHEST[SYSTOLIC]:.0f}"
    parts = ["–" if np.isnan(part) else f"{part:.0f}" for part in (systolic, diastolic)]
    return "/".join(parts)
