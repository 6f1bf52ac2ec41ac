"""Texts that could not be given to her, and messages that must be taken back."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

TALLIES = ("removed", "remaining")


def upgrade() -> None:
    """Make both tables, and count what was taken back."""
    op.create_table(
        "held",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("operator", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("place", sa.String(8), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary, nullable=False),
    )
    op.create_index("held_conversation", "held", ["conversation"])
    op.create_index("held_network", "held", ["network", "place"])
    op.create_index("held_forget", "held", ["forget_at"])
    op.create_table(
        "erasures",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("talk", sa.String(64), nullable=False),
        sa.Column("newest", sa.Integer, nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("not_before", sa.BigInteger, nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("erasures_head", "erasures", ["talk", "newest"])
    op.create_index("erasures_made", "erasures", ["made_at"])
    tallies = sa.table("tallies", sa.column("name", sa.String), sa.column("count", sa.BigInteger))
    op.bulk_insert(tallies, [{"name": name, "count": 0} for name in TALLIES])
