"""Pressures as rows: which entry a typed one is, so that a corrected one is not taken for its correction."""

from dataclasses import replace

import pytest
from told_stays import SESSION_ID, tell_stay
from worlds import EPOCH

from monitor.domain.entries import ValuesEntered
from monitor.domain.events import EntryRecorded, EntryVoided, Event, ReadingJudged
from monitor.domain.people import Actor
from monitor.domain.vocabulary import ValueMark, Verdict
from monitor.review.entry_rows import entry_rows
from monitor.review.reading_row import ReadingRow
from monitor.review.reading_rows import reading_rows
from monitor.review.value_columns import UtcOfTicks
from monitor.storage import Records, SessionRecord

NURSE = Actor("R. King", "nurse")
MEASURED_TICK = 6_000


@pytest.fixture(name="record", scope="module")
def _record(tmp_path_factory: pytest.TempPathFactory) -> SessionRecord:
    store = tell_stay(tmp_path_factory.mktemp("typed") / "room.sqlite3", until_s=1600, complete=False)
    record = Records(store).open_session(SESSION_ID)
    assert record is not None
    return replace(record, readings=(), others=())


def typed(seq: int, diastolic: float, *, replaces_seq: int | None = None) -> EntryRecorded:
    return EntryRecorded(
        seq=seq,
        at=EPOCH.at_tick(MEASURED_TICK + 100 + seq),
        place_id="1",
        session_id=SESSION_ID,
        entry=ValuesEntered(systolic=188.0, diastolic=diastolic),
        effective_utc_ms=EPOCH.at_tick(MEASURED_TICK).utc_ms,
        actor=NURSE,
        reason="",
        replaces_seq=replaces_seq,
    )


def judged(seq: int, diastolic: float) -> ReadingJudged:
    return ReadingJudged(
        seq=seq,
        at=EPOCH.at_tick(MEASURED_TICK + 100 + seq),
        place_id="1",
        session_id=SESSION_ID,
        device_id="",
        measured_utc_ms=EPOCH.at_tick(MEASURED_TICK).utc_ms,
        systolic=188.0,
        diastolic=diastolic,
        mean=None,
        pulse=None,
        verdict=Verdict.ACCEPTED,
        entered=True,
    )


def rows_of(record: SessionRecord, *events: Event) -> tuple[ReadingRow, ...]:
    told = replace(record, events=events)
    return reading_rows(told, entry_rows(events), UtcOfTicks(0, EPOCH.utc_ms, ()), from_tick=600)


@pytest.mark.hazard("H56")
def test_a_correction_with_the_same_systolic_counts_and_what_it_corrects_does_not(record: SessionRecord) -> None:
    rows = rows_of(record, typed(1, 19.0), judged(2, 19.0), typed(3, 91.0, replaces_seq=1), judged(4, 91.0))
    assert [(row.diastolic, row.voided, row.counts) for row in rows] == [(19.0, "corrected", False), (91.0, "", True)]
    assert [row.corrects for row in rows] == [False, True]
    assert [row.marks for row in rows] == [(ValueMark.ENTERED, ValueMark.VOIDED), (ValueMark.ENTERED,)]


@pytest.mark.hazard("H56")
def test_of_two_entries_alike_each_has_its_own_reading(record: SessionRecord) -> None:
    voided = EntryVoided(
        seq=5,
        at=EPOCH.at_tick(MEASURED_TICK + 200),
        place_id="1",
        session_id=SESSION_ID,
        entry_seq=3,
        reason="typed twice",
        actor=NURSE,
    )
    rows = rows_of(record, typed(1, 91.0), judged(2, 91.0), typed(3, 91.0), judged(4, 91.0), voided)
    assert [(row.judged_seq, row.voided) for row in rows] == [(2, ""), (4, "typed twice")]


def test_an_entry_that_nobody_judged_is_kept_beside_one_alike_that_was(record: SessionRecord) -> None:
    rows = rows_of(record, typed(1, 91.0), judged(2, 91.0), typed(3, 91.0))
    assert [(row.judged_seq, row.verdict) for row in rows] == [(2, Verdict.ACCEPTED), (None, None)]
