"""An account as CSV, one file a kind, with the columns that the README of this package documents. Pure but for writing.

Numbers are written as the record holds them, not rounded; an empty cell means that there is no value. Texts that a
spreadsheet would take for a formula get an apostrophe before them.
"""

import csv
import io
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from drivers.observations import Provenance, Quality
from monitor.reports.csv_events import EVENT_COLUMNS, event_rows
from monitor.reports.csv_times import iso
from monitor.review.account import Account, ProfileRow
from monitor.review.alarm_rows import Answer

Cell = str | float | int | None
Row = Sequence[Cell]
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the earliest there is: the same account gives the same bytes
_FORMULA = ("=", "+", "-", "@", "\t", "\r")

SESSION_COLUMNS = (
    "session_id", "provenance", "patient_label", "clinic_id", "birth_year", "course", "room", "places", "admitted_utc",
    "discharged_utc", "total_min", "infusion_start_utc", "infusion_end_utc", "drug", "route", "planned_mg",
    "planned_s", "delivered_mg", "running_s", "lot", "baseline_systolic_mmhg", "baseline_diastolic_mmhg",
    "baseline_rate_per_min", "high_alarms", "medium_alarms", "low_alarms", "information_alarms", "overrides",
    "profile_digests", "rules_versions", "signed_by", "signature_holds", "missing", "inconsistencies",
    "profile_name", "profile_digest", "profile_approved_by", "profile_approved_on",
    "baseline_changed_by", "baseline_reason", "baseline_measured",
)  # fmt: skip
SAMPLE_COLUMNS = (
    "session_id", "utc", "device_id", "parameter", "value", "unit", "quality", "doubtful", "entered", "provenance",
)  # fmt: skip
READING_COLUMNS = (
    "session_id", "measured_utc", "place_id", "device_id", "systolic_mmhg", "diastolic_mmhg", "mean_mmhg",
    "pulse_per_min", "verdict", "doubtful", "failed", "entered", "voided", "before_admission", "why", "provenance",
)  # fmt: skip
DEVICE_COLUMNS = (
    "session_id", "device_id", "kind", "title", "serial_number", "says", "recorded", "value_count", "reading_count",
    "provenance",
)  # fmt: skip
ALARM_COLUMNS = (
    "session_id", "alarm_id", "rule", "priority", "kind", "place_id", "parameter", "raised_utc", "due_utc", "value",
    "value_marks", "op", "limit", "unit", "shown", "baseline", "confirmed", "peak", "peak_marks",
    "ended_utc", "duration_s",
    "sound_silenced_utc", "sound_silenced_after_s", "sound_silenced_by", "sound_silenced_how",
    "person_going_utc", "person_going_after_s", "person_going_by", "person_going_how",
    "action_noted_utc", "action_noted_after_s", "action_noted_by", "action_noted",
    "reviewer_mark", "reviewer", "why", "provenance",
)  # fmt: skip


def csv_tables(account: Account) -> Mapping[str, tuple[Sequence[str], Iterator[Row]]]:
    """File name to columns and rows, in the order in which they are read."""
    return {
        "session.csv": (SESSION_COLUMNS, iter((_session(account),))),
        "readings.csv": (READING_COLUMNS, _readings(account)),
        "alarms.csv": (ALARM_COLUMNS, _alarms(account)),
        "devices.csv": (DEVICE_COLUMNS, _devices(account)),
        "events.csv": (EVENT_COLUMNS, event_rows(account)),
        "samples.csv": (SAMPLE_COLUMNS, _samples(account)),
    }


def csv_text(columns: Sequence[str], rows: Iterator[Row]) -> str:
    """One file: a line of column names, then a line each; UTF-8, commas, full stops in numbers."""
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(value) for value in row])
    return written.getvalue()


def write_csv(account: Account, target: Path) -> tuple[str, ...]:
    """Write all files into `target`, a zip file where its name ends so, else a folder; gives their names.

    Raises:
        OSError: a file cannot be written.

    """
    texts = {name: csv_text(columns, rows) for name, (columns, rows) in csv_tables(account).items()}
    _KINDS.get(target.suffix.lower(), _write_folder)(target, texts)
    return tuple(texts)


def _write_zip(target: Path, texts: Mapping[str, str]) -> None:
    with zipfile.ZipFile(target, "w") as archive:
        for name, text in texts.items():
            info = zipfile.ZipInfo(name, date_time=_ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, text.encode())


def _write_folder(target: Path, texts: Mapping[str, str]) -> None:
    target.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        (target / name).write_text(text, encoding="utf-8", newline="")


_KINDS: Mapping[str, Callable[[Path, Mapping[str, str]], None]] = MappingProxyType({".zip": _write_zip})


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float):
        return repr(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, str) and value.startswith(_FORMULA):
        return f"'{value}"
    return str(value)


def _session(account: Account) -> Row:
    patient, doses, base, counts = account.patient, account.doses, account.baseline, account.alarm_counts
    return (
        account.session_id,
        account.provenance.value,
        patient.label,
        patient.clinic_id,
        patient.birth_year,
        account.course,
        account.room_name,
        " ".join(row.place_id for row in account.places),
        iso(account.admitted_utc_ms),
        iso(account.discharged_utc_ms),
        account.total_minutes,
        iso(doses.started_utc_ms),
        iso(doses.ended_utc_ms),
        account.plan.drug,
        account.plan.route.value,
        account.plan.dose_mg,
        account.plan.duration_s or None,  # no time was planned: a missing value is never 0
        doses.delivered_mg,
        doses.running_s,
        doses.lot,
        None if base is None else base.systolic,
        None if base is None else base.diastolic,
        None if base is None else base.rate,
        counts.high,
        counts.medium,
        counts.low,
        counts.information,
        account.override_count,
        " ".join(one.profile_digest for one in account.rule_sets),
        " ".join(str(one.rules_version) for one in account.rule_sets),
        "; ".join(row.signature.reviewer for row in account.signatures),
        " ".join(_cell(row.holds) for row in account.signatures),
        " ".join(item.code.value for item in account.missing),
        " ".join(account.inconsistencies),
        *_profile(account.profile),
        *((None, None, None) if base is None else (base.changed_by, base.reason, base.measured)),
    )


def _profile(profile: ProfileRow | None) -> Row:
    if profile is None:
        return (None, None, None, None)
    return (profile.name, profile.digest, profile.approved_by, profile.approved_on)


def _samples(account: Account) -> Iterator[Row]:
    """At most one value a second of each device and parameter, the last one."""
    for column in account.values:
        for row in column.seconds():
            yield (
                account.session_id,
                iso(row.utc_ms),
                column.device_id,
                column.parameter.value,
                row.value,
                column.unit,
                row.quality.value,
                row.quality is Quality.QUESTIONABLE,
                row.provenance is Provenance.ENTERED,
                row.provenance.value,
            )


def _readings(account: Account) -> Iterator[Row]:
    for row in account.readings:
        yield (
            account.session_id,
            iso(row.measured_utc_ms),
            row.place_id,
            row.device_id,
            row.systolic,
            row.diastolic,
            row.mean,
            row.pulse,
            "not judged" if row.verdict is None else row.verdict.value,
            row.doubtful,
            row.failed,
            row.entered,
            row.voided,
            row.before_admission,
            row.why,
            row.provenance.value,
        )


def _alarms(account: Account) -> Iterator[Row]:
    for row in account.alarms:
        yield (
            account.session_id,
            row.alarm_id,
            row.rule,
            row.priority.word,
            row.kind.value,
            row.place_id,
            row.parameter,
            iso(row.raised_utc_ms),
            iso(row.due_utc_ms),
            row.value,
            " ".join(row.value_marks),
            row.op,
            row.limit,
            row.unit,
            row.shown,
            row.baseline,
            row.confirmed,
            row.peak,
            " ".join(row.peak_marks),
            iso(row.ended_utc_ms),
            row.duration_s,
            *_answer(row.sound_silenced),
            *_answer(row.person_going),
            *_answer(row.action_noted),
            None if row.mark is None else row.mark.mark.value,
            None if row.mark is None else row.mark.reviewer,
            row.why,
            account.provenance.value,
        )


def _devices(account: Account) -> Iterator[Row]:
    for row in account.devices:
        yield (
            account.session_id,
            row.device_id,
            row.kind,
            row.title,
            row.serial_number,
            row.says,
            row.recorded,
            row.value_count,
            row.reading_count,
            " ".join(one.value for one in row.provenances),
        )


def _answer(answer: Answer | None) -> Row:
    if answer is None:
        return (None, None, None, None)
    return (iso(answer.utc_ms), answer.after_s, answer.by, answer.what)
