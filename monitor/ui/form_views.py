"""What the dialogs show: forms with fields, choices that act at once, and lists that stay open. Frozen, no Qt."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from monitor.domain.commands import Command
from monitor.ui.views import ButtonView
from monitor.ui.words import tr

Values = Mapping[str, str]  # by field; of several choices those that are on, joined by a blank
SEPARATOR = " "


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a dialog asks before a command is given."""

    title: str
    text: str
    confirm: str
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldView:
    """One thing to fill in. Without `choices` it is typed."""

    field: str
    label: str
    value: str = ""
    hint: str = ""
    choices: tuple[tuple[str, str], ...] = ()  # (value, words)
    several: bool = False  # any number of the choices may be on
    secret: bool = False

    def in_words(self) -> "FieldView":
        """The same in the language of the display, for a field that was made before it was known."""
        return replace(self, label=tr(self.label), hint=tr(self.hint))


class FormProblemError(Exception):
    """What is missing or impossible, in words for the person who fills the form in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """A question with fields. `read` gives what is asked of the room, or raises FormProblemError."""

    question: Question
    fields: tuple[FieldView, ...]
    read: Callable[[Values], Command]
    timed: bool = False  # may have happened some minutes ago; then a reason is asked for
    confirm: Callable[[Values], str] | None = None  # where the words of the button depend on the fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """A button that acts at once: a command, or another dialog."""

    words: str  # "Record nausea"
    whom: str  # "for Chair 8 · S.V. 81"
    does: Command | ButtonView

    @property
    def text(self) -> str:
        return f"{self.words} {self.whom}".strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceGroup:
    heading: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListRow:
    """A line of a checklist with what can be done about it."""

    mark: str  # "✓" or "○"
    text: str
    done: bool
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A checklist that follows the room while it is open."""

    title: str
    state: str  # "✓ CHECKS DONE", "3 open"
    ready: bool
    rows: tuple[ListRow, ...]
    exits: tuple[Choice, ...] = ()
