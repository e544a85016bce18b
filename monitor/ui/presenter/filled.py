"""Reads what was typed into a form. Numbers have a decimal point in any language of the computer."""

import math

from monitor.ui.form_views import SEPARATOR, FormProblemError, Values
from monitor.ui.words import tr


def text_of(values: Values, field: str, missing: str) -> str:
    """What was typed; `missing` is said where nothing was."""
    text = values.get(field, "").strip()
    if not text:
        raise FormProblemError(missing)
    return text


def optional_number(values: Values, field: str, name: str) -> float | None:
    """A number, or None where the field is empty."""
    text = values.get(field, "").strip()
    if not text:
        return None
    if "," in text:  # 1,000 is a thousand to some and one to others: nobody guesses at a dose
        raise FormProblemError(
            tr("{name}: “{text}” has a comma. Write a decimal point, as in 0.5.", name=name, text=text)
        )
    try:
        number = float(text)
    except ValueError:
        raise FormProblemError(tr("{name}: “{text}” is no number.", name=name, text=text)) from None
    if not math.isfinite(number) or number < 0:
        raise FormProblemError(tr("{name}: a number from 0 on is needed.", name=name))
    return number


def number_of(values: Values, field: str, name: str) -> float:
    """A number that has to be there."""
    number = optional_number(values, field, name)
    if number is None:
        raise FormProblemError(tr("{name} is missing.", name=name))
    return number


def optional_whole(values: Values, field: str, name: str) -> int | None:
    """A whole number, or None where the field is empty."""
    number = optional_number(values, field, name)
    if number is not None and number != int(number):
        raise FormProblemError(tr("{name}: a whole number is needed.", name=name))
    return None if number is None else int(number)


def chosen(values: Values, field: str) -> tuple[str, ...]:
    """All choices of a field that are on."""
    return tuple(part for part in values.get(field, "").split(SEPARATOR) if part)
