"""The one door of every text: `tr` for what the display says itself, `told` for what it was told by the room.

English is the source and needs no file. Another language is installed as a function from (context, source) to its words
(see `monitor.ui.language`); the presenters stay without Qt. A source is a template with named places, "next in {due}
min"; a translation has to keep every one of them, or else the English words are shown: an alarm without its value or
its place would be worse than one in another language.
"""

import logging
import string
from collections.abc import Callable, Iterable

from monitor.ui.phrases import Phrases

STATION = "station"  # context of what the display says itself
ROOM = "room"  # context of what comes from below the display
Translate = Callable[[str, str], str]  # (context, source) to words; empty where there are none
logger = logging.getLogger(__name__)
_formatter = string.Formatter()


def places_of(template: str) -> frozenset[str] | None:
    """The named places of a template; None where it is not one or has more than plain names in its braces."""
    try:
        parts = list(_formatter.parse(template))
    except ValueError:
        return None
    names = [name for _, name, spec, conversion in parts if name is not None and not spec and not conversion]
    plain = all(name.isidentifier() for name in names)
    braces = sum(name is not None for _, name, _, _ in parts)
    return frozenset(names) if plain and len(names) == braces else None


class Language:
    """Words by source, each looked up and judged once."""

    def __init__(self, translate: Translate | None = None, told: Iterable[str] = ()) -> None:
        self._translate = translate
        self._templates: dict[tuple[str, str], str] = {}
        self._phrases = Phrases(told, self._from_below)

    @property
    def is_source(self) -> bool:
        """Whether everything is shown as it is written in the code."""
        return self._translate is None

    def template(self, context: str, source: str) -> str:
        """The words of `source`, its places kept; the source itself where there are none that can be trusted."""
        if self._translate is None:
            return source
        known = self._templates.get((context, source))
        if known is None:
            known = self._templates[context, source] = self._judged(source, self._translate(context, source))
        return known

    def _judged(self, source: str, words: str) -> str:
        if not words.strip():
            return source
        if places_of(words) == places_of(source):
            return words
        logger.warning("the translation of “%s” does not keep its places and is not used: “%s”", source, words)
        return source

    def _from_below(self, source: str) -> str:
        return self.template(ROOM, source)

    def told(self, text: str) -> str:
        """The words of a whole text that was made below the display."""
        return text if self._translate is None or not text else self._phrases.told(text)


class _Installed:
    """The language of this process, as Qt has one set of translators for each."""

    language = Language()


def install(language: Language) -> None:
    """Show every text made from now on in `language`."""
    _Installed.language = language


def installed() -> Language:
    """The language in use."""
    return _Installed.language


def tr(source: str, /, **values: object) -> str:
    """`source` in the language of the display, with `values` in its places. Values come formatted: units stay."""
    template = _Installed.language.template(STATION, source)
    return template.format(**values) if values else template


def tr_n(count: int, one: str, many: str, /) -> str:
    """`one` for exactly one, else `many`; both have the place {count}."""
    return tr(one if count == 1 else many, count=count)


def source(text: str, /) -> str:
    """Marks a text that is made as a module is imported, before a language is known; `tr` is called where it shows."""
    return text


def told(text: str) -> str:
    """A text from below the display in its language; what is no known text stays: names, labels, numbers."""
    return _Installed.language.told(text)
