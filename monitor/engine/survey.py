"""What is there and in no room file: USB adapters that are plugged in, devices that publish under the room's broker.

It looks and listens only; nothing found is ever opened or bound by itself. What to do about it is decided by people, in
the room file.
"""

import asyncio
import logging
import os
from collections.abc import Sequence

from drivers.clock import Clock
from drivers.device import Broker, DeviceSpec, LinkStatistics
from drivers.errors import AddressError, DriverError
from drivers.mqtt.presence import Presence, Publisher
from drivers.mqtt.session import open_topic_reader
from drivers.observations import NANOSECONDS_PER_SECOND, Provenance, Stamp
from drivers.transport.address import MqttAddress, SerialAddress, parse_address
from drivers.transport.blocking import in_own_thread
from drivers.transport.usb_ports import ListUsbPorts, UsbPort, list_usb_ports
from monitor.port.snapshot import UnassignedView

log = logging.getLogger(__name__)

PORTS_EVERY_S = 5.0  # real seconds
BROKER_RETRY_S = 30.0  # real seconds; the devices themselves try far more often, and their words are shown
SILENT_AFTER_S = 30.0
LISTENER_ID = "survey"
NATIVE_KIND = "mqtt_native"


class Survey:
    """One room; lives in the engine's thread."""

    def __init__(
        self,
        specs: Sequence[DeviceSpec],
        *,
        broker: Broker | None,
        provenance: Provenance,
        clock: Clock,
        list_ports: ListUsbPorts = list_usb_ports,
    ) -> None:
        """`specs` are the devices that the room names; `broker` None is not listened to."""
        self._prefixes = _prefixes(specs)
        self._ports = _serial_addresses(specs)
        self._broker = broker
        self._provenance = provenance
        self._clock = clock
        self._list_ports = list_ports
        self._adapters: tuple[UnassignedView, ...] = ()
        self._presence = Presence()
        self.broker_problem = ""  # why the broker cannot be listened to, in words

    def found(self) -> tuple[UnassignedView, ...]:
        """Everything that no device of the room names, adapters first."""
        now = self._clock.now()
        publishers = tuple(self._presence.publishers.values())
        strangers = [each for each in publishers if each.prefix not in self._prefixes]
        return (*self._adapters, *(self._view(each, now) for each in strangers))

    async def run(self) -> None:
        """Look and listen until cancelled. A fault of its own ends nothing but the present look."""
        while True:
            try:
                await self._look()
            except* Exception:
                log.exception("the survey of devices failed")
            await self._clock.sleep(BROKER_RETRY_S * self._clock.speed)

    async def _look(self) -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(self._watch_ports(), name="survey of serial ports")
            if self._broker is not None:
                group.create_task(self._listen(self._broker), name="survey of the broker")

    async def _watch_ports(self) -> None:
        while True:
            try:
                ports = await in_own_thread(self._list_ports, name="list of USB ports")
            except OSError as error:
                log.debug("USB ports cannot be listed: %s", error)
                ports = ()
            self._adapters = tuple(_adapter(port) for port in ports if not self._is_taken(port))
            await self._clock.sleep(PORTS_EVERY_S * self._clock.speed)

    def _is_taken(self, port: UsbPort) -> bool:
        return any(_names(address, port) for address in self._ports)

    async def _listen(self, broker: Broker) -> None:
        spec = DeviceSpec(
            device_id=LISTENER_ID, kind=NATIVE_KIND, link="mqtt://survey", provenance=self._provenance, broker=broker
        )
        while True:
            try:
                async with open_topic_reader(spec, self._clock, self._reader) as driver:
                    self.broker_problem = ""
                    async for observation in driver.observations():
                        log.debug("the survey gives no observations, yet there was %r", observation)
            except DriverError as error:
                self.broker_problem = str(error)
                log.debug("the broker cannot be listened to: %s", error)
            await self._clock.sleep(BROKER_RETRY_S * self._clock.speed)

    def _reader(self, spec: DeviceSpec, prefix: str, statistics: LinkStatistics, shortest_limit_s: float) -> Presence:
        del spec, prefix, statistics, shortest_limit_s
        self._presence = Presence()
        return self._presence

    def _view(self, publisher: Publisher, now: Stamp) -> UnassignedView:
        return UnassignedView(
            link=f"mqtt://{publisher.prefix}",
            what=publisher.model or "a publisher without a birth message",
            kind=NATIVE_KIND,
            seen=_seen(publisher, now, self._clock.speed),
        )


def _seen(publisher: Publisher, now: Stamp, speed: float) -> str:
    if publisher.last_live is None:
        return "only messages kept by the broker"
    silent_s = (now.mono_ns - publisher.last_live.mono_ns) / NANOSECONDS_PER_SECOND / speed
    return "publishing" if silent_s < SILENT_AFTER_S else f"silent for {silent_s:.0f} s"


def _prefixes(specs: Sequence[DeviceSpec]) -> frozenset[str]:
    return frozenset(address.topic_prefix for address in map(_address, specs) if isinstance(address, MqttAddress))


def _serial_addresses(specs: Sequence[DeviceSpec]) -> tuple[SerialAddress, ...]:
    return tuple(address for address in map(_address, specs) if isinstance(address, SerialAddress))


def _address(spec: DeviceSpec) -> object:
    """The address of a device; None for what only its own driver can read."""
    try:
        return parse_address(spec.link)
    except AddressError:
        return None


def _names(address: SerialAddress, port: UsbPort) -> bool:
    if address.usb is None:
        return os.path.realpath(address.port) == os.path.realpath(port.device)
    same = port.serial_number is not None and address.usb.serial_number.casefold() == port.serial_number.casefold()
    return same and address.usb.interface in {None, port.interface}


def _adapter(port: UsbPort) -> UnassignedView:
    interface = "" if port.interface is None else f"/{port.interface}"
    path = port.device if port.serial_number is None else f"usb:{port.serial_number}{interface}"
    return UnassignedView(
        link=f"serial://{path}",
        what=f"{port.product or 'USB serial adapter'} at {port.device}",
        kind="",
        seen="plugged in",
    )
