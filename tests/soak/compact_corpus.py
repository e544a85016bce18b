"""Makes the suite's small corpus of what the fuzzer has found: `compact_corpus.py FOLDER`, with a folder for each kind.

An input is taken when it reaches a line of the drivers that the ones before did not reach, the shortest first.
"""

import sys
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]

from decoding_laws import check_input, decodable_kinds  # noqa: E402 - the path is known only now

MOST_BYTES = 3_000  # of one format
DRIVERS = str(ROOT / "drivers")
Step = tuple[str, int, int]


class Steps:
    """Which line followed which in the drivers, as `sys.settrace` tells it."""

    def __init__(self) -> None:
        self.seen: set[Step] = set()
        self._before = 0

    def trace(self, frame: FrameType, event: str, _argument: object) -> Any:
        if not frame.f_code.co_filename.startswith(DRIVERS):
            return None
        if event == "line":
            self.seen.add((frame.f_code.co_filename, self._before, frame.f_lineno))
        self._before = frame.f_lineno
        return self.trace


def main(folder: Path) -> None:
    for kind in decodable_kinds():
        taken = list(compact(kind, folder / kind))
        path = ROOT / "tests" / "drivers" / "corpus" / f"{kind}.hex"
        path.write_text("".join(f"{data.hex()}\n" for data in taken), encoding="ascii")


def compact(kind: str, folder: Path) -> Iterator[bytes]:
    """The inputs worth keeping."""
    known: set[Step] = set()
    size = 0
    for data in sorted({path.read_bytes() for path in folder.iterdir()}, key=lambda data: (len(data), data)):
        reached = steps_of(kind, data)
        if not reached <= known and data and size + len(data) <= MOST_BYTES:
            known |= reached
            size += len(data)
            yield data


def steps_of(kind: str, data: bytes) -> set[Step]:
    steps = Steps()
    sys.settrace(steps.trace)
    try:
        check_input(kind, data)
    finally:
        sys.settrace(None)
    return steps.seen


if __name__ == "__main__":
    main(Path(sys.argv[1]))
