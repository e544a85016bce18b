"""`history --statistics`: counts of real sessions alone, as lines and as a file."""

import csv
import json
from pathlib import Path

import pytest
from told_stays import ANSWERED_RULE, tell_stay
from typer.testing import CliRunner

from drivers.observations import Provenance
from monitor.cli import DONE, NO, WRONG_USE, app


def lines(*words: str | Path) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["history", *map(str, words), "--statistics"])
    assert result.exit_code == DONE, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


@pytest.mark.hazard("H59")
def test_real_sessions_are_counted_and_no_others(tmp_path: Path) -> None:
    real = tell_stay(tmp_path / "real.sqlite3")
    simulated = tell_stay(tmp_path / "simulated.sqlite3", provenance=Provenance.SIMULATED)
    whole, *rows = lines(real, "--csv", tmp_path / "out.csv")
    figures = whole["statistics"]
    assert isinstance(figures, dict)
    assert (figures["sessions"], figures["alarms"], figures["marked"], figures["artefact_share"]) == (1, 6, 1, 0.0)
    (severe,) = [row for row in rows if (row["by"], row["name"]) == ("rule", ANSWERED_RULE)]
    assert (severe["count"], severe["high"]) == (1, 1)
    (rise,) = [row for row in rows if row["by"] == "infusion"]
    assert (rise["name"], rise["median_mmhg"]) == ("3", 70.0)
    assert {row["by"] for row in rows} == {"rule", "place", "device", "hour", "infusion"}
    with (tmp_path / "out.csv").open(encoding="utf-8", newline="") as file:
        first, *others = csv.DictReader(file)
    assert (first["by"], first["sessions"], first["count"], first["marked"]) == ("whole", "1", "6", "1")
    assert [row["name"] for row in others] == [row["name"] for row in rows]
    again = CliRunner().invoke(app, ["history", str(real), "--statistics", "--csv", str(tmp_path / "out.csv")])
    assert (again.exit_code, "never replaced" in again.stderr) == (NO, True)
    (nothing,) = lines(simulated)
    assert nothing["statistics"] == {
        "sessions": 0,
        "session_hours": 0.0,
        "alarms": 0,
        "alarms_per_session_hour": None,
        "marked": 0,
        "artefact_share": None,
        "silence_median_s": None,
        "silence_p90_s": None,
    }
    assert lines(real, "--from", "2023-11-15")[0]["statistics"] == nothing["statistics"]


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    real = tell_stay(tmp_path / "real.sqlite3", until_s=2_000, complete=False)
    words = ["history", str(real), "--statistics", "--csv", str(tmp_path / "no" / "out.csv")]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == NO
    assert "out.csv" in result.stderr


@pytest.mark.parametrize(
    ("words", "ignored"),
    [
        (("--statistics", "--place", "1", "--label", "A.M."), "--place, --label:"),
        (("--statistics", "--provenance", "simulated", "--limit", "3"), "--provenance, --limit:"),
        (("--statistics", "--clinic-id", "7", "--text", "x", "--alarms", "1"), "--clinic-id, --text, --alarms:"),
        (("--alarms", "1", "--from", "2023-11-15"), "--from:"),
        (("--csv", "out.csv"), "--csv:"),
    ],
)
def test_an_option_that_would_not_be_looked_at_is_refused_in_words(words: tuple[str, ...], ignored: str) -> None:
    result = CliRunner().invoke(app, ["history", "nowhere.sqlite3", *words])
    assert (result.exit_code, result.stdout) == (WRONG_USE, "")
    assert result.stderr.startswith(ignored)
