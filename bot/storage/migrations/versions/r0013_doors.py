"""Passkeys, recovery codes, invitations, suspension, and what a session knows of itself."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what the doors need. Who is logged in logs in again: her session has no name yet."""
    op.execute("delete from staff_sessions")
    with op.batch_alter_table("staff") as table:
        table.add_column(sa.Column("suspended_at", sa.BigInteger))
    with op.batch_alter_table("staff_sessions") as table:
        table.add_column(sa.Column("id", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("how", sa.String(16), nullable=False, server_default="password"))
        table.add_column(sa.Column("proved_at", sa.BigInteger))
    op.create_table(
        "staff_passkeys",
        sa.Column("id", sa.LargeBinary, primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
        sa.Column("uses", sa.BigInteger, nullable=False),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("used_at", sa.BigInteger),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("staff_passkeys_account", "staff_passkeys", ["account"])
    op.create_table(
        "staff_recovery",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("account", sa.String(64), nullable=False),
    )
    op.create_index("staff_recovery_account", "staff_recovery", ["account"])
    op.create_table(
        "staff_invitations",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("account", sa.String(64), nullable=False, unique=True),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "staff_challenges",
        sa.Column("hash", sa.LargeBinary, primary_key=True),
        sa.Column("until", sa.BigInteger, nullable=False),
    )
