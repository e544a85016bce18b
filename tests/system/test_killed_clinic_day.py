"""A clinic day killed at chance moments comes back each time as it was, and its record is that of the script.

Twenty-five kills here; `run.py soak` does a thousand.
"""

import random
from pathlib import Path

import pytest
from clinic_record import read_back
from killed_days import check_record, live_and_die

KILLS = 25


@pytest.mark.system
@pytest.mark.hazard("H38")
def test_a_day_killed_twenty_five_times(tmp_path: Path, rng: random.Random) -> None:
    store = tmp_path / "day.sqlite3"
    day, toll = live_and_die(store, kills=KILLS, rng=rng)
    assert toll.kills == KILLS
    assert toll.lost_ticks <= 10
    assert toll.unwritten > 0, "no step was lost: the kills prove nothing"
    assert toll.with_silences > 0, "nothing was silenced when it died"
    assert toll.sounding > 0, "no HIGH alarm was there when it died"
    check_record(read_back(store, day))
