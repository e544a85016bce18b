"""Alarms of a reviewed session: the table, and all values at the cursor, in words.

Silencing a sound, going there and doing something are three columns, because a patient is not treated by a key
(hazard H56). Entered and doubtful values bear a mark wherever they stand.
"""

from collections.abc import Iterable
from datetime import tzinfo

from monitor.domain.vocabulary import ValueMark
from monitor.port.review_views import (
    AlarmRow,
    AnswerView,
    FlagKind,
    FlagRow,
    Flags,
    Floats,
    PressureRow,
    SessionView,
)
from monitor.ui.presenter.review_sessions import clock, lasted
from monitor.ui.presenter.words import priority_word, signed, stopwatch, whole
from monitor.ui.review_texts import AlarmLineView, Cell, CursorView
from monitor.ui.time_window import nearest
from monitor.ui.views import Tone
from monitor.ui.words import source, tr

TITLES = (
    source("Raised"),
    source("Alarm"),
    source("Value, limit"),
    source("Peak"),
    source("Lasted"),
    source("Sound silenced"),
    source("Person going"),
    source("Action noted"),
    source("Mark"),
)
SHARES = (0.066, 0.165, 0.145, 0.08, 0.05, 0.125, 0.111, 0.128, 0.13)
NOBODY = "–"
FRESH_PRESSURE_S = 900.0
FRESH_VALUE_S = 15.0
FLAG_NEAR_S = 60.0
DOUBTFUL_MARK, ENTERED_MARK, VOIDED_MARK = "?", source("entered"), source("voided")
_MARKS = {ValueMark.ENTERED: ENTERED_MARK, ValueMark.VOIDED: VOIDED_MARK}
_SHORT_MARKS = {ValueMark.ENTERED: "e", ValueMark.DOUBTFUL: DOUBTFUL_MARK, ValueMark.VOIDED: "×"}  # as in the trend
_NO_BREAK = "\N{NO-BREAK SPACE}"  # a narrow place drops words from the end, and a mark is none to be dropped


def alarm_lines(view: SessionView, zone: tzinfo | None) -> tuple[AlarmLineView, ...]:
    """The table, in the order in which the alarms were raised."""
    return tuple(_line(alarm, zone) for alarm in view.alarms)


def _line(alarm: AlarmRow, zone: tzinfo | None) -> AlarmLineView:
    tone = {3: Tone.HIGH, 2: Tone.MEDIUM, 1: Tone.LOW}.get(int(alarm.priority), Tone.NORMAL)
    name = f"{alarm.priority.mark} {alarm.words}"
    value, peak = with_marks(alarm.value, alarm.value_marks), with_marks(alarm.peak, alarm.peak_marks)
    against = " ".join(part for part in (value, alarm.limit) if part)
    cells = (
        Cell(text=clock(alarm.raised_utc_ms, zone)),
        Cell(text=name, tone=tone, strong=True, short=f"{alarm.priority.mark} {alarm.rule}"),
        Cell(
            text=against or NOBODY,
            tone=Tone.MUTED,
            short=_with_short_marks(alarm.value.partition(": ")[0], alarm.value_marks),
        ),
        Cell(text=peak or NOBODY, strong=True, short=_with_short_marks(alarm.peak, alarm.peak_marks)),
        Cell(text=lasted(alarm.start_t_s, alarm.end_t_s)),
        _answer(alarm.silenced),
        _answer(alarm.going),
        _answer(alarm.action, is_action=True),
    )
    return AlarmLineView(
        alarm_id=alarm.alarm_id,
        cells=cells,
        mark=alarm.mark,
        summary=tr(
            "{priority}: {words} {against}, peak {peak}",
            priority=priority_word(alarm.priority),
            words=alarm.words,
            against=against,
            peak=peak or tr("not measured"),
        ),
    )


def with_marks(text: str, marks: Iterable[ValueMark]) -> str:
    """What keeps a value from being a plain measurement stands behind it: "184/96 entered ?"."""
    if not text:
        return text
    words = (DOUBTFUL_MARK if mark is ValueMark.DOUBTFUL else tr(_MARKS[mark]) for mark in marks)
    return " ".join((text, *words))


def _with_short_marks(text: str, marks: Iterable[ValueMark]) -> str:
    return _NO_BREAK.join((text, *(_SHORT_MARKS[mark] for mark in marks))) if text else text


def _answer(answer: AnswerView | None, *, is_action: bool = False) -> Cell:
    if answer is None:
        return Cell(text=NOBODY, tone=Tone.MUTED)
    span = _span(answer.after_s)
    after = tr("after {span}", span=span)
    if is_action:
        return Cell(text=f"{after}: {answer.text}".strip(": "))
    by = answer.by or tr("unattributed")
    return Cell(text=f"{after}: {by}", short=f"{span}: {by}")


def _span(seconds: float) -> str:
    return f"{whole(seconds)} s" if seconds < 100 else stopwatch(seconds)


def cursor(view: SessionView, t_s: float, zone: tzinfo | None) -> CursorView:
    """All that was known at one time of the session."""
    at_utc_ms = view.zero_utc_ms + round(1000 * t_s)
    lines: list[tuple[str, Tone]] = []
    known = [one for one in view.pressures if 0 <= t_s - one.t_s <= FRESH_PRESSURE_S]
    if known:
        lines.append((pressure_words(known[-1], view.baseline_systolic, age_s=t_s - known[-1].t_s), Tone.NORMAL))
    trend = view.trend
    pulse = nearest(trend.pulse_t_s, trend.pulse, t_s, within_s=FRESH_VALUE_S)
    spo2 = nearest(trend.spo2_t_s, trend.spo2, t_s, within_s=FRESH_VALUE_S)
    pulse_doubt = _is_doubtful(trend.pulse_t_s, trend.pulse_doubtful, t_s)
    spo2_doubt = _is_doubtful(trend.spo2_t_s, trend.spo2_doubtful, t_s)
    lines.append(
        (
            tr("pulse {pulse} · SpO₂ {spo2}", pulse=_value(pulse, pulse_doubt), spo2=_value(spo2, spo2_doubt)),
            Tone.NORMAL,
        )
    )
    lines += [
        (f"{one.parameter} {whole(one.value)} {tr(ENTERED_MARK)}", Tone.NORMAL)
        for one in view.entered
        if abs(one.t_s - t_s) <= FLAG_NEAR_S
    ]
    lines += [(flag_words(flag, zone), Tone.MUTED) for flag in view.flags if abs(flag.t_s - t_s) <= FLAG_NEAR_S][:4]
    minute = f"{int(t_s // 60)} min" if view.from_infusion else stopwatch(t_s)
    return CursorView(title=f"{minute} · {clock(at_utc_ms, zone)}", lines=tuple(lines))


def pressure_words(reading: PressureRow, baseline: float | None, *, age_s: float) -> str:
    """A reading with mean, rise, age and marks: "186/113 mean 137 +62 · 2 min ago"."""
    text = whole(reading.systolic) + ("" if reading.diastolic is None else f"/{whole(reading.diastolic)}")
    text += "" if reading.mean is None else " " + tr("mean {mean}", mean=whole(reading.mean))
    text += "" if baseline is None else f" {signed(reading.systolic - baseline)}"
    text += f" {tr(ENTERED_MARK)}" if reading.entered else ""
    text += f" {DOUBTFUL_MARK} {reading.doubt}" if reading.doubt else ""
    return text + (" " + tr("· {age} min ago", age=int(age_s // 60)) if age_s >= 60 else "")


def flag_words(flag: FlagRow, zone: tzinfo | None) -> str:
    """What a flag says when it is pointed at."""
    what = {FlagKind.SILENCE: tr("sound"), FlagKind.ANSWER: tr("answer"), FlagKind.OVERRIDE: tr("override")}.get(
        flag.kind
    )
    said = f"{what}: {flag.text}" if what else flag.text
    by = f" · {flag.by}" if flag.by else ""
    return f"{clock(flag.utc_ms, zone)} {said}{by}"


def _value(value: float | None, doubtful: bool) -> str:  # noqa: FBT001 - the pair is one thing
    if value is None:
        return tr("not measured")
    return f"{whole(value)} {DOUBTFUL_MARK}" if doubtful else whole(value)


def _is_doubtful(t_s: Floats, doubtful: Flags, at_s: float) -> bool:
    index = int(t_s.searchsorted(at_s, "right")) - 1
    return index >= 0 and bool(doubtful[index])
