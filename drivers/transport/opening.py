"""Opens the transport that an address names."""

from drivers.clock import Clock
from drivers.errors import AddressError
from drivers.transport.address import MqttAddress, Rfc2217Address, SerialAddress, TcpAddress, parse_address
from drivers.transport.base import Transport
from drivers.transport.line_settings import LinkDefaults
from drivers.transport.rfc2217 import open_rfc2217
from drivers.transport.serial_port import open_serial
from drivers.transport.tcp import open_tcp
from drivers.transport.udp import UdpAddress


async def open_transport(link: str, clock: Clock, *, defaults: LinkDefaults | None = None) -> Transport:
    """Open `link` for a device that speaks in bytes, with the line settings of its kind where the link has none.

    Raises:
        AddressError: `link` cannot be read, names a broker or a UDP device, or has line settings that this kind of
            device cannot have.
        LinkUnavailableError: it cannot be opened now; the text says why.

    """
    match parse_address(link, defaults):
        case SerialAddress() as address:
            return await open_serial(address, clock)
        case TcpAddress() as address:
            return await open_tcp(address, clock)
        case Rfc2217Address() as address:
            return await open_rfc2217(address, clock)
        case UdpAddress() | MqttAddress():
            raise AddressError(f"link {link!r}: this kind of device needs serial:// or tcp:// or rfc2217://")
