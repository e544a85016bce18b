"""The change detector: published average run lengths, winsorising, restart, missing readings."""

import numpy as np
import pytest

from monitor.alarms.change_detector import Sums, add, changed, restart

RUNS = 12_000
NO_WINSOR = 1e9


def average_run_length(shift_sd: float, *, slack: float, threshold: float, runs: int = RUNS) -> float:
    """Mean number of readings until a change is seen, all runs at once."""
    rng = np.random.default_rng(20_101)
    sums, readings = Sums.zero(runs), 0
    while sums.up.size:
        readings += sums.up.size
        sums = add(sums, rng.standard_normal(sums.up.size) + shift_sd, slack=slack, winsor=NO_WINSOR)
        rose, fell = changed(sums, threshold)
        going_on = ~(rose | fell)
        sums = Sums(sums.up[going_on], sums.down[going_on])
    return readings / runs


@pytest.mark.parametrize(
    ("slack", "threshold", "shift_sd", "published"),
    [
        (0.5, 3, 0, 57),
        (0.5, 3, 0.5, 17),
        (0.5, 3, 1, 6.5),
        (0.5, 3, 1.5, 3.7),
        (0.5, 3, 2, 2.7),
        (0.5, 3, 3, 1.8),
        (0.5, 4, 0, 170),
        (0.5, 4, 1, 8.4),
        (0.5, 4, 2, 3.3),
        (0.5, 5, 0, 467),
        (0.5, 5, 0.5, 39),
        (0.5, 5, 1, 10.4),
        (0.5, 5, 1.5, 5.8),
        (0.5, 5, 2, 4.0),
        (0.5, 5, 3, 2.6),
        (1, 2.5, 0, 370),
        (1, 2.5, 1, 13.6),
    ],
)
def test_average_run_lengths(slack: float, threshold: float, shift_sd: float, published: float) -> None:
    found = average_run_length(shift_sd, slack=slack, threshold=threshold)
    assert found == pytest.approx(published, rel=0.05)


def test_one_artefact_decides_nothing() -> None:
    sums = add(Sums.zero(1), [40.0])
    assert sums.up.tolist() == [2.5]
    assert [bool(mask[0]) for mask in changed(sums)] == [False, False]


def test_two_readings_far_up_are_a_change_and_both_sums_begin_anew() -> None:
    sums = add(add(Sums.zero(2), [9.0, -9.0]), [9.0, -9.0])
    rose, fell = changed(sums)
    assert (rose.tolist(), fell.tolist()) == ([True, False], [False, True])
    again = restart(sums, rose)
    assert (again.up.tolist(), again.down.tolist()) == ([0.0, 0.0], [0.0, 5.0])


def test_a_missing_reading_changes_nothing() -> None:
    sums = add(Sums.zero(1), [2.0])
    assert add(sums, [np.nan]).up.tolist() == sums.up.tolist()
