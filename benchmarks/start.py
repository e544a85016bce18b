"""How long a start takes: the station's process to its first picture, on a new record and after eight hours.

The eight hours are written as the engine writes them: 12 chairs, two values a second each, a checkpoint every ten
seconds. The process is a new interpreter, so that every import counts.
"""

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.report import figure, say, typical
from drivers.clock import Stopwatch
from drivers.observations import Parameter, Provenance, Source
from monitor.alarms.rules import Profile
from monitor.domain.commands import Admit, record_infusion
from monitor.domain.entries import InfusionAct
from monitor.domain.inputs import CommandGiven, Input, Sample
from monitor.domain.time import Instant
from monitor.room.room import Room
from monitor.storage.batch import Batch
from monitor.storage.journal import Journal

CHAIRS = 12
HOURS = 8
TAIL_S = 9  # seconds behind the last checkpoint: the most there can be is ten
PICTURES = 3


def run(*, quick: bool) -> None:
    """Print the figures of a first start and of a restart."""
    hours = 0.2 if quick else HOURS
    with tempfile.TemporaryDirectory() as folder:
        new = typical([_first_picture_s(Path(folder) / f"new{number}.db", new=True) for number in range(PICTURES)])
        figure("start", "to_first_picture_s", new, "s")
        database = Path(folder) / "long.db"
        say(f"writing {hours:g} h of a room of {CHAIRS} chairs …")
        write_history(database, hours)
        again = typical([_first_picture_s(database, new=False) for _ in range(PICTURES)])
        figure("start", "restart_after_8h_s" if not quick else f"restart_after_{hours:g}h_s", again, "s")
        figure("start", "database_mb", database.stat().st_size / 1e6, "MB")


def _first_picture_s(database: Path, *, new: bool) -> float:
    watch = Stopwatch()
    words = [sys.executable, "-m", "benchmarks.start_child", str(database), str(CHAIRS), "new" if new else "again"]
    done = subprocess.run(words, check=False, capture_output=True, text=True)
    took = watch.elapsed_s()
    if done.returncode != 0 or "painted" not in done.stdout:
        raise RuntimeError(f"the station painted nothing: {done.stderr}")
    return took


def write_history(database: Path, hours: float) -> None:
    """A record of `hours` in which all chairs are infusing."""
    from benchmarks.start_child import blueprint  # noqa: PLC0415 - the child imports Qt; here only its room is wanted

    plan = blueprint(CHAIRS).plan
    journal = Journal.open(
        database,
        room_name=plan.name,
        provenance=Provenance.SIMULATED,
        epoch=Instant(0, 1_700_000_000_000),
        profile_digest="bench",
    )
    room = Room(plan, Profile(name="bench"), Instant(0, 1_700_000_000_000))
    batches: list[Batch] = []
    for second in range(1, int(hours * 3600) + TAIL_S):
        tick = second * 10
        inputs = _inputs(second, tick)
        events = room.step(room.ledger.instant(tick), inputs)
        checkpoint = room.checkpoint() if second % 10 == 0 and second <= hours * 3600 else None
        batches.append(
            Batch(tick=tick, utc_ms=room.now.utc_ms, inputs=tuple(inputs), events=tuple(events), checkpoint=checkpoint)
        )
        if len(batches) == 600:
            journal.write(batches)
            batches = []
    journal.write(batches)
    journal.close()


def _inputs(second: int, tick: int) -> list[Input]:
    places = [str(number) for number in range(1, CHAIRS + 1)]
    if second == 1:
        return [
            CommandGiven(tick=tick, command=Admit(place_id=place, label=f"P{place}", planned_infusion_s=2400))
            for place in places
        ]
    if second == 600:
        return [
            CommandGiven(tick=tick, command=record_infusion(InfusionAct.START, place_id=place, session_id=int(place)))
            for place in places
        ]
    return [
        Sample(tick=tick, device_id=f"SIM-{place}", parameter=parameter, value=value, source=Source.OXIMETER)
        for place in places
        for parameter, value in ((Parameter.SPO2, 97.0 - second % 3), (Parameter.PULSE, 70.0 + second % 7))
    ]
