"""Each released revision's database, as that release wrote it, is migrated whole and then written on."""

import shutil
from pathlib import Path

import pytest
from storage_days import PLACES, batches, open_day
from stored_samples import samples_of

from monitor.storage import Records, SessionFilter, schema
from monitor.storage.verify import verify

DATABASES = sorted((Path(__file__).parent / "databases").glob("v*.sqlite3"))


@pytest.mark.parametrize("old", DATABASES, ids=lambda path: path.stem)
def test_an_old_database_is_migrated_after_a_copy_and_goes_on(old: Path, tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    shutil.copy(old, path)
    journal = open_day(path)
    recovery = journal.recover()
    done = len(list(batches(until_s=250)))
    journal.bind_devices(PLACES)
    journal.write(list(batches())[done:])
    while journal.tidy():
        pass
    journal.close()
    assert recovery.last_tick == 10 * done
    assert recovery.checkpoint is not None
    verdict = verify(path)
    assert (verdict.findings, verdict.events > 10) == ((), True)
    (summary,) = Records(path).sessions(SessionFilter())
    assert (summary.label, summary.packed, summary.peak_rise) == ("A.M. 59", True, 48)
    record = Records(path).open_session(1)
    assert record is not None
    assert samples_of(record.samples)[0].tick == 10  # what the old program stored is in it
    if old.stem != f"v{schema.head_revision()}":
        (copy,) = tmp_path.glob("room.before-migration-*")
        assert copy.stat().st_mode & 0o077 == 0


def test_there_is_a_database_of_every_revision_but_the_unreleased_one() -> None:
    known = {f"v{int(schema.head_revision()) - number:04}" for number in range(1, int(schema.head_revision()))}
    assert {path.stem for path in DATABASES} >= known
    assert all(path.stat().st_size < 400_000 for path in DATABASES)
