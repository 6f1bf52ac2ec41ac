"""Numbers for the reports, and proof of what was destroyed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "counts",
        sa.Column("quarter", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("network", sa.String(64), primary_key=True),
        sa.Column("figure", sa.String(32), primary_key=True),
        sa.Column("value", sa.String(32), primary_key=True),
        sa.Column("count", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "swept",
        sa.Column("kind", sa.String(32), primary_key=True),
        sa.Column("day", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("count", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sweep_marks",
        sa.Column("name", sa.String(32), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sqlite_with_rowid=False,
    )
