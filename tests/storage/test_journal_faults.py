"""Full disk, read-only file, damage, a newer program, a kill: nothing written is lost and nothing old is changed."""

import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from storage_samples import EPOCH, ROOM, alarm, batch, open_journal

from drivers.clock import ManualClock
from drivers.observations import Provenance
from monitor.storage import Journal, NewerDatabaseError, StorageUnavailableError, WrongDatabaseError, open_or_set_aside

REPOSITORY = Path(__file__).resolve().parents[2]


def _open_somehow(path: Path) -> tuple[Journal, str | None]:
    return open_or_set_aside(
        path, room_name=ROOM, provenance=Provenance.REAL, epoch=EPOCH, profile_digest="d1", clock=ManualClock()
    )


def _written(path: Path) -> None:
    journal = open_journal(path)
    journal.write([batch(1, alarm(1, 1)), batch(2)])
    journal.close()


def _make_newer(path: Path) -> None:
    _written(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")


def test_two_hundred_kills_lose_nothing_that_was_committed(tmp_path: Path) -> None:
    """The files are copied as a kill would leave them; a killed process leaves what it gave the system, no more."""
    seed = 20_260_101
    rng = random.Random(seed)
    path = tmp_path / "room.sqlite3"
    journal = open_journal(path)
    tick, seq = 0, 0
    for kill in range(200):
        for _ in range(rng.randint(1, 4)):
            group = []
            for _ in range(rng.randint(1, 5)):
                tick += 1
                events = [alarm(seq := seq + 1, tick) for _ in range(rng.choice((0, 0, 1, 2)))]
                group.append(batch(tick, *events, checkpoint=b"at %d" % tick if rng.random() < 0.1 else None))
            journal.write(group)
        copy = tmp_path / f"kill{kill}" / "room.sqlite3"
        copy.parent.mkdir()
        for part in path.parent.glob("room.sqlite3*"):
            if not part.name.endswith(("-shm", ".lock")):  # shared memory does not outlive a machine
                shutil.copy(part, copy.parent / part.name)
        survivor = open_journal(copy)
        recovery = survivor.recover()
        whole = survivor.recover(passed_over_checkpoints=1_000_000 if kill % 20 == 19 else 4)
        survivor.close()
        shutil.rmtree(copy.parent)
        assert (recovery.last_tick, recovery.last_event_seq) == (tick, seq), f"seed {seed}, kill {kill}"
        first = 1 if whole.checkpoint is None else whole.tail[0].tick
        assert [one.tick for one in whole.tail] == list(range(first, tick + 1)), f"seed {seed}, kill {kill}"
        seqs = [one.seq for each in whole.tail for one in each.events]
        assert seqs == list(range(whole.checkpoint_event_seq + 1, seq + 1)), f"seed {seed}, kill {kill}"
    journal.close()


WRITER_PROGRAM = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from storage_samples import alarm, batch, open_journal
journal = open_journal(Path(sys.argv[1]))
first = (journal.recover().last_tick or 0) + 1
for tick in range(first, first + 100_000):
    journal.write([batch(tick, alarm(tick, tick))])
    print(tick, flush=True)
"""


@pytest.mark.hazard("H38")
@pytest.mark.system
@pytest.mark.skipif(sys.platform == "win32", reason="runs only on POSIX systems, which have kill -9")
def test_a_really_killed_writer_has_kept_every_commit_it_told_of(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    rng = random.Random(7)
    last = 0
    for _ in range(5):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER_PROGRAM, str(path), str(Path(__file__).parent)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        with process.stdout:
            for _ in range(rng.randint(3, 40)):
                last = int(process.stdout.readline())
            process.send_signal(signal.SIGKILL)
            told = process.stdout.read().split()
        process.wait(timeout=10)
        last = int(told[-1]) if told else last
        journal = open_journal(path)
        recovery = journal.recover()
        journal.close()
        assert recovery.last_tick is not None
        assert recovery.last_tick in {last, last + 1}  # the last commit may not have been told any more
        assert [one.tick for one in recovery.tail] == list(range(1, recovery.last_tick + 1))


def test_the_failed_commit_that_landed_all_the_same_is_not_stored_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk may report an error for a commit that is on it; the writer then hands the same batches over again."""
    journal = open_journal(tmp_path / "room.sqlite3")
    journal.write([batch(1)])
    group = [batch(2, alarm(1, 2)), batch(3)]
    begin = journal._engine.begin

    class LandsAndFails:
        def __enter__(self) -> object:
            self.transaction = begin()
            return self.transaction.__enter__()

        def __exit__(self, *args: object) -> None:
            self.transaction.__exit__(None, None, None)
            raise OSError(5, "Input/output error")

    monkeypatch.setattr(journal._engine, "begin", LandsAndFails)
    with pytest.raises(StorageUnavailableError):
        journal.write(group)
    monkeypatch.undo()
    journal.write([*group, batch(4)])
    ticks = [one.tick for one in journal.recover().tail]
    journal.close()
    assert ticks == [1, 2, 3, 4]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of one megabyte."""
    folder = tmp_path / "small"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=1m", "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("runs only on a system that lets this user mount a small file system")
    yield folder
    subprocess.run(["umount", "-l", str(folder)], check=True)


@pytest.mark.hazard("H39")
@pytest.mark.system
def test_a_full_disk_is_told_and_damages_nothing_and_space_helps(small_disk: Path) -> None:
    path = small_disk / "room.sqlite3"
    journal = open_journal(path)
    journal.write([batch(1, alarm(1, 1))])
    big = batch(2, alarm(2, 2), checkpoint=b"x" * 300_000)
    filler = small_disk / "filler"
    filler.write_bytes(b"x" * (shutil.disk_usage(small_disk).free - 50_000))
    with pytest.raises(StorageUnavailableError, match="the disk is full"):
        journal.write([big])
    assert [one.tick for one in journal.recover().tail] == [1]
    filler.unlink()
    journal.write([big])
    recovery = journal.recover()
    journal.close()
    assert (recovery.last_tick, recovery.last_event_seq) == (2, 2)


@pytest.mark.system
def test_a_read_only_disk_is_told_at_start(small_disk: Path) -> None:
    path = small_disk / "room.sqlite3"
    _written(path)
    before = path.read_bytes()
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    with pytest.raises(StorageUnavailableError, match=r"[Rr]ead-only"):
        _open_somehow(path)
    assert path.read_bytes() == before


@pytest.mark.hazard("H39")
@pytest.mark.parametrize("place", [0, 4_096, 20_480], ids=["header", "schema", "page"])
def test_a_damaged_file_is_set_aside_byte_for_byte_and_a_new_one_begun(tmp_path: Path, place: int) -> None:
    path = tmp_path / "room.sqlite3"
    _written(path)
    damaged = bytearray(path.read_bytes())
    damaged[place : place + 3_000] = b"\xa5" * 3_000
    path.write_bytes(damaged)

    journal, words = _open_somehow(path)
    recovery = journal.recover()
    journal.close()
    aside = tmp_path / "room.damaged-20231114T221320Z.sqlite3"
    assert aside.read_bytes() == damaged
    assert recovery.tail == ()
    assert words is not None
    assert aside.name in words


@pytest.mark.hazard("H39")
def test_an_input_that_cannot_be_read_back_counts_as_damage(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    _written(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE input_batches SET payload = x'00' WHERE seq = 2")
    journal, words = _open_somehow(path)
    journal.close()
    assert words is not None
    assert "input batch 2 cannot be read back" in words


@pytest.mark.hazard("H39")
def test_a_second_damaged_file_of_the_same_second_does_not_take_the_place_of_the_first(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    for content in (b"first", b"second"):
        path.write_bytes(content * 1_000)
        _open_somehow(path)[0].close()
        path.unlink()
    kept = sorted(one.read_bytes()[:5] for one in tmp_path.glob("room.damaged-*.sqlite3"))
    assert kept == [b"first", b"secon"]


@pytest.mark.hazard("H39")
def test_a_newer_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    _make_newer(path)
    before = path.read_bytes()
    with pytest.raises(NewerDatabaseError, match="revision 9999"):
        open_journal(path)
    assert path.read_bytes() == before


@pytest.mark.hazard("H39")
def test_beside_a_newer_database_the_station_keeps_one_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    _make_newer(path)
    before = path.read_bytes()
    journal, words = _open_somehow(path)
    journal.write([batch(1)])
    journal.close()
    again, _ = _open_somehow(path)
    last_tick = again.recover().last_tick
    again.close()
    assert path.read_bytes() == before
    assert words is not None
    assert "left untouched" in words
    assert isinstance(again.store, Path)
    assert again.store.name in words
    assert last_tick == 1  # the next start finds it again


def test_a_file_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE letters (text)")
    before = path.read_bytes()
    with pytest.raises(WrongDatabaseError, match="not a database of this program"):
        _open_somehow(path)
    assert path.read_bytes() == before


def test_an_empty_file_is_a_new_database(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    path.touch()
    journal, words = _open_somehow(path)
    journal.write([batch(1)])
    assert journal.recover().last_tick == 1
    journal.close()
    assert words is None
