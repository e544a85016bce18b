"""Offers a simulated room to the outside: links, broker, announcements, orders while it runs.

What it says on standard output is an interface of JSON lines, described in the README. Words for people go to the log.
"""

import asyncio
import json
import logging
import os
from collections.abc import Mapping
from contextlib import AsyncExitStack
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import numpy as np

from drivers.philips_intellivue.protocol import split_messages
from simulators.control_channel import control_channel
from simulators.devices.publishing import Publisher
from simulators.faults import FaultShares, FaultyLine
from simulators.history import HistoryPlan, play_past
from simulators.kinds import LinkKind, line_query
from simulators.links.base import Link
from simulators.links.broker import EmbeddedBroker
from simulators.links.line import DeviceLine
from simulators.links.mqtt import BrokerAccount, MqttLine
from simulators.links.pty import PtyLink
from simulators.links.tcp import TcpLink
from simulators.links.udp import UdpLink
from simulators.occupants import sitting_at
from simulators.orders import OrderDesk
from simulators.pace import RunTime
from simulators.room import RoomDevice, SimulatedRoom
from simulators.scenario import DevicePlan, PatientPlan, PlacePlan
from simulators.script import Script

_logger = logging.getLogger(__name__)
_SCRIPT_PERIOD_S = 0.5


class Say(Protocol):
    """Takes one object for the parent program; flushed at once."""

    def __call__(self, announcement: Mapping[str, object]) -> None: ...


class RoomServer:
    """Serves one room until `stop` is set."""

    def __init__(
        self,
        room: SimulatedRoom,
        *,
        run_time: RunTime,
        say: Say,
        account: BrokerAccount | None = None,
        history: HistoryPlan | None = None,
        control_file: Path | None = None,
    ) -> None:
        self._room = room
        self._run_time = run_time
        self._say = say
        self._account = account  # None: an embedded broker is started where one is needed
        self._history = history
        self._control_file = control_file  # None: orders come on standard input alone
        self._lines: dict[str, DeviceLine | MqttLine] = {}
        self._broker_here: EmbeddedBroker | None = None
        self._script = Script(room.scenario.happenings)

    async def serve(self, *, stop: asyncio.Event, orders: asyncio.Queue[str]) -> None:
        """Open everything, announce it, run and obey `orders` until `stop`.

        Raises:
            OSError: a link or the history file cannot be had.

        """
        async with AsyncExitStack() as stack:
            if any(device.plan.link is LinkKind.MQTT for device in self._room.devices):
                account = await self._broker(stack)
            else:
                account = None
            directory = Path(stack.enter_context(TemporaryDirectory(prefix="infusion-sim-")))
            play_past(self._room, self._history)
            for device in self._room.devices:
                self._lines[device.plan.id] = await self._line(device, account=account, directory=directory)
            desk = self._desk()
            if self._control_file is not None and await stack.enter_async_context(
                control_channel(
                    self._control_file,
                    name=self._room.scenario.name,
                    obey=lambda line: self._answer(desk, line),
                    describe=lambda: describe(self._room, self._run_time.now_s()),
                )
            ):
                self._say({"control": str(self._control_file)})
            self._announce()
            await self._run(stop, desk, orders)

    async def _broker(self, stack: AsyncExitStack) -> BrokerAccount:
        if self._account is not None:
            account = self._account
        else:
            broker = EmbeddedBroker()
            await broker.start()
            stack.push_async_callback(broker.stop)
            self._broker_here = broker
            account = BrokerAccount(url=broker.url, username=broker.username, password=broker.password)
        self._say({"broker": account.url, "username": account.username, "password": account.password})
        return account

    async def _line(
        self, device: RoomDevice, *, account: BrokerAccount | None, directory: Path
    ) -> DeviceLine | MqttLine:
        plan = device.plan
        if isinstance(device.device, Publisher):
            if account is None:
                raise ValueError(f"{plan.id}: no broker was started")
            return MqttLine(device.device, account=account, name=plan.id)
        faults = FaultyLine(FaultShares(**plan.faults.model_dump()), seed=self._room.seed_for("faults", plan.id))
        line = DeviceLine(device.device, link=_link(plan, directory), faults=faults)
        await line.open(self._run_time)
        return line

    def _announce(self) -> None:
        for device in self._room.devices:
            plan = device.plan
            address = self._lines[plan.id].address
            said: dict[str, object] = {"device": plan.id, "kind": plan.kind, "link": address, "place": plan.place}
            if isinstance(device.device, Publisher) and device.device.tables:
                said["tables"] = device.device.tables
            self._say(said)
        for place in self._room.scenario.places:
            self._say(place_announcement(place, self._room.scenario.patient_at(place.id)))
        self._announce_nurse()
        if self._history is not None:
            self._say({"history": str(self._history.file)})
        self._say({"ready": True})

    def _announce_nurse(self) -> None:
        """Hand on what a nurse does: it is done at the station, which is not here."""
        scenario = self._room.scenario
        if scenario.nurse is None:
            return
        deeds = [deed.model_dump(mode="json") for deed in scenario.nurse.script(scenario.patients)]
        answers = scenario.nurse.answers_after_s
        self._say({"nurse": deeds, "answers_after_s": answers, "seed": self._room.seed_for("nurse")})

    async def _run(self, stop: asyncio.Event, desk: OrderDesk, orders: asyncio.Queue[str]) -> None:
        phases = np.random.default_rng(self._room.seed_for("phases")).random(len(self._lines))
        async with asyncio.TaskGroup() as group:
            tasks = [
                group.create_task(_run_line(line, self._run_time, phase_s=float(phase), name=name), name=name)
                for (name, line), phase in zip(self._lines.items(), phases, strict=True)
            ]
            tasks.append(group.create_task(self._obey(desk, orders), name="orders"))
            tasks.append(group.create_task(self._play(desk), name="script"))
            await stop.wait()
            for task in tasks:
                task.cancel()

    def _desk(self) -> OrderDesk:
        return OrderDesk(
            self._room,
            lines=self._lines,
            now_s=self._run_time.now_s,
            script=self._script,
            broker=self._broker_here,
        )

    async def _obey(self, desk: OrderDesk, orders: asyncio.Queue[str]) -> None:
        while True:
            await self._answer(desk, await orders.get())

    async def _answer(self, desk: OrderDesk, line: str) -> dict[str, object]:
        """Carry out an order, from wherever it comes, and announce what became of it."""
        answer = await desk.obey(line)
        self._say(answer)
        return answer

    async def _play(self, desk: OrderDesk) -> None:
        """Carry out the scenario's script; each deed is announced like an order."""
        async for t_s in self._run_time.ticks(period_s=_SCRIPT_PERIOD_S):
            for line in self._script.due(t_s):
                await self._answer(desk, line)


async def _run_line(line: DeviceLine | MqttLine, run_time: RunTime, *, phase_s: float, name: str) -> None:
    if isinstance(line, MqttLine):
        await line.run(run_time, phase_s=phase_s)
    else:
        await line.run(run_time, phase_s=phase_s, name=name)


def _link(plan: DevicePlan, directory: Path) -> Link:
    if plan.link is LinkKind.UDP:
        return UdpLink(split=split_messages)
    if plan.link is LinkKind.PTY and os.name == "posix":
        return PtyLink(name=plan.id, directory=directory, query=line_query(plan.kind))
    if plan.link is LinkKind.PTY:
        _logger.warning("%s: this system has no pseudo-terminals; it is offered over TCP instead", plan.id)
    return TcpLink()


def describe(room: SimulatedRoom, now_s: float) -> dict[str, object]:
    """Say who sits where at this moment, and what stands beside them."""
    labels = {id(patient): label for label, patient in room.people.items()}
    sitting = {place: sitting_at(patient, now_s) for place, patient in room.patients.items()}
    return {
        "minute": now_s / 60.0,
        "places": [{"place": place, "label": labels.get(id(patient))} for place, patient in sitting.items()],
        "devices": [{"device": d.plan.id, "kind": d.plan.kind, "place": d.plan.place} for d in room.devices],
    }


def place_announcement(place: PlacePlan, patient: PatientPlan | None) -> dict[str, object]:
    """Say who is at a place at the start."""
    if patient is None:
        return {"place": place.id, "kind": place.kind, "label": None, "phase": None}
    return {
        "place": place.id,
        "kind": place.kind,
        "label": patient.label,
        "course": patient.course,
        "phase": patient.phase,
        "admitted_min": patient.admitted_min,
        "infusion_start_min": patient.infusion_start_min,
        "infusion_end_min": patient.infusion_end_min,
        "planned_infusion_min": patient.planned_infusion_min,
    }


def json_line(announcement: Mapping[str, object]) -> str:
    """Put an announcement into its line, without the line's end."""
    return json.dumps(announcement, ensure_ascii=False)
