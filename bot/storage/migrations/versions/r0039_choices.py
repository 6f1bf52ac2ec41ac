"""What the staff chose for the installation, switches, drills, and who confirmed a fact."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables and columns."""
    op.create_table(
        "choices",
        sa.Column("seq", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.String(64), nullable=False),
        sa.Column("value", sa.String(500), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("sealed_reason", sa.LargeBinary, nullable=False),
    )
    op.create_index("choices_name", "choices", ["name"])
    op.create_table("switched_off", sa.Column("name", sa.String(16), primary_key=True))
    op.add_column(
        "outgoing",
        sa.Column("while_off", sa.Integer, nullable=False, server_default=sa.text("0")),
    )
    op.add_column("cases", sa.Column("drill", sa.String(64), nullable=False, server_default=""))
    moments = ("asked", "claimed", "answered", "passed", "closed", "left", "called")
    op.create_table(
        "drills",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("scenario", sa.String(64), nullable=False),
        sa.Column("by", sa.String(64), nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("talk", sa.String(64), nullable=False),
        sa.Column("rings", sa.Integer, nullable=False),
        sa.Column("ended_at", sa.BigInteger),
        sa.Column("ended_by", sa.String(64), nullable=False),
        *(sa.Column(f"{name}_at", sa.BigInteger) for name in moments),
    )
    op.create_index("drills_network", "drills", ["network", "at"])
    op.add_column(
        "directory_upkeep",
        sa.Column("first_by", sa.String(64), nullable=False, server_default=""),
    )
    op.create_table(
        "directory_looks",
        sa.Column("service", sa.String(64), primary_key=True),
        sa.Column("aspect", sa.String(16), primary_key=True),
        sa.Column("owner", sa.String(64), nullable=False),
        sa.Column("seen_on", sa.Integer, nullable=False),
        sa.Column("days", sa.Integer, nullable=False),
        sa.Column("digest", sa.String(16), nullable=False),
        sa.Column("seen_by", sa.String(64), nullable=False),
        sa.Column("note", sa.LargeBinary),
    )
