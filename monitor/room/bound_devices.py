"""Which devices measure whom, told as an event at the admission and whenever it is not the same any more."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from monitor.domain.device_events import BoundDevice, DevicesBound
from monitor.domain.inputs import DeviceIdentified
from monitor.domain.plan import PlannedDevice

if TYPE_CHECKING:
    from monitor.room.room import Room


class BoundDevices:
    """Owns what devices said of themselves, and what was told last of each patient's devices."""

    def __init__(self) -> None:
        self._said: dict[str, tuple[str, str, str]] = {}  # by device: model, serial number, software
        self._told: dict[int, tuple[BoundDevice, ...]] = {}  # by session

    def identified(self, room: "Room", item: DeviceIdentified) -> None:
        """A device says what it is."""
        if item.device_id in room.seat_of_device:
            self._said[item.device_id] = (item.model, item.serial_number, item.software)
            self.review(room)

    def review(self, room: "Room") -> None:
        """Tell of every patient whose devices are not those told last."""
        self._told = {session_id: told for session_id, told in self._told.items() if session_id in room.sessions}
        for session in room.sessions.values():
            devices = tuple(self._bound(device) for device in room.seats[session.place_id].devices)
            if devices != self._told.get(session.session_id, ()):
                self._told[session.session_id] = devices
                room.ledger.emit(
                    DevicesBound, place_id=session.place_id, session_id=session.session_id, devices=devices
                )

    def _bound(self, device: PlannedDevice) -> BoundDevice:
        model, serial_number, software = self._said.get(device.device_id, ("", "", ""))
        return BoundDevice(
            device_id=device.device_id,
            kind=device.kind,
            title=device.title,
            serial_number=device.serial_number,
            said_model=model,
            said_serial_number=serial_number,
            said_software=software,
        )

    def dump(self) -> dict[str, Any]:
        """Plain JSON for a checkpoint."""
        told = [[session_id, [asdict(device) for device in devices]] for session_id, devices in self._told.items()]
        return {"said": {device_id: list(texts) for device_id, texts in self._said.items()}, "told": told}

    def load(self, data: Mapping[str, Any] | None) -> None:
        """Back from `dump`; None: the checkpoint of a program that told nothing of devices."""
        if data is None:
            return
        self._said = {device_id: (texts[0], texts[1], texts[2]) for device_id, texts in data["said"].items()}
        self._told = {
            session_id: tuple(BoundDevice(**device) for device in devices) for session_id, devices in data["told"]
        }
