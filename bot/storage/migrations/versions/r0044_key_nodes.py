"""Which keys the running processes have: nothing is sealed with one that somebody has not."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "key_nodes",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("has", sa.String(64), nullable=False),
        sa.Column("seals", sa.String(16), nullable=False),
        sqlite_with_rowid=False,
    )
