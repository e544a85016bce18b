"""A literal that reads like a sentence and is shown by the display stands in `tr` or `source`."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from monitor.ui.sources import marked, spoken

DISPLAY = Path(__file__).resolve().parents[2] / "monitor" / "ui"
TOOLS = {"sources.py", "extract_words.py", "language.py", "words.py"}  # texts about texts
# not shown: what the room is told, faults of the start, names of work; words of an enumeration
ALLOWED = {
    "front.py": {"another program covers the station or it is minimised: bring it to the front"},
    "application.py": {"no font can be loaded: install a font package such as fonts-dejavu", "cannot write {path}"},
    "device_views.py": {"on line", "on line, but", "off line"},
    "review_desk.py": {"export {path}", "what if"},
}
STYLES = ("theme.py", "device_detail.py", "session_panel.py")
_STYLE = re.compile(r"color:|;|^DejaVu|^Inter")
_SYMBOL = re.compile(r"SpO₂ (\{\w+\}|%| )+")  # the same in every language
FILES = sorted(path for path in DISPLAY.rglob("*.py") if path.name not in TOOLS)


def unmarked(source: str) -> Iterator[str]:
    tree = ast.parse(source)
    known = set(marked(tree))
    for text in spoken(tree):
        if text not in known and text.strip(" ,;:·") not in {each.strip(" ,;:·") for each in known}:
            yield text


def is_shown(path: Path, text: str) -> bool:
    if path.name in STYLES and _STYLE.search(text):
        return False
    return " " in text and not _SYMBOL.fullmatch(text) and text not in ALLOWED.get(path.name, ())


def test_every_sentence_is_marked() -> None:
    found = {
        path.relative_to(DISPLAY).as_posix(): text
        for path in FILES
        for text in unmarked(path.read_text("utf-8"))
        if is_shown(path, text)
    }
    assert found == {}


def test_an_unmarked_sentence_is_found() -> None:
    assert list(unmarked('def f(n):\n    return f"{n} alarms stand", tr("No alarms"), source("All well")\n')) == [
        "{n} alarms stand"
    ]


def test_a_line_of_the_log_is_no_text_to_translate() -> None:
    assert list(unmarked('def f():\n    log.exception("Earlier sessions cannot be read")\n')) == []
