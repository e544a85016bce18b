"""Events in a chain of digests; sessions, stays and alarms as tables of their own; packed samples; people's marks."""

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_FIRST = hashlib.sha256(b"infusion-room-monitor events").digest()
_CHAINED = (
    "seq",
    "batch_seq",
    "tick",
    "utc_ms",
    "type",
    "place_id",
    "left_place_id",
    "session_id",
    "rule",
    "priority",
    "payload",
)
_PAGE = 1_000


def upgrade() -> None:
    """Column meanings stand in `monitor.storage.tables`."""
    _chain_events()
    _create_registers()
    _create_packed()
    _create_people()


def _chain_events() -> None:
    """Make the table anew: its rows get their digests, and the journal's old batches may go without their events."""
    op.create_table(
        "chained_events",
        sa.Column("seq", _KEY, primary_key=True, autoincrement=False),
        sa.Column("batch_seq", _KEY, nullable=False),
        sa.Column("tick", sa.BigInteger, nullable=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("place_id", sa.Text),
        sa.Column("left_place_id", sa.Text),
        sa.Column("session_id", sa.BigInteger),
        sa.Column("rule", sa.Text),
        sa.Column("priority", sa.Integer),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous_digest", sa.LargeBinary, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    _copy_events()
    op.drop_table("events")
    op.rename_table("chained_events", "events")
    op.create_index("events_by_time", "events", ["utc_ms"])
    op.create_index("events_by_batch", "events", ["batch_seq"])
    op.create_index("events_by_session", "events", ["session_id", "utc_ms"])
    op.create_index("events_by_place", "events", ["place_id", "utc_ms"])
    op.create_index("events_by_left_place", "events", ["left_place_id", "utc_ms"])
    op.create_index("events_by_rule", "events", ["rule", "utc_ms"])


def _copy_events() -> None:
    connection = op.get_bind()
    old = sa.table("events", *map(sa.column, _CHAINED))
    new = sa.table("chained_events", *map(sa.column, (*_CHAINED, "previous_digest", "digest")))
    previous, last_seq = _FIRST, 0
    while True:
        found = connection.execute(sa.select(old).where(old.c.seq > last_seq).order_by(old.c.seq).limit(_PAGE))
        page = found.mappings().all()
        if not page:
            return
        rows = []
        for row in page:
            content = json.dumps(list(row.values()), ensure_ascii=False, separators=(",", ":")).encode()
            digest = hashlib.sha256(previous + content).digest()
            rows.append({**row, "previous_digest": previous, "digest": digest})
            previous, last_seq = digest, row["seq"]
        connection.execute(sa.insert(new), rows)


def _create_registers() -> None:
    op.create_table(
        "sessions",
        sa.Column("session_id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("label", sa.Text, nullable=False),
        sa.Column("clinic_id", sa.Text, nullable=False),
        sa.Column("course", sa.Text, nullable=False),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("provenance", sa.Text, nullable=False),
        sa.Column("admitted_tick", sa.BigInteger, nullable=False),
        sa.Column("admitted_utc_ms", sa.BigInteger, nullable=False),
        sa.Column("infusion_start_utc_ms", sa.BigInteger),
        sa.Column("infusion_end_utc_ms", sa.BigInteger),
        sa.Column("discharged_tick", sa.BigInteger),
        sa.Column("discharged_utc_ms", sa.BigInteger),
        sa.Column("first_batch_seq", sa.BigInteger, nullable=False),
        sa.Column("last_batch_seq", sa.BigInteger),
        sa.Column("packed", sa.Integer, nullable=False),
        sa.Column("high_alarms", sa.Integer, nullable=False),
        sa.Column("medium_alarms", sa.Integer, nullable=False),
        sa.Column("low_alarms", sa.Integer, nullable=False),
        sa.Column("baseline_systolic", sa.Float),
        sa.Column("peak_systolic", sa.Float),
        sa.Column("lowest_spo2", sa.Float),
        sa.Column("sample_count", sa.BigInteger),
        sa.Column("packed_bytes", sa.BigInteger),
    )
    op.create_index("sessions_by_time", "sessions", ["admitted_utc_ms", "session_id"])
    op.create_index("sessions_by_label", "sessions", ["label", "admitted_utc_ms"])
    op.create_index("sessions_by_clinic_id", "sessions", ["clinic_id", "admitted_utc_ms"])
    op.create_index("sessions_by_place", "sessions", ["place_id", "admitted_utc_ms"])
    op.create_index("sessions_by_packed", "sessions", ["packed", "first_batch_seq"])
    op.create_table(
        "stays",
        sa.Column("session_id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("from_tick", sa.BigInteger, primary_key=True),
        sa.Column("to_tick", sa.BigInteger),
        sa.Column("place_id", sa.Text, nullable=False),
    )
    op.create_index("stays_by_place", "stays", ["place_id", "from_tick"])
    op.create_table(
        "device_places",
        sa.Column("device_id", sa.Text, primary_key=True),
        sa.Column("from_tick", sa.BigInteger, primary_key=True),
        sa.Column("place_id", sa.Text),
    )
    _create_alarms()


def _create_alarms() -> None:
    op.create_table(
        "alarms",
        sa.Column("alarm_id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("raised_seq", sa.BigInteger, nullable=False),
        sa.Column("raised_utc_ms", sa.BigInteger, nullable=False),
        sa.Column("place_id", sa.Text, nullable=False),
        sa.Column("session_id", sa.BigInteger),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("priority", sa.Integer, nullable=False),
        sa.Column("parameter", sa.Text, nullable=False),
        sa.Column("value", sa.Float),
        sa.Column("limit_value", sa.Float),
        sa.Column("shown", sa.Text, nullable=False),
        sa.Column("acknowledged_utc_ms", sa.BigInteger),
        sa.Column("acknowledged_by", sa.Text),
        sa.Column("cleared_utc_ms", sa.BigInteger),
    )
    op.create_index("alarms_by_time", "alarms", ["raised_utc_ms", "alarm_id"])
    op.create_index("alarms_by_session", "alarms", ["session_id", "raised_utc_ms", "alarm_id"])
    op.create_index("alarms_by_place", "alarms", ["place_id", "raised_utc_ms", "alarm_id", "priority"])
    op.create_index("alarms_by_rule", "alarms", ["rule", "raised_utc_ms", "alarm_id", "priority"])
    op.create_index("alarms_by_place_and_rule", "alarms", ["place_id", "rule", "raised_utc_ms", "alarm_id"])
    op.create_index("alarms_by_priority", "alarms", ["priority", "raised_utc_ms", "alarm_id"])


def _create_packed() -> None:
    op.create_table(
        "packed_parts",
        sa.Column("session_id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("part", sa.Integer, primary_key=True),
        sa.Column("from_tick", sa.BigInteger, nullable=False),
        sa.Column("to_tick", sa.BigInteger, nullable=False),
        sa.Column("sample_count", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "packed_minutes",
        sa.Column("session_id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )


def _create_people() -> None:
    op.create_table(
        "accounts",
        sa.Column("name", sa.Text, primary_key=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("pin_hash", sa.Text, nullable=False),
        sa.Column("active", sa.Integer, nullable=False),
        sa.Column("wrong_pins", sa.Integer, nullable=False),
        sa.Column("locked_until_utc_ms", sa.BigInteger, nullable=False),
        sa.Column("created_utc_ms", sa.BigInteger, nullable=False),
        sa.Column("created_by", sa.Text, nullable=False),
        sa.Column("changed_utc_ms", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.Text, nullable=False),
    )
    op.create_table(
        "signatures",
        sa.Column("id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("session_id", sa.BigInteger, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("comment", sa.Text, nullable=False),
        sa.Column("digest", sa.LargeBinary, nullable=False),
    )
    op.create_index("signatures_by_session", "signatures", ["session_id"])
    op.create_table(
        "addenda",
        sa.Column("id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("session_id", sa.BigInteger, nullable=False),
        sa.Column("author", sa.Text, nullable=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
    )
    op.create_index("addenda_by_session", "addenda", ["session_id"])
    op.create_table(
        "marks",
        sa.Column("id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("alarm_id", sa.BigInteger, nullable=False),
        sa.Column("mark", sa.Text, nullable=False),
        sa.Column("reviewer", sa.Text, nullable=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
    )
    op.create_index("marks_by_alarm", "marks", ["alarm_id"])
    op.create_table(
        "retirements",
        sa.Column("session_id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("event_count", sa.BigInteger, nullable=False),
        sa.Column("signed_digest", sa.LargeBinary, nullable=False),
    )
