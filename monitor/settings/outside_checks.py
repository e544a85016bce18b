"""Whether the tables about the outside fit together and are safe: secrecy, own topics, a broker where one is needed."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import httpx

from drivers.errors import AddressError
from drivers.transport.address import is_never_real
from monitor.settings.hosts import EXPECTED_HOST, is_host
from monitor.settings.outside_models import CallKind
from monitor.settings.problems import Problem, written

Sound = Mapping[str, Any]


def outside_problems(
    *,
    escalation: Sequence[Sound],
    publish: Sound | None,
    hl7: Sound | None,
    devices: Sequence[Sound],
    has_broker: bool,
    file: str,
) -> Iterator[Problem]:
    """Everything wrong with [[escalation]], [publish] and [hl7]; keys that are not sound are missing there."""
    yield from _receivers(escalation, has_broker=has_broker, file=file)
    if publish is not None and not has_broker:
        yield Problem(file=file, key="broker", expected="is missing: [publish] needs one")
    yield from _topics(escalation, publish, devices, file=file)
    if hl7 is not None:
        yield from _hl7(hl7, file=file)


def _receivers(escalation: Sequence[Sound], *, has_broker: bool, file: str) -> Iterator[Problem]:
    names: list[object] = []
    for index, one in enumerate(escalation):
        key = f"escalation[{index}]"
        if one.get("name") in names and "name" in one:
            yield Problem(file=file, key=f"{key}.name", value=written(one["name"]), expected="is used twice")
        names.append(one.get("name"))
        kind = one.get("kind")
        if kind == CallKind.WEBHOOK:
            yield from _webhook(one, key=key, file=file)
        elif kind == CallKind.MQTT:
            yield from _mqtt(one, key=key, has_broker=has_broker, file=file)


def _webhook(one: Sound, *, key: str, file: str) -> Iterator[Problem]:
    if one.get("topic") is not None:
        yield Problem(file=file, key=f"{key}.topic", expected="belongs to mqtt: a webhook has a url")
    if "url" not in one:
        return
    if one["url"] is None:
        yield Problem(file=file, key=f"{key}.url", expected="is missing: a webhook has an https:// address")
        return
    problem = _url_problem(str(one["url"]))
    if problem:
        yield Problem(file=file, key=f"{key}.url", expected=problem)


def _url_problem(url: str) -> str:
    try:
        parts = urlsplit(url)
        port, address = parts.port, httpx.URL(url)  # as the caller will read it
        host = address.raw_host.decode("ascii") if address.host else ""
    except (ValueError, httpx.InvalidURL):
        return "expected https://host/path"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or password: the secret stands in token_file"
    if parts.scheme not in ("https", "http") or not parts.hostname or parts.fragment or port == 0 or not is_host(host):
        return "expected https://host/path"
    if parts.scheme == "http" and not is_own_computer(parts.hostname):
        return "is open to listeners: expected https://"
    return ""


def _mqtt(one: Sound, *, key: str, has_broker: bool, file: str) -> Iterator[Problem]:
    if one.get("url") is not None:
        yield Problem(file=file, key=f"{key}.url", expected="belongs to a webhook: mqtt has a topic and [broker]")
    if "topic" in one and one["topic"] is None:
        yield Problem(file=file, key=f"{key}.topic", expected='is missing: expected a topic prefix such as "calls/a"')
    if not has_broker:
        yield Problem(file=file, key="broker", expected=f"is missing: {key} calls over mqtt, so expected [broker]")


def _topics(
    escalation: Sequence[Sound], publish: Sound | None, devices: Sequence[Sound], *, file: str
) -> Iterator[Problem]:
    """What goes out must never come back in, nor reach another receiver: every prefix is for one purpose."""
    own = {} if publish is None else {"publish.topic": publish.get("topic")}
    own |= {
        f"escalation[{index}].topic": one.get("topic")
        for index, one in enumerate(escalation)
        if one.get("kind") == CallKind.MQTT
    }
    before: dict[str, str] = {}
    for key, topic in own.items():
        if isinstance(topic, str):
            expected = _not_a_devices(key, topic, devices) or _not_anothers(topic, before)
            if expected:
                yield Problem(file=file, key=key, value=written(topic), expected=expected)
            before[key] = topic


def _not_a_devices(key: str, topic: str, devices: Sequence[Sound]) -> str:
    """Why this prefix is in the way of a device; empty: it is not."""
    if topic.partition("/")[0] == "vitals":
        example = "out/room-a" if key == "publish.topic" else "calls/room-a"
        return f'is where devices are looked for: expected another prefix, such as "{example}"'
    for device in devices:
        prefix = str(device.get("link", "")).partition("mqtt://")[2]
        if prefix and _overlap(prefix, topic):
            name = device.get("id", "a device")
            return f"is where {name} publishes: what goes out must never come back in"
    return ""


def _not_anothers(topic: str, before: Mapping[str, str]) -> str:
    other = next((key for key, taken in before.items() if _overlap(topic, taken)), None)
    return "" if other is None else f"lies in one with {other}: expected a prefix of its own"


def _overlap(one: str, other: str) -> bool:
    """Whether two topic prefixes are the same, or one lies below the other."""
    return f"{one}/".startswith(f"{other}/") or f"{other}/".startswith(f"{one}/")


def _hl7(hl7: Sound, *, file: str) -> Iterator[Problem]:
    host = hl7.get("host")
    if not isinstance(host, str):
        return
    if not is_host(host):
        yield Problem(file=file, key="hl7.host", value=written(host), expected=EXPECTED_HOST)
        return
    if hl7.get("tls") is False and not is_own_computer(host):
        if not hl7.get("allow_plain"):
            yield Problem(
                file=file,
                key="hl7.tls",
                value="false",
                expected="is open to listeners: expected tls = true, or allow_plain = true with plain_because",
            )
        elif hl7.get("plain_because") is None:
            yield Problem(
                file=file, key="hl7.plain_because", expected="is missing: say why nobody can listen on this network"
            )
    if hl7.get("tls") is False and hl7.get("ca_file") is not None:
        yield Problem(file=file, key="hl7.ca_file", expected="says which certificate is right, but tls is false")


def is_own_computer(host: str) -> bool:
    """Whether nobody else can hear what goes to `host`."""
    try:
        return is_never_real(f"tcp://{f'[{host}]' if ':' in host else host}:1") is not None
    except AddressError:
        return False
