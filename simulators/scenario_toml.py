"""Writes a scenario as the TOML that `load_scenario` reads: what was given, nothing that is usual anyway."""

import json
from collections.abc import Iterator, Mapping

from simulators.scenario import Scenario

_Value = object


def scenario_toml(scenario: Scenario, *, heading: str) -> str:
    """Give the text of the file; `heading` becomes comment lines at its top."""
    said = scenario.model_dump(mode="json", by_alias=True, exclude_unset=True, exclude_none=True)
    said = {"schema": 1, **{key: value for key, value in said.items() if value != []}}
    lines = [*(f"# {line}" for line in heading.splitlines())]
    lines += [f"{key} = {_inline(value)}" for key, value in said.items() if not _is_table(value)]
    for key, value in said.items():
        if _is_table(value):
            lines += _tables(key, value)
    return "\n".join(lines) + "\n"


def _tables(key: str, value: _Value) -> Iterator[str]:
    if isinstance(value, Mapping):
        yield ""
        yield f"[{key}]"
        yield from (f"{name} = {_inline(each)}" for name, each in value.items())
        return
    assert isinstance(value, list)  # noqa: S101 - `_is_table` said so; this tells mypy
    for table in value:
        yield ""
        yield f"[[{key}]]"
        yield from (f"{name} = {_inline(each)}" for name, each in table.items())


def _is_table(value: _Value) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and bool(value) and isinstance(value[0], Mapping))


def _inline(value: _Value) -> str:
    """Give a value as TOML writes it; strings and numbers of JSON are such already."""
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{key} = {_inline(each)}" for key, each in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_inline(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
