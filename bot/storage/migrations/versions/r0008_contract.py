"""Proofs of her yes, and reminders that her contact contract decides on."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables, and mark reminders in the outbox."""
    op.create_table(
        "consents",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("version", sa.String(64), nullable=False),
        sa.Column("notice", sa.String(128), nullable=False),
        sa.Column("purpose", sa.String(16), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("withdrawn_at", sa.BigInteger),
        sqlite_with_rowid=False,
    )
    op.create_index("consents_at", "consents", ["at"])
    op.create_table(
        "reminders",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("reminders_conversation", "reminders", ["conversation"])
    op.create_index("reminders_due", "reminders", ["state", "at"])
    op.add_column(
        "outgoing", sa.Column("reminder", sa.Integer, nullable=False, server_default=sa.text("0"))
    )
    op.execute("INSERT INTO tallies (name, count) VALUES ('forbidden', 0)")
