"""What is wrong with a scenario file, in words: file, key, value, what was expected, and what was probably meant."""

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

_LONGEST_VALUE = 60


def problems_of(path: Path, error: ValidationError, model: type[BaseModel]) -> list[str]:
    """Give one line for each problem, in the order of the file's tables."""
    return [f"{path}: {_words(details, model)}" for details in error.errors(include_url=False)]


def _words(details: ErrorDetails, model: type[BaseModel]) -> str:
    key = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in details["loc"])[1:] or "scenario"
    if details["type"] == "extra_forbidden":
        known = _keys_beside(model, details["loc"])
        return f"{key}: is not a key here{_hint(str(details['loc'][-1]), known)}; known are {', '.join(known)}"
    if details["type"] == "missing":
        return f"{key}: is missing"
    words = details["msg"].removeprefix("Value error, ")
    value = details["input"]
    if isinstance(value, str | int | float):
        choices = [each.strip("'") for each in details.get("ctx", {}).get("expected", "").split(" or ")]
        choices = [each.strip("' ") for choice in choices for each in choice.split(",")]
        return f"{key} = {str(value)[:_LONGEST_VALUE]!r}: {words}{_hint(str(value), choices)}"
    return f"{key}: {words}"


def _hint(word: str, known: Sequence[str]) -> str:
    close = get_close_matches(word.lower(), known, n=1)
    return f"; did you mean {close[0]!r}?" if close else ""


def _keys_beside(model: type[BaseModel], location: tuple[int | str, ...]) -> list[str]:
    """Give the keys of the table in which the last part of `location` stands."""
    here: type[BaseModel] | None = model
    for part in location[:-1]:
        if isinstance(part, str) and here is not None and part in _fields(here):
            here = next(_models_in(_fields(here)[part]), here)
    return [] if here is None else sorted(_fields(here))


def _fields(model: type[BaseModel]) -> Mapping[str, Any]:
    return {
        field.alias or name: field.annotation for name, field in model.model_fields.items() if field.exclude is not True
    }


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
