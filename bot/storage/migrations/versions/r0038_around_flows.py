"""Publications of flows at a given hour, and every version of an answer kept ready."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "flow_schedules",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("lease_until", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("flow_schedules_due", "flow_schedules", ["state", "at"])
    op.create_table(
        "canned_past",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("shortcut", sa.String(32), nullable=False),
        sa.Column("edited_at", sa.BigInteger, nullable=False),
        sa.Column("edited_by", sa.String(64), nullable=False),
        sa.Column("gone", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("canned_past_network", "canned_past", ["network", "edited_at"])
