"""What the room may expect of a simulated device, whatever it speaks. Time is seconds after the start of the run."""

from typing import Protocol

from simulators.devices.cuff import Cuff
from simulators.devices.oximeter import Oximeter


class Instruments(Protocol):
    """What a device measures with; None: it has no such thing."""

    @property
    def oximeter(self) -> Oximeter | None: ...

    @property
    def cuff(self) -> Cuff | None: ...


class LineDevice(Instruments, Protocol):
    """A device on a serial or TCP line."""

    def tick(self, t_s: float) -> bytes:
        """Do what falls due once a second, and give what the device says unasked."""
        ...

    def answer(self, data: bytes, t_s: float) -> bytes:
        """Take bytes from the host and give the reply, if any."""
        ...
