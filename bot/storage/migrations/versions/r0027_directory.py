"""The directory's services, and who keeps each fact right."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "directory_sources",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("services", sa.Integer, nullable=False),
    )
    op.create_table(
        "directory_records",
        sa.Column("source", sa.String(64), primary_key=True),
        sa.Column("entity", sa.String(32), primary_key=True),
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "directory_upkeep",
        sa.Column("service", sa.String(64), primary_key=True),
        sa.Column("aspect", sa.String(16), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("verified_on", sa.Integer),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("verified_by", sa.String(64), nullable=False),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
    )
    op.create_index("directory_upkeep_changed", "directory_upkeep", ["changed_at"])
