"""A database of the first release goes on being readable. The fixture is SQL text: today's program did not write it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

import pytest
from sqlalchemy import inspect
from storage_samples import EPOCH, ROOM, batch, open_journal

from drivers.clock import ManualClock
from drivers.observations import Provenance
from monitor.domain.events import AlarmChanged
from monitor.domain.inputs import Sample
from monitor.storage import Journal, MigrationError, open_or_set_aside, schema, tables
from monitor.storage.database import reading_engine

# As SQLite printed it from a file of revision 0001, with two batches, one event and one checkpoint typed by hand.
VERSION_1 = """
PRAGMA journal_mode = WAL;
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL,
    CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
INSERT INTO alembic_version VALUES ('0001');
CREATE TABLE room (id INTEGER NOT NULL, name TEXT NOT NULL, provenance TEXT NOT NULL, epoch_tick BIGINT NOT NULL,
    epoch_utc_ms BIGINT NOT NULL, PRIMARY KEY (id));
INSERT INTO room VALUES (1, 'Infusion room A', 'real', 0, 1700000000000);
CREATE TABLE rule_sets (id INTEGER NOT NULL, profile_digest TEXT NOT NULL, rules_version INTEGER NOT NULL,
    PRIMARY KEY (id));
INSERT INTO rule_sets VALUES (1, 'd1', 1);
CREATE TABLE input_batches (seq INTEGER NOT NULL, tick BIGINT NOT NULL, utc_ms BIGINT NOT NULL,
    first_input_seq BIGINT NOT NULL, last_input_seq BIGINT NOT NULL, rule_set_id INTEGER NOT NULL,
    payload BLOB NOT NULL, PRIMARY KEY (seq), FOREIGN KEY(rule_set_id) REFERENCES rule_sets (id));
INSERT INTO input_batches VALUES (1, 10, 1700000001000, 1, 1, 1, CAST('[{"type":"sample","tick":10,
    "device_id":"rad8-1","parameter":"spo2","value":97.0,
    "quality":"valid","source":"oximeter","why":null,"provenance":"real"}]' AS BLOB));
INSERT INTO input_batches VALUES (2, 20, 1700000002000, 2, 2, 1, CAST('[{"type":"sample","tick":20,"device_id":"rad8-1",
    "parameter":"spo2","value":null,"quality":"invalid","source":"oximeter","why":"probe off","provenance":"real"}]'
    AS BLOB));
CREATE TABLE events (seq INTEGER NOT NULL, batch_seq INTEGER NOT NULL, tick BIGINT NOT NULL, utc_ms BIGINT NOT NULL,
    type TEXT NOT NULL, place_id TEXT, left_place_id TEXT, session_id BIGINT, rule TEXT, priority INTEGER,
    payload TEXT NOT NULL, PRIMARY KEY (seq), FOREIGN KEY(batch_seq) REFERENCES input_batches (seq));
INSERT INTO events VALUES (1, 2, 20, 1700000002000, 'alarm_changed', '1', NULL, NULL, 'T-SPO2', 1,
    '{"type":"alarm_changed","seq":1,"at":{"tick":20,"utc_ms":1700000002000},"due":{"tick":20,"utc_ms":1700000002000},
    "alarm_id":1,"place_id":"1","session_id":null,"rule":"T-SPO2","kind":"technical","priority":1,"change":"raised",
    "parameter":"spo2","value":null,"op":"","limit":null,"baseline":null,"confirmed":null,"why":"probe off",
    "actor":null}');
CREATE INDEX events_by_time ON events (utc_ms);
CREATE INDEX events_by_batch ON events (batch_seq);
CREATE INDEX events_by_session ON events (session_id, utc_ms);
CREATE INDEX events_by_place ON events (place_id, utc_ms);
CREATE INDEX events_by_left_place ON events (left_place_id, utc_ms);
CREATE INDEX events_by_rule ON events (rule, utc_ms);
CREATE TABLE checkpoints (id INTEGER NOT NULL, tick BIGINT NOT NULL, utc_ms BIGINT NOT NULL, batch_seq INTEGER NOT NULL,
    event_seq BIGINT NOT NULL, payload BLOB NOT NULL, PRIMARY KEY (id),
    FOREIGN KEY(batch_seq) REFERENCES input_batches (seq));
INSERT INTO checkpoints VALUES (1, 10, 1700000001000, 1, 0, CAST('state at 10' AS BLOB));
"""
NEXT_REVISION = '''
"""A change of the tables as a later release might bring it."""
import sqlalchemy as sa
from alembic import op
revision = "9000"
down_revision = "{head}"
def upgrade():
    op.add_column("room", sa.Column("clinic", sa.Text))
    {more}
'''


def _version_1(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(VERSION_1)


def _later_program(folder: Path, *, more: str = "") -> Path:
    """Migrations of a release after this one: ours and one more."""
    versions = folder / "migrations" / "versions"
    versions.mkdir(parents=True)
    ours = Path(schema.__file__).parent / "migrations"
    (folder / "migrations" / "env.py").write_bytes((ours / "env.py").read_bytes())
    for script in (ours / "versions").glob("v*.py"):
        (versions / script.name).write_bytes(script.read_bytes())
    (versions / "v9000_clinic.py").write_text(NEXT_REVISION.format(more=more, head=schema.head_revision()))
    return folder / "migrations"


def test_a_database_of_revision_1_is_read_and_written_on(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    _version_1(path)
    journal = open_journal(path)
    journal.write([batch(30)])
    recovery = journal.recover()
    journal.close()
    assert recovery.epoch == EPOCH
    assert recovery.checkpoint == b"state at 10"
    assert [one.tick for one in recovery.tail] == [20, 30]
    sample, event = recovery.tail[0].inputs[0], recovery.tail[0].events[0]
    assert isinstance(sample, Sample)
    assert (sample.value, sample.why) == (None, "probe off")
    assert isinstance(event, AlarmChanged)
    assert (event.rule, event.session_id) == ("T-SPO2", None)


def test_an_older_database_is_migrated_after_a_copy(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    _version_1(path)
    with patch.object(schema, "_MIGRATIONS", _later_program(tmp_path)):
        for _ in range(2):  # the second opening has nothing left to do
            journal = open_journal(path)
            assert [one.tick for one in journal.recover().tail] == [20]
            journal.close()
    with reading_engine(path).connect() as connection:
        assert "clinic" in {column["name"] for column in inspect(connection).get_columns("room")}
    copies = list(tmp_path.glob("room.before-migration-from-0001*"))
    assert len(copies) == 1
    with reading_engine(copies[0]).connect() as connection:
        assert "clinic" not in {column["name"] for column in inspect(connection).get_columns("room")}
    old = Journal.open(  # the copy is a whole database: today's program goes on with it
        copies[0], room_name="Infusion room A", provenance=Provenance.REAL, epoch=EPOCH, profile_digest="d1"
    )
    assert old.recover().checkpoint == b"state at 10"
    old.close()


def test_a_migration_that_fails_half_way_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    _version_1(path)
    broken = _later_program(tmp_path, more='op.execute("INSERT INTO room (id, name) SELECT id, name FROM room")')
    with patch.object(schema, "_MIGRATIONS", broken):
        with pytest.raises(MigrationError, match="constraint failed"):
            open_journal(path)
        beside, words = open_or_set_aside(
            path, room_name=ROOM, provenance=Provenance.REAL, epoch=EPOCH, profile_digest="d1", clock=ManualClock()
        )
        beside.close()
    assert words is not None
    assert "left untouched" in words
    journal = open_journal(path)
    assert [one.tick for one in journal.recover().tail] == [20]
    journal.close()


def test_a_fresh_database_has_exactly_the_tables_that_the_program_expects(tmp_path: Path) -> None:
    path = tmp_path / "room.sqlite3"
    open_journal(path).close()
    with reading_engine(path).connect() as connection:
        found = inspect(connection)
        for name, table in tables.metadata.tables.items():
            assert [column["name"] for column in found.get_columns(name)] == list(table.columns.keys())
            assert [column["nullable"] for column in found.get_columns(name)] == [c.nullable for c in table.columns]
            assert {index["name"] for index in found.get_indexes(name)} == {index.name for index in table.indexes}
        assert set(found.get_table_names()) == {*tables.metadata.tables, "alembic_version"}
