"""A room in this process on real links to simulators in theirs, and the events it gives, as they are journalled."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from system_tools import Line, Simulators, wait_for

from drivers.clock import Clock, ScaledClock, SystemClock
from drivers.device import DeviceSpec
from drivers.observations import Provenance
from monitor.alarms.rules import Profile
from monitor.app.compose import Blueprint, RunningRoom, planned_device, recall
from monitor.domain.commands import Admit
from monitor.domain.events import AlarmChanged
from monitor.domain.inputs import Input
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import AlarmChangeKind, PlaceKind
from monitor.port.snapshot import PlaceView
from monitor.storage import Journal


def shared_clock(speed: float) -> ScaledClock:
    return ScaledClock(speed, SystemClock().now())


def clock_options(clock: ScaledClock) -> tuple[str, ...]:
    """Options that give the simulators the same clock."""
    anchor = clock.anchor
    return (
        f"--speed={clock.speed}",
        f"--anchor-mono-ns={anchor.mono_ns}",
        f"--anchor-utc-ns={anchor.utc_ns}",
    )


def blueprint_of(devices: Sequence[Line], place_ids: Sequence[str], *, shortest_silence_s: float = 1.0) -> Blueprint:
    specs = tuple(
        DeviceSpec(device_id=line["device"], kind=line["kind"], link=line["link"], provenance=Provenance.SIMULATED)
        for line in devices
    )
    plan = RoomPlan(
        name="System test",
        provenance=Provenance.SIMULATED,
        places=tuple(Place(place_id=place_id, kind=PlaceKind.CHAIR) for place_id in place_ids),
        devices=tuple(planned_device(spec, place_id=line["place"]) for spec, line in zip(specs, devices, strict=True)),
        shortest_silence_s=shortest_silence_s,
    )
    return Blueprint(plan=plan, profile=Profile(name="shipped"), specs=specs)


@contextmanager
def running_room(blueprint: Blueprint, database: Path, clock: Clock) -> Iterator[RunningRoom]:
    start = clock.now()
    journal = Journal.open(
        database,
        room_name=blueprint.plan.name,
        provenance=blueprint.plan.provenance,
        epoch=Instant(0, start.utc_ns // 1_000_000),
        profile_digest="test",
    )
    running = RunningRoom(blueprint, recall(blueprint, journal, start), journal=journal, clock=clock)
    try:
        running.start()
        yield running
    finally:
        running.close()


def place_of(running: RunningRoom, place_id: str) -> PlaceView:
    snapshot = running.host.snapshot()
    assert snapshot is not None
    return next(place for place in snapshot.places if place.place_id == place_id)


def admit(running: RunningRoom, place_id: str) -> None:
    running.host.submit(Admit(place_id=place_id, label=f"patient {place_id}", planned_infusion_s=2400))
    wait_for(lambda: place_of(running, place_id).session, what=f"a session at {place_id}")


def recorded(database: Path, blueprint: Blueprint) -> tuple[list[Input], list[AlarmChanged]]:
    """All inputs and alarm changes of a room that is closed."""
    journal = Journal.open(
        database,
        room_name=blueprint.plan.name,
        provenance=blueprint.plan.provenance,
        epoch=Instant(0, 0),
        profile_digest="test",
    )
    try:
        passed_over = 0
        while (recovery := journal.recover(passed_over_checkpoints=passed_over)).checkpoint is not None:
            passed_over += 1
    finally:
        journal.close()
    inputs = [item for batch in recovery.tail for item in batch.inputs]
    events = [event for batch in recovery.tail for event in batch.events]
    return inputs, [event for event in events if isinstance(event, AlarmChanged)]


def raised(changes: Sequence[AlarmChanged], rule: str, place_id: str) -> AlarmChanged:
    return next(
        change
        for change in changes
        if change.rule == rule and change.place_id == place_id and change.change is AlarmChangeKind.RAISED
    )


__all__ = [
    "Simulators",
    "admit",
    "blueprint_of",
    "clock_options",
    "place_of",
    "raised",
    "recorded",
    "running_room",
    "shared_clock",
]
