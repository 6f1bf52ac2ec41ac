"""The audit, signed row by row and sealed in chained batches."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add what a row is signed with and the chain; what is there stands unsigned in batch one."""
    with op.batch_alter_table("audit") as table:
        table.add_column(sa.Column("network", sa.String(64), nullable=False, server_default=""))
        table.add_column(sa.Column("role", sa.String(32), nullable=False, server_default=""))
        # Rows from before the chain have no signature: they are told apart by that.
        table.add_column(
            sa.Column("signature", sa.LargeBinary, nullable=False, server_default=sa.text("''"))
        )
        table.add_column(sa.Column("batch", sa.BigInteger))
    op.create_index("audit_batch", "audit", ["batch"])
    op.create_index("audit_subject", "audit", ["subject"])
    op.create_table(
        "audit_batches",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("newest_at", sa.BigInteger, nullable=False),
        sa.Column("size", sa.BigInteger, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "audit_anchor",
        sa.Column("number", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("seal", sa.LargeBinary, nullable=False),
        sa.Column("proof", sa.LargeBinary, nullable=False),
    )
