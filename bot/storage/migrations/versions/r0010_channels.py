"""The channel of what waits to be sent, when something was sent, and what could not be removed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns. Nothing waits on a channel yet: until now there was only the web."""
    op.add_column(
        "outgoing", sa.Column("channel", sa.String(16), nullable=False, server_default="")
    )
    op.add_column("sent", sa.Column("at", sa.BigInteger, nullable=False, server_default="0"))
    op.add_column("sent", sa.Column("channel", sa.String(16), nullable=False, server_default=""))
    op.create_index("sent_at", "sent", ["channel", "at"])
    op.create_table(
        "dead_letters",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("network", sa.String(64), nullable=False),
        sa.Column("channel", sa.String(16), nullable=False),
        sa.Column("why", sa.String(16), nullable=False),
        sa.Column("staff", sa.Integer, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("expires_at", sa.BigInteger, nullable=False),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("dead_letters_conversation", "dead_letters", ["conversation"])
    op.create_index("dead_letters_expires", "dead_letters", ["expires_at"])
    remaining = sa.Column("remaining", sa.Integer, nullable=False, server_default="0")
    op.add_column("conversations", remaining)
