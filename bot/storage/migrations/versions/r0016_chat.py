"""Notes, drafts, deliveries and arrangements of a case."""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0013"
branch_labels = None
depends_on = None


def _of_a_case(name: str, *more: sa.Column[Any]) -> None:
    op.create_table(
        name,
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("case_id", sa.String(64), nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("operator", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        *more,
    )
    op.create_index(f"{name}_conversation", name, ["conversation"])


def upgrade() -> None:
    """Make the four tables."""
    _of_a_case(
        "notes",
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("sealed_text", sa.LargeBinary, nullable=False),
    )
    op.create_index("notes_forget", "notes", ["forget_at"])
    _of_a_case(
        "drafts",
        sa.Column("held_for", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("drafts_case", "drafts", ["case_id", "operator"])
    op.create_table(
        "deliveries",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
    )
    op.create_index("deliveries_conversation", "deliveries", ["conversation"])
    _of_a_case(
        "callbacks",
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("asked_at", sa.BigInteger, nullable=False),
    )
    op.create_index("callbacks_due", "callbacks", ["state", "at"])
