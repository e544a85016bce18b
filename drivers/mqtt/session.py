"""The MQTT driver: one connection to the broker for one device, from which its observations come.

Each device has a connection of its own, so that a fault or a flood of one touches no other. It runs on a plain
`asyncio.SelectorEventLoop` and keeps no task of its own while it is open. What messages mean is left to `intake`;
retry, back-off and the judging of silence to the caller: a last will becomes a notice and nothing else.
"""

import asyncio
import hashlib
import logging
import os
import socket
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import NoReturn, Protocol

import aiomqtt
from paho.mqtt.reasoncodes import ReasonCode

from drivers.clock import Clock
from drivers.device import DeviceSpec, Driver, LinkStatistics
from drivers.errors import CommandRefusedError, LinkLostError, LinkUnavailableError
from drivers.mqtt.broker import Address, make_tls_context, read_address, why_unavailable
from drivers.mqtt.inbox import Inbox, StampedMessage, inbox_type
from drivers.mqtt.intake import Intake
from drivers.observations import Observation, Stamp

KEEPALIVE_S = 5  # a dead path is noticed within two of these
TIMEOUT_S = 5.0  # for the login, the subscription and the goodbye
SHORTEST_LIMIT_REAL_S = 1.0
_SUBACK_FAILURE = 0x80  # MQTT 3.1.1, section 3.9.3

_LOGGER = logging.getLogger(__name__)
_CLIENT_LOGGER = logging.getLogger(f"{__name__}.client")
_CLIENT_LOGGER.setLevel(logging.CRITICAL)  # every fault it would log reaches us as an exception and is told once


def open_mqtt_driver(spec: DeviceSpec, clock: Clock) -> AbstractAsyncContextManager[Driver]:
    """Connect to the room's broker and subscribe to one device's topics.

    Raises:
        AddressError: the link or the broker's address cannot be read, or is not safe enough for real values.
        LinkUnavailableError: on entering; no such host, nobody listens, login refused, certificate not trusted, not
            authorised to read the topics. The text says which.

    """
    return _open(spec, clock)


def open_topic_reader(
    spec: DeviceSpec, clock: Clock, make_reader: "MakeReader"
) -> AbstractAsyncContextManager["TopicDriver"]:
    """The same for messages of any other form, which `make_reader`'s product names the topics of and judges.

    Raises:
        AddressError, LinkUnavailableError: as `open_mqtt_driver`; the former also where the device lacks a map.

    """
    return _open_reader(spec, clock, make_reader)


def open_exchange(
    spec: DeviceSpec, clock: Clock, *, topics: tuple[str, ...] = ()
) -> AbstractAsyncContextManager[aiomqtt.Client]:
    """A connection for what the monitor itself says and hears, under the same rules of secrecy as a device's.

    `spec` names the connection and the broker; `topics` are subscribed to.

    Raises:
        AddressError, LinkUnavailableError: as `open_mqtt_driver`.

    """
    return _subscribed(spec, clock, address=read_address(spec), statistics=LinkStatistics(), topics=topics)


@asynccontextmanager
async def _open(spec: DeviceSpec, clock: Clock) -> AsyncGenerator["MqttDriver", None]:
    address, statistics = read_address(spec), LinkStatistics()
    intake = Intake(
        device_id=spec.device_id,
        provenance=spec.provenance,
        statistics=statistics,
        shortest_limit_s=SHORTEST_LIMIT_REAL_S * clock.speed,
    )
    topics = (f"{address.prefix}/+",)
    async with _subscribed(spec, clock, address=address, statistics=statistics, topics=topics) as client:
        yield MqttDriver(client, intake, statistics, address=address)


@asynccontextmanager
async def _open_reader(
    spec: DeviceSpec, clock: Clock, make_reader: "MakeReader"
) -> AsyncGenerator["TopicDriver", None]:
    address, statistics = read_address(spec), LinkStatistics()
    reader = make_reader(spec, address.prefix, statistics, SHORTEST_LIMIT_REAL_S * clock.speed)
    async with _subscribed(spec, clock, address=address, statistics=statistics, topics=reader.topics) as client:
        yield TopicDriver(client, reader, statistics, address=address)


@asynccontextmanager
async def _subscribed(
    spec: DeviceSpec, clock: Clock, *, address: Address, statistics: LinkStatistics, topics: tuple[str, ...]
) -> AsyncGenerator[aiomqtt.Client, None]:
    """A connection on which the messages of `topics` arrive."""
    client = _make_client(spec.device_id, address, inbox_type(clock, statistics))
    await _connect(client, spec, address)
    try:
        if topics:
            await _subscribe(client, spec, address, topics)
        yield client
    finally:
        await _leave(client, spec)


def _make_client(device_id: str, address: Address, queue_type: type[Inbox]) -> aiomqtt.Client:
    broker = address.broker
    return aiomqtt.Client(
        address.host,
        address.port,
        identifier=client_identifier(device_id),
        username=broker.username,
        password=broker.password,
        clean_session=True,
        keepalive=KEEPALIVE_S,
        timeout=TIMEOUT_S,
        tls_context=make_tls_context(broker) if address.encrypted else None,
        logger=_CLIENT_LOGGER,
        queue_type=queue_type,
    )


def client_identifier(device_id: str) -> str:
    """Name this process towards the broker for one device: stable, unique, 22 characters.

    MQTT 3.1.1, section 3.1.3.1: every broker accepts 1 to 23 letters and digits.
    """
    owner = f"{device_id}|{socket.gethostname()}|{os.getpid()}"
    return "im" + hashlib.sha256(owner.encode()).hexdigest()[:20]


async def _connect(client: aiomqtt.Client, spec: DeviceSpec, address: Address) -> None:
    """Log in. The attempt is always awaited to its end, because half an attempt leaves a thread and a socket behind."""
    attempt = asyncio.create_task(client.__aenter__(), name=f"mqtt[{spec.device_id}].connect")
    try:
        await asyncio.shield(attempt)
    except asyncio.CancelledError:
        # Bounded by the client's time-outs, 5 s for the socket and 5 s for the login; its outcome no longer matters.
        await asyncio.gather(attempt, return_exceptions=True)
        await _abandon(client, spec)
        raise
    except aiomqtt.MqttError as error:
        await _abandon(client, spec)
        raise LinkUnavailableError(f"{spec.device_id}: {why_unavailable(error, address)}") from error
    _LOGGER.info("%s: connected to the broker %s", spec.device_id, address)


async def _subscribe(client: aiomqtt.Client, spec: DeviceSpec, address: Address, topics: tuple[str, ...]) -> None:
    try:
        granted = await client.subscribe([(topic, 1) for topic in topics])
    except aiomqtt.MqttError as error:
        raise LinkUnavailableError(f"{spec.device_id}: the broker {address} broke off while subscribing") from error
    codes = [code.value if isinstance(code, ReasonCode) else code for code in granted]
    refused = [topic for topic, code in zip(topics, codes, strict=True) if code >= _SUBACK_FAILURE]
    if refused:
        names = ", ".join(refused)
        raise LinkUnavailableError(f"{spec.device_id}: not authorised to read {names} at the broker {address}")


async def _abandon(client: aiomqtt.Client, spec: DeviceSpec) -> None:
    """Close what a failed login left open. WORKAROUND for aiomqtt 2.5.1, whose `__aenter__` leaves the socket open.

    Remove when a failed `__aenter__` closes it.
    """
    client.timeout = 0.0  # nobody will answer the goodbye
    await _leave(client, spec)


async def _leave(client: aiomqtt.Client, spec: DeviceSpec) -> None:
    try:
        await client.__aexit__(None, None, None)
    except aiomqtt.MqttError as error:
        _LOGGER.info("%s: the broker did not answer the goodbye: %s", spec.device_id, error)
    ended = client._disconnected  # noqa: SLF001, an unread exception in it would be logged as an error by asyncio
    if ended.done() and not ended.cancelled():
        ended.exception()


class MessageReader(Protocol):
    """Judges the messages of one device."""

    def feed(self, topic: str, payload: bytes, *, retained: bool, stamp: Stamp) -> list[Observation]:
        """Judge one delivered message, whatever its bytes. `stamp` is the instant at which it arrived here."""
        ...


class TopicReader(MessageReader, Protocol):
    """A reader that knows the topics of its device."""

    @property
    def topics(self) -> tuple[str, ...]:
        """Topic filters to subscribe to."""
        ...


# spec, topic prefix, statistics to count into, and the seconds below which no value is called stale
MakeReader = Callable[[DeviceSpec, str, LinkStatistics, float], TopicReader]


class TopicDriver:
    """Yields what one device says until the connection to the broker is lost."""

    def __init__(
        self, client: aiomqtt.Client, reader: MessageReader, statistics: LinkStatistics, *, address: Address
    ) -> None:
        self._client = client
        self._reader = reader
        self._address = address
        self._statistics = statistics

    @property
    def statistics(self) -> LinkStatistics:
        return self._statistics

    async def observations(self) -> AsyncIterator[Observation]:
        """Yield observations in the order in which messages arrived.

        Raises:
            LinkLostError: the broker is gone. A silent device does not end the link; its data grow old.

        """
        try:
            async for message in self._client.messages:
                for observation in self._read(message):
                    yield observation
        except aiomqtt.MqttError as error:
            raise LinkLostError(
                f"the connection to the broker {self._address} was lost: {error.__cause__ or error}"
            ) from error

    def _read(self, message: aiomqtt.Message) -> list[Observation]:
        if not isinstance(message, StampedMessage):
            raise TypeError(f"the inbox holds a {type(message).__name__}")
        return self._reader.feed(message.topic.value, message.payload, retained=message.retain, stamp=message.stamp)

    async def start_cuff(self) -> None:
        """Raise CommandRefusedError: over MQTT devices are only read."""
        self._refuse_command("started")

    async def cancel_cuff(self) -> None:
        """Raise CommandRefusedError: over MQTT devices are only read."""
        self._refuse_command("stopped")

    def _refuse_command(self, what: str) -> NoReturn:
        raise CommandRefusedError(f"a cuff cannot be {what} over MQTT: use the bedside monitor")


class MqttDriver(TopicDriver):
    """The driver of the native schema."""

    def __init__(self, client: aiomqtt.Client, intake: Intake, statistics: LinkStatistics, *, address: Address) -> None:
        super().__init__(client, intake, statistics, address=address)
        self.intake = intake  # counters of order, repetition and refusals, and the birth message
