"""A language in which every translated letter shows: what is left in plain letters went past the translation."""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QPlainTextEdit, QWidget

from monitor.ui import painting
from monitor.ui.language import FileTranslator, use
from monitor.ui.theme import Face
from monitor.ui.views import Wording
from monitor.ui.words import Language, install

PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
STRANGE = "äƀćďëƒğħïĵķľṁñöṗɋřšťüṽŵẋÿžÄɃĆĎËƑĞĦÏĴĶĽṀÑÖṖɊŘŠŤÜṼŴẊŸŽ"
LETTERS = str.maketrans(PLAIN, STRANGE)
_PLACE = re.compile(r"(\{\w+\})")
_WORD = re.compile(r"[A-Za-z]{2,}")
UNITS = frozenset(("mmHg", "min", "kg", "mg", "ml", "kB", "SpO", "NIBP"))


def pseudo(source: str) -> str:
    """`source` in strange letters, its places kept."""
    return "".join(part if _PLACE.fullmatch(part) else part.translate(LETTERS) for part in _PLACE.split(source))


class PseudoTranslator(FileTranslator):
    """Knows every text."""

    def __init__(self) -> None:
        super().__init__({("station", "x"): "x"})

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _n: int = -1) -> str:
        return pseudo(source) if context in {"station", "room"} else ""


@contextmanager
def spoken(application: QCoreApplication) -> Iterator[None]:
    """Everything that is made meanwhile is in the language of strange letters."""
    translator = PseudoTranslator()
    use(application, translator)
    try:
        yield
    finally:
        application.removeTranslator(translator)
        install(Language())


class Painted:
    """Every wording that is painted, with its shorter forms."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.texts: set[str] = set()
        fit = painting.fit

        def noting(wording: Wording, width: int, face: Face) -> str:
            self.texts.update(wording)
            return fit(wording, width, face)

        monkeypatch.setattr("monitor.ui.painting.fit", noting)


def written_on(window: QWidget) -> Iterator[str]:
    """The texts of all visible widgets, and what they are called for whoever cannot see them."""
    yield window.windowTitle()
    for widget in (window, *window.findChildren(QWidget)):
        if not widget.isVisible():
            continue
        yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip())
        match widget:
            case QLabel() | QAbstractButton():
                yield widget.text()
            case QLineEdit():
                yield widget.placeholderText()
            case QComboBox():
                yield from (widget.itemText(index) for index in range(widget.count()))
            case QPlainTextEdit():
                yield widget.placeholderText()


def plain_words(texts: Iterable[str], data: Iterable[str]) -> dict[str, str]:
    """Words that were not translated, each with a text that has it; `data` are names, labels and what people typed."""
    found: dict[str, str] = {}
    named = sorted(data, key=len, reverse=True)
    for text in texts:
        rest = text
        for name in named:
            rest = rest.replace(name, " ")
        for word in _WORD.findall(rest):
            if word not in UNITS:
                found.setdefault(word, text)
    return found
