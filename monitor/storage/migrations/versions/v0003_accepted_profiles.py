"""The limits that physicians accepted, and under which of them each session began."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Column meanings stand in `monitor.storage.tables`."""
    op.create_table(
        "accepted_profiles",
        sa.Column("seq", _KEY, primary_key=True, autoincrement=False),
        sa.Column("utc_ms", sa.BigInteger, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("approved_by", sa.Text, nullable=False),
        sa.Column("approved_on", sa.Text, nullable=False),
        sa.Column("accepted_by", sa.Text, nullable=False),
        sa.Column("first", sa.Integer, nullable=False),
    )
    op.add_column("sessions", sa.Column("profile_digest", sa.Text, nullable=False, server_default=""))
