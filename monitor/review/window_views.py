"""The account of a session as the review window shows it: seconds on one axis, columns, rows of words. Pure.

It is the same account that reports and exports use, so that no number can differ between them.
"""

from collections.abc import Callable, Iterator

import numpy as np

from drivers.observations import Parameter, Quality
from monitor.domain.entries import DrugGiven, InfusionActRecorded, ScoreNoted, SideEffectNoted, TextNoted, ValuesEntered
from monitor.domain.stages import Stage
from monitor.domain.vocabulary import AlarmKind
from monitor.port.figures import figure
from monitor.port.review_views import (
    AddendumView,
    AlarmRow,
    AnswerView,
    EnteredValue,
    FlagKind,
    FlagRow,
    Flags,
    Floats,
    PressureRow,
    ReviewMark,
    SessionRow,
    SessionView,
    SignatureView,
    SpanRow,
    TrendColumns,
)
from monitor.review import account as accounts
from monitor.review import alarm_rows, alarm_texts
from monitor.review.account import Account
from monitor.review.entry_rows import EntryRow
from monitor.review.reading_row import ReadingRow
from monitor.review.sessions import SessionRow as ListedSession
from monitor.review.sessions import SessionState
from monitor.review.value_columns import ValueColumn
from monitor.storage.packing import QUALITIES

MS = 1000
STILL_RUNNING = "still running: it can be signed after the discharge"
NOT_PACKED = "its values are still being put away"
_VALID = QUALITIES.index(Quality.VALID)
TitleOf = Callable[[str], str]


def listed(row: ListedSession, *, signed_by: str, title_of: TitleOf) -> SessionRow:
    """One line of the list."""
    return SessionRow(
        session_id=row.session_id,
        label=row.label,
        clinic_id=row.clinic_id,
        place=title_of(row.place_id),
        course=row.course.removeprefix("session ").removeprefix("infusion "),
        admitted_utc_ms=row.admitted_utc_ms,
        running=row.state is SessionState.RUNNING,
        high_alarms=row.high_alarms,
        medium_alarms=row.medium_alarms,
        low_alarms=row.low_alarms,
        peak_rise=row.peak_rise,
        signed_by=signed_by,
        provenance=row.provenance,
    )


def session_view(
    account: Account,
    row: SessionRow,
    *,
    profile: str,
    limits_mmhg: tuple[float, ...],
    packed: bool,
    title_of: TitleOf,
) -> SessionView:
    """Everything of one session. `profile`: what its rules are called; `packed`: its values are put away."""
    started = account.doses.started_utc_ms
    zero = account.admitted_utc_ms if started is None else started
    trend = _trend(account, zero)
    readings = tuple(_pressure(one, zero) for one in account.readings if one.counts)
    base = account.baseline
    return SessionView(
        row=row,
        zero_utc_ms=zero,
        from_infusion=started is not None,
        start_t_s=_start(account, zero, trend, readings),
        end_t_s=_end(account, zero, trend, readings),
        dose=_dose(account),
        profile=profile,
        baseline_systolic=None if base is None else base.systolic,
        baseline_diastolic=None if base is None else base.diastolic,
        baseline_rate=None if base is None else base.rate,
        baseline_spo2=None if base is None else base.spo2,
        trend=trend,
        pressures=readings,
        entered=tuple(_entered(account, zero)),
        alarms=tuple(_alarm(one, account, zero) for one in account.alarms),
        flags=tuple(sorted(_flags(account, zero), key=lambda flag: flag.utc_ms)),
        spans=tuple(_spans(account, zero, title_of)),
        signatures=tuple(_signature(one) for one in account.signatures),
        addenda=tuple(AddendumView(author=one.author, utc_ms=one.utc_ms, text=one.text) for one in account.addenda),
        may_be_signed=STILL_RUNNING if account.discharged_utc_ms is None else "" if packed else NOT_PACKED,
        limits_mmhg=limits_mmhg,
        missing=tuple(one.text for one in account.missing),
        inconsistencies=account.inconsistencies,
    )


def readings_of(account: Account) -> tuple[PressureRow, ...]:
    """The pressures that count, from the start of the infusion where there was one."""
    started = account.doses.started_utc_ms
    zero = account.admitted_utc_ms if started is None else started
    return tuple(_pressure(one, zero) for one in account.readings if one.counts)


def _signature(row: accounts.SignatureRow) -> SignatureView:
    one = row.signature
    return SignatureView(reviewer=one.reviewer, utc_ms=one.utc_ms, comment=one.comment, holds=row.holds)


def _t_s(utc_ms: int, zero: int) -> float:
    return (utc_ms - zero) / MS


def _trend(account: Account, zero: int) -> TrendColumns:
    """A rate is the ECG's where there is one in that second, else the oximeter's: as the alarm rules take it."""
    rates = [column for parameter in (Parameter.PULSE, Parameter.HR) for column in _columns(account, parameter)]
    pulse_t, pulse, pulse_doubt = _merged(rates, zero)
    spo2_t, spo2, spo2_doubt = _merged(_columns(account, Parameter.SPO2), zero)
    return TrendColumns(
        pulse_t_s=pulse_t,
        pulse=pulse,
        pulse_doubtful=pulse_doubt,
        spo2_t_s=spo2_t,
        spo2=spo2,
        spo2_doubtful=spo2_doubt,
    )


def _columns(account: Account, parameter: Parameter) -> list[ValueColumn]:
    return [column for column in account.values if column.parameter is parameter]


def _merged(columns: list[ValueColumn], zero: int) -> tuple[Floats, Floats, Flags]:
    """One line of several devices: of values in the same second the last column's last one that was measured."""
    if not columns:
        nothing = np.empty(0, dtype=np.float64)
        return nothing, nothing, np.empty(0, dtype=bool)
    utc_ms = np.concatenate([column.utc_ms for column in columns])
    value = np.concatenate([column.value for column in columns])
    doubtful = np.concatenate([column.quality != _VALID for column in columns])
    second = utc_ms // MS
    rank = np.arange(second.size) + np.where(np.isnan(value), 0, second.size)  # what was measured comes last
    order = np.lexsort((rank, second))
    last = np.ones(order.size, dtype=bool)
    last[:-1] = np.diff(second[order]) != 0
    chosen = order[last]
    chosen = chosen[np.argsort(utc_ms[chosen], kind="stable")]
    t_s = np.asarray((utc_ms[chosen] - zero) / MS, dtype=np.float64)
    return t_s, np.asarray(value[chosen], dtype=np.float64), doubtful[chosen] & ~np.isnan(value[chosen])


def _start(account: Account, zero: int, trend: TrendColumns, readings: tuple[PressureRow, ...]) -> float:
    firsts = [_t_s(account.admitted_utc_ms, zero), *(one.t_s for one in readings[:1])]
    firsts += [float(column[0]) for column in (trend.pulse_t_s, trend.spo2_t_s) if column.size]
    return min(firsts)


def _end(account: Account, zero: int, trend: TrendColumns, readings: tuple[PressureRow, ...]) -> float:
    if account.discharged_utc_ms is not None:
        return _t_s(account.discharged_utc_ms, zero)
    lasts = [_t_s(account.admitted_utc_ms, zero), *(one.t_s for one in readings[-1:])]
    lasts += [float(column[-1]) for column in (trend.pulse_t_s, trend.spo2_t_s) if column.size]
    lasts += [_t_s(one.raised_utc_ms, zero) for one in account.alarms[-1:]]
    return max(lasts)


_ENTERED = "entered"  # stands alone, so that it can be translated


def _dose(account: Account) -> str:
    """What was planned and given, as people entered it."""
    plan, doses = account.plan, account.doses
    amount = f" {plan.dose_mg_per_kg:g} mg/kg" if plan.dose_mg_per_kg is not None else ""
    minutes = f", {plan.duration_s / 60:.0f} min" if plan.duration_s > 0 else ""
    planned = f"{plan.drug}{amount}{minutes} ({_ENTERED})"
    if doses.started_utc_ms is None:
        return planned
    return f"{planned} · {_given(doses.delivered_mg, doses.running_s)}"


def _given(delivered_mg: float | None, running_s: float | None) -> str:
    """Whole sentences, so that each can be translated."""
    minutes = None if running_s is None else f"{running_s / 60:.0f}"
    if delivered_mg is None:
        return "dose given not known" if minutes is None else f"ran {minutes} min, dose unknown"
    given = f"{delivered_mg:.0f}"
    return f"{given} mg given" if minutes is None else f"{given} mg given in {minutes} min"


def _pressure(one: ReadingRow, zero: int) -> PressureRow:
    return PressureRow(
        t_s=_t_s(one.measured_utc_ms, zero),
        measured_utc_ms=one.measured_utc_ms,
        systolic=float("nan") if one.systolic is None else one.systolic,
        diastolic=one.diastolic,
        mean=one.mean,
        pulse=one.pulse,
        doubt=(one.why or "in doubt") if one.doubtful else "",
        entered=one.entered,
    )


def _entered(account: Account, zero: int) -> Iterator[EnteredValue]:
    for row in account.entered_values:
        if isinstance(row.entry, ValuesEntered):
            for name, value in (("pulse", row.entry.pulse), ("SpO₂", row.entry.spo2)):
                if value is not None:
                    yield EnteredValue(t_s=_t_s(row.utc_ms, zero), parameter=name, value=value)


def _alarm(one: alarm_rows.AlarmRow, account: Account, zero: int) -> AlarmRow:
    return AlarmRow(
        alarm_id=one.alarm_id,
        rule=one.rule,
        words=one.words,
        priority=one.priority,
        technical=one.kind is not AlarmKind.PHYSIOLOGICAL,
        start_t_s=_t_s(one.raised_utc_ms, zero),
        end_t_s=None if one.ended_utc_ms is None else _t_s(one.ended_utc_ms, zero),
        raised_utc_ms=one.raised_utc_ms,
        value=alarm_texts.value_text(one),
        limit=alarm_texts.limit_text(one),
        peak=_peak(one, account),
        silenced=_answer(one.sound_silenced),
        going=_answer(one.person_going),
        action=_answer(one.action_noted, says_what=True),
        mark=None if one.mark is None else ReviewMark(one.mark.mark.value),
        marked_by="" if one.mark is None else one.mark.reviewer,
        value_marks=one.value_marks,
        peak_marks=one.peak_marks,
    )


def _peak(one: alarm_rows.AlarmRow, account: Account) -> str:
    """The farthest value; of a pressure the whole reading, as people say it."""
    peak = alarm_texts.peak_text(one)
    if one.kind is AlarmKind.PHYSIOLOGICAL and one.parameter in ("systolic", "diastolic"):
        for reading in reversed(account.readings):
            late = one.ended_utc_ms is not None and reading.measured_utc_ms > one.ended_utc_ms
            is_it = reading.counts and not late and getattr(reading, one.parameter) == one.peak
            if is_it and reading.systolic is not None and reading.diastolic is not None:
                whole = {"systolic": figure(reading.systolic), "diastolic": figure(reading.diastolic)}
                return "/".join((whole | {one.parameter: peak}).values())
    return peak


def _answer(one: alarm_rows.Answer | None, *, says_what: bool = False) -> AnswerView | None:
    if one is None:
        return None
    return AnswerView(by=one.by, after_s=one.after_s, text=one.what if says_what else "")


def _flags(account: Account, zero: int) -> Iterator[FlagRow]:
    for row in account.entries:
        kind = _kind_of(row)
        if kind is not None and row.counts:
            yield _flag(zero, row.utc_ms, kind, row.text, row.actor)
    for override in account.overrides:
        text = f"{override.kind.value}: {override.what}"
        yield _flag(zero, override.utc_ms, FlagKind.OVERRIDE, text, override.actor)
    for alarm in account.alarms:
        if alarm.sound_silenced is not None:
            said = alarm.sound_silenced
            yield _flag(zero, said.utc_ms, FlagKind.SILENCE, f"{alarm.rule} {said.what}", said.by)
        if alarm.person_going is not None:
            going = alarm.person_going
            yield _flag(zero, going.utc_ms, FlagKind.ANSWER, f"{alarm.rule} {going.what}", going.by)
    for reading in account.readings:
        if reading.failed:
            yield _flag(zero, reading.measured_utc_ms, FlagKind.NOTE, f"cuff gave no reading: {reading.why}", "")


def _flag(zero: int, utc_ms: int, kind: FlagKind, text: str, by: str) -> FlagRow:
    return FlagRow(t_s=_t_s(utc_ms, zero), utc_ms=utc_ms, kind=kind, text=text, by=by)


def _kind_of(row: EntryRow) -> FlagKind | None:
    match row.entry:
        case DrugGiven():
            return FlagKind.DRUG
        case InfusionActRecorded():
            return FlagKind.INFUSION
        case TextNoted() | SideEffectNoted() | ScoreNoted():
            return FlagKind.NOTE
        case _:
            return None


def _spans(account: Account, zero: int, title_of: TitleOf) -> Iterator[SpanRow]:
    """Infusion, pauses and recovery; where a bay came with it, from when."""
    shades = {Stage.INFUSION: 1, Stage.PAUSED: 2, Stage.RECOVERY: 0}
    words = {Stage.INFUSION: "infusion", Stage.PAUSED: "pause", Stage.RECOVERY: "recovery"}
    last = account.discharged_utc_ms
    for phase in account.phases:
        if phase.stage not in shades:
            continue
        ended = phase.ended_utc_ms or last
        text = words[phase.stage]
        if phase.stage is Stage.RECOVERY and len(account.places) > 1:
            moved = account.places[-1]
            text += f" · {title_of(moved.place_id)} from {(moved.from_utc_ms - zero) / 60_000:.0f} min"
        begin_s = _t_s(phase.began_utc_ms, zero)
        end_s = begin_s if ended is None else _t_s(ended, zero)
        yield SpanRow(words=text, start_t_s=begin_s, end_t_s=max(begin_s, end_s), shade=shades[phase.stage])
