"""What was written is there after a restart, in order, once, and nobody else can read it."""

import os
import stat
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import StatementError
from storage_samples import EPOCH, alarm, batch, open_journal

from drivers.observations import Provenance
from monitor.domain.time import Instant
from monitor.storage import AlreadyOpenError, Batch, WrongDatabaseError, tables
from monitor.storage.database import reading_engine
from monitor.storage.journal import KEPT_CHECKPOINTS, Journal


def test_a_new_journal_has_nothing_to_recover(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "room.sqlite3")
    recovery = journal.recover()
    journal.close()
    assert (recovery.epoch, recovery.checkpoint, recovery.tail, recovery.last_tick) == (EPOCH, None, (), None)
    assert (recovery.checkpoint_event_seq, recovery.last_event_seq) == (0, 0)


def test_tail_holds_what_came_after_the_newest_checkpoint(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    written = [batch(1, alarm(1, 1)), batch(2, alarm(2, 2), checkpoint=b"state at 2"), batch(3), batch(4, alarm(3, 4))]
    journal = open_journal(path)
    journal.write(written[:3])
    journal.write(written[3:])
    journal.close()

    journal = open_journal(path)
    recovery = journal.recover()
    journal.close()
    assert recovery.checkpoint == b"state at 2"
    assert recovery.checkpoint_event_seq == 2
    assert recovery.tail == (written[2], written[3])
    assert (recovery.last_event_seq, recovery.last_tick) == (3, 4)
    assert recovery.last_utc_ms == EPOCH.at_tick(4).utc_ms


def test_passing_over_checkpoints_gives_older_ones_and_at_last_the_whole_journal(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "room.sqlite3")
    written = [batch(tick, checkpoint=b"at %d" % tick if tick in {2, 4} else None) for tick in range(1, 6)]
    journal.write(written)
    older = journal.recover(passed_over_checkpoints=1)
    whole = journal.recover(passed_over_checkpoints=2)
    journal.close()
    assert older.checkpoint == b"at 2"
    assert [one.tick for one in older.tail] == [3, 4, 5]
    assert whole.checkpoint is None
    assert [one.tick for one in whole.tail] == [1, 2, 3, 4, 5]


def test_the_epoch_of_the_first_opening_stays(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    open_journal(path).close()
    later = Instant(0, EPOCH.utc_ms + 99_000)
    journal = Journal.open(
        path, room_name="Infusion room A", provenance=Provenance.REAL, epoch=later, profile_digest="d1"
    )
    assert journal.recover().epoch == EPOCH
    journal.close()


def test_an_event_that_is_already_stored_is_ignored(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "room.sqlite3")
    journal.write([batch(1, alarm(1, 1))])
    journal.write([batch(2, alarm(1, 1), alarm(2, 2))])
    recovery = journal.recover()
    journal.close()
    assert [event.seq for one in recovery.tail for event in one.events] == [1, 2]


@pytest.mark.expect_log
def test_an_event_that_comes_again_with_other_content_is_reported_and_the_first_one_stands(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    journal = open_journal(tmp_path / "room.sqlite3")
    journal.write([batch(1, alarm(1, 1, rule="O2-LO"))])
    journal.write([batch(2, alarm(1, 1, rule="HR-HI"))])
    recovery = journal.recover()
    journal.close()
    assert recovery.tail[0].events == (alarm(1, 1, rule="O2-LO"),)
    assert "event 1 came again with other content" in caplog.text


def test_only_the_last_checkpoints_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    journal = open_journal(path)
    for tick in range(1, KEPT_CHECKPOINTS + 4):
        journal.write([batch(tick, checkpoint=b"at %d" % tick)])
    journal.close()
    with reading_engine(path).connect() as connection:
        ticks = connection.execute(select(tables.checkpoints.c.tick)).scalars().all()
    assert ticks == list(range(4, KEPT_CHECKPOINTS + 4))


def test_inputs_are_numbered_through_and_carry_the_rules_they_were_judged_by(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    for digest, tick in (("d1", 1), ("d2", 2), ("d1", 3)):
        journal = open_journal(path, digest=digest)
        journal.write([batch(tick), Batch(tick=tick, utc_ms=0, inputs=(), events=())])
        journal.close()
    columns = tables.input_batches.c
    with reading_engine(path).connect() as connection:
        spans = connection.execute(select(columns.first_input_seq, columns.last_input_seq).order_by(columns.seq)).all()
        digests = connection.execute(
            select(tables.rule_sets.c.profile_digest).join(tables.input_batches).order_by(columns.seq)
        ).scalars()
        assert [tuple(span) for span in spans] == [(1, 1), (2, 1), (2, 2), (3, 2), (3, 3), (4, 3)]
        assert list(digests) == ["d1", "d1", "d2", "d2", "d1", "d1"]
        assert connection.execute(select(func.count()).select_from(tables.rule_sets)).scalar_one() == 2


def test_a_second_opener_is_refused_and_let_in_after_close(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    first = open_journal(path)
    with pytest.raises(AlreadyOpenError, match="another station has this database open"):
        open_journal(path)
    first.close()
    open_journal(path).close()


@pytest.mark.parametrize(
    ("room_name", "provenance", "words"),
    [
        ("Another room", Provenance.REAL, 'belongs to the room "Infusion room A"'),
        ("Infusion room A", Provenance.SIMULATED, "holds real data, this room is simulated"),
    ],
)
def test_a_database_of_another_room_or_provenance_is_refused_unchanged(
    tmp_path: Path, room_name: str, provenance: Provenance, words: str
) -> None:
    path = tmp_path / "room.sqlite3"
    open_journal(path).close()
    before = path.read_bytes()
    with pytest.raises(WrongDatabaseError, match=words):
        open_journal(path, room_name=room_name, provenance=provenance)
    assert path.read_bytes() == before
    open_journal(path).close()  # the refusal let go of the lock


@pytest.mark.skipif(os.name != "posix", reason="runs only on POSIX systems, which have file modes")
def test_nobody_else_can_read_database_or_folder(tmp_path: Path) -> None:
    path = tmp_path / "data" / "room.sqlite3"
    journal = open_journal(path)
    journal.write([batch(1)])
    modes = {one.name: stat.S_IMODE(one.stat().st_mode) for one in path.parent.iterdir()}
    journal.close()
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert set(modes) >= {"room.sqlite3", "room.sqlite3-wal", "room.sqlite3.lock"}
    assert set(modes.values()) == {0o600}


def test_a_bad_batch_leaves_nothing_of_its_group_behind(tmp_path: Path) -> None:
    journal = open_journal(tmp_path / "room.sqlite3")
    bad = Batch(tick=2, utc_ms=0, inputs=(), events=(), checkpoint="text")  # type: ignore[arg-type]  # the point
    with pytest.raises(StatementError, match="bytes-like"):
        journal.write([batch(1), bad])
    recovery = journal.recover()
    journal.close()
    assert recovery.tail == ()
