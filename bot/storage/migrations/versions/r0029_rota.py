"""Who of the staff is planned when, and what a network promises of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "rotas",
        sa.Column("network", sa.String(64), primary_key=True),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("until", sa.String(10)),
    )
    op.create_table(
        "shifts",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("over_at", sa.BigInteger),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("shifts_network", "shifts", ["network"])
    op.create_index("shifts_over", "shifts", ["over_at"])
