"""The tables of a session report: readings, alarms, entries, checks, what was set aside. Pure."""

from collections.abc import Iterable

from monitor.domain.entries import CheckAnswered, CheckOverridden, InfusionActRecorded
from monitor.domain.stages import ACT_WORDS
from monitor.domain.vocabulary import Phase
from monitor.reports.document import Column, Table
from monitor.reports.words import NOTHING, Times, answer_words, marks_of, number, pressure, span, with_marks
from monitor.review.account import Account, PhaseRow
from monitor.review.alarm_rows import AlarmRow
from monitor.review.alarm_texts import limit_text, peak_text, value_text
from monitor.review.entry_rows import EntryRow


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
            Column(title="Alarm", share=3.8),
            Column(title="Value", share=2.6),
            Column(title="Limit", share=2.9),
            Column(title="Peak", share=2.6, is_number=True),
            Column(title="Lasted", share=2.8),
            Column(title="Sound silenced", share=3.5),
            Column(title="Person going", share=3.0),
            Column(title="Action noted", share=3.6),
            Column(title="Reviewer", share=2.5),
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


def acts_table(account: Account, times: Times) -> Table:
    """Everything recorded of the drug, also what was voided or corrected: the rest of the account goes without it."""
    rows = [(row, row.entry) for row in account.entries if isinstance(row.entry, InfusionActRecorded)]
    return Table(
        columns=(
            Column(title="Time", share=2),
            Column(title="Act", share=3.6),
            Column(title="Rate, mg/h", share=2.4, is_number=True),
            Column(title="Amount, mg", share=2.4, is_number=True),
            Column(title="Lot", share=2.4),
            Column(title="Recorded", share=2),
            Column(title="By", share=3),
            Column(title="Remarks", share=4),
        ),
        rows=tuple(
            (
                times.clock(row.utc_ms),
                ACT_WORDS[entry.act],
                number(entry.rate_mg_per_h),
                number(entry.amount_mg),
                entry.lot,
                times.clock(row.recorded_utc_ms),
                row.actor,
                _remarks(row),
            )
            for row, entry in rows
        ),
    )


def entries_table(account: Account, times: Times) -> Table:
    """Everything people recorded that has no table of its own; also checks that stand in none of the two lists."""
    apart = (CheckOverridden, InfusionActRecorded)
    listed = {row.entry_seq for row in _checks_before(account)} | {
        row.entry_seq for row in account.checks if _is_of_discharge(account, row)
    }
    rows = [row for row in account.entries if not isinstance(row.entry, apart) and row.entry_seq not in listed]
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
                _remarks(row),
            )
            for row in rows
        ),
    )


def _remarks(row: EntryRow) -> str:
    words = [row.reason] if row.reason else []
    words += [f"VOIDED: {row.voided}"] if row.voided else []
    words += ["CORRECTED by a later entry"] if row.replaced_by is not None else []
    return "; ".join(words)


def checks_table(account: Account, times: Times) -> Table:
    """Checks answered up to the start of the drug."""
    return _answers(
        times,
        (
            (row.utc_ms, row.entry.check, row.entry.done, row.entry.text, row.actor)
            for row in _checks_before(account)
            if isinstance(row.entry, CheckAnswered)
        ),
    )


def _checks_before(account: Account) -> list[EntryRow]:
    began = account.doses.started_utc_ms
    answered = [row for row in account.checks if isinstance(row.entry, CheckAnswered)]
    return [row for row in answered if began is None or row.utc_ms <= began]


def _is_of_discharge(account: Account, row: EntryRow) -> bool:
    """Whether the checklist before leaving holds this very answer."""
    return isinstance(row.entry, CheckAnswered) and any(
        (one.check, one.utc_ms, one.done, one.text) == (row.entry.check, row.utc_ms, row.entry.done, row.entry.text)
        for one in account.discharge_checks
    )


def discharge_checks_table(account: Account, times: Times) -> Table:
    """The checklist before leaving, as last answered."""
    return _answers(times, ((row.utc_ms, row.check, row.done, row.text, row.actor) for row in account.discharge_checks))


def _answers(times: Times, rows: Iterable[tuple[int | None, str, bool | None, str, str]]) -> Table:
    """Checks with the time of their answers, what it was (None: there is none), text and person."""
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
            (times.clock(utc_ms), _plain(check), words[done], text, by) for utc_ms, check, done, text, by in rows
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
