"""A room with one bedside device that is simulated, read by its own driver, under its own supervisor, on virtual time.

Only the wire is made of memory: where the driver would open a port, a socket or a connection to a broker, it gets one
end of a pair, at whose other end the simulated device speaks.
"""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiomqtt
import pytest
from engine_fakes import NURSE, FakeWriter

from drivers.clock import MANUAL_START, ManualClock
from drivers.device import Broker, DeviceSpec, LinkStatistics
from drivers.errors import LinkLostError, LinkUnavailableError
from drivers.mqtt import session
from drivers.mqtt.inbox import Inbox as MqttInbox
from drivers.observations import NANOSECONDS_PER_SECOND, Numeric, Observation, Parameter, Provenance, Stamp
from drivers.philips_intellivue.protocol import split_messages
from drivers.registry import KINDS
from drivers.transport.memory import MemoryTransport, memory_pair
from monitor.alarms.rules import Profile
from monitor.app.compose import planned_device
from monitor.domain.commands import Admit, Command, Record
from monitor.domain.entries import InfusionAct, InfusionActRecorded
from monitor.domain.events import Event
from monitor.domain.plan import Place, RoomPlan
from monitor.domain.time import Instant
from monitor.domain.vocabulary import PlaceKind
from monitor.engine.core import EngineCore
from monitor.engine.guard import GuardedRoom
from monitor.engine.inbox import CommandQueue, Inbox
from monitor.engine.intake import Intake
from monitor.engine.supervisor import Supervisor
from monitor.engine.tally import Tally
from monitor.engine.timeline import resume
from monitor.port.snapshot import Snapshot
from monitor.room.room import Room
from monitor.settings.maps import read_maps
from simulators.devices.base import LineDevice
from simulators.devices.cuff import Cuff, CuffSettings
from simulators.devices.oximeter import RECORDED, Oximeter
from simulators.devices.publishing import Publication, Publisher
from simulators.kinds import DeviceKind
from simulators.making import Parts, SimulatedDevice, make_device
from simulators.patient import Vitals

DEVICE_ID = "SIM-d1"
WELL = Vitals(systolic=120.0, diastolic=76.0, mean=92.0, pulse=71.0, spo2=98.0, perfusion_index=3.6)
LINKS = ("open_transport", "open_udp")
TICK_S = 0.1
STEP_S = 4.0  # below the gap after which the shell asks whether the computer slept
_LOST = "the plug was pulled"


class _Well:
    """Somebody whose values never change."""

    def at(self, _t_s: float) -> Vitals:
        return WELL


def simulated(kind: str) -> SimulatedDevice:
    """A device of this kind on somebody who is well; no cuff inflates by itself."""
    patient = _Well()
    return make_device(
        DeviceKind(kind),
        Parts(
            device_id=DEVICE_ID,
            place_id="1",
            epoch=MANUAL_START.utc,
            serial_number="0000000001",
            oximeter=Oximeter(patient, RECORDED),
            oximeter_used=True,
            cuff=Cuff(patient, settings=CuffSettings(programme=(), failure_share=0.0, artefact_share=0.0), seed=1),
            patient=patient,
        ),
    )


class Wire:
    """What is between device and driver. `stalled`: nothing arrives, and nothing is broken; no plug: it breaks."""

    def __init__(self, kind: str, clock: ManualClock) -> None:
        self._kind = kind
        self.device = simulated(kind)
        self.clock = clock
        self.stalled = False
        self.plugged = True
        self._far: MemoryTransport | None = None
        self._messages: MqttInbox | None = None
        self._lost = asyncio.Event()

    @property
    def t_s(self) -> float:
        return self.clock.now().mono_ns / NANOSECONDS_PER_SECOND

    async def unplug(self) -> None:
        self.plugged = False
        self._lost.set()
        if self._far is not None:
            await self._far.close()

    async def open_bytes(self, *_: object, **__: object) -> MemoryTransport:
        """Stands in for what opens a port or a socket."""
        if not self.plugged:
            raise LinkUnavailableError("no such port")
        near, self._far = memory_pair(self.clock)
        return near

    @asynccontextmanager
    async def subscribed(
        self, _spec: object, clock: ManualClock, *, statistics: LinkStatistics, **_: object
    ) -> AsyncIterator["Wire"]:
        """Stands in for a connection to the broker."""
        if not self.plugged:
            raise LinkUnavailableError("no broker listens")
        self._messages = MqttInbox(clock, statistics)
        assert isinstance(self.device, Publisher)
        self._publish(self.device.introduction(self.t_s))
        yield self

    @property
    def messages(self) -> AsyncIterator[aiomqtt.Message]:
        """As the client has it."""
        return self._arriving()

    async def _arriving(self) -> AsyncIterator[aiomqtt.Message]:
        assert self._messages is not None
        lost = asyncio.create_task(self._lost.wait())
        waiting = asyncio.create_task(self._messages.get())
        try:
            while True:
                await asyncio.wait({waiting, lost}, return_when=asyncio.FIRST_COMPLETED)
                if lost.done():
                    raise aiomqtt.MqttError(_LOST)
                yield waiting.result()
                waiting = asyncio.create_task(self._messages.get())
        finally:
            lost.cancel()
            waiting.cancel()

    async def live(self) -> None:
        """Let the device speak once a second, and answer at once."""
        async with asyncio.TaskGroup() as group:
            group.create_task(self._speak())
            if not isinstance(self.device, Publisher):
                group.create_task(self._answer(self.device))

    async def _speak(self) -> None:
        while True:
            await self.clock.sleep(1.0)
            if isinstance(self.device, Publisher):
                said = self.device.tick(self.t_s)
                if not self.stalled:
                    self._publish(said)
            else:
                await self._say(self.device.tick(self.t_s))

    async def _answer(self, device: LineDevice) -> None:
        while True:
            far = self._far
            if far is None:
                await self.clock.sleep(0.1)
                continue
            try:
                chunk = await far.receive()
            except LinkLostError:
                self._far = None if self._far is far else self._far
                continue
            await self._say(device.answer(chunk.data, self.t_s))

    async def _say(self, data: bytes) -> None:
        if data and self._far is not None and not self.stalled:
            pieces = split_messages(data) if KINDS[self._kind].udp_ports else [data]
            with contextlib.suppress(LinkLostError):
                for piece in pieces:
                    await self._far.send(piece)

    def _publish(self, said: list[Publication]) -> None:
        if self._messages is None or self.stalled:
            return
        for each in said:
            self._messages.put_nowait(
                aiomqtt.Message(each.topic, each.payload, qos=1, retain=False, mid=0, properties=None)
            )


@dataclass
class _Heard:
    """A sink that notes when the last number reached this computer."""

    intake: Intake
    last: dict[Parameter, Stamp]

    def observed(self, observation: Observation, provenance: Provenance) -> None:
        if isinstance(observation, Numeric) and observation.value is not None:
            self.last[observation.parameter] = observation.stamp
        self.intake.observed(observation, provenance)

    def link_changed(self, device_id: str, *, up: bool, why: str) -> None:
        self.intake.link_changed(device_id, up=up, why=why)

    def cuff_refused(self, device_id: str, *, why: str) -> None:
        self.intake.cuff_refused(device_id, why=why)


class DrivenRoom:
    """Chair 1 with a patient in the infusion since second 1, and the device."""

    def __init__(self, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
        self.clock = ManualClock()
        self.wire = Wire(kind, self.clock)
        spec = _spec(kind, self.wire.device)
        module = sys.modules[KINDS[kind].open_driver.__module__]
        for name in LINKS:
            if hasattr(module, name):
                monkeypatch.setattr(module, name, self.wire.open_bytes)
        monkeypatch.setattr(session, "_subscribed", self.wire.subscribed)
        self.planned = planned_device(spec, place_id="1")
        plan = RoomPlan(
            name="Test room",
            provenance=Provenance.SIMULATED,
            places=(Place(place_id="1", kind=PlaceKind.CHAIR),),
            devices=(self.planned,),
        )
        profile, epoch = Profile(name="test"), Instant(0, MANUAL_START.utc_ns // 1_000_000)
        timeline, inbox, tally = resume(MANUAL_START, epoch).timeline, Inbox(), Tally()
        self.heard = _Heard(Intake(inbox=inbox, timeline=timeline, clock=self.clock, tally=tally), {})
        self.supervisor = Supervisor(
            spec, open_driver=KINDS[kind].open_driver, clock=self.clock, sink=self.heard, kind=KINDS[kind]
        )
        self.commands = CommandQueue()
        self.events = list[Event]()
        self.core = EngineCore(
            GuardedRoom(Room(plan, profile, epoch), plan=plan, profile=profile),
            timeline=timeline,
            inbox=inbox,
            commands=self.commands,
            writer=FakeWriter(),
            clock=self.clock,
            tally=tally,
            statuses=lambda now: {DEVICE_ID: self.supervisor.status(now)},
        )
        self.command(Admit(place_id="1", label="A.M. 59", planned_infusion_s=2400, actor=NURSE))

    def command(self, command: Command) -> None:
        self.commands.put(command)

    def start(self) -> None:
        """The infusion begins."""
        entry = InfusionActRecorded(act=InfusionAct.START)
        self.command(Record(place_id="1", session_id=1, entry=entry, actor=NURSE))

    @property
    def t_s(self) -> float:
        return self.wire.t_s

    async def at(self, t_s: float, *, advance_s: float = TICK_S) -> Snapshot:
        """The picture at this second; the density of the steps on the way changes no event.

        The clock moves by a tick at a time while anybody is asked and answers, which takes turns of the loop.
        """
        while True:
            until_s = min(self.t_s + STEP_S, t_s)
            while self.t_s < until_s - 1e-6:
                await self.clock.advance(min(advance_s, until_s - self.t_s))
            step = self.core.step(self.clock.now())
            assert step is not None
            self.events += step.events
            if until_s == t_s:
                return step.snapshot

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        tasks = [asyncio.create_task(self.wire.live()), asyncio.create_task(self.supervisor.run())]
        try:
            yield
        finally:
            for task in reversed(tasks):
                task.cancel()
                while not task.done():  # some say goodbye, and wait for an answer
                    await self.clock.advance(0.5)


def _spec(kind: str, device: SimulatedDevice) -> DeviceSpec:
    if not isinstance(device, Publisher):
        link = "udp://127.0.0.1" if KINDS[kind].udp_ports else "tcp://127.0.0.1:1"
        return DeviceSpec(device_id=DEVICE_ID, kind=kind, link=link, provenance=Provenance.SIMULATED)
    maps = read_maps(device.tables, file="room.toml", key="devices[0]")
    return DeviceSpec(
        device_id=DEVICE_ID,
        kind=kind,
        link=f"mqtt://{device.prefix}",
        provenance=Provenance.SIMULATED,
        broker=Broker(url="mqtt://127.0.0.1:1"),
        mapping=maps.care or maps.map,
    )
