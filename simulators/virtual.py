"""A scenario on a virtual clock: its patients, devices, faults and script, as fast as the machine can.

Everything is what a served room is made of but the links: who reads a device takes its bytes here, in the same process.
"""

from collections.abc import Coroutine, Mapping
from datetime import datetime
from typing import Final

from simulators.deeds import OrderError
from simulators.devices.base import LineDevice
from simulators.devices.publishing import Publication, Publisher
from simulators.faults import FaultShares, FaultyLine
from simulators.history import HistoryPlan, play_past
from simulators.orders import OrderDesk
from simulators.room import RoomDevice, SimulatedRoom
from simulators.scenario import DevicePlan, Scenario
from simulators.script import Script


class VirtualLine:
    """A serial or TCP link that costs no time: what a piece's delay would be is not waited for."""

    def __init__(self, plan: DevicePlan, device: LineDevice, *, faults: FaultyLine) -> None:
        self.plan: Final = plan
        self._device = device
        self._faults = faults
        self._noise = b""
        self._is_wrong_baud = False
        self.plugged = True
        self.stalled = False

    def tick(self, t_s: float) -> list[bytes]:
        """Let the device live through this second and give the pieces that arrive."""
        said = self._device.tick(t_s)
        noise, self._noise = self._noise, b""
        return ([noise] if noise else []) + self._passed(said)

    def ask(self, data: bytes, t_s: float) -> list[bytes]:
        """Give the pieces of the device's answer."""
        if not self.plugged or self.stalled or self._is_wrong_baud:
            return []
        return self._passed(self._device.answer(data, t_s))

    async def unplug(self) -> None:
        """Break the link."""
        self.plugged = False

    async def replug(self) -> None:
        """Offer it again."""
        self.plugged = True

    async def garbage(self) -> None:
        """Put noise on the line."""
        self._noise += self._faults.garbage()

    def set_wrong_baud(self, *, wrong: bool) -> None:
        """Let either side hear nothing but rubbish."""
        self._is_wrong_baud = wrong

    def _passed(self, data: bytes) -> list[bytes]:
        if not self.plugged or self.stalled:
            return []
        if self._is_wrong_baud:
            data = self._faults.at_wrong_baud(data)
        return [piece.data for piece in self._faults.passes(data)]


class VirtualBroker:
    """Delivers at once and in order, while it runs."""

    def __init__(self) -> None:
        self.runs = True

    async def stop(self) -> None:
        """Break every connection; nobody says anything more, no last will either."""
        self.runs = False

    async def start_again(self) -> None:
        """Take connections again."""
        self.runs = True


class VirtualMqttLine:
    """A connection to the broker."""

    def __init__(self, plan: DevicePlan, device: Publisher, *, broker: VirtualBroker) -> None:
        self.plan: Final = plan
        self._broker = broker
        self._device = device
        self._waiting: list[Publication] = []
        self._is_known = False  # whether it has introduced itself on this connection
        self.plugged = True
        self.stalled = False

    def tick(self, t_s: float) -> list[Publication]:
        """Let the device live through this second and give the messages that arrive, a last will among them."""
        said = self._device.tick(t_s)
        arrived, self._waiting = self._waiting, []
        if not self._broker.runs:
            self._is_known = False
            return []
        if not self.plugged:
            return arrived
        if not self._is_known:
            self._is_known = True
            arrived += self._device.introduction(t_s)
        return arrived if self.stalled else arrived + said

    async def unplug(self) -> None:
        """Vanish without a word: the broker sends the last will."""
        will = self._device.will()
        if self.plugged and will is not None:
            self._waiting.append(will)
        self.plugged = self._is_known = False

    async def replug(self) -> None:
        """Connect again."""
        self.plugged = True

    async def garbage(self) -> None:
        """Publish bytes that are no message."""
        self._waiting.append(Publication(topic=self._device.value_topic, payload=b"\x00\xff\x80 no message"))

    def set_wrong_baud(self, *, wrong: bool) -> None:
        """Refuse: a network has no line speed."""
        del wrong
        raise OrderError(f"{self.plan.id} is on a network, which has no baud rate")


class VirtualRoom:
    """A scenario from its second 0 on; its past is played when it is made, and written down where `history` says so."""

    def __init__(self, scenario: Scenario, *, epoch: datetime, history: HistoryPlan | None = None) -> None:
        self.room: Final = SimulatedRoom(scenario, epoch=epoch)
        play_past(self.room, history)
        self._broker = VirtualBroker()
        self.lines: Final[Mapping[str, VirtualLine | VirtualMqttLine]] = {
            device.plan.id: self._line(device) for device in self.room.devices
        }
        self.refused: Final[list[dict[str, object]]] = []
        self._now_s = 0.0
        self._script = Script(scenario.happenings)
        self._desk = OrderDesk(
            self.room,
            lines=self.lines,
            now_s=lambda: self._now_s,
            script=self._script,
            broker=self._broker,
        )

    def carry_out(self, t_s: float) -> None:
        """Do what the script says up to `t_s`; to be called before the devices are asked for that second."""
        self._now_s = t_s
        for line in self._script.due(t_s):
            self.order(line)

    def order(self, line: str) -> dict[str, object]:
        """Carry out an order now."""
        answer = _finished(self._desk.obey(line))
        if "refused" in answer:
            self.refused.append(answer)
        return answer

    def _line(self, device: RoomDevice) -> VirtualLine | VirtualMqttLine:
        plan = device.plan
        if isinstance(device.device, Publisher):
            return VirtualMqttLine(plan, device.device, broker=self._broker)
        shares = FaultShares(**plan.faults.model_dump())
        seed = self.room.seed_for("faults", plan.id)
        return VirtualLine(plan, device.device, faults=FaultyLine(shares, seed=seed))


def _finished(work: Coroutine[object, object, dict[str, object]]) -> dict[str, object]:
    """Run what never waits, without an event loop."""
    try:
        work.send(None)
    except StopIteration as done:
        answer: dict[str, object] = done.value
        return answer
    work.close()
    raise AssertionError("an order on a virtual line waited")
