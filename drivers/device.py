"""What a configured device is, what a driver offers, and what a decoder of captures offers. Types only."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from drivers.clock import Clock
from drivers.mqtt.adapters.mapping import Mapping
from drivers.observations import Observation, Parameter, Provenance, Stamp
from drivers.transport.line_settings import LinkDefaults


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """The MQTT broker of a room."""

    url: str  # mqtt://host:port or mqtts://host:port
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    ca_file: Path | None = None  # None: the system's certificate authorities
    client_cert_file: Path | None = None
    client_key_file: Path | None = None
    plain_allowed: bool = False  # opt-in without which real values never cross a network unencrypted


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceSpec:
    """One device as the room file names it."""

    device_id: str
    kind: str
    link: str  # as `drivers.transport.address` reads it: serial:///dev/ttyUSB0?baud=9600, mqtt://topic-prefix …
    provenance: Provenance
    cuff_start_allowed: bool = False  # the opt-in without which no inflation is ever commanded
    broker: Broker | None = None  # set exactly where the link is mqtt
    mapping: Mapping | None = None  # how foreign MQTT messages are read; set exactly for the kinds that need it


@dataclass(slots=True)
class LinkStatistics:
    """Counters of one link since it was opened; what the devices page and the diagnosis read."""

    received_bytes: int = 0
    frames: int = 0
    rejected_bytes: int = 0
    dropped_messages: int = 0  # thrown away because an inbox of ours was full
    last_byte: Stamp | None = None
    last_frame: Stamp | None = None
    device_clock_offset_s: float | None = None  # device clock minus ours, where the format carries a time


class Driver(Protocol):
    """One open device. It never reconnects by itself: retry and back-off belong to the caller."""

    @property
    def statistics(self) -> LinkStatistics: ...

    def observations(self) -> AsyncIterator[Observation]:
        """Yield what the device says until the link ends.

        Raises:
            LinkLostError: the link broke, or the device has been silent for so long that the link counts as broken.

        """
        ...

    async def start_cuff(self) -> None:
        """Ask the device to inflate the cuff once.

        Raises:
            CommandRefusedError: this device cannot, is busy, or was not opted in; the text says which.

        """
        ...

    async def cancel_cuff(self) -> None:
        """Ask the device to deflate now; allowed at any time where the device can.

        Raises:
            CommandRefusedError: this device cannot.

        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class HostCommand:
    """Bytes from host to device that were found in a capture."""

    command: str  # the device's own name for it, "NA"
    meaning: str
    stamp: Stamp | None


Decoded = Observation | HostCommand


class CaptureDecoder(Protocol):
    """Bytes of a recording in, observations out; the same code the driver uses, without a link."""

    @property
    def statistics(self) -> LinkStatistics: ...

    def feed(self, data: bytes, stamp: Stamp) -> list[Decoded]: ...

    def finish(self) -> list[Decoded]:
        """Account for bytes that were still waiting for their frame's end when the capture stopped."""
        ...


OpenDriver = Callable[[DeviceSpec, Clock], AbstractAsyncContextManager[Driver]]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKind:
    """One entry of the registry: what the room may expect from devices of this kind."""

    name: str  # as in room files and on the command line
    title: str  # as on screen: "Masimo Rad-8 / Radical-7 (ASCII 1)"
    open_driver: OpenDriver
    make_decoder: Callable[[], CaptureDecoder] | None  # None: no byte captures (MQTT)
    period_s: float  # seconds between two continuous values of a healthy device
    parameters: frozenset[Parameter]
    line: LinkDefaults | None = None  # of its serial port; None: it has none
    has_cuff: bool = False
    can_start_cuff: bool = False
    reports_alarms: bool = False  # physiological alarms of its own
    nothing_parses_hint: str = ""  # for people, where bytes arrive but hold no frame: the likely cause
    udp_ports: tuple[int, ...] = ()  # where it listens, then where it announces itself; empty: not a UDP kind
    experimental: bool = False  # some facts of its sheet are of medium certainty
