"""Review of a record on a real PostgreSQL server: the same account as from a file, by the same commands."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from postgres_server import made_schema, running_server
from told_stays import SESSION_ID, tell_stay
from typer.testing import CliRunner

from monitor.cli import DONE, app
from monitor.reports.csv_export import csv_tables, csv_text
from monitor.review.account_reader import AccountReader

pytestmark = pytest.mark.system


@pytest.fixture(name="url", scope="module")
def _url() -> Iterator[str]:
    with running_server() as server:
        yield tell_stay(made_schema(server, "room_told"))


def test_a_server_gives_the_account_that_a_file_gives(url: str, tmp_path: Path) -> None:
    on_server = AccountReader(url).account(SESSION_ID)
    in_file = AccountReader(tell_stay(tmp_path / "room.sqlite3")).account(SESSION_ID)
    assert on_server is not None
    assert in_file is not None
    assert on_server.signatures[0].holds
    assert on_server.inconsistencies == ()
    texts = [
        {name: csv_text(columns, rows) for name, (columns, rows) in csv_tables(account).items()}
        for account in (on_server, in_file)
    ]
    assert texts[0] == texts[1]


def test_the_commands_take_an_address(url: str, tmp_path: Path) -> None:
    for words in (["--text", "a.m"], ["--alarms", "1"], ["--statistics"]):
        result = CliRunner().invoke(app, ["history", url, *words])
        assert result.exit_code == DONE, result.stderr
        assert json.loads(result.stdout.splitlines()[0])
    out = tmp_path / "values"
    result = CliRunner().invoke(app, ["export", url, "1", "--format", "csv", "--out", str(out)])
    assert result.exit_code == DONE, result.stderr
    assert (out / "samples.csv").is_file()
