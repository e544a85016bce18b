"""Real seconds for a busy clinic day of 8 hours, 12 chairs, 4 bays and 40 sessions on a virtual clock.

22 simulated devices speak their wire formats in a process of their own, as simulated devices always do; the drivers'
decoders read them, the room judges and a real SQLite file records. A place's monitors are on while somebody sits there.
`--quick` lives through a quarter of an hour instead.
"""

import gc
import tempfile
from pathlib import Path

from benchmarks.day_plan import DayShape, Rhythm, plan_day
from benchmarks.day_process import BedsideProcess
from benchmarks.day_world import DayResult, World, open_journal
from benchmarks.report import figure, say
from drivers.clock import Stopwatch

SEED = 7
BUSY = DayShape()
SHORT = DayShape(
    hours=0.25,
    sessions=6,
    rhythm=Rhythm(baseline_min=(1.5, 2.0), infusion_min=3.0, rest_min=(0.5, 0.5), recovery_min=(1.5, 2.0)),
)


def run(*, quick: bool) -> None:
    """Print how long the day took; in a quick run the figure has another name, for it is of another day."""
    shape = SHORT if quick else BUSY
    took_s, result = live_through(shape)
    figure("day", "real_s_per_quarter_hour" if quick else "real_s_per_busy_day", took_s, "s")
    figure("day", "times_real_time", 3600.0 * shape.hours / took_s, "1")
    alarms = ", ".join(f"{alarm['count']} {alarm['rule']} {alarm['priority']}" for alarm in result.alarms)
    say(f"{result.said_bytes} bytes, {result.observations} observations, {len(result.events)} events; alarms: {alarms}")


def live_through(shape: DayShape) -> tuple[float, DayResult]:
    """Real seconds of the day, the making of its patients and devices included, and what happened."""
    with tempfile.TemporaryDirectory() as folder:
        journal = open_journal(Path(folder) / "day.sqlite3")
        gc.freeze()  # what the imports left behind need not be searched again and again
        try:
            watch = Stopwatch()
            plan = plan_day(shape, seed=SEED)
            with BedsideProcess(plan) as bedside:
                result = World(plan, journal, bedside=bedside).run()
            return watch.elapsed_s(), result
        finally:
            gc.unfreeze()
            journal.close()
