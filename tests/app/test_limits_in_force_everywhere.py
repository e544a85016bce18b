"""Review and what-if compare with the limits that judge: those accepted in the record, never those of the file."""

import contextlib
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest
from app_samples import blueprint_of_one_chair, journal_at

from drivers.clock import ManualClock, SystemClock
from monitor.alarms.rules import LimitRule, Profile
from monitor.app.compose import RunningRoom
from monitor.app.history_desk import HistoryDesk
from monitor.app.profile_in_force import UNREADABLE_IN_RECORD, recall_accepted
from monitor.app.record_office import OfficeError
from monitor.app.review_room import ReviewRoom
from monitor.app.review_screen import review_room
from monitor.app.what_if import WhatIfQuestion, run_what_if
from monitor.storage import Batch

ROOM = """
schema = 1
name = "Test room"
profile = "file.toml"
[[places]]
id = "1"
kind = "chair"
[[devices]]
id = "SIM-ox"
kind = "masimo_ascii1"
link = "tcp://127.0.0.1:4001"
place = "1"
provenance = "simulated"
"""
ACCEPTED_LIMIT, FILE_LIMIT = 89.0, 88.0


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A room whose record accepted 89 %, while its profile file says 88 %."""
    (tmp_path / "room.toml").write_text(ROOM, encoding="utf-8")
    (tmp_path / "file.toml").write_text('schema = 1\nname = "file"\n[rules.O2-LO]\nlimit = 88\n', encoding="utf-8")
    (tmp_path / "other.toml").write_text('schema = 1\nname = "other"\n', encoding="utf-8")
    begin(tmp_path, of_limit(ACCEPTED_LIMIT, name="accepted")).close()
    return tmp_path


def of_limit(limit: float, *, name: str) -> Profile:
    rules = tuple(
        replace(rule, limit=limit) if isinstance(rule, LimitRule) and rule.rule == "O2-LO" else rule
        for rule in Profile(name=name).rules
    )
    return Profile(name=name, rules=rules)


def begin(folder: Path, offered: Profile) -> RunningRoom:
    """A station with this profile file, at its first step."""
    clock = ManualClock()
    journal = journal_at(record_of(folder))
    blueprint, beginning = recall_accepted(replace(blueprint_of_one_chair(), profile=offered), journal, clock.now())
    now = beginning.timeline.instant(clock.now())
    events = beginning.room.step(now, beginning.first_inputs)
    journal.write([Batch(tick=now.tick, utc_ms=now.utc_ms, inputs=beginning.first_inputs, events=tuple(events))])
    return RunningRoom(blueprint, beginning, journal=journal, clock=clock)


def record_of(folder: Path) -> Path:
    return folder / "test-room.simulated.db"


def limit_of(room: ReviewRoom) -> float:
    (knob,) = [knob for knob in room.knobs if (knob.rule, knob.key) == ("O2-LO", "limit")]
    return knob.value


def what_if_lines(folder: Path, source: Path) -> list[dict[str, object]]:
    question = WhatIfQuestion(
        source=source, profile=folder / "other.toml", data_dir=folder, first_day=None, end_day=None
    )
    return list(run_what_if(question, say=lambda _words: None))


@pytest.mark.hazard("H41")
@pytest.mark.expect_log
def test_the_history_of_a_running_room_compares_with_the_limits_that_judge_there(folder: Path) -> None:
    running = begin(folder, of_limit(FILE_LIMIT, name="file"))
    try:
        with contextlib.closing(HistoryDesk(record_of(folder), running, ManualClock())) as desk:
            assert limit_of(desk.open()) == ACCEPTED_LIMIT
    finally:
        running.close()


@pytest.mark.parametrize("name", ["room.toml", "test-room.simulated.db"])
def test_the_review_window_compares_with_the_accepted_limits(folder: Path, name: str) -> None:
    with review_room(str(folder / name), data_dir=folder, clock=SystemClock()) as (room, _store):
        assert limit_of(room) == ACCEPTED_LIMIT


@pytest.mark.parametrize("name", ["room.toml", "test-room.simulated.db"])
def test_a_what_if_at_the_command_line_compares_with_the_accepted_limits(folder: Path, name: str) -> None:
    (summary,) = [line["summary"] for line in what_if_lines(folder, folder / name) if "summary" in line]
    assert isinstance(summary, dict)
    assert (summary["old_profile"], summary["new_profile"]) == ("accepted", "other")


@pytest.mark.hazard("H41")
def test_accepted_limits_that_cannot_be_read_are_never_replaced_by_those_of_the_file(folder: Path) -> None:
    with contextlib.closing(sqlite3.connect(record_of(folder))) as connection, connection:
        connection.execute("UPDATE accepted_profiles SET text = '{}'")
    with pytest.raises(OfficeError, match=UNREADABLE_IN_RECORD):
        what_if_lines(folder, folder / "room.toml")
    with (
        pytest.raises(OfficeError, match=UNREADABLE_IN_RECORD),
        review_room(str(folder / "room.toml"), data_dir=folder, clock=SystemClock()),
    ):
        pass
