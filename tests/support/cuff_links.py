"""A chair whose simulated monitor hangs on a link that a test can cut: room, supervisor, driver and device together.

A PM6750 or a DINAMAP keeps all bytes that it was sent, by life of the link.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

from cuff_rooms import cuff_plan
from worlds import make_room

from drivers.berry_bci.pm6750_driver import ALLOWED_WRITES as PM6750_WRITES
from drivers.berry_bci.pm6750_driver import Pm6750Driver
from drivers.clock import Clock, ManualClock
from drivers.device import DeviceSpec, Driver
from drivers.errors import LinkUnavailableError
from drivers.ge_dinamap.driver import ALLOWED_WRITES as DINAMAP_WRITES
from drivers.ge_dinamap.driver import DinamapDriver
from drivers.observations import NANOSECONDS_PER_SECOND, Observation, Provenance
from drivers.transport.allow_list import AllowListTransport
from drivers.transport.memory import MemoryTransport, memory_pair
from monitor.domain.events import CuffRequested, Event
from monitor.domain.inputs import CommandGiven, CuffRefused, Input, LinkChange
from monitor.domain.vocabulary import CuffMaster
from monitor.engine.convert import to_input
from monitor.engine.supervisor import Supervisor
from monitor.engine.timeline import Timeline
from monitor.room.room import Room
from simulators.devices.berry import Pm6750
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.ge_dinamap import Dinamap
from simulators.devices.oximeter import Oximeter, OximeterSettings
from simulators.patient import Vitals

WELL = Vitals(systolic=124.0, diastolic=76.0, mean=92.0, pulse=71.0, spo2=98.0, perfusion_index=3.6)
MODELS = ("ge_dinamap", "pm6750")


class CalmPatient:
    """Has the same values at all times."""

    def at(self, _t_s: float) -> Vitals:
        return WELL


@dataclass
class Bedside:
    """A simulated monitor at the end of a link."""

    clock: ManualClock
    model: str
    plugged: bool = True
    deaf: bool = False  # what it is sent is lost, and it says nothing
    heard: list[list[bytes]] = field(default_factory=list)
    end: MemoryTransport | None = None

    def __post_init__(self) -> None:
        patient = CalmPatient()
        cuff = Cuff(patient, settings=CuffSettings(programme=(), failure_share=0.0, artefact_share=0.0), seed=4)
        oximeter = Oximeter(patient, OximeterSettings())
        self.device = (
            Pm6750(oximeter=oximeter, cuff=cuff, patient=patient)
            if self.model == "pm6750"
            else Dinamap(oximeter=oximeter, cuff=cuff)
        )

    @asynccontextmanager
    async def open(self, spec: DeviceSpec, clock: Clock) -> AsyncIterator[Driver]:
        if not self.plugged:
            raise LinkUnavailableError("no such port")
        near, self.end = memory_pair(clock)
        self.heard.append([])
        task = asyncio.create_task(self._listen(self.end, self.heard[-1]), name="bedside")
        try:
            if self.model == "pm6750":
                yield Pm6750Driver(spec, transport=AllowListTransport(near, PM6750_WRITES), clock=clock)
            else:
                yield DinamapDriver(spec, transport=AllowListTransport(near, DINAMAP_WRITES), clock=clock)
        finally:
            task.cancel()
            self.end = None
            await near.close()

    async def _listen(self, end: MemoryTransport, heard: list[bytes]) -> None:
        while True:
            data = (await end.receive()).data
            if self.deaf:
                continue
            heard.append(data)
            answer = self.device.answer(data, self.t_s)
            if answer:
                await end.send(answer)

    @property
    def t_s(self) -> float:
        return self.clock.now().mono_ns / NANOSECONDS_PER_SECOND

    async def speak(self) -> None:
        """What it says unasked in this second."""
        said = self.device.tick(self.t_s)
        if said and self.end is not None and not self.deaf:
            await self.end.send(said)

    async def unplug(self) -> None:
        assert self.end is not None
        self.plugged = False
        end, self.end = self.end, None
        await end.close()


@dataclass
class Wire:
    """What the supervisor delivers, as inputs that wait for the room's next step."""

    clock: ManualClock
    timeline: Timeline
    waiting: list[Input] = field(default_factory=list)

    @property
    def tick(self) -> int:
        return self.timeline.arrival_tick(self.clock.now())

    def observed(self, observation: Observation, provenance: Provenance) -> None:
        made = to_input(observation, self.timeline, provenance)
        if made is not None:
            self.waiting.append(made)

    def link_changed(self, device_id: str, *, up: bool, why: str) -> None:
        self.waiting.append(LinkChange(tick=self.tick, device_id=device_id, up=up, why=why))

    def cuff_refused(self, device_id: str, *, why: str) -> None:
        self.waiting.append(CuffRefused(tick=self.tick, device_id=device_id, why=why))


@dataclass
class Chair:
    """One chair, its room, and the supervisor that carries what the room asks to the device."""

    room: Room
    bedside: Bedside
    wire: Wire
    supervisor: Supervisor

    async def second(self, *commands: CommandGiven) -> list[Event]:
        """Let a second pass and the room judge it; the commands are given at its end."""
        await self.bedside.speak()
        await self.bedside.clock.advance(1.0)
        tick = self.wire.tick
        given = [replace(command, tick=tick) for command in commands]
        late = [replace(each, tick=max(each.tick, self.room.tick + 1)) for each in self.wire.waiting]
        inputs: list[Input] = [*sorted(late, key=lambda each: each.tick), *given]
        self.wire.waiting = []
        events = self.room.step(self.room.ledger.instant(tick), inputs)
        for event in events:
            if isinstance(event, CuffRequested):
                self.supervisor.ask_cuff(event.act)
        return events

    async def seconds(self, count: int) -> list[Event]:
        return [event for _ in range(count) for event in await self.second()]

    def sent(self) -> list[bytes]:
        """All that the device was sent, over all lives of the link."""
        return [data for life in self.bedside.heard for data in life]


@asynccontextmanager
async def chair(model: str, *, master: CuffMaster = CuffMaster.STATION, opted_in: bool = True) -> AsyncIterator[Chair]:
    """A chair whose device is on line; nobody sits there yet."""
    clock = ManualClock()
    spec = DeviceSpec(device_id="d1", kind=model, link="", provenance=Provenance.SIMULATED, cuff_start_allowed=opted_in)
    bedside, wire = Bedside(clock, model), Wire(clock, Timeline(clock.now()))
    supervisor = Supervisor(spec, open_driver=bedside.open, clock=clock, sink=wire)
    made = Chair(make_room(plan=cuff_plan(master, may_start=opted_in)), bedside, wire, supervisor)
    task = asyncio.create_task(supervisor.run(), name="supervisor")
    try:
        await made.seconds(3)
        yield made
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
