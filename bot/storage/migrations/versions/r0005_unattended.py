"""When she was told that nobody is on duty where she waits."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the moment to the cases."""
    op.add_column("cases", sa.Column("unattended_at", sa.BigInteger))
