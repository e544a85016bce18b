"""Orders to a running room, one JSON object a line: pull a plug, lose a probe, make a patient surge."""

from collections.abc import Callable, Mapping
from typing import Final, Protocol, assert_never, runtime_checkable

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from simulators.deeds import EVENTS, BrokerDeed, DeviceDeed, OrderError, PlaceDeed
from simulators.making import SimulatedDevice
from simulators.occupants import sitting_at
from simulators.patient import SimulatedPatient, make_event
from simulators.room import SimulatedRoom
from simulators.script import Script

_OFF_FOR_S: Final = 8.0  # a device that is restarted
_CLOCK_JUMP_S: Final = 3600.0

_BROKER_AWAY_S: Final = 15.0


class OrderedBroker(Protocol):
    """The broker of the room, as far as it can be ordered about."""

    async def stop(self) -> None: ...

    async def start_again(self) -> None: ...


class OrderedLine(Protocol):
    """What can be done to the link of a device."""

    stalled: bool

    async def unplug(self) -> None: ...

    async def replug(self) -> None: ...

    async def garbage(self) -> None: ...

    def set_wrong_baud(self, *, wrong: bool) -> None: ...


@runtime_checkable
class HasClock(Protocol):
    """A device that says what time it is."""

    def step_clock(self, seconds: float) -> None: ...


class _Order(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DeviceOrder(_Order):
    device: str
    do: DeviceDeed


class PlaceOrder(_Order):
    place: str
    do: PlaceDeed


class BrokerOrder(_Order):
    broker: BrokerDeed


_ORDER: TypeAdapter[DeviceOrder | PlaceOrder | BrokerOrder] = TypeAdapter(DeviceOrder | PlaceOrder | BrokerOrder)


class OrderDesk:
    """Carries out orders on the lines and patients of one room. What a deed entails later goes into `script`."""

    def __init__(
        self,
        room: SimulatedRoom,
        *,
        lines: Mapping[str, OrderedLine],
        now_s: Callable[[], float],
        script: Script,
        broker: OrderedBroker | None = None,
    ) -> None:
        self._room = room
        self._lines = lines
        self._now_s = now_s
        self._script = script
        self._broker = broker  # None: there is none, or it is not ours

    async def obey(self, line: str) -> dict[str, object]:
        """Carry out the order in one line and give the answer for whoever ordered it; a bad order is only refused."""
        try:
            order = _ORDER.validate_json(line)
            match order:
                case PlaceOrder():
                    self._do_to_patient(order)
                case BrokerOrder():
                    await self._do_to_broker(order.broker)
                case DeviceOrder():
                    await self._do_to_device(order)
                case _:
                    assert_never(order)
        except ValidationError:
            return {"refused": "not an order", "order": line.strip()[:200]}
        except (OrderError, OSError) as error:
            return {"refused": str(error), "order": line.strip()[:200]}
        return {"done": order.model_dump(mode="json")}

    def _do_to_patient(self, order: PlaceOrder) -> None:
        now_s = self._now_s()
        patient = sitting_at(self._room.patients.get(order.place), now_s)
        if not isinstance(patient, SimulatedPatient):
            raise OrderError(f"place {order.place} has no simulated patient")
        patient.add_event(make_event(EVENTS[order.do], start_s=now_s))

    async def _do_to_broker(self, deed: BrokerDeed) -> None:
        if self._broker is None:
            raise OrderError("there is no broker here that could be stopped")
        if deed is BrokerDeed.START:
            await self._broker.start_again()
            return
        await self._broker.stop()
        if deed is BrokerDeed.RESTART:
            self._script.add(self._now_s() + _BROKER_AWAY_S, {"broker": BrokerDeed.START})

    async def _do_to_device(self, order: DeviceOrder) -> None:
        line = self._lines.get(order.device)
        if line is None:
            raise OrderError(f"there is no device {order.device}")
        match order.do:
            case DeviceDeed.UNPLUG:
                await line.unplug()
            case DeviceDeed.REPLUG:
                await line.replug()
            case DeviceDeed.RESTART:
                await self._restart(order.device, line)
            case DeviceDeed.STALL | DeviceDeed.RESUME:
                line.stalled = order.do is DeviceDeed.STALL
            case DeviceDeed.GARBAGE:
                await line.garbage()
            case DeviceDeed.WRONG_BAUD | DeviceDeed.RIGHT_BAUD:
                line.set_wrong_baud(wrong=order.do is DeviceDeed.WRONG_BAUD)
            case _:
                self._do_to_instruments(order)

    async def _restart(self, device_id: str, line: OrderedLine) -> None:
        """Switch off and, a while later, on again; what the last determination gave is forgotten."""
        await line.unplug()
        cuff = self._device(device_id).cuff
        if cuff is not None:
            cuff.forget()
        self._script.add(self._now_s() + _OFF_FOR_S, {"device": device_id, "do": DeviceDeed.REPLUG})

    def _do_to_instruments(self, order: DeviceOrder) -> None:
        device = self._device(order.device)
        match order.do:
            case DeviceDeed.PROBE_OFF | DeviceDeed.PROBE_ON:
                if device.oximeter is None:
                    raise OrderError(f"{order.device} has no oximeter in use")
                device.oximeter.probe_on = order.do is DeviceDeed.PROBE_ON
            case DeviceDeed.KINK_HOSE | DeviceDeed.FREE_HOSE:
                if device.cuff is None:
                    raise OrderError(f"{order.device} has no cuff")
                device.cuff.kinked = order.do is DeviceDeed.KINK_HOSE
            case DeviceDeed.CLOCK_JUMP:
                if not isinstance(device, HasClock):
                    raise OrderError(f"{order.device} has no clock that somebody could set")
                device.step_clock(_CLOCK_JUMP_S)
            case _:
                raise AssertionError(f"{order.do} is not for instruments")

    def _device(self, device_id: str) -> SimulatedDevice:
        return next(each.device for each in self._room.devices if each.plan.id == device_id)
