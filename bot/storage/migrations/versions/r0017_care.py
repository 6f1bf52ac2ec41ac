"""Canned answers, protocols, debriefs and hand-overs; cases that were closed with dignity."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

TALLIES = ("closed_kindly",)


def upgrade() -> None:
    """Make the four tables, and count from zero."""
    op.create_table(
        "canned_answers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("language", sa.String(16), nullable=False),
        sa.Column("shortcut", sa.String(32), nullable=False),
        sa.Column("edited_at", sa.BigInteger, nullable=False),
        sa.Column("edited_by", sa.String(64), nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index(
        "canned_answers_network",
        "canned_answers",
        ["network", "language", "shortcut"],
        unique=True,
    )
    op.create_table(
        "protocols",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("sealed_text", sa.LargeBinary, nullable=False),
    )
    columns = ["network", "kind", "version"]
    op.create_index("protocols_version", "protocols", columns, unique=True)
    op.create_table(
        "debriefs",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("operator", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("seen_at", sa.BigInteger),
        sa.Column("seen_by", sa.String(64), nullable=False),
    )
    op.create_index("debriefs_network", "debriefs", ["network", "at"])
    op.create_table(
        "handovers",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("author", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("sealed_text", sa.LargeBinary, nullable=False),
    )
    op.create_index("handovers_network", "handovers", ["network", "at"])
    op.create_index("handovers_forget", "handovers", ["forget_at"])
    tallies = sa.table("tallies", sa.column("name", sa.String), sa.column("count", sa.BigInteger))
    op.bulk_insert(tallies, [{"name": name, "count": 0} for name in TALLIES])
