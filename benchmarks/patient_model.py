"""What the simulated patients have in common with published ones: rise, spread, return, shares of the conditions.

`python -m benchmarks.patient_model --table` also writes the table into the README of the patient model.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.patient_sessions import COURSE, Courses, Sessions, course_of_patients, measured_sessions
from benchmarks.report import figure, say
from drivers.clock import Stopwatch
from simulators.patient.arrays import Floats
from simulators.patient.pump import PumpHistory
from simulators.patient.truth import TruthKind

README = Path(__file__).resolve().parents[1] / "simulators" / "patient" / "README.md"
BEGIN, END = "<!-- table: begin -->", "<!-- table: end -->"
SESSIONS, PATIENTS = 3000, 276  # twice the 138 patients of the largest series
QUICK_SESSIONS, QUICK_PATIENTS = 200, 12
TRIALS = 2000  # repetitions of a small published trial
DRUG_ARM, SALINE_ARM = 13, 14
CRITICAL_T = 2.06  # two-sided 5 % at 25 degrees of freedom

YALE = "2342 infusions, doi 10.1016/j.genhosppsych.2024.07.001"
FANG = "13 against 14 patients, Fang 2019"
WAN = "205 infusions, Wan 2015 (quoted from memory)"
SERIES = "741 infusions: +1.9; meta-analysis of 2252: +4.1"
DESIGN = "design of the simulator, no published figure"
MODEL = "simulator of the reference material"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table; `low` and `high` bound what is accepted, None: reported only."""

    name: str
    words: str
    unit: str
    published: str
    ours: float
    source: str
    low: float | None = None
    high: float | None = None

    @property
    def holds(self) -> bool | None:
        """Whether ours lies within the bounds; None where there are none."""
        if self.low is None or self.high is None:
            return None
        return self.low <= self.ours <= self.high


def run(*, quick: bool) -> None:
    """Print every figure of ours, beside the published one where that is a number."""
    for row in measured_rows(quick=quick):
        figure("patient_model", row.name, row.ours, row.unit)
        say(f"{row.words}: published {row.published}, ours {row.ours:.4g} {row.unit}{_verdict(row)}")


def measured_rows(*, quick: bool) -> list[Row]:
    """Simulate and compare."""
    watch = Stopwatch()
    sessions = measured_sessions(range(QUICK_SESSIONS if quick else SESSIONS))
    saline = measured_sessions(range(1_000_000, 1_000_000 + len(sessions.rises) // 4), pump=PumpHistory())
    each_ms = watch.elapsed_s() * 1e3 / (len(sessions.rises) + len(saline.rises))
    courses = course_of_patients(range(2_000_000, 2_000_000 + (QUICK_PATIENTS if quick else PATIENTS)))
    rows = [*_rises(sessions), *_returns(sessions, saline), *_shares(sessions), *_over_courses(courses)]
    return [*rows, Row("ms_per_session", "Time to make and measure one session", "ms", "—", each_ms, "this machine")]


def _rises(sessions: Sessions) -> list[Row]:
    at_40, peak = sessions.rises[:, 3, :], sessions.rises[:, :6, :].max(axis=1)
    (systolic, diastolic, pulse), (systolic_sd, diastolic_sd, _pulse_sd) = at_40.mean(axis=0), at_40.std(axis=0)
    return [
        Row("rise_systolic", "Rise of S at 40 min, mean", "mm[Hg]", "16.0", systolic, YALE, 15.0, 17.0),
        Row("rise_systolic_sd", "… SD", "mm[Hg]", "11.2", systolic_sd, YALE, 0.9 * 11.2, 1.1 * 11.2),
        Row("rise_diastolic", "Rise of D at 40 min, mean", "mm[Hg]", "11.0", diastolic, YALE, 10.0, 12.0),
        Row("rise_diastolic_sd", "… SD", "mm[Hg]", "8.45", diastolic_sd, YALE, 0.9 * 8.45, 1.1 * 8.45),
        Row("rise_pulse", "Rise of the pulse at 40 min, mean", "/min", "1.9 to 4.1", pulse, SERIES, 2.0, 5.0),
        Row("peak_systolic", "Mean of individual maxima, S", "mm[Hg]", "19.6", peak[:, 0].mean(), WAN),
        Row("peak_diastolic", "Mean of individual maxima, D", "mm[Hg]", "13.4", peak[:, 1].mean(), WAN),
    ]


def _returns(sessions: Sessions, saline: Sessions) -> list[Row]:
    at_100 = sessions.rises[:, 9, :].mean(axis=0)
    found_40, found_100 = (
        _trials_that_differ(sessions.rises[:, index, 0], saline.rises[:, index, 0]) for index in (3, 9)
    )
    none = "no difference from saline"
    return [
        Row("left_systolic_100", "Rise of S left at 100 min, mean", "mm[Hg]", none, at_100[0], FANG, -3.0, 3.0),
        Row("left_diastolic_100", "Rise of D left at 100 min, mean", "mm[Hg]", none, at_100[1], FANG, -3.0, 3.0),
        Row("trials_40", "Trials of 13 against 14 that find a rise at 40 min", "1", "found", found_40, FANG, 0.8, 1.0),
        Row("trials_100", "… at 100 min", "1", "not found", found_100, FANG, 0.0, 0.2),
    ]


def _shares(sessions: Sessions) -> list[Row]:
    share = {kind: sessions.shares[kind] for kind in TruthKind}
    above_20, above_30 = ((sessions.ratios[:, :4] > ratio).any(axis=1).mean() for ratio in (1.2, 1.3))
    fast = sessions.fast.mean()
    return [
        Row("severe", "Sessions with severe pressure", "1", "0.0098", share[TruthKind.SEVERE], YALE, 0.005, 0.02),
        Row("moderate", "Sessions with moderate pressure", "1", "0.166", share[TruthKind.MODERATE], MODEL, 0.08, 0.25),
        Row("low", "Sessions with low pressure", "1", "0.03", share[TruthKind.LOW], DESIGN, 0.015, 0.045),
        Row("hypoxia", "Sessions with SpO2 < 90", "1", "0.06", share[TruthKind.HYPOXIA], DESIGN, 0.04, 0.08),
        Row("deep_hypoxia", "Sessions with SpO2 < 85", "1", "—", share[TruthKind.DEEP_HYPOXIA], DESIGN),
        Row("tachycardia", "Sessions with rate > 120", "1", "0.01 and more", share[TruthKind.TACHYCARDIA], DESIGN),
        Row("bradycardia", "Sessions with a slow pulse", "1", "0.03", share[TruthKind.BRADYCARDIA], DESIGN),
        Row("above_20", "A reading 20 % above baseline by 40 min", "1", "0.316", above_20, MODEL),
        Row("above_30", "A reading 30 % above baseline by 40 min", "1", "0.05", above_30, MODEL),
        Row("fast", "A cuff reading with pulse > 110", "1", "0.044", fast, MODEL),
    ]


def _over_courses(courses: Courses) -> list[Row]:
    substantial = "0.08 to 0.19 (nasal esketamine)"
    label = "label of nasal esketamine: +40 or +25 mmHg within 1.5 h"
    return [
        Row(
            "severe_patients",
            f"Patients with a severe session in {COURSE}",
            "1",
            "0.125",
            courses.severe_patients,
            YALE,
        ),
        Row("severe_early", "Severe ones in the first three infusions", "1", "0.434", courses.severe_early, YALE),
        Row(
            "substantial",
            "Patients with a substantial rise in 8 sessions",
            "1",
            substantial,
            courses.substantial,
            label,
        ),
    ]


def _trials_that_differ(drug: Floats, saline: Floats) -> float:
    """Share of small trials, drawn from our sessions, in which Welch's t test finds a difference."""
    rng = np.random.default_rng(13)
    first, second = rng.choice(drug, (TRIALS, DRUG_ARM)), rng.choice(saline, (TRIALS, SALINE_ARM))
    error = np.sqrt(first.var(axis=1, ddof=1) / DRUG_ARM + second.var(axis=1, ddof=1) / SALINE_ARM)
    return float((np.abs(first.mean(axis=1) - second.mean(axis=1)) / error > CRITICAL_T).mean())


def table(rows: Sequence[Row]) -> str:
    """Make the README's table."""
    lines = ["| What | Published | Ours | Accepted | Source |", "| --- | --- | --- | --- | --- |"]
    for row in rows:
        accepted = "—" if row.low is None or row.high is None else f"{row.low:.3g} to {row.high:.3g}"
        unit = {"mm[Hg]": " mmHg", "/min": " /min", "1": "", "ms": " ms"}[row.unit]
        lines.append(f"| {row.words} | {row.published} | {row.ours:.3g}{unit} | {accepted} | {row.source} |")
    return "\n".join(lines)


def write_table(rows: Sequence[Row], path: Path = README) -> None:
    """Put the table between the markers.

    Raises:
        ValueError: the markers are not there.

    """
    text = path.read_text(encoding="utf-8")
    head, _begin, rest = text.partition(BEGIN)
    _old, end, tail = rest.partition(END)
    if not end:
        raise ValueError(f"{path} has no {BEGIN} … {END}")
    path.write_text(f"{head}{BEGIN}\n{table(rows)}\n{END}{tail}", encoding="utf-8")


def _verdict(row: Row) -> str:
    return {None: "", True: ", holds", False: ", DOES NOT HOLD"}[row.holds]


if __name__ == "__main__":
    if "--table" in sys.argv:
        write_table(measured_rows(quick=False))
    else:
        run(quick="--quick" in sys.argv)
