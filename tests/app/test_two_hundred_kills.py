"""Two hundred kills at random moments of a busy half hour, on the virtual clock: what was on record comes back whole.

A kill loses what the storage thread had not committed: everything since the last event or checkpoint, half a second of
samples at most. The room goes on from what is left, and nobody may be able to tell but by the gap.
"""

import random
from dataclasses import dataclass, field
from typing import cast

import pytest
from app_samples import EPOCH, blueprint_of_one_chair

from drivers.clock import MANUAL_START
from drivers.observations import Parameter
from monitor.app.compose import recall
from monitor.domain.commands import Acknowledge, Admit, Command, PauseAudio, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.inputs import CommandGiven, Input, Sample
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.room.room import Room
from monitor.storage import Batch, Journal, Recovery

KILLS = 200
DAY_S = 1800
FLUSH_TICKS = 5  # samples wait for half a second at most
CHECKPOINT_TICKS = 100
DOWN_S = 3.0


@dataclass
class MemoryJournal:
    """What `recall` needs of a journal, without a disk."""

    batches: list[Batch] = field(default_factory=list)

    def recover(self, *, passed_over_checkpoints: int = 0) -> Recovery:
        assert passed_over_checkpoints == 0
        newest = max((i for i, batch in enumerate(self.batches) if batch.checkpoint is not None), default=-1)
        events = [event for batch in self.batches for event in batch.events]
        return Recovery(
            epoch=EPOCH,
            checkpoint=None if newest < 0 else self.batches[newest].checkpoint,
            checkpoint_event_seq=0,
            tail=tuple(self.batches[newest + 1 :]),
            last_event_seq=events[-1].seq if events else 0,
            last_tick=self.batches[-1].tick if self.batches else None,
            last_utc_ms=self.batches[-1].utc_ms if self.batches else None,
        )

    def write(self, batches: list[Batch]) -> None:
        self.batches += batches


@dataclass(frozen=True)
class Moment:
    """One step of the uninterrupted room and what it looked like afterwards."""

    batch: Batch
    picture: dict[str, object]


def picture_of(room: Room) -> dict[str, object]:
    """All that must survive: sessions with their clocks in ticks, and alarms with their states."""
    return {
        "sessions": {
            session.session_id: (session.label, session.place_id, session.phase, session.start_tick, session.end_tick)
            for session in room.sessions.values()
        },
        "admitted": {session.session_id: session.admitted_tick for session in room.sessions.values()},
        "baseline": {session.session_id: session.baseline for session in room.sessions.values()},
        "alarms": {
            record.alarm_id: (record.rule, record.place_id, record.priority, record.state, record.raised_tick)
            for record in room.board.records.values()
        },
        "readings": {session.session_id: len(session.trend.readings) for session in room.sessions.values()},
    }


def commands_of(room: Room, second: int) -> list[Command]:
    match second:
        case 60:
            return [Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400.0)]
        case 300:
            return [record_infusion(InfusionAct.START, place_id="1", session_id=1)]
        case 1500:
            return [record_infusion(InfusionAct.END, place_id="1", session_id=1)]
    standing = tuple(record.alarm_id for record in room.board.records.values() if record.state is AlarmState.ACTIVE)
    if standing and second % 397 == 0:
        return [PauseAudio(place_id="1"), Acknowledge(place_id="1", alarm_ids=standing[:1])]
    return []


@pytest.fixture(scope="module")
def day() -> list[Moment]:
    """Half an hour in which the saturation falls again and again, as slowly as blood does."""
    blueprint = blueprint_of_one_chair()
    room = Room(blueprint.plan, blueprint.profile, EPOCH)
    moments: list[Moment] = []
    for second in range(1, DAY_S):
        tick = 10 * second
        of_two_minutes = second % 120
        value = max(82.0 + second % 3, 97.0 - of_two_minutes // 2) if of_two_minutes < 75 else 97.0
        inputs: list[Input] = [CommandGiven(tick=tick, command=command) for command in commands_of(room, second)]
        inputs.append(Sample(tick=tick, device_id="SIM-ox", parameter=Parameter.SPO2, value=value))
        inputs.append(Sample(tick=tick + 3, device_id="SIM-ox", parameter=Parameter.PULSE, value=71.0))
        for offset in range(10):
            due = tuple(item for item in inputs if item.tick == tick + offset)
            events = tuple(room.step(room.now.at_tick(tick + offset), due))
            is_due = (tick + offset) % CHECKPOINT_TICKS == 0
            batch = Batch(
                tick=tick + offset,
                utc_ms=room.now.utc_ms,
                inputs=due,
                events=events,
                checkpoint=room.checkpoint() if is_due else None,
            )
            if due or events or is_due:
                moments.append(Moment(batch, picture_of(room)))
    return moments


def committed(day: list[Moment], killed_at: int) -> int:
    """How many batches are on the disk when the process dies right after batch `killed_at`."""
    dying_tick = day[killed_at].batch.tick
    for count in range(killed_at + 1, 0, -1):
        batch = day[count - 1].batch
        if batch.is_urgent or batch.tick <= dying_tick - FLUSH_TICKS:
            return count
    return 0


@pytest.mark.hazard("H38")
def test_two_hundred_kills_lose_no_event_no_timer_and_no_alarm(day: list[Moment], rng: random.Random) -> None:
    blueprint = blueprint_of_one_chair()
    high_standing = 0
    for _ in range(KILLS):
        killed_at = rng.randrange(len(day))
        kept = committed(day, killed_at)
        journal = MemoryJournal([moment.batch for moment in day[:kept]])
        last = day[kept - 1] if kept else None
        dying = day[killed_at].batch
        started = MANUAL_START.earlier(-(dying.tick / 10 + DOWN_S))
        beginning = recall(blueprint, cast("Journal", journal), started)
        room = beginning.room
        if last is None:
            continue
        assert picture_of(room) == last.picture
        assert kept > killed_at or dying.tick - day[kept].batch.tick < FLUSH_TICKS
        assert [e for moment in day[: killed_at + 1] for e in moment.batch.events] == [
            e for batch in journal.batches for e in batch.events
        ]
        first = beginning.timeline.instant(started)
        assert first.tick == dying.tick + round(10 * DOWN_S)
        room.step(Instant(first.tick, first.utc_ms), beginning.first_inputs)
        assert room.board.pauses == []
        high = [r for r in room.board.records.values() if r.priority is Priority.HIGH and r.state is AlarmState.ACTIVE]
        high_standing += bool(high)
        if high:
            assert room.board.sounding() is Priority.HIGH
    assert high_standing > 10
