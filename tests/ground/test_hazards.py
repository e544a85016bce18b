"""Keeps the list of hazards without a test honest: every id is either carried by a test or still in hazards_open.txt.

Marks are read from the files rather than from the run, so that a run of a few tests judges no differently.
"""

import ast
import re
from collections import Counter
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
KNOWN = frozenset(f"H{number:02}" for number in range(1, 60))  # of the reference material's clinical/hazards.md


def carried_in(source: str) -> set[str]:
    """Return the ids that marks `pytest.mark.hazard("H13", …)` of a test file name."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    marks = (call for call in calls if ast.unparse(call.func) == "pytest.mark.hazard")
    return {argument.value for mark in marks for argument in mark.args if _is_text(argument)}  # type: ignore[attr-defined]  # _is_text says so


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def carried() -> set[str]:
    files = [file for file in TESTS.rglob("test_*.py") if file != Path(__file__)]
    return {hazard for file in files for hazard in carried_in(file.read_text(encoding="utf-8"))}


def still_open() -> list[str]:
    lines = (TESTS / "hazards_open.txt").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def complaints(carried: set[str], still_open: list[str]) -> list[str]:
    """Return what is wrong with the book-keeping, in words."""
    twice = [hazard for hazard, count in Counter(still_open).items() if count > 1]
    return [
        *(f"{hazard}: a mark or the list names it, and there is no such hazard" for hazard in carried - KNOWN),
        *(
            f"{hazard}: the list of open hazards names it, and there is no such hazard"
            for hazard in set(still_open) - KNOWN
        ),
        *(
            f"{hazard}: no test carries it and it is not in hazards_open.txt"
            for hazard in KNOWN - carried - set(still_open)
        ),
        *(f"{hazard}: a test carries it; strike it from hazards_open.txt" for hazard in carried & set(still_open)),
        *(f"{hazard}: stands twice in hazards_open.txt" for hazard in twice),
    ]


def test_every_hazard_is_tested_or_listed_as_open() -> None:
    assert sorted(complaints(carried(), still_open())) == []


def test_each_kind_of_slip_is_noticed() -> None:
    rest = sorted(KNOWN - {"H01", "H02"})
    assert complaints({"H01", "H02"}, rest) == []
    assert complaints({"H01", "H02", "H60"}, rest) == ["H60: a mark or the list names it, and there is no such hazard"]
    assert [text[:3] for text in complaints({"H01"}, rest)] == ["H02"]
    assert [text[:3] for text in complaints({"H01", "H02", "H03"}, rest)] == ["H03"]
    assert len(complaints({"H01", "H02"}, [*rest, "H99"])) == 1
    assert len(complaints({"H01", "H02"}, [*rest, "H05"])) == 1


def test_marks_are_found_wherever_they_stand() -> None:
    source = """
import pytest
pytestmark = pytest.mark.hazard("H01")
@pytest.mark.hazard("H02", "H03")
class TestOne:
    @pytest.mark.parametrize("x", [pytest.param(1, marks=pytest.mark.hazard("H04"))])
    def test_two(self, x):
        "H05"
"""
    assert carried_in(source) == {"H01", "H02", "H03", "H04"}


def test_the_known_ids_are_those_of_the_risk_file(reference: Path) -> None:
    rows = re.findall(r"^\| (H\d{2}) ", (reference / "clinical/hazards.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(rows) == KNOWN
