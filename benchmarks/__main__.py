"""`python -m benchmarks [NAME ...] [--quick]`: runs the named benchmarks, or all, and prints JSON lines."""

import importlib
import sys

from benchmarks.report import say

NAMES = ("engine", "decode", "redraw", "latency", "start", "patient_model", "day", "storage", "review", "what_if")


def main(words: list[str]) -> int:
    """Run what is named; 2 where a name is unknown."""
    quick = "--quick" in words
    named = [word for word in words if word != "--quick"]
    unknown = [word for word in named if word not in NAMES]
    if unknown:
        say(f"no benchmark {', '.join(unknown)}; there are {', '.join(NAMES)} and --quick")
        return 2
    for name in named or NAMES:
        say(f"{name} …")
        importlib.import_module(f"benchmarks.{name}").run(quick=quick)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
