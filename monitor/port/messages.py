"""The words of an alarm: what, value, the rule's own operator and limit, baseline and rise, confirmed or not.

Direction is an arrow; the words high and low are kept for priority. A value never rounds onto its limit.
"""

from collections.abc import Sequence

from drivers.observations import Parameter
from monitor.alarms.pressure_branches import COMPONENTS
from monitor.alarms.rules import Channel
from monitor.domain.vocabulary import AlarmKind, AlarmState
from monitor.port.figures import figure, sign
from monitor.port.rule_words import NOTES, QUESTIONS, words_of
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
        return _advice(record, reading_age_s)
    if not _has_numbers(record):
        name = _without_numbers(record)
        parts = [name if name == record.why or not record.why else f"{name}: {record.why}"]
    else:
        parts = [*_with_limit(record, reading_age_s), *_against_baseline(record)]
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


def short_message(record: AlarmRecord, *, reading_age_s: float | None = None) -> str:
    """The words for a narrow tile: "BP ↑ 184/96 confirmed".

    A pressure that was not re-measured is never said as if it were one of now: "BP ↑ was 184/96, 10 min ago".
    """
    if _is_old_reading(record) and reading_age_s is not None:
        name, arrow, value = _name(record), _arrow(record), _value(record)
        # one sentence with all its places, so that another language may put them in its own order
        return f"{name} {arrow} was {value}, {reading_age_s / 60:.0f} min ago"
    if record.rule in _ADVICE or _is_old_reading(record) or not _has_numbers(record):
        return least_message(record)
    if record.confirmed:
        return f"{_head(record)} confirmed"
    return _head(record) if record.parameter in COMPONENTS else _against_limit(record)


def least_message(record: AlarmRecord) -> str:
    """What must not be cut anywhere: name, arrow and value, or what has happened. "BP ↑ was 184/96" is not of now."""
    if _is_old_reading(record):
        name, arrow, value = _name(record), _arrow(record), _value(record)
        return f"{name} {arrow} was {value}"
    if record.rule in _ADVICE:
        return _ADVICE[record.rule][record.op.startswith("<")]
    return _head(record) if _has_numbers(record) else _without_numbers(record)


def _without_numbers(record: AlarmRecord) -> str:
    return record.why if record.rule in QUESTIONS and record.why else words_of(record.rule)


def _is_old_reading(record: AlarmRecord) -> bool:
    return record.not_remeasured and record.parameter in COMPONENTS and _has_numbers(record)


def _has_numbers(record: AlarmRecord) -> bool:
    measured = record.kind is AlarmKind.PHYSIOLOGICAL and record.parameter in MEASURED
    return measured and record.value is not None


def _against_limit(record: AlarmRecord) -> str:
    if record.limit is None or not record.op:
        return _head(record)
    return f"{_head(record)} {sign(record.op, record.value, record.limit)} {_limit(record)}"


def _with_limit(record: AlarmRecord, reading_age_s: float | None) -> list[str]:
    """A pressure too old to be judged is called the last one, with its age before anything else."""
    if not _is_old_reading(record):
        return [_against_limit(record)]
    limit = []
    if record.limit is not None and record.op:
        limit.append(f"{sign(record.op, record.value, record.limit)} {_limit(record)}")
    name, arrow, value = _name(record), _arrow(record), _value(record)
    return [f"{name} {arrow} last {value}", *_how_old(reading_age_s), *limit]


def _how_old(age_s: float | None) -> list[str]:
    return ["NOT RE-MEASURED"] if age_s is None else [f"{age_s / 60:.0f} min ago", "NOT RE-MEASURED"]


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


def _advice(record: AlarmRecord, reading_age_s: float | None) -> str:
    """An estimate is called one, with its interval; a change names the reading, how old it is, and the baseline."""
    if record.rule == "BP-FCST":
        return f"BP ↑ expected: estimate {record.shown}"
    short = _ADVICE[record.rule][record.op.startswith("<")]
    rise = "" if record.value is None or record.limit is None else f", {record.value - record.limit:+.0f}"
    against = f"baseline {_distinct(record.limit, None)}{rise}".replace("-", "−")
    if _is_old_reading(record):
        return ", ".join((f"{short}: last {record.shown}", *_how_old(reading_age_s), against))
    return f"{short}: {record.shown}, {against}"


def _head(record: AlarmRecord) -> str:
    return f"{_name(record)} {_arrow(record)} {_value(record)}"


def _name(record: AlarmRecord) -> str:
    return _NAMES.get(record.parameter, record.parameter or record.rule)


def _arrow(record: AlarmRecord) -> str:
    return "↑" if record.op.startswith(">") else "↓"


def _value(record: AlarmRecord) -> str:
    """The value as people say it: "184/96", "58 (92/41)"."""
    if record.parameter == "systolic" and record.shown:
        _, _, diastolic = record.shown.partition("/")
        return f"{_distinct(record.value, record.limit)}/{diastolic}"
    shown = f" ({record.shown})" if record.shown else ""
    return f"{_distinct(record.value, record.limit)}{shown}"


def _limit(record: AlarmRecord) -> str:
    return _distinct(record.limit, record.value)


def _distinct(number: float | None, other: float | None) -> str:
    """`number` with as few decimals as keep it apart from a different `other`."""
    return "–" if number is None else figure(number, other, decimals=0)
