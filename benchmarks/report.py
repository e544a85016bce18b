"""How a figure is printed, and the few statistics the benchmarks share."""

import json
import sys
from collections.abc import Sequence
from statistics import median


def figure(bench: str, name: str, value: float, unit: str) -> None:
    """Print one figure as a line of JSON on standard output."""
    line = {"bench": bench, "figure": name, "value": round(value, 4), "unit": unit}
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def say(words: str) -> None:
    """Words for people go to standard error."""
    sys.stderr.write(words + "\n")


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` (0..1) of the values lie, nearest rank."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def typical(values: Sequence[float]) -> float:
    """Median: these machines are shared, and a mean would report their other users."""
    return median(values)
