"""`python -m benchmarks [NAME ...] [--quick] [--table]`: runs the named benchmarks, or all, and prints JSON lines.

`--table` besides stores the figures of those that write a table into a README, and writes it.
"""

import importlib
import sys

from benchmarks.report import say

NAMES = (
    "engine",
    "decode",
    "redraw",
    "latency",
    "start",
    "patient_model",
    "day",
    "storage",
    "review",
    "what_if",
    "alarm_quality",
)


OPTIONS = ("--quick", "--table")


def main(words: list[str]) -> int:
    """Run what is named; 2 where a name is unknown."""
    quick = "--quick" in words
    table = "--table" in words
    named = [word for word in words if word not in OPTIONS]
    unknown = [word for word in named if word not in NAMES]
    if unknown:
        say(f"no benchmark {', '.join(unknown)}; there are {', '.join((*NAMES, *OPTIONS))}")
        return 2
    for name in named or NAMES:
        say(f"{name} …")
        bench = importlib.import_module(f"benchmarks.{name}")
        if table and not hasattr(bench, "run_table"):
            say(f"{name} writes no table")
            return 2
        (bench.run_table if table else bench.run)(quick=quick)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
