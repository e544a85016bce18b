"""A profile as text that says everything in it, its fingerprint, and back again.

The record keeps the text of each accepted profile, so that its limits can judge although the file has changed. A number
means the same in every version of this program; a text that this version cannot read is refused, never guessed at.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from enum import Enum
from functools import lru_cache
from types import MappingProxyType
from typing import Any, get_args

from monitor.alarms.advice_rules import CusumRule, ForecastRule
from monitor.alarms.pressure_rules import CuffFailRule, JumpRule, OwedRule, PersistRule, PressureRule
from monitor.alarms.rules import (
    CuffProgramme,
    FallRule,
    GateProgramme,
    LimitRule,
    NoDataRule,
    PresetCuff,
    Profile,
    RecoveryProgramme,
)
from monitor.alarms.staged_rules import StagedRule

FORMAT = 2  # the newest; 1 knows no programme of a preset, and stays the format of a profile without one
_KNOWN = (1, FORMAT)
_RULES: Mapping[str, type] = MappingProxyType(
    {
        kind.__name__: kind
        for kind in (
            CuffFailRule,
            CusumRule,
            FallRule,
            ForecastRule,
            JumpRule,
            LimitRule,
            NoDataRule,
            OwedRule,
            PersistRule,
            PressureRule,
            StagedRule,
        )
    }
)
_PROGRAMMES: Mapping[str, type] = MappingProxyType(
    {"cuff": CuffProgramme, "gate": GateProgramme, "recovery": RecoveryProgramme}
)


class ProfileTextError(ValueError):
    """A stored profile that this version of the program cannot read; the text says why."""


def profile_text(profile: Profile) -> str:
    """Everything that a profile says, as JSON in one order. Comments and the order of a file do not matter."""
    return json.dumps(_plain(profile), sort_keys=True, separators=(",", ":"), allow_nan=False)


@lru_cache(maxsize=16)
def profile_digest(profile: Profile) -> str:
    """SHA-256 of `profile_text`, in hexadecimal."""
    return text_digest(profile_text(profile))


def text_digest(text: str) -> str:
    """SHA-256 of a text that `profile_text` made, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def read_text(text: str) -> Profile:
    """Back from `profile_text`.

    Raises:
        ProfileTextError: this version knows other rules or numbers.

    """
    try:
        return _read(json.loads(text))
    except (KeyError, TypeError, ValueError) as error:
        raise ProfileTextError(f"the accepted limits cannot be read by this version: {error}") from error


def _plain(profile: Profile) -> dict[str, Any]:
    said = _canonical(asdict(profile))
    for rule, table in zip(profile.rules, said["rules"], strict=True):
        table["is"] = type(rule).__name__
    if profile.closer is not None:
        said["closer"] = _plain(profile.closer)
    if not profile.cuff_presets:
        del said["cuff_presets"]
    return {**said, "format": FORMAT if profile.cuff_presets else 1}


def _read(said: Mapping[str, Any]) -> Profile:
    if said["format"] not in _KNOWN:
        raise ProfileTextError(f"format {said['format']}, and this version knows {FORMAT} at most")
    rules = []
    for table in said["rules"]:
        values = dict(table)
        rules.append(_filled(_RULES[values.pop("is")], values))
    return Profile(
        name=said["name"],
        approved_by=said["approved_by"],
        approved_on=said["approved_on"],
        rules=tuple(rules),
        cuff_presets=tuple(
            PresetCuff(preset=one["preset"], cuff=_filled(CuffProgramme, one["cuff"]))
            for one in (said["cuff_presets"] if said["format"] == FORMAT else ())
        ),
        closer=None if said["closer"] is None else _read(said["closer"]),
        **{name: _filled(kind, said[name]) for name, kind in _PROGRAMMES.items()},
    )


def _filled(kind: type, values: Mapping[str, Any]) -> Any:
    """One object; a number that came with a later version keeps that version's neutral default."""
    types = {field.name: field.type for field in fields(kind)}
    return kind(**{name: _value(types[name], value) for name, value in values.items()})


def _value(kind: Any, value: Any) -> Any:
    enums = [one for one in (kind, *get_args(kind)) if isinstance(one, type) and issubclass(one, Enum)]
    return enums[0][value] if enums and value is not None else value


def _canonical(value: object) -> Any:
    """Plain JSON in which 90 and 90.0 are the same and a priority is its name."""
    match value:
        case Enum():
            return value.name
        case bool() | str() | None:
            return value
        case int() | float():
            return float(value)
        case dict():
            return {key: _canonical(one) for key, one in value.items()}
        case list() | tuple():
            return [_canonical(one) for one in value]
        case _:
            raise TypeError(f"a profile holds no {type(value).__name__}")
