"""Alarms and drills."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table of alarms."""
    op.create_table(
        "alarms",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("drill", sa.Integer, nullable=False),
        sa.Column("raised_at", sa.BigInteger, nullable=False),
        sa.Column("next_ring_at", sa.BigInteger, nullable=False),
        sa.Column("rings", sa.Integer, nullable=False),
        sa.Column("phoned_at", sa.BigInteger),
        sa.Column("acknowledged_at", sa.BigInteger),
        sa.Column("operator", sa.String(64), nullable=False),
        sa.Column("cancelled_at", sa.BigInteger),
        sa.Column("sign", sa.String(16), nullable=False),
        sa.Column("told", sa.String(16), nullable=False),
        sa.Column("message", sa.String(64), nullable=False),
    )
    op.create_index("alarms_network", "alarms", ["network", "raised_at"])
    op.create_index("alarms_raised", "alarms", ["raised_at"])
    op.create_index("alarms_conversation", "alarms", ["conversation"])
