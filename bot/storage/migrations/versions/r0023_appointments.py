"""Calendars, bookings and what is busy."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "calendars",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("agency", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("open", sa.Integer, nullable=False),
        sa.Column("version", sa.BigInteger, nullable=False),
        sa.Column("feed_hash", sa.LargeBinary),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("calendars_agency", "calendars", ["agency"])
    op.create_index("calendars_kind", "calendars", ["kind", "open"])
    op.create_index("calendars_feed", "calendars", ["feed_hash"])
    op.create_table(
        "bookings",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("calendar", sa.String(64), nullable=False),
        sa.Column("agency", sa.String(64), nullable=False),
        sa.Column("starts_at", sa.BigInteger, nullable=False),
        sa.Column("ends_at", sa.BigInteger, nullable=False),
        sa.Column("state", sa.String(16), nullable=False),
        sa.Column("until", sa.BigInteger),
        sa.Column("made_at", sa.BigInteger, nullable=False),
        sa.Column("forget_at", sa.BigInteger, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("room", sa.String(64), nullable=False),
        sa.Column("acknowledged_at", sa.BigInteger),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("bookings_agency", "bookings", ["agency", "starts_at"])
    op.create_index("bookings_conversation", "bookings", ["conversation"])
    op.create_index("bookings_forget", "bookings", ["forget_at"])
    op.create_table(
        "waiting_list",
        sa.Column("id", sa.String(64), primary_key=True),
        sa.Column("conversation", sa.String(64), nullable=False),
        sa.Column("kind", sa.String(16), nullable=False),
        sa.Column("since", sa.BigInteger, nullable=False),
        sa.Column("until", sa.BigInteger, nullable=False),
        sa.Column("told_at", sa.BigInteger),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    op.create_index("waiting_list_conversation", "waiting_list", ["conversation"])
    op.create_index("waiting_list_until", "waiting_list", ["until"])
