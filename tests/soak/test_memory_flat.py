"""Eight virtual hours of a busy clinic with the station display on it: memory hardly grows once all has been used.

`run.py soak` runs it, in some minutes. SOAK_HOURS sets another length, two or more. What is allowed is a twentieth.
The loop is turned by hand: what the display asks to be deleted later, such as the former face of a place with its
pixmaps, has to be deleted here as the application's own loop does it. The simulated world keeps none of its events.
"""

import gc
import os
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from benchmarks.day_plan import DayShape, plan_day
from benchmarks.day_world import World, open_journal
from benchmarks.redraw import StillPort
from drivers.clock import ManualClock
from monitor.port.snapshot import Snapshot
from monitor.ui.application import make_application
from monitor.ui.windows.station import StationWindow

HOURS = float(os.environ.get("SOAK_HOURS", "8"))
SESSIONS_PER_HOUR = 5
LOOK_EVERY_S = 10  # a picture of the room; its parts change far more slowly
WARM_SHARE = 0.4  # of the day, until every place, dialog and text has been there once
MOST_GROWTH = 0.05  # of the memory after that; a leak of one picture's size in each would be a hundredfold
SEED = 11


def resident_bytes() -> int:
    """Memory of this process in use."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")
@pytest.mark.timeout(3600)
def test_memory_is_flat_over_a_day(tmp_path: Path, qapp: QApplication) -> None:
    make_application([])
    port, clock = StillPort(), ManualClock()
    window = StationWindow(port, clock)
    window.resize(1920, 1080)
    window.show()
    window.start()
    window.refresher.stop()
    found: list[tuple[float, int]] = []

    def look(second: float, snapshot: Snapshot) -> None:
        port.shown = snapshot
        clock.move(LOOK_EVERY_S)
        window.refresher.tick()
        qapp.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        if second % 600 == 0:
            window.select(snapshot.places[int(second // 600) % len(snapshot.places)].place_id)
            gc.collect()
            found.append((second / 3600, resident_bytes()))

    journal = open_journal(tmp_path / "day.sqlite3")
    shape = DayShape(hours=HOURS, sessions=round(SESSIONS_PER_HOUR * HOURS))
    try:
        World(plan_day(shape, seed=SEED), journal, keeps_events=False).run(on_snapshot=look, every_s=LOOK_EVERY_S)
    finally:
        journal.close()
        window.close()
        window.deleteLater()
        qapp.processEvents()
    settled = [size for hour, size in found if hour >= HOURS * WARM_SHARE]
    third = len(settled) // 3
    before, after = max(settled[:third]), max(settled[-third:])
    table = ", ".join(f"{hour:.1f} h {size / 1e6:.0f} MB" for hour, size in found)
    assert after <= before * (1 + MOST_GROWTH), table
    print(table)  # noqa: T201 - the figures of a soak are its result
