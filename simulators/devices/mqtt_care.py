"""A bedside monitor behind a CARE / teleICU gateway: a list of objects a second, each with the monitor's local time.

The gateway sends no last will: whoever reads must notice the silence. The pressure object is repeated, with the time at
which it was measured, until the next reading; what cannot be measured is sent with a message in place of "final".
"""

import json
from datetime import datetime, timedelta
from typing import Final

from simulators.devices.cuff import Cuff, CuffOutcome
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.devices.publishing import Publication, Tables
from simulators.patient import Patient

TOPIC_ROOT = "sim-care"
_TIME = "%Y-%m-%d %H:%M:%S"
_FINAL = "final"
_MESSAGES = {
    OximeterState.SEARCHING: "Message-Measurement Invalid",
    OximeterState.SENSOR_OFF: "Message-No finger in probe",
    OximeterState.NO_SENSOR: "Message-Probe Unplugged",
}
_LEADS_OFF, _FAILED = "Message-Leads Off", "Message-Measurement error"
_SPO2_LIMITS, _RATE_LIMITS, _BREATH_LIMITS = (90, 100), (50, 120), (8, 30)
_PRESSURE_LIMITS = {"systolic": (90, 160), "diastolic": (50, 90), "map": (60, 110)}
Object = dict[str, object]


class CareGateway:
    """One monitor and its gateway. `worn_by` None: nobody wears the electrodes."""

    def __init__(
        self, *, device_id: str, epoch: datetime, oximeter: Oximeter | None, cuff: Cuff, worn_by: Patient | None
    ) -> None:
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self.prefix: Final = f"{TOPIC_ROOT}/{device_id}"
        self.value_topic: Final = self.prefix
        self.tables: Final[Tables] = {"care": {"monitor": device_id}}
        self._monitor = device_id
        self._epoch = epoch
        self._worn_by = worn_by

    def will(self) -> None:
        """Nothing: the gateway only posts."""

    def introduction(self, t_s: float) -> list[Publication]:
        """Say that the gateway has found the monitor."""
        return [self._published([{**self._head("device-connection", t_s), "status": "Connected"}])]

    def tick(self, t_s: float) -> list[Publication]:
        """Give everything that stands on the monitor's screen."""
        self.cuff.advance(t_s)
        objects = self._from_electrodes(t_s)
        if self.oximeter is not None:
            objects += self._from_oximeter(self.oximeter.read(t_s), t_s)
        return [self._published([*objects, *self._from_cuff()])]

    def _from_electrodes(self, t_s: float) -> list[Object]:
        now = None if self._worn_by is None else self._worn_by.at(t_s)
        rate, breaths = (None, None) if now is None else (now.pulse, now.respiration)
        return [
            self._value("heart-rate", rate, "bpm", _RATE_LIMITS, t_s, missing=_LEADS_OFF),
            self._value("respiratory-rate", breaths, "brpm", _BREATH_LIMITS, t_s, missing=_LEADS_OFF),
        ]

    def _from_oximeter(self, reading: OximeterReading, t_s: float) -> list[Object]:
        missing = _MESSAGES.get(reading.state, "Message-Measurement Invalid")
        return [
            self._value("SpO2", reading.spo2_percent, "%", _SPO2_LIMITS, t_s, missing=missing),
            self._value("pulse-rate", reading.pulse_bpm, "bpm", _RATE_LIMITS, t_s, missing=missing),
        ]

    def _from_cuff(self) -> list[Object]:
        last = self.cuff.last
        if last is None:
            return []
        head = self._head("blood-pressure", last.ended_s)
        if last.outcome is not CuffOutcome.DONE:
            return [{**head, "status": _FAILED, "systolic": None, "diastolic": None, "map": None}]
        numbers = {"systolic": last.systolic, "diastolic": last.diastolic, "map": last.mean}
        parts = {name: _with_limits(number, "mmHg", _PRESSURE_LIMITS[name]) for name, number in numbers.items()}
        return [{**head, "status": _FINAL, **parts}]

    def _value(
        self, name: str, value: float | None, unit: str, limits: tuple[int, int], t_s: float, *, missing: str
    ) -> Object:
        shown = None if value is None else round(value)
        status = missing if shown is None else _FINAL
        return {**self._head(name, t_s), "status": status, **_with_limits(shown, unit, limits)}

    def _head(self, name: str, t_s: float) -> Object:
        moment = self._epoch + timedelta(seconds=t_s)
        return {
            "observation_id": name,
            "device_id": self._monitor,
            "date-time": moment.strftime(_TIME),
            "patient-id": "",
            "patient-name": "",
        }

    def _published(self, objects: list[Object]) -> Publication:
        return Publication(topic=self.prefix, payload=json.dumps(objects).encode())


def _with_limits(value: int | None, unit: str, limits: tuple[int, int]) -> Object:
    low, high = limits
    interpretation = "NA"
    if value is not None:
        interpretation = "low" if value < low else "high" if value > high else "normal"
    return {"value": value, "unit": unit, "interpretation": interpretation, "low-limit": low, "high-limit": high}
