"""Keeps what was lived of a long run, so that one that was broken off goes on where it was.

One file, a ward a line. Its first line is a digest of everything that decides what comes out: the alarm engine, the
room and its words, the patient model, the profiles and the benchmark itself. Where any of it has changed, the run
begins anew.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from benchmarks.alarm_quality.scoring import Score
from benchmarks.alarm_quality.work import Key, Unit, live_all

ROOT: Final = Path(__file__).resolve().parents[2]
KEPT: Final = Path(__file__).with_name("unfinished.jsonl")
DECIDING: Final = (
    ("monitor/alarms", "*.py"),
    ("monitor/room", "*.py"),
    ("monitor/domain", "*.py"),
    ("simulators/patient", "*.py"),
    ("config/profiles", "*.toml"),
    ("benchmarks/alarm_quality", "*.py"),
)
Part = dict[Key, list[Score]]


def live_or_recall(units: Sequence[Unit], path: Path = KEPT) -> Iterator[Part]:
    """Live all units in their order, but for those that an earlier run has kept."""
    known = _recall(path)
    todo = live_all([unit for unit in units if _name(unit) not in known])
    for unit in units:
        part = known.get(_name(unit))
        if part is None:
            part = next(todo)
            with path.open("a", encoding="utf-8") as file:
                file.write(_line(unit, part) + "\n")
        yield part


def forget(path: Path = KEPT) -> None:
    """The run is complete."""
    path.unlink(missing_ok=True)


def _recall(path: Path) -> dict[str, Part]:
    """What an earlier run of the same sources has kept; a line that was being written when it ended is left out."""
    whole = path.read_text(encoding="utf-8").rpartition("\n")[0] if path.exists() else ""
    head, *lines = whole.splitlines() or [""]
    if head != _digest():
        head, lines = _digest(), []
    path.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
    found: dict[str, Part] = {}
    for ward in map(json.loads, lines):
        found[ward["unit"]] = {
            (scope, rules, form): [Score(**{**score, "counts": Counter(score["counts"])}) for score in scores]
            for scope, rules, form, scores in ward["lived"]
        }
    return found


def _line(unit: Unit, part: Part) -> str:
    lived = [[*key, [_plain(score) for score in scores]] for key, scores in part.items()]
    return json.dumps({"unit": _name(unit), "lived": lived})


def _plain(score: Score) -> dict[str, object]:
    plain: dict[str, object] = {name: getattr(score, name) for name in Score.__slots__}
    return plain | {"counts": dict(score.counts)}


def _name(unit: Unit) -> str:
    seeds = ",".join(map(str, unit.seeds))
    under = " ".join(f"{name}/{form}" for name, form in unit.under)
    return f"{unit.scope} {hashlib.sha256(seeds.encode()).hexdigest()[:16]} {under}"


def _digest() -> str:
    digest = hashlib.sha256()
    for folder, pattern in DECIDING:
        for path in sorted((ROOT / folder).glob(pattern)):
            digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()
