"""A room taken up again from its journal: checkpoint and tail, missing events, damage, a clock that was set back."""

from dataclasses import replace
from pathlib import Path

import pytest
from app_samples import EPOCH, blueprint_of_one_chair, journal_at, later

from drivers.clock import ManualClock
from drivers.observations import Parameter
from monitor.app.compose import RunningRoom, recall
from monitor.domain.commands import Admit, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.inputs import ClockStepped, CommandGiven, Input, MonitorRestarted, Sample
from monitor.room.checkpoint import CheckpointError
from monitor.room.room import Room
from monitor.storage import Batch, Journal, tables
from monitor.storage.database import reading_engine


def test_a_running_room_says_where_its_devices_stand(tmp_path: Path) -> None:
    blueprint, journal = blueprint_of_one_chair(), journal_at(tmp_path / "room.sqlite3")
    running = RunningRoom(blueprint, recall(blueprint, journal, later(0)), journal=journal, clock=ManualClock())
    running.close()
    with reading_engine(tmp_path / "room.sqlite3").begin() as connection:
        rows = connection.execute(tables.device_places.select()).all()
    assert [tuple(row) for row in rows] == [("SIM-ox", 0, "1")]


def sample(tick: int, value: float) -> Sample:
    return Sample(tick=tick, device_id="SIM-ox", parameter=Parameter.SPO2, value=value)


def play(
    room: Room, journal: Journal, *, seconds: int, checkpoint_at_s: int | None = None, with_events: bool = True
) -> None:
    """A patient admitted in second 1, infusing from second 2, at 84 % from second 10 on; one batch a second."""
    commands: dict[int, Input] = {
        1: CommandGiven(tick=10, command=Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400.0)),
        2: CommandGiven(tick=20, command=record_infusion(InfusionAct.START, place_id="1", session_id=1)),
    }
    for second in range(1, seconds + 1):
        tick = 10 * second
        inputs: list[Input] = [sample(tick, 97.0 if second < 10 else 84.0)]
        if second in commands:
            inputs.insert(0, commands[second])
        events = tuple(room.step(room.now.at_tick(tick), inputs))
        checkpoint = room.checkpoint() if second == checkpoint_at_s else None
        journal.write(
            [
                Batch(
                    tick=tick,
                    utc_ms=room.now.utc_ms,
                    inputs=tuple(inputs),
                    events=events if with_events else (),
                    checkpoint=checkpoint,
                )
            ]
        )


@pytest.mark.parametrize("checkpoint_at_s", [None, 1, 14, 30])
def test_checkpoint_and_tail_give_the_room_that_was(tmp_path: Path, checkpoint_at_s: int | None) -> None:
    blueprint = blueprint_of_one_chair()
    journal = journal_at(tmp_path / "room.db")
    room = Room(blueprint.plan, blueprint.profile, EPOCH)
    play(room, journal, seconds=30, checkpoint_at_s=checkpoint_at_s)
    beginning = recall(blueprint, journal, later(36.04))
    journal.close()
    assert beginning.room.checkpoint() == room.checkpoint()
    assert beginning.timeline.instant(later(36.04)).tick == 361
    assert beginning.first_inputs == (MonitorRestarted(tick=361, missing_s=6.0),)


@pytest.mark.hazard("H38")
def test_alarms_that_were_judged_but_not_recorded_are_raised_again_and_recorded(tmp_path: Path) -> None:
    blueprint = blueprint_of_one_chair()
    journal = journal_at(tmp_path / "room.db")
    room = Room(blueprint.plan, blueprint.profile, EPOCH)
    play(room, journal, seconds=30, with_events=False)
    recall(blueprint, journal, later(31))
    recovery = journal.recover()
    journal.close()
    recorded = [event for batch in recovery.tail for event in batch.events]
    assert [event.seq for event in recorded] == list(range(1, room.event_seq + 1))
    assert "O2-XLO" in {getattr(event, "rule", "") for event in recorded}


def test_a_new_room_is_told_of_no_restart(tmp_path: Path) -> None:
    journal = journal_at(tmp_path / "room.db")
    beginning = recall(blueprint_of_one_chair(), journal, later(0))
    journal.close()
    assert beginning.first_inputs == ()
    assert beginning.room.now == EPOCH
    assert beginning.timeline.instant(later(0.1)).tick == 2


def test_a_wall_clock_turned_back_meanwhile_is_told_before_the_restart(tmp_path: Path) -> None:
    blueprint = blueprint_of_one_chair()
    journal = journal_at(tmp_path / "room.db")
    play(Room(blueprint.plan, blueprint.profile, EPOCH), journal, seconds=30)
    beginning = recall(blueprint, journal, later(-3600))
    journal.close()
    step, restart = beginning.first_inputs
    assert isinstance(step, ClockStepped)
    assert step == ClockStepped(tick=301, utc_ms=later(-3600).utc_ns // 1_000_000)
    assert restart == MonitorRestarted(tick=301, missing_s=0.0)


@pytest.mark.expect_log
def test_a_checkpoint_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    blueprint = blueprint_of_one_chair()
    journal = journal_at(tmp_path / "room.db")
    room = Room(blueprint.plan, blueprint.profile, EPOCH)
    play(room, journal, seconds=20, checkpoint_at_s=12)
    now = room.now
    journal.write([Batch(tick=now.tick, utc_ms=now.utc_ms, inputs=(), events=(), checkpoint=b'{"version": 1')])
    beginning = recall(blueprint, journal, later(21))
    journal.close()
    assert beginning.room.checkpoint() == room.checkpoint()


def test_a_room_file_that_took_away_a_patients_place_is_refused_in_words(tmp_path: Path) -> None:
    blueprint = blueprint_of_one_chair()
    journal = journal_at(tmp_path / "room.db")
    play(Room(blueprint.plan, blueprint.profile, EPOCH), journal, seconds=20, checkpoint_at_s=15)
    other = blueprint_of_one_chair(place_id="2")
    with pytest.raises(CheckpointError, match=r"no longer has the place 1, where A\.M\. 59 sits"):
        recall(replace(other, profile=blueprint.profile), journal, later(21))
    journal.close()


@pytest.mark.hazard("H38")
def test_under_other_rules_no_number_of_an_event_is_used_twice(tmp_path: Path) -> None:
    """The tail gives fewer events than are on record; the next one must not take the number of one that is there."""
    blueprint, journal = blueprint_of_one_chair(), journal_at(tmp_path / "room.db")
    played = Room(blueprint.plan, blueprint.profile, EPOCH)
    play(played, journal, seconds=30)
    quiet = replace(blueprint, profile=replace(blueprint.profile, rules=()))
    assert played.event_seq > 0
    room = recall(quiet, journal, later(31)).room
    journal.close()
    assert room.event_seq == played.event_seq
    events = room.step(
        room.now.at_tick(320), [CommandGiven(tick=320, command=Admit(place_id="9", label="X", planned_infusion_s=60.0))]
    )
    assert [event.seq for event in events][:1] == [played.event_seq + 1]
