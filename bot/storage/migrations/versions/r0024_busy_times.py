"""Where an agency's busy times are read from, and when it is busy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "calendar_sources",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("calendar", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("due_at", sa.BigInteger, nullable=False),
        sa.Column("read_at", sa.BigInteger),
        sa.Column("problem", sa.String(16), nullable=False),
        sa.Column("sealed_url", sa.LargeBinary, nullable=False),
    )
    op.create_index("calendar_sources_calendar", "calendar_sources", ["calendar"])
    op.create_index("calendar_sources_due", "calendar_sources", ["kind", "due_at"])
    op.create_table(
        "busy_times",
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("starts_at", sa.BigInteger, primary_key=True),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("calendar", sa.String(64), nullable=False),
        sa.Column("agency", sa.String(64), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("busy_times_agency", "busy_times", ["agency", "starts_at"])
