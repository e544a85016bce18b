"""A station made of the product's own parts that can be told to hang: only tests start it.

`python hanging_station.py watch FOLDER` is the watcher, `… run FOLDER` the station under it. SIGUSR1 hangs the thread
of the display, SIGUSR2 that of the engine, both for ever. Its sound goes to wave files in FOLDER/sound. Several
times a second it writes to FOLDER/state its own process id, that of its annunciator, its pictures and its alarms.
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import QTimer

from drivers.clock import SystemClock
from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.app.attended import attended
from monitor.app.compose import Blueprint, RunningRoom, recall
from monitor.app.display import run_display
from monitor.app.interrupts import Interrupts
from monitor.app.watcher import Watcher
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.storage.journal import Journal
from monitor.ui.application import make_application


def hang(*_: object) -> None:
    while True:
        pass


def running_room(folder: Path) -> RunningRoom:
    clock = SystemClock()
    start = clock.now()
    plan = RoomPlan(
        name="Hanging room",
        provenance=Provenance.SIMULATED,
        places=(Place(place_id="1", kind=PlaceKind.CHAIR),),
        devices=(),
    )
    journal = Journal.open(
        folder / "room.db",
        room_name=plan.name,
        provenance=plan.provenance,
        epoch=Instant(0, start.utc_ns // 1_000_000),
        profile_digest="test",
    )
    blueprint = Blueprint(plan=plan, profile=Profile(name="test"), specs=())
    return RunningRoom(blueprint, recall(blueprint, journal, start), journal=journal, clock=clock)


def hang_engine(running: RunningRoom) -> None:
    loop = running.host._loop
    assert loop is not None
    loop.call_soon_threadsafe(hang)


def run(folder: Path) -> None:
    interrupts = Interrupts()
    make_application(sys.argv[:1])
    running = running_room(folder)
    running.start()
    signal.signal(signal.SIGUSR1, hang)
    signal.signal(signal.SIGUSR2, lambda *_: hang_engine(running))
    with attended(running, seat=folder / "seat", annunciator=("--wave", str(folder / "sound"))) as keeper:

        def tell() -> None:
            snapshot = running.host.snapshot()
            assert snapshot is not None
            rules = " ".join(alarm.rule for alarm in snapshot.alarms)
            new = (folder / "state").with_suffix(".new")
            new.write_text(f"{os.getpid()} {keeper.pid} {running.host.paint_count} {rules}\n", encoding="ascii")
            new.replace(folder / "state")

        timer = QTimer()
        timer.timeout.connect(tell)
        timer.start(50)
        run_display(running.host, SystemClock(), interrupts=interrupts, for_real_s=None, picture=None)
    running.close()


def main() -> None:
    word, folder = sys.argv[1], Path(sys.argv[2])
    if word == "watch":
        sys.exit(Watcher((sys.executable, __file__, "run", str(folder))).run())
    run(folder)


if __name__ == "__main__":
    main()
