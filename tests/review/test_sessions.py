"""The list of sessions: what a row says, and how it is searched."""

import pytest
from told_stays import DISCHARGED_S, tell_stay

from drivers.observations import Provenance
from monitor.review.sessions import SessionState, session_rows
from monitor.storage import Records, SessionFilter


@pytest.fixture(name="records", scope="module")
def _records(tmp_path_factory: pytest.TempPathFactory) -> Records:
    return Records(tell_stay(tmp_path_factory.mktemp("list") / "room.sqlite3"))


def test_a_row_says_what_a_list_shows(records: Records) -> None:
    (row,) = session_rows(records, SessionFilter())
    assert (row.label, row.clinic_id, row.course, row.place_id) == ("A.M. 59", "C-1009", "session 3 of 6", "bay1")
    assert (row.baseline_systolic, row.peak_systolic, row.peak_rise) == (122, 192, 70)
    assert row.minutes == (DISCHARGED_S - 60) / 60
    assert row.state is SessionState.SIGNED
    assert row.provenance is Provenance.REAL
    assert row.high_alarms >= 1
    assert session_rows(records, SessionFilter(), after=row) == ()


@pytest.mark.parametrize(
    ("text", "found"), [("a.m.", 1), ("c-10", 1), ("3 of", 1), ("BAY", 1), ("zz", 0), ("%", 0), ("_", 0), ("", 1)]
)
def test_search_looks_at_label_number_course_and_place(records: Records, text: str, found: int) -> None:
    assert len(session_rows(records, SessionFilter(text=text))) == found
