"""Reads one table of a settings file into its model and keeps what is sound of it, so that other checks can go on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo

from monitor.settings.problems import Problem, closest, written

M = TypeVar("M", bound="SettingsModel")
NO_HINTS: Mapping[str, str] = MappingProxyType({})


class SettingsModel(BaseModel):
    """Base of all tables. The description of each field completes the sentence "expected …"."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, allow_inf_nan=False, hide_input_in_errors=True)


@dataclass(frozen=True, slots=True)
class Section(Generic[M]):
    """What came of one table."""

    model: M | None  # None where a key of it is wrong
    sound: Mapping[str, Any]  # values that are right in themselves, under their keys, with defaults
    problems: tuple[Problem, ...]


def key_of(field_name: str, field: FieldInfo) -> str:
    """How the file spells the field."""
    return field.alias or field_name


def keys_of(model: type[SettingsModel]) -> tuple[str, ...]:
    """All keys that a table of this model may have."""
    return tuple(key_of(name, field) for name, field in model.model_fields.items())


def joined(*keys: str) -> str:
    """Join a path of keys with dots, without empty parts."""
    return ".".join(key for key in keys if key)


def sort_out_unknown(
    table: Mapping[str, Any], known: Iterable[str], *, file: str, key: str, hints: Mapping[str, str] = NO_HINTS
) -> tuple[dict[str, Any], list[Problem]]:
    """Report unknown keys, and go on as if a misspelt one had been written right: one mistake, one message."""
    known = tuple(known)
    sorted_out = {name: value for name, value in table.items() if name in known}
    problems = []
    for name in table:
        if name in known:
            continue
        suggestion = None if name in hints else closest(name, known)
        expected = f"unknown key: {hints[name]}" if name in hints else "unknown key"
        problems.append(Problem(file=file, key=joined(key, name), expected=expected, suggestion=suggestion))
        if suggestion is not None and suggestion not in sorted_out:
            sorted_out[suggestion] = table[name]
    return sorted_out, problems


def read_section(
    raw: object, model: type[M], *, file: str, key: str, hints: Mapping[str, str] = NO_HINTS
) -> Section[M]:
    """Validate the table `raw`, which stands at `key` of `file`."""
    if not isinstance(raw, dict):
        expected = "expected a table" if key else "expected tables"
        return Section(None, {}, (Problem(file=file, key=key, value=written(raw), expected=expected),))
    table, problems = sort_out_unknown(raw, keys_of(model), file=file, key=key, hints=hints)
    found: M | None = None
    wrong: set[str] = set()
    try:
        found = model.model_validate(table)
    except ValidationError as error:
        wrong = {str(detail["loc"][0]) for detail in error.errors()}
        problems += [_problem(name, table, model, file=file, key=key) for name in _in_order(wrong, model)]
    return Section(None if problems else found, _sound(table, wrong, model), tuple(problems))


def required(section: Section[M]) -> M:
    """The model of a table in which no problem was found."""
    if section.model is None:
        raise ValueError(f"the table has problems: {section.problems}")
    return section.model


def _in_order(wrong: set[str], model: type[SettingsModel]) -> list[str]:
    return [name for name in keys_of(model) if name in wrong]


def _field(model: type[SettingsModel], key: str) -> FieldInfo:
    return next(field for name, field in model.model_fields.items() if key_of(name, field) == key)


def _problem(name: str, table: Mapping[str, Any], model: type[SettingsModel], *, file: str, key: str) -> Problem:
    field = _field(model, name)
    place = joined(key, name)
    if name not in table:
        return Problem(file=file, key=place, expected=f"is missing: expected {field.description}")
    value = table[name]
    words = _choices(field)
    return Problem(
        file=file,
        key=place,
        value=written(value),
        expected=f"expected {field.description}",
        suggestion=closest(value, words) if isinstance(value, str) and words else None,
    )


def _choices(field: FieldInfo) -> tuple[str, ...]:
    kind = field.annotation
    return tuple(str(one.value) for one in kind) if isinstance(kind, type) and issubclass(kind, Enum) else ()


def _sound(table: Mapping[str, Any], wrong: set[str], model: type[SettingsModel]) -> dict[str, Any]:
    sound = {
        key_of(name, field): field.get_default(call_default_factory=False)
        for name, field in model.model_fields.items()
        if not field.is_required()
    }
    return sound | {name: value for name, value in table.items() if name not in wrong}
