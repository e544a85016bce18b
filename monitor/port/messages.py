"""The words of an alarm: what, value, the rule's own operator and limit, baseline and rise, confirmed or not.

Direction is an arrow; the words high and low are kept for priority. A value never rounds onto its limit.
"""

from collections.abc import Sequence

from drivers.observations import Parameter
from monitor.alarms.pressure_branches import COMPONENTS
from monitor.alarms.rules import Channel
from monitor.domain.vocabulary import AlarmKind, AlarmState
from monitor.port.figures import OPERATORS, figure
from monitor.port.rule_words import NOTES, words_of
from monitor.room.board import AlarmRecord

_NAMES = {
    Parameter.HR.value: "HR",
    Parameter.PULSE.value: "Pulse",
    Channel.RATE.value: "Pulse",
    Parameter.RESP.value: "RR",
    Channel.SPO2.value: "SpO₂",
    Channel.RESP.value: "Breaths",
    "systolic": "BP",
    "diastolic": "BP dia",
    "mean": "BP mean",
}
# in short, for a rise and for a fall
_ADVICE = {"BP-FCST": ("BP ↑ expected", "BP ↓ expected"), "BP-CUSUM": ("BP ↑ rising", "BP ↓ falling")}
MEASURED = (*COMPONENTS, *_NAMES)  # what a message shows with its value


def message(record: AlarmRecord, behind: Sequence[str] = (), *, reading_age_s: float | None = None) -> str:
    """The whole text, without mark, place and time.

    "BP ↑ 184/96 ≥ 180, baseline 128/76, +44 %, confirmed, also BP-MOD"; `behind` are the rules it speaks for.
    `reading_age_s` is of the pressure that it shows: "BP ↑ last 184/96, 10 min ago, NOT RE-MEASURED, ≥ 180".
    """
    if record.rule in _ADVICE:
        return _advice(record)
    if not _has_numbers(record):
        text = words_of(record.rule)
        parts = [f"{text}: {record.why}" if record.why else text]
    else:
        head = [_against_limit(record)] if not record.not_remeasured else _not_remeasured(record, reading_age_s)
        parts = [*head, *_against_baseline(record)]
        if record.rule in NOTES:
            parts.append(NOTES[record.rule])
    if record.confirmed is not None:
        parts.append("confirmed" if record.confirmed else "not repeated")
    if record.gate_s > 0:
        parts.append("signal poor")
    if record.state is AlarmState.LATCHED:
        parts.append("over now")
    if behind:
        parts.append(f"also {', '.join(behind)}")
    return ", ".join(parts)


def short_message(record: AlarmRecord) -> str:
    """The words that must not be cut on a narrow tile: "BP ↑ 184/96"."""
    if record.rule in _ADVICE:
        return _ADVICE[record.rule][record.op.startswith("<")]
    if not _has_numbers(record):
        return words_of(record.rule)
    if record.confirmed:
        return f"{_head(record)} confirmed"
    return _head(record) if record.parameter in COMPONENTS else _against_limit(record)


def _has_numbers(record: AlarmRecord) -> bool:
    measured = record.kind is AlarmKind.PHYSIOLOGICAL and record.parameter in MEASURED
    return measured and record.value is not None


def _against_limit(record: AlarmRecord) -> str:
    if record.limit is None or not record.op:
        return _head(record)
    return f"{_head(record)} {OPERATORS[record.op]} {_limit(record)}"


def _not_remeasured(record: AlarmRecord, age_s: float | None) -> list[str]:
    """A pressure too old to be judged is called the last one, with its age before anything else."""
    name, arrow, value = _head(record).split(" ", 2)
    age = [] if age_s is None else [f"{age_s / 60:.0f} min ago"]
    limit = [] if record.limit is None or not record.op else [f"{OPERATORS[record.op]} {_limit(record)}"]
    return [f"{name} {arrow} last {value}", *age, "NOT RE-MEASURED", *limit]


def _against_baseline(record: AlarmRecord) -> list[str]:
    """What it is to the patient: "baseline 128/76", "+44 %" for a pressure; "baseline 97", "−9" for the others."""
    if record.value is None or record.baseline is None:
        return []
    rise = record.value - record.baseline
    if record.parameter in COMPONENTS and record.baseline > 0:
        shown = record.baseline_shown or f"{record.baseline:.0f}"
        return [f"baseline {shown}", _signed(100 * rise / record.baseline) + " %"]
    return [f"baseline {record.baseline:.0f}", _signed(rise)]


def _signed(number: float) -> str:
    return f"{number:+.0f}".replace("-", "−")


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
    return "–" if number is None else figure(number, other, decimals=0)
