"""What she keeps for herself: her plan, and what she can do."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table."""
    op.create_table(
        "notebooks",
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("until", sa.BigInteger),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
