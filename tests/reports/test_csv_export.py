"""The CSV files: the account's numbers, marks and three answers, in documented columns."""

import csv
import io
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from told_stays import ANSWERED_RULE, DISCHARGED_S

from monitor.reports.csv_export import csv_tables, csv_text, write_csv
from monitor.review.account import Account

README = Path(__file__).resolve().parents[2] / "monitor" / "reports" / "README.md"


def rows_of(account: Account, name: str) -> list[dict[str, str]]:
    columns, rows = csv_tables(account)[name]
    return list(csv.DictReader(io.StringIO(csv_text(columns, rows), newline="")))


def utc_ms(text: str) -> int:
    return round(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1000)


def as_number(text: str) -> float | None:
    return None if text == "" else float(text)


@pytest.mark.hazard("H55")
def test_the_numbers_are_those_of_the_account(account: Account) -> None:
    readings = rows_of(account, "readings.csv")
    assert [(utc_ms(row["measured_utc"]), as_number(row["systolic_mmhg"])) for row in readings] == [
        (reading.measured_utc_ms, reading.systolic) for reading in account.readings
    ]
    alarms = rows_of(account, "alarms.csv")
    assert [(row["rule"], as_number(row["peak"]), as_number(row["duration_s"])) for row in alarms] == [
        (alarm.rule, alarm.peak, alarm.duration_s) for alarm in account.alarms
    ]
    (session,) = rows_of(account, "session.csv")
    counts = account.alarm_counts
    assert len(alarms) == counts.total
    assert (session["high_alarms"], session["overrides"]) == (str(counts.high), str(account.override_count))
    assert as_number(session["delivered_mg"]) == account.doses.delivered_mg


def test_samples_are_one_a_second_and_a_gap_is_empty(account: Account) -> None:
    rows = [row for row in rows_of(account, "samples.csv") if row["parameter"] == "spo2"]
    assert len(rows) == DISCHARGED_S - 60
    gaps = [row for row in rows if row["value"] == ""]
    assert {row["quality"] for row in gaps} == {"invalid"}
    assert len(gaps) == sum(second % 97 == 0 for second in range(60, DISCHARGED_S))
    assert {row["unit"] for row in rows} == {"%"}


@pytest.mark.hazard("H56")
def test_entered_and_doubtful_values_are_marked_and_the_answers_stand_apart(account: Account) -> None:
    readings = rows_of(account, "readings.csv")
    assert [row["entered"] == "1" for row in readings] == [reading.entered for reading in account.readings]
    assert [row["doubtful"] == "1" for row in readings] == [reading.doubtful for reading in account.readings]
    assert any(row["entered"] == "1" for row in readings)
    assert any(row["doubtful"] == "1" for row in readings)
    assert {row["entered"] for row in rows_of(account, "events.csv")} == {"1"}
    severe = next(row for row in rows_of(account, "alarms.csv") if row["rule"] == ANSWERED_RULE)
    columns = ("sound_silenced_after_s", "person_going_after_s", "action_noted_after_s")
    assert [severe[column] for column in columns] == ["12", "25", "95"]


@pytest.mark.hazard("H55")
def test_alarms_bear_their_unit_and_a_time_that_nobody_planned_is_no_nought(account: Account) -> None:
    units = {row["rule"]: row["unit"] for row in rows_of(account, "alarms.csv")}
    assert units[ANSWERED_RULE] == "mm[Hg]"
    assert units == {alarm.rule: alarm.unit for alarm in account.alarms}
    (session,) = rows_of(account, "session.csv")
    assert session["planned_s"] == "2400"
    (dose,) = rows_of(replace(account, plan=replace(account.plan, duration_s=0.0)), "session.csv")
    assert dose["planned_s"] == ""


def test_a_voided_note_says_so(account: Account) -> None:
    (note,) = [row for row in rows_of(account, "events.csv") if row["text"] == "wrong chair"]
    assert note["voided"] == "not this patient"


def test_a_text_that_looks_like_a_formula_is_defused(account: Account) -> None:
    changed = replace(account, course="=HYPERLINK(1)")
    (session,) = rows_of(changed, "session.csv")
    assert session["course"] == "'=HYPERLINK(1)"


def test_a_folder_or_a_zip_file_with_the_same_bytes_each_time(account: Account, tmp_path: Path) -> None:
    names = write_csv(account, tmp_path / "out")
    assert sorted(file.name for file in (tmp_path / "out").iterdir()) == sorted(names)
    for name in ("a.zip", "b.zip"):
        write_csv(account, tmp_path / name)
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with zipfile.ZipFile(tmp_path / "a.zip") as archive:
        assert archive.read("readings.csv") == (tmp_path / "out" / "readings.csv").read_bytes()


def test_every_column_is_documented(account: Account) -> None:
    text = README.read_text(encoding="utf-8")
    columns = {column for names, _ in csv_tables(account).values() for column in names}
    assert sorted(column for column in columns if f"`{column}`" not in text) == []


@pytest.mark.hazard("H55")
def test_numbers_are_written_as_they_are_kept() -> None:
    written = csv_text(("a", "b", "c", "d"), iter([(97.0, 36.75, 0.1, None)]))
    assert written.splitlines()[1] == "97,36.75,0.1,"
