"""Keeps the labels of the patients present apart, also where only initials are shown.

Two who would read the same get their year of birth added, both of them, or the last three of the clinic's number, or
the number of the session: somebody who looks at either must see that there is another.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from monitor.domain.admission import Patient


@dataclass(frozen=True, slots=True)
class Shown:
    """How a patient is named on screen."""

    label: str
    masked: str  # for a screen that the public sees


def distinct(patients: Mapping[int, Patient]) -> dict[int, Shown]:
    """Labels of the patients present, by session id; no two are the same in either view."""
    labels = _apart({key: one.label for key, one in patients.items()}, patients)
    masked = _apart({key: initials(one.label) for key, one in patients.items()}, patients)
    return {key: Shown(labels[key], masked[key]) for key in patients}


def initials(label: str) -> str:
    """The label up to the year or number: "A.M." of "A.M. 59"."""
    return label.split(maxsplit=1)[0] if label.split() else label


def _apart(texts: Mapping[int, str], patients: Mapping[int, Patient]) -> dict[int, str]:
    counted = Counter(text.casefold() for text in texts.values())
    groups: dict[str, list[int]] = {}
    for key, text in texts.items():
        if counted[text.casefold()] > 1:
            groups.setdefault(text.casefold(), []).append(key)
    apart = dict(texts)
    for keys in groups.values():
        added = _additions({key: patients[key] for key in keys})
        apart.update({key: f"{texts[key]} · {added[key]}" for key in keys})
    return apart


def _additions(patients: Mapping[int, Patient]) -> dict[int, str]:
    """The first of the ways that tells all of them apart."""
    ways: tuple[Callable[[int, Patient], str], ...] = (
        lambda _key, one: "" if one.birth_year is None else str(one.birth_year),
        lambda _key, one: one.clinic_id[-3:],
    )
    for way in ways:
        found = {key: way(key, one) for key, one in patients.items()}
        if all(found.values()) and len(set(found.values())) == len(found):
            return found
    return {key: f"no. {key}" for key in patients}
