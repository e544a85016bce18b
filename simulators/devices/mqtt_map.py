"""A home-made bridge as many are: one flat object a second, numbers as text, 0 for what is not there, no last will.

The cuff's last numbers stay in the object until the next reading.
"""

import json
from typing import Final

from simulators.devices.cuff import Cuff
from simulators.devices.oximeter import Oximeter
from simulators.devices.publishing import Publication, Tables

TOPIC_ROOT = "sim-meditable"
_MISSING = "0"
_VALUES = {"spo2": ("spo2_value", "%"), "pulse": ("pulse_value", "/min")}  # parameter: member, unit


class FlatBridge:
    """One bridge with its oximeter and cuff."""

    def __init__(self, *, device_id: str, oximeter: Oximeter, cuff: Cuff) -> None:
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self.prefix: Final = f"{TOPIC_ROOT}/{device_id}"
        self.value_topic: Final = self.prefix

    @property
    def tables(self) -> Tables:
        """The map of a room file: which member is what, and what stands there without a value."""
        missing = [_MISSING, "127", "255", "-1", "--", ""]
        values: dict[str, object] = {
            parameter: {"path": member, "unit": unit, "missing": missing, "source": "oximeter"}
            for parameter, (member, unit) in _VALUES.items()
        }
        cuff = {"systolic": "nibp_sys", "diastolic": "nibp_dia", "unit": "mm[Hg]", "missing": missing}
        return {"map": {**values, "nibp": {**cuff, "new_when": "changed"}}}

    def will(self) -> None:
        """Nothing: it simply falls silent."""

    def introduction(self, t_s: float) -> list[Publication]:  # noqa: ARG002 - it does not introduce itself
        """Nothing: it begins with values."""
        return []

    def tick(self, t_s: float) -> list[Publication]:
        """Give the one object of this second."""
        self.cuff.advance(t_s)
        reading, last = self.oximeter.read(t_s), self.cuff.last_done
        numbers = {
            "spo2_value": reading.spo2_percent,
            "pulse_value": reading.pulse_bpm,
            "nibp_sys": None if last is None else last.systolic,
            "nibp_dia": None if last is None else last.diastolic,
        }
        content = {name: _MISSING if number is None else str(number) for name, number in numbers.items()}
        return [Publication(topic=self.prefix, payload=json.dumps(content).encode())]
