"""What is known of a conversation behind its curtain: a counter and a moment, no text."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add both columns."""
    op.add_column(
        "conversations", sa.Column("behind", sa.Integer, nullable=False, server_default="0")
    )
    op.add_column("conversations", sa.Column("danger_at", sa.BigInteger))
