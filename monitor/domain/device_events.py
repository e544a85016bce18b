"""With which devices a patient is measured, as an event: kind, name and numbers, as they were then."""

from dataclasses import dataclass
from typing import Literal

from monitor.domain.time import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class BoundDevice:
    """One device. Texts are empty where neither the room file nor the device tells."""

    device_id: str
    kind: str
    title: str
    serial_number: str = ""  # of the room file
    said_model: str = ""  # what the device says of itself on the wire
    said_serial_number: str = ""
    said_software: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DevicesBound:
    """These devices, and no others, measure the patient from now on."""

    type: Literal["devices_bound"] = "devices_bound"
    seq: int
    at: Instant
    place_id: str
    session_id: int
    devices: tuple[BoundDevice, ...]
