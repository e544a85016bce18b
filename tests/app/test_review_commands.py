"""`history` and `export`: what they print and write, what they refuse, and that they only read."""

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from told_stays import ANSWERED_RULE, tell_stay
from typer.testing import CliRunner, Result

from drivers.observations import Provenance
from monitor.cli import DONE, NO, WRONG_USE, app
from monitor.storage.schema import head_revision

pytestmark = pytest.mark.usefixtures("qapp")  # the one application of this process; a report must not make another

ROOT = Path(__file__).resolve().parents[2]
ROOM = """
schema = 1
name = "Room"
profile = "PROFILE"
[[places]]
id = "1"
kind = "chair"
[[devices]]
id = "d1"
kind = "ge_dinamap"
link = "tcp://127.0.0.1:4001"
place = "1"
provenance = "simulated"
serial_number = "SN 4711"
[storage]
path = "room.sqlite3"
[aftercare]
clinic = "North clinic"
phone = "0100 555 01"
"""


@pytest.fixture(name="record", scope="module")
def _record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tell_stay(tmp_path_factory.mktemp("record") / "room.simulated.sqlite3", provenance=Provenance.SIMULATED)


@pytest.fixture(name="room", scope="module")
def _room(record: Path) -> Path:
    path = record.with_name("room.toml")
    path.write_text(ROOM.replace("PROFILE", str(ROOT / "config" / "profiles" / "mood.toml")), encoding="utf-8")
    return path


def run(*words: str | Path) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


def lines_of(result: Result) -> list[dict[str, object]]:
    assert result.exit_code == DONE, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_sessions_are_listed_and_filtered(record: Path) -> None:
    (line,) = lines_of(run("history", record))
    assert (line["session"], line["label"], line["peak_rise"], line["provenance"]) == (1, "A.M. 59", 70.0, "simulated")
    assert line["alarms"] == {"high": 1, "medium": 2, "low": 3}
    kept = [("--place", "bay1"), ("--label", "A.M. 59"), ("--clinic-id", "C-1009"), ("--text", "a.m"), ("--limit", "1"),
            ("--provenance", "simulated"), ("--from", "2023-11-14"), ("--to", "2023-11-15")]  # fmt: skip
    left_out = [("--place", "2"), ("--label", "A.M."), ("--clinic-id", "C"), ("--text", "zz"),
                ("--provenance", "real"), ("--from", "2023-11-15"), ("--to", "2023-11-14")]  # fmt: skip
    assert [words for words in kept if len(lines_of(run("history", record, *words))) != 1] == []
    assert [words for words in left_out if lines_of(run("history", record, *words))] == []


@pytest.mark.hazard("H56")
def test_the_alarms_of_a_session_tell_three_answers_apart(record: Path) -> None:
    lines = lines_of(run("history", record, "--alarms", "1"))
    (severe,) = [line for line in lines if line["rule"] == ANSWERED_RULE]
    answers = [severe[name] for name in ("sound_silenced", "person_going", "action_noted")]
    assert [answer["after_s"] for answer in answers if isinstance(answer, dict)] == [12.0, 25.0, 95.0]


def test_a_report_an_after_care_sheet_and_values_without_a_screen(room: Path, tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    done = subprocess.run(
        [sys.executable, "-m", "monitor", "export", str(room), "1", "--out", str(out), "--paper", "letter"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env={key: value for key, value in os.environ.items() if key not in {"QT_QPA_PLATFORM", "DISPLAY"}},
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["pages"] > 2
    assert out.read_bytes().startswith(b"%PDF")
    (line,) = lines_of(run("export", room, "1", "--format", "csv", "--out", tmp_path / "values.zip"))
    with zipfile.ZipFile(tmp_path / "values.zip") as archive:
        assert sorted(archive.namelist()) == sorted(line["files"])  # type: ignore[call-overload]  # a list of names


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")
def test_the_room_file_names_devices_and_the_clinic(room: Path, tmp_path: Path, qapp: object) -> None:
    assert qapp is not None
    report, sheet = tmp_path / "report.pdf", tmp_path / "sheet.pdf"
    lines_of(run("export", room, "1", "--out", report))
    (line,) = lines_of(run("export", room, "1", "--aftercare", "--out", sheet, "--next-appointment", "in a week"))
    assert line["pages"] == 1
    shown = {path: subprocess.run(["pdftotext", str(path), "-"], capture_output=True, text=True, check=True).stdout
             for path in (report, sheet)}  # fmt: skip
    assert "SN 4711" in shown[report]
    assert [
        words for words in ("North clinic", "0100 555 01", "in a week", "SIMULATED") if words not in shown[sheet]
    ] == []


@pytest.mark.parametrize(
    ("words", "status", "said"),
    [
        (("export", "RECORD", "9"), NO, "There is no session 9"),
        (("history", "RECORD", "--alarms", "9"), NO, "There is no session 9"),
        (("history", "RECORD", "--provenance", "fake"), NO, 'no provenance "fake"'),
        (("export", "RECORD", "1", "--format", "docx"), WRONG_USE, 'no format "docx"; there are pdf, csv, fhir, hl7'),
        (("export", "RECORD", "1", "--paper", "a3"), WRONG_USE, 'no paper "a3"'),
        (("export", "RECORD", "1", "--format", "csv", "--aftercare"), WRONG_USE, "after-care sheet is a PDF"),
        (("export", "RECORD", "1", "--out", "RECORD/x.pdf"), NO, "x.pdf"),
        (("history", "no-such-file.sqlite3"), NO, "There is no record at"),
        (("history", "no-such-room.toml"), NO, "There is no room file"),
    ],
)
def test_what_cannot_be_done_is_said(record: Path, words: tuple[str, ...], status: int, said: str) -> None:
    result = run(*(word.replace("RECORD", str(record)) for word in words))
    assert (result.exit_code, result.stdout) == (status, "")
    assert said in result.stderr


def test_a_file_that_is_no_record_is_refused(tmp_path: Path) -> None:
    other, old = tmp_path / "text.sqlite3", ROOT / "tests" / "storage" / "databases"
    other.write_text("this is no database, and long enough to be looked at " * 20, encoding="utf-8")
    assert "damaged" in run("history", other).stderr
    for file in sorted(old.glob("*.sqlite3")):
        copy = shutil.copy(file, tmp_path / file.name)
        result = run("history", copy)
        assert result.exit_code == DONE or f"this program reads {head_revision()}" in result.stderr


def test_nothing_is_written_into_the_record(record: Path) -> None:
    before = record.read_bytes()
    lines_of(run("history", record))
    lines_of(run("history", record, "--alarms", "1"))
    assert record.read_bytes() == before
