"""Referrals, her pathway and the risk aid."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make their tables."""
    op.create_table(
        "referrals",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("agency", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("referrals_agency", "referrals", ["agency", "state"])
    op.create_index("referrals_conversation", "referrals", ["conversation"])
    op.create_index("referrals_forget", "referrals", ["forget_at"])
    op.create_table(
        "pathways",
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("began_at", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger),
    )
    op.create_table(
        "pathway_steps",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("agency", sa.String(64), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("pathway_steps_conversation", "pathway_steps", ["conversation"])
    op.create_table(
        "pathway_allowed",
        sa.Column("step", sa.String(64), primary_key=True),
        sa.Column("agency", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
    )
    op.create_index("pathway_allowed_agency", "pathway_allowed", ["agency"])
    op.create_index("pathway_allowed_conversation", "pathway_allowed", ["conversation"])
    op.create_table(
        "risk_aids",
        sa.Column("conversation", sa.String(64), primary_key=True),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("risk_aids_forget", "risk_aids", ["forget_at"])
