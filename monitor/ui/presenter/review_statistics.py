"""The burden of alarms, and the infusions of one course side by side, in words."""

from datetime import tzinfo

from monitor.port.review_port import RiseRow, StatisticsRow, StatisticsView
from monitor.port.review_views import CourseRow
from monitor.ui.presenter.review_alarms import with_marks
from monitor.ui.presenter.review_sessions import day
from monitor.ui.presenter.words import signed, stopwatch, whole
from monitor.ui.review_texts import Cell, CourseCard, StatisticsTexts, TableView
from monitor.ui.views import Tone
from monitor.ui.words import source, tr, tr_n

NOTHING = source("No real session in this time")


def statistics(view: StatisticsView) -> StatisticsTexts:
    """All figures of a period, as tables."""
    headline = (
        tr("{alarms} alarms per session hour", alarms=f"{view.alarms / view.session_hours:.1f}")
        if view.session_hours
        else tr(NOTHING)
    )
    silenced = (
        tr("no sound was silenced")
        if view.silence_median_s is None
        else tr(
            "sound silenced after {silence_median} (median), {silence_p90} (90 %)",
            silence_median=stopwatch(view.silence_median_s),
            silence_p90=stopwatch(view.silence_p90_s or 0.0),
        )
    )
    share = (
        tr("no alarm has been marked")
        if view.artefact_share is None
        else tr(
            "{value} % artefact of {alarms}",
            value=whole(100 * view.artefact_share),
            alarms=tr_n(view.marked, "{count} marked alarm", "{count} marked alarms"),
        )
    )
    return StatisticsTexts(
        headline=headline,
        lines=(
            tr(
                "{alarms} in {sessions}, {session_hours} session hours",
                alarms=tr_n(view.alarms, "{count} alarm", "{count} alarms"),
                sessions=tr_n(view.sessions, "{count} real session", "{count} real sessions"),
                session_hours=f"{view.session_hours:.0f}",
            ),
            f"{silenced} · {share}",
        ),
        tables=(
            _burden(tr("By rule"), tr("Rule"), view.by_rule),
            _burden(tr("By place"), tr("Place"), view.by_place),
            _burden(tr("By device"), tr("Device"), view.by_device),
            _burden(tr("By hour of the day"), tr("Hour"), view.by_hour),
            _rises(view.rises),
        ),
    )


def _burden(title: str, name: str, rows: tuple[StatisticsRow, ...]) -> TableView:
    return TableView(
        title=title,
        titles=(name, tr("Alarms"), tr("per hour"), "!!!", "!!", "!", tr("Artefact")),
        shares=(0.3, 0.14, 0.15, 0.1, 0.1, 0.1, 0.11),
        rows=tuple(
            (
                Cell(text=row.name, strong=True),
                Cell(text=str(row.count)),
                Cell(text=f"{row.per_hour:.2f}"),
                Cell(text=str(row.high), tone=Tone.HIGH if row.high else Tone.MUTED),
                Cell(text=str(row.medium), tone=Tone.MEDIUM if row.medium else Tone.MUTED),
                Cell(text=str(row.low), tone=Tone.LOW if row.low else Tone.MUTED),
                Cell(text="–" if row.artefact_share is None else f"{whole(100 * row.artefact_share)} %"),
            )
            for row in rows
        ),
        empty=tr("No alarms."),
    )


def _rises(rows: tuple[RiseRow, ...]) -> TableView:
    return TableView(
        title=tr("Peak rise by number of the infusion, of measured pressures, doubtful ones too"),
        titles=(tr("Infusion"), tr("Sessions"), tr("Median"), tr("Highest")),
        shares=(0.25, 0.25, 0.25, 0.25),
        rows=tuple(
            (
                Cell(text=str(row.infusion), strong=True),
                Cell(text=str(row.sessions)),
                Cell(text=f"{signed(row.median)} mmHg"),
                Cell(text=f"{signed(row.highest)} mmHg"),
            )
            for row in rows
        ),
        empty=tr("No course with a number of the infusion."),
    )


def course_card(row: CourseRow, zone: tzinfo | None, *, current: bool) -> CourseCard:
    """One infusion of the course: what stood out, and what was done."""
    rise = (
        ""
        if row.peak_systolic is None or row.baseline_systolic is None
        else f" ({signed(row.peak_systolic - row.baseline_systolic)})"
    )
    peak = (
        tr("no peak measured")
        if row.peak_systolic is None
        else tr(
            "peak {peak_systolic}{rise}", peak_systolic=with_marks(whole(row.peak_systolic), row.peak_marks), rise=rise
        )
    )
    base = (
        tr("no baseline")
        if row.baseline_systolic is None
        else tr("baseline {baseline_systolic}", baseline_systolic=whole(row.baseline_systolic))
    )
    spo2 = (
        "" if row.lowest_spo2 is None else " " + tr("· lowest SpO₂ {lowest_spo2}", lowest_spo2=whole(row.lowest_spo2))
    )
    alarms = [
        f"{count} {mark}"
        for count, mark in ((row.high_alarms, "!!!"), (row.medium_alarms, "!!"), (row.low_alarms, "!"))
        if count
    ]
    treated = ", ".join(row.treatments)
    return CourseCard(
        title=f"{row.title} · {day(row.admitted_utc_ms, zone)}" + (" " + tr("· this one") if current else ""),
        lines=(
            Cell(text=f"{peak} · {base}", strong=True),
            Cell(text=(tr("alarms") + " " + ", ".join(alarms) if alarms else tr("no alarms")) + spo2, tone=Tone.MUTED),
            Cell(text=tr("given: {treated}", treated=treated) if treated else tr("no drug noted"), tone=Tone.MUTED),
        ),
        current=current,
    )
