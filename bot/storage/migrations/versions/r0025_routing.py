"""Who carries how much, what became of cases that wait, when networks answer."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "carrying",
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("units", sa.Integer, nullable=False),
        sa.Column("skills", sa.String(200), nullable=False),
        sa.Column("paused_until", sa.BigInteger),
    )
    op.create_table(
        "heavy_cases",
        sa.Column("case_id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
    )
    op.create_index("heavy_cases_conversation", "heavy_cases", ["conversation"])
    op.create_table(
        "passed_over",
        sa.Column("case_id", sa.String(64), primary_key=True),
        sa.Column("account", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
    )
    op.create_index("passed_over_conversation", "passed_over", ["conversation"])
    op.create_index("passed_over_account", "passed_over", ["account"])
    op.create_table(
        "waits",
        sa.Column("case_id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("opened_at", sa.BigInteger, nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("held", sa.Integer, nullable=False),
        sa.Column("rings", sa.Integer, nullable=False),
        sa.Column("ring_after", sa.BigInteger),
        sa.Column("phoned_at", sa.BigInteger),
        sa.Column("told_at", sa.BigInteger),
        sa.Column("raised_at", sa.BigInteger),
        sa.Column("seen_at", sa.BigInteger),
        sa.Column("seen_by", sa.String(64), nullable=False),
    )
    op.create_index("waits_conversation", "waits", ["conversation"])
    op.create_table(
        "network_hours",
        sa.Column("network", sa.String(64), primary_key=True),
        sa.Column("changed_at", sa.BigInteger, nullable=False),
        sa.Column("changed_by", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
