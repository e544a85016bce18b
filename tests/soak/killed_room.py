"""A room with its record, to be killed: one chair whose saturation falls again and again, in real time.

`python killed_room.py DATABASE` prints a line of JSON after each step: its tick, and the last event on the disk.
"""

import json
import sys
import threading
from pathlib import Path
from typing import TYPE_CHECKING

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parents[1]), str(HERE.parent / "app")]

from app_samples import blueprint_of_one_chair  # noqa: E402 - after the search path

from drivers.clock import SystemClock  # noqa: E402 - as above
from drivers.observations import Parameter, Provenance  # noqa: E402 - as above
from monitor.app.compose import recall  # noqa: E402 - as above
from monitor.domain.commands import Admit  # noqa: E402 - as above
from monitor.domain.inputs import CommandGiven, Input, Sample  # noqa: E402 - as above
from monitor.domain.time import Instant  # noqa: E402 - as above
from monitor.room.room import Room  # noqa: E402 - as above
from monitor.storage import Batch, Journal, JournalWriter  # noqa: E402 - as above

if TYPE_CHECKING:
    from concurrent.futures import Future

    from monitor.domain.events import Event

BLUEPRINT = blueprint_of_one_chair()
CHECKPOINT_TICKS = 100
SWING_TICKS = 600  # the first half of each minute the saturation is low
NS_PER_MS = 1_000_000


def journal_of_now(database: Path, clock: SystemClock) -> Journal:
    """Open the record; a new one begins now."""
    return Journal.open(
        database,
        room_name="Test room",
        provenance=Provenance.SIMULATED,
        epoch=Instant(0, clock.now().utc_ns // NS_PER_MS),
        profile_digest="test",
    )


def main(database: Path) -> None:
    """Run until killed."""
    clock, pause = SystemClock(), threading.Event()
    journal = journal_of_now(database, clock)
    beginning = recall(BLUEPRINT, journal, clock.now())
    writer = JournalWriter(journal, clock=clock, tidy=journal.tidy)
    room, told = beginning.room, beginning.first_inputs
    on_disk: list[int] = [journal.recover().last_event_seq]
    while True:
        instant = beginning.timeline.instant(clock.now())
        if instant.tick <= room.now.tick:
            pause.wait(0.01)
            continue
        inputs = (*told, *_said(room, instant.tick))
        _record(writer, room, instant, inputs, on_disk)
        told = ()
        sys.stdout.write(json.dumps({"tick": instant.tick, "event_seq": on_disk[0]}) + "\n")
        sys.stdout.flush()


def _said(room: Room, tick: int) -> tuple[Input, ...]:
    # three points, which no moving hand is suspected of
    value = 83.0 if tick % SWING_TICKS < SWING_TICKS // 2 else 86.0
    sample = Sample(tick=tick, device_id="SIM-ox", parameter=Parameter.SPO2, value=value)
    if room.sessions:
        return (sample,)
    admit = Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400.0)
    return (CommandGiven(tick=tick, command=admit), sample)


def _record(writer: JournalWriter, room: Room, instant: Instant, inputs: tuple[Input, ...], on_disk: list[int]) -> None:
    events: tuple[Event, ...] = tuple(room.step(instant, inputs))
    checkpoint = room.checkpoint() if instant.tick % CHECKPOINT_TICKS == 0 else None
    future = writer.submit(
        Batch(tick=instant.tick, utc_ms=instant.utc_ms, inputs=inputs, events=events, checkpoint=checkpoint)
    )

    def note(done: "Future[None]") -> None:
        if done.exception() is None:
            on_disk[0] = events[-1].seq

    if events:
        future.add_done_callback(note)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
