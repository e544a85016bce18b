"""The whole mix in a small sample: it rises, returns and varies as published. The benchmark holds it more tightly."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.patient_model import BEGIN, END, README, Row, table, write_table
from benchmarks.patient_sessions import READINGS_S, measured_sessions
from simulators.patient.truth import TruthKind

ROWS = [Row("a", "Rise", "mm[Hg]", "16.0", 15.92, "somebody", 15.0, 17.0), Row("b", "Time", "ms", "—", 5.5, "here")]


def test_a_few_hundred_sessions_behave_as_published() -> None:
    sessions = measured_sessions(range(400))
    rises = sessions.rises.mean(axis=0)
    at_40, at_100 = rises[READINGS_S.index(2400)], rises[READINGS_S.index(6000)]
    assert at_40[:2] == pytest.approx([16.0, 11.0], abs=2.0)  # standard errors 0.6 and 0.4 mmHg
    assert 2.0 <= at_40[2] <= 5.5
    assert np.abs(at_100[:2]).max() < 3.0
    spread = sessions.rises[:, READINGS_S.index(2400), :2].std(axis=0)
    assert spread == pytest.approx([11.2, 8.45], rel=0.2)
    assert sessions.shares[TruthKind.SEVERE] < 0.04
    assert 0.05 < sessions.shares[TruthKind.MODERATE] < 0.3


def test_the_table_goes_between_its_marks(tmp_path: Path) -> None:
    page = tmp_path / "README.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write_table(ROWS, page)
    assert page.read_text(encoding="utf-8") == f"before\n{BEGIN}\n{table(ROWS)}\n{END}\nafter\n"
    assert "| Rise | 16.0 | 15.9 mmHg | 15 to 17 | somebody |" in table(ROWS)
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="has no"):
        write_table(ROWS, page)


def test_bounds_are_judged() -> None:
    assert [row.holds for row in ROWS] == [True, None]
    assert Row("a", "Rise", "mm[Hg]", "16.0", 17.1, "somebody", 15.0, 17.0).holds is False


def test_the_page_shows_a_table_of_ours() -> None:
    text = README.read_text(encoding="utf-8")
    shown = text[text.index(BEGIN) : text.index(END)]
    assert "| Rise of S at 40 min, mean | 16.0 |" in shown
    assert "| Sessions with severe pressure | 0.0098 |" in shown
