"""Whether the broker of a room may be used: address, secrecy, and what belongs together."""

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import SplitResult, urlsplit

from drivers.transport.address import is_never_real
from monitor.settings.problems import Problem, closest, written

SCHEMES = ("mqtts", "mqtt")
DEFAULT_PORTS = {"mqtt": 1883, "mqtts": 8883}  # as registered with IANA
EXPECTED_URL = "expected mqtts://host:port"


def broker_problems(broker: Mapping[str, Any], *, file: str) -> Iterator[Problem]:
    """Everything wrong with [broker]; keys that are not sound are missing there."""
    if "url" in broker:
        yield from _url(str(broker["url"]), broker, file=file)
    if broker.get("password_file") is not None and broker.get("password_env") is not None:
        yield Problem(
            file=file, key="broker.password_env", expected="stands beside password_file: expected one of the two"
        )
    for key in ("password_file", "password_env"):
        if broker.get(key) is not None and "username" in broker and broker["username"] is None:
            yield Problem(file=file, key="broker.username", expected=f"is missing: {key} is given")
            break
    if (broker.get("client_cert_file") is None) != (broker.get("client_key_file") is None):
        missing = "client_cert_file" if broker.get("client_cert_file") is None else "client_key_file"
        yield Problem(file=file, key=f"broker.{missing}", expected="is missing: certificate and key belong together")


def is_own_computer(url: str) -> bool:
    """Whether the broker's address is this computer; False where the address cannot be read."""
    parts = _split(url)
    return parts is not None and bool(parts.hostname) and is_never_real(_tcp(parts)) is not None


def _url(url: str, broker: Mapping[str, Any], *, file: str) -> Iterator[Problem]:
    parts = _split(url)
    if parts is None or parts.scheme not in SCHEMES:
        scheme = url.partition("://")[0]
        yield Problem(
            file=file,
            key="broker.url",
            value=written(_without_secret(url)),
            expected=EXPECTED_URL,
            suggestion=closest(scheme, SCHEMES),
        )
        return
    if parts.username is not None or parts.password is not None:
        yield Problem(
            file=file, key="broker.url", expected="holds a user name or password: use username and password_file"
        )
    if not parts.hostname or parts.path or parts.query or parts.fragment:
        yield Problem(file=file, key="broker.url", value=written(_without_secret(url)), expected=EXPECTED_URL)
    elif parts.scheme == "mqtt":
        yield from _plain(url, parts, broker, file=file)


def _plain(url: str, parts: SplitResult, broker: Mapping[str, Any], *, file: str) -> Iterator[Problem]:
    if is_never_real(_tcp(parts)) is not None:
        return  # nobody else hears what stays on this computer
    if not broker.get("allow_plain"):
        yield Problem(
            file=file,
            key="broker.url",
            value=written(_without_secret(url)),
            expected="is open to listeners: expected mqtts://, or allow_plain = true with plain_because",
        )
    elif broker.get("plain_because") is None:
        yield Problem(
            file=file, key="broker.plain_because", expected="is missing: say why nobody can listen on this network"
        )


def _split(url: str) -> SplitResult | None:
    """None where the address is so wrong that its parts cannot be told."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    return None if port == 0 else parts


def _tcp(parts: SplitResult) -> str:
    host = f"[{parts.hostname}]" if ":" in (parts.hostname or "") else parts.hostname
    return f"tcp://{host}:{parts.port or DEFAULT_PORTS[parts.scheme]}"


def _without_secret(url: str) -> str:
    """Messages end up on screens and in mails: what stands before an @ does not belong there."""
    scheme, separator, rest = url.partition("://")
    return f"{scheme}{separator}…@{rest.rpartition('@')[2]}" if "@" in rest else url
