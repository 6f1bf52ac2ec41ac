"""Translations that somebody signed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "text_reviews",
        sa.Column("language", sa.String(16), primary_key=True),
        sa.Column("context", sa.String(200), primary_key=True),
        sa.Column("digest", sa.String(24), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
