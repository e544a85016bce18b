"""Parts of an engine for tests: a scripted device behind a memory link, a storage writer under the test's control."""

import concurrent.futures
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from drivers.clock import Clock, ManualClock
from drivers.device import DeviceSpec, Driver, LinkStatistics
from drivers.errors import CommandRefusedError, LinkUnavailableError
from drivers.observations import Numeric, Observation, Parameter, Provenance, Quality, Source, Stamp
from drivers.transport.memory import MemoryTransport, memory_pair
from monitor.alarms.rules import Profile
from monitor.domain.people import Actor
from monitor.domain.plan import Place, PlannedDevice, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.engine.core import EngineCore, Step, Writer
from monitor.engine.guard import GuardedRoom
from monitor.engine.inbox import CommandQueue, Inbox
from monitor.engine.intake import Intake
from monitor.engine.machine_health import MachineHealth
from monitor.engine.supervisor import Supervisor
from monitor.engine.tally import Tally
from monitor.engine.timeline import resume
from monitor.room.room import Room
from monitor.storage.batch import Batch

C = TypeVar("C", bound=Clock)
NURSE = Actor("test nurse", "nurse")


def plan_of(*place_ids: str) -> RoomPlan:
    """Chairs with one oximeter each, named `ox-<place>`."""
    return RoomPlan(
        name="Test room",
        provenance=Provenance.SIMULATED,
        places=tuple(Place(place_id=place_id, kind=PlaceKind.CHAIR) for place_id in place_ids),
        devices=tuple(
            PlannedDevice(
                device_id=f"ox-{place_id}",
                kind="oximeter",
                title="Oximeter",
                place_id=place_id,
                period_s=1.0,
                parameters=frozenset({Parameter.SPO2, Parameter.PULSE}),
            )
            for place_id in place_ids
        ),
    )


def spec_of(place_id: str, provenance: Provenance = Provenance.SIMULATED) -> DeviceSpec:
    return DeviceSpec(device_id=f"ox-{place_id}", kind="oximeter", link="tcp://test:1", provenance=provenance)


class TextDriver:
    """Reads one saturation per chunk, as decimal text; anything else is a bug that a test provokes."""

    def __init__(self, spec: DeviceSpec, transport: MemoryTransport, claims: Provenance | None) -> None:
        self.statistics = LinkStatistics()
        self._spec = spec
        self._transport = transport
        self._claims = claims or spec.provenance

    async def observations(self) -> AsyncIterator[Observation]:
        while True:
            chunk = await self._transport.receive()
            value = float(chunk.data)  # ValueError: the bug in the driver
            self.statistics.frames += 1
            self.statistics.last_frame = chunk.stamp
            yield Numeric(
                device_id=self._spec.device_id,
                parameter=Parameter.SPO2,
                value=value,
                quality=Quality.VALID,
                source=Source.OXIMETER,
                stamp=chunk.stamp,
                provenance=self._claims,
            )

    async def start_cuff(self) -> None:
        raise CommandRefusedError("no cuff")

    async def cancel_cuff(self) -> None:
        raise CommandRefusedError("no cuff")


@dataclass
class Bedside:
    """The far end of a device's link. `plugged` False: it cannot be opened."""

    clock: Clock
    plugged: bool = True
    claims: Provenance | None = None
    opened: int = 0
    _end: MemoryTransport | None = None

    @asynccontextmanager
    async def open(self, spec: DeviceSpec, clock: Clock) -> AsyncIterator[Driver]:
        self.opened += 1
        if not self.plugged:
            raise LinkUnavailableError("no such port")
        near, self._end = memory_pair(clock)
        try:
            yield TextDriver(spec, near, self.claims)
        finally:
            await near.close()

    async def say(self, text: str) -> None:
        assert self._end is not None
        await self._end.send(text.encode())

    async def unplug(self) -> None:
        assert self._end is not None
        self.plugged = False
        await self._end.close()


@dataclass
class FakeWriter:
    """Confirms at once, or when the test says so."""

    confirms: bool = True
    problem: str | None = None
    unconfirmed_s: float = 0.0
    batches: list[Batch] = field(default_factory=list)
    futures: list[concurrent.futures.Future[None]] = field(default_factory=list)

    def oldest_unconfirmed_s(self) -> float:
        return self.unconfirmed_s

    def submit(self, batch: Batch) -> concurrent.futures.Future[None]:
        future: concurrent.futures.Future[None] = concurrent.futures.Future()
        future.set_running_or_notify_cancel()
        self.batches.append(batch)
        self.futures.append(future)
        if self.confirms:
            future.set_result(None)
        return future


class Bench(Generic[C]):
    """One engine core on `clock`, with a bedside per place; `recorder` stands in for the fake writer."""

    def __init__(self, *place_ids: str, clock: C, recorder: Writer | None = None) -> None:
        self.clock = clock
        self.plan = plan_of(*place_ids)
        self.profile = Profile(name="test")
        start = self.clock.now()
        epoch = Instant(0, start.utc_ns // 1_000_000)
        self.room = GuardedRoom(Room(self.plan, self.profile, epoch), plan=self.plan, profile=self.profile)
        self.writer = FakeWriter()
        self.tally = Tally()
        self.inbox, self.commands = Inbox(), CommandQueue()
        self.timeline = resume(start, epoch).timeline
        self.intake = Intake(inbox=self.inbox, timeline=self.timeline, clock=self.clock, tally=self.tally)
        self.bedsides = {place_id: Bedside(self.clock) for place_id in place_ids}
        self.supervisors = tuple(
            Supervisor(spec_of(place_id), open_driver=bedside.open, clock=self.clock, sink=self.intake)
            for place_id, bedside in self.bedsides.items()
        )
        self._recorder = recorder or self.writer
        self.start_again()

    def start_again(self) -> None:
        """A new engine goes on with the room as its checkpoint has it; what watches the computer knows nothing yet."""
        self.room.room = Room.restore(self.plan, self.profile, self.room.checkpoint())
        self.machine = MachineHealth()
        self.core = EngineCore(
            self.room,
            timeline=self.timeline,
            inbox=self.inbox,
            commands=self.commands,
            writer=self._recorder,
            clock=self.clock,
            tally=self.tally,
            machine=self.machine,
            statuses=lambda now: {each.spec.device_id: each.status(now) for each in self.supervisors},
        )


def step_after(bench: Bench[ManualClock], seconds: float) -> Step:
    bench.clock.move(seconds)
    step = bench.core.step(bench.clock.now())
    assert step is not None
    return step


def saturation(stamp: Stamp, value: float = 97.0, place_id: str = "1") -> Numeric:
    return Numeric(
        device_id=f"ox-{place_id}",
        parameter=Parameter.SPO2,
        value=value,
        quality=Quality.VALID,
        source=Source.OXIMETER,
        stamp=stamp,
    )
