"""What differs between two profiles, line by line, old and new: for the physician who is to accept the new one."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from monitor.alarms.profile_text import profile_text
from monitor.alarms.rules import Profile

ABSENT = "not there"


def profile_changes(old: Profile, new: Profile) -> tuple[str, ...]:
    """All differences, for example "rules.O2-LO.limit: 90 → 88", in the order of the file."""
    before, after = dict(_lines(_said(old))), dict(_lines(_said(new)))
    keys = [*before, *(key for key in after if key not in before)]
    return tuple(
        f"{key}: {before.get(key, ABSENT)} → {after.get(key, ABSENT)}"
        for key in keys
        if before.get(key, ABSENT) != after.get(key, ABSENT)
    )


def _said(profile: Profile) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(profile_text(profile))
    return said


def _lines(said: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key in ("name", "approved_by", "approved_on"):
        yield f"{prefix}{key}", _shown(said[key])
    for rule in said["rules"]:
        for key, value in rule.items():
            if key not in {"rule", "is", "kind"}:
                yield f"{prefix}rules.{rule['rule']}.{key}", _shown(value)
    for table in ("cuff", "gate", "recovery"):
        for key, value in said[table].items():
            yield f"{prefix}{table}.{key}", _shown(value)
    for one in said.get("cuff_presets", ()):
        for key, value in one["cuff"].items():
            if value != said["cuff"][key]:
                yield f"{prefix}cuff.{one['preset']}.{key}", _shown(value)
    if said["closer"] is not None:
        yield from _lines(said["closer"], f"{prefix}closer.")


def _shown(value: object) -> str:
    match value:
        case None:
            return "none"
        case bool():
            return str(value).lower()
        case int() | float():
            return f"{value:.12g}"
        case str():
            return value.lower() if value.isupper() else value or "nobody"
        case _:
            raise TypeError(f"a profile holds no {type(value).__name__}")
