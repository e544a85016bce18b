"""Opens the transport that an address names."""

from drivers.clock import Clock
from drivers.errors import AddressError
from drivers.transport.address import MqttAddress, SerialAddress, TcpAddress, parse_address
from drivers.transport.base import Transport
from drivers.transport.serial_port import open_serial
from drivers.transport.tcp import open_tcp


async def open_transport(link: str, clock: Clock) -> Transport:
    """Open `link` for a device that speaks in bytes.

    Raises:
        AddressError: `link` cannot be read, or names a broker.
        LinkUnavailableError: it cannot be opened now; the text says why.

    """
    match parse_address(link):
        case SerialAddress() as address:
            return await open_serial(address, clock)
        case TcpAddress() as address:
            return await open_tcp(address, clock)
        case MqttAddress():
            raise AddressError(f"link {link!r}: this kind of device needs serial:// or tcp://")
