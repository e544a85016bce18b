"""An alarm's value and limit as a reviewer reads them: with a unit, and never rounded onto each other (hazard H49)."""

from collections.abc import Mapping
from types import MappingProxyType

from drivers.observations import PRESSURE_UNIT
from monitor.domain.vocabulary import AlarmKind
from monitor.review.alarm_rows import SILENCE_UNIT, AlarmRow

OPERATORS: Mapping[str, str] = MappingProxyType({">=": "≥", "<=": "≤", ">": ">", "<": "<"})
UNITS: Mapping[str, str] = MappingProxyType({PRESSURE_UNIT: "mmHg", "Cel": "°C"})  # of UCUM, where people say another
_COMPONENTS = ("systolic", "diastolic")  # in the order of a reading in words
_MOST_DECIMALS = 6


def figure(value: float, other: float | None = None) -> str:
    """At most one decimal, or as many as it takes to differ from `other`, which it is compared with."""
    text = _rounded(value, 1)
    if other is None or value == other:
        return text
    beside = _rounded(other, 1)
    for decimals in range(2, _MOST_DECIMALS + 1):
        if text != beside:
            break
        text = _rounded(value, decimals)
    return text


def _rounded(value: float, decimals: int) -> str:
    text = f"{value:.{decimals}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def value_text(row: AlarmRow) -> str:
    """What was found: a reading, a number, or in words what was missing and for how long."""
    if row.kind is not AlarmKind.PHYSIOLOGICAL:
        return row.why or _silence(row)
    if row.value is None:
        return row.shown
    if row.shown and not _hides_the_difference(row):
        return row.shown
    return figure(row.value, row.limit)


def limit_text(row: AlarmRow) -> str:
    """The limit with comparison and unit; a technical alarm compares times and counts, which say nothing in a table."""
    if row.limit is None or row.kind is not AlarmKind.PHYSIOLOGICAL:
        return ""
    unit = UNITS.get(row.unit, row.unit)
    return f"{OPERATORS.get(row.op, row.op)} {figure(row.limit)} {unit}".strip()


def peak_text(row: AlarmRow) -> str:
    """The farthest value as a number; empty where the rule compares none of the patient's."""
    if row.peak is None or row.kind is not AlarmKind.PHYSIOLOGICAL:
        return ""
    return figure(row.peak, row.limit)


def _silence(row: AlarmRow) -> str:
    if row.value is None or row.unit != SILENCE_UNIT:
        return ""
    return f"silent {figure(row.value)} s"


def _hides_the_difference(row: AlarmRow) -> bool:
    """Whether the reading in words shows the very limit although the value lies beyond it."""
    if row.limit is None or row.value == row.limit or row.parameter not in _COMPONENTS:
        return False
    parts = row.shown.split("/")
    index = _COMPONENTS.index(row.parameter)
    return index < len(parts) and parts[index] == figure(row.limit)
