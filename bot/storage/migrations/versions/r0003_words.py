"""Her own words, the numbers to come back with, and how often a number was tried."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables of her words."""
    op.create_table(
        "her_words",
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("kind", sa.String(16), primary_key=True),
        sa.Column("hash", sa.LargeBinary, nullable=False),
        sa.Column("near", sa.LargeBinary, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "numbers",
        sa.Column("number_hash", sa.LargeBinary, primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("numbers_conversation", "numbers", ["conversation"])
    op.create_table(
        "tries",
        sa.Column("number_hash", sa.LargeBinary, primary_key=True),
        sa.Column("wrong", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger),
        sqlite_with_rowid=False,
    )
    op.create_index("tries_at", "tries", ["at"])
