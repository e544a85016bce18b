"""What differs between two profiles, line by line, old and new: for the physician who is to accept the new one."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from monitor.alarms.profile_text import profile_text
from monitor.alarms.rules import PRESET_KEYS, Profile

ABSENT = "not there"


def profile_changes(old: Profile, new: Profile) -> tuple[str, ...]:
    """All differences, for example "rules.O2-LO.limit: 90 → 88", in the order of the file."""
    presets = _presets(old) | _presets(new)
    before, after = dict(_lines(_said(old), presets)), dict(_lines(_said(new), presets))
    keys = [*before, *(key for key in after if key not in before)]
    return tuple(
        f"{key}: {before.get(key, ABSENT)} → {after.get(key, ABSENT)}"
        for key in keys
        if before.get(key, ABSENT) != after.get(key, ABSENT)
    )


def _presets(profile: Profile) -> frozenset[str]:
    """The presets that have a programme of the cuff here or in the closer limits."""
    closer = frozenset() if profile.closer is None else _presets(profile.closer)
    return closer | {one.preset for one in profile.cuff_presets}


def _said(profile: Profile) -> dict[str, Any]:
    said: dict[str, Any] = json.loads(profile_text(profile))
    return said


def _lines(said: Mapping[str, Any], presets: frozenset[str], prefix: str = "") -> Iterator[tuple[str, str]]:
    """Of each preset all that it may have of its own: what it has not is as for everybody, and changes with that."""
    for key in ("name", "approved_by", "approved_on"):
        yield f"{prefix}{key}", _shown(said[key])
    for rule in said["rules"]:
        for key, value in rule.items():
            if key not in {"rule", "is", "kind"}:
                yield f"{prefix}rules.{rule['rule']}.{key}", _shown(value)
    for table in ("cuff", "gate", "recovery"):
        for key, value in said[table].items():
            yield f"{prefix}{table}.{key}", _shown(value)
    programmes = {one["preset"]: one["cuff"] for one in said.get("cuff_presets", ())}
    for preset in sorted(presets):
        programme = programmes.get(preset, said["cuff"])
        for key, value in programme.items():
            if key in PRESET_KEYS or value != said["cuff"][key]:
                yield f"{prefix}cuff.{preset}.{key}", _shown(value)
    if said["closer"] is not None:
        yield from _lines(said["closer"], presets, f"{prefix}closer.")


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
