"""The report of a real recording, played in a simulated chair: all sections, its own numbers, and what is missing."""

import shutil
from datetime import UTC
from pathlib import Path

import pytest
from printed_text import text_of
from recorded_stays import play_recording

from drivers.observations import Parameter, Provenance
from monitor.reports.pages import write_pdf
from monitor.reports.paper import Paper
from monitor.reports.session_report import TITLES, session_report
from monitor.review.account import MissingCode
from monitor.review.account_reader import AccountReader
from monitor.review.recording_csv import read_recording

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")


@pytest.mark.hazard("H59")
def test_a_replayed_recording_has_every_section_its_own_numbers_and_a_watermark(
    reference: Path, fonts: Path, tmp_path: Path
) -> None:
    file = reference / "recordings" / "ge_s5_pycollect" / "db00_numerics.csv.gz"
    account = AccountReader(play_recording(file, tmp_path / "room.sqlite3")).account(1)
    assert account is not None
    assert account.provenance is Provenance.REPLAYED
    rows = read_recording(file, column_map={}, clock_column=None, zero_is_missing=False).rows
    spo2 = [value for row in rows if (value := row.values.get("spo2_pct")) is not None]
    (column,) = [one for one in account.values if one.parameter is Parameter.SPO2]
    assert (column.value[column.measured].min(), column.value[column.measured].max()) == (min(spo2), max(spo2))
    assert {row.systolic for row in account.readings} <= {row.values.get("nibp_sys") for row in rows}
    assert len(account.readings) > 3
    path = tmp_path / "report.pdf"
    pages = write_pdf(session_report(account, zone=UTC), path, paper=Paper.A4, fonts=fonts)
    text = text_of(path)
    assert [title for title in TITLES if title not in text] == []
    assert all("REPLAYED, NOT A PATIENT" in text_of(path, page) for page in range(1, pages + 1))
    assert {MissingCode.LOT, MissingCode.ESCORT} <= {item.code for item in account.missing}
    assert [item.text for item in account.missing if item.text not in text] == []
