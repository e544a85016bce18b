"""What a screen may ask about one device beyond the snapshot: the bytes on its wire. Safe from any thread."""

from dataclasses import dataclass
from typing import Protocol

from drivers.observations import Stamp


@dataclass(frozen=True, slots=True)
class RawPiece:
    """Bytes that went over the wire together, in one direction."""

    stamp: Stamp
    data: bytes
    sent: bool = False  # from this computer to the device


class DevicePort(Protocol):
    def raw(self, device_id: str) -> tuple[RawPiece, ...]:
        """The last 4 KiB on the wire of the device, oldest first; nothing where the device is unknown."""
        ...

    def start_recording(self, device_id: str) -> str:
        """Write the device's bytes to a new file from now on; why that is not possible, or nothing.

        Where they go, how many there are and what went wrong later stands in the device's `LinkReport`.
        """
        ...

    def stop_recording(self, device_id: str) -> None:
        """End the recording of the device, if there is one."""
        ...
