"""What one device said last of each quantity, for the devices page. Too old is no value; the room does the judging."""

from drivers.observations import (
    NANOSECONDS_PER_SECOND,
    PRESSURE_UNIT,
    BloodPressure,
    CuffStatus,
    Numeric,
    Observation,
    Quality,
    Stamp,
)
from monitor.port.snapshot import DeviceValue

NUMBER_GONE_S = 10.0  # as on the tiles: "becomes dashes when its alarm comes" (T-LINK, silence > 10 s)
PRESSURE_GONE_S = 900.0  # as on the tiles: "dashes at 15 minutes"
PRESSURE_NAME = "nibp"


class LastValues:
    """One device; bounded by the number of quantities there are."""

    def __init__(self) -> None:
        self._numbers: dict[str, Numeric] = {}
        self._pressure: BloodPressure | None = None

    def note(self, observation: Observation) -> None:
        if isinstance(observation, Numeric):
            self._numbers[observation.parameter.value] = observation
        elif isinstance(observation, BloodPressure) and observation.status is not CuffStatus.MEASURING:
            self._pressure = observation

    def views(self, now: Stamp, *, speed: float = 1.0) -> tuple[DeviceValue, ...]:
        """Every quantity the device has spoken of; at `speed` the limits stay real seconds where that is longer."""
        limit_s = NUMBER_GONE_S * max(1.0, speed)
        numbers = tuple(_number(name, said, now, limit_s) for name, said in sorted(self._numbers.items()))
        return numbers if self._pressure is None else (*numbers, _pressure(self._pressure, now))


def _number(name: str, said: Numeric, now: Stamp, limit_s: float) -> DeviceValue:
    age_s = _age_s(said.stamp, now)
    old = age_s >= limit_s
    return DeviceValue(
        name=name,
        unit=said.parameter.unit,
        value=None if old else said.value,
        age_s=age_s,
        questionable=said.quality is Quality.QUESTIONABLE,
        why="too old" if old else said.why or "",
    )


def _pressure(said: BloodPressure, now: Stamp) -> DeviceValue:
    age_s = _age_s(said.measured_at, now)
    old = age_s >= PRESSURE_GONE_S
    return DeviceValue(
        name=PRESSURE_NAME,
        unit=PRESSURE_UNIT,
        value=None if old else said.systolic,
        diastolic=None if old else said.diastolic,
        mean=None if old else said.mean,
        age_s=age_s,
        questionable=said.quality is Quality.QUESTIONABLE,
        why="too old" if old else said.why or "",
    )


def _age_s(stamp: Stamp, now: Stamp) -> float:
    return max(0.0, (now.mono_ns - stamp.mono_ns) / NANOSECONDS_PER_SECOND)
