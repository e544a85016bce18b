"""The burden of alarms, and the infusions of one course side by side, in words."""

from datetime import tzinfo

from monitor.port.review_port import RiseRow, StatisticsRow, StatisticsView
from monitor.port.review_views import CourseRow
from monitor.ui.presenter.review_sessions import day
from monitor.ui.presenter.words import counted, signed, stopwatch, whole
from monitor.ui.review_texts import Cell, CourseCard, StatisticsTexts, TableView
from monitor.ui.views import Tone

ROWS_SHOWN = 14
NOTHING = "No real session in this time"


def statistics(view: StatisticsView) -> StatisticsTexts:
    """All figures of a period, as tables."""
    headline = f"{view.alarms / view.session_hours:.1f} alarms per session hour" if view.session_hours else NOTHING
    silenced = (
        "no sound was silenced"
        if view.silence_median_s is None
        else f"sound silenced after {stopwatch(view.silence_median_s)} (median), "
        f"{stopwatch(view.silence_p90_s or 0.0)} (90 %)"
    )
    share = (
        "no alarm has been marked"
        if view.artefact_share is None
        else f"{whole(100 * view.artefact_share)} % artefact of {counted(view.marked, 'marked alarm')}"
    )
    return StatisticsTexts(
        headline=headline,
        lines=(
            f"{counted(view.alarms, 'alarm')} in {counted(view.sessions, 'real session')}, "
            f"{view.session_hours:.0f} session hours",
            f"{silenced} · {share}",
        ),
        tables=(
            _burden("By rule", "Rule", view.by_rule),
            _burden("By place", "Place", view.by_place),
            _burden("By device", "Device", view.by_device),
            _burden("By hour of the day", "Hour", view.by_hour),
            _rises(view.rises),
        ),
    )


def _burden(title: str, name: str, rows: tuple[StatisticsRow, ...]) -> TableView:
    return TableView(
        title=title,
        titles=(name, "Alarms", "per hour", "!!!", "!!", "!", "Artefact"),
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
        empty="No alarms.",
    )


def _rises(rows: tuple[RiseRow, ...]) -> TableView:
    return TableView(
        title="Peak rise by number of the infusion",
        titles=("Infusion", "Sessions", "Median", "Highest"),
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
        empty="No course with a number of the infusion.",
    )


def course_card(row: CourseRow, zone: tzinfo | None, *, current: bool) -> CourseCard:
    """One infusion of the course: what stood out, and what was done."""
    rise = (
        ""
        if row.peak_systolic is None or row.baseline_systolic is None
        else f" ({signed(row.peak_systolic - row.baseline_systolic)})"
    )
    peak = "no peak measured" if row.peak_systolic is None else f"peak {whole(row.peak_systolic)}{rise}"
    base = "no baseline" if row.baseline_systolic is None else f"baseline {whole(row.baseline_systolic)}"
    spo2 = "" if row.lowest_spo2 is None else f" · lowest SpO₂ {whole(row.lowest_spo2)}"
    alarms = [
        f"{count} {mark}"
        for count, mark in ((row.high_alarms, "!!!"), (row.medium_alarms, "!!"), (row.low_alarms, "!"))
        if count
    ]
    treated = ", ".join(row.treatments)
    return CourseCard(
        title=f"{row.title} · {day(row.admitted_utc_ms, zone)}" + (" · this one" if current else ""),
        lines=(
            Cell(text=f"{peak} · {base}", strong=True),
            Cell(text=("alarms " + ", ".join(alarms) if alarms else "no alarms") + spo2, tone=Tone.MUTED),
            Cell(text=f"given: {treated}" if treated else "no drug noted", tone=Tone.MUTED),
        ),
        current=current,
    )
