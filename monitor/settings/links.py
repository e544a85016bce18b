"""Whether the links of a room's devices can be read, belong to one device each and may be called real."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import parse_qs

from drivers.device import DeviceKind
from drivers.errors import AddressError
from drivers.transport.address import MqttAddress, SerialAddress, TcpAddress, is_never_real, parse_address
from monitor.settings.broker_checks import is_own_computer
from monitor.settings.problems import Problem, written

Address = SerialAddress | TcpAddress | MqttAddress


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
        address = _address(link)
        if isinstance(address, str):
            yield _problem(file, index, link, address)
            continue
        words = (
            _shared(address, seen),
            _without_baud(address, link),
            _wrong_way(address, kinds.get(device.get("kind", ""))),
            _not_real(address, device, broker_url=broker_url),
        )
        yield from (_problem(file, index, link, why) for why in words if why is not None)
        seen.append((index, address))


def _problem(file: str, index: int, link: str, why: str) -> Problem:
    return Problem(file=file, key=f"devices[{index}].link", value=written(link), expected=why)


def _address(link: str) -> Address | str:
    """The address, or what is wrong with it in words."""
    try:
        return parse_address(link)
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
            return one.port.lower() == other.port.lower()
        case TcpAddress(), TcpAddress():
            return (one.host.lower(), one.port) == (other.host.lower(), other.port)
        case MqttAddress(), MqttAddress():
            first, second = f"{one.topic_prefix}/", f"{other.topic_prefix}/"
            return first.startswith(second) or second.startswith(first)
        case _:
            return False


def _without_baud(address: Address, link: str) -> str | None:
    if not isinstance(address, SerialAddress) or "baud" in parse_qs(link.partition("?")[2]):
        return None
    return 'expected the line speed set on the device, such as "?baud=9600" at the end'


def _wrong_way(address: Address, kind: DeviceKind | None) -> str | None:
    if kind is None or isinstance(address, MqttAddress) == (kind.make_decoder is None):
        return None
    if kind.make_decoder is None:
        return f"a {kind.title} speaks MQTT: expected mqtt://topic-prefix"
    return f"a {kind.title} does not speak MQTT: expected serial:// or tcp://"


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
