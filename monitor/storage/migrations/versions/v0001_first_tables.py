"""The first tables: room, rule sets, input batches, events, checkpoints."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Create everything. Column meanings stand in `monitor.storage.tables`."""
    _create_room()
    _create_input_batches()
    _create_events()
    _create_checkpoints()


def _create_room() -> None:
    op.create_table(
        "room",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("provenance", sa.Text, nullable=False),
        sa.Column("epoch_tick", sa.BigInteger, nullable=False),
        sa.Column("epoch_utc_ms", sa.BigInteger, nullable=False),
    )
    op.create_table(
        "rule_sets",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("profile_digest", sa.Text, nullable=False),
        sa.Column("rules_version", sa.Integer, nullable=False),
    )


def _create_input_batches() -> None:
    op.create_table(
        "input_batches",
        sa.Column("seq", _KEY, primary_key=True, autoincrement=False),
        sa.Column("tick", sa.BigInteger, nullable=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("first_input_seq", sa.BigInteger, nullable=False),
        sa.Column("last_input_seq", sa.BigInteger, nullable=False),
        sa.Column("rule_set_id", sa.Integer, sa.ForeignKey("rule_sets.id"), nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("seq", _KEY, primary_key=True, autoincrement=False),
        sa.Column("batch_seq", _KEY, sa.ForeignKey("input_batches.seq"), nullable=False),
        sa.Column("tick", sa.BigInteger, nullable=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("type", sa.Text, nullable=False),
        sa.Column("place_id", sa.Text),
        sa.Column("left_place_id", sa.Text),
        sa.Column("session_id", sa.BigInteger),
        sa.Column("rule", sa.Text),
        sa.Column("priority", sa.Integer),
        sa.Column("payload", sa.Text, nullable=False),
    )
    op.create_index("events_by_time", "events", ["utc_ms"])
    op.create_index("events_by_batch", "events", ["batch_seq"])
    op.create_index("events_by_session", "events", ["session_id", "utc_ms"])
    op.create_index("events_by_place", "events", ["place_id", "utc_ms"])
    op.create_index("events_by_left_place", "events", ["left_place_id", "utc_ms"])
    op.create_index("events_by_rule", "events", ["rule", "utc_ms"])


def _create_checkpoints() -> None:
    op.create_table(
        "checkpoints",
        sa.Column("id", _KEY, primary_key=True, autoincrement=False),
        sa.Column("tick", sa.BigInteger, nullable=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("batch_seq", _KEY, sa.ForeignKey("input_batches.seq"), nullable=False),
        sa.Column("event_seq", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.LargeBinary, nullable=False),
    )
