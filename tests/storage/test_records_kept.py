"""Lists by key, provenance kept apart, retention, privacy and copies of a running record."""

import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from storage_days import PLACES, open_day, write_day
from storage_samples import EPOCH, ROOM, alarm, batch, open_journal

from drivers.clock import ManualClock
from drivers.observations import Provenance
from monitor.domain.events import PatientAdmitted
from monitor.domain.people import UNATTRIBUTED
from monitor.domain.vocabulary import Priority
from monitor.storage import AlarmFilter, Records, SessionFilter, StorageUnavailableError, open_or_set_aside, tables
from monitor.storage.backup import backup
from monitor.storage.database import reading_engine, writing_engine
from monitor.storage.retention import LEAST_KEPT_DAYS, MS_PER_DAY
from monitor.storage.signing import Mark, ReviewDesk, SigningError
from monitor.storage.verify import verify

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="runs only on systems with file modes")


def session_row(session_id: int, provenance: Provenance, *, clinic_id: str = "C1") -> dict[str, object]:
    return {
        "session_id": session_id,
        "label": "A.M. 59",
        "clinic_id": clinic_id,
        "course": "",
        "place_id": "1",
        "provenance": provenance.value,
        "admitted_tick": session_id,
        "admitted_utc_ms": EPOCH.utc_ms + session_id // 2,  # two at the same instant
        "first_batch_seq": 1,
        "last_batch_seq": 1,
        "packed": 1,
        "high_alarms": 0,
        "medium_alarms": 0,
        "low_alarms": 0,
    }


def alarm_row(alarm_id: int, session_id: int) -> dict[str, object]:
    return {
        "alarm_id": alarm_id,
        "raised_seq": alarm_id,
        "raised_utc_ms": EPOCH.utc_ms + alarm_id // 3,
        "place_id": "1",
        "session_id": session_id,
        "rule": "O2-LO",
        "kind": "physiological",
        "priority": 1 + alarm_id % 3,
        "parameter": "spo2",
        "shown": "88",
    }


def filled(path: Path, sessions: list[dict[str, object]], alarms: list[dict[str, object]]) -> Records:
    open_journal(path).close()
    engine = writing_engine(path)
    with engine.begin() as connection:
        if sessions:
            connection.execute(insert(tables.sessions), sessions)
        if alarms:
            connection.execute(insert(tables.alarms), alarms)
    engine.dispose()
    return Records(path)


def packed(path: Path) -> None:
    journal = open_day(path)
    journal.bind_devices(PLACES)
    write_day(journal)
    while journal.tidy():
        pass
    journal.close()


def packed_and_signed(path: Path) -> None:
    packed(path)
    ReviewDesk(path, clock=ManualClock()).sign(1, reviewer="Dr. Who")


@pytest.mark.parametrize("limit", [1, 7, 40])
def test_pages_by_key_show_everything_once_newest_first(tmp_path: Path, limit: int) -> None:
    sessions = [session_row(number, Provenance.REAL) for number in range(1, 41)]
    records = filled(tmp_path / "a.sqlite3", sessions, [alarm_row(n, 1 + n % 40) for n in range(1, 41)])
    seen, last = [], None
    while page := records.sessions(SessionFilter(), before=last, limit=limit):
        seen += [one.session_id for one in page]
        last = page[-1]
    assert seen == list(range(40, 0, -1))
    alarms, last_alarm = [], None
    while found := records.alarms(AlarmFilter(), before=last_alarm, limit=limit):
        alarms += [one.alarm_id for one in found]
        last_alarm = found[-1]
    assert alarms == list(range(40, 0, -1))
    high = records.alarms(AlarmFilter(least_priority=Priority.HIGH))
    assert [one.alarm_id for one in high] == [n for n in range(40, 0, -1) if n % 3 == 2]


@pytest.mark.parametrize("other", [each for each in Provenance if each is not Provenance.REAL])
def test_a_course_sees_real_sessions_alone(tmp_path: Path, other: Provenance) -> None:
    sessions = [session_row(1, Provenance.REAL), session_row(2, other), session_row(3, Provenance.REAL)]
    records = filled(tmp_path / "a.sqlite3", sessions, [alarm_row(n, n) for n in (1, 2, 3)])
    assert [one.session_id for one in records.course("C1")] == [1, 3]
    assert records.course("") == ()
    assert [one.session_id for one in records.sessions(SessionFilter())] == [3, 2, 1]  # the list marks it


def test_only_signed_sessions_past_their_time_are_retired_and_the_chain_still_holds(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    packed_and_signed(path)
    journal = open_day(path)
    last = journal.recover().last_tick or 0
    per_day = MS_PER_DAY // 100
    journal.keep_for(1)  # less than the least: the least counts
    journal.write([batch(last + (LEAST_KEPT_DAYS - 1) * per_day, checkpoint=b"x")])
    while journal.tidy():
        pass
    assert Records(path).session(1) is not None
    journal.write([batch(last + (LEAST_KEPT_DAYS + 1) * per_day, checkpoint=b"x")])
    while journal.tidy():
        pass
    journal.close()
    assert Records(path).session(1) is None
    assert not any(b"A.M. 59" in one for one in contents(path))
    verdict = verify(path)
    assert (verdict.findings, verdict.retired_sessions) == ((), 1)


def contents(path: Path) -> list[bytes]:
    with reading_engine(path).begin() as connection:
        rows = connection.execute(select(tables.events.c.payload)).scalars().all()
    return [row.encode() for row in rows]


def test_an_unsigned_session_is_kept_for_ever(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    journal = open_day(path)
    journal.bind_devices(PLACES)
    write_day(journal)
    journal.keep_for(LEAST_KEPT_DAYS)
    journal.write([batch(10_000 * MS_PER_DAY // 100, checkpoint=b"x")])
    while journal.tidy():
        pass
    journal.close()
    assert Records(path).open_session(1) is not None


def test_addenda_and_marks_stand_beside_what_was_signed(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    packed(path)
    desk = ReviewDesk(path, clock=ManualClock())
    alarm_id = Records(path).alarms(AlarmFilter(session_id=1))[0].alarm_id
    desk.mark(alarm_id, Mark.ARTEFACT, reviewer="Dr. Who")
    desk.mark(alarm_id, Mark.USEFUL, reviewer="Dr. Who")
    desk.sign(1, reviewer="Dr. Who")
    desk.add(1, author="Dr. Who", text="the cuff was on the left arm")
    assert desk.marks(1) == {alarm_id: Mark.USEFUL}
    assert [one.text for one in desk.addenda(1)] == ["the cuff was on the left arm"]
    assert [one.reviewer for one in desk.signatures(1)] == ["Dr. Who"]
    assert verify(path).findings == ()
    assert Records(path).sessions(SessionFilter())[0].signed
    for refused in (
        lambda: desk.sign(2, reviewer="Dr. Who"),
        lambda: desk.sign(1, reviewer=" "),
        lambda: desk.add(2, author="Dr. Who", text="words"),
        lambda: desk.add(1, author="Dr. Who", text=" "),
        lambda: desk.mark(9_999, Mark.USEFUL, reviewer="Dr. Who"),
        lambda: desk.mark(alarm_id, Mark.ARTEFACT, reviewer="Dr. Who"),
    ):
        with pytest.raises(SigningError):
            refused()
    assert desk.marks(1) == {alarm_id: Mark.USEFUL}


@pytest.mark.hazard("H55")
def test_a_signed_session_is_not_signed_again_whoever_asks(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    packed(path)
    first = ReviewDesk(path, clock=ManualClock()).sign(1, reviewer="Dr. Who")
    desk = ReviewDesk(path, clock=ManualClock())
    for reviewer in ("Dr. Who", "Dr. No"):
        with pytest.raises(SigningError, match="signed and locked: say it in an addendum"):
            desk.sign(1, reviewer=reviewer)
    assert desk.signatures(1) == (first,)


def test_a_running_session_cannot_be_signed(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite3"
    journal = open_day(path)
    write_day(journal, until_s=100)
    journal.close()
    with pytest.raises(SigningError, match="not finished"):
        ReviewDesk(path, clock=ManualClock()).sign(1, reviewer="Dr. Who")


def test_a_copy_of_a_record_that_is_being_written_is_whole_and_of_one_moment(tmp_path: Path) -> None:
    path, target = tmp_path / "room.sqlite3", tmp_path / "copy.sqlite3"
    journal = open_journal(path)
    journal.write([batch(tick, alarm(tick, tick), checkpoint=b"x" * 20_000) for tick in range(1, 200)])
    stop, written = threading.Event(), []

    def write_on() -> None:
        tick = 200
        while not stop.is_set():
            journal.write([batch(tick, alarm(tick, tick))])
            written.append(tick)
            tick += 1

    writer = threading.Thread(target=write_on)
    writer.start()
    try:
        size = backup(path, target)
    finally:
        stop.set()
        writer.join()
    journal.close()
    assert size == target.stat().st_size
    assert verify(target).findings == ()
    with reading_engine(target).begin() as connection:
        events = connection.execute(select(func.max(tables.events.c.seq))).scalar_one()
        batches = connection.execute(select(func.max(tables.input_batches.c.seq))).scalar_one()
    assert events == batches  # both tables of one moment
    assert 199 <= events <= written[-1]
    copy = open_journal(target)
    assert copy.recover().last_event_seq == events
    copy.close()
    with pytest.raises(StorageUnavailableError, match="already"):
        backup(path, target)


@POSIX
def test_no_file_of_the_record_lets_other_users_in(tmp_path: Path) -> None:
    path = tmp_path / "new" / "room.sqlite3"
    journal = open_journal(path)
    journal.write([batch(1)])
    assert path.parent.stat().st_mode & 0o777 == 0o700
    modes = {part.name: part.stat().st_mode & 0o777 for part in path.parent.iterdir()}
    journal.close()
    assert set(modes.values()) == {0o600}
    assert {"room.sqlite3", "room.sqlite3-wal", "room.sqlite3-shm", "room.sqlite3.lock"} == set(modes)


@POSIX
@pytest.mark.expect_log
def test_a_record_that_was_open_to_others_is_closed_and_told(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    path = tmp_path / "room.sqlite3"
    open_journal(path).close()
    path.chmod(0o644)
    tmp_path.chmod(0o777)
    journal, _ = open_or_set_aside(
        path, room_name=ROOM, provenance=Provenance.REAL, epoch=EPOCH, profile_digest="d1", clock=ManualClock()
    )
    journal.close()
    assert path.stat().st_mode & 0o777 == 0o600
    assert "other users of this computer could open room.sqlite3" in caplog.text
    assert "other users can exchange files" in caplog.text


@pytest.mark.expect_log
def test_what_is_wrong_with_the_lists_never_keeps_an_event_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "room.sqlite3"
    filled(path, [session_row(1, Provenance.REAL)], [])  # the number that the admission will bring again
    journal = open_journal(path)
    admitted = PatientAdmitted(
        seq=1, at=EPOCH.at_tick(5), place_id="1", session_id=1, label="A.M. 59", actor=UNATTRIBUTED
    )
    journal.write([batch(5, admitted, alarm(2, 5))])
    events = [event for one in journal.recover().tail for event in one.events]
    journal.close()
    assert events == [admitted, alarm(2, 5)]
    assert verify(path).findings == ()
    assert len(Records(path).alarms(AlarmFilter())) == 1
    assert "event 1 could not be entered" in caplog.text
