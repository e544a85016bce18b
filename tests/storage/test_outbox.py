"""Messages for a receiver outside wait in a file: in order, over restarts, bounded and counted."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from monitor.storage.errors import NewerDatabaseError, StorageUnavailableError
from monitor.storage.outbox import Counts, Outbox, Waiting


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "room.hl7"


def put(outbox: Outbox, *texts: str) -> list[int]:
    return [outbox.put(lambda number, text=text: f"{text}-{number}", utc_ms=0) for text in texts]  # type: ignore[misc]


def test_what_waits_survives_a_restart_and_keeps_its_order_and_numbers(path: Path) -> None:
    outbox = Outbox(path)
    assert put(outbox, "a", "b", "c") == [1, 2, 3]
    outbox.confirmed(2)
    outbox.close()
    again = Outbox(path)
    assert again.oldest(10) == [Waiting(1, "a-1"), Waiting(3, "c-3")]
    again.confirmed(1)
    again.confirmed(3)
    assert put(again, "d") == [4], "no number is used twice, though nothing waits"


def test_full_it_gives_up_the_oldest_and_counts_it_for_ever(path: Path) -> None:
    outbox = Outbox(path, capacity=3)
    put(outbox, *"abcde")
    assert [each.number for each in outbox.oldest(10)] == [3, 4, 5]
    assert outbox.counts() == Counts(waiting=3, refused=0, dropped=2)
    outbox.close()
    assert Outbox(path, capacity=3).counts().dropped == 2


def test_what_was_refused_waits_no_longer_and_is_kept(path: Path) -> None:
    outbox = Outbox(path)
    put(outbox, "a", "b")
    outbox.set_aside(1, "AE unknown patient")
    assert [each.number for each in outbox.oldest(10)] == [2]
    assert outbox.counts() == Counts(waiting=1, refused=1, dropped=0)


def test_two_processes_may_put_messages_in(path: Path) -> None:
    station, export = Outbox(path), Outbox(path)
    assert put(station, "a") + put(export, "b") + put(station, "c") == [1, 2, 3]


def test_other_users_cannot_read_it(path: Path) -> None:
    Outbox(path)
    assert path.stat().st_mode & 0o077 == 0


def test_a_file_of_a_newer_program_is_left_alone(path: Path) -> None:
    Outbox(path).close()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 2")
    with pytest.raises(NewerDatabaseError, match="update the program"):
        Outbox(path)


def test_a_file_that_is_no_database_is_told_in_words(path: Path) -> None:
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageUnavailableError, match=r"room\.hl7: the database file is damaged"):
        Outbox(path)
