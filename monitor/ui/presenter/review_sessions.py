"""The reviewer's list of sessions and the heading of one, in words."""

from datetime import UTC, datetime, tzinfo

from drivers.observations import Provenance
from monitor.domain.vocabulary import Priority
from monitor.port.review_views import SessionPage, SessionRow, SessionView, SignatureView
from monitor.ui.presenter.words import priority_word, signed, stopwatch, whole
from monitor.ui.review_texts import HeadingView, SessionLine
from monitor.ui.views import Tone, Wording
from monitor.ui.words import source, tr, tr_n

MONTHS = (
    source("Jan"),
    source("Feb"),
    source("Mar"),
    source("Apr"),
    source("May"),
    source("Jun"),
    source("Jul"),
    source("Aug"),
    source("Sep"),
    source("Oct"),
    source("Nov"),
    source("Dec"),
)
STRONG_RISE_MMHG = 30.0  # a rise worth a second look in a list
SETTLED_SHARE = 0.2  # back within a fifth of the baseline
MARKS = {
    Provenance.SIMULATED: source("SIMULATED"),
    Provenance.REPLAYED: source("REPLAYED"),
    Provenance.ENTERED: source("ENTERED"),
}


def moment(utc_ms: int, zone: tzinfo | None) -> datetime:
    """Local time of a UTC one."""
    return datetime.fromtimestamp(utc_ms / 1000, tz=UTC).astimezone(zone)


def offset_min(utc_ms: int, zone: tzinfo | None) -> int:
    """How many minutes local clocks are ahead of UTC at this time."""
    offset = moment(utc_ms, zone).utcoffset()
    return 0 if offset is None else round(offset.total_seconds() / 60)


def day(utc_ms: int, zone: tzinfo | None) -> str:
    """The day in words that no language setting changes: "20 Nov"."""
    local = moment(utc_ms, zone)
    return f"{local.day} {tr(MONTHS[local.month - 1])}"


def day_and_minute(utc_ms: int, zone: tzinfo | None) -> str:
    """Local day and time to the minute: "20 Nov 14:09"."""
    return f"{day(utc_ms, zone)} {moment(utc_ms, zone):%H:%M}"


def clock(utc_ms: int, zone: tzinfo | None) -> str:
    """Local time with seconds."""
    return f"{moment(utc_ms, zone):%H:%M:%S}"


def session_lines(page: SessionPage, zone: tzinfo | None) -> tuple[SessionLine, ...]:
    """The list, line by line."""
    return tuple(session_line(row, zone) for row in page.rows)


def session_line(row: SessionRow, zone: tzinfo | None) -> SessionLine:
    """One session; what there is none of stays empty."""
    counts = tuple(
        (priority, str(count))
        for priority, count in (
            (Priority.HIGH, row.high_alarms),
            (Priority.MEDIUM, row.medium_alarms),
            (Priority.LOW, row.low_alarms),
        )
        if count
    )
    when = day_and_minute(row.admitted_utc_ms, zone)
    rise = ("",) if row.peak_rise is None else _rise(row.peak_rise)
    said = ", ".join(f"{count} {priority_word(priority)}" for priority, count in counts) or tr("no alarms")
    return SessionLine(
        session_id=row.session_id,
        label=row.label,
        place=row.place,
        when=when,
        course=_course(row.course),
        rise=rise,
        rise_strong=row.peak_rise is not None and row.peak_rise >= STRONG_RISE_MMHG,
        counts=counts,
        state=_state(row),
        signed=bool(row.signed_by),
        mark=tr(MARKS.get(row.provenance, "")),
        summary=f"{row.label}, {row.place}, {when}, {said}, {_state(row)}",
    )


def _course(course: str) -> str:
    """Say "3 of 6" in the language of the display; another text is said as it was entered."""
    number, of, planned = course.partition(" of ")
    return tr("{number} of {planned}", number=number, planned=planned) if of and number.isdigit() else course


def _rise(rise: float) -> Wording:
    return tr("peak {rise} mmHg", rise=signed(rise)), tr("peak {rise}", rise=signed(rise)), signed(rise)


def _state(row: SessionRow) -> str:
    if row.signed_by:
        return f"✓ {row.signed_by}"
    return tr("● running") if row.running else tr("○ open")


def list_note(page: SessionPage) -> str:
    """What stands under the list."""
    if not page.rows:
        return tr("No session fits. Take a filter away or search for something else.")
    shown = tr_n(len(page.rows), "{count} session", "{count} sessions")
    return tr("{shown}, older ones not shown: search, or narrow the dates", shown=shown) if page.more else shown


def heading(view: SessionView, zone: tzinfo | None) -> HeadingView:
    """The two lines above the trend, and who signed."""
    row = view.row
    start = moment(row.admitted_utc_ms, zone)
    end = tr("now") if row.running else f"{moment(view.zero_utc_ms + round(1000 * view.end_t_s), zone):%H:%M}"
    when = f"{day(row.admitted_utc_ms, zone)} {start.year} {start:%H:%M}–{end}"
    course = tr("infusion {course}", course=_course(row.course)) if row.course[:1].isdigit() else row.course
    first = [part for part in (course, view.dose, when, row.place) if part]
    second = [part for part in (_baseline(view), _peak(view), _settled(view), view.profile) if part]
    signature, tone = _signature(view, zone)
    return HeadingView(
        label=row.label,
        first=shorter(first),
        second=shorter(second),
        signature=signature,
        signature_tone=tone,
        banner=banner(row.provenance),
    )


def banner(provenance: Provenance) -> str:
    """What stands over everything that is no patient's."""
    if provenance is Provenance.REAL:
        return ""
    return tr("{mark} · not a patient · counts in no course and no statistics", mark=tr(MARKS[provenance]))


def shorter(parts: list[str]) -> Wording:
    """The same with ever fewer of its last parts."""
    return tuple(" · ".join(parts[:count]) for count in range(len(parts), 0, -1)) or ("",)


def _baseline(view: SessionView) -> str:
    if view.baseline_systolic is None:
        return tr("no baseline")
    pressure = whole(view.baseline_systolic)
    if view.baseline_diastolic is not None:
        pressure += f"/{whole(view.baseline_diastolic)}"
    rate = "" if view.baseline_rate is None else tr(", pulse {baseline_rate}", baseline_rate=whole(view.baseline_rate))
    spo2 = "" if view.baseline_spo2 is None else f", SpO₂ {whole(view.baseline_spo2)}"
    return tr("baseline {pressure}{rate}{spo2}", pressure=pressure, rate=rate, spo2=spo2)


def _peak(view: SessionView) -> str:
    during = [one for one in view.pressures if one.t_s >= 0 or not view.from_infusion]
    if not during:
        return tr("no pressure measured")
    highest = max(during, key=lambda one: one.systolic)
    text = whole(highest.systolic) + ("" if highest.diastolic is None else f"/{whole(highest.diastolic)}")
    rise = "" if view.baseline_systolic is None else f" ({signed(highest.systolic - view.baseline_systolic)})"
    doubt = " ?" if highest.doubt else ""
    entered = " " + tr("entered") if highest.entered else ""
    at = " " + tr("at {t} min", t=int(highest.t_s // 60)) if view.from_infusion else ""
    return tr("peak {text}{doubt}{entered}{at}{rise}", text=text, doubt=doubt, entered=entered, at=at, rise=rise)


def _settled(view: SessionView) -> str:
    """When the pressure came back for good; only where it had been away."""
    base = view.baseline_systolic
    if base is None or not view.from_infusion:
        return ""
    limit = base * (1 + SETTLED_SHARE)
    after = [one for one in view.pressures if one.t_s >= 0]
    away = [index for index, one in enumerate(after) if one.systolic > limit]
    if not away:
        return ""
    if away[-1] == len(after) - 1:
        return tr("not back within 20 %")
    return tr("back within 20 % at {t} min", t=int(after[away[-1] + 1].t_s // 60))


def _signature(view: SessionView, zone: tzinfo | None) -> tuple[Wording, Tone]:
    if not all(one.holds for one in view.signatures):
        return (tr("NOT WHAT WAS SIGNED: the record was changed after the signature"),), Tone.HIGH
    if view.inconsistencies:
        return shorter(list(view.inconsistencies)), Tone.HIGH
    if not view.signatures:
        return (view.may_be_signed or tr("not signed"),), Tone.MUTED
    last = view.signatures[-1]
    added = f" · {tr_n(len(view.addenda), '{count} addendum', '{count} addenda')}" if view.addenda else ""
    return (f"{signature_words(last, zone)}{added}", f"✓ {last.reviewer}{added}"), Tone.READY


def signature_words(signature: SignatureView, zone: tzinfo | None) -> str:
    """Who signed and when, and that it still holds."""
    return tr(
        "✓ signed by {reviewer}, {day_and_minute}, unchanged since",
        reviewer=signature.reviewer,
        day_and_minute=day_and_minute(signature.utc_ms, zone),
    )


def lasted(start_s: float, end_s: float | None) -> str:
    """How long an alarm stood."""
    return tr("stands") if end_s is None else stopwatch(end_s - start_s)
