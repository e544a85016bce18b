"""The proof of the alarm engine: rule sets against known truth, on the same simulated sessions and real recordings.

`python3 run.py bench alarm_quality [--quick]` prints the figures of the held-out seeds; `--table` besides stores them
and writes the table of the alarm engine's README.
"""

from benchmarks.alarm_quality.bench import run as run
from benchmarks.alarm_quality.bench import run_table as run_table
