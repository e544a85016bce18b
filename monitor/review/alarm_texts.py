"""An alarm's value, limit and peak as people read them in the window, in reports and in exports alike. Pure.

With a unit, and never rounded onto each other (hazard H49): "15 > 15" is no text of ours.
"""

from collections.abc import Mapping
from types import MappingProxyType

from drivers.observations import PRESSURE_UNIT
from monitor.domain.vocabulary import AlarmKind
from monitor.port.figures import figure, sign
from monitor.review.alarm_rows import SILENCE_UNIT, AlarmRow

UNITS: Mapping[str, str] = MappingProxyType({PRESSURE_UNIT: "mmHg", "Cel": "°C"})  # of UCUM, where people say another
_COMPONENTS = ("systolic", "diastolic")  # in the order of a reading in words
_MEAN = "mean"  # no part of a reading in words


def value_text(row: AlarmRow) -> str:
    """What was found: a reading, a number, or in words what was missing and for how long."""
    if row.kind is not AlarmKind.PHYSIOLOGICAL:
        return row.why or _silence(row)
    if row.value is None:
        return row.shown
    if row.shown and row.parameter == _MEAN:
        return f"{figure(row.value, row.limit)} ({row.shown})"
    if row.shown and not _says_another(row):
        return row.shown
    return figure(row.value, row.limit)


def limit_text(row: AlarmRow) -> str:
    """The limit with comparison and unit; a technical alarm compares times and counts, which say nothing in a table."""
    if row.limit is None or not row.op or not _has_a_limit_to_tell(row):
        return ""
    return f"{sign(row.op, row.value, row.limit)} {figure(row.limit, row.value, row.peak)} {unit_text(row)}".strip()


def peak_text(row: AlarmRow) -> str:
    """The farthest value as a number; empty where the rule compares none of the patient's."""
    if row.peak is None or row.kind is not AlarmKind.PHYSIOLOGICAL:
        return ""
    return figure(row.peak, row.limit)


def unit_text(row: AlarmRow) -> str:
    """The unit of value, limit and peak as people say it; empty where these texts are words, or have none."""
    if row.kind is not AlarmKind.PHYSIOLOGICAL:
        return ""
    return UNITS.get(row.unit, row.unit)


def _has_a_limit_to_tell(row: AlarmRow) -> bool:
    """A forecast is compared as a chance and shown as pressures: its limit is none of what stands there."""
    return row.kind is AlarmKind.PHYSIOLOGICAL and (not row.shown or bool(row.unit))


def _silence(row: AlarmRow) -> str:
    if row.value is None or row.unit != SILENCE_UNIT:
        return ""
    return f"silent {figure(row.value)} s"


def _says_another(row: AlarmRow) -> bool:
    """Whether the reading in words, rounded, stands otherwise to the limit beside it than the value does."""
    if row.limit is None or row.value is None or row.parameter not in _COMPONENTS:
        return False
    parts = row.shown.split("/")
    index = _COMPONENTS.index(row.parameter)
    if index >= len(parts):
        return False
    try:
        said = float(parts[index])
    except ValueError:
        return True
    return _order(said, float(figure(row.limit, row.value, row.peak))) != _order(row.value, row.limit)


def _order(one: float, other: float) -> int:
    return (one > other) - (one < other)
