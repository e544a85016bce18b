"""What-if on a real record: its sessions as columns, the command line, real sessions only, no way to live limits."""

import json
from dataclasses import fields
from pathlib import Path

import numpy as np
import pytest
from storage_days import PLACES, open_day, write_day
from typer.testing import CliRunner

from drivers.clock import SystemClock
from drivers.observations import Provenance
from monitor.alarms.limit_bank import CHANNELS
from monitor.alarms.rules import Channel, Profile
from monitor.app.what_if_shares import Rules, compared
from monitor.cli import DONE, NO, app
from monitor.review.stored_columns import columns_of, real_sessions, stored_sessions
from monitor.review.stored_session import MISSING
from monitor.review.what_if import CAUTION
from monitor.settings import load_profile
from monitor.storage import AlarmFilter, DamagedDatabaseError, Records, tables
from monitor.storage.database import writing_engine
from monitor.storage.marks import useful_alarms
from monitor.storage.signing import Mark, ReviewDesk

ROOT = Path(__file__).resolve().parents[2]


def record_at(path: Path, *, provenance: Provenance = Provenance.REAL) -> Path:
    journal = open_day(path, provenance=provenance)
    journal.bind_devices(PLACES)
    write_day(journal)
    while journal.tidy():
        pass
    journal.close()
    return path


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return record_at(tmp_path / "room.sqlite3")


def loose(tmp_path: Path) -> Path:
    """A profile under which neither the surge nor the desaturation of the day is an alarm."""
    path = tmp_path / "loose.toml"
    text = (ROOT / "config" / "profiles" / "plain-limits.toml").read_text(encoding="utf-8")
    for limit in ("limit = 90", "limit = 160"):
        assert limit in text
    path.write_text(text.replace("limit = 90", "limit = 82").replace("limit = 160", "limit = 190"), encoding="utf-8")
    return path


def what_if(*words: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(app, ["what-if", *words])
    assert result.exit_code == DONE, result.stderr
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_stay_from_the_record_as_columns(record: Path) -> None:
    kept = Records(record).open_session(1)
    assert kept is not None
    session = columns_of(kept)
    assert session.seconds == 790
    spo2 = session.values[CHANNELS.index(Channel.SPO2)]
    assert (spo2[380], spo2[400], spo2[500]) == (97, 84, 97)
    assert spo2[97 - 10] == MISSING
    assert session.readings[0].max() == 176
    assert session.reading_s[0] == 20
    assert session.baseline.systolic == 128
    assert session.baseline_s == 290
    assert not session.treated


def test_lost_alarms_stand_first_with_their_peaks_and_the_caution_on_every_figure(record: Path, tmp_path: Path) -> None:
    lines = what_if("--profile", str(loose(tmp_path)), str(record))
    lost = [line for line in lines if line.get("change") == "lost"]
    assert lines[: len(lost)] == lost
    peaks = {line["rule"]: line["peak"] for line in lost}
    assert peaks["O2-LO"] == 84
    assert peaks["BP-MOD"] == 176
    figures = [line for line in lines if "change" not in line]
    assert all(line["caution"] == CAUTION and line["treated"] == "0 of 1 sessions" for line in figures)
    summary = figures[-1]["summary"]
    assert isinstance(summary, dict)
    assert (summary["lost"], summary["sessions"]) == (len(lost), 1)


def test_days_outside_are_not_looked_at(record: Path, tmp_path: Path) -> None:
    lines = what_if("--profile", str(loose(tmp_path)), "--from", "2100-01-01", str(record))
    assert lines[-1]["treated"] == "0 of 0 sessions"


@pytest.mark.parametrize("provenance", [one for one in Provenance if one is not Provenance.REAL])
def test_sessions_that_are_not_real_stay_out(tmp_path: Path, provenance: Provenance) -> None:
    record = record_at(tmp_path / "demo.sqlite3", provenance=provenance)
    assert real_sessions(Records(record), from_utc_ms=None, to_utc_ms=None) == ()


def test_what_if_leaves_the_record_and_the_profile_as_they_were(record: Path, tmp_path: Path) -> None:
    profile = loose(tmp_path)
    before = (profile.read_bytes(), Records(record).session(1))
    what_if("--profile", str(profile), str(record))
    assert (profile.read_bytes(), Records(record).session(1)) == before


def test_values_that_nobody_measured_stay_missing(record: Path) -> None:
    (session,) = stored_sessions(record, real_sessions(Records(record), from_utc_ms=None, to_utc_ms=None))
    assert np.all(session.values[CHANNELS.index(Channel.RESP)] == MISSING)


def test_many_at_once_are_read_as_one_alone(record: Path) -> None:
    kept = Records(record).open_session(1)
    assert kept is not None
    alone = columns_of(kept)
    (together,) = stored_sessions(record, [1, 7])
    assert sum(together.recorded.values()) > 3
    for field in fields(alone):
        one, other = getattr(alone, field.name), getattr(together, field.name)
        assert np.array_equal(one, other) if isinstance(one, np.ndarray) else one == other, field.name


def test_two_processes_find_what_one_finds(record: Path, tmp_path: Path) -> None:
    rules = Rules(Profile(name="shipped"), load_profile(loose(tmp_path)), frozenset({1}))
    said: list[str] = []
    one, two = (compared(record, [1, 1, 1], rules, say=said.append, least_sessions=least) for least in (9, 2))
    assert one.outcome() == two.outcome()
    assert (one.outcome().sessions, sum(len(rule.lost) for rule in one.outcome().rules) % 3) == (3, 0)
    assert said[0] == said[-1] == "3 of 3 sessions judged"


def test_a_proposal_in_another_folder_keeps_the_closer_limits(record: Path, tmp_path: Path) -> None:
    proposal, mood = tmp_path / "proposal.toml", ROOT / "config" / "profiles" / "mood.toml"
    what_if("--profile", str(mood), "--proposal", str(proposal), str(record))
    assert load_profile(proposal).closer == load_profile(mood).closer
    assert load_profile(proposal).closer is not None


def test_damaged_values_are_said(record: Path) -> None:
    with writing_engine(record).begin() as connection:
        connection.execute(tables.packed_parts.delete().where(tables.packed_parts.c.part == 0))
    with pytest.raises(DamagedDatabaseError, match="session 1: "):
        list(stored_sessions(record, [1]))


def test_only_the_newest_mark_counts(record: Path) -> None:
    desk = ReviewDesk(record, clock=SystemClock())
    first, second, *_ = [alarm.alarm_id for alarm in Records(record).alarms(AlarmFilter(session_id=1))]
    desk.mark(first, Mark.USEFUL, reviewer="A")
    desk.mark(second, Mark.USEFUL, reviewer="A")
    desk.mark(first, Mark.ARTEFACT, reviewer="B")
    assert useful_alarms(record) == {second}


@pytest.mark.hazard("H57")
def test_limits_that_lose_a_useful_alarm_are_proposed_only_with_its_number(record: Path, tmp_path: Path) -> None:
    (alarm,) = [one for one in Records(record).alarms(AlarmFilter(session_id=1)) if one.rule == "O2-LO"]
    ReviewDesk(record, clock=SystemClock()).mark(alarm.alarm_id, Mark.USEFUL, reviewer="A")
    live, proposal = loose(tmp_path), tmp_path / "proposal.toml"
    words = ["what-if", "--profile", str(live), "--proposal", str(proposal), str(record)]
    refused = CliRunner().invoke(app, words)
    assert (refused.exit_code, proposal.exists()) == (NO, False)
    assert str(alarm.alarm_id) in refused.stderr
    lines = what_if(*words[1:], "--lost", str(alarm.alarm_id))
    assert (lines[0]["change"], lines[0]["alarm_id"]) == ("useful_lost", alarm.alarm_id)
    assert load_profile(proposal).approved_by == ""
    assert f"alarm {alarm.alarm_id}, O2-LO" in proposal.read_text(encoding="utf-8")
    before = live.read_bytes()
    again = CliRunner().invoke(app, [*words[:4], str(live), str(record), "--lost", str(alarm.alarm_id)])
    assert (again.exit_code, live.read_bytes()) == (NO, before)
    assert "already there" in again.stderr
