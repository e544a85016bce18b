"""What is wrong with a settings file, collected so that people mend everything in one go."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

MAX_SHOWN = 80  # letters of a value in a message


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake. Its text is one line for people."""

    file: str  # as people named it
    key: str  # "devices[2].place"; empty: the whole file
    value: str = ""  # as written in the file; empty: not shown
    expected: str  # "expected a number from 70 to 100", "unknown key"
    suggestion: str | None = None

    def __str__(self) -> str:
        place = f"{self.file}: {self.key}" if self.key else self.file
        value = f"{self.value}: " if self.value else ""
        hint = f"; did you mean {self.suggestion!r}?" if self.suggestion else ""
        return f"{place}: {value}{self.expected}{hint}"


class SettingsError(Exception):
    """A room or profile file that cannot be used, with every problem found in it."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(str(problem) for problem in problems))
        self.problems = problems


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word that was probably meant; None where nothing is near. Capitals do not count."""
    by_lower = {one.lower(): one for one in known}
    found = get_close_matches(word.lower(), by_lower, n=1)
    return by_lower[found[0]] if found else None


def written(value: object) -> str:
    """A value as TOML would write it, shortened: people look for it in their file."""
    match value:
        case bool():
            text = "true" if value else "false"
        case dict():
            return "a table"
        case list():
            return "a list"
        case str():
            text = repr(value)
        case _:
            text = str(value)
    return text if len(text) <= MAX_SHOWN else f"{text[: MAX_SHOWN - 1]}…"
