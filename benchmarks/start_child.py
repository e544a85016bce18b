"""The process whose start is timed: opens the record, starts the engine, paints the display once, says so, ends."""

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from drivers.clock import SystemClock
from drivers.device import DeviceSpec
from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.app.compose import Blueprint, RunningRoom, planned_device, recall
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.storage.journal import Journal


def blueprint(chairs: int) -> Blueprint:
    """A room whose devices are at a port where nobody answers: a start must not wait for them."""
    specs = tuple(
        DeviceSpec(
            device_id=f"SIM-{number}",
            kind="masimo_ascii1",
            link="tcp://127.0.0.1:9",
            provenance=Provenance.SIMULATED,
        )
        for number in range(1, chairs + 1)
    )
    plan = RoomPlan(
        name="bench",
        provenance=Provenance.SIMULATED,
        places=tuple(Place(place_id=str(number), kind=PlaceKind.CHAIR) for number in range(1, chairs + 1)),
        devices=tuple(planned_device(spec, place_id=str(number)) for number, spec in enumerate(specs, start=1)),
    )
    return Blueprint(plan=plan, profile=Profile(name="bench"), specs=specs)


def main() -> None:
    """Open, run, paint, end."""
    database, chairs, how = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
    from monitor.ui.application import make_application  # noqa: PLC0415 - timed: imported when it is needed
    from monitor.ui.windows.station import StationWindow  # noqa: PLC0415 - as above

    clock = SystemClock()
    start = clock.now()
    plan = blueprint(chairs)
    journal = Journal.open(
        database,
        room_name="bench",
        provenance=Provenance.SIMULATED,
        epoch=Instant(0, start.utc_ns // 1_000_000),
        profile_digest="bench",
    )
    running = RunningRoom(plan, recall(plan, journal, start), journal=journal, clock=clock)
    running.start()
    make_application(sys.argv[:1])
    window = StationWindow(running.host, clock)
    window.resize(1920, 1080)
    window.start()
    picture = window.grab()
    snapshot = running.host.snapshot()
    occupied = sum(place.session is not None for place in snapshot.places) if snapshot is not None else -1
    if picture.isNull() or occupied != (0 if how == "new" else chairs):
        sys.exit(f"{occupied} of {chairs} places are occupied")
    sys.stdout.write("painted\n")
    sys.stdout.flush()
    # what is timed ends with the picture; closing in order is not part of a start
    os._exit(0)


if __name__ == "__main__":
    main()
