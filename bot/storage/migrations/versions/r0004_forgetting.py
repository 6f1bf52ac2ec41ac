"""The ledger of what was forgotten."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the ledger."""
    op.create_table(
        "forgotten",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("settled", sa.Integer, nullable=False),
        sqlite_with_rowid=False,
    )
    op.create_index("forgotten_at", "forgotten", ["at"])
    op.create_index("forgotten_settled", "forgotten", ["settled"])
