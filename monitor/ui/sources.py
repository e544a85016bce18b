"""Collects every text of the display from the code: what stands in `tr` and `source`, and what comes from below. Pure.

The display marks its texts. Below the display nothing is marked: there every literal and every f-string that reads like
words is taken as a template, so that some are in the list that nobody ever sees; a translator may leave them empty.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from monitor.ui.words import ROOM, STATION

ROOT = Path(__file__).parent.parent.parent  # what holds the packages
BELOW = (
    "monitor/domain",
    "monitor/alarms",
    "monitor/room",
    "monitor/port",
    "monitor/engine",
    "monitor/review",
    "monitor/annunciator",
    "drivers",
    *(
        f"monitor/app/{module}.py"
        for module in (
            "attended",
            "awake",
            "compose",
            "course_desk",
            "low_priority",
            "low_priority_child",
            "people_desk",
            "profile_in_force",
            "proposal_files",
            "review_answers",
            "review_export",
            "review_room",
            "review_rules",
            "sound",
            "whole_file",
        )
    ),
)
PLAIN_MARKERS = ("tr", "source")
NUMBERED = "tr_n"
# single lower-case words that are no names of the code but said to people
# files and command lines, not screens; and what a wire carries
UNSEEN = re.compile(
    r"monitor/(port/proposal|review/(proposal|recording_csv|replay|what_if_lines))\.py"
    r"|drivers/.*(protocol|requests|captures|recording\w*|replay\w*)\.py"
)
VOCABULARY = re.compile(
    r"monitor/(port/(messages|rule_words|entry_words)|engine/survey|room/gate|review/window_views|app/review_rules|app/review_answers)\.py"
    r"|drivers/\w+/interpreter\.py"
)
ENUMERATIONS = ("SideEffect", "Route", "Arm", "ReviewMark", "Role")
EDGES = " ,;:·"  # what joins pieces belongs to none of them
_LOG_PLACE = re.compile(r"%[-+.\d]*[srdf](?![a-z])")
_FORMAT_PLACE = re.compile(r"\{(\w*)[^{}]*\}")
UNITS = frozenset(("mmHg", "min", "kg", "mg", "ml", "kB", "MiB"))
_PLACE = re.compile(r"\{\w+\}")
_WORD = re.compile(r"[^\W\d_]{2,}")
_NAME_OF_CODE = re.compile(r"[a-z0-9_./:%*-]*|[A-Z0-9]+(-[A-Z0-9]+)+|[A-Z_0-9]+|[A-Z][a-z0-9]+([A-Z][a-z0-9]*)+")
_SPOKEN = re.compile(r"[^\W\d_]+[,;:.?!]? +\(?[^\W\d_{]|[^\W\d_]{2,}[:,]? \{|\} [^\W\d_]{2,}")


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """One text to translate and the first module that says it."""

    context: str
    text: str
    module: str


def sources() -> tuple[Source, ...]:
    """All of them, each once, in the order of context and text."""
    found: dict[tuple[str, str], Source] = {}
    for source in (*_of_display(), *_from_below()):
        found.setdefault((source.context, source.text), source)
    return tuple(sorted(found.values()))


def _of_display() -> Iterator[Source]:
    for path in sorted((ROOT / "monitor/ui").rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        for text in marked(ast.parse(path.read_text("utf-8"))):
            yield Source(STATION, text, module)


def marked(tree: ast.AST) -> Iterator[str]:
    """The literals in `tr`, `source` and `tr_n`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            first = 1 if node.func.id == NUMBERED else 0
            if node.func.id in (*PLAIN_MARKERS, NUMBERED):
                for argument in node.args[first:]:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield argument.value


def _from_below() -> Iterator[Source]:
    for part in BELOW:
        folder = ROOT / part
        for path in sorted(folder.rglob("*.py")) if folder.is_dir() else [folder]:
            module = path.relative_to(ROOT).as_posix()
            if UNSEEN.fullmatch(module):
                continue
            tree = ast.parse(path.read_text("utf-8"))
            for text in spoken(tree, single_words=VOCABULARY.fullmatch(module) is not None):
                yield Source(ROOM, text, module)


def spoken(tree: ast.AST, *, single_words: bool = False) -> Iterator[str]:
    """Literals and f-strings that read like words, as templates; docstrings, notes of types and logs are none."""
    for text in _texts(tree):
        template = template_of(text).strip(EDGES)
        if (
            not template.replace("\n", "").isprintable()
            or "\\" in template
            or _LOG_PLACE.search(template)
            or "_" in _PLACE.sub("", template)
        ):
            continue
        if not set(_WORD.findall(_PLACE.sub("", template))) - UNITS:
            continue
        if _SPOKEN.search(template) or (_is_word(template) and (single_words or template[0].isupper())):
            yield template
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef) and node.name in ENUMERATIONS:
            yield from (value for value in _members(node) if _WORD.search(value))


def _is_word(template: str) -> bool:
    bare = _PLACE.sub("", template).strip()
    if bare.islower() and " " not in bare:
        return bare.isalpha()
    return bool(_WORD.search(bare)) and not _NAME_OF_CODE.fullmatch(bare)


def _members(node: ast.ClassDef) -> Iterator[str]:
    for each in node.body:
        if isinstance(each, ast.Assign) and isinstance(each.value, ast.Constant) and isinstance(each.value.value, str):
            yield each.value.value


def _texts(node: ast.AST) -> Iterator[ast.Constant | ast.JoinedStr]:
    if isinstance(node, ast.JoinedStr) or (isinstance(node, ast.Constant) and isinstance(node.value, str)):
        yield node
    for name, field in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "slice", "keys"}:
            continue
        for child in field if isinstance(field, list) else [field]:
            if isinstance(child, ast.AST) and not _is_for_the_code(child) and not isinstance(node, ast.JoinedStr):
                yield from _texts(child)
            elif isinstance(node, ast.JoinedStr) and isinstance(child, ast.FormattedValue):
                yield from _texts(child.value)


def _is_for_the_code(node: ast.AST) -> bool:
    """A docstring, a comparison, a log line, or an error that only a programmer sees."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        return True
    if isinstance(node, ast.Compare | ast.MatchValue):
        return True
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    return called.startswith(("log.", "logger.")) or called.endswith(
        ("ValueError", "TypeError", "RuntimeError", "TypeVar", "Field")
    )


def template_of(node: ast.Constant | ast.JoinedStr) -> str:
    """A literal with its places, if it is one for `str.format`; an f-string with a named place for each value."""
    if isinstance(node, ast.Constant):
        return _FORMAT_PLACE.sub(lambda place: "{" + (place[1] or "value") + "}", str(node.value))
    names: dict[str, str] = {}
    parts: list[str] = []
    for value in node.values:
        if isinstance(value, ast.Constant):
            parts.append(str(value.value))
        elif isinstance(value, ast.FormattedValue):
            parts.append("{" + _place(ast.unparse(value), value.value, names) + "}")
    return "".join(parts)


def _place(written: str, value: ast.expr, names: dict[str, str]) -> str:
    """A name for a value: the last one in it that says something, numbered where another value has it."""
    known = [node.attr if isinstance(node, ast.Attribute) else node.id for node in _named(value)]
    name = next((each.strip("_").lower() for each in known if each.strip("_")), "value")
    number = 1
    while names.get(name if number == 1 else f"{name}{number}", written) != written:
        number += 1
    name = name if number == 1 else f"{name}{number}"
    names[name] = written
    return name


def _named(value: ast.expr) -> Iterator[ast.Attribute | ast.Name]:
    if isinstance(value, ast.Call):
        for argument in value.args:
            yield from _named(argument)
        yield from _named(value.func)
    elif isinstance(value, ast.Attribute | ast.Name):
        yield value
    else:
        for child in ast.iter_child_nodes(value):
            if isinstance(child, ast.expr):
                yield from _named(child)
