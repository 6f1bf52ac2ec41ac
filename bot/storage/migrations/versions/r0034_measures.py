"""What somebody wrote for colleagues when she vouched for a fact or a measure."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the note."""
    op.add_column("directory_upkeep", sa.Column("note", sa.LargeBinary))
