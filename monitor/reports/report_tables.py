"""The tables of a session report: readings, alarms, entries, checks, what was set aside. Pure."""

from monitor.domain.entries import CheckAnswered, CheckOverridden, InfusionActRecorded
from monitor.domain.vocabulary import Phase
from monitor.reports.document import Column, Table
from monitor.reports.words import NOTHING, Times, answer_words, marks_of, number, pressure, span, with_marks
from monitor.review.account import Account, PhaseRow
from monitor.review.alarm_rows import AlarmRow
from monitor.review.alarm_texts import limit_text, peak_text, value_text


def readings_table(account: Account, times: Times) -> Table:
    """Every pressure with its marks, failed and voided ones among them."""
    return Table(
        columns=(
            Column(title="Measured", share=2),
            Column(title="Phase", share=2),
            Column(title="S/D (M), mmHg", share=3),
            Column(title="Pulse, /min", share=2, is_number=True),
            Column(title="Verdict", share=2),
            Column(title="Mark", share=5),
            Column(title="From", share=4),
        ),
        rows=tuple(
            (
                times.clock(row.measured_utc_ms),
                phase_at(account.phases, row.measured_utc_ms),
                pressure(row),
                NOTHING if row.failed else number(row.pulse),
                "not judged" if row.verdict is None else row.verdict.value,
                marks_of(row),
                row.device_id or "entered by hand",
            )
            for row in account.readings
        ),
    )


def phase_at(phases: tuple[PhaseRow, ...], utc_ms: int) -> str:
    """The phase at an instant; "" before the first."""
    found = [row.phase for row in phases if row.began_utc_ms <= utc_ms and row.phase is not Phase.DISCHARGED]
    return found[-1].value if found else ""


def alarms_table(account: Account, times: Times) -> Table:
    """What was beyond which limit and how far, and the three answers to it, each in a column of its own."""
    return Table(
        columns=(
            Column(title="Raised", share=2.2),
            Column(title="Alarm", share=4.0),
            Column(title="Value", share=2.6),
            Column(title="Limit", share=2.4),
            Column(title="Peak", share=2.6, is_number=True),
            Column(title="Lasted", share=2.3),
            Column(title="Sound silenced", share=3.3),
            Column(title="Person going", share=3.3),
            Column(title="Action noted", share=3.8),
            Column(title="Reviewer", share=2.1),
        ),
        rows=tuple(_alarm(row, times) for row in account.alarms),
    )


def _alarm(row: AlarmRow, times: Times) -> tuple[str, ...]:
    return (
        times.clock(row.raised_utc_ms),
        f"{row.priority.mark} {row.words}\n{row.rule}",
        with_marks(value_text(row), row.value_marks) or NOTHING,
        limit_text(row) or NOTHING,
        with_marks(peak_text(row), row.peak_marks) or NOTHING,
        span(row.duration_s) if row.ended_utc_ms is not None else "to the end",
        answer_words(row.sound_silenced),
        answer_words(row.person_going),
        answer_words(row.action_noted),
        NOTHING if row.mark is None else row.mark.mark.value,
    )


def entries_table(account: Account, times: Times) -> Table:
    """Everything people recorded but the drug and the checks, which have tables of their own."""
    apart = (CheckAnswered, CheckOverridden, InfusionActRecorded)  # they have sections of their own
    rows = [row for row in account.entries if not isinstance(row.entry, apart)]
    return Table(
        columns=(
            Column(title="Time", share=2),
            Column(title="Entered", share=8),
            Column(title="By", share=3),
            Column(title="Recorded", share=2),
            Column(title="Remarks", share=4),
        ),
        rows=tuple(
            (
                times.clock(row.utc_ms),
                row.text,
                row.actor,
                times.clock(row.recorded_utc_ms),
                _remarks(row.reason, row.voided, corrected=row.replaced_by is not None),
            )
            for row in rows
        ),
    )


def _remarks(reason: str, voided: str, *, corrected: bool) -> str:
    words = [reason] if reason else []
    words += [f"VOIDED: {voided}"] if voided else []
    words += ["CORRECTED by a later entry"] if corrected else []
    return "; ".join(words)


def checks_table(account: Account, times: Times) -> Table:
    """Checks answered up to the start of the drug."""
    began = account.doses.started_utc_ms
    rows = [
        (row.utc_ms, row.entry, row.actor)
        for row in account.checks
        if isinstance(row.entry, CheckAnswered) and (began is None or row.utc_ms <= began)
    ]
    return Table(
        columns=(
            Column(title="Time", share=2),
            Column(title="Check", share=5),
            Column(title="Answer", share=2),
            Column(title="Text", share=6),
            Column(title="By", share=3),
        ),
        rows=tuple(
            (times.clock(utc_ms), _plain(entry.check), "done" if entry.done else "NOT DONE", entry.text, actor)
            for utc_ms, entry, actor in rows
        ),
    )


def discharge_checks_table(account: Account, times: Times) -> Table:
    """The checklist before leaving, as last answered."""
    words = {True: "done", False: "NOT DONE", None: "LEFT OPEN"}
    return Table(
        columns=(
            Column(title="Time", share=2),
            Column(title="Check", share=5),
            Column(title="Answer", share=2),
            Column(title="Text", share=6),
            Column(title="By", share=3),
        ),
        rows=tuple(
            (times.clock(row.utc_ms), _plain(row.check), words[row.done], row.text, row.actor)
            for row in account.discharge_checks
        ),
    )


def _plain(check: str) -> str:
    return check.replace("_", " ")


def overrides_table(account: Account, times: Times) -> Table:
    """What was set aside, by whom and why."""
    return Table(
        columns=(
            Column(title="Time", share=2),
            Column(title="What was set aside", share=4),
            Column(title="Which", share=5),
            Column(title="Why", share=5),
            Column(title="By", share=3),
        ),
        rows=tuple(
            (times.clock(row.utc_ms), row.kind.value, _plain(row.what), row.reason, row.actor)
            for row in account.overrides
        ),
    )
