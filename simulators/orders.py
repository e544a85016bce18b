"""Orders to a running room, one JSON object a line: pull a plug, lose a probe, make a patient surge."""

from collections.abc import Mapping
from enum import StrEnum
from typing import assert_never

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

from simulators.links.line import DeviceLine
from simulators.links.mqtt import MqttLine
from simulators.pace import RunTime
from simulators.patient import EventKind, SimulatedPatient, make_event
from simulators.room import SimulatedRoom


class OrderError(Exception):
    """An order cannot be carried out; its text is meant for people."""


class DeviceDeed(StrEnum):
    UNPLUG = "unplug"
    REPLUG = "replug"
    STALL = "stall"  # the link stays open, nothing is said or answered
    RESUME = "resume"
    GARBAGE = "garbage"
    PROBE_OFF = "probe_off"
    PROBE_ON = "probe_on"


class PlaceDeed(StrEnum):
    SURGE = "surge"
    DESATURATE = "desaturate"
    FAINT = "faint"


_EVENTS = {
    PlaceDeed.SURGE: EventKind.SURGE,
    PlaceDeed.DESATURATE: EventKind.DESATURATION,
    PlaceDeed.FAINT: EventKind.FAINT,
}


class _Order(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class DeviceOrder(_Order):
    device: str
    do: DeviceDeed


class PlaceOrder(_Order):
    place: str
    do: PlaceDeed


_ORDER: TypeAdapter[DeviceOrder | PlaceOrder] = TypeAdapter(DeviceOrder | PlaceOrder)


class OrderDesk:
    """Carries out orders on the lines and patients of one room."""

    def __init__(self, room: SimulatedRoom, *, lines: Mapping[str, DeviceLine | MqttLine], run_time: RunTime) -> None:
        self._room = room
        self._lines = lines
        self._run_time = run_time

    async def obey(self, line: str) -> dict[str, object]:
        """Carry out the order in one line and give the answer for whoever ordered it; a bad order is only refused."""
        try:
            order = _ORDER.validate_json(line)
            if isinstance(order, PlaceOrder):
                self._do_to_patient(order)
            else:
                await self._do_to_device(order)
        except ValidationError:
            return {"refused": "not an order", "order": line.strip()[:200]}
        except (OrderError, OSError) as error:
            return {"refused": str(error), "order": line.strip()[:200]}
        return {"done": order.model_dump(mode="json")}

    def _do_to_patient(self, order: PlaceOrder) -> None:
        patient = self._room.patients.get(order.place)
        if not isinstance(patient, SimulatedPatient):
            raise OrderError(f"place {order.place} has no simulated patient")
        patient.add_event(make_event(_EVENTS[order.do], start_s=self._run_time.now_s()))

    async def _do_to_device(self, order: DeviceOrder) -> None:
        line = self._lines.get(order.device)
        if line is None:
            raise OrderError(f"there is no device {order.device}")
        match order.do:
            case DeviceDeed.UNPLUG:
                await line.unplug()
            case DeviceDeed.REPLUG:
                await line.replug()
            case DeviceDeed.STALL | DeviceDeed.RESUME:
                line.stalled = order.do is DeviceDeed.STALL
            case DeviceDeed.GARBAGE:
                await line.garbage()
            case DeviceDeed.PROBE_OFF | DeviceDeed.PROBE_ON:
                self._move_probe(order)
            case _:
                assert_never(order.do)

    def _move_probe(self, order: DeviceOrder) -> None:
        device = next(device for device in self._room.devices if device.plan.id == order.device)
        if device.device.oximeter is None:
            raise OrderError(f"{order.device} has no oximeter in use")
        device.device.oximeter.probe_on = order.do is DeviceDeed.PROBE_ON
