"""Where and how to reach a broker, and its refusals in words. Opens nothing itself."""

import ipaddress
import socket
import ssl
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiomqtt
from paho.mqtt.reasoncodes import ReasonCode

from drivers.device import Broker, DeviceSpec
from drivers.errors import AddressError, LinkUnavailableError
from drivers.mqtt.payloads import is_prefix
from drivers.observations import Provenance
from drivers.transport.address import MqttAddress, parse_address

_PORTS = {"mqtt": 1883, "mqtts": 8883}

# MQTT 3.1.1, table 3.1, as paho renumbers it: 4 and 5 become the codes of MQTT 5.
_BAD_LOGIN = 134
_NOT_AUTHORISED = 135
_CLIENT_TIMED_OUT = "Operation timed out"  # aiomqtt's words where the broker is silent; in 3.11 its cause is an OSError


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A device's topics on a broker."""

    prefix: str  # "vitals/v1/clinic1/v100-a"
    host: str
    port: int
    encrypted: bool
    broker: Broker

    def __str__(self) -> str:
        return f"{self.host}:{self.port}"


def read_address(spec: DeviceSpec) -> Address:
    """Read the device's link and its broker.

    Raises:
        AddressError: the link is not ``mqtt://`` and a topic prefix, such as ``vitals/v1/<site>/<device>``; the
            broker's address cannot be read; or real values would cross a network without encryption or credentials.

    """
    link = parse_address(spec.link)
    if not isinstance(link, MqttAddress) or not is_prefix(link.topic_prefix):
        raise AddressError(f"{spec.device_id}: the link {spec.link!r} is not mqtt://vitals/v1/<site>/<device>")
    if spec.broker is None:
        raise AddressError(f"{spec.device_id}: the link is MQTT, but the room names no broker")
    address = _read_broker(link.topic_prefix, spec.broker)
    if spec.provenance is Provenance.REAL and not _is_loopback(address.host):
        _demand_security(address)
    return address


def _read_broker(prefix: str, broker: Broker) -> Address:
    try:
        parts = urlsplit(broker.url)
        port = parts.port
        (parts.hostname or "").encode("idna")  # a name that DNS cannot carry would fail in the resolver's thread
    except ValueError as error:
        raise AddressError(f"the broker's address {broker.url!r} cannot be read: {error}") from error
    if parts.username is not None or parts.password is not None:
        raise AddressError("the broker's address must not hold a name or password; they have keys of their own")
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise AddressError(f"the broker's address {broker.url!r} is not mqtt://host:port or mqtts://host:port")
    return Address(
        prefix=prefix,
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        encrypted=parts.scheme == "mqtts",
        broker=broker,
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _demand_security(address: Address) -> None:
    if not address.encrypted and not address.broker.plain_allowed:
        raise AddressError(f"real values from the broker {address} need mqtts:// (TLS)")
    if address.broker.username is None and address.broker.client_cert_file is None:
        raise AddressError(f"real values from the broker {address} need a user name or a client certificate")


class _HandshakeSocket(ssl.SSLSocket):
    """WORKAROUND for paho 2.1.0, which leaves the socket open after a failed handshake: remove when it closes it."""

    def do_handshake(self, block: bool = False) -> None:  # noqa: FBT001, FBT002, the signature is the base class's
        try:
            super().do_handshake(block)
        except OSError:
            self.close()
            raise


def make_tls_context(broker: Broker) -> ssl.SSLContext:
    """TLS settings: the broker's certificate and its name are always checked. Reads files.

    Raises:
        LinkUnavailableError: a certificate or key cannot be read; the text names the file.

    """
    try:
        context = ssl.create_default_context(cafile=broker.ca_file)
    except OSError as error:  # ssl.SSLError is one
        raise LinkUnavailableError(f"the CA file {broker.ca_file} cannot be used: {error}") from error
    context.sslsocket_class = _HandshakeSocket
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    if broker.client_cert_file is not None:
        try:
            # Without a password callback OpenSSL would ask at the terminal and stand still.
            context.load_cert_chain(broker.client_cert_file, broker.client_key_file, password=_no_password)
        except (OSError, ValueError) as error:
            files = f"{broker.client_cert_file}, {broker.client_key_file}"
            raise LinkUnavailableError(f"the client certificate cannot be used ({files}): {error}") from error
    return context


def _no_password() -> str:
    raise ValueError("the key file is protected by a password, which nobody is there to type")


def why_unavailable(error: aiomqtt.MqttError, address: Address) -> str:
    """Say in words why no connection came about."""
    if isinstance(error, aiomqtt.MqttCodeError):
        return _why_refused(error, address)
    cause = error.__context__  # the client hides the socket's own error behind its text
    if isinstance(cause, OSError) and not str(error).startswith(_CLIENT_TIMED_OUT):
        return _why_no_socket(cause, address)
    hint = "; it may demand a client certificate" if address.encrypted else ""
    return f"the broker {address} did not answer the login{hint}"


def _why_no_socket(cause: OSError, address: Address) -> str:
    match cause:
        case ssl.SSLCertVerificationError():
            return f"the certificate of the broker {address} is not trusted: {cause.verify_message}"
        case ssl.SSLError():
            return f"no TLS with the broker {address}: {cause.reason or cause}"
        case socket.gaierror():
            return f"the host name {address.host!r} of the broker is unknown"
        case ConnectionRefusedError():
            return f"no broker listens at {address}"
        case _:
            return f"the broker {address} cannot be reached: {cause.strerror or cause}"


def _why_refused(error: aiomqtt.MqttCodeError, address: Address) -> str:
    if not isinstance(error.rc, ReasonCode):
        return f"the broker {address} broke off: {error}"
    if error.rc.value == _BAD_LOGIN:
        return f"the broker {address} refuses this user name or password"
    if error.rc.value == _NOT_AUTHORISED:
        return f"the broker {address} does not authorise this login: wrong user name, password or certificate"
    return f"the broker {address} refuses the connection: {error.rc}"
