"""What of a number can be a measurement at all, in the unit in which it comes. No alarm limits. Pure."""

from dataclasses import dataclass

from drivers.mqtt.adapters.mapping import GivenUnit
from drivers.mqtt.messages import NUMERIC_KINDS
from drivers.mqtt.payloads import CUFF_PULSE_HIGH, CUFF_PULSE_LOW, PRESSURE_HIGH_MMHG, PRESSURE_LOW_MMHG
from drivers.observations import Parameter, Source

MMHG_PER_KPA = 7.500616827  # 1 mmHg = 133.322387415 Pa (BIPM, SI brochure, 8th edition, table 8)

RANGES: dict[Parameter, tuple[float, float]] = {
    kind.parameter: (kind.low, kind.high) for kind in NUMERIC_KINDS.values()
} | {
    Parameter.PERFUSION_INDEX: (0.01, 100.0),  # 0 is how oximeters say "no pulse found"
    Parameter.TEMPERATURE: (15.0, 45.0),  # skin probes fall to room temperature before they are off
}

UNITS: dict[Parameter, tuple[GivenUnit, ...]] = {
    Parameter.HR: (GivenUnit.PER_MINUTE,),
    Parameter.PULSE: (GivenUnit.PER_MINUTE,),
    Parameter.RESP: (GivenUnit.PER_MINUTE,),
    Parameter.SPO2: (GivenUnit.PERCENT,),
    Parameter.PERFUSION_INDEX: (GivenUnit.PERCENT,),
    Parameter.ETCO2: (GivenUnit.MMHG, GivenUnit.KPA),
    Parameter.TEMPERATURE: (GivenUnit.CELSIUS, GivenUnit.FAHRENHEIT),
}
SOURCES = {
    Parameter.HR: Source.ECG,
    Parameter.PULSE: Source.OXIMETER,
    Parameter.SPO2: Source.OXIMETER,
    Parameter.PERFUSION_INDEX: Source.OXIMETER,
}  # of what a device gives continuously; everything else is OTHER
PRESSURE_UNITS = (GivenUnit.MMHG, GivenUnit.KPA)


@dataclass(frozen=True, slots=True)
class Pressure:
    """The numbers of one reading, in mmHg and per minute."""

    systolic: float
    diastolic: float
    mean: float | None
    pulse: float | None


def to_own_unit(number: float, unit: GivenUnit) -> float:
    """Convert to the unit in which this product keeps it: mmHg and degrees Celsius."""
    match unit:
        case GivenUnit.KPA:
            return number * MMHG_PER_KPA
        case GivenUnit.FAHRENHEIT:
            return (number - 32.0) / 1.8
        case _:
            return number


def why_no_value(parameter: Parameter, number: float) -> str | None:
    """Why this can be no measurement, in words; None where it can."""
    low, high = RANGES[parameter]
    return None if low <= number <= high else f"{parameter} {number:g} is outside {low:g} to {high:g}"


def checked_pressure(systolic: float, diastolic: float, *, mean: float | None, pulse: float | None) -> Pressure | str:
    """A reading in mmHg, or why it is none: only what cannot be a measurement at all; a doubtful one still is one."""
    parts = [systolic, diastolic] + ([] if mean is None else [mean])
    if not all(PRESSURE_LOW_MMHG <= part <= PRESSURE_HIGH_MMHG for part in parts):
        return f"{systolic:g}/{diastolic:g} is outside {PRESSURE_LOW_MMHG:g} to {PRESSURE_HIGH_MMHG:g} mmHg"
    if diastolic >= systolic or (mean is not None and not diastolic < mean < systolic):
        return f"{systolic:g}/{diastolic:g}, mean {'not told' if mean is None else f'{mean:g}'}, is in impossible order"
    if pulse is not None and not CUFF_PULSE_LOW <= pulse <= CUFF_PULSE_HIGH:
        pulse = None  # the pressure stands without it
    return Pressure(systolic, diastolic, mean, pulse)
