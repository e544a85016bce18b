"""Finds the template that a finished text was made from, so that texts from below the display can be translated. Pure.

The room, the alarm engine and the drivers hand over whole sentences, "Rad-8: no data for 12 s". They know no language
and are not to. Here each is held against the templates they were made from (`extract_words` collects them): first as a
whole, then piece by piece at the marks that join pieces. What fits none stays as it is.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass

MOST_KEPT = 4096  # texts with their words; values change, so that old ones are of no use
DEEPEST = 4  # a text in a text in a text
JOINTS = re.compile(r"( [↑↓] |\n|, | · |; |: | \(|\)|(?<=[.?!…]) )")
_PLACE = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class _Pattern:
    template: str
    pattern: re.Pattern[str]
    names: tuple[str, ...]
    longest: str  # a text without it can't fit: a cheap question before the dear one


def _pattern(template: str) -> _Pattern:
    pieces = _PLACE.split(template)
    literals, names = pieces[::2], tuple(pieces[1::2])
    seen: set[str] = set()
    expression = re.escape(literals[0])
    for name, literal in zip(names, literals[1:], strict=True):
        expression += f"(?P={name})" if name in seen else f"(?P<{name}>.*?)"
        expression += re.escape(literal)
        seen.add(name)
    return _Pattern(template, re.compile(expression, re.DOTALL), tuple(dict.fromkeys(names)), max(literals, key=len))


def _letters(template: str) -> int:
    return sum(character.isalpha() for character in _PLACE.sub("", template))


class Phrases:
    """The templates, the most telling first, and what was found with them."""

    def __init__(self, templates: Iterable[str], words_of: Callable[[str], str]) -> None:
        """`words_of` gives the words of a template, with the same places."""
        every = set(templates)
        self._whole = frozenset(template for template in every if not _PLACE.search(template))
        placed = sorted(every - self._whole, key=lambda template: (-_letters(template), template))
        self._patterns = tuple(_pattern(template) for template in placed)
        self._words_of = words_of
        self._kept: dict[str, str] = {}

    def told(self, text: str) -> str:
        """`text` in other words; the same text where no template fits."""
        known = self._kept.get(text)
        if known is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            known = self._kept[text] = self._made(text, DEEPEST)
        return known

    def _made(self, text: str, depth: int) -> str:
        core = text.strip()
        if core != text and core:
            before, after = text[: text.index(core)], text[text.index(core) + len(core) :]
            return before + self._made(core, depth) + after
        whole = self._matched(text, depth)
        if whole is not None:
            return whole
        pieces = JOINTS.split(text)
        if len(pieces) == 1 or depth == 0:
            without = text.removesuffix(".")
            return text if without == text or depth == 0 else self._made(without, depth - 1) + "."
        return "".join(
            piece if index % 2 else self._made(piece, depth - 1) if piece else "" for index, piece in enumerate(pieces)
        )

    def _matched(self, text: str, depth: int) -> str | None:
        if text in self._whole:
            return self._words_of(text)
        if depth == 0:
            return None
        for each in self._patterns:
            found = each.pattern.fullmatch(text) if each.longest in text else None
            if found is not None:
                values = {name: self._made(found[name], depth - 1) for name in each.names}
                return self._words_of(each.template).format(**values)
        return None
