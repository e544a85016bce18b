"""Messages of other people's programs, written by hand after their documentation, and a reader fed with them."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from drivers.device import LinkStatistics
from drivers.mqtt.adapters.care_intake import CareIntake
from drivers.mqtt.adapters.map_intake import MapIntake
from drivers.mqtt.adapters.mapping import (
    AvailabilityRule,
    CareMonitor,
    GivenUnit,
    NewWhen,
    NumericRule,
    PressureRule,
    TimeFormat,
    TopicMap,
)
from drivers.observations import (
    BloodPressure,
    Notice,
    Numeric,
    Observation,
    Parameter,
    Provenance,
    Quality,
    Source,
    Stamp,
)

MONITOR = "192.168.1.14"
PREFIX = "ward/chair3"
START = Stamp(1_000_000_000_000, 1_715_956_215_000_000_000)  # 2024-05-17 14:30:15 UTC
NAME = "Erika Mustermann"

# The example of the reference sheet, with a name where it leaves it empty.
SPO2 = {
    "observation_id": "SpO2",
    "device_id": MONITOR,
    "date-time": "2024-05-17 14:30:15",
    "patient-id": "1",
    "patient-name": NAME,
    "status": "final",
    "value": 98,
    "unit": "%",
    "interpretation": "normal",
    "low-limit": 90,
    "high-limit": 100,
}
PRESSURE = {
    "observation_id": "blood-pressure",
    "device_id": MONITOR,
    "date-time": "2024-05-17 14:28:02",
    "patient-id": "1",
    "patient-name": NAME,
    "status": "final",
    "systolic": {"value": 118, "unit": "mmHg", "interpretation": "normal", "low-limit": 90, "high-limit": 160},
    "diastolic": {"value": 76, "unit": "mmHg", "interpretation": "normal", "low-limit": 50, "high-limit": 90},
    "map": {"value": 90, "unit": "mmHg", "interpretation": "normal", "low-limit": 60, "high-limit": 110},
}
PULSE = SPO2 | {
    "observation_id": "pulse-rate",
    "status": "Message-Probe Unplugged",
    "value": None,
    "unit": "bpm",
    "low-limit": 50,
    "high-limit": 120,
}
WAVE = {
    "observation_id": "waveform",
    "device_id": MONITOR,
    "date-time": "2024-05-17 14:30:15",
    "patient-id": "1",
    "patient-name": NAME,
    "wave-name": "Pleth",
    "resolution": "5uV",
    "sampling rate": "125/sec",
    "data-baseline": 2048,
    "data-low-limit": 0,
    "data-high-limit": 4095,
    "data": "2048 2050 - 2100",
}
CONNECTION = {
    "observation_id": "device-connection",
    "device_id": MONITOR,
    "date-time": "2024-05-17 14:30:20",
    "patient-id": "1",
    "patient-name": NAME,
    "status": "Disconnected",
}


def at(seconds: float) -> Stamp:
    """`seconds` after the start of the test."""
    return START.earlier(-seconds)


def time_of(seconds: float) -> str:
    """What the monitor's clock shows then: it runs two hours late, which must not matter."""
    return f"{at(seconds - 7200).utc:%Y-%m-%d %H:%M:%S}"


def payload(*objects: object) -> bytes:
    return json.dumps(list(objects)).encode()


def care(**changes: Any) -> CareIntake:
    monitor = CareMonitor(monitor=MONITOR, **changes)
    return CareIntake(
        monitor, device_id="care-1", topic=PREFIX, provenance=Provenance.SIMULATED, statistics=LinkStatistics()
    )


def feed_care(intake: CareIntake, seconds: float, *objects: object, retained: bool = False) -> list[Observation]:
    return intake.feed(PREFIX, payload(*objects), retained=retained, stamp=at(seconds))


AVAILABILITY = AvailabilityRule(
    topic="availability", shared=False, path=(), available=("online",), unavailable=("offline",)
)


def numeric(parameter: Parameter = Parameter.SPO2, *, path: str = "spo2", **changes: Any) -> NumericRule:
    unit = GivenUnit.PERCENT if parameter is Parameter.SPO2 else GivenUnit.PER_MINUTE
    rule = NumericRule(
        parameter=parameter,
        topic="state",
        path=tuple(path.split(".")) if path else (),
        unit=unit,
        missing=(0.0, 127.0, 255.0, -1.0, -100.0, "--"),
        source=Source.OXIMETER,
    )
    return replace(rule, **changes)


def pressure_rule(new_when: NewWhen, **changes: Any) -> PressureRule:
    rule = PressureRule(
        topic="state",
        systolic=("nibp_sys",),
        diastolic=("nibp_dia",),
        mean=None,
        pulse=None,
        unit=GivenUnit.MMHG,
        missing=(0.0, -1.0),
        new_when=new_when,
        time=("nibp_time",) if new_when is NewWhen.TIME else None,
        time_format=TimeFormat.UNIX_S,
    )
    return replace(rule, **changes)


def mapped(*numerics: NumericRule, **changes: Any) -> MapIntake:
    topic_map = TopicMap(numerics=numerics, **changes)
    return MapIntake(
        topic_map, device_id="map-1", prefix=PREFIX, provenance=Provenance.SIMULATED, statistics=LinkStatistics()
    )


def feed_map(
    intake: MapIntake, seconds: float, content: object, *, topic: str = "state", retained: bool = False
) -> list[Observation]:
    """Feed an object as JSON; text and bytes as they are."""
    raw = content if isinstance(content, bytes) else content.encode() if isinstance(content, str) else None
    data = json.dumps(content).encode() if raw is None else raw
    return intake.feed(f"{PREFIX}/{topic}", data, retained=retained, stamp=at(seconds))


def numbers(observations: Sequence[Observation]) -> list[tuple[Parameter, float | None]]:
    return [(each.parameter, each.value) for each in observations if isinstance(each, Numeric)]


def whys(observations: Sequence[Observation]) -> list[str | None]:
    """Why there is no value, for each that has none."""
    return [each.why for each in observations if isinstance(each, Numeric) and each.quality is Quality.INVALID]


def readings(observations: Sequence[Observation]) -> list[BloodPressure]:
    return [each for each in observations if isinstance(each, BloodPressure)]


def notices(observations: Sequence[Observation]) -> list[tuple[str, bool]]:
    return [(each.code, each.active) for each in observations if isinstance(each, Notice)]
