"""Home Assistant's discovery messages: a retained configuration in, where and how its value stands out. Pure.

Only what can be read without carrying out a template is understood: ``{{ value }}`` and ``{{ value_json… }}``. Keys in
full and abbreviated, as in Home Assistant's documentation of MQTT discovery; `README.md` names the sources.
"""

import re
from collections.abc import Mapping

from drivers.mqtt.adapters.documents import spelt
from drivers.mqtt.adapters.mapping import AvailabilityRule, DiscoveryRule, GivenUnit, NumericRule, Path
from drivers.mqtt.adapters.values import UNITS
from drivers.mqtt.fields import MAX_PAYLOAD_BYTES, FieldError, read_json
from drivers.observations import Parameter

MAX_TOPIC_LENGTH = 300

_UNIT_NAMES = {
    "%": GivenUnit.PERCENT,
    "bpm": GivenUnit.PER_MINUTE,
    "/min": GivenUnit.PER_MINUTE,
    "1/min": GivenUnit.PER_MINUTE,
    "beats/min": GivenUnit.PER_MINUTE,
    "breaths/min": GivenUnit.PER_MINUTE,
    "mmhg": GivenUnit.MMHG,
    "mm[hg]": GivenUnit.MMHG,
    "kpa": GivenUnit.KPA,
    "°c": GivenUnit.CELSIUS,
    "°f": GivenUnit.FAHRENHEIT,
}
# smart-home-health-hub writes the key as `template_value`, which Home Assistant itself passes over.
_TEMPLATE_KEYS = ("value_template", "val_tpl", "template_value")
_STEP = r"(?:\.[A-Za-z_]\w*|\['[^'\]]{1,60}'\]|\[\"[^\"\]]{1,60}\"\]|\[\d{1,4}\])"
# `| float` changes nothing, because numbers are read from text anyway.
_TEMPLATE = re.compile(rf"\{{\{{-?\s*(value|value_json({_STEP}+))\s*(\|\s*float\s*(\(\s*\))?\s*)?-?\}}\}}", re.ASCII)
_STEPS = re.compile(r"\.([A-Za-z_]\w*)|\['([^']*)'\]|\[\"([^\"]*)\"\]|\[(\d+)\]", re.ASCII)


def read_discovery(
    payload: bytes, rule: DiscoveryRule, *, prefix: str, availability: AvailabilityRule | None
) -> NumericRule:
    """Where the value of `rule` stands, by a device's own configuration.

    Args:
        payload: the configuration, as retained.
        rule: which parameter it is to give.
        prefix: the device's link; a state topic elsewhere is refused, because it may be another patient's.
        availability: as in the room file; a configuration that names another topic is refused.

    Raises:
        FieldError: in words, what of it cannot be read or contradicts the room file.

    """
    if not payload:
        raise FieldError("the sensor was taken away")
    members = read_json(payload, at_most_bytes=MAX_PAYLOAD_BYTES)
    if not isinstance(members, dict):
        raise FieldError("the configuration is not a JSON object")
    _check_availability(members, prefix, availability)
    topic = _topic(members, "state_topic", "stat_t")
    if topic is None:
        raise FieldError("the configuration names no state topic")
    if topic != prefix and not topic.startswith(f"{prefix}/"):
        raise FieldError(f"the state topic {topic!r} does not lie below the device's link {prefix!r}")
    return NumericRule(
        parameter=rule.parameter,
        topic=topic.removeprefix(prefix).removeprefix("/"),
        path=read_template(_template(members)),
        unit=_unit(members, rule.parameter),
        missing=rule.missing,
        source=rule.source,
    )


def read_template(template: str | None) -> Path:
    """The path that a template reads; none means the whole payload.

    Raises:
        FieldError: the template does more than to name one value.

    """
    if template is None:
        return ()
    found = _TEMPLATE.fullmatch(template.strip())
    if found is None:
        raise FieldError(f"the template {spelt(template)} does more than to name one value")
    return tuple(next(filter(None, step)) for step in _STEPS.findall(found[2] or ""))


def _template(members: Mapping[str, object]) -> str | None:
    for key in _TEMPLATE_KEYS:
        if key in members:
            value = members[key]
            if not isinstance(value, str):
                raise FieldError(f"{key} is {spelt(value)}, not text")
            return value
    return None


def _topic(members: Mapping[str, object], *keys: str) -> str | None:
    """A topic, with the base topic ``~`` put in where it stands first or last."""
    value = next((members[key] for key in keys if key in members), None)
    if value is None:
        return None
    base = members.get("~", "")
    if not isinstance(value, str) or not isinstance(base, str):
        raise FieldError(f"{keys[0]} is {spelt(value)}, not text")
    if value.startswith("~"):
        value = base + value[1:]
    elif value.endswith("~"):
        value = value[:-1] + base
    if not value or len(value) > MAX_TOPIC_LENGTH or re.search(r"[+#\s\0]", value):
        raise FieldError(f"{keys[0]} is {spelt(value)}, not a topic")
    return value


def _check_availability(members: Mapping[str, object], prefix: str, rule: AvailabilityRule | None) -> None:
    named = _topic(members, "availability_topic", "avty_t")
    if named is None or rule is None:
        return
    expected = full_topic(prefix, rule.topic, shared=rule.shared)
    if named != expected:
        raise FieldError(f"the configuration names the availability topic {named!r}, the room file {expected!r}")


def _unit(members: Mapping[str, object], parameter: Parameter) -> GivenUnit:
    name = next((members[key] for key in ("unit_of_measurement", "unit_of_meas") if key in members), None)
    unit = _UNIT_NAMES.get(name.strip().lower()) if isinstance(name, str) else None
    if unit not in UNITS[parameter]:
        expected = " or ".join(UNITS[parameter])
        raise FieldError(f"the unit {spelt(name)} is none of {parameter}: expected {expected}")
    return unit


def full_topic(prefix: str, topic: str, *, shared: bool = False) -> str:
    """A topic of the map as the broker knows it."""
    if shared:
        return topic
    return f"{prefix}/{topic}" if topic else prefix
