"""Whether the links of a room's devices can be read, belong to one device each and may be called real."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from drivers.device import DeviceKind
from drivers.errors import AddressError
from drivers.transport.address import (
    KINDS_OWN_PORT,
    Address,
    MqttAddress,
    Rfc2217Address,
    SerialAddress,
    TcpAddress,
    is_never_real,
    parse_address,
)
from drivers.transport.udp import UdpAddress
from monitor.settings.broker_checks import is_own_computer
from monitor.settings.map_checks import told_apart
from monitor.settings.problems import Problem, written


def link_problems(
    devices: Sequence[Mapping[str, Any]],
    *,
    kinds: Mapping[str, DeviceKind],
    broker_url: str | None,
    file: str,
) -> Iterator[Problem]:
    """Everything wrong with the links of `devices`; keys that are not sound are missing there."""
    seen: list[tuple[int, Address]] = []
    for index, device in enumerate(devices):
        link = device.get("link")
        if link is None:
            continue
        kind = kinds.get(device.get("kind", ""))
        address = _address(link, kind)
        if isinstance(address, str):
            yield _problem(file, index, link, address)
            continue
        words = (
            _shared(address, [one for one in seen if not told_apart(device, devices[one[0]])]),
            _wrong_way(address, kind),
            _not_real(address, device, broker_url=broker_url),
        )
        yield from (_problem(file, index, link, why) for why in words if why is not None)
        seen.append((index, address))


def _problem(file: str, index: int, link: str, why: str) -> Problem:
    return Problem(file=file, key=f"devices[{index}].link", value=written(link), expected=why)


def _address(link: str, kind: DeviceKind | None) -> Address | str:
    """The address, or what is wrong with it in words; line settings that such a device cannot have are wrong, too."""
    try:
        return parse_address(link, None if kind is None else kind.line)
    except AddressError as error:
        return str(error).removeprefix(f"link {link!r}: ")


def _shared(address: Address, seen: Sequence[tuple[int, Address]]) -> str | None:
    for index, other in seen:
        if _overlap(address, other):
            return f"devices[{index}] already has this link: one link carries one device"
    return None


def _overlap(one: Address, other: Address) -> bool:
    match one, other:
        case SerialAddress(), SerialAddress():
            return _same_port(one, other)
        case TcpAddress() | Rfc2217Address(), TcpAddress() | Rfc2217Address():
            return str(one).lower() == str(other).lower()  # host and port of one serial server
        case UdpAddress(), UdpAddress():
            ports = {one.port, other.port}
            return one.host.lower() == other.host.lower() and (KINDS_OWN_PORT in ports or len(ports) == 1)
        case MqttAddress(), MqttAddress():
            first, second = f"{one.topic_prefix}/", f"{other.topic_prefix}/"
            return first.startswith(second) or second.startswith(first)
        case _:
            return False


def _same_port(one: SerialAddress, other: SerialAddress) -> bool:
    if one.usb is None or other.usb is None:
        return one.port.lower() == other.port.lower()
    interfaces = {one.usb.interface, other.usb.interface}
    same_adapter = one.usb.serial_number.lower() == other.usb.serial_number.lower()
    return same_adapter and (None in interfaces or len(interfaces) == 1)


def _wrong_way(address: Address, kind: DeviceKind | None) -> str | None:
    if kind is None or _way(address) == _way_of(kind):
        return None
    return f"a {kind.title} {_way_of(kind)}"


def _way(address: Address) -> str:
    match address:
        case MqttAddress():
            return _MQTT
        case UdpAddress():
            return _UDP
        case SerialAddress() | TcpAddress() | Rfc2217Address():
            return _BYTES


def _way_of(kind: DeviceKind) -> str:
    if kind.make_decoder is None:
        return _MQTT
    return _UDP if kind.udp_ports else _BYTES


_MQTT = "speaks MQTT: expected mqtt://topic-prefix"
_UDP = "speaks UDP: expected udp://host"
_BYTES = "does not speak MQTT or UDP: expected serial://, tcp:// or rfc2217://"


def _not_real(address: Address, device: Mapping[str, Any], *, broker_url: str | None) -> str | None:
    if device.get("provenance") != "real" or device.get("real_because") is not None:
        return None
    if isinstance(address, MqttAddress):
        own = broker_url is not None and is_own_computer(broker_url)
        why = "the broker is this computer itself" if own else None
    else:
        why = is_never_real(str(device["link"]))
    if why is None:
        return None
    return f'{why}, so no real device stands there: expected real_because = "…" with the reason, or another provenance'
