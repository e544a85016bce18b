"""A long run of the proof that was broken off goes on where it was, and begins anew where anything has changed."""

from pathlib import Path

import pytest

from benchmarks.alarm_quality import kept
from benchmarks.alarm_quality.kept import Part, forget, live_or_recall
from benchmarks.alarm_quality.living import Form
from benchmarks.alarm_quality.scoring import Score
from benchmarks.alarm_quality.work import Unit

UNITS = [Unit(scope="noise", seeds=range(seed, seed + 2), under=(("ours", Form.STATION),)) for seed in (1, 3, 5)]


def lived(unit: Unit) -> Part:
    score = Score(session=unit.seeds[0], delays_s={"low": [1.5]})
    score.counts["heard"] = unit.seeds[0]
    return {(unit.scope, "ours", "station"): [score]}


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[Unit]:
    """Which units were really lived."""
    found: list[Unit] = []

    def live_all(units: list[Unit]) -> object:
        for unit in units:
            found.append(unit)
            yield lived(unit)

    monkeypatch.setattr(kept, "live_all", live_all)
    return found


def test_what_was_lived_is_not_lived_again(tmp_path: Path, asked: list[Unit]) -> None:
    path = tmp_path / "unfinished.jsonl"
    first = live_or_recall(UNITS, path)
    assert [next(first), next(first)] == [lived(unit) for unit in UNITS[:2]]
    with path.open("a", encoding="utf-8") as file:
        file.write('{"unit": "noise')  # the power failed in the midst of a line
    asked.clear()
    parts = list(live_or_recall(UNITS, path))
    assert parts == [lived(unit) for unit in UNITS]
    assert parts[0]["noise", "ours", "station"][0].counts["nothing"] == 0
    assert asked == UNITS[2:]
    forget(path)
    assert not path.exists()


def test_where_anything_has_changed_all_is_lived_anew(tmp_path: Path, asked: list[Unit]) -> None:
    path = tmp_path / "unfinished.jsonl"
    list(live_or_recall(UNITS, path))
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join(["0" * 64, *lines[1:]]) + "\n", encoding="utf-8")
    asked.clear()
    list(live_or_recall(UNITS, path))
    assert asked == UNITS
