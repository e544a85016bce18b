"""The words of an alarm: what, value, the rule's own operator and limit, baseline and rise, confirmed or not.

Direction is an arrow; the words high and low are kept for priority. A value never rounds onto its limit.
"""

from drivers.observations import Parameter
from monitor.alarms.pressure_bank import COMPONENTS
from monitor.alarms.rules import Channel
from monitor.domain.vocabulary import AlarmState
from monitor.room.board import AlarmRecord

_NAMES = {
    Parameter.HR.value: "HR",
    Parameter.PULSE.value: "Pulse",
    Channel.RATE.value: "Pulse",
    Channel.SPO2.value: "SpO₂",
    "systolic": "BP",
    "diastolic": "BP dia",
    "mean": "BP mean",
}
_OPERATORS = {">=": "≥", "<=": "≤", ">": ">", "<": "<"}
_SILENT = {
    "T-LINK": "No data",
    "T-SPO2": "No SpO₂ value",
    "T-STALE": "Pressure overdue",
    "T-GARBLED": "Bytes damaged",
    "T-ENGINE": "MONITOR FAULT",
    "T-STORAGE": "RECORD NOT SAVED",
}
# in short, for a rise and for a fall
_ADVICE = {"BP-FCST": ("BP ↑ expected", "BP ↓ expected"), "BP-CUSUM": ("BP ↑ rising", "BP ↓ falling")}


def message(record: AlarmRecord) -> str:
    """The whole text, without mark, place and time: "BP ↑ 184/96 ≥ 180, baseline 128, +56, confirmed"."""
    if record.rule in _SILENT:
        return f"{_SILENT[record.rule]}: {record.why}" if record.why else _SILENT[record.rule]
    if record.rule in _ADVICE:
        return _advice(record)
    parts = [f"{_head(record)} {_OPERATORS.get(record.op, record.op)} {_limit(record)}"]
    if record.value is not None and record.baseline is not None:
        parts.append(f"baseline {record.baseline:.0f}, {record.value - record.baseline:+.0f}".replace("-", "−"))
    if record.confirmed is not None:
        parts.append("confirmed" if record.confirmed else "not repeated")
    if record.not_remeasured:
        parts.append("NOT RE-MEASURED")
    if record.state is AlarmState.LATCHED:
        parts.append("over now")
    return ", ".join(parts)


def short_message(record: AlarmRecord) -> str:
    """The words that must not be cut on a narrow tile: "BP ↑ 184/96"."""
    if record.rule in _SILENT:
        return _SILENT[record.rule]
    if record.rule in _ADVICE:
        return _ADVICE[record.rule][record.op.startswith("<")]
    if record.confirmed:
        return f"{_head(record)} confirmed"
    if record.parameter in COMPONENTS:
        return _head(record)
    return f"{_head(record)} {_OPERATORS.get(record.op, record.op)} {_limit(record)}"


def _advice(record: AlarmRecord) -> str:
    """An estimate is called one, with its interval; a change names the reading and the baseline."""
    if record.rule == "BP-FCST":
        return f"BP ↑ expected: estimate {record.shown}"
    short = _ADVICE[record.rule][record.op.startswith("<")]
    rise = "" if record.value is None or record.limit is None else f", {record.value - record.limit:+.0f}"
    return f"{short}: {record.shown}, baseline {_distinct(record.limit, None)}{rise}".replace("-", "−")


def _head(record: AlarmRecord) -> str:
    arrow = "↑" if record.op.startswith(">") else "↓"
    name = _NAMES.get(record.parameter, record.parameter or record.rule)
    if record.parameter == "systolic" and record.shown:
        _, _, diastolic = record.shown.partition("/")
        return f"{name} {arrow} {_distinct(record.value, record.limit)}/{diastolic}"
    shown = f" ({record.shown})" if record.shown else ""
    return f"{name} {arrow} {_distinct(record.value, record.limit)}{shown}"


def _limit(record: AlarmRecord) -> str:
    return _distinct(record.limit, record.value)


def _distinct(number: float | None, other: float | None) -> str:
    """`number` with as few decimals as keep it apart from a different `other`."""
    if number is None:
        return "–"
    for decimals in range(3):
        text = f"{number:.{decimals}f}"
        if other is None or number == other or text != f"{other:.{decimals}f}":
            return text
    return f"{number:g}"
