"""Two hundred real `kill -9` at random moments of one room's life: no event lost, at most a second of samples.

`run.py soak` runs it, in a quarter to half an hour. SOAK_KILLS sets another number, twenty or more.
How long a start takes is measured by `bench start`, not here: a busy machine would fail it.
"""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from killed_room import BLUEPRINT, journal_of_now

from drivers.clock import SystemClock
from monitor.app.compose import recall
from monitor.domain.time import TICKS_PER_SECOND, Instant
from monitor.domain.vocabulary import AlarmState, Priority
from monitor.room.room import Room
from monitor.storage.verify import verify

KILLS = int(os.environ.get("SOAK_KILLS", "200"))
MOST_LINES = 40  # four seconds of life at most
PER_KILL_S = 30  # on a busy machine


@pytest.mark.skipif(sys.platform == "win32", reason="runs only on POSIX systems, which have kill -9")
@pytest.mark.timeout(KILLS * PER_KILL_S)
def test_no_event_and_at_most_a_second_of_samples_is_lost(tmp_path: Path, rng: Random) -> None:
    database = tmp_path / "room.sqlite3"
    sounding = 0
    for kill in range(KILLS):
        told = _live_and_die(database, lines=rng.randint(1, MOST_LINES))
        sounding += _check_survivor(database, told, words=f"kill {kill}")
    assert verify(database).findings == ()
    assert sounding > KILLS // 10


def _live_and_die(database: Path, *, lines: int) -> dict[str, int]:
    """Run the room for some steps and kill it; its first tick and the last thing it told."""
    program = Path(__file__).with_name("killed_room.py")
    with subprocess.Popen([sys.executable, str(program), str(database)], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        said = [process.stdout.readline() for _ in range(lines)]
        process.send_signal(signal.SIGKILL)
        said += process.stdout.read().splitlines()
    whole = [line for line in said if line.strip().endswith("}")]
    last: dict[str, int] = json.loads(whole[-1])
    return {**last, "first_tick": json.loads(whole[0])["tick"]}


def _check_survivor(database: Path, told: dict[str, int], *, words: str) -> bool:
    """What is on the disk holds all that was told; whether a high alarm sounds again after it."""
    clock = SystemClock()
    journal = journal_of_now(database, clock)
    recovery = journal.recover()
    assert recovery.last_event_seq >= told["event_seq"], words
    assert recovery.last_tick is not None, words
    kept_until = max(recovery.last_tick, told["first_tick"] - 1)  # before its first step the room was not there
    assert told["tick"] - kept_until <= TICKS_PER_SECOND, words
    beginning = recall(BLUEPRINT, journal, clock.now())
    room = beginning.room
    was_high = _has_high(room)
    first = beginning.timeline.instant(clock.now())
    room.step(Instant(max(first.tick, room.now.tick + 1), first.utc_ms), beginning.first_inputs)
    journal.close()
    assert len(room.sessions) == 1, words
    is_high = was_high and _has_high(room)
    if is_high:
        assert room.board.sounding() is Priority.HIGH, words
    return is_high


def _has_high(room: Room) -> bool:
    return any(
        record.priority is Priority.HIGH and record.state is AlarmState.ACTIVE for record in room.board.records.values()
    )
