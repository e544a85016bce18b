"""The same record on a real PostgreSQL server: what a file gives, a server gives too, and it has one writer."""

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest
from postgres_server import made_schema, running_server
from sqlalchemy import Connection, create_engine, select, text
from sqlalchemy.exc import DBAPIError
from storage_days import PLACES, batches, open_day, write_day
from storage_samples import EPOCH, ROOM, alarm, batch, link_lost, moved, open_journal
from stored_samples import samples_of

from drivers.clock import ManualClock, Stopwatch
from drivers.observations import Provenance
from monitor.domain.inputs import Sample
from monitor.storage import (
    AlarmFilter,
    AlreadyOpenError,
    EventFilter,
    History,
    Journal,
    NewerDatabaseError,
    Records,
    SessionFilter,
    StorageUnavailableError,
    WrongDatabaseError,
    open_or_set_aside,
    tables,
)
from monitor.storage.engines import reading_engine
from monitor.storage.signing import LOCKED, Mark, ReviewDesk, SigningError, signed_digest
from monitor.storage.verify import verify

pytestmark = pytest.mark.system
NUMBERS = itertools.count(1)
DEADLINE_S = 20.0
WAITING = text("SELECT count(*) FROM pg_locks WHERE NOT granted")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running_server() as address:
        yield address


@pytest.fixture
def url(server: str) -> str:
    return made_schema(server, f"room_{next(NUMBERS)}")


def execute(url: str, statement: str) -> None:
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_what_was_written_comes_back_after_a_restart(url: str) -> None:
    journal = open_journal(url)
    journal.write([batch(1, alarm(1, 1)), batch(2, checkpoint=b"at 2"), batch(3, moved(2, 3), link_lost(3, 3))])
    journal.close()
    journal = open_journal(url)
    recovery = journal.recover()
    journal.write([batch(4, alarm(4, 4))])
    journal.close()
    assert (recovery.epoch, recovery.checkpoint, recovery.last_event_seq) == (EPOCH, b"at 2", 3)
    assert [one.tick for one in recovery.tail] == [3]
    assert [event.seq for event in History(url).events(EventFilter(place_id="1"))] == [1, 2, 4]
    assert verify(url).findings == ()


def test_a_day_packed_on_a_server_is_the_day_packed_in_a_file(url: str) -> None:
    journal = open_day(url)
    journal.bind_devices(PLACES)
    day = write_day(journal)
    while journal.tidy():
        pass
    journal.close()
    record = Records(url).open_session(1)
    assert record is not None
    assert samples_of(record.samples) == [
        item for one in day for item in one.inputs if isinstance(item, Sample) and item.tick < 8_000
    ]
    (summary,) = Records(url).sessions(SessionFilter(provenance=Provenance.REAL))
    assert summary.peak_rise == 48
    assert len(Records(url).alarms(AlarmFilter(session_id=1))) == sum(
        (summary.high_alarms, summary.medium_alarms, summary.low_alarms)
    )


def test_signatures_and_tampering_on_a_server(url: str) -> None:
    journal = open_day(url)
    journal.bind_devices(PLACES)
    write_day(journal)
    while journal.tidy():
        pass
    journal.close()
    desk = ReviewDesk(url, clock=ManualClock())
    desk.mark(1, Mark.ARTEFACT, reviewer="Dr. Who")
    desk.sign(1, reviewer="Dr. Who")
    with pytest.raises(SigningError, match="addendum"):
        desk.mark(1, Mark.USEFUL, reviewer="Dr. Who")
    assert verify(url).findings == ()
    execute(url, "UPDATE events SET payload = payload || ' ' WHERE seq = 3")
    execute(url, "DELETE FROM events WHERE seq = 5")
    findings = " ".join(verify(url).findings)
    assert "event 3 was changed" in findings
    assert "between event 4 and event 6" in findings


def test_of_two_who_sign_at_the_same_time_one_is_refused(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = open_day(url)
    journal.bind_devices(PLACES)
    write_day(journal)
    while journal.tidy():
        pass
    journal.close()
    looking: list[str] = []
    engine = create_engine(url, isolation_level="AUTOCOMMIT")

    def digest_beside_another(connection: Connection, session_id: int, *, reviewer: str, **words: Any) -> bytes:
        """Both have looked for a signature and found none, or one waits for the other."""
        looking.append(reviewer)
        watch, pause = Stopwatch(), Event()
        with engine.connect() as beside:
            while len(looking) < 2 and not beside.execute(WAITING).scalar_one():
                assert watch.elapsed_s() < DEADLINE_S, "the other one never came"
                pause.wait(0.01)
        return signed_digest(connection, session_id, reviewer=reviewer, **words)

    monkeypatch.setattr("monitor.storage.signing.signed_digest", digest_beside_another)
    with ThreadPoolExecutor(2) as people:
        both = [people.submit(ReviewDesk(url, clock=ManualClock()).sign, 1, reviewer=name) for name in ("A", "B")]
        faults = [each.exception() for each in both]
    engine.dispose()
    assert sorted(str(fault) for fault in faults) == sorted(["None", LOCKED])
    assert [one.reviewer for one in ReviewDesk(url, clock=ManualClock()).signatures(1)] == looking


def test_there_is_one_writer_and_a_lost_connection_comes_back(url: str) -> None:
    first = open_journal(url)
    with pytest.raises(AlreadyOpenError, match="another station"):
        open_journal(url)
    first.write([batch(1)])
    execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()",
    )
    first.write([batch(2)])
    with pytest.raises(AlreadyOpenError):
        open_journal(url)
    first.close()
    again = open_journal(url)
    ticks = [one.tick for one in again.recover().tail]
    again.close()
    assert ticks == [1, 2]


def test_a_station_that_lost_the_lock_to_another_keeps_its_record_in_memory(url: str) -> None:
    first = open_journal(url)
    execute(
        url,
        "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()",
    )
    second = open_journal(url)
    with pytest.raises(StorageUnavailableError, match="another station"):
        first.write([batch(1)])
    second.close()
    first.write([batch(1)])
    first.close()


def test_readers_cannot_write_and_see_what_was_committed(url: str) -> None:
    journal = open_journal(url)
    journal.write([batch(1, alarm(1, 1))])
    with reading_engine(url).connect() as connection:
        assert connection.execute(select(tables.events.c.seq)).scalars().all() == [1]
        with pytest.raises(DBAPIError, match="read-only"):
            connection.execute(text("DELETE FROM events"))
    journal.close()


def test_a_server_that_is_not_there_is_told_and_not_waited_for(url: str) -> None:
    nowhere = url.replace("/pg-", "/nowhere-", 1).replace("pg-", "nowhere-", 1)
    with pytest.raises(StorageUnavailableError, match="cannot be reached"):
        open_journal(nowhere)


def test_a_newer_schema_another_room_and_another_provenance_are_refused(url: str) -> None:
    open_journal(url).close()
    with pytest.raises(WrongDatabaseError, match="belongs to the room"):
        open_journal(url, room_name="Other")
    with pytest.raises(WrongDatabaseError, match="real data"):
        open_journal(url, provenance=Provenance.SIMULATED)
    execute(url, "UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(NewerDatabaseError, match="9999"):
        open_journal(url)
    with pytest.raises(StorageUnavailableError, match="left untouched"):
        open_or_set_aside(
            url, room_name=ROOM, provenance=Provenance.REAL, epoch=EPOCH, profile_digest="d1", clock=ManualClock()
        )


def test_an_old_schema_is_migrated_after_a_copy(url: str) -> None:
    """What revision 0001 had is put back by hand; no server of that revision ever ran."""
    journal = open_day(url)
    journal.write(list(batches(until_s=30)))
    journal.close()
    for table in ("sessions", "stays", "device_places", "alarms", "packed_parts", "packed_minutes"):
        execute(url, f"DROP TABLE {table}")
    for table in ("accounts", "signatures", "addenda", "marks", "retirements", "accepted_profiles"):
        execute(url, f"DROP TABLE {table}")
    execute(url, "ALTER TABLE events DROP COLUMN digest, DROP COLUMN previous_digest")
    execute(url, "UPDATE alembic_version SET version_num = '0001'")
    journal = open_day(url)
    recovery = journal.recover()
    journal.close()
    assert len(recovery.tail) == 29
    assert verify(url).findings == ()
    assert [one.label for one in Records(url).sessions(SessionFilter())] == ["A.M. 59"]
    engine = create_engine(url)
    with engine.connect() as connection:
        copied = connection.execute(
            text("SELECT count(*) FROM pg_tables WHERE schemaname LIKE :name"), {"name": "%before_migration_from_0001"}
        ).scalar_one()
    engine.dispose()
    assert copied == 6


def test_only_this_driver_is_taken() -> None:
    with pytest.raises(WrongDatabaseError, match="expected"):
        Journal.open("mysql://db/room", room_name=ROOM, provenance=Provenance.REAL, epoch=EPOCH, profile_digest="d1")
