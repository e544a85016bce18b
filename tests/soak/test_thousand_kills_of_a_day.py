"""A clinic day killed at a thousand chance moments, each time begun anew from its file as the station does it.

Eight times the same day, killed every two minutes: a station that dies more often measures too little for anybody to
be discharged. `run.py soak` runs it. SOAK_DAY_KILLS sets another number of kills.
"""

import os
import random
from pathlib import Path

import pytest
from clinic_record import read_back
from killed_days import check_record, live_and_die

DAYS = 8
KILLS = int(os.environ.get("SOAK_DAY_KILLS", "1000")) // DAYS


@pytest.mark.timeout(120 + KILLS * 10)
@pytest.mark.parametrize("day_number", range(DAYS))
def test_a_day_killed_again_and_again(day_number: int, tmp_path: Path, rng: random.Random) -> None:
    store = tmp_path / "day.sqlite3"
    day, toll = live_and_die(store, kills=KILLS, rng=rng)
    print(f"day {day_number}: {toll}", flush=True)  # noqa: T201 - the figures are the result
    assert toll.kills == KILLS
    assert toll.lost_ticks <= 10
    assert toll.unwritten > KILLS // 10
    assert toll.with_silences > 0
    assert toll.sounding > 0
    check_record(read_back(store, day))
