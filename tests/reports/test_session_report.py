"""The session report: every section, every number as the account has it, marks, watermark, and how it is printed."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, timedelta, timezone
from pathlib import Path

import pytest
from document_texts import texts_of
from printed_text import fonts_of, images_of, share_of_colour, size_of, text_of
from sqlalchemy import delete
from told_stays import ANSWERED_RULE, COMMENT, LOT, SESSION_ID

from drivers.observations import Parameter, Provenance, Quality
from monitor.domain.entries import CheckAnswered, InfusionAct, InfusionActRecorded
from monitor.reports.document import Document, Table
from monitor.reports.pages import write_pdf
from monitor.reports.paper import FontsMissingError, Paper
from monitor.reports.session_report import TITLES, session_report
from monitor.reports.words import NOT_CERTIFIED, number, span
from monitor.review.account import Account
from monitor.review.account_reader import AccountReader
from monitor.review.alarm_texts import peak_text
from monitor.review.value_columns import ValueColumn
from monitor.storage import tables
from monitor.storage.backup import backup
from monitor.storage.database import writing_engine
from monitor.storage.packing import QUALITIES

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
pytestmark = needs_poppler
WATERMARK_RGB = (0xE3, 0xE0, 0xEF)
Told = Callable[..., Path]


@pytest.fixture(name="printed", scope="session")
def _printed(account: Account, fonts: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("printed") / "report.pdf"
    write_pdf(session_report(account, zone=UTC), path, paper=Paper.A4, fonts=fonts)
    return path


def account_in(path: Path) -> Account:
    account = AccountReader(path).account(SESSION_ID)
    assert account is not None
    return account


def table(document: Document, title: str) -> list[dict[str, str]]:
    """Return the rows of a section's last table by their column titles."""
    section = next(section for section in document.sections if section.title == title)
    found = [block for block in section.blocks if isinstance(block, Table)][-1]
    titles = [column.title for column in found.columns]
    return [dict(zip(titles, row, strict=True)) for row in found.rows]


def test_a_reader_finds_every_section_and_every_cell(printed: Path, account: Account) -> None:
    text = text_of(printed)
    assert [title for title in TITLES if title not in text] == []
    shown = set(text.split())
    words = [word for cell in texts_of(session_report(account, zone=UTC)) for word in cell.split()]
    assert len(words) > 400
    # a long word may be broken over two lines of a narrow cell, and a hyphen ends a line
    assert [word for word in words if word not in shown and "-" not in word and len(word) < 60] == []


@pytest.mark.hazard("H55")
def test_the_numbers_of_the_report_are_those_of_the_account(account: Account) -> None:
    document = session_report(account, zone=UTC)
    readings = table(document, "Blood pressure readings")
    assert len(readings) == len(account.readings)
    for row, reading in zip(readings, account.readings, strict=True):
        assert row["S/D (M), mmHg"].startswith(f"{number(reading.systolic)}/{number(reading.diastolic)}")
        assert row["Pulse, /min"] == number(reading.pulse)
    alarms = table(document, "Alarms and answers")
    assert len(alarms) == len(account.alarms) == account.alarm_counts.total
    for row, alarm in zip(alarms, account.alarms, strict=True):
        assert (row["Peak"], row["Lasted"]) == (peak_text(alarm) or "–", span(alarm.duration_s))
        assert alarm.rule in row["Alarm"]
    assert len(table(document, "Overrides")) == account.override_count
    texts = list(texts_of(document))
    assert f"{account.alarm_counts.total} in the record: 1 high, 2 medium, 3 low, 0 information" in texts
    assert f"{account.override_count} in the record" in texts
    assert number(account.doses.delivered_mg, "mg") in texts


@pytest.mark.hazard("H55")
def test_a_report_of_a_changed_record_says_so_first(told: Told, tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    backup(told(), path)
    with writing_engine(path).begin() as connection:
        connection.execute(delete(tables.events).where(tables.events.c.rule == ANSWERED_RULE))
    document = session_report(account_in(path), zone=UTC)
    assert document.sections[0].title == "Contradictions in the record"
    text = " ".join(texts_of(document))
    assert "The register counts 6 alarms, the events tell of 5." in text
    assert "THE RECORD IS NO LONGER WHAT WAS SIGNED" in text


@pytest.mark.hazard("H56")
def test_silenced_going_and_acted_stand_in_three_columns(account: Account) -> None:
    rows = table(session_report(account, zone=UTC), "Alarms and answers")
    answered = next(row for row in rows if ANSWERED_RULE in row["Alarm"])
    assert (answered["Sound silenced"], answered["Person going"], answered["Action noted"]) == (
        "12 s: R. King, sound paused",
        "25 s: Dr Lund, going",
        "1 min 35 s: R. King, Labetalol 10 mg IV",
    )
    assert answered["Reviewer"] == "useful"


@pytest.mark.hazard("H56")
def test_entered_and_doubtful_pressures_carry_a_mark(account: Account) -> None:
    rows = table(session_report(account, zone=UTC), "Blood pressure readings")
    marks = [row["Mark"] for row in rows]
    for mark, reading in zip(marks, account.readings, strict=True):
        assert ("ENTERED" in mark) == reading.entered
        assert ("DOUBTFUL" in mark) == reading.doubtful
    assert sum("ENTERED" in mark for mark in marks) == 1
    assert sum("DOUBTFUL" in mark for mark in marks) == 2
    assert next(row for row in rows if row["Mark"] == "ENTERED")["From"] == "entered by hand"


@pytest.mark.hazard("H56")
def test_a_lowest_value_that_only_doubtful_ones_reached_bears_a_mark(account: Account) -> None:
    spo2 = next(column for column in account.values if column.parameter is Parameter.SPO2)
    value, quality = spo2.value.copy(), spo2.quality.copy()
    value[1500:1510], quality[1500:1510] = 61.0, QUALITIES.index(Quality.QUESTIONABLE)

    def lowest(column: ValueColumn) -> str:
        document = session_report(replace(account, values=(column,)), zone=UTC)
        rows = table(document, "Continuous values")
        (row,) = [one for one in rows if one["Phase"] == "infusion"]
        return row["Lowest"]

    assert lowest(spo2) == "96"
    assert lowest(replace(spo2, value=value, quality=quality)) == "61 ?"
    quality[1505] = QUALITIES.index(Quality.VALID)
    assert lowest(replace(spo2, value=value, quality=quality)) == "61"


@pytest.mark.hazard("H55")
def test_acts_that_were_set_aside_and_checks_of_any_time_are_printed(account: Account) -> None:
    act = next(row for row in account.entries if isinstance(row.entry, InfusionActRecorded))
    pause = replace(act, entry_seq=9_001, entry=InfusionActRecorded(act=InfusionAct.PAUSE), voided="not this pump")
    early = replace(act, entry_seq=9_002, entry=InfusionActRecorded(act=InfusionAct.END), replaced_by=9_003)
    check = CheckAnswered(check="oxygen_ready", done=True, text="bottle at the chair")
    during = replace(
        act,
        entry_seq=9_004,
        entry=check,
        utc_ms=act.utc_ms + 600_000,
        text="check oxygen_ready: done, bottle at the chair",
    )
    gait = next(row for row in account.checks if isinstance(row.entry, CheckAnswered) and row.entry.check == "gait")
    before = replace(gait, entry_seq=9_005, utc_ms=gait.utc_ms - 60_000, entry=replace(check, check="gait", done=False))
    changed = replace(account, entries=(*account.entries, pause, early, during, before))
    document = session_report(changed, zone=UTC)
    acts = [row["Remarks"] for row in table(document, "Doses")]
    assert sorted(acts) == ["", "", "CORRECTED by a later entry", "VOIDED: not this pump"]
    entered = [row["Entered"] for row in table(document, "Notes, drugs and scores")]
    assert "check oxygen_ready: done, bottle at the chair" in entered
    printed = [
        *entered,
        *(row["Act"] for row in table(document, "Doses")),
        *(row["Check"] for row in table(document, "Checks before the start")),
        *(row["Check"] for row in table(document, "Discharge checks") if row["Answer"] != "LEFT OPEN"),
        *(row["Which"] for row in table(document, "Overrides") if row["What was set aside"] == "check set aside"),
    ]
    assert len(printed) == len(changed.entries), "each entry stands in one table"


@pytest.mark.hazard("H59")
@pytest.mark.parametrize("provenance", [Provenance.SIMULATED, Provenance.REPLAYED])
def test_a_watermark_stands_on_each_page_of_what_is_no_patients(
    told: Told, fonts: Path, tmp_path: Path, provenance: Provenance
) -> None:
    account = account_in(told(provenance))
    assert account.provenance is provenance
    path, word = tmp_path / "report.pdf", provenance.value.upper()
    pages = write_pdf(session_report(account, zone=UTC), path, paper=Paper.A4, fonts=fonts)
    assert pages > 2
    for page in range(1, pages + 1):
        assert f"{word}, NOT A PATIENT" in text_of(path, page)
        assert share_of_colour(path, page, WATERMARK_RGB) > 0.008, "across the page"


@pytest.mark.hazard("H59")
def test_a_patients_report_has_no_watermark(printed: Path, account: Account) -> None:
    assert session_report(account, zone=UTC).watermark == ""
    assert "NOT A PATIENT" not in text_of(printed)
    assert share_of_colour(printed, 1, WATERMARK_RGB) < 0.002


def test_each_page_says_which_of_how_many_it_is_and_that_nothing_is_certified(printed: Path) -> None:
    for page in range(1, 5):
        text = text_of(printed, page)
        assert f"Page {page} of 4" in text
        assert NOT_CERTIFIED in text
        assert "A.M. 59 · session 1" in text


def test_fonts_are_embedded_and_the_trend_is_no_image(printed: Path) -> None:
    assert {name for name, _ in fonts_of(printed)} == {"Inter-Regular", "Inter-SemiBold"}
    assert all(is_embedded for _, is_embedded in fonts_of(printed))
    assert images_of(printed) == 0


def test_two_papers(account: Account, fonts: Path, tmp_path: Path, printed: Path) -> None:
    letter = tmp_path / "letter.pdf"
    write_pdf(session_report(account, zone=UTC), letter, paper=Paper.LETTER, fonts=fonts)
    assert "(A4)" in size_of(printed)
    assert "(letter)" in size_of(letter)
    missing = [title for title in TITLES if title not in text_of(letter)]
    assert missing == []


def test_the_same_account_gives_the_same_text(told: Told, account: Account, fonts: Path, printed: Path) -> None:
    again = printed.with_name("again.pdf")
    write_pdf(session_report(account_in(told()), zone=UTC), again, paper=Paper.A4, fonts=fonts)
    assert text_of(again) == text_of(printed)
    assert list(texts_of(session_report(account, zone=UTC))) == list(
        texts_of(session_report(account_in(told()), zone=UTC))
    )


def test_what_is_missing_is_named_before_anything_else(told: Told) -> None:
    document = session_report(account_in(told(complete=False)), zone=UTC)
    first = document.sections[0]
    assert first.title == "Missing in this record"
    text = " ".join(texts_of(document))
    for words in (
        "the dose delivered",
        "the lot of the drug",
        "the escort",
        "NOT RECORDED",
        "NOT KNOWN",
        "Not signed.",
    ):
        assert words in text


def test_signature_lot_and_overrides_are_told(account: Account) -> None:
    text = " ".join(texts_of(session_report(account, zone=UTC)))
    for words in (
        f"Signed by Dr Lund on 2023-11-14 22:13:20. {COMMENT}",
        LOT,
        "a biscuit at seven",
        "VOIDED: not this",
    ):
        assert words in text


def test_times_are_local_and_name_another_day(account: Account) -> None:
    document = session_report(account, zone=timezone(timedelta(hours=1)))
    text = " ".join(texts_of(document))
    assert "local, UTC+01:00" in text
    assert "23:14:20" in text
    assert "00:08:20 +1 d" in text, "the infusion ended after midnight"


def test_a_report_needs_its_own_fonts(
    account: Account, tmp_path: Path, fonts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fonts.is_dir()
    monkeypatch.setattr("monitor.reports.paper.FAMILY", "No such family")
    with pytest.raises(FontsMissingError, match=r"Inter-Regular\.otf cannot be loaded"):
        write_pdf(session_report(account, zone=UTC), tmp_path / "x.pdf", paper=Paper.A4, fonts=tmp_path)


def test_a_file_that_cannot_be_written_is_told(account: Account, fonts: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        write_pdf(session_report(account, zone=UTC), tmp_path / "no" / "x.pdf", paper=Paper.A4, fonts=fonts)


def test_a_session_without_a_single_value_has_a_report(account: Account, fonts: Path, tmp_path: Path) -> None:
    empty = replace(account, values=(), readings=(), alarms=(), phases=account.phases[:1], entries=())
    assert write_pdf(session_report(empty, zone=UTC), tmp_path / "x.pdf", paper=Paper.A4, fonts=fonts) >= 1
    assert "None recorded." in text_of(tmp_path / "x.pdf")
