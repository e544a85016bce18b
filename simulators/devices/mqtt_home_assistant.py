"""An oximeter and a cuff behind a Home Assistant bridge: retained configurations, states, an availability topic.

As such bridges do it keeps the last numbers on the topic while the probe is off: only the availability, which goes
with the probe here, tells that they mean nothing.
"""

import json
from typing import Final

from simulators.devices.cuff import Cuff, CuffOutcome
from simulators.devices.oximeter import Oximeter, OximeterReading, OximeterState
from simulators.devices.publishing import Publication, Tables

TOPIC_ROOT = "sim-medical"
DISCOVERY_ROOT = "homeassistant/sensor"
_ONLINE, _OFFLINE = b"online", b"offline"
_SENSORS = {"spo2": ("SpO2", "spo2", "%"), "pulse": ("Pulse", "bpm", "bpm")}  # parameter: name, member, unit


class HomeAssistantBridge:
    """One bridge with its oximeter and cuff. The configuration of its sensors uses the abbreviated keys."""

    def __init__(self, *, device_id: str, oximeter: Oximeter, cuff: Cuff) -> None:
        self.oximeter: Final = oximeter
        self.cuff: Final = cuff
        self.prefix: Final = f"{TOPIC_ROOT}/{device_id}"
        self.value_topic: Final = f"{self.prefix}/oximeter/state"
        self._id = device_id
        self._availability_topic = f"{self.prefix}/status"
        self._shown: OximeterReading | None = None  # the last one with numbers
        self._was_available: bool | None = None

    @property
    def tables(self) -> Tables:
        """The map of a room file: values by discovery, availability, the cuff's own topic."""
        values: dict[str, object] = {
            parameter: {"discovery": self._configuration_topic(parameter), "source": "oximeter"}
            for parameter in _SENSORS
        }
        moving = {
            "code": "motion",
            "topic": "oximeter/state",
            "path": "motion",
            "when": [True],
            "why": "the hand moves",
        }
        return {
            "map": {
                **values,
                "availability": {"topic": "status"},
                "nibp": {
                    "topic": "cuff/state",
                    "systolic": "sys",
                    "diastolic": "dia",
                    "mean": "map",
                    "pulse": "bpm",
                    "unit": "mm[Hg]",
                    "new_when": "message",
                },
                "states": [{**moving, "why": "the hand moves", "effect": "questionable"}],
            }
        }

    def will(self) -> Publication:
        """Give the availability that the broker publishes when the bridge vanishes."""
        return Publication(topic=self._availability_topic, payload=_OFFLINE, retain=True)

    def introduction(self, t_s: float) -> list[Publication]:  # noqa: ARG002 - configurations carry no time
        """Give the configurations; availability follows with the first reading."""
        self._was_available = None
        return [self._configuration(parameter) for parameter in _SENSORS]

    def tick(self, t_s: float) -> list[Publication]:
        """Give a change of availability, the state, and a cuff reading that has just ended."""
        reading = self.oximeter.read(t_s)
        ended = self.cuff.advance(t_s)
        pressures = [self._pressure(r.systolic, r.diastolic, r.mean, r.pulse) for r in ended if _is_done(r.outcome)]
        return [*self._availability(reading), *self._state(reading), *pressures]

    def _availability(self, reading: OximeterReading) -> list[Publication]:
        is_available = reading.state is OximeterState.MEASURING
        changed, self._was_available = is_available is not self._was_available, is_available
        payload = _ONLINE if is_available else _OFFLINE
        return [Publication(topic=self._availability_topic, payload=payload, retain=True)] if changed else []

    def _state(self, reading: OximeterReading) -> list[Publication]:
        if reading.spo2_percent is not None:
            self._shown = reading
        shown = self._shown
        if shown is None:
            return []
        state = {
            "spo2": shown.spo2_percent,
            "bpm": shown.pulse_bpm,
            "pa": None if shown.perfusion_index_percent is None else round(shown.perfusion_index_percent, 1),
            "motion": reading.low_signal,
        }
        return [Publication(topic=self.value_topic, payload=json.dumps(state).encode())]

    def _pressure(
        self, systolic: int | None, diastolic: int | None, mean: int | None, pulse: int | None
    ) -> Publication:
        state = {"sys": systolic, "dia": diastolic, "map": mean, "bpm": pulse}
        return Publication(topic=f"{self.prefix}/cuff/state", payload=json.dumps(state).encode())

    def _configuration_topic(self, parameter: str) -> str:
        return f"{DISCOVERY_ROOT}/{self._id}_{parameter}/config"

    def _configuration(self, parameter: str) -> Publication:
        name, member, unit = _SENSORS[parameter]
        content = {
            "name": name,
            "uniq_id": f"{self._id}_{parameter}",
            "stat_t": self.value_topic,
            "val_tpl": f"{{{{ value_json.{member} }}}}",
            "unit_of_meas": unit,
            "stat_cla": "measurement",
            "avty_t": self._availability_topic,
            "dev": {"ids": [self._id], "name": self._id, "mf": "Simulators", "mdl": "Simulated bridge"},
        }
        return Publication(
            topic=self._configuration_topic(parameter), payload=json.dumps(content).encode(), retain=True
        )


def _is_done(outcome: CuffOutcome) -> bool:
    return outcome is CuffOutcome.DONE
