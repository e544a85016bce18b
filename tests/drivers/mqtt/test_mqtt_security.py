"""Who may connect and to whom: passwords, access rules, TLS and client certificates on a real Mosquitto; addresses."""

import asyncio
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import aiomqtt
import pytest
from mosquitto_server import PASSWORD, PREFIX, Mosquitto, RequireTool, free_port, make_certificate, running_mosquitto

from drivers.clock import SystemClock
from drivers.device import Broker, DeviceSpec
from drivers.errors import AddressError, LinkUnavailableError
from drivers.mqtt import session
from drivers.mqtt.broker import read_address
from drivers.mqtt.payloads import OfflineMessage
from drivers.mqtt.session import open_mqtt_driver
from drivers.observations import Notice, Provenance

pytestmark = pytest.mark.timeout(60)


@pytest.fixture
async def mosquitto(tmp_path: Path, require_tool: RequireTool) -> AsyncIterator[Mosquitto]:
    async with running_mosquitto(tmp_path, require_tool) as running:
        yield running


def spec(broker: Broker | None, *, link: str = f"mqtt://{PREFIX}") -> DeviceSpec:
    return DeviceSpec(device_id="v100-a", kind="mqtt_vitals", link=link, provenance=Provenance.SIMULATED, broker=broker)


def login(url: str, folder: Path | None = None) -> Broker:
    """Name a broker with the monitor's right credentials."""
    return Broker(url=url, username="monitor", password=PASSWORD, ca_file=folder / "ca.pem" if folder else None)


async def assert_delivers(broker: Broker, mosquitto: Mosquitto) -> None:
    """Open the driver and see one message come through."""
    topic, payload = OfflineMessage(prefix=PREFIX).encode()
    async with (
        asyncio.timeout(20),
        open_mqtt_driver(spec(broker), SystemClock()) as driver,
        aiomqtt.Client("127.0.0.1", mosquitto.port, username="device", password=PASSWORD) as device,
    ):
        await device.publish(topic, payload, qos=1)
        notice = await anext(driver.observations())
    assert isinstance(notice, Notice)
    assert notice.code == "offline"


async def why_not(device: DeviceSpec) -> str:
    """The words with which the driver refuses to open."""
    with pytest.raises(LinkUnavailableError) as refusal:
        async with open_mqtt_driver(device, SystemClock()):
            pass
    return str(refusal.value)


@pytest.mark.system
async def test_wrong_password_is_told(mosquitto: Mosquitto) -> None:
    why = await why_not(spec(replace(login(f"mqtt://127.0.0.1:{mosquitto.port}"), password="wrong")))  # noqa: S106, it is wrong
    assert "does not authorise this login: wrong user name, password or certificate" in why


@pytest.mark.system
async def test_no_password_is_refused_by_a_broker_without_anonymous_access(mosquitto: Mosquitto) -> None:
    why = await why_not(spec(Broker(url=f"mqtt://127.0.0.1:{mosquitto.port}")))
    assert "does not authorise this login" in why


async def test_topics_that_may_not_be_read_are_told() -> None:
    """By bytes of MQTT 3.1.1, sections 3.2 and 3.9: Mosquitto itself grants every subscription, then stays silent."""

    async def refuse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await read_packet(reader)  # CONNECT
        writer.write(bytes.fromhex("20 02 00 00"))  # CONNACK, accepted
        subscribe = await read_packet(reader)
        writer.write(bytes.fromhex("90 03") + subscribe[:2] + bytes.fromhex("80"))  # SUBACK, failure
        await reader.read()
        writer.close()
        await writer.wait_closed()

    async with await asyncio.start_server(refuse, "127.0.0.1", 0) as server:
        why = await why_not(spec(login(f"mqtt://127.0.0.1:{server.sockets[0].getsockname()[1]}")))
    assert f"not authorised to read {PREFIX}/+" in why


async def read_packet(reader: asyncio.StreamReader) -> bytes:
    """Read one short MQTT packet (its length fits into one byte) and return what follows the fixed header."""
    header = await reader.readexactly(2)
    return await reader.readexactly(header[1])


@pytest.fixture
def short_timeout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "TIMEOUT_S", 0.3)


@pytest.mark.system
async def test_tls_with_the_right_ca(mosquitto: Mosquitto, tmp_path: Path) -> None:
    await assert_delivers(login(f"mqtts://127.0.0.1:{mosquitto.tls_port}", tmp_path), mosquitto)


@pytest.mark.system
async def test_tls_with_a_wrong_ca_is_refused(mosquitto: Mosquitto, tmp_path: Path) -> None:
    url = f"mqtts://127.0.0.1:{mosquitto.tls_port}"
    why = await why_not(spec(replace(login(url), ca_file=tmp_path / "other_ca.pem")))
    assert f"the certificate of the broker 127.0.0.1:{mosquitto.tls_port} is not trusted" in why


@pytest.mark.system
async def test_certificate_of_another_name_is_refused(
    mosquitto: Mosquitto, tmp_path: Path, require_tool: RequireTool
) -> None:
    await mosquitto.stop()
    make_certificate(
        require_tool("openssl"),
        tmp_path,
        "server",
        "broker",
        "-addext",
        "subjectAltName=DNS:other.example",
        issuer="ca",
    )
    await mosquitto.start()
    why = await why_not(spec(login(f"mqtts://127.0.0.1:{mosquitto.tls_port}", tmp_path)))
    assert "is not trusted" in why
    assert "IP address mismatch" in why


@pytest.mark.system
async def test_tls_demanded_from_a_port_that_speaks_plain_text(mosquitto: Mosquitto, tmp_path: Path) -> None:
    why = await why_not(spec(login(f"mqtts://127.0.0.1:{mosquitto.port}", tmp_path)))
    assert "broker 127.0.0.1" in why
    assert "TLS" in why or "reach" in why


@pytest.mark.system
async def test_client_certificate(mosquitto: Mosquitto, tmp_path: Path) -> None:
    broker = Broker(
        url=f"mqtts://127.0.0.1:{mosquitto.mutual_tls_port}",
        ca_file=tmp_path / "ca.pem",
        client_cert_file=tmp_path / "client.pem",
        client_key_file=tmp_path / "client.key",
    )
    await assert_delivers(broker, mosquitto)


@pytest.mark.system
@pytest.mark.usefixtures("short_timeout")
async def test_missing_client_certificate_is_told(mosquitto: Mosquitto, tmp_path: Path) -> None:
    url = f"mqtts://127.0.0.1:{mosquitto.mutual_tls_port}"
    why = await why_not(spec(Broker(url=url, ca_file=tmp_path / "ca.pem")))
    assert "certificate" in why


async def test_nobody_listens() -> None:
    port = free_port()
    assert f"no broker listens at 127.0.0.1:{port}" in await why_not(spec(login(f"mqtt://127.0.0.1:{port}")))


async def test_unknown_host() -> None:
    why = await why_not(spec(login("mqtt://no-such-host.invalid")))  # RFC 2606 reserves .invalid
    assert "the host name 'no-such-host.invalid' of the broker is unknown" in why


async def test_missing_files_are_named(tmp_path: Path) -> None:
    url = "mqtts://127.0.0.1:1"
    assert "nowhere.pem" in await why_not(spec(replace(login(url), ca_file=tmp_path / "nowhere.pem")))
    assert "nobody.pem" in await why_not(spec(replace(login(url), client_cert_file=tmp_path / "nobody.pem")))


@pytest.mark.usefixtures("short_timeout")
async def test_cancelled_while_connecting_leaves_nothing_behind() -> None:
    """A server that accepts and stays silent holds the login until its time-out."""
    accepted, released = asyncio.Event(), asyncio.Event()

    async def hold(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        accepted.set()
        await reader.read()  # ends when the other side has closed its socket
        writer.close()
        await writer.wait_closed()
        released.set()

    server = await asyncio.start_server(hold, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]

    async def connect() -> None:
        async with open_mqtt_driver(spec(login(f"mqtt://127.0.0.1:{port}")), SystemClock()):
            pass

    async with server:
        attempt = asyncio.create_task(connect())
        async with asyncio.timeout(20):
            await accepted.wait()
            await asyncio.wait({attempt}, timeout=0.05)  # let the silent login begin
            attempt.cancel()
            with pytest.raises(asyncio.CancelledError):
                await attempt
            await released.wait()
    assert asyncio.all_tasks() == {asyncio.current_task()}


@pytest.mark.parametrize(
    ("link", "url", "words"),
    [
        ("tcp://127.0.0.1:4001", "mqtt://127.0.0.1", "is not mqtt://vitals/v1/<site>/<device>"),
        ("mqtt://vitals/v1/a", "mqtt://127.0.0.1", "is not mqtt://vitals/v1/<site>/<device>"),
        ("mqtt://vitals/v2/a/b", "mqtt://127.0.0.1", "is not mqtt://vitals/v1/<site>/<device>"),
        ("mqtt://vitals/v1/+/b", "mqtt://127.0.0.1", "without + # ?"),
        ("mqtt://vitals/v1/a/#", "mqtt://127.0.0.1", "without + # ?"),
        ("mqtt://vitals/v1/a/b", "http://127.0.0.1", "is not mqtt://host:port or mqtts://host:port"),
        ("mqtt://vitals/v1/a/b", "mqtt://", "is not mqtt://host:port or mqtts://host:port"),
        ("mqtt://vitals/v1/a/b", "mqtt://127.0.0.1:port", "cannot be read"),
        ("mqtt://vitals/v1/a/b", "mqtt://127.0.0.1:99999", "cannot be read"),
        ("mqtt://vitals/v1/a/b", f"mqtt://{'x' * 64}.example", "cannot be read"),
        ("mqtt://vitals/v1/a/b", "mqtt://me:secret@127.0.0.1", "must not hold a name or password"),
    ],
)
def test_addresses_that_cannot_be_read(link: str, url: str, words: str) -> None:
    with pytest.raises(AddressError, match=re.escape(words)):
        read_address(spec(Broker(url=url), link=link))


def test_a_link_without_a_broker_is_refused() -> None:
    with pytest.raises(AddressError, match="the room names no broker"):
        read_address(spec(None))


def test_another_prefix_that_a_bridge_made_is_taken_as_it_is() -> None:
    assert read_address(spec(Broker(url="mqtt://127.0.0.1"), link="mqtt://ward/chair3")).prefix == "ward/chair3"


def test_default_ports() -> None:
    assert read_address(spec(Broker(url="mqtt://127.0.0.1"))).port == 1883
    assert read_address(spec(Broker(url="mqtts://broker.example"))).port == 8883


@pytest.mark.parametrize(
    ("url", "username", "words"),
    [
        ("mqtt://broker.example", "monitor", "need mqtts://"),
        ("mqtts://broker.example", None, "need a user name or a client certificate"),
    ],
)
def test_real_values_cross_a_network_only_with_tls_and_credentials(url: str, username: str | None, words: str) -> None:
    real = replace(spec(Broker(url=url, username=username)), provenance=Provenance.REAL)
    with pytest.raises(AddressError, match=words):
        read_address(real)
    safe = replace(real, broker=Broker(url="mqtts://broker.example", username="monitor"))
    assert read_address(safe).encrypted
    opted = replace(real, broker=Broker(url="mqtt://broker.example", username="monitor", plain_allowed=True))
    assert not read_address(opted).encrypted


def test_the_password_is_never_shown() -> None:
    address = read_address(spec(login("mqtts://broker.example")))
    assert PASSWORD not in repr(address)
