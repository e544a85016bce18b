"""What a screen may ask about one device beyond the snapshot: bytes on its wire, its wave. Safe from any thread."""

from dataclasses import dataclass
from typing import Protocol

from drivers.observations import Stamp


@dataclass(frozen=True, slots=True)
class RawPiece:
    """Bytes that went over the wire together, in one direction."""

    stamp: Stamp
    data: bytes
    sent: bool = False  # from this computer to the device


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveView:
    """The last seconds of a wave without a gap, oldest sample first, in the device's own unit; None: not measured."""

    label: str  # "pleth"
    rate_hz: float
    samples: tuple[float | None, ...]


class DevicePort(Protocol):
    def raw(self, device_id: str) -> tuple[RawPiece, ...]:
        """The last 4 KiB on the wire of the device, oldest first; nothing where the device is unknown."""
        ...

    def wave(self, device_id: str) -> WaveView | None:
        """What the device draws now; None where it sends no wave, or no longer."""
        ...

    def start_recording(self, device_id: str) -> str:
        """Write the device's bytes to a new file from now on; why that is not possible, or nothing.

        Where they go, how many there are and what went wrong later stands in the device's `LinkReport`.
        """
        ...

    def stop_recording(self, device_id: str) -> None:
        """End the recording of the device, if there is one."""
        ...
