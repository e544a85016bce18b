"""Finds a USB serial adapter by its serial number, which stays the same when the system gives it another name.

Which monitor hangs on the adapter is another question: a device that names itself in its data is left to its driver.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from serial.tools import list_ports

from drivers.errors import LinkUnavailableError
from drivers.transport.address import UsbName

MAX_LISTED = 12  # in the text of an error; a hub full of adapters is no reason for a page of it


@dataclass(frozen=True, slots=True, kw_only=True)
class UsbPort:
    """One serial port of one USB adapter, as the system lists it now."""

    device: str  # "/dev/ttyUSB3" or "COM7"
    serial_number: str | None  # many cheap adapters have none
    interface: int | None = None  # set on adapters with several ports
    product: str = ""  # "FT232R USB UART"

    def __str__(self) -> str:
        number = "without serial number" if self.serial_number is None else str(_name(self))
        return ", ".join(part for part in (self.device, number, self.product) if part)


ListUsbPorts = Callable[[], Sequence[UsbPort]]


def list_usb_ports() -> tuple[UsbPort, ...]:
    """Ports of the USB adapters that are plugged in now; takes some milliseconds, on Windows more."""
    return tuple(
        UsbPort(
            device=port.device,
            serial_number=port.serial_number or None,
            interface=_interface(port.location),
            product=port.product or "",
        )
        for port in sorted(list_ports.comports())
        if port.vid is not None
    )


def _interface(location: str | None) -> int | None:
    """The 2 of "1-1.4:1.2"; pyserial writes the part behind the colon where an adapter has several ports."""
    found = re.search(r":(?:\d+|x)\.(\d+)$", location or "")
    return None if found is None else int(found[1])


def find_usb_port(name: UsbName, ports: Sequence[UsbPort]) -> str:
    """The device path of the adapter `name` among `ports`.

    Raises:
        LinkUnavailableError: it is not there, or several fit; the text lists what is there.

    """
    same = [port for port in ports if _same(port.serial_number, name.serial_number)]
    fitting = same if name.interface is None else [port for port in same if port.interface == name.interface]
    if len(fitting) == 1:
        return fitting[0].device
    if not fitting:
        raise LinkUnavailableError(f"{name}: no USB serial adapter with this number is plugged in; {_listed(ports)}")
    raise LinkUnavailableError(f"{name}: {len(fitting)} ports have this USB serial number; {_way_out(fitting)}")


def _same(one: str | None, other: str) -> bool:
    return one is not None and one.casefold() == other.casefold()  # Windows lists them in capitals


def _name(port: UsbPort) -> UsbName:
    return UsbName(port.serial_number or "", port.interface)


def _way_out(ports: Sequence[UsbPort]) -> str:
    """Tell ports of one adapter, which have numbers, from adapters whose maker gave all of them the same number."""
    interfaces = {port.interface for port in ports}
    if len(interfaces) == len(ports) and None not in interfaces:
        return "name one of them: " + _joined(ports)
    return f"name the socket it is plugged into instead, such as /dev/serial/by-path/…: {_joined(ports)}"


def _listed(ports: Sequence[UsbPort]) -> str:
    return f"there are: {_joined(ports)}" if ports else "there is none at all"


def _joined(ports: Sequence[UsbPort]) -> str:
    shown = [str(port) for port in ports[:MAX_LISTED]]
    left = len(ports) - len(shown)
    return "; ".join(shown) + (f"; and {left} more" if left else "")
