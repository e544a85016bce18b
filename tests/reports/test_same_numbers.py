"""One session, four outputs: report, CSV, FHIR and HL7 hold the very numbers of the account, and as many of them."""

import json
import re
from dataclasses import replace
from datetime import UTC
from typing import Any

import hl7
import pytest

from drivers.observations import Parameter, Provenance
from monitor.domain.vocabulary import ValueMark, Verdict
from monitor.reports.csv_export import csv_tables
from monitor.reports.document import Pairs, Table
from monitor.reports.fhir import bundle_of
from monitor.reports.hl7v2 import oru_of
from monitor.reports.session_report import session_report
from monitor.review.account import Account
from monitor.review.reading_row import ReadingRow

LOINC = {"8480-6": 0, "8462-4": 1, "8478-0": 2}
ENTERED, DOUBTFUL = ValueMark.ENTERED, ValueMark.DOUBTFUL
MDC = {"150021": 0, "150022": 1, "150023": 2}


def of_account(account: Account) -> list[list[float | None]]:
    return [[each.systolic, each.diastolic, each.mean] for each in account.readings if not each.failed]


def observations(account: Account) -> list[dict[str, Any]]:
    entries = json.loads(bundle_of(account))["entry"]
    return [entry["resource"] for entry in entries if entry["resource"]["resourceType"] == "Observation"]


def of_fhir(account: Account) -> list[list[float | None]]:
    found = []
    for each in observations(account):
        if each["code"]["text"] == "Blood pressure panel" and "component" in each:
            numbers: list[float | None] = [None, None, None]
            for part in each["component"]:
                numbers[LOINC[part["code"]["coding"][0]["code"]]] = part["valueQuantity"]["value"]
            found.append(numbers)
    return found


def of_hl7(account: Account) -> list[list[float | None]]:
    found: dict[str, list[float | None]] = {}
    for segment in hl7.parse(oru_of(account)).segments("OBX"):
        code = str(segment[3]).split("^")[0]
        if code in MDC and str(segment[5]):
            reading = str(segment[4]).rsplit(".", 1)[0]
            found.setdefault(reading, [None, None, None])[MDC[code]] = float(str(segment[5]))
    return list(found.values())


def of_csv(account: Account) -> list[list[float | None]]:
    columns, rows = csv_tables(account)["readings.csv"]
    names = ("systolic_mmhg", "diastolic_mmhg", "mean_mmhg")
    kept = [dict(zip(columns, row, strict=True)) for row in rows]
    return [[_number(row[name]) for name in names] for row in kept if not row["failed"]]


def of_report(account: Account) -> list[list[float]]:
    """As the PDF prints them, "184/96 (125)", with a tenth where there is one."""
    sections = session_report(account, zone=UTC).sections
    blocks = [block for section in sections if section.title == "Blood pressure readings" for block in section.blocks]
    cells = [cell for block in blocks if isinstance(block, Table) for row in block.rows for cell in row]
    found = [match for cell in cells if (match := re.fullmatch(r"([\d.]+)/([\d.]+) \(([\d.]+)\)", cell))]
    return [[float(number) for number in match.groups()] for match in found]


def _number(cell: object) -> float | None:
    return None if cell in (None, "") else float(str(cell))


@pytest.mark.hazard("H55")
def test_pressures_agree_number_by_number(account: Account) -> None:
    expected = of_account(account)
    assert len(expected) > 15
    assert of_fhir(account) == expected
    assert of_hl7(account) == expected
    assert of_csv(account) == expected
    printed = [[round(number, 1) for number in row if number is not None] for row in expected]
    assert of_report(account) == [row for row in printed if len(row) == 3]


@pytest.mark.hazard("H55")
@pytest.mark.parametrize(
    ("parameter", "loinc", "mdc"), [(Parameter.SPO2, "59408-5", "150456"), (Parameter.PULSE, "8867-4", "149530")]
)
def test_minutes_agree_number_by_number(account: Account, parameter: Parameter, loinc: str, mdc: str) -> None:
    minutes = [column.minutes() for column in account.values if column.parameter is parameter]
    expected = [value for each in minutes for value in each.median.tolist()]
    assert len(expected) > 80
    in_fhir = [
        each["valueQuantity"]["value"]
        for each in observations(account)
        if "effectivePeriod" in each and each["code"]["coding"][0]["code"] == loinc
    ]
    segments = hl7.parse(oru_of(account)).segments("OBX")
    in_hl7 = [float(str(each[5])) for each in segments if str(each[3]).startswith(f"{mdc}^")]
    assert in_fhir == expected
    assert in_hl7 == expected


@pytest.mark.hazard("H55")
def test_alarms_and_overrides_are_as_many_and_the_same(account: Account) -> None:
    entries = [entry["resource"] for entry in json.loads(bundle_of(account))["entry"]]
    issues = [each for each in entries if each["resourceType"] == "DetectedIssue"]
    rules = [alarm.rule for alarm in account.alarms]
    assert [issue["code"]["coding"][0]["code"] for issue in issues] == rules
    columns, rows = csv_tables(account)["alarms.csv"]
    assert [dict(zip(columns, row, strict=True))["rule"] for row in rows] == rules
    told = [str(each[5]) for each in hl7.parse(oru_of(account)).segments("OBX") if str(each[3]).startswith("196616^")]
    assert [text.split()[0] for text in told] == rules
    assert len(rules) == account.alarm_counts.total
    assert sum(each["resourceType"] == "Flag" for each in entries) == account.override_count > 0


@pytest.mark.hazard("H55")
def test_a_row_that_is_left_out_breaks_the_count(account: Account) -> None:
    """The counts are the register's own, not those of the rows."""
    lost = replace(account, alarms=account.alarms[1:], inconsistencies=())
    counted = [each for each in observations(lost) if each["code"]["text"] == "alarms on record"]
    entries = [entry["resource"]["resourceType"] for entry in json.loads(bundle_of(lost))["entry"]]
    assert counted[0]["valueInteger"] == entries.count("DetectedIssue") + 1
    assert f"{account.alarm_counts.total} alarms on record" in oru_of(lost)


@pytest.mark.hazard("H56")
def test_an_alarm_of_a_typed_or_doubtful_value_says_so_in_all_four(account: Account) -> None:
    first, *others = account.alarms
    marked = replace(first, value_marks=(ENTERED,), peak_marks=(ENTERED, DOUBTFUL))
    changed = replace(account, alarms=(marked, *others))
    columns, rows = csv_tables(changed)["alarms.csv"]
    row = next(dict(zip(columns, row, strict=True)) for row in rows)
    assert (row["value_marks"], row["peak_marks"]) == ("entered", "entered doubtful")
    sections = session_report(changed, zone=UTC).sections
    (table,) = [
        block
        for section in sections
        if section.title == "Alarms and answers"
        for block in section.blocks
        if isinstance(block, Table)
    ]
    printed = dict(zip([column.title for column in table.columns], table.rows[0], strict=True))
    assert printed["Value"].endswith(" ENTERED")
    assert printed["Peak"].endswith(" ENTERED, DOUBTFUL")
    entries = [entry["resource"] for entry in json.loads(bundle_of(changed))["entry"]]
    issue = next(each for each in entries if each["resourceType"] == "DetectedIssue")
    assert {tag["code"] for tag in issue["meta"]["tag"]} == {"entered", "doubtful"}
    told = next(
        str(each[5]) for each in hl7.parse(oru_of(changed)).segments("OBX") if str(each[3]).startswith("196616^")
    )
    for words in (issue["detail"], told):
        assert re.search(r"; value \S+ mmHg \(entered\); .*; peak \S+ mmHg \(entered, doubtful\); ", words)


@pytest.mark.hazard("H56")
def test_the_highest_pressure_is_of_the_time_since_the_start_and_bears_its_marks(account: Account) -> None:
    started = account.doses.started_utc_ms
    assert started is not None
    model = account.counted()[0]
    before = replace(model, measured_utc_ms=started - 60_000, systolic=240.0)
    typed = replace(model, measured_utc_ms=started + 60_000, systolic=231.0, provenance=Provenance.ENTERED)
    voided = replace(typed, systolic=239.0, voided="typing error")
    unsure = replace(typed, verdict=Verdict.SUSPECT)

    def said(*readings: ReadingRow) -> str:
        changed = replace(account, readings=(*account.readings, *readings))
        return next(row for row in pairs_of(changed) if row[0].startswith("Highest systolic"))[1]

    assert said(before, voided) == "192 mmHg (since the start)"
    assert said(before, typed, voided) == "231 mmHg ENTERED (since the start)"
    assert said(unsure) == "231 mmHg ENTERED, DOUBTFUL (since the start)"
    assert said(unsure, replace(typed, provenance=Provenance.REAL)) == "231 mmHg (since the start)", "measured as well"


def pairs_of(account: Account) -> list[tuple[str, str]]:
    blocks = [block for section in session_report(account, zone=UTC).sections for block in section.blocks]
    return [row for block in blocks if isinstance(block, Pairs) for row in block.rows]
